"""Where a run stands in its flow. It is saved with every accepted scan, so that any device can go on from there (R14)."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field, fields, replace
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from serialhhd.value_class import value_class

REMEMBERED_SCANS = 8


@value_class
class Position:
    """Where a run stands.

    Attributes:
        step: The step that is asked.
        ids: What was chosen for a word, by word: the document; the location that units leave, where the operator chose it; the
            one that they arrive at; the product in work, where there is no document whose line says it; and whatever an
            operation has more words for.
        line_id: The document's line in work.
        stock_line_id: The stock line that units leave.
        lot: The lot that came with the product, for the serials that follow.
        expiry: The expiry that came with the product, likewise.
        quantity: The units confirmed, or about to be.
        reason: Why there are fewer.
        empty: Locations that turned out to be empty of the product in work.
        skipped: Lines of the document that come last: they were skipped, in this order.
        keeps_open: The operator chose to keep a short line open.
        noted: What was answered to the words that the operation does not know, by word.
        question: The name of what is asked in between, before the step goes on.
        pending: The entry that the question is about.
        approves: The code of what a supervisor is asked to approve (R67).
        facts: What that is about: the facts of its sentence, by name.
        again: The action that is done again once a supervisor has said yes; None posts what is in work.
        approver: Whose PIN is asked for that. The PIN itself is nowhere.
        typed: So many characters of it were typed before the rest was scanned.
        last: The location that was last answered to a word, where the flow has its step keep it; it outlives the run.
        so_far: How far the document was when its line came into work, see `words/document.py`.
        moves: How often the run was moved: what a handheld has seen is told from what another one made of it.
        recent: Ids of the last scans that were accepted, so that one delivered again is known (R15).
    """

    step: str
    ids: Mapping[str, int] = field(default_factory=lambda: _NO_IDS)
    line_id: int | None = None
    stock_line_id: int | None = None
    lot: str | None = None
    expiry: str | None = None
    quantity: int | None = None
    reason: str | None = None
    empty: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()
    keeps_open: bool | None = None
    noted: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    question: str | None = None
    pending: str | None = None
    approves: str | None = None
    facts: Mapping[str, str | int] = field(default_factory=lambda: _NO_FACTS)
    again: str | None = None
    approver: str | None = None
    typed: int | None = None
    last: Mapping[str, int] = field(default_factory=lambda: _NO_IDS)
    so_far: tuple[int, ...] = ()
    moves: int = 0
    recent: tuple[str, ...] = ()

    def anew(self, step: str) -> "Position":
        """Return the position at a step with nothing in work; what outlives that is kept."""
        return Position(step, last=self.last, recent=self.recent)

    def saved(self, moves: int, scan_id: str | None) -> "Position":
        """Return the position after so many moves, which also remembers the id of the scan that was accepted."""
        recent = self.recent if scan_id is None else (*self.recent, scan_id)[-REMEMBERED_SCANS:]
        return replace(self, moves=moves, recent=recent)

    def as_json(self) -> str:
        """Return the position as JSON, without what is not set."""
        said = {
            name: value for name, value in zip(_FIELDS, _values(self), strict=True) if value not in _UNSET
        }
        return _AS_JSON(said)

    @classmethod
    def from_json(cls, text: str) -> "Position":
        """Return the position that `as_json` wrote, as far as this program knows what it says; without a step if it says nothing."""
        said: Any = None
        with suppress(ValueError):
            said = json.loads(text)
        if not isinstance(said, dict):
            return cls("")
        saved: dict[str, Any] = {"step": ""}
        for name, value in said.items():
            kind, kept = _KEPT.get(name, _UNKNOWN)
            if isinstance(value, kind):
                saved[name] = kept(value) if kept else value
        return cls(**saved)


def _by_word(*kinds: type) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    return lambda said: MappingProxyType({word: one for word, one in said.items() if isinstance(one, kinds)})


_FIELDS = tuple(one.name for one in fields(Position))
_values = attrgetter(*_FIELDS)
_UNSET: Final[tuple[object, ...]] = (None, (), {})
_AS_JSON: Final = json.JSONEncoder(default=dict).encode  # a mapping that nobody can change is written as one
_KEPT: Final[Mapping[str, tuple[type, Callable[[Any], Any] | None]]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("step", "lot", "expiry", "reason", "question", "pending", "approves", "again", "approver"),
            (str, None),
        ),
        **dict.fromkeys(("line_id", "stock_line_id", "quantity", "typed", "moves"), (int, None)),
        "keeps_open": (bool, None),
        **dict.fromkeys(("empty", "skipped", "so_far", "recent"), (list, tuple)),
        **dict.fromkeys(("ids", "last"), (dict, _by_word(int))),
        "noted": (dict, _by_word(str)),
        "facts": (dict, _by_word(str, int)),
    }
)
"""What JSON holds of each, and what is made of it: whatever else it holds was written by another version of the program."""
_UNKNOWN: Final = ((), None)
_NO_IDS: Final[Mapping[str, int]] = MappingProxyType({})
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_NO_FACTS: Final[Mapping[str, str | int]] = MappingProxyType({})
