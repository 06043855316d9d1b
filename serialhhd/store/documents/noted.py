"""The serials that are noted on a line of a document, held by nobody: counted in a pass, waiting for approval, or announced to come back; and where each is now."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select

from serialhhd.store.documents.lines import Line
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import Finding, SerialState
from serialhhd.value_class import value_class

ONLY_PASS: Final = 1
"""The pass in which serials are noted on a line that is not counted."""


@value_class
class Noted:
    """A serial that is noted, and where it is now.

    Attributes:
        id: Key of the note.
        serial: As it was scanned, or as stock has it.
        key: By which the notes of a pass are in order.
        finding: What a count says of it (R39); None of what waits, and before the pass has ended.
        state: Where it stands in its life now; None where the store does not know it.
        location: Where it is now, in stock or in transit.
    """

    id: int
    serial: str
    key: str
    finding: Finding | None
    state: SerialState | None
    location: str | None


_n, _s = t.noted_serial.c, t.serial.c
_NOTES: t.AnySelect = (
    select(_n.id, _n.serial, _n.serial_key, _n.finding, _s.state, t.location.c.code)
    .select_from(
        t.noted_serial.outerjoin(
            t.serial,
            (_s.serial_key == _n.serial_key)
            & (_s.product_id == bindparam("product_id", type_=t.Id))
            & (_s.state != SerialState.CAPTURED),  # somebody's capture is no serial of the warehouse yet (R5)
        )
        .outerjoin(t.stock_line, _s.stock_line_id == t.stock_line.c.id)
        .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
    )
    .where(_n.line_id == bindparam("line_id"), _n.pass_no == bindparam("number"))
    .order_by(_n.serial_key)
)


def page(
    conn: Connection,
    line: Line,
    number: int,
    *,
    findings: Sequence[Finding] = (),
    limit: int | None = None,
    after: str | None = None,
) -> tuple[Noted, ...]:
    """Return a page of the serials that are noted on a line, by serial.

    Args:
        conn: The connection.
        line: The line.
        number: The pass in which they are noted.
        findings: Only those of which the count says one of these, where any are named.
        limit: At most so many.
        after: The key of the last serial of the page before.
    """
    wanted = _NOTES.limit(limit)
    if findings:
        wanted = wanted.where(_n.finding.in_(findings))
    if after is not None:
        wanted = wanted.where(_n.serial_key > after)
    which = {"line_id": line.id, "number": number, "product_id": line.product_id}
    return tuple(Noted(*row) for row in conn.execute(wanted, which))
