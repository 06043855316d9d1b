"""What keeps a lesson while it is played, by whomever: a recording, and what is made of the lesson when it has ended."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
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
