"""Counting: a pass begins, its serials are noted and held by nobody, and when it ends each is compared with stock (R38-R40)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.counts import counts, passes
from serialhhd.store.counts.counts import COUNTS
from serialhhd.store.counts.passes import AS_USUAL, Pass, RecountBy, Recounting
from serialhhd.store.documents import closing
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures, new_serials, serials
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import stock_lines
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words import acting, codes, numbers
from serialhhd.store.words.document_moves import COUNTING
from serialhhd.store.words.refusal import Doubtful
from serialhhd.store.words.vocabulary import DocumentState, Finding, SerialState, TrackingType


@dataclass(frozen=True, slots=True)
class PlaceDone:
    """What became of a place that is done.

    Attributes:
        place: Its code.
        again: The products that are to be counted again.
        is_counted: Whether with it all of the count is.
    """

    place: str
    again: tuple[str, ...]
    is_counted: bool


_s, _tx, _stock = t.serial.c, t.stock_transaction.c, t.stock_line.c
_p, _n = t.count_pass.c, t.noted_serial.c
_NEWEST_OF_ALL = select(func.coalesce(func.max(_tx.id), 0))
_LINES_HERE = (
    select(_stock.id)
    .where(
        _stock.product_id == bindparam("product_id"),
        _stock.location_id == bindparam("location_id"),
        _stock.account_id == bindparam("account_id"),
    )
    .order_by(_stock.id)
)
_NOTE = t.insert_if_new(t.noted_serial)
_SCANNED = (
    select(
        _n.id,
        _s.state,
        _s.stock_line_id,
        _stock.account_id,
        _tx.account_id.label("last_account_id"),
    )
    .select_from(
        t.noted_serial.outerjoin(
            t.serial,
            (_s.serial_key == _n.serial_key) & (_s.product_id == bindparam("product_id", type_=t.Id)),
        )
        .outerjoin(t.stock_line, _stock.id == _s.stock_line_id)
        .outerjoin(t.stock_transaction, _tx.id == captures.NEWEST)
    )
    .where(_n.line_id == bindparam("line_id"), _n.pass_no == bindparam("number"))
    .order_by(_n.id)
)
_SAY = (
    t.noted_serial.update()
    .where(_n.id == bindparam("note_id"))
    .values(finding=bindparam("says", type_=_n.finding.type))
)
_NOT_SCANNED = (
    select(_s.serial, _s.serial_key)
    .where(
        _s.stock_line_id.in_(bindparam("lines", expanding=True)),
        _s.state == SerialState.IN_STOCK,
        ~select(_n.id)
        .where(
            _n.line_id == bindparam("line_id"),
            _n.pass_no == bindparam("number"),
            _n.serial_key == _s.serial_key,
        )
        .exists(),
    )
    .order_by(_s.id)
)


def enter(
    conn: Connection,
    ref: str,
    *,
    location: str,
    sku: str,
    units: int | None = None,
    texts: Sequence[str] = (),
    doubts: Sequence[Doubtful] = (),
    sure: bool = False,
    recounting: Recounting = AS_USUAL,
    by: str,
    at: datetime,
) -> Pass:
    """Enter what somebody has counted of a product at a place: a whole pass in one go.

    Args:
        conn: The writing connection.
        ref: The count.
        location: The place.
        sku: The product.
        units: How many; None: as many as serials.
        texts: The serials, as they were written.
        doubts: What speaks against the list as it was written.
        sure: Somebody has seen what speaks against it and them, and said yes.
        recounting: Who may count again.
        by: Who counted.
        at: When.

    Raises:
        Refused: As `begin`, `note` and `end`; `unknown` count, place or product; `serials_repeated`; what speaks against a serial.
    """
    count = COUNTS.lock(conn, ref)
    place, product = places.location(conn, location), products.show(conn, sku)
    if not count.is_open:
        raise count.not_open()
    line = counts.line_for(conn, count, place, product)
    entries = new_serials.judge_all(conn, product, texts, doubts=doubts, sure=sure)
    serials.distinct(entries)
    begun = begin(conn, count, line, recounting=recounting, by=by, at=at)
    note(conn, count, line, begun, entries)
    return end(conn, count, line, begun, units=units, at=at)


def begin(
    conn: Connection,
    count: Document,
    line: Line,
    *,
    recounting: Recounting = AS_USUAL,
    by: str,
    at: datetime,
) -> Pass:
    """Begin a pass of a line, or go on with the one that this operator has begun (R40).

    Args:
        conn: The writing connection.
        count: The count, locked by this transaction.
        line: Its line.
        recounting: Who may count again.
        by: Who counts.
        at: When.

    Raises:
        Refused: `document_not_open`; `line_counted`; `line_in_work` by another; `recount_by_other`.
    """
    counted_by = acting.named(by)
    if not count.is_open:
        raise count.not_open()
    if not line.is_open:
        raise refusals.line_counted(sku=line.product, location=line.location or "")
    last = passes.newest(conn, line.id)
    if last is not None:
        is_mine = codes.key(last.counted_by) == codes.key(counted_by)
        if last.ended_at is None and is_mine:
            return last
        if last.ended_at is None:
            raise refusals.line_in_work(sku=line.product, operator=last.counted_by)
        if is_mine and not last.is_void and recounting.by is RecountBy.OTHER:
            raise refusals.recount_by_other(sku=line.product, location=line.location or "")
    _lock_here(conn, count, line)
    row = {
        "line_id": line.id,
        "pass_no": last.number + 1 if last else 1,
        "counted_by": counted_by,
        "begun_at": at,
        "begun_after": conn.scalars(_NEWEST_OF_ALL).one(),
    }
    conn.execute(t.count_pass.insert(), row)
    return passes.of_line(conn, line.id)[-1]


def note(conn: Connection, count: Document, line: Line, begun: Pass, entries: Sequence[SerialEntry]) -> None:
    """Note serials that were scanned in a pass; they are held by nobody (R38).

    Raises:
        Refused: `serial_counted_already` of one that is noted in the pass; `serials_not_taken` of a product that has none.
    """
    if not entries:
        return
    product = products.by_id(conn, line.product_id)
    if arrives_under(product, _lock_here(conn, count, line)) is TrackingType.NO_TRACKING:
        raise refusals.serials_not_taken(sku=product.sku)
    for entry in entries:
        row = {
            "line_id": line.id,
            "pass_no": begun.number,
            "serial": entry.serial,
            "serial_key": entry.key,
            "finding": None,
        }
        if not conn.execute(_NOTE, row).rowcount:
            raise refusals.serial_counted_already(serial=entry.serial)


def end(
    conn: Connection, count: Document, line: Line, begun: Pass, *, units: int | None, at: datetime
) -> Pass:
    """End a pass: each serial is compared with stock, and so are the units (R39). Where stock moved meanwhile, the pass is void (R40).

    Args:
        conn: The writing connection.
        count: The count, locked by this transaction.
        line: Its line.
        begun: The pass.
        units: How many units were counted; None: as many as serials were.
        at: When.

    Raises:
        Refused: `quantity_is_serial_count` where there are fewer units than serials, or under Full Tracking more; `quantity_not_positive` below 0.
    """
    product, here = products.by_id(conn, line.product_id), _lock_here(conn, count, line)
    of_pass = {"line_id": line.id, "number": begun.number}
    scanned = conn.execute(_SCANNED, {**of_pass, "product_id": line.product_id}).all()
    counted = len(scanned) if units is None else units
    _check_units(product, here, counted, len(scanned))
    ended = {"ended_at": at, "ended_after": conn.scalars(_NEWEST_OF_ALL).one()}
    if not _moved_since(conn, here, begun.begun_after):
        ids = [one.id for one in here]
        says = [{"note_id": row.id, "says": _finding(count, ids, row)} for row in scanned]
        if says:
            conn.execute(_SAY, says)
        _note_missing(conn, of_pass, ids)
        ended |= {"counted": counted, "expected": sum(one.quantity for one in here)}
    conn.execute(t.count_pass.update().where(_p.id == begun.id).values(ended))
    return passes.of_line(conn, line.id)[-1]


def place_done(
    conn: Connection,
    ref: str,
    *,
    location: str,
    recounting: Recounting = AS_USUAL,
    by: str,
    at: datetime,
) -> PlaceDone:
    """Say that a place is done: what was not counted of it counts as 0 (R39), and what agrees is counted (R40).

    What this operator may not count again is left for another.

    Raises:
        Refused: `document_not_open`; `place_not_on_count`; `line_in_work`; `unknown` count or place.
    """
    acting.named(by)
    count, place = COUNTS.lock(conn, ref), places.location(conn, location)
    if not count.is_open:
        raise count.not_open()
    here = [one for one in counts.lines(conn, count) if one.location_id == place.id]
    if not here:
        raise refusals.place_not_on_count(location=place.code, document=count.ref)
    again = [
        one.product
        for one in here
        if one.is_open and not _is_done(conn, count, one, recounting=recounting, by=by, at=at)
    ]
    is_counted = closing.close_if_complete(conn, COUNTING, count.id, at)
    return PlaceDone(place.code, tuple(again), is_counted)


def _is_done(
    conn: Connection, count: Document, line: Line, *, recounting: Recounting, by: str, at: datetime
) -> bool:
    """End what a line has of its place, and tell whether it is counted."""
    last = passes.newest(conn, line.id)
    if last is not None and last.ended_at is None:
        raise refusals.line_in_work(sku=line.product, operator=last.counted_by)
    if last is None or last.place_done_at is not None:
        if last is not None and not _may_recount(last, recounting, by):
            return False
        begun = begin(conn, count, line, recounting=recounting, by=by, at=at)
        last = end(conn, count, line, begun, units=0, at=at)
    conn.execute(t.count_pass.update().where(_p.id == last.id).values(place_done_at=at))
    if passes.wants_another(conn, line.id, recounting.when):
        return False
    counts.set_state(conn, line.id, DocumentState.COUNTED)
    return True


def _may_recount(last: Pass, recounting: Recounting, by: str) -> bool:
    is_other = codes.key(last.counted_by) != codes.key(by)
    return last.is_void or is_other or recounting.by is RecountBy.ANYONE


# --- what stock says --------------------------------------------------------------------------------------------


def _lock_here(conn: Connection, count: Document, line: Line) -> tuple[StockLine, ...]:
    """Return the stock lines of the product at the place, locked: who moves something there has done so, or waits."""
    where = {
        "product_id": line.product_id,
        "location_id": line.location_id,
        "account_id": count.account_id,
    }
    return tuple(stock_lines.lock(conn, one) for one in conn.scalars(_LINES_HERE, where).all())


def lines_here(conn: Connection, count: Document, line: Line) -> tuple[StockLine, ...]:
    """Return the stock lines that a line of a count is about, locked by this transaction."""
    return _lock_here(conn, count, line)


def arrives_under(product: Product, here: Sequence[StockLine]) -> TrackingType:
    """Return the tracking type under which a counted serial comes into stock: today's, or that of what has serials here already."""
    if product.tracking_type is not TrackingType.NO_TRACKING:
        return product.tracking_type
    tracked = (
        one.tracking_type for one in here if one.quantity and one.tracking_type is not product.tracking_type
    )
    return next(tracked, TrackingType.NO_TRACKING)


