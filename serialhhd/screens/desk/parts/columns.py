"""The columns of a list: what stands in each, how wide, and how a person reads it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from math import ceil
from typing import Final, Generic, TypeVar

from rich.text import Text

from serialhhd.value_class import value_class

R = TypeVar("R")
"""The rows of a list."""

WHEN: Final = len("2026-03-01 09:00")
DAY: Final = len("2026-03-01")
WHOLE: Final = {
    "tracking_type": len("Track During Pick"),
    "state": len("dispatched"),
    "serials": len("10 captured"),
    "kind": len("transfer"),
    "at": len("03-01 09:00"),
    "created_at": DAY,
    "dispatched_at": DAY,
}
"""What the columns of words and times need at least, by their names."""


@value_class
class Column(Generic[R]):
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
    value: Callable[[R], object]
    is_number: bool = False

    @property
    def narrowest(self) -> int:
        """How narrow it may become: a number not at all, a word not so that it is cut, a text as its heading and two thirds."""
        if self.is_number:
            return self.width
        if self.name in WHOLE:
            return min(self.width, WHOLE[self.name])
        return min(self.width, max(self.headed, self.width * 2 // 3))

    @property
    def headed(self) -> int:
        """How wide its heading is."""
        return max(len(line) for line in self.label.split("\n"))

    def cell(self, row: R) -> Text:
        """Return what is drawn; a text that is too long ends with an ellipsis."""
        text = Text(shown(self.value(row), self.width), no_wrap=True, overflow="ellipsis")
        text.truncate(self.width, overflow="ellipsis")
        if self.is_number:
            text.align("right", self.width)
        return text

    def plain(self, row: R) -> object:
        """Return what is written into a file: times in UTC, numbers as numbers, whatever sign they are shown with."""
        value = self.value(row)
        return int(value) if self.is_number and isinstance(value, str) and value else value

    @property
    def heading(self) -> Text:
        """Its heading, as wide as the column."""
        lines = self.label.split("\n")
        return Text(
            "\n".join(line.rjust(self.width) if self.is_number else line for line in lines), no_wrap=True
        )


def shown(value: object, width: int = WHEN) -> str:
    """Return a value as a person reads it: local time, as much of it as the width holds; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        at = value.astimezone()
        if width >= WHEN:
            return f"{at:%Y-%m-%d %H:%M}"
        return f"{at:%m-%d %H:%M}" if width > DAY else f"{at:%Y-%m-%d}"
    return str(value)


def fitted(columns: Sequence[Column[R]], room: int) -> tuple[tuple[Column[R], ...], int]:
    """Return the columns for a table of a width, and the blanks between two of them.

    Where there is room texts become wider, in proportion, but not words and times; where there is none they become narrower, and one blank must do.
    What does not fit even so is reached by scrolling.
    """
    columns = [replace(column, width=max(column.width, column.headed)) for column in columns]
    gap = 2
    spare = room - sum(column.width + gap for column in columns)
    if spare < 0:
        gap = 1
        return _narrowed(columns, sum(column.width + gap for column in columns) - room), gap
    growing = [column for column in columns if not column.is_number and column.name not in WHOLE] or columns
    texts = sum(column.width for column in growing)
    return tuple(
        replace(column, width=column.width + spare * column.width // texts) if column in growing else column
        for column in columns
    ), gap


def _narrowed(columns: Sequence[Column[R]], excess: int) -> tuple[Column[R], ...]:
    """Return the columns with so much less width in all, as far as that goes: each gives in proportion to what it can."""
    can_give = sum(column.width - column.narrowest for column in columns)
    share = min(1.0, max(0, excess) / can_give) if can_give else 0.0
    return tuple(
        replace(column, width=column.width - ceil((column.width - column.narrowest) * share))
        for column in columns
    )
