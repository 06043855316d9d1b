"""Moving and adjusting stock at the desk: in one go, under the rules of the handheld (R22, R28, R29)."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.adjustments import asking
from serialhhd.store.adjustments.adjustments import Adjustment
from serialhhd.store.catalogue import places, products, recognise
from serialhhd.store.containers.named import NOBODY, Named
from serialhhd.store.outbound import putting_back
from serialhhd.store.serials import traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import approvals, moving, stock
from serialhhd.store.stock.moving import Moved
from serialhhd.store.stock.runs import Run, at_the_desk
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import SerialState, TrackingType
from serialhhd.value_class import value_class

_Capture = Callable[[Connection, StockLine, Capturing, Sequence[SerialEntry]], Run]


def move(
    conn: Connection,
    line_id: int,
    *,
    to: str,
    quantity: int | None = None,
    named: Named = NOBODY,
    by: str,
    at: datetime,
) -> Moved:
    """Move units of a stock line to another place: so many, those of the serials that are named, or all with every serial (R22).

    Raises:
        Refused: As `moving.post`; `unknown` stock line or place; the whereabouts of a serial (R6).
    """

    def work(run: Run) -> Moved:
        line, place = stock.show(conn, line_id), places.location(conn, to)
        product = products.by_id(conn, line.product_id)
        opened = named.opened(conn, product, carries=True)
        held = _captured(conn, run, line, quantity or 0, opened, at, moving.capture)
        if quantity is None and not opened.count:
            held = moving.capture_all(conn, line, Capturing(run, product, NO_LIMIT, at))
        units = opened.units(quantity, line.quantity)
        return moving.post(conn, line, held, units=units, to=place, at=at)

    return at_the_desk(conn, by, at, work)


def take_out(
    conn: Connection,
    line_id: int,
    *,
    quantity: int,
    reason: str,
    named: Named = NOBODY,
    approve_from: int | None = None,
    by: str,
    at: datetime,
) -> Adjustment | None:
    """Take units of a stock line out of stock (R28), or ask for it where somebody below a supervisor does (R29).

    Args:
        conn: The writing connection.
        line_id: The stock line.
        quantity: How many units.
        reason: Why.
        named: Their serials.
        approve_from: From so many units on it waits, unless a supervisor does it; None: never.
        by: Who does it.
        at: When.

    Returns:
        What waits now; None where it is posted.

    Raises:
        Refused: As `asking.take_out`; `unknown` stock line; the whereabouts of a serial (R6).
    """
    recognise.check_reason(conn, reason)

    def work(run: Run) -> Adjustment | None:
        line = stock.show(conn, line_id)
        opened = named.opened(conn, products.by_id(conn, line.product_id))
        held = _captured(conn, run, line, quantity, opened, at, asking.capture_lost)
        limit = _limit(conn, approve_from, by)
        return asking.take_out(conn, line, held, units=quantity, reason=reason, at=at, approve_from=limit)

    return at_the_desk(conn, by, at, work)


def remove(
    conn: Connection,
    serial: str,
    *,
    sku: str | None,
    reason: str,
    approve_from: int | None = None,
    by: str,
    at: datetime,
) -> Adjustment | None:
    """Take one serial out of stock, or ask for it, as `take_out` does.

    Raises:
        Refused: As `stock.remove`; the whereabouts of a serial that somebody has in work (R6); `serial_waits`.
    """
    recognise.check_reason(conn, reason)
    if not asking.waits(1, _limit(conn, approve_from, by)):
        stock.remove(conn, serial, sku=sku, reason=reason, by=by, at=at)
        return None
    trace = stock.in_stock(conn, serial, sku)
    named = Named((trace.serial,))
    return take_out(
        conn,
        trace.stock_line_id or 0,
        quantity=1,
        reason=reason,
        named=named,
        approve_from=approve_from,
        by=by,
        at=at,
    )


def bring_in(
    conn: Connection,
    sku: str,
    *,
    location: str,
    quantity: int,
    reason: str,
    named: Named = NOBODY,
    account: str = places.MAIN,
    approve_from: int | None = None,
    by: str,
    at: datetime,
) -> Adjustment | None:
    """Bring units into stock that were found (R28), or ask for it, as `take_out` does (R29).

    Raises:
        Refused: As `asking.bring_in`; `unknown` product, place or account; what speaks against a serial, or its whereabouts.
    """
    recognise.check_reason(conn, reason)

    def work(run: Run) -> Adjustment | None:
        product, to = products.show(conn, sku), places.location(conn, location)
        held = run
        if named.texts:
            entries = named.judged(conn, product)
            held = asking.capture_found(conn, Capturing(run, product, NO_LIMIT, at), entries)
        else:
            _check_needs_none(product.sku, product.tracking_type, quantity)
        return asking.bring_in(
            conn,
            product,
            held,
            units=quantity,
            to=to,
            account_id=places.account_id(conn, account),
            reason=reason,
            at=at,
            approve_from=_limit(conn, approve_from, by),
        )

    return at_the_desk(conn, by, at, work)


@value_class
class Back:
    """A serial that is back in stock, and the codes of the containers that it was taken out of (R21)."""

    trace: Trace
    unpacked: tuple[str, ...] = ()


def take_back(
    conn: Connection,
    serial: str,
    *,
    sku: str | None,
    location: str,
    reason: str,
    condition: str | None = None,
    restock: Collection[str] = (),
    by: str,
    at: datetime,
) -> Back:
    """Take a serial back into stock on no document.

    What left comes back as by `stock.take_back` (R34). What was picked for a list that is cancelled is put back, and in no condition (R36).

    Raises:
        Refused: As `stock.take_back`; as `putting_back.put_back_one`; `condition_not_taken` of what is put back.
    """
    trace = traces.show(conn, serial, sku)
    recognise.check_reason(conn, reason)
    if condition is not None:
        recognise.check_condition(conn, condition)
    if trace.state is not SerialState.PICKED:
        taken = stock.take_back(
            conn,
            serial,
            sku=sku,
            location=location,
            reason=reason,
            condition=condition,
            restock=restock,
            by=by,
            at=at,
        )
        return Back(taken)
    if condition is not None:
        raise refusals.condition_not_taken(serial=trace.serial)
    put = putting_back.put_back_one(conn, trace, to=location, note=reason, by=by, at=at)
    return Back(traces.show(conn, serial, sku), put.unpacked)


def _limit(conn: Connection, approve_from: int | None, by: str) -> int | None:
    """Return from how many units on somebody's adjustment waits: a supervisor's never does, nor that of who is no operator (R29, R43)."""
    return approve_from if approvals.is_below_supervisor(conn, by) else None


def _captured(
    conn: Connection,
    run: Run,
    line: StockLine,
    quantity: int,
    named: Named,
    at: datetime,
    capture: _Capture,
) -> Run:
    if not named.count:
        _check_needs_none(line.product, line.tracking_type, quantity)
        return run
    if line.tracking_type is TrackingType.NO_TRACKING:
        raise refusals.serials_not_taken(sku=line.product)
    product = products.by_id(conn, line.product_id)
    return named.captured(
        conn, run, lambda run, some: capture(conn, line, Capturing(run, product, NO_LIMIT, at), some)
    )


def _check_needs_none(sku: str, tracking_type: TrackingType, quantity: int) -> None:
    """Check that so many units go without a serial: under Full Tracking none does.

    Raises:
        Refused: `serials_needed`.
    """
    if quantity > 0 and tracking_type is TrackingType.FULL_TRACKING:
        raise refusals.serials_needed(sku=sku)
