"""What keeps a lesson while it is played, by whomever: a recording, and what is made of the lesson when it has ended."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

from serialhhd.training.lessons.lesson import Lesson


class Keeper(Protocol):
    """Keeps one lesson. What happens in it a keeper hears of by itself (`Lesson.listen`)."""

    def hear(self, data: bytes) -> None:
        """Take bytes that a keyboard or a scanner sends, before they are read."""
        ...

    def show(self, text: str) -> None:
        """Take what is sent to the terminal, as it is sent."""
        ...

    def end(self) -> None:
        """Take that the lesson has ended; its store is there still.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        ...


Keep = Callable[[Lesson], AbstractContextManager[Keeper]]
"""Begins to keep a lesson in which nothing has happened yet."""


class Forgetful:
    """Keeps nothing."""

    def hear(self, data: bytes) -> None:
        """Take bytes."""

    def show(self, text: str) -> None:
        """Take what is shown."""

    def end(self) -> None:
        """Take that the lesson has ended."""


def keep_nothing(lesson: Lesson) -> AbstractContextManager[Keeper]:  # noqa: ARG001 - whatever is played
    """Begin to keep nothing of a lesson."""
    return nullcontext(Forgetful())


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
