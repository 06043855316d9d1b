"""Where a run stands in its flow. It is saved with every accepted scan, so that any device can go on from there (R14)."""

import json
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal

Question = Literal[
    "take_range",
    "take_doubtful",
    "which_code",
    "short_reason",
    "short_quantity",
    "close_short",
    "take_many",
    "go_elsewhere",
]
YES_OR_NO: Final = frozenset({"take_range", "take_doubtful", "close_short", "take_many", "go_elsewhere"})
"""The questions that `:yes` and `:no` answer."""
OF_THE_STEP: Final = frozenset({"take_range", "take_doubtful", "which_code"})
"""The questions that the step itself asks in between."""

REMEMBERED_SCANS = 8


@dataclass(frozen=True, slots=True)
class Position:
    """Where a run stands.

    Attributes:
        step: The step that is asked.
        document_id: The pre-receipt or pick list.
        line_id: The line or task in work.
        stock_line_id: Goods out: the stock line to pick from.
        location_id: Goods in: where the goods are put.
        lot: The lot that came with the product, for the serials that follow.
        expiry: The expiry that came with the product, likewise.
        quantity: The units confirmed, or about to be.
        short_reason: Goods out: why fewer are picked.
        empty: Goods out: locations that turned out to be empty of the task's product.
        keeps_open: Goods in: the operator chose to keep a short line open.
        question: What is asked in between, before the step goes on.
        pending: The entry that the question is about.
        typed: So many characters of it were typed before the rest was scanned.
        moves: How often the run was moved: what a handheld has seen is told from what another one made of it.
        recent: Ids of the last scans that were accepted, so that one delivered again is known (R15).
    """

    step: str
    document_id: int | None = None
    line_id: int | None = None
    stock_line_id: int | None = None
    location_id: int | None = None
    lot: str | None = None
    expiry: str | None = None
    quantity: int | None = None
    short_reason: str | None = None
    empty: tuple[int, ...] = ()
    keeps_open: bool | None = None
    question: Question | None = None
    pending: str | None = None
    typed: int | None = None
    moves: int = 0
    recent: tuple[str, ...] = ()

    def having_accepted(self, scan_id: str | None) -> "Position":
        """Return the position that also remembers a scan's id."""
        if scan_id is None:
            return self
        return replace(self, recent=(*self.recent, scan_id)[-REMEMBERED_SCANS:])

    def as_json(self) -> str:
        """Return the position as JSON, without what is not set."""
        said = {name: value for name in _FIELDS if (value := getattr(self, name)) is not None and value != ()}
        return json.dumps(said)

    @classmethod
    def from_json(cls, text: str) -> "Position":
        """Return the position that `as_json` wrote."""
        saved: dict[str, Any] = {key: value for key, value in json.loads(text).items() if key in _FIELDS}
        return cls(**saved | {name: tuple(saved.get(name, ())) for name in ("recent", "empty")})


_FIELDS = tuple(field.name for field in fields(Position))
