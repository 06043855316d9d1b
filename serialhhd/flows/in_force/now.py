"""The flows in force in a store, for whoever only looks: nothing is noted, and no edited file becomes a version."""

from pathlib import Path

from serialhhd.flows.config.discovery import places
from serialhhd.flows.config.model import Flows
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.in_force.text import FlowsText, here, name_of, place_in_force, read, understood
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import Version
from serialhhd.store.engine.store import Store


def flows_now(store: Store, explicit: str | None) -> Flows:
    """Return the flows by which runs begin now, as `text_now` says.

    Raises:
        FlowsInvalid: As from there.
    """
    return text_now(store, explicit).flows


def text_now(store: Store, explicit: str | None) -> FlowsText:
    """Return what says the flows by which runs begin now: the file as it is, unless another host has put another in force.

    Args:
        store: The store, opened.
        explicit: The argument of `--flows`.

    Raises:
        FlowsInvalid: The file is wrong, and no version of it is understood.
    """
    with store.read() as conn:
        last = versions.last_of(conn, [name_of(one.path) for one in places(explicit)])
        found, searched = place_in_force(explicit, last)
        try:
            text = read(found.path)
        except FlowsInvalid:
            version = versions.in_force(conn, name_of(found.path))
            if version is None:
                raise
            return _understood(version, found.path)
        known = versions.known(conn, here(found, searched), text.content)
    return _understood(known, found.path) if known else text


def _understood(version: Version, path: Path) -> FlowsText:
    return FlowsText(version.text.encode(), understood(version, path))
