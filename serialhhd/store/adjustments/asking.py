"""Adjusting stock at once, or asking for it where a supervisor is to approve so many units (R29)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from typing import Final

from sqlalchemy import Connection, Integer, bindparam, literal, select

from serialhhd.store.adjustments import adjustments
from serialhhd.store.adjustments.adjustments import ADJUSTMENTS, Adjustment
from serialhhd.store.catalogue import places, products, recognise, settings
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents import line_work, lines
from serialhhd.store.documents.noted import ONLY_PASS
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import adjusting, holds, moving, runs, waiting_serials
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.value_class import value_class

LAST_NUMBER: Final = "last_adjustment"
"""The setting that counts adjustments."""


@value_class
class _Asked:
    """What is asked for: units of a product, that are to leave a stock line or to arrive at a place for an account."""

    product: Product
    units: int
    location_id: int
    account: str
    reason: str
    stock_line_id: int | None = None


_s, _l = t.serial.c, t.document_line.c
_MINE = _s.run_id == bindparam("run_id")
_NOTE = t.noted_serial.insert().from_select(
    ["line_id", "pass_no", "serial", "serial_key", "lot", "expiry"],
    select(
        bindparam("line_id", type_=t.Id),
        literal(ONLY_PASS, Integer),
        _s.serial,
        _s.serial_key,
        _s.lot,
        _s.expiry,
    )
    .where(_MINE)
    .order_by(_s.captured_at, _s.id),
)
_CAPTURED = select(_s.id).where(_MINE).order_by(_s.id)
_LINE_OF = select(_l.id).where(_l.document_id == bindparam("document_id"))


def waits(units: int, approve_from: int | None) -> bool:
    """Tell whether so many units in one posting wait for a supervisor: from so many on; None: never."""
    return approve_from is not None and units >= approve_from


def capture_lost(
    conn: Connection, line: StockLine, capturing: Capturing, entries: Sequence[SerialEntry]
) -> Run:
    """Capture the serials of one scan that are on a stock line, and are to leave it: none that another adjustment asks for.

    Raises:
        Refused: As `moving.capture`; `serial_waits`.
    """
    return moving.capture(conn, line, capturing, entries, objection=waiting_serials.objection)


def capture_all(conn: Connection, line: StockLine, capturing: Capturing) -> Run:
    """Capture every serial of a stock line, or none where another adjustment asks for one of them.

    Raises:
        Refused: As `moving.capture_all`; `serial_waits`.
    """
    run = moving.capture_all(conn, line, capturing)
    waiting_serials.check_captured(conn, run.id)
    return run


def capture_found(conn: Connection, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan that were found: none that another adjustment asks for.

    Raises:
        Refused: As `adjusting.capture_found`; `serial_waits`.
    """
    return adjusting.capture_found(conn, capturing, entries, objection=waiting_serials.objection)


def take_out(
    conn: Connection,
    line: StockLine,
    run: Run,
    *,
    units: int,
    reason: str,
    at: datetime,
    approve_from: int | None = None,
) -> Adjustment | None:
    """Take units out of stock with the serials that the run has captured on the stock line, or ask for it.

    Args:
        conn: The writing connection.
        line: The stock line.
        run: The run; where it has to wait, it holds no serial afterwards.
        units: How many.
        reason: Why.
        at: When.
        approve_from: From so many units on it waits; None: never.

    Returns:
        What waits now; None where it is posted.

    Raises:
        Refused: As `adjusting.take_out`, also of what is to wait; `serial_waits` of a serial that waits already.
    """

    def post() -> None:
        adjusting.take_out(conn, line, run, units=units, reason=reason, at=at)

    if not waits(units, approve_from):
        post()
        return None
    product, why = products.by_id(conn, line.product_id), holds.cleaned_reason(reason)
    asked = _Asked(product, units, line.location_id, line.account, why, line.id)
    return _ask(conn, run, asked, at, post)


def bring_in(
    conn: Connection,
    product: Product,
    run: Run,
    *,
    units: int,
    to: Location,
    account_id: int,
    reason: str,
    at: datetime,
    approve_from: int | None = None,
) -> Adjustment | None:
    """Bring units into stock that were found, with the serials that the run has captured, or ask for it; as `take_out`.

    Raises:
        Refused: As `adjusting.bring_in`, also of what is to wait; `serial_waits`.
    """

    def post() -> None:
        adjusting.bring_in(
            conn, product, run, units=units, to=to, account_id=account_id, reason=reason, at=at
        )

    if not waits(units, approve_from):
        post()
        return None
    account, why = places.account_of(conn, account_id), holds.cleaned_reason(reason)
    return _ask(conn, run, _Asked(product, units, to.id, account, why), at, post)


def _ask(conn: Connection, run: Run, asked: _Asked, at: datetime, post: Callable[[], None]) -> Adjustment:
    """Write down what is asked, note its serials and put those on hold that are in stock; nothing is posted."""
    _check_could_be_posted(conn, post)
    mine = {"run_id": run.id}
    waiting_serials.check_captured(conn, run.id)
    added = ADJUSTMENTS.add(
        conn,
        _number(conn),
        at=at,
        partner=None,
        account=asked.account,
        import_number=None,
        by=run.operator,
    )
    lines.insert(conn, added, 1, asked.product, asked.units, asked.location_id, run.id)
    line_id = conn.scalars(_LINE_OF, {"document_id": added.id}).one()
    says = {"line_id": line_id, "stock_line_id": asked.stock_line_id, "reason": asked.reason}
    conn.execute(t.adjustment_line.insert(), says)
    conn.execute(_NOTE, {**mine, "line_id": line_id})
    if asked.stock_line_id is not None:
        ids, why = conn.scalars(_CAPTURED, mine).all(), f"adjustment {added.ref}"
        holds.hold_all(conn, ids, reason=why, by=run.operator, at=at, document_line_id=line_id)
    line_work.release(conn, line_id)
    runs.drop_captures(conn, run.id)
    return adjustments.of(conn, added)


def _number(conn: Connection) -> str:
    """Return the next number that names nothing yet: somebody may have labelled a tote or a place so."""
    numbers = (f"ADJ-{settings.next_number(conn, LAST_NUMBER)}" for _ in count())
    return next(number for number in numbers if recognise.what_is(conn, number) is None)


def _check_could_be_posted(conn: Connection, post: Callable[[], None]) -> None:
    """Check that what is to wait could be posted now: it is, and taken back."""
    nested = conn.begin_nested()
    try:
        post()
    finally:
        nested.rollback()
