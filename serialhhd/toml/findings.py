"""What can be wrong with any file that models describe: its keys and its values."""

import json
from collections.abc import Iterable
from typing import Any, Final

from serialhhd.toml.problem import Said, absence, error, nearest

A_LIST: Final = "a list"
LONGEST_SHOWN: Final = 40
"""Characters of a wrong value that a sentence repeats."""


@error
def unknown_key(*, key: str, meant: str = "") -> Said:
    """Return that a table has no such key."""
    return Said(f"unknown key {shown(key)}", meant)


@error
def unknown_table(*, key: str, meant: str = "") -> Said:
    """Return that there is no such table."""
    return Said(f"unknown table {shown(key)}", meant)


@error
def wrong_value(*, key: str, value: Any, must: str, names: Iterable[str] = ()) -> Said:
    """Return what a value must be; of names that it may be, the nearest is proposed."""
    meant = nearest(value, names) if isinstance(value, str) else ""
    if must == A_LIST and isinstance(value, str):
        meant = f"write {as_list(value)}"
    return Said(f"{key} cannot be {shown(value)}: it must be {must}", meant)


@absence
def missing_key(*, key: str, must: str) -> Said:
    """Return that a key must be written, and what it is."""
    return Said(f"missing key {shown(key)}: {must}")


@error
def newer_version(*, version: Any, known: int) -> Said:
    """Return that the file is for a later program: its other words may well be right."""
    return Said(
        f"version {shown(version)} is newer than this program, which knows version {known}: update serialhhd"
    )


def as_list(text: str) -> str:
    """Return a text as the list of texts that is meant by it: `["gs1"]` for `gs1`, and for `[gs1]`, as a shell leaves it."""
    names = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
    return f"[{', '.join(shown(name.strip()) for name in names)}]"


def shown(value: Any) -> str:
    """Return a value as a sentence repeats it."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    if isinstance(value, int) and value.bit_length() > LONGEST_SHOWN:
        return "so large a number"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
