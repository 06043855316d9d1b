"""The passes of a count: what of a product was counted at a place, by whom, and what that says of each serial (R38-R40)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, exists, func, select

from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import Finding
from serialhhd.value_class import value_class


class Recount(StrEnum):
    """When what was counted is counted again (R40)."""

    DIFFERS = "differs"
    NEVER = "never"
    ALWAYS = "always"


class RecountBy(StrEnum):
    """Who may count it again (R40)."""

    OTHER = "other"
    ANYONE = "anyone"


@value_class
class Recounting:
    """When what was counted is counted again, and by whom."""

    when: Recount = Recount.DIFFERS
    by: RecountBy = RecountBy.OTHER


AS_USUAL = Recounting()


@value_class
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
ByFinding = Mapping[Finding, int]
"""How many serials of a pass that has ended, by what it says of them."""

_p, _n, _l = t.count_pass.c, t.noted_serial.c, t.document_line.c
_of_same, _other = t.count_pass.alias(), t.noted_serial.alias()
COLUMNS = (
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
"""What a `Pass` is made of."""
IS_NEWEST = (
    _p.pass_no
    == select(func.max(_of_same.c.pass_no))
    .where(_of_same.c.line_id == _p.line_id)
    .correlate(t.count_pass)
    .scalar_subquery()
)
_PASSES: t.AnySelect = select(*COLUMNS).order_by(_p.pass_no)
_OF_LINE = _PASSES.where(_p.line_id == bindparam("line_id"))
_OF_DOCUMENT = _PASSES.join_from(t.count_pass, t.document_line).where(
    _l.document_id == bindparam("document_id")
)
_NOTES = (
    select(_n.finding, _n.serial)
    .where(_n.line_id == bindparam("line_id"), _n.pass_no == bindparam("number"), _n.finding.is_not(None))
    .order_by(_n.id)
)


_NEWEST = Prepared(_OF_LINE.where(IS_NEWEST))
_TALLY = (
    select(_n.finding, func.count().label("serials"))
    .where(_n.line_id == bindparam("line_id"), _n.pass_no == bindparam("number"), _n.finding.is_not(None))
    .group_by(_n.finding)
)
_IN_ONE_ALONE = (
    select(_n.id)
    .where(_n.line_id == bindparam("line_id"), _n.pass_no == bindparam("number"))
    .where(_n.finding != Finding.MISSING)
    .where(
        ~exists().where(
            _other.c.line_id == bindparam("line_id"),
            _other.c.pass_no == bindparam("other"),
            _other.c.serial_key == _n.serial_key,
            _other.c.finding != Finding.MISSING,
        )
    )
    .limit(1)
)


def of_line(conn: Connection, line_id: int) -> tuple[Pass, ...]:
    """Return the passes of a line, in order."""
    return tuple(Pass(*row) for row in conn.execute(_OF_LINE, {"line_id": line_id}))


def newest(conn: Connection, line_id: int) -> Pass | None:
    """Return the last pass of a line; None where there is none yet."""
    row = _NEWEST.row(conn, {"line_id": line_id})
    return Pass(*row) if row else None


def latest(conn: Connection, line_id: int) -> Pass:
    """Return the last pass of a line that has one."""
    last = newest(conn, line_id)
    assert last is not None  # noqa: S101 - asked of a line that has one
    return last


def may_recount(last: Pass, recounting: Recounting, by: str) -> bool:
    """Return whether an operator may count what was counted last in a pass: another one, unless it is void (R40)."""
    is_other = codes.key(last.counted_by) != codes.key(by)
    return last.is_void or is_other or recounting.by is RecountBy.ANYONE


def newest_of(conn: Connection, document_id: int) -> Mapping[int, Pass]:
    """Return the last pass of each line of a count that has one, by the id of the line."""
    found = (Pass(*row) for row in conn.execute(_OF_DOCUMENT, {"document_id": document_id}))
    return {one.line_id: one for one in found}


def notes(conn: Connection, of: Pass) -> Notes:
    """Return what a pass that has ended says of each serial."""
    found: dict[Finding, list[str]] = {finding: [] for finding in Finding}
    for finding, serial in conn.execute(_NOTES, _named(of)):
        found[finding].append(serial)
    return found


def by_finding(conn: Connection, of: Pass) -> ByFinding:
    """Return of how many serials a pass that has ended says what."""
    counted: dict[Finding, int] = {row.finding: row.serials for row in conn.execute(_TALLY, _named(of))}
    return {finding: counted.get(finding, 0) for finding in Finding}


def without_serial(of: Pass, said: ByFinding) -> int:
    """Return how many units without a serial were found beyond those that were expected; below 0: that are missing."""
    assert of.counted is not None and of.expected is not None  # noqa: S101, PT018 - asked of a pass with a result
    scanned = sum(said.values()) - said[Finding.MISSING]
    known = said[Finding.FOUND] + said[Finding.MISSING]
    return (of.counted - scanned) - (of.expected - known)


def difference(of: Pass, said: ByFinding) -> int:
    """Return of how many units a pass says something else than stock."""
    return abs(without_serial(of, said)) + sum(said.values()) - said[Finding.FOUND]


def wants_another(conn: Connection, line_id: int, when: Recount) -> bool:
    """Tell whether a line is to be counted again: its last pass is void, or differs and does not agree with the one before (R40)."""
    done = of_line(conn, line_id)
    last = done[-1]
    if last.is_void:
        return True
    if when is Recount.NEVER:
        return False
    if when is Recount.DIFFERS and not difference(last, by_finding(conn, last)):
        return False
    before = done[-2] if len(done) > 1 else None
    return before is None or before.is_void or not _agree(conn, before, last)


def _agree(conn: Connection, one: Pass, other: Pass) -> bool:
    """Tell whether the same was counted in two passes: as many units, and the same serials."""
    if one.counted != other.counted:
        return False
    both = ((one, other), (other, one))
    return not any(
        conn.scalar(_IN_ONE_ALONE, {**_named(this), "other": that.number}) is not None for this, that in both
    )


def _named(of: Pass) -> dict[str, int]:
    return {"line_id": of.line_id, "number": of.number}
