"""Serials: what one may look like (R4), where each one is (R6), and the captures of a run."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, Update, bindparam, exists, func, select

from serialhhd.store.catalogue import recognise
from serialhhd.store.catalogue.products import Product
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import lots
from serialhhd.store.serials.lots import Batch
from serialhhd.store.stock import held
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import PreReceiptState, SerialState, TransactionKind


@dataclass(frozen=True, slots=True)
class SerialEntry:
    """A serial as it was scanned, cleaned and checked, with the lot and expiry that came with it.

    Attributes:
        serial: As scanned, outer blanks removed; 1-64 printable characters.
        key: What it is unique and looked up by: letter case does not count.
        lot: AI 10, if it came with the serial.
        expiry: AI 17 as `YYYY-MM-DD`, if it came with the serial.
        is_bare: Nothing but the place where it was scanned says that it is a serial: it may be any label's code.
        fits: The product's pattern matches it.
    """

    serial: str
    key: str
    lot: str | None = None
    expiry: str | None = None
    is_bare: bool = False
    fits: bool = False

    @property
    def batch(self) -> Batch:
        """The lot and expiry that came with it."""
        return Batch(self.lot, self.expiry)

    def arriving(self, held: Batch) -> "SerialEntry":
        """Return it with what its own label does not say of lot and expiry taken from what came with the product."""
        known = self.batch.completed(held)
        return replace(self, lot=known.lot, expiry=known.expiry)


def entry(
    text: str, *, lot: str | None = None, expiry: str | None = None, is_bare: bool = False, fits: bool = False
) -> SerialEntry:
    """Return a text as a serial (R4); whether it may become one is for `new_serials` to judge.

    Raises:
        Refused: `code_empty`, `code_too_long`, `code_unprintable`, or `serial_is_action`: what begins with a colon is
            said to the handheld, and could never be scanned.
    """
    serial = codes.clean(text, "serial")
    if codes.fold(serial).startswith(":"):
        raise Refused("serial_is_action", serial=serial)
    return SerialEntry(serial, codes.serial_key(serial), lot, expiry, is_bare, fits)


def distinct(entries: Sequence[SerialEntry]) -> None:
    """Check that no serial stands twice in what was entered at once.

    Raises:
        Refused: `serials_repeated`, naming them.
    """
    times = Counter(given.key for given in entries)
    repeated = sorted({given.key: given.serial for given in entries if times[given.key] > 1}.values())
    if repeated:
        raise Refused("serials_repeated", serials=tuple(repeated))


def refusal_of(refused: Sequence[Refused], count: int) -> Refused:
    """Return the refusal of some of `count` serials; where somebody may say yes to all that speaks against them, a doubt."""
    if all(isinstance(why, Doubtful) for why in refused):
        return Doubtful("serials_doubtful", doubts=tuple(refused), count=count)
    return Refused("serials_refused", refused=tuple(refused), count=count)


# --- where a serial is (R6) -------------------------------------------------------------------------------------

_s = t.serial.c
_run_pre_receipt = t.pre_receipt.alias()
_WHEREABOUTS = (
    select(
        _s.id,
        _s.serial,
        _s.state,
        _s.run_id,
        _s.captured_at,
        t.run.c.operator,
        t.location.c.code.label("location"),
        t.pre_receipt.c.ref.label("pre_receipt"),
        t.pre_receipt_line.c.state.label("line_state"),
        held.REASON.label("held_because"),
        func.coalesce(_run_pre_receipt.c.ref, t.pick_list.c.ref).label("captured_on"),
    )
    .select_from(
        t.serial.outerjoin(t.run, _s.run_id == t.run.c.id)
        .outerjoin(t.stock_line, _s.stock_line_id == t.stock_line.c.id)
        .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
        .outerjoin(t.pre_receipt_line, _s.pre_receipt_line_id == t.pre_receipt_line.c.id)
        .outerjoin(t.pre_receipt, t.pre_receipt_line.c.pre_receipt_id == t.pre_receipt.c.id)
        .outerjoin(_run_pre_receipt, t.run.c.pre_receipt_id == _run_pre_receipt.c.id)
        .outerjoin(t.pick_list, t.run.c.pick_list_id == t.pick_list.c.id)
    )
    .where(_s.serial_key == bindparam("key"), _s.product_id == bindparam("product_id"))
)
_LAST_PICK = (
    select(t.pick_list.c.ref, t.pick_list.c.customer)
    .join_from(t.transaction_serial, t.stock_transaction)
    .join(t.pick_task, t.stock_transaction.c.pick_task_id == t.pick_task.c.id)
    .join(t.pick_list, t.pick_task.c.pick_list_id == t.pick_list.c.id)
    .where(
        t.transaction_serial.c.serial_id == bindparam("serial_id"),
        t.stock_transaction.c.kind == TransactionKind.PICK,
    )
    .order_by(t.stock_transaction.c.id.desc())
    .limit(1)
)


def why_not(
    conn: Connection,
    product: Product,
    given: SerialEntry,
    run_id: int | None,
    unknown: str = "serial_unknown",
) -> Refused:
    """Return why a run cannot have this serial: its state and where it is (R6).

    Args:
        conn: The connection.
        product: Whose serial it is.
        given: The serial as it was entered.
        run_id: The run that asks; None for somebody at a desk.
        unknown: The code where the store does not know the serial at all.
    """
    at = conn.execute(_WHEREABOUTS, {"key": given.key, "product_id": product.id}).one_or_none()
    if at is None:
        return _not_known(conn, product, given, unknown)
    if at.run_id is not None:
        return _held(at, run_id)
    if at.state in {SerialState.PICKED, SerialState.DISPATCHED}:
        return _left(conn, at)
    return _here(at)


def _not_known(conn: Connection, product: Product, given: SerialEntry, unknown: str) -> Refused:
    known_as = recognise.what_is(conn, given.serial) if given.is_bare else None
    if known_as:
        return other_code(given, known_as)
    return Refused(unknown, serial=given.serial, sku=product.sku)


def other_code(given: SerialEntry, known_as: str) -> Refused:
    """Return what speaks against a bare code that names something else: a doubt where the product's pattern matches it."""
    facts = {"serial": given.serial, "known_as": known_as, "is_like_a_serial": given.fits}
    return (
        Doubtful("serial_is_other_code", **facts) if given.fits else Refused("serial_is_other_code", **facts)
    )


