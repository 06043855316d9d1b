"""The passes of a count: what of a product was counted at a place, by whom, and what that says of each serial (R38-R40)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, select

from serialhhd.store.schema import tables as t
from serialhhd.store.words.value_class import value_class
from serialhhd.store.words.vocabulary import Finding


class Recount(StrEnum):
    """When what was counted is counted again (R40)."""

    DIFFERS = "differs"
    NEVER = "never"
    ALWAYS = "always"


class RecountBy(StrEnum):
    """Who may count it again (R40)."""

    OTHER = "other"
    ANYONE = "anyone"


@value_class(frozen=True, slots=True)
class Recounting:
    """When what was counted is counted again, and by whom."""

    when: Recount = Recount.DIFFERS
    by: RecountBy = RecountBy.OTHER


AS_USUAL = Recounting()


@value_class(frozen=True, slots=True)
class Pass:
    """One counting of a product at a place. Quantities in units.

    Attributes:
        number: Its number on the line, from 1.
        begun_after: The newest transaction of the ledger when it began.
        ended_after: The newest one when it ended.
        expected: What stock had when it ended; None before, and of a void one.
        counted: What was counted, likewise.
        place_done_at: When its place was said to be done after it.
    """

    id: int
    line_id: int
    number: int
    counted_by: str
    begun_after: int
    ended_at: datetime | None
    ended_after: int | None
    expected: int | None
    counted: int | None
    place_done_at: datetime | None

    @property
    def is_void(self) -> bool:
        """Whether it has ended and says nothing, because stock moved meanwhile."""
        return self.ended_at is not None and self.counted is None


Notes = Mapping[Finding, Sequence[str]]
"""The serials of a pass that has ended, by what it says of them."""

_p, _n = t.count_pass.c, t.noted_serial.c
_OF_LINE: t.AnySelect = (
    select(
        _p.id,
        _p.line_id,
        _p.pass_no,
        _p.counted_by,
        _p.begun_after,
        _p.ended_at,
        _p.ended_after,
        _p.expected,
        _p.counted,
        _p.place_done_at,
    )
    .where(_p.line_id == bindparam("line_id"))
    .order_by(_p.pass_no)
)
_NOTES = (
    select(_n.finding, _n.serial)
    .where(_n.line_id == bindparam("line_id"), _n.pass_no == bindparam("number"), _n.finding.is_not(None))
    .order_by(_n.id)
)


def of_line(conn: Connection, line_id: int) -> tuple[Pass, ...]:
    """Return the passes of a line, in order."""
    return tuple(Pass(*row) for row in conn.execute(_OF_LINE, {"line_id": line_id}))


def newest(conn: Connection, line_id: int) -> Pass | None:
    """Return the last pass of a line; None where there is none yet."""
    found = of_line(conn, line_id)
    return found[-1] if found else None


def notes(conn: Connection, of: Pass) -> Notes:
    """Return what a pass that has ended says of each serial."""
    found: dict[Finding, list[str]] = {finding: [] for finding in Finding}
    for finding, serial in conn.execute(_NOTES, {"line_id": of.line_id, "number": of.number}):
        found[finding].append(serial)
    return found


def without_serial(of: Pass, said: Notes) -> int:
    """Return how many units without a serial were found beyond those that were expected; below 0: that are missing."""
    assert of.counted is not None and of.expected is not None  # noqa: S101, PT018 - asked of a pass with a result
    scanned = sum(len(serials) for finding, serials in said.items() if finding is not Finding.MISSING)
    known = len(said[Finding.FOUND]) + len(said[Finding.MISSING])
    return (of.counted - scanned) - (of.expected - known)


def differs(of: Pass, said: Notes) -> bool:
    """Tell whether a pass differs from what stock says."""
    return without_serial(of, said) != 0 or any(
        serials for finding, serials in said.items() if finding is not Finding.FOUND
    )


def wants_another(conn: Connection, line_id: int, when: Recount) -> bool:
    """Tell whether a line is to be counted again: its last pass is void, or differs and does not agree with the one before (R40)."""
    done = of_line(conn, line_id)
    last = done[-1]
    if last.is_void:
        return True
    if when is Recount.NEVER:
        return False
    if when is Recount.DIFFERS and not differs(last, notes(conn, last)):
        return False
    before = done[-2] if len(done) > 1 else None
    return before is None or before.is_void or _counted(conn, before) != _counted(conn, last)


def _counted(conn: Connection, of: Pass) -> tuple[int | None, frozenset[str]]:
    """Return what was counted: two passes agree where this is the same."""
    scanned = (
        select(_n.serial_key)
        .where(_n.line_id == of.line_id, _n.pass_no == of.number)
        .where(_n.finding != Finding.MISSING)
    )
    return of.counted, frozenset(conn.scalars(scanned))
