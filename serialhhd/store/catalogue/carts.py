"""Carts that batches are walked onto: while a batch has not ended, its cart gives nothing and takes nothing but what is the batch's (R19, R22)."""

from typing import Final

from sqlalchemy import Connection, bindparam, exists, select

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import TransactionKind

STOPPED: Final = (TransactionKind.TRANSFER, TransactionKind.RECEIPT, TransactionKind.RETURN)
"""The kinds of transaction that leave such a cart alone. What is not there, or is found there, is corrected all the same."""

_on, _in_batch, _l = t.batch_cart.c, t.batch_list.c, t.document_line.c
_LOCK = select(t.location.c.id).where(t.location.c.id == bindparam("cart_id"))
_LOCK_ALONE, _LOCK_SHARED = _LOCK.with_for_update(), _LOCK.with_for_update(read=True)
_IN_USE_BY = (
    select(t.document.c.id, t.document.c.ref)
    .join_from(t.batch_cart, t.document, _on.batch_id == t.document.c.id)
    .where(_on.cart_id == bindparam("cart_id"), _on.ended_at.is_(None))
)
_BATCH_OF_LINE = select(_l.document_id).where(_l.id == bindparam("line_id"))
_IS_ITS_BATCH = select(
    exists()
    .where(_in_batch.list_id == _l.document_id, _in_batch.ended_at.is_(None))
    .where(_l.id == bindparam("line_id"))
    .where(_on.batch_id == _in_batch.batch_id, _on.cart_id == bindparam("cart_id"))
)


def lock(conn: Connection, cart_id: int) -> None:
    """Lock a cart: until this transaction ends, nothing is put on it, and nobody else takes it."""
    conn.execute(_LOCK_ALONE, {"cart_id": cart_id})


def in_use_by(conn: Connection, cart_id: int) -> tuple[int, str] | None:
    """Return the id and the number of the open batch that has a cart; None: nobody has it."""
    found = conn.execute(_IN_USE_BY, {"cart_id": cart_id}).one_or_none()
    return None if found is None else (found.id, found.ref)


def check_free(conn: Connection, cart_id: int, line_id: int | None = None) -> None:
    """Check that a cart may give or take units, which arrive under a line of a document: that of its batch, or there is none.

    Raises:
        Refused: `cart_in_use`.
    """
    conn.execute(_LOCK_SHARED, {"cart_id": cart_id})
    found = in_use_by(conn, cart_id)
    if found is None:
        return
    batch_id, ref = found
    if line_id is None or conn.scalar(_BATCH_OF_LINE, {"line_id": line_id}) != batch_id:
        code = conn.scalars(select(t.location.c.code).where(t.location.c.id == cart_id)).one()
        raise refusals.cart_in_use(location=code, batch=ref)


def is_of_its_batch(conn: Connection, cart_id: int, line_id: int | None) -> bool:
    """Return whether a pick task is of a list whose open batch has the cart."""
    return bool(conn.scalar(_IS_ITS_BATCH, {"line_id": line_id, "cart_id": cart_id}))
