"""Counting: a pass begins, its serials are noted and held by nobody, and when it ends each is compared with stock (R38-R40)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, exists, func, literal, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products, recognise
from serialhhd.store.catalogue.products import Product
from serialhhd.store.counts import counts, passes
from serialhhd.store.counts.counts import COUNTS
from serialhhd.store.counts.passes import AS_USUAL, Pass, Recounting
from serialhhd.store.documents import closing, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures, new_serials, serials, whereabouts
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import stock_lines
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.words import acting, codes, numbers
from serialhhd.store.words.document_moves import COUNTING
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import DocumentState, Finding, SerialState, TrackingType
from serialhhd.value_class import value_class


@value_class
class PlaceDone:
    """What became of a place that is done.

    Attributes:
        place: Its code.
        again: The products that are to be counted again.
        is_for_others: Whether that is for other operators alone.
        is_counted: Whether with it all of the count is.
    """

    place: str
    again: tuple[str, ...]
    is_counted: bool
    is_for_others: bool = False


_s, _tx, _stock = t.serial.c, t.stock_transaction.c, t.stock_line.c
_p, _n = t.count_pass.c, t.noted_serial.c
_NEWEST_OF_ALL = select(func.coalesce(func.max(_tx.id), 0))
_HERE = Prepared(
    stock_lines.STOCK_LINES.where(
        _stock.product_id == bindparam("product_id"),
        _stock.location_id == bindparam("location_id"),
        stock_lines.OF_ACCOUNT,
    ).order_by(_stock.id)
)
_COLUMNS = ("line_id", "pass_no", "serial", "serial_key", "finding")
_NOTE = Prepared(t.insert_if_new(t.noted_serial), _COLUMNS)
_OF_PASS = (_n.line_id == bindparam("of_line"), _n.pass_no == bindparam("number"))
_NEWEST = Prepared(
    select(_n.serial)
    .where(*_OF_PASS)
    .order_by(_n.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("before"))
)
_LAST = select(_n.id, _n.serial).where(*_OF_PASS).order_by(_n.id.desc()).limit(1)
_OF_KEY = select(_n.id, _n.serial).where(*_OF_PASS, _n.serial_key == bindparam("key"))
_NOTED = select(func.count()).select_from(t.noted_serial).where(*_OF_PASS)
_ACCOUNT, _LOCATION = bindparam("account_id", type_=t.Id), bindparam("location_id", type_=t.Id)
_IS_OF_ACCOUNT = _stock.account_id == _ACCOUNT
_LEFT_ACCOUNT = select(_tx.account_id).where(_tx.id == captures.NEWEST).correlate(t.serial).scalar_subquery()
_SAYS = (
    select(
        case(
            (_s.state == SerialState.CAPTURED, Finding.UNKNOWN),
            (
                _IS_OF_ACCOUNT & (_s.state == SerialState.IN_STOCK),
                case((_stock.location_id == _LOCATION, Finding.FOUND), else_=Finding.MISPLACED),
            ),
            ((_s.state == SerialState.REMOVED) & (_LEFT_ACCOUNT == _ACCOUNT), Finding.REMOVED),
            else_=Finding.UNEXPECTED,
        )
    )
    .select_from(t.serial.outerjoin(t.stock_line, _stock.id == _s.stock_line_id))
    .where(_s.serial_key == _n.serial_key, _s.product_id == bindparam("product_id", type_=t.Id))
    .correlate(t.noted_serial)
    .scalar_subquery()
)
_SAY = t.noted_serial.update().where(*_OF_PASS).values(finding=func.coalesce(_SAYS, Finding.UNKNOWN))
_SCANNED = t.noted_serial.alias()
_NOTE_MISSING = t.noted_serial.insert().from_select(
    list(_COLUMNS),
    select(
        bindparam("of_line", type_=t.Id),
        bindparam("number", type_=_n.pass_no.type),
        _s.serial,
        _s.serial_key,
        literal(Finding.MISSING, _n.finding.type),
    )
    .where(
        _s.stock_line_id.in_(bindparam("lines", expanding=True)),
        _s.state == SerialState.IN_STOCK,
        ~exists().where(
            _SCANNED.c.line_id == bindparam("of_line"),
            _SCANNED.c.pass_no == bindparam("number"),
            _SCANNED.c.serial_key == _s.serial_key,
        ),
    )
    .order_by(_s.id),
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
    begun = begin(conn, count, line, recounting=recounting, by=by, at=at)
    note(conn, count, line, begun, entries)
    return end(conn, count, line, begun, units=units, at=at)


def begin(
    conn: Connection,
    count: Document,
    line: Line,
    *,
    run: Run | None = None,
    recounting: Recounting = AS_USUAL,
    by: str,
    at: datetime,
) -> Pass:
    """Begin a pass of a line, or go on with the one that the run has in work (R40).

    Args:
        conn: The writing connection.
        count: The count, locked by this transaction.
        line: Its line.
        run: The run that has it in work until the pass ends (R57); None where it ends in this transaction.
        recounting: Who may count again.
        by: Who counts.
        at: When.

    Raises:
        Refused: `document_not_open`; `line_counted`; `line_in_work` by another run; `recount_by_other`.
    """
    counted_by = acting.named(by)
    if not count.is_open:
        raise count.not_open()
    if not line.is_open:
        raise refusals.line_counted(sku=line.product, location=line.location or "")
    last = passes.newest(conn, line.id)
    if last is not None and last.ended_at is None:
        is_mine = codes.key(last.counted_by) == codes.key(counted_by)
        if is_mine and line.run_id == (run.id if run else None):
            return last
        raise refusals.line_in_work(sku=line.product, operator=last.counted_by)
    if last is not None and not passes.may_recount(last, recounting, counted_by):
        raise refusals.recount_by_other(sku=line.product, location=line.location or "")
    if run is not None and not line_work.claim(conn, COUNTING, line.id, run):
        raise refusals.line_in_work(sku=line.product, operator=counts.line(conn, line.id).in_work_by or "")
    _add_here(conn, count, line, at)
    _lock_here(conn, count, line)
    row = {
        "line_id": line.id,
        "pass_no": last.number + 1 if last else 1,
        "counted_by": counted_by,
        "begun_at": at,
        "begun_after": conn.scalars(_NEWEST_OF_ALL).one(),
    }
    conn.execute(t.count_pass.insert(), row)
    return passes.latest(conn, line.id)


def note(conn: Connection, count: Document, line: Line, begun: Pass, entries: Sequence[SerialEntry]) -> None:
    """Note the serials of one scan, or of a list, in a pass; they are held by nobody (R38). All are noted, or none.

    Raises:
        Refused: `serial_counted_already` of one that is noted in the pass; `serials_refused` where some of several are;
            `serials_not_taken` of a product that has none; `serial_is_other_code` of what names something else.
    """
    if not entries:
        return
    product = products.by_id(conn, line.product_id)
    if arrives_under(product, lines_here(conn, count, line)) is TrackingType.NO_TRACKING:
        raise refusals.serials_not_taken(sku=product.sku)
    serials.distinct(entries)
    refused = [why for entry in entries if (why := _why_not_noted(conn, product, line, begun, entry))]
    if refused:
        raise refused[0] if len(entries) == 1 else serials.refusal_of(refused, len(entries))


def _why_not_noted(
    conn: Connection, product: Product, line: Line, begun: Pass, entry: SerialEntry
) -> Refused | None:
    """Note one serial, or return why it is not: nothing else keeps out what names something else, for a note is no serial (R64)."""
    known_as = recognise.what_is(conn, entry.serial) if entry.is_bare else None
    if known_as and not new_serials.is_stored(conn, product, entry):
        return whereabouts.other_code(entry, known_as)
    if _NOTE.changed(conn, _as_note(line, begun, entry)):
        return None
    return refusals.serial_counted_already(serial=entry.serial)


def _as_note(line: Line, begun: Pass, entry: SerialEntry) -> dict[str, int | str | None]:
    named = {"serial": entry.serial, "serial_key": entry.key}
    return {"line_id": line.id, "pass_no": begun.number, **named, "finding": None}


def newest(conn: Connection, begun: Pass, limit: int, before: int = 0) -> tuple[str, ...]:
    """Return the serials that are noted in a pass, newest first, at most `limit`, after skipping the `before` newest."""
    wanted = {**_named(begun), "limit": limit, "before": before}
    return tuple(serial for (serial,) in _NEWEST.rows(conn, wanted))


def undo(conn: Connection, begun: Pass) -> str:
    """Take back the serial that was noted last in a pass that has not ended, and return it.

    Raises:
        Refused: `nothing_captured`.
    """
    return _take_back(conn, conn.execute(_LAST, _named(begun)).one_or_none(), refusals.nothing_captured())


def remove(conn: Connection, begun: Pass, text: str) -> str:
    """Take back one noted serial of a pass that has not ended, and return it.

    Raises:
        Refused: `not_captured`.
    """
    wanted = {**_named(begun), "key": codes.serial_key(text.strip(codes.BLANKS))}
    return _take_back(conn, conn.execute(_OF_KEY, wanted).one_or_none(), refusals.not_captured(serial=text))


def _take_back(conn: Connection, found: t.AnyRow | None, otherwise: Refused) -> str:
    if found is None:
        raise otherwise
    conn.execute(t.noted_serial.delete().where(_n.id == found.id))
    return str(found.serial)


def _named(begun: Pass) -> dict[str, int]:
    return {"of_line": begun.line_id, "number": begun.number}


def end(
    conn: Connection, count: Document, line: Line, begun: Pass, *, units: int | None, at: datetime
) -> Pass:
    """End a pass: each serial is compared with stock, and so are the units (R39). Where stock moved meanwhile, the pass is void (R40).

    Args:
        conn: The writing connection.
        count: The count, locked by this transaction.
        line: Its line; whoever had it in work has it no more.
        begun: The pass.
        units: How many units were counted; None: as many as serials were.
        at: When.

    Raises:
        Refused: `quantity_is_serial_count` where there are fewer units than serials, or under Full Tracking more; `quantity_negative`.
    """
    product, here = products.by_id(conn, line.product_id), _lock_here(conn, count, line)
    scanned = conn.scalars(_NOTED, _named(begun)).one()
    counted = scanned if units is None else units
    check_units(product, here, counted, scanned)
    ended = {"ended_at": at, "ended_after": conn.scalars(_NEWEST_OF_ALL).one()}
    if not _moved_since(conn, here, begun.begun_after):
        _compare(conn, count, line, begun, here)
        ended |= {"counted": counted, "expected": sum(one.quantity for one in here)}
    conn.execute(t.count_pass.update().where(_p.id == begun.id).values(ended))
    line_work.release(conn, line.id)
    return passes.latest(conn, line.id)


def _compare(conn: Connection, count: Document, line: Line, begun: Pass, here: Sequence[StockLine]) -> None:
    """Say of each serial what the count finds (R39), and note those that are missing."""
    conn.execute(_SAY, {**_named(begun), **_of(count, line)})
    conn.execute(_NOTE_MISSING, {**_named(begun), "lines": [one.id for one in here]})


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
        one
        for one in here
        if one.is_open and not _is_done(conn, count, one, recounting=recounting, by=by, at=at)
    ]
    is_counted = closing.close_if_complete(conn, COUNTING, count.id, at)
    mine = [one for one in again if passes.may_recount(passes.latest(conn, one.id), recounting, by)]
    return PlaceDone(place.code, tuple(one.product for one in again), is_counted, bool(again) and not mine)


def _is_done(
    conn: Connection, count: Document, line: Line, *, recounting: Recounting, by: str, at: datetime
) -> bool:
    """End what a line has of its place, and tell whether it is counted."""
    last = passes.newest(conn, line.id)
    if last is not None and last.ended_at is None:
        raise refusals.line_in_work(sku=line.product, operator=last.counted_by)
    if last is None or last.place_done_at is not None:
        if last is not None and not passes.may_recount(last, recounting, by):
            return False
        begun = begin(conn, count, line, recounting=recounting, by=by, at=at)
        last = end(conn, count, line, begun, units=0, at=at)
    conn.execute(t.count_pass.update().where(_p.id == last.id).values(place_done_at=at))
    if passes.wants_another(conn, line.id, recounting.when):
        return False
    counts.set_state(conn, line.id, DocumentState.COUNTED)
    return True


# --- what stock says --------------------------------------------------------------------------------------------


def _add_here(conn: Connection, count: Document, line: Line, at: datetime) -> None:
    """Add the stock line at which units would arrive, where there is none: who is about to add it has done so, or waits (R40).

    On PostgreSQL nothing else waits for what arrives in this moment at a place that never had any.
    """
    product = products.by_id(conn, line.product_id)
    assert line.location_id is not None  # noqa: S101 - a line of a count has a place
    stock_lines.find_or_add(
        conn, Identity(product.id, line.location_id, count.account_id, product.tracking_type), at
    )


def _lock_here(conn: Connection, count: Document, line: Line) -> tuple[StockLine, ...]:
    """Return the stock lines of the product at the place, locked: who moves something there has done so, or waits."""
    return tuple(stock_lines.lock(conn, one.id) for one in lines_here(conn, count, line))


def lines_here(conn: Connection, count: Document, line: Line) -> tuple[StockLine, ...]:
    """Return the stock lines that a line of a count is about, as they are now: noting a serial waits for nobody (R38)."""
    return tuple(StockLine(*row) for row in _HERE.rows(conn, _of(count, line)))


def _of(count: Document, line: Line) -> dict[str, int | None]:
    return {"location_id": line.location_id, "account_id": count.account_id, "product_id": line.product_id}


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


def may_have_none(product: Product, here: Sequence[StockLine]) -> bool:
    """Return whether units without a serial may be counted of a product at a place."""
    is_full = product.tracking_type is TrackingType.FULL_TRACKING
    return not is_full or any(one.quantity for one in without_serials(here))


def check_units(product: Product, here: Sequence[StockLine], units: int, scanned: int) -> None:
    """Check that so many units may be counted with so many serials.

    Raises:
        Refused: As from `end`.
    """
    if units < 0:
        raise refusals.quantity_negative(quantity=units)
    numbers.check_total(0, units)
    if units < scanned or (units > scanned and not may_have_none(product, here)):
        raise refusals.quantity_is_serial_count(given=units, captured=scanned)


def _moved_since(conn: Connection, here: Sequence[StockLine], transaction_id: int) -> bool:
    moved = select(_tx.id).where(_tx.stock_line_id.in_([one.id for one in here]), _tx.id > transaction_id)
    return conn.scalar(moved.limit(1)) is not None
