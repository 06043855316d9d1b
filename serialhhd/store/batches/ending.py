"""How a batch ends: once its walk is over and its cart holds nothing wanted, what is open ends short with the walk's reason (R33).

It is looked at whenever something is walked, picked or cancelled; whoever looks has the batch to himself.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    bindparam,
    literal_column,
    select,
)

from serialhhd.store.documents import closing, document
from serialhhd.store.schema import batches as asked
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import held
from serialhhd.store.words.document_moves import PICKING
from serialhhd.store.words.vocabulary import DocumentState

NOT_ON_CART: Final = "Not on the cart"
"""Why a task ends short for which the walk gave no reason: the program's own, said to operators in their language."""
ON_HOLD: Final = "On hold"
"""Why a task ends short whose units lie on the cart and may not be picked; likewise."""
EXPIRED: Final = "Expired"
"""Why one does whose units expired on the cart; likewise."""
_l, _in_batch, _on, _stock = t.document_line.c, t.batch_list.c, t.batch_cart.c, t.stock_line.c
_OPEN_BATCH_OF = select(_in_batch.batch_id).where(
    _in_batch.list_id == bindparam("list_id"), _in_batch.ended_at.is_(None)
)
_STATE = select(t.document.c.state).where(t.document.c.id == bindparam("batch_id"))
WANTED_HERE, WANTED, ON_CART = (
    literal_column(sql.format(row=t.document_line.name), Integer)
    for sql in (asked.WANTED_HERE, asked.WANTED, asked.ON_CART)
)
"""Of a line of a batch: what its open tasks want as it does, what they want at all, and what lies on the cart for them."""
_IS_OPEN_LINE = (_l.document_id == bindparam("batch_id")) & (_l.state == DocumentState.OPEN)
_END_UNWANTED = (
    t.document_line.update()
    .where(_l.document_id == bindparam("of_batch"), _l.state == DocumentState.OPEN)
    .where((WANTED_HERE <= 0) | (WANTED <= ON_CART))
    .values(state=DocumentState.DONE, run_id=None)
)
_END_UNWANTED_OF = _END_UNWANTED.where(_l.product_id == bindparam("of_product"))
_STILL_TO_WALK = select(_l.id).where(_IS_OPEN_LINE).limit(1)
_OPEN_TASKS = (
    select(_l.id, _l.document_id, _l.product_id, _l.location_id)
    .join_from(t.batch_list, t.document_line, _l.document_id == _in_batch.list_id)
    .where(_in_batch.batch_id == bindparam("batch_id"), _l.state == DocumentState.OPEN)
    .order_by(_in_batch.place, _l.line_no)
)
_IS_WANTED: ColumnElement[bool] = literal_column(
    f"EXISTS (SELECT 1 {asked.WANTS.format(product='stock_line.product_id', batch='batch_cart.batch_id')})",
    Boolean,
)
_WANTED_ON_CART = (
    select(_stock.product_id)
    .join_from(t.batch_cart, t.stock_line, _stock.location_id == _on.cart_id)
    .where(_on.batch_id == bindparam("batch_id"), _stock.quantity > 0, _IS_WANTED)
)
_PICKABLE_ON_CART = _WANTED_ON_CART.where(held.HAS_SOME_TO_GO)
_REASONS = (
    select(_l.product_id, _l.location_id, _l.short_reason)
    .where(_l.document_id == bindparam("batch_id"), _l.short_reason.is_not(None))
    .order_by(_l.line_no.desc())
)
_END_SHORT = (
    t.document_line.update()
    .where(_l.id == bindparam("task_id"), _l.state == DocumentState.OPEN, _l.run_id.is_(None))
    .values(state=DocumentState.PICKED, short_reason=bindparam("reason"))
)


def lock_of_list(conn: Connection, list_id: int) -> int | None:
    """Lock a pick list, and before it the open batch that it is in, and return the id of that; None: it is in none.

    Whoever changes such a list locks its batch first. Who makes a batch of it locks the list, so that it comes into no other one from now on.
    """
    of = {"list_id": list_id}
    batch_id: int | None = conn.scalar(_OPEN_BATCH_OF, of)
    if batch_id is not None:
        document.lock(conn, batch_id)
    document.lock(conn, list_id)
    now: int | None = conn.scalar(_OPEN_BATCH_OF, of)
    if now is not None and now != batch_id:  # it was made in this moment
        document.lock(conn, now)
    return now


