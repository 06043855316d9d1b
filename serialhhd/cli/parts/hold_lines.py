"""Holds as lines of a history: when somebody put what on hold and why, and when it was released."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol


class Held(Protocol):
    """Once that something was on hold."""

    @property
    def reason(self) -> str: ...  # noqa: D102
    @property
    def held_at(self) -> datetime: ...  # noqa: D102
    @property
    def held_by(self) -> str: ...  # noqa: D102
    @property
    def released_at(self) -> datetime | None: ...  # noqa: D102
    @property
    def released_by(self) -> str | None: ...  # noqa: D102


def hold_lines(what: str, one: Held) -> Iterator[str]:
    """Yield a line for a hold of something, and one for its release."""
    yield f"{one.held_at.astimezone():%Y-%m-%d %H:%M}  {one.held_by}: {what} on hold: {one.reason}"
    if one.released_at is not None:
        yield f"{one.released_at.astimezone():%Y-%m-%d %H:%M}  {one.released_by}: {what} released"
