"""The columns of a list: what stands in each, how wide, and how a person reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        name: What a named view calls it.
        label: Its heading.
        width: Columns of the terminal.
        value: What stands in it, of a row.
        is_number: Whether it is set flush right.
    """

    name: str
    label: str
    width: int
    value: Callable[[Any], object]
    is_number: bool = False

    def cell(self, row: object) -> Text:
        """Return what is drawn; a text that is too long ends with an ellipsis."""
        text = Text(shown(self.value(row)), no_wrap=True, overflow="ellipsis")
        text.truncate(self.width, overflow="ellipsis")
        if self.is_number:
            text.align("right", self.width)
        return text

    def plain(self, row: object) -> object:
        """Return what is written into a file: times in UTC, numbers as numbers, whatever sign they are shown with."""
        value = self.value(row)
        return int(value) if self.is_number and isinstance(value, str) and value else value

    @property
    def heading(self) -> Text:
        """Its heading, as wide as the column."""
        text = Text(self.label, no_wrap=True)
        if self.is_number:
            text.align("right", self.width)
        return text


def shown(value: object) -> str:
    """Return a value as a person reads it: local time, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}"
    return str(value)
