"""Where a scenario is played: a store, its clock, and what the lines of a scenario may say."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import Connection

from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType

if TYPE_CHECKING:
    from serialhhd.flows.conversation.session import Session
    from serialhhd.flows.seam.view import View

T = TypeVar("T")
Phrase = Callable[..., None]
PHRASES: list[tuple[re.Pattern[str], Phrase]] = []


def phrase(pattern: str) -> Callable[[Phrase], Phrase]:
    """Make a method the meaning of the lines that fit a pattern; its groups are the method's arguments."""

    def register(meaning: Phrase) -> Phrase:
        PHRASES.append((re.compile(pattern), meaning))
        return meaning

    return register


def tracking(word: str) -> TrackingType:
    """Return the tracking type of a word: `full-tracking`."""
    return TrackingType(word.replace("-", "_"))


class Stage:
    """The store, the handhelds in use, the last View and the last refusal of the office."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self.folder = folder
        self.now = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
        self.store = self._open()
        self.sessions: dict[str, Session] = {}
        self.laid_aside: dict[tuple[str, str], tuple[Session, View]] = {}
        self.in_hand = "1"
        self.flows: dict[str, str] = {}
        self.operator = ""
        self.view: View | None = None
        self.refused: Refused | None = None
        self.stocked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    def _open(self) -> Store:
        return Store.open(self.url, clock=lambda: self.now)

    def _nothing_refused(self) -> None:
        assert self.refused is None, f"refused: {self.refused}"

    def _desk(self, work: Callable[[Connection], object]) -> None:
        try:
            self.store.write(work)
        except Refused as refused:
            self.refused = refused

    def _ask(self, question: Callable[[Connection], T]) -> T:
        with self.store.read() as conn:
            return question(conn)