def _here(at: t.AnyRow) -> Refused:
    if at.held_because is not None:
        facts = {"location": at.location, "reason": at.held_because}
        return Refused("serial_on_hold", serial=at.serial, **facts)
    if at.state == SerialState.IN_STOCK:
        return Refused("serial_in_stock", serial=at.serial, location=at.location)
    if at.state == SerialState.REMOVED:
        return Refused("serial_removed", serial=at.serial)
    if at.line_state == PreReceiptState.OPEN:
        return Refused("serial_expected_elsewhere", serial=at.serial, document=at.pre_receipt)
    return Refused("serial_never_received", serial=at.serial, document=at.pre_receipt)


def _held(at: t.AnyRow, run_id: int | None) -> Refused:
    if at.run_id == run_id:
        return Refused("serial_already_captured", serial=at.serial, operator=at.operator, at=at.captured_at)
    facts = {"operator": at.operator, "document": at.captured_on}
    return Refused("serial_captured_elsewhere", serial=at.serial, **facts)


def _left(conn: Connection, at: t.AnyRow) -> Refused:
    document, customer = conn.execute(_LAST_PICK, {"serial_id": at.id}).one()
    if at.state == SerialState.PICKED:
        return Refused("serial_picked", serial=at.serial, document=document)
    return Refused("serial_dispatched", serial=at.serial, document=document, customer=customer)


# --- captures ---------------------------------------------------------------------------------------------------

_INSERT = t.insert_if_new(t.serial)
_NEW = ("product_id", "serial", "serial_key", "state", "run_id", "captured_at", "lot", "lot_key", "expiry")
_EXPECTED = ("product_id", "serial", "serial_key", "state", "pre_receipt_line_id", "lot", "lot_key", "expiry")


def _insert_bare(names: Sequence[str]) -> Insert:
    """Return `_INSERT` of these columns, unless the code names something else in this warehouse."""
    values = select(*(bindparam(f"new_{name}", type_=_s[name].type) for name in names))
    return t.insert_if_new(t.serial).from_select(names, values.where(*recognise.names_nothing()))


_INSERT_BARE, _INSERT_EXPECTED_BARE = _insert_bare(_NEW), _insert_bare(_EXPECTED)