def is_walked(conn: Connection, batch_id: int) -> bool:
    """Return whether nothing of a batch is still to be walked."""
    return conn.scalar(_STILL_TO_WALK, {"batch_id": batch_id}) is None


def _open_tasks(conn: Connection, batch_id: int) -> Sequence[t.AnyRow]:
    """Return the open tasks of the lists of a batch, in its order: id, list, product and place of each."""
    return conn.execute(_OPEN_TASKS, {"batch_id": batch_id}).all()


def wanted_on_cart(conn: Connection, batch_id: int, limit: int | None = None) -> frozenset[int]:
    """Return the products on the cart of a batch of which its lists still want something."""
    return frozenset(conn.scalars(_WANTED_ON_CART.limit(limit), {"batch_id": batch_id}))


def pickable_on_cart(conn: Connection, batch_id: int, day: date | None = None) -> frozenset[int]:
    """Return the products on the cart of a batch of which its lists still want something that is neither on hold nor expired on a day."""
    return frozenset(
        conn.scalars(_PICKABLE_ON_CART, {"batch_id": batch_id, "day": day.isoformat() if day else None})
    )


def end_if_over(
    conn: Connection,
    batch_id: int,
    at: datetime,
    product_id: int | None = None,
    *,
    without_held: bool = False,
    day: date | None = None,
) -> bool:
    """End what is over of a batch that this transaction has locked, and tell whether all of it is.

    What its lists do not want any more is not walked; once the walk is over and nothing wanted lies on the cart, open tasks end short, but for those
    that somebody has in work.

    Args:
        conn: The writing connection.
        batch_id: The batch.
        at: When, UTC.
        product_id: The only product of which less may be wanted than before; None: of any.
        without_held: Whether what is wanted and lies there on hold, or expired, stays there, and its tasks end short.
        day: The local day on which what is over is expired; None where expired units go.
    """
    of = {"batch_id": batch_id}
    if conn.scalar(_STATE, of) is not DocumentState.OPEN:
        return False
    if product_id is None:
        conn.execute(_END_UNWANTED, {"of_batch": batch_id})
    else:
        conn.execute(_END_UNWANTED_OF, {"of_batch": batch_id, "of_product": product_id})
    if not is_walked(conn, batch_id):
        return False
    left = wanted_on_cart(conn, batch_id, None if without_held else 1)
    if left and not (without_held and not pickable_on_cart(conn, batch_id, day)):
        return False
    expired = pickable_on_cart(conn, batch_id) if left else frozenset()
    stays = {product_id: EXPIRED if product_id in expired else ON_HOLD for product_id in left}
    if not _end_short(conn, batch_id, _open_tasks(conn, batch_id), at, stays):
        return False
    closing.close(conn, batch_id, DocumentState.DONE, at)
    let_go(conn, batch_id, at)
    return True


def _end_short(
    conn: Connection, batch_id: int, tasks: Sequence[t.AnyRow], at: datetime, stays: Mapping[int, str]
) -> bool:
    """End tasks short, each with the reason of its line of the walk or with why what lies there for it stays, and tell whether all could be."""
    of = {"batch_id": batch_id}
    why = {(product, place): reason for product, place, reason in conn.execute(_REASONS, of)}
    of_product = {product: reason for (product, _), reason in why.items()}
    ended = 0
    for task in tasks:
        said = why.get((task.product_id, task.location_id)) or of_product.get(task.product_id)
        reason = said or stays.get(task.product_id, NOT_ON_CART)
        ended += conn.execute(_END_SHORT, {"task_id": task.id, "reason": reason}).rowcount
    for list_id in dict.fromkeys(task.document_id for task in tasks):
        closing.close_if_complete(conn, PICKING, list_id, at)
    return ended == len(tasks)


def let_go(conn: Connection, batch_id: int, at: datetime) -> None:
    """Let others have the lists and the cart of a batch that has ended."""
    for table in (t.batch_list, t.batch_cart):
        ended = table.update().where(table.c.batch_id == batch_id, table.c.ended_at.is_(None))
        conn.execute(ended.values(ended_at=at))
