"""The ledger: what happened to the stock, append-only (R16). Everything else that is true of stock follows from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, bindparam, func, literal, select

from serialhhd.store import tables as t
from serialhhd.store.refusal import Refused
from serialhhd.store.stock_lines import StockLine
from serialhhd.store.vocabulary import SerialState, TrackingType, TransactionKind


@dataclass(frozen=True, slots=True)
class Entry:
    """What a new transaction says beside its kind, stock line and quantity."""

    operator: str
    at: datetime
    serial_count: int = 0
    pre_receipt_line_id: int | None = None
    pick_task_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Transaction:
    """One entry of the ledger, as it is shown.

    Attributes:
        id: Rises with time; also the cursor of a listing.
        quantity: Signed units: what came (+) or left (-).
        document: The pre-receipt or pick list it belongs to.
        partner: The supplier or customer of that document.
        serials: The serials that belong to it, as scanned.
        note: What was out of the ordinary.
    """

    id: int
    at: datetime
    kind: TransactionKind
    product: str
    location: str | None
    account: str
    quantity: int
    document: str | None
    partner: str | None
    operator: str
    note: str | None
    serial_count: int
    serials: tuple[str, ...] = ()


_tx = t.stock_transaction.c
_RECORD = t.stock_transaction.insert()
_LINK_CAPTURES = t.transaction_serial.insert().from_select(
    ["transaction_id", "serial_id"],
    select(bindparam("transaction_id", type_=t.Id), t.serial.c.id).where(
        t.serial.c.run_id == bindparam("run_id")
    ),
)
_LINK_EXPECTED = t.transaction_serial.insert().from_select(
    ["transaction_id", "serial_id"],
    select(bindparam("transaction_id", type_=t.Id), t.serial.c.id).where(
        t.serial.c.pre_receipt_line_id == bindparam("line_id"), t.serial.c.state == SerialState.EXPECTED
    ),
)


def record(conn: Connection, kind: TransactionKind, line: StockLine, quantity: int, entry: Entry) -> int:
    """Write a transaction that changes a stock line by `quantity` units (signed) and return its id.

    The line must be locked (`stock_lines.hold`); the database adds the quantity to it.

    Raises:
        Refused: `not_enough_stock` where the line would fall below zero; `quantity_is_serial_count` where a line under
            Full Tracking would get or lose units without as many serials (R16).
    """
    if line.tracking_type is TrackingType.FULL_TRACKING and entry.serial_count != abs(quantity):
        raise Refused("quantity_is_serial_count", given=abs(quantity), captured=entry.serial_count)
    balance = line.quantity + quantity
    if balance < 0:
        raise Refused("not_enough_stock", location=line.location, available=line.quantity, wanted=-quantity)
    return _insert(
        conn, kind, line.product_id, line.account_id, quantity, entry, line_id=line.id, balance=balance
    )


def record_without_line(
    conn: Connection, kind: TransactionKind, product_id: int, account_id: int, quantity: int, entry: Entry
) -> int:
    """Write a transaction that changes no stock line (a dispatch; a line closed with nothing) and return its id."""
    return _insert(conn, kind, product_id, account_id, quantity, entry, line_id=None, balance=None)


def _insert(
    conn: Connection,
    kind: TransactionKind,
    product_id: int,
    account_id: int,
    quantity: int,
    entry: Entry,
    *,
    line_id: int | None,
    balance: int | None,
) -> int:
    inserted = conn.execute(
        _RECORD,
        {
            "at": entry.at,
            "kind": kind,
            "product_id": product_id,
            "account_id": account_id,
            "stock_line_id": line_id,
            "quantity": quantity,
            "balance": balance,
            "serial_count": entry.serial_count,
            "pre_receipt_line_id": entry.pre_receipt_line_id,
            "pick_task_id": entry.pick_task_id,
            "operator": entry.operator,
            "note": entry.note,
        },
    )
    return t.new_id(inserted)


def link_captures(conn: Connection, transaction_id: int, run_id: int) -> None:
    """Make the serials that a run holds belong to a transaction."""
    conn.execute(_LINK_CAPTURES, {"transaction_id": transaction_id, "run_id": run_id})


def link_expected(conn: Connection, transaction_id: int, line_id: int) -> None:
    """Make the serials still expected on a pre-receipt line belong to a transaction."""
    conn.execute(_LINK_EXPECTED, {"transaction_id": transaction_id, "line_id": line_id})


def link(conn: Connection, transaction_id: int, serial_ids: Iterable[int]) -> None:
    """Make these serials belong to a transaction."""
    rows = [{"transaction_id": transaction_id, "serial_id": serial_id} for serial_id in serial_ids]
    conn.execute(t.transaction_serial.insert(), rows)


# --- reading it -------------------------------------------------------------------------------------------------

_TRANSACTIONS: t.AnySelect = (
    select(
        _tx.id,
        _tx.at,
        _tx.kind,
        t.product.c.sku,
        t.location.c.code,
        t.account.c.code.label("account"),
        _tx.quantity,
        func.coalesce(t.pre_receipt.c.ref, t.pick_list.c.ref).label("document"),
        func.coalesce(t.pre_receipt.c.supplier, t.pick_list.c.customer).label("partner"),
        _tx.operator,
        _tx.note,
        _tx.serial_count,
    )
    .join_from(t.stock_transaction, t.product)
    .join(t.account, _tx.account_id == t.account.c.id)
    .outerjoin(t.stock_line, _tx.stock_line_id == t.stock_line.c.id)
    .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
    .outerjoin(t.pre_receipt_line, _tx.pre_receipt_line_id == t.pre_receipt_line.c.id)
    .outerjoin(t.pre_receipt, t.pre_receipt_line.c.pre_receipt_id == t.pre_receipt.c.id)
    .outerjoin(t.pick_task, _tx.pick_task_id == t.pick_task.c.id)
    .outerjoin(t.pick_list, t.pick_task.c.pick_list_id == t.pick_list.c.id)
)
_SERIALS = (
    select(t.transaction_serial.c.transaction_id, t.serial.c.serial)
    .join_from(t.transaction_serial, t.serial)
    .order_by(t.transaction_serial.c.transaction_id, t.transaction_serial.c.serial_id)
)
_HISTORY = (
    _TRANSACTIONS.join(t.transaction_serial, t.transaction_serial.c.transaction_id == _tx.id)
    .where(t.transaction_serial.c.serial_id == bindparam("serial_id"))
    .order_by(_tx.id)
)


def page(
    conn: Connection,
    *,
    with_serials: bool = False,
    product_id: int | None = None,
    stock_line_id: int | None = None,
    limit: int = 50,
    after: int | None = None,
) -> tuple[Transaction, ...]:
    """Return a page of the ledger, newest first, by key: `after` is the id of the last row of the page before.

    Args:
        conn: The reading connection.
        with_serials: The view "Transactions with Serial Numbers".
        product_id: Only of this product.
        stock_line_id: Only of this stock line.
        limit: At most so many rows.
        after: Only rows older than this id.
    """
    wanted = _TRANSACTIONS.order_by(_tx.id.desc()).limit(limit)
    for condition in _conditions(with_serials, product_id, stock_line_id, after):
        wanted = wanted.where(condition)
    return _with_serials(conn, wanted)


def _conditions(
    with_serials: bool, product_id: int | None, stock_line_id: int | None, after: int | None
) -> Iterator[ColumnElement[bool]]:
    if with_serials:
        yield _tx.serial_count > literal(
            0, literal_execute=True
        )  # written out, so that the partial index serves
    if product_id is not None:
        yield _tx.product_id == product_id
    if stock_line_id is not None:
        yield _tx.stock_line_id == stock_line_id
    if after is not None:
        yield _tx.id < after


def history(conn: Connection, serial_id: int) -> tuple[Transaction, ...]:
    """Return every transaction of a serial, oldest first, without the other serials of each."""
    rows = conn.execute(_HISTORY, {"serial_id": serial_id}).all()
    return tuple(Transaction(*row) for row in rows)


def _with_serials(conn: Connection, wanted: t.AnySelect) -> tuple[Transaction, ...]:
    rows = conn.execute(wanted).all()
    ids = [row[0] for row in rows if row.serial_count]
    links = conn.execute(_SERIALS.where(t.transaction_serial.c.transaction_id.in_(ids))).all() if ids else ()
    serials = {
        number: tuple(link[1] for link in group) for number, group in groupby(links, lambda link: link[0])
    }
    return tuple(replace(Transaction(*row), serials=serials.get(row[0], ())) for row in rows)
