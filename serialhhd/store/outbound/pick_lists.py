"""Pick lists: what must leave and to whom, their tasks, and their dispatch."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from serialhhd.store import refusals
from serialhhd.store.batches import ending
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.containers import totes
from serialhhd.store.documents import closing, document
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import Line, Lines, WantedLine, insert
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import holds, movement, proposing
from serialhhd.store.stock.movement import Goods, Known, Movement
from serialhhd.store.words import acting, codes
from serialhhd.store.words.vocabulary import (
    DocumentKind,
    DocumentState,
    LocationKind,
    SerialState,
    TransactionKind,
)

KIND = DocumentKind.PICK_LIST
Task = Line
WantedTask = WantedLine


_l = t.document_line.c
PICK_LISTS = Documents(KIND, Lines(Task))
find, show, all_of, page = PICK_LISTS.find, PICK_LISTS.show, PICK_LISTS.all_of, PICK_LISTS.page
tasks, task, standing = PICK_LISTS.lines.of, PICK_LISTS.lines.by_id, PICK_LISTS.lines.standing


def add(
    conn: Connection,
    ref: str,
    wanted: Sequence[WantedTask],
    *,
    at: datetime,
    customer: str | None = None,
    supplier: str | None = None,
    account: str = places.MAIN,
    warehouse: str | None = None,
    import_number: int | None = None,
    by: str,
) -> Document:
    """Add a pick list; where a warehouse is named, only its stock is proposed and picked (R19).

    Where a supplier is named, it is a supplier return: the goods go back to the supplier, and no customer is named (R37).

    Raises:
        Refused: `already_there`, `no_lines`, `unknown` product, location, account or warehouse, `quantity_not_positive`;
            `supplier_or_customer`; `product_retired` of which nothing is in stock; as from `add_task`.
    """
    if supplier is not None and (customer or not supplier.strip(" ")):
        raise refusals.supplier_or_customer()
    if not wanted:
        raise refusals.no_lines(document=codes.clean(ref, KIND.label))
    pick_list = PICK_LISTS.add(
        conn,
        ref,
        at=at,
        partner=customer if supplier is None else supplier,
        account=account,
        import_number=import_number,
        warehouse_id=places.warehouse_id(conn, warehouse) if warehouse else None,
        to_supplier=supplier is not None,
        by=by,
    )
    for number, task in enumerate(wanted, start=1):
        add_task(conn, pick_list, number, task, warehouse)
    return pick_list


def add_task(
    conn: Connection, pick_list: Document, number: int, wanted: WantedTask, warehouse: str | None = None
) -> None:
    """Put a task at a place of a pick list that is free; its location is one that the list may take from.

    Raises:
        Refused: `unknown` product or location, `quantity_not_positive`, `product_retired`; `wrong_location_kind`, or
            `other_warehouse` than the list's.
    """
    product = products.show(conn, wanted.sku)
    proposing.check_may_leave(conn, product, pick_list.account_id)
    location = places.location(conn, wanted.location) if wanted.location else None
    if location:
        _check_fixed(location, pick_list, warehouse)
    insert(conn, pick_list, number, product, wanted.quantity, location.id if location else None)


def _check_fixed(location: Location, pick_list: Document, warehouse: str | None) -> None:
    """Check that a task may name a location: nobody could ever pick it, or be sent there."""
    is_supplied = pick_list.to_supplier and location.kind is LocationKind.QUARANTINE
    if not (location.is_storage or is_supplied):
        raise refusals.wrong_location_kind(
            location=location.code, kind=location.kind, wanted=LocationKind.STORAGE
        )
    if warehouse and codes.key(warehouse.strip(" ")) != codes.key(location.warehouse):
        raise refusals.other_warehouse(
            location=location.code, warehouse=location.warehouse, wanted=warehouse.strip(" ")
        )


def serials_of(conn: Connection, of: Task) -> tuple[str, ...]:
    """Return the serials that were picked for a task, in the order they were picked."""
    return tuple(serial for _, serial in _picked_serials(conn, of.id))


def _picked_serials(conn: Connection, task_id: int) -> Sequence[tuple[int, str]]:
    tx, link, serial = t.stock_transaction.c, t.transaction_serial.c, t.serial.c
    picked = (
        select(serial.id, serial.serial)
        .join_from(t.stock_transaction, t.transaction_serial)
        .join(t.serial, link.serial_id == serial.id)
        .where(tx.document_line_id == task_id, tx.kind == TransactionKind.PICK)
        .order_by(tx.id, serial.id)
    )
    return [(serial_id, text) for serial_id, text in conn.execute(picked)]


# --- how they end -----------------------------------------------------------------------------------------------


def cancel(conn: Connection, ref: str, at: datetime, *, by: str) -> Document:
    """Cancel a pick list that is not dispatched; what was picked for it waits to be put back (R36), and its batch wants nothing for it (R33). A run that works on it is told when it goes on.

    Raises:
        Refused: `document_not_open`; `unknown`.
    """
    batch_id = ending.lock_of_list(conn, show(conn, ref).id)
    pick_list = PICK_LISTS.lock(conn, ref)
    cancelled = closing.cancel(conn, pick_list, at, by=by)
    ended_short = t.document_line.update().where(_l.document_id == pick_list.id)
    conn.execute(ended_short.values(state=DocumentState.CANCELLED))
    if batch_id is not None:
        ending.end_if_over(conn, batch_id, at)
    return cancelled


def dispatch(conn: Connection, ref: str, *, by: str, at: datetime) -> Document:
    """Send what was picked on its way: the list's serials move from picked to dispatched, or to returned (R5, R37), and its totes are empty (R30).

    Raises:
        Refused: `pick_list_not_picked` while tasks are open; `document_not_open` once dispatched or cancelled; `unknown`.
    """
    pick_list = PICK_LISTS.lock(conn, ref)
    if pick_list.is_open:
        open_tasks = sum(task.is_open for task in tasks(conn, pick_list))
        raise refusals.pick_list_not_picked(document=pick_list.ref, open_tasks=open_tasks)
    if pick_list.state is not DocumentState.PICKED:
        raise pick_list.not_open()
    if not pick_list.to_supplier:
        holds.check_picked(conn, pick_list.id)
    for task_ in tasks(conn, pick_list):
        if task_.done:
            _dispatch_task(conn, pick_list, task_, by, at)
    closing.close(conn, pick_list.id, DocumentState.DISPATCHED, at)
    totes.free(conn, pick_list.id)
    return document.by_id(conn, pick_list.id)


def _dispatch_task(conn: Connection, pick_list: Document, of: Task, by: str, at: datetime) -> None:
    serial_ids = tuple(serial_id for serial_id, _ in _picked_serials(conn, of.id))
    movement.post(
        conn,
        Movement(
            TransactionKind.DISPATCH,
            of.done,
            acting.named(by),
            at,
            goods=Goods(of.product_id, pick_list.account_id),
            serials=Known(serial_ids, SerialState.PICKED),
            become=SerialState.RETURNED if pick_list.to_supplier else SerialState.DISPATCHED,
            document_line_id=of.id,
            to_supplier=pick_list.to_supplier,
            packed_in=totes.packed_in(conn, pick_list.id, of.id) if len(serial_ids) == of.done else None,
        ),
    )
