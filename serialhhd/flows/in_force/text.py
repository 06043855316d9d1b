"""The text of a flows.toml: read, understood, and known by a name to the store."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from socket import gethostname
from types import MappingProxyType
from typing import Final

from serialhhd.flows.config.discovery import PACKAGED, Found, first_there, places
from serialhhd.flows.config.loader import parse
from serialhhd.flows.config.model import Flows
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.store.configuration.versions import FileAt, New, Version
from serialhhd.store.words.encoding import as_text
from serialhhd.toml import reading
from serialhhd.toml.problem import FileInvalid
from serialhhd.value_class import value_class

PROGRAM: Final = "serialhhd"
PACKAGED_NAME: Final = "packaged"
"""What the store calls the flows that come with the program, wherever that is installed."""
FIRST: Final = "In force for the first time"
EDITED: Final = "The file was edited"
SCHEMA: Final = re.compile(rb"\A#:schema [^\n]*\n")


@value_class
class FlowsText:
    """The bytes of a flows.toml that is right, and what they say."""

    content: bytes
    flows: Flows


def read(path: Path) -> FlowsText:
    """Read a flows.toml.

    Raises:
        FlowsInvalid: It cannot be read, or is wrong.
    """
    try:
        content = reading.content(path)
        return FlowsText(content, parse(reading.decoded(str(path), content), path))
    except FileInvalid as invalid:
        raise FlowsInvalid(invalid.problems) from invalid


def packaged() -> FlowsText:
    """Return the flows that come with the program as a file of a site's own: without the way to their schema, which is not there."""
    text = read(PACKAGED)
    return FlowsText(SCHEMA.sub(b"", text.content), text.flows)


def understood(version: Version, path: Path) -> Flows:
    """Return what a version says; `path` is the file that said it.

    Raises:
        FlowsInvalid: This program does not understand it any more.
    """
    return parse(version.text.removeprefix("\ufeff"), path)


def numbered(flows: Flows, version_id: int | None) -> Flows:
    """Return flows that know which version says them; None: none of the store's."""
    known = {name: flow.model_copy(update={"version_id": version_id}) for name, flow in flows.flows.items()}
    return replace(flows, flows=MappingProxyType(known))


def name_of(path: Path) -> str:
    """Return what the store calls a file."""
    return PACKAGED_NAME if path == PACKAGED else _as_text(path)


def here(found: Found, searched: Sequence[Found]) -> FileAt:
    """Return what the store calls a file on this host."""
    return FileAt(name_of(found.path), as_text(gethostname()), tuple(name_of(one.path) for one in searched))


def told_as(explicit: str | None) -> str:
    """Return under which name the desk is told what is wrong with the file, wherever it is found."""
    return _as_text(places(explicit)[0].path)


def _as_text(path: Path) -> str:
    """Return where a file is as any database takes it, whatever bytes its name has, and though this folder were gone."""
    try:
        whole = path.absolute()
    except FileNotFoundError:
        whole = path
    return as_text(str(whole))


def place_in_force(explicit: str | None, last: str | None) -> tuple[Found, Sequence[Found]]:
    """Return the place whose flows are in force, and all that are searched.

    A place that was in force last stays so though nothing is there now; one that goes before it wins where something is.

    Args:
        explicit: The argument of `--flows`.
        last: Which of the places was in force last, as the store calls it; None: none of them.
    """
    searched = places(explicit)
    names = [name_of(one.path) for one in searched]
    at = names.index(last) if last in names else len(names) - 1
    return first_there(searched[: at + 1]), searched


def edited(content: bytes, *, is_first: bool) -> New:
    """Return a changed file as a version: nobody said why."""
    return New(content, FIRST if is_first else EDITED, program())


def program() -> str:
    """Return which program puts a version in force."""
    from importlib.metadata import version  # it is slow to import, and seldom needed

    return f"{PROGRAM} {version(PROGRAM)}"


def owner(path: Path) -> str:
    """Return whose file it is; of what comes with the program nobody's."""
    if path == PACKAGED:
        return PROGRAM
    try:
        return path.owner()
    except (KeyError, OSError):  # a user whom this computer does not know, or a file that has just gone
        return "nobody"