_CAPTURED = (
    select(_s.serial)
    .where(_s.run_id == bindparam("run_id"))
    .order_by(_s.captured_at.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("before"))
)
_LAST_CAPTURE = (
    select(_s.id, _s.serial).where(_s.run_id == bindparam("run_id")).order_by(_s.captured_at.desc()).limit(1)
)
NO_LIMIT = 2**31 - 1

_FREE_EXPECTED = t.serial.update().where(
    _s.serial_key == bindparam("key"),
    _s.product_id == bindparam("of_product"),
    _s.state == SerialState.EXPECTED,
    _s.run_id.is_(None),
    ~exists().where(
        t.pre_receipt_line.c.id == _s.pre_receipt_line_id, t.pre_receipt_line.c.state == PreReceiptState.OPEN
    ),
)
"""A serial that was expected on a line which is closed by now, and never came: nobody waits for it any more."""

_AS_CAPTURE: dict[str, ColumnElement[Any]] = {"run_id": bindparam("by_run"), "captured_at": bindparam("at")}
_AS_ARRIVING = _AS_CAPTURE | {
    "lot": bindparam("new_lot"),
    "lot_key": bindparam("new_lot_key"),
    "expiry": bindparam("new_expiry"),
}
_OF_PRODUCT = (
    _s.serial_key == bindparam("key"),
    _s.product_id == bindparam("of_product"),
    _s.run_id.is_(None),
)
_CAPTURE_FREE = _FREE_EXPECTED.values(_AS_ARRIVING)
_CAPTURE_EXPECTED = (
    t.serial.update()
    .where(*_OF_PRODUCT, _s.state == SerialState.EXPECTED, _s.pre_receipt_line_id == bindparam("on_line"))
    .values(_AS_ARRIVING)
)
_CAPTURE_IN_STOCK = (
    t.serial.update()
    .where(
        *_OF_PRODUCT,
        _s.state == SerialState.IN_STOCK,
        _s.stock_line_id == bindparam("on_line"),
        ~held.IS_HELD,
        *lots.MAY_LEAVE,
    )
    .values(_AS_CAPTURE)
)


def insert_capture(conn: Connection, product_id: int, given: SerialEntry, run_id: int, at: datetime) -> bool:
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
        **given.batch.as_columns(),
    }
    if not given.is_bare:
        return bool(conn.execute(_INSERT, row).rowcount)
    bare = {f"new_{name}": value for name, value in row.items()}
    return bool(conn.execute(_INSERT_BARE, bare | recognise.look_up(given.serial)).rowcount)


def capture_free(conn: Connection, product_id: int, given: SerialEntry, run_id: int, at: datetime) -> bool:
    """Take as a capture a serial that is only known because it was expected once and never came."""
    return _capture(conn, _CAPTURE_FREE, product_id, given, run_id, at, **_arriving(given))


def capture_expected(
    conn: Connection, product_id: int, given: SerialEntry, run_id: int, at: datetime, line_id: int
) -> bool:
    """Take a serial expected on a pre-receipt line as a capture; False where it is not, or somebody has it."""
    more = _arriving(given)
    return _capture(conn, _CAPTURE_EXPECTED, product_id, given, run_id, at, on_line=line_id, **more)


def capture_in_stock(
    conn: Connection,
    product_id: int,
    given: SerialEntry,
    run_id: int,
    at: datetime,
    stock_line_id: int,
    day: date | None = None,
) -> bool:
    """Take a serial that is in stock on a stock line as a capture; what is kept of it stays as it is.

    False where it is not there, somebody has it, it is on hold, it is of another lot than scanned, or over on the day.
    """
    more = lots.parameters(given.batch, day)
    return _capture(conn, _CAPTURE_IN_STOCK, product_id, given, run_id, at, on_line=stock_line_id, **more)


def _capture(
    conn: Connection,
    update: Update,
    product_id: int,
    given: SerialEntry,
    run_id: int,
    at: datetime,
    **more: int | str | None,
) -> bool:
    what = {"key": given.key, "of_product": product_id, "by_run": run_id, "at": at, **more}
    return bool(conn.execute(update, what).rowcount)


def _arriving(given: SerialEntry) -> dict[str, str | None]:
    return {f"new_{name}": value for name, value in given.batch.as_columns().items()}


