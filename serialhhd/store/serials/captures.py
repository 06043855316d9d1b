"""Captures: scanned serials that a run holds against every other run, until they are posted or released (R14, R15).

What a capture may take is declared: from which states and places, and how many new ones. All of one scan are taken or
none, each refused one named.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Boolean, ColumnElement, Connection, bindparam, func, or_, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import recognise
from serialhhd.store.catalogue.products import Product
from serialhhd.store.containers import carrying
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import expected, lots, serials, whereabouts
from serialhhd.store.serials.lots import UNKNOWN, LotAndExpiry
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.serials.whereabouts import Unknown
from serialhhd.store.stock import held
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState
from serialhhd.value_class import value_class


@value_class
class Capturing:
    """Who captures what.

    Attributes:
        run: The run, locked by this transaction.
        product: Whose serials.
        most: How many serials the run may hold at most.
        at: When.
        lot_and_expiry: The lot and expiry that came with the product, for serials whose own label says none.
        day: Goods out: the day on which no unit may be over; None where expired units go.
    """

    run: Run
    product: Product
    most: int
    at: datetime
    lot_and_expiry: LotAndExpiry = UNKNOWN
    day: date | None = None


@value_class
class Source:
    """From where a serial may be taken: its state, and where that is.

    Attributes:
        state: The state that it must be in.
        stock_line: The stock line that it must be on; None: any, or none.
        document_line_id: The line of a document on which it must be announced; None: any, or none.
        moved_under: The line of a document under which it must have moved last; None: any, or none.
    """

    state: SerialState
    stock_line: StockLine | None = None
    document_line_id: int | None = None
    moved_under: int | None = None


class Objection(Protocol):
    """What speaks against a serial that is where it may be taken from, such as its past."""

    def __call__(self, conn: Connection, product: Product, given: SerialEntry, /) -> Refused | None:
        """Return why it is not to be had; None where nothing speaks against it."""


@value_class
class Takes:
    """What a capture may take.

    Attributes:
        new: How many serials that the store does not know, or that were announced once and never came; None: no such.
        source: From where it takes others; None: from nowhere.
        or_from: From where it takes them as well.
        leaves: What is taken leaves the house: nothing that is on hold, by itself or with its product.
        unknown: What is said of a serial that the store does not know.
        objection: What may speak against one that it takes from there, such as its past; None: nothing.
        objection_to_new: What may speak against a new one; None: nothing.
    """

    new: int | None = None
    source: Source | None = None
    or_from: Source | None = None
    leaves: bool = False
    unknown: Unknown = refusals.serial_unknown
    objection: Objection | None = None
    objection_to_new: Objection | None = None


_s = t.serial.c
_NEW = ("product_id", "serial", "serial_key", "state", "run_id", "captured_at", "lot", "lot_key", "expiry")
_INSERT = Prepared(t.insert_if_new(t.serial), _NEW)
_INSERT_BARE = Prepared(expected.insert_bare(_NEW))
_AS_CAPTURE: dict[str, ColumnElement[Any]] = {"run_id": bindparam("by_run"), "captured_at": bindparam("at")}
_AS_ARRIVING = _AS_CAPTURE | {name: bindparam(f"new_{name}") for name in ("lot", "lot_key", "expiry")}
_ON_STOCK_LINE, _ON_LINE, _UNDER_LINE = (
    bindparam(name, type_=t.Id) for name in ("on_stock_line", "on_line", "under_line")
)
NEWEST = (
    select(func.max(t.transaction_serial.c.transaction_id))
    .where(t.transaction_serial.c.serial_id == _s.id)
    .correlate(t.serial)
    .scalar_subquery()
)
"""The newest transaction of a serial."""
MOVED_UNDER = (
    select(t.stock_transaction.c.document_line_id)
    .where(t.stock_transaction.c.id == NEWEST)
    .correlate(t.serial)
    .scalar_subquery()
)
"""The line of a document under which a serial moved last: of one that is in transit that of its transfer (R25)."""
_FROM_SOURCE = t.serial.update().where(
    _s.serial_key == bindparam("key"),
    _s.product_id == bindparam("of_product"),
    _s.run_id.is_(None),
    _s.state == bindparam("in_state", type_=_s.state.type),
    or_(_ON_STOCK_LINE.is_(None), _s.stock_line_id == _ON_STOCK_LINE),
    or_(_ON_LINE.is_(None), _s.document_line_id == _ON_LINE),
    or_(_UNDER_LINE.is_(None), MOVED_UNDER == _UNDER_LINE),
    or_(bindparam("may_be_held", type_=Boolean), ~held.IS_HELD),
    *lots.MAY_LEAVE,
)
"""One conditional change: whoever makes it has the serial (R15)."""
_TAKE = Prepared(_FROM_SOURCE.values(_AS_CAPTURE))
_TAKE_ARRIVING = Prepared(_FROM_SOURCE.values(_AS_ARRIVING))
_TAKE_NEVER_CAME = Prepared(expected.NEVER_CAME.values(_AS_ARRIVING))

_CAPTURED = Prepared(
    select(_s.serial)
    .where(_s.run_id == bindparam("run_id"))
    .order_by(_s.captured_at.desc(), _s.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("before"))
)
_LAST_CAPTURE = (
    select(_s.id, _s.serial)
    .where(_s.run_id == bindparam("run_id"))
    .order_by(_s.captured_at.desc(), _s.id.desc())
    .limit(1)
)

_THERE = (
    _s.stock_line_id == bindparam("of_line", type_=t.Id),
    _s.state == bindparam("in_state", type_=_s.state.type),
    or_(_UNDER_LINE.is_(None), MOVED_UNDER == _UNDER_LINE),
)
_TAKE_LINE = t.serial.update().where(*_THERE, _s.run_id.is_(None)).values(_AS_CAPTURE)
_OF_ANOTHER_RUN = (
    select(_s.serial, _s.serial_key)
    .where(*_THERE, _s.run_id != bindparam("by_run", type_=t.Id))
    .order_by(_s.id)
    .limit(1)
)


def take_all(conn: Connection, capturing: Capturing, entries: Sequence[SerialEntry], takes: Takes) -> Run:
    """Take every serial of one scan, in order, and return the run with them counted: `runs.save` keeps the count.

    Args:
        conn: The writing connection.
        capturing: Who, and how many at most.
        entries: What was scanned.
        takes: What may be taken, and from where.

    Raises:
        Refused: `too_many_serials`; the reason for a lone serial (R6); `serials_refused` with all reasons for several;
            `product_on_hold` where new ones would leave.
    """
    run = capturing.run
    serials.distinct(entries)
    is_too_many = run.captured + len(entries) > capturing.most
    if is_too_many and capturing.most > 0:
        raise _too_many(conn, capturing, entries)
    taking, first = _Taking(conn, capturing, takes), run.capture_time(capturing.at)
    refused = [
        why
        for place, given in enumerate(entries)
        if (why := taking.take(given, first + timedelta(microseconds=place))) is not None
    ]
    if refused:
        raise refused[0] if len(entries) == 1 else serials.refusal_of(refused, len(entries))
    if is_too_many:  # nothing is there any more, and none of these has gone with it
        raise _too_many(conn, capturing, entries)
    last = first + timedelta(microseconds=len(entries) - 1)
    return replace(run, captured=run.captured + len(entries), last_capture_at=last)


def take_line(
    conn: Connection, capturing: Capturing, line: StockLine, *, shipped_on: int | None = None
) -> Run:
    """Take every serial of a stock line in one go, on hold or not, and return the run with them counted, as `take_all` does.

    Args:
        conn: The writing connection.
        capturing: Who.
        line: The stock line.
        shipped_on: The line of a transfer on which they are in transit there; None: those that are in stock.

    Raises:
        Refused: Why the first one that cannot be had cannot (R15): somebody else has captured it.
    """
    run = capturing.run
    at = run.capture_time(capturing.at)
    state = SerialState.IN_STOCK if shipped_on is None else SerialState.IN_TRANSIT
    there = {"of_line": line.id, "in_state": state, "under_line": shipped_on, "by_run": run.id}
    taken = conn.execute(_TAKE_LINE, {**there, "at": at}).rowcount
    other = conn.execute(_OF_ANOTHER_RUN, there).one_or_none()
    if other is not None:
        raise whereabouts.why_not(conn, capturing.product, SerialEntry(*other), run.id)
    if not taken:
        return run
    carrying.take_with_captures(conn, run.id)
    return replace(run, captured=run.captured + taken, last_capture_at=at)


class _Taking:
    """The serials of one scan being taken, one after the other: how many new ones may still come."""

    def __init__(self, conn: Connection, capturing: Capturing, takes: Takes) -> None:
        self._conn, self._capturing, self._takes = conn, capturing, takes
        self._new = takes.new or 0

    def take(self, given: SerialEntry, at: datetime) -> Refused | None:
        """Take a serial for the run; return why it cannot be had."""
        takes, of = self._takes, self._capturing
        if takes.new is not None and self._take_new(given, at):
            return takes.objection_to_new(self._conn, of.product, given) if takes.objection_to_new else None
        sources = (source for source in (takes.source, takes.or_from) if source is not None)
        if not any(self._take_from(source, given, at) for source in sources):
            return self._why_not(given)
        return takes.objection(self._conn, of.product, given) if takes.objection else None

    def _take_new(self, given: SerialEntry, at: datetime) -> bool:
        of, new = self._capturing, given.arriving(self._capturing.lot_and_expiry)
        if self._takes.leaves:
            held.check_product(self._conn, of.product.id, of.product.sku, new.lot)
        if self._new <= 0 or lots.is_expired(new.expiry, of.day):
            return False
        if not insert_new(self._conn, of.product.id, new, of.run.id, at):
            changes = {"key": new.key, "of_product": of.product.id, **self._as_capture(at), **_lot_of(new)}
            if not _TAKE_NEVER_CAME.changed(self._conn, changes):
                return False
        self._new -= 1
        return True

    def _take_from(self, source: Source, given: SerialEntry, at: datetime) -> bool:
        of, line = self._capturing, source.stock_line
        where = {
            "key": given.key,
            "of_product": of.product.id,
            "in_state": source.state,
            "on_stock_line": line.id if line else None,
            "on_line": source.document_line_id,
            "under_line": source.moved_under,
            "may_be_held": not self._takes.leaves,
            **self._as_capture(at),
        }
        if source.state is SerialState.EXPECTED:
            more = lots.parameters(UNKNOWN, None) | _lot_of(given.arriving(of.lot_and_expiry))
            return bool(_TAKE_ARRIVING.changed(self._conn, where | more))
        more = lots.parameters(given.lot_and_expiry, of.day)
        return bool(_TAKE.changed(self._conn, where | more))

    def _as_capture(self, at: datetime) -> dict[str, int | datetime]:
        return {"by_run": self._capturing.run.id, "at": at}

    def _why_not(self, given: SerialEntry) -> Refused:
        """Return why a serial cannot be had: where it is (R6), or that its lot or expiry forbids it."""
        takes, of = self._takes, self._capturing
        line = takes.source.stock_line if takes.source else None
        why = whereabouts.why_not(
            self._conn, of.product, given, of.run.id, unknown=takes.unknown, may_be_held=not takes.leaves
        )
        if line is None:
            return self._lot_forbids(given, takes.source, why) or why
        if why.code in whereabouts.IS_IN_STOCK:
            kept = lots.kept(self._conn, of.product.id, given.key, line.id)
            return lots.why_not(given.serial, kept, given.lot_and_expiry, of.day) or why
        if takes.new is None or why.code not in {"serial_unknown", "serial_never_received"}:
            return why
        new = given.arriving(of.lot_and_expiry).lot_and_expiry
        all_known = refusals.serial_not_among_known(
            serial=given.serial, sku=line.product, location=line.location
        )
        return lots.why_not(given.serial, new, new, of.day) or (all_known if self._new <= 0 else why)

    def _lot_forbids(self, given: SerialEntry, source: Source | None, why: Refused) -> Refused | None:
        """Return what lot and expiry say against a serial that is where it may be taken from, though on no stock line."""
        if source is None or why.code != whereabouts.GONE.get(source.state):
            return None
        kept = lots.known(self._conn, self._capturing.product.id, [given.key]).get(given.key, UNKNOWN)
        return lots.why_not(given.serial, kept, given.lot_and_expiry, self._capturing.day)


def insert_new(conn: Connection, product_id: int, given: SerialEntry, run_id: int, at: datetime) -> bool:
    """Take a serial that the store does not know yet as a capture of the run.

    False where it is known already, or where a bare code names something else.
    """
    row = {
        "product_id": product_id,
        "serial": given.serial,
        "serial_key": given.key,
        "state": SerialState.CAPTURED,
        "run_id": run_id,
        "captured_at": at,
        **given.lot_and_expiry.as_columns(),
    }
    if not given.is_bare:
        return bool(_INSERT.changed(conn, row))
    bare = {f"new_{name}": value for name, value in row.items()}
    return bool(_INSERT_BARE.changed(conn, bare | recognise.look_up(given.serial)))


def _lot_of(given: SerialEntry) -> dict[str, str | None]:
    return {f"new_{name}": value for name, value in given.lot_and_expiry.as_columns().items()}


def _too_many(conn: Connection, capturing: Capturing, entries: Sequence[SerialEntry]) -> Refused:
    run_id, product = capturing.run.id, capturing.product
    if len(entries) == 1 and _is_captured(conn, product.id, entries[0].key, run_id):
        return whereabouts.why_not(conn, product, entries[0], run_id)
    return refusals.too_many_serials(most=capturing.most, given=len(entries), captured=capturing.run.captured)


def _is_captured(conn: Connection, product_id: int, key: str, run_id: int) -> bool:
    wanted = select(_s.id).where(_s.serial_key == key, _s.product_id == product_id, _s.run_id == run_id)
    return conn.scalar(wanted) is not None


# --- what a run holds -------------------------------------------------------------------------------------------


def newest(conn: Connection, run_id: int, limit: int, before: int = 0) -> tuple[str, ...]:
    """Return the serials that a run holds, newest first, at most `limit`, after skipping the `before` newest."""
    wanted = {"run_id": run_id, "limit": limit, "before": before}
    return tuple(serial for (serial,) in _CAPTURED.rows(conn, wanted))


def undo(conn: Connection, run_id: int) -> str:
    """Release the run's last capture and return its serial; the run's count is the caller's.

    Raises:
        Refused: `nothing_captured`.
    """
    last = conn.execute(_LAST_CAPTURE, {"run_id": run_id}).one_or_none()
    if last is None:
        raise refusals.nothing_captured()
    _release(conn, last.id)
    return str(last.serial)


def holds(conn: Connection, run_id: int, text: str) -> bool:
    """Return whether a run has captured a serial, of whatever product."""
    wanted = select(_s.id).where(_s.run_id == run_id, _s.serial_key == codes.serial_key(text))
    return conn.execute(wanted.limit(1)).one_or_none() is not None


def remove(conn: Connection, run_id: int, text: str) -> str:
    """Release one capture of the run and return its serial; the run's count is the caller's.

    Raises:
        Refused: `not_captured`.
    """
    wanted = select(_s.id, _s.serial).where(
        _s.run_id == run_id, _s.serial_key == codes.serial_key(text.strip(codes.BLANKS))
    )
    found = conn.execute(wanted).one_or_none()
    if found is None:
        raise refusals.not_captured(serial=text)
    _release(conn, found.id)
    return str(found.serial)


def _release(conn: Connection, serial_id: int) -> None:
    gone = conn.execute(t.serial.delete().where(_s.id == serial_id, _s.state == SerialState.CAPTURED))
    if not gone.rowcount:
        conn.execute(t.serial.update().where(_s.id == serial_id).values(lots.FREED))
