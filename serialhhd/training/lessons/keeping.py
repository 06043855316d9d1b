"""What keeps a lesson while it is played, by whomever: a recording, and what is made of the lesson when it has ended."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.scoring import Result


class Keeper(Protocol):
    """Keeps one lesson. What happens in it a keeper hears of by itself (`Lesson.listen`)."""

    def hear(self, data: bytes) -> None:
        """Take bytes that a keyboard or a scanner sends, before they are read."""
        ...

    def show(self, text: str) -> None:
        """Take what is sent to the terminal, as it is sent."""
        ...

    @property
    def is_blind(self) -> bool:
        """Whether nothing is taken of what is shown now."""
        ...

    def resize(self, columns: int, rows: int) -> None:
        """Take how large the terminal is from now on."""
        ...

    def note(self, kind: str, **facts: str) -> None:
        """Take what a trainer did beside the lesson: a word for it, and what else is to be said of it."""
        ...

    def end(self) -> None:
        """Take that the lesson has ended; its store is there still.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        ...


Keep = Callable[[Lesson], AbstractContextManager[Keeper]]
"""Begins to keep a lesson in which nothing has happened yet."""


class KeepsClass(Protocol):
    """Keeps what a class leaves.

    Attributes:
        is_anonymous: Whether no name is kept.
    """

    is_anonymous: bool

    def lesson_of(self, name: str) -> Keep:
        """Return what keeps the lesson of a trainee; it may touch the disk."""
        ...

    def result(self, result: Result) -> None:
        """Keep what came of a lesson that has ended; it may touch the disk."""
        ...


class Forgetful:
    """Keeps nothing."""

    is_blind = False

    def hear(self, data: bytes) -> None:
        """Take bytes."""

    def show(self, text: str) -> None:
        """Take what is shown."""

    def resize(self, columns: int, rows: int) -> None:
        """Take a size."""

    def note(self, kind: str, **facts: str) -> None:
        """Take what a trainer did."""

    def end(self) -> None:
        """Take that the lesson has ended."""


def keep_nothing(lesson: Lesson) -> AbstractContextManager[Forgetful]:  # noqa: ARG001 - whatever is played
    """Begin to keep nothing of a lesson."""
    return nullcontext(Forgetful())


class KeepsNoClass:
    """Keeps nothing of a class."""

    is_anonymous = False

    def lesson_of(self, name: str) -> Keep:  # noqa: ARG002 - whoever plays
        """Return what keeps nothing."""
        return keep_nothing

    def result(self, result: Result) -> None:
        """Keep nothing of what came of a lesson."""


class _Both:
    """Keeps a lesson twice."""

    def __init__(self, one: Keeper, other: Keeper) -> None:
        self._keepers = one, other

    def hear(self, data: bytes) -> None:
        """Take bytes."""
        for keeper in self._keepers:
            keeper.hear(data)

    def show(self, text: str) -> None:
        """Take what is shown."""
        for keeper in self._keepers:
            keeper.show(text)

    @property
    def is_blind(self) -> bool:
        """Whether none of them takes what is shown now."""
        return all(keeper.is_blind for keeper in self._keepers)

    def resize(self, columns: int, rows: int) -> None:
        """Take a size."""
        for keeper in self._keepers:
            keeper.resize(columns, rows)

    def note(self, kind: str, **facts: str) -> None:
        """Take what a trainer did."""
        for keeper in self._keepers:
            keeper.note(kind, **facts)

    def end(self) -> None:
        """Take that the lesson has ended."""
        for keeper in self._keepers:
            keeper.end()


def both(one: Keep, other: Keep) -> Keep:
    """Return what keeps a lesson in two ways."""

    @contextmanager
    def keep(lesson: Lesson) -> Iterator[Keeper]:
        with one(lesson) as first, other(lesson) as second:
            yield _Both(first, second)

    return keep