def captured(conn: Connection, run_id: int, limit: int, before: int = 0) -> tuple[str, ...]:
    """Return the serials that a run holds, newest first, at most `limit`, after skipping the `before` newest."""
    newest = {"run_id": run_id, "limit": limit, "before": before}
    return tuple(conn.scalars(_CAPTURED, newest).all())


def is_captured(conn: Connection, product_id: int, key: str, run_id: int) -> bool:
    """Tell whether the run holds this serial."""
    held = select(_s.id).where(_s.serial_key == key, _s.product_id == product_id, _s.run_id == run_id)
    return conn.scalar(held) is not None


def undo_capture(conn: Connection, run_id: int) -> str:
    """Release the run's last capture and return its serial; the run's count is the caller's.

    Raises:
        Refused: `nothing_captured`.
    """
    last = conn.execute(_LAST_CAPTURE, {"run_id": run_id}).one_or_none()
    if last is None:
        raise Refused("nothing_captured")
    _release(conn, last.id)
    return str(last.serial)


def remove_capture(conn: Connection, run_id: int, text: str) -> str:
    """Release one capture of the run and return its serial; the run's count is the caller's.

    Raises:
        Refused: `not_captured`.
    """
    wanted = select(_s.id, _s.serial).where(
        _s.run_id == run_id, _s.serial_key == codes.serial_key(text.strip(codes.BLANKS))
    )
    held = conn.execute(wanted).one_or_none()
    if held is None:
        raise Refused("not_captured", serial=text)
    _release(conn, held.id)
    return str(held.serial)


def _release(conn: Connection, serial_id: int) -> None:
    gone = conn.execute(t.serial.delete().where(_s.id == serial_id, _s.state == SerialState.CAPTURED))
    if not gone.rowcount:
        conn.execute(t.serial.update().where(_s.id == serial_id).values(lots.FREED))


# --- pre-entered serials ----------------------------------------------------------------------------------------

_CHUNK = 500


def add_expected(
    conn: Connection, product: Product, line_id: int, entries: Sequence[SerialEntry]
) -> set[str]:
    """Enter serials as expected on a pre-receipt line and return the keys of those that are on it now.

    A serial that was expected on a line which is closed by now, and never came, is taken over.
    """
    rows = [
        {
            "product_id": product.id,
            "serial": given.serial,
            "serial_key": given.key,
            "state": SerialState.EXPECTED,
            "stock_line_id": None,
            "pre_receipt_line_id": line_id,
            "run_id": None,
            "captured_at": None,
            **lots.UNKNOWN.as_columns(),
        }
        for given in entries
    ]
    for insert, some in _inserts(rows, entries):
        conn.execute(insert, some)
    present: set[str] = set()
    on_line = (
        _s.product_id == product.id,
        _s.pre_receipt_line_id == line_id,
        _s.state == SerialState.EXPECTED,
    )
    keys = [given.key for given in entries]
    for start in range(0, len(keys), _CHUNK):
        wanted = _s.serial_key.in_(keys[start : start + _CHUNK])
        present.update(conn.scalars(select(_s.serial_key).where(wanted, *on_line)))
    missing = [given for given in entries if given.key not in present]
    return present | {given.key for given in missing if _take_over(conn, product.id, given.key, line_id)}


def _inserts(
    rows: Sequence[dict[str, Any]], entries: Sequence[SerialEntry]
) -> Iterator[tuple[Insert, list[dict[str, Any]]]]:
    """Yield the statements that enter rows in pieces: a bare code only where it names nothing else."""
    sure = [row for row, given in zip(rows, entries, strict=True) if not given.is_bare]
    bare = [
        {f"new_{name}": row[name] for name in _EXPECTED} | recognise.look_up(given.serial)
        for row, given in zip(rows, entries, strict=True)
        if given.is_bare
    ]
    for insert, some in ((_INSERT, sure), (_INSERT_EXPECTED_BARE, bare)):
        for start in range(0, len(some), _CHUNK):
            yield insert, some[start : start + _CHUNK]


def _take_over(conn: Connection, product_id: int, key: str, line_id: int) -> bool:
    known = {"key": key, "of_product": product_id}
    return bool(conn.execute(_FREE_EXPECTED.values(pre_receipt_line_id=line_id), known).rowcount)
