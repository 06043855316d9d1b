"""Totes: what is picked for a list goes into a tote of its own (R30)."""

from sqlalchemy import Connection, bindparam, exists, func, or_, select

from serialhhd.store import refusals
from serialhhd.store.containers import containers
from serialhhd.store.containers.containers import Container
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import ContainerKind, TransactionKind

_c, _tx = t.container.c, t.stock_transaction.c
_inner = t.container.alias("inner_container")
_IS_EMPTY = (
    ~exists().where(t.serial.c.container_id == _c.id),
    ~exists().where(_inner.c.inside_id == _c.id),
)
_CLAIM = (
    t.container.update()
    .where(
        _c.id == bindparam("tote_id"),
        or_(
            _c.document_id == bindparam("list_id", type_=t.Id),
            _c.document_id.is_(None) & _IS_EMPTY[0] & _IS_EMPTY[1],
        ),
    )
    .values(document_id=bindparam("list_id", type_=t.Id))
)
_LAST_USED = (
    select(func.max(_tx.id))
    .join_from(t.stock_transaction, t.document_line, _tx.document_line_id == t.document_line.c.id)
    .where(t.document_line.c.document_id == bindparam("list_id"), _tx.container_id == _c.id)
    .correlate(t.container)
    .scalar_subquery()
)
_CODES = select(_c.code).where(_c.document_id == bindparam("list_id")).order_by(_c.code_key)
_OF_LIST = containers.CONTAINERS.where(_c.document_id == bindparam("list_id"))
_HOLDING = (
    select(t.serial.c.container_id)
    .join_from(t.stock_transaction, t.transaction_serial)
    .join(t.serial)
    .where(_tx.document_line_id == bindparam("task_id"), _tx.kind == TransactionKind.PICK)
    .distinct()
)
_OWN = Prepared(_OF_LIST.where(_c.kind == ContainerKind.TOTE))
_OWN_BY_USE = _OF_LIST.where(_c.kind == ContainerKind.TOTE).order_by(_LAST_USED.desc(), _c.id.desc())


KIND = ContainerKind.TOTE


def is_one(container: Container) -> bool:
    """Whether a container is a tote."""
    return container.kind is KIND


def show(conn: Connection, code: str) -> Container:
    """Return the tote of that code.

    Raises:
        Refused: `unknown`, also of a container that is no tote.
    """
    found = containers.find(conn, code)
    if found is None or not is_one(found):
        raise refusals.unknown(what="tote", code=code)
    return found


def own(conn: Connection, list_id: int) -> tuple[Container, ...]:
    """Return the totes of a pick list, the one used last first."""
    of = {"list_id": list_id}
    there = _OWN.rows(conn, of)
    if len(there) > 1:  # else nothing is read of all that was picked for the list
        there = [tuple(row) for row in conn.execute(_OWN_BY_USE, of)]
    return tuple(Container(*row) for row in there)


def codes(conn: Connection, list_id: int) -> tuple[str, ...]:
    """Return the codes of the totes of a pick list, and of what was picked whole for it."""
    return tuple(conn.scalars(_CODES, {"list_id": list_id}))


def check(conn: Connection, tote: Container, list_id: int) -> None:
    """Check that what is picked for a list may go into a tote: into its own, or an empty one.

    Raises:
        Refused: `tote_of_other_list`, naming the list that it holds and the own tote; `tote_not_empty`; `tote_in_tote` of one that
            lies in a tote, which may be another list's.
    """
    if why := _why_not(conn, tote, list_id):
        raise why


def claim(conn: Connection, tote: Container, list_id: int) -> None:
    """Make a tote a pick list's, for what goes into it now.

    Raises:
        Refused: As `check`; of two lists that want one tote, one has it.
    """
    (now,) = containers.lock(conn, tote)  # who puts something into it has done so, or waits
    if why := _lies_in_tote(conn, now):
        raise why
    if not conn.execute(_CLAIM, {"tote_id": tote.id, "list_id": list_id}).rowcount:
        raise _why_not(conn, containers.by_id(conn, tote.id), list_id) or refusals.tote_not_empty(
            tote=tote.code, own=None
        )


def _why_not(conn: Connection, tote: Container, list_id: int) -> Refused | None:
    if tote.document_id == list_id:
        return None
    mine = next((one.code for one in own(conn, list_id)), None)
    if tote.pick_list is not None:
        return refusals.tote_of_other_list(tote=tote.code, pick_list=tote.pick_list, own=mine)
    is_empty = conn.scalar(select(_c.id).where(_c.id == tote.id, *_IS_EMPTY))
    return (
        refusals.tote_not_empty(tote=tote.code, own=mine) if is_empty is None else _lies_in_tote(conn, tote)
    )


def _lies_in_tote(conn: Connection, tote: Container) -> Refused | None:
    if tote.inside_id is None:
        return None
    around = (containers.by_id(conn, one) for one in containers.outward(conn, tote.id))
    outer = next((one for one in around if is_one(one)), None)
    return refusals.tote_in_tote(tote=tote.code, into=outer.code) if outer else None


def packed_in(conn: Connection, list_id: int, task_id: int) -> int | None:
    """Return the container, no tote, in which all serials that were picked for a task of a list leave the house; None where there is none."""
    found: set[int | None] = set()
    for (container_id,) in conn.execute(_HOLDING, {"task_id": task_id}).all():
        found.add(_leaves_in(conn, container_id, list_id))
        if len(found) > 1:
            return None
    return found.pop() if found else None


def _leaves_in(conn: Connection, container_id: int | None, list_id: int) -> int | None:
    """Return the outermost container of a list, no tote, of one and of those that it lies in."""
    around = () if container_id is None else (container_id, *containers.outward(conn, container_id))
    there = (containers.by_id(conn, one) for one in around)
    of_list = [one.id for one in there if one.document_id == list_id and not is_one(one)]
    return of_list[-1] if of_list else None


def free(conn: Connection, list_id: int) -> None:
    """Let go of the totes of a pick list, and of what was picked whole for it, which hold nothing of it any more: dispatched, or put back."""
    conn.execute(
        t.container.update().where(_c.document_id == list_id).values(document_id=None, inside_id=None)
    )