def without_serials(here: Sequence[StockLine]) -> Iterator[StockLine]:
    """Yield those of the stock lines whose units may have no serial."""
    return (one for one in here if one.tracking_type is not TrackingType.FULL_TRACKING)


def _check_units(product: Product, here: Sequence[StockLine], units: int, scanned: int) -> None:
    if units < 0:
        raise refusals.quantity_not_positive(sku=product.sku, quantity=units)
    numbers.check_total(0, units)
    may_have_none = product.tracking_type is not TrackingType.FULL_TRACKING or any(
        one.quantity for one in without_serials(here)
    )
    if units < scanned or (units > scanned and not may_have_none):
        raise refusals.quantity_is_serial_count(given=units, captured=scanned)


def _moved_since(conn: Connection, here: Sequence[StockLine], transaction_id: int) -> bool:
    moved = select(_tx.id).where(_tx.stock_line_id.in_([one.id for one in here]), _tx.id > transaction_id)
    return conn.scalar(moved.limit(1)) is not None


def _finding(count: Document, here: Sequence[int], row: t.AnyRow) -> Finding:
    """Return what a count says of a serial that was scanned (R39)."""
    if row.state is None or row.state is SerialState.CAPTURED:
        return Finding.UNKNOWN
    if row.state is SerialState.IN_STOCK and row.stock_line_id in here:
        return Finding.FOUND
    if row.state is SerialState.IN_STOCK and row.account_id == count.account_id:
        return Finding.MISPLACED
    if row.state is SerialState.REMOVED and row.last_account_id == count.account_id:
        return Finding.REMOVED
    return Finding.UNEXPECTED


def _note_missing(conn: Connection, of_pass: Mapping[str, int], here: Sequence[int]) -> None:
    missing = conn.execute(_NOT_SCANNED, {**of_pass, "lines": here}).all()
    rows = [
        {
            "line_id": of_pass["line_id"],
            "pass_no": of_pass["number"],
            "serial": one.serial,
            "serial_key": one.serial_key,
            "finding": Finding.MISSING,
        }
        for one in missing
    ]
    if rows:
        conn.execute(t.noted_serial.insert(), rows)
