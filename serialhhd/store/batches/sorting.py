"""The sort of a batch: each unit on its cart goes to the first list, in the batch's order, that still wants it (R33)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, exists, select

from serialhhd.store import refusals
from serialhhd.store.batches import batches, ending
from serialhhd.store.batches.tasks import Batches
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.containers.containers import Container
from serialhhd.store.documents import document, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Only
from serialhhd.store.documents.lines import Standing
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.pick_lists import Task
from serialhhd.store.outbound.picking import Pick, Picked, SerialsOut
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import whereabouts
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import held, stock_lines
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.document_moves import PICKING
from serialhhd.store.words.vocabulary import DocumentState, TrackingType
from serialhhd.value_class import value_class


@value_class
class Given:
    """To which list of the batch a unit goes, and from which stock line of the cart; batch and list are locked."""

    batch: Document
    task: Task
    pick_list: Document
    line: StockLine


_stock, _s, _on = t.stock_line.c, t.serial.c, t.batch_cart.c
_ON_CART = stock_lines.STOCK_LINES.where(
    _stock.location_id == bindparam("cart_id"), _stock.quantity > 0
).order_by(_stock.id)
_OF_PRODUCT = Prepared(
    stock_lines.STOCK_LINES.add_columns(stock_lines.OF_SERIAL.scalar_subquery())
    .join(t.batch_cart, _on.cart_id == _stock.location_id)
    .where(
        _on.batch_id == bindparam("batch_id"),
        _stock.product_id == bindparam("product_id"),
        _stock.quantity > 0,
    )
    .order_by(_stock.id)
)
"""What of a product lies on the cart, with the stock line that a serial of it is on."""
_OF_SERIAL = Prepared(
    select(*products.COLUMNS)
    .join_from(t.serial, t.product)
    .join(t.stock_line, _s.stock_line_id == _stock.id)
    .join(t.batch_cart, _on.cart_id == _stock.location_id)
    .where(_s.serial_key == bindparam("key"), _on.batch_id == bindparam("batch_id"))
    .order_by(t.product.c.sku)
)
_ANY_OF_SERIAL = (
    select(t.product.c.sku)
    .join_from(t.serial, t.product)
    .where(_s.serial_key == bindparam("key"))
    .order_by(_s.id)
    .limit(1)
)


_l, _in_batch = t.document_line.c, t.batch_list.c
_WANTING = Prepared(
    select(_l.id)
    .join_from(t.document_line, t.batch_list, _l.document_id == _in_batch.list_id)
    .where(
        _l.product_id == bindparam("product_id"),
        _l.state == DocumentState.OPEN,
        _in_batch.batch_id + 0 == bindparam("batch_id"),
        _in_batch.ended_at.is_(None),
    )
    .order_by(_in_batch.place, _l.line_no)
)
_ON_A_CART = Only(
    exists().where(t.batch_cart.c.batch_id == t.document.c.id),
    lambda _, of: refusals.batch_without_cart(document=of.ref),
)
SORTS = Batches((_ON_A_CART,))
"""Batches of which something may lie on a cart."""


def cart_of(conn: Connection, batch: Document) -> Location:
    """Return the cart of a batch.

    Raises:
        Refused: `batch_without_cart`: nobody has walked for it yet.
    """
    found = batches.cart(conn, batch.id)
    if found is None:
        raise refusals.batch_without_cart(document=batch.ref)
    return found


def on_cart(conn: Connection, batch: Document) -> tuple[StockLine, ...]:
    """Return the stock lines on the cart of a batch; none before its walk has begun."""
    cart = batches.cart(conn, batch.id)
    return (
        () if cart is None else tuple(StockLine(*row) for row in conn.execute(_ON_CART, {"cart_id": cart.id}))
    )


def product_of(conn: Connection, batch: Document, unit: SerialEntry, run: Run | None) -> Product:
    """Return the product of the unit on the cart that has a serial.

    Raises:
        Refused: `batch_without_cart`; `unit_of_several` products that are on the cart; where else it is (R6), or `unknown`.
    """
    found = [Product(*row) for row in _OF_SERIAL.rows(conn, {"key": unit.key, "batch_id": batch.id})]
    if len(found) > 1:
        raise refusals.unit_of_several(serial=unit.serial, skus=tuple(one.sku for one in found))
    if found:
        return found[0]
    cart_of(conn, batch)
    elsewhere = conn.scalar(_ANY_OF_SERIAL, {"key": unit.key})
    if elsewhere is None:
        raise refusals.unknown(what="unit", code=unit.serial)
    raise whereabouts.why_not(conn, products.show(conn, elsewhere), unit, run.id if run else None)


def give(conn: Connection, batch: Document, product: Product, unit: SerialEntry | None, run: Run) -> Given:
    """Return to which list a unit on the cart goes, and take its task in work: the first in the batch's order that still wants it.

    A task that somebody else has in work is skipped.

    Args:
        conn: The writing connection.
        batch: The batch.
        product: Of what the unit is.
        unit: Its serial; None where it has none.
        run: Who sorts.

    Raises:
        Refused: `unit_not_on_cart`, `unit_needs_serial`; `product_on_hold`; `unit_not_wanted`; `tasks_in_work` by others; `document_not_open`.
    """
    now = document.locked(conn, batch.id)
    if not now.is_open:
        raise now.not_open()
    line = _line(conn, batch, product, unit)
    held.check_product(conn, product.id, product.sku)

    def waiting() -> Iterator[Task]:
        for (task_id,) in _WANTING.rows(conn, {"batch_id": batch.id, "product_id": product.id}):
            yield pick_lists.task(conn, task_id)

    claimed = line_work.claim_first(conn, PICKING, waiting, batch, run)
    if claimed is None:
        serial = unit.serial if unit else None
        raise refusals.unit_not_wanted(
            sku=product.sku, serial=serial, document=batch.ref, location=line.location
        )
    at = SORTS.lines.standing(conn, claimed.document_id, claimed.id, lock=True)
    return Given(now, at.line or claimed, at.document, line)


def needs_serial(conn: Connection, batch: Document, product: Product) -> bool:
    """Return whether no unit of a product on the cart goes without its serial."""
    there, _ = _of_product(conn, batch, product, None)
    return bool(there) and all(_has_serials(line) for line in there)


def _line(conn: Connection, batch: Document, product: Product, unit: SerialEntry | None) -> StockLine:
    """Return the stock line of the cart that a unit is on: its serial says which, or whether it may have one."""
    there, on = _of_product(conn, batch, product, unit)
    if not there:
        code = unit.serial if unit else product.sku
        raise refusals.unit_not_on_cart(code=code, location=cart_of(conn, batch).code)
    if unit is None:
        free = [line for line in there if line.tracking_type is TrackingType.NO_TRACKING]
        if not free:
            raise refusals.unit_needs_serial(sku=product.sku)
        return free[0]
    known = next((line for line in there if line.id == on), None)
    new = (line for line in there if line.tracking_type is TrackingType.TRACK_DURING_PICK)
    found = known or next(new, None) or next((line for line in there if _has_serials(line)), None)
    if found is None:
        raise refusals.serials_not_taken(sku=product.sku)
    return found


def _of_product(
    conn: Connection, batch: Document, product: Product, unit: SerialEntry | None
) -> tuple[list[StockLine], int | None]:
    """Return the stock lines of a product on the cart of a batch, and the id of the one that a unit's serial is on, here or elsewhere."""
    of = {"batch_id": batch.id, "product_id": product.id, "key": unit.key if unit else None}
    rows = _OF_PRODUCT.rows(conn, of)
    return [StockLine(*row[:-1]) for row in rows], rows[0][-1] if rows else None


