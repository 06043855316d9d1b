"""An invariant of the store: what must never be, and how one finds it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invariant:
    """What must never be: a query that finds it, and the sentence about each row found."""

    code: str
    sentence: str
    query: str
