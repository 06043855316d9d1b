"""The walk of a batch: a move onto one empty cart, stock line by stock line, of the sum that its lists still want (R32)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, select

from serialhhd.store import refusals
from serialhhd.store.batches import batches, ending
from serialhhd.store.batches.batches import BATCHES, WalkLine
from serialhhd.store.catalogue import carts
from serialhhd.store.catalogue.places import Location
from serialhhd.store.documents import document, line_work, taking
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents, Only
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.documents.taking import Taking
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.words.document_moves import WALKING
from serialhhd.store.words.vocabulary import DocumentState, LocationKind, SerialState
from serialhhd.value_class import value_class


@value_class
class Walked:
    """What a posting of the walk led to: the line now, whether the walk is over, whether the batch is done with it, and the containers that units were taken out of (R21)."""

    line: WalkLine
    is_over: bool
    is_done: bool
    unpacked: tuple[str, ...] = ()


_stock, _l = t.stock_line.c, t.document_line.c
_TO_WALK = Only(
    exists().where(_l.document_id == t.document.c.id, _l.state == DocumentState.OPEN),
    lambda _, of: refusals.batch_is_walked(document=of.ref),
)
WALKS = Documents(BATCHES.kind, BATCHES.lines, (_TO_WALK,))
"""Batches of which something is still to be walked."""
_IS_FILLED = select(exists().where(_stock.location_id == bindparam("cart_id"), _stock.quantity > 0))
_TAKE_CART = t.insert_if_new(t.batch_cart)
_WAREHOUSE = (
    select(t.warehouse.c.code)
    .join_from(t.document, t.warehouse)
    .where(t.document.c.id == bindparam("batch_id"))
)


def take_cart(conn: Connection, batch: Document, cart: Location) -> None:
    """Take an empty cart for the walk of a batch; the one that it is on already is taken as often as somebody names it.

    Raises:
        Refused: As `check_cart`.
    """
    document.lock(conn, batch.id)
    if batches.cart(conn, batch.id) is None:
        carts.lock(conn, cart.id)
    check_cart(conn, batch, cart)
    if batches.cart(conn, batch.id) is None:
        row = {"batch_id": batch.id, "cart_id": cart.id, "ended_at": None}
        if not conn.execute(_TAKE_CART, row).rowcount:
            carts.check_free(conn, cart.id)


def check_cart(conn: Connection, batch: Document, cart: Location) -> None:
    """Check that the walk of a batch may take a cart; nothing is locked or written.

    Raises:
        Refused: `document_not_open`; `wrong_location_kind`; `cart_in_use` by another batch; `cart_not_empty`; `other_warehouse`;
            `batch_on_other_cart`.
    """
    if not document.by_id(conn, batch.id).is_open:
        raise document.by_id(conn, batch.id).not_open()
    if not cart.is_cart:
        raise refusals.wrong_location_kind(location=cart.code, kind=cart.kind, wanted=LocationKind.CART)
    mine = batches.cart(conn, batch.id)
    if mine is not None and mine.id != cart.id:
        raise refusals.batch_on_other_cart(document=batch.ref, location=mine.code)
    if mine is None:
        _check_free(conn, batch, cart)


def _check_free(conn: Connection, batch: Document, cart: Location) -> None:
    other = carts.in_use_by(conn, cart.id)
    if other is not None:
        raise refusals.cart_in_use(location=cart.code, batch=other[1])
    wanted = conn.scalar(_WAREHOUSE, {"batch_id": batch.id})
    if wanted is not None and cart.warehouse != wanted:
        raise refusals.other_warehouse(location=cart.code, warehouse=cart.warehouse, wanted=wanted)
    if conn.scalar(_IS_FILLED, {"cart_id": cart.id}):
        raise refusals.cart_not_empty(location=cart.code)


def capture(
    conn: Connection,
    standing: Standing[Line],
    line: StockLine,
    capturing: Capturing,
    entries: Sequence[SerialEntry],
) -> Run:
    """Capture the serials of one scan for a line that the run has in work: none that no pick may take (R42).

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: As from `taking.capture`.
    """
    return taking.capture(conn, BATCHES.lines, WALKING, standing, line, capturing, entries)


def claim_next(conn: Connection, batch: Document, run: Run) -> WalkLine | None:
    """Take the next line of the walk in work for the run, skipping those in work by others; None if none is left.

    Raises:
        Refused: `tasks_in_work`, naming who has them, where lines are left but none is free.
    """
    return line_work.claim_next(conn, BATCHES, batch, run)


def post(
    conn: Connection, of: Line, line: StockLine | None, run: Run, walked: Taking, *, at: datetime
) -> Walked:
    """Post what the walk takes for a line: it moves onto the batch's cart, and is in stock there, for this batch alone.

    The line stays open and in work where it wants more than this stock line had; a short reason ends it, and so does a list that was
    cancelled meanwhile.

    Raises:
        Refused: `batch_without_cart`; `wrong_location_kind`; `other_warehouse`; as from `taking.post`.
        Unapproved: `short_unapproved` (R67).
    """
    document.lock(conn, of.document_id)
    batch = document.by_id(conn, of.document_id)
    cart = batches.cart(conn, batch.id)
    if cart is None:
        raise refusals.batch_without_cart(document=batch.ref)
    unpacked = taking.post(
        conn,
        WALKING,
        batches.line(conn, of.id),
        line,
        run,
        walked,
        arrives=lambda left: _arrives(left, cart),
        become=SerialState.IN_STOCK,
        at=at,
    )
    is_done = ending.end_if_over(conn, batch.id, at, of.product_id)
    now = batches.line(conn, of.id)
    if not now.is_open:
        line_work.release(conn, of.id)
    return Walked(now, ending.is_walked(conn, batch.id), is_done, unpacked)


def _arrives(left: StockLine, cart: Location) -> Identity:
    """Return the stock line at which the goods arrive: on the cart.

    Raises:
        Refused: `wrong_location_kind`, `other_warehouse`.
    """
    if not left.is_in_storage:
        raise refusals.wrong_location_kind(
            location=left.location, kind=left.location_kind, wanted=LocationKind.STORAGE
        )
    if left.warehouse != cart.warehouse:
        raise refusals.other_warehouse(location=cart.code, warehouse=cart.warehouse, wanted=left.warehouse)
    return replace(left.identity, location_id=cart.id)