def _has_serials(line: StockLine) -> bool:
    return line.tracking_type is not TrackingType.NO_TRACKING


def how(line: StockLine) -> SerialsOut:
    """Return how a unit on the cart gets its serial: its stock line decides (R3)."""
    return {
        TrackingType.NO_TRACKING: SerialsOut.NONE,
        TrackingType.TRACK_DURING_PICK: SerialsOut.CREATE,
        TrackingType.FULL_TRACKING: SerialsOut.FROM_STOCK,
    }[line.tracking_type]


def capture(
    conn: Connection,
    standing: Standing[Task],
    line: StockLine,
    capturing: Capturing,
    entries: Sequence[SerialEntry],
) -> Run:
    """Capture the serial of a unit for the task that it goes to: it is durable before the unit is in its tote (R14).

    Returns:
        The run with it counted; `runs.save` keeps the count.

    Raises:
        Refused: As from `picking.capture`.
    """
    return picking.capture(conn, standing, line, capturing, entries, how(line))


def post(
    conn: Connection,
    task: Task,
    line: StockLine,
    run: Run,
    *,
    day: date | None,
    tote: Container | None = None,
    at: datetime,
) -> Picked:
    """Post a unit that goes to a task: the pick from the cart (R12), into a tote of its list where one is named (R30).

    Raises:
        Refused: As from `picking.post`.
    """
    pick = Pick(1, how(line), day=day, tote=tote)
    return picking.post(conn, task, line, run, pick, stays_in_work=False, at=at)


def end(conn: Connection, batch: Document, at: datetime, *, day: date | None = None) -> bool:
    """Say that the cart of a batch is empty but for what is on hold, or expired on a day; tell whether the batch is done with it, or is still walked.

    The tasks that want what may not leave end short, and it stays on the cart, to be put away by a move.

    Raises:
        Refused: `wanted_on_cart`, naming what lies there for a list.
    """
    document.lock(conn, batch.id)
    wanted = ending.pickable_on_cart(conn, batch.id, day)
    there = [line for line in on_cart(conn, batch) if line.product_id in wanted]
    if there:
        skus = tuple(dict.fromkeys(line.product for line in there))
        raise refusals.wanted_on_cart(location=there[0].location, skus=skus)
    return ending.end_if_over(conn, batch.id, at, without_held=True, day=day)
