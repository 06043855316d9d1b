"""What goes along in its container: a run that has scanned a container takes it with all that lies in it; what else moves leaves its container (R21)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, Update, bindparam, exists, or_, select

from serialhhd.store.containers import containers, content
from serialhhd.store.containers.containers import IN_TREES, Container
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import ContainerKind, SerialState, TransactionKind
from serialhhd.value_class import value_class

_c, _s = t.container.c, t.serial.c


@value_class
class Carried:
    """The containers that go along with a movement.

    Attributes:
        ids: All of them, with those that lie in others.
        outermost: Those that lie in no other one of them.
        hold_all: Whether all that moves lies in them.
        staying: Those of the outermost that stay in what they lie in: it is where they arrive.
        left: What others of them lie in, and leave.
    """

    ids: tuple[int, ...] = ()
    outermost: tuple[int, ...] = ()
    hold_all: bool = True
    staying: tuple[int, ...] = ()
    left: tuple[int, ...] = ()

    @property
    def named(self) -> int | None:
        """The one that the ledger names: the only outermost, where all that moves lies in it."""
        return self.outermost[0] if self.hold_all and len(self.outermost) == 1 else None


NOTHING: Final = Carried()
_ON_THEIR_WAY: Final = frozenset(
    {TransactionKind.RECEIPT, TransactionKind.TRANSFER, TransactionKind.PICK, TransactionKind.RETURN}
)
"""The kinds by which goods go on their way, packed or not; what else moves is taken out of what it lay in."""

_TAKEN = Prepared(select(_c.id).where(_c.run_id == bindparam("by_run")))
_LET_GO = Prepared(t.container.update().where(_c.run_id == bindparam("by_run")).values(run_id=None))
_TAKE = (
    t.container.update()
    .where(_c.id.in_(bindparam("ids", expanding=True, type_=t.Id)), _c.run_id.is_(None))
    .values(run_id=bindparam("taken_by", type_=t.Id))
)
_DROPPED = (
    t.container.update()
    .where(
        _c.id.in_(bindparam("left_ids", expanding=True, type_=t.Id)),
        _c.run_id != bindparam("not_by", type_=t.Id),
    )
    .values(run_id=None)
)
_HOLDING_CAPTURES = Prepared(
    select(_s.container_id).where(_s.run_id == bindparam("by_run"), _s.container_id.is_not(None)).distinct()
)
_BESIDE = select(_s.id).where(
    _s.run_id == bindparam("by_run"),
    or_(_s.container_id.is_(None), _s.container_id.not_in(bindparam("ids", expanding=True, type_=t.Id))),
)
_ANNOUNCED = (
    select(_s.container_id)
    .where(
        _s.document_line_id == bindparam("line_id"),
        _s.state == SerialState.EXPECTED,
        _s.container_id.is_not(None),
    )
    .distinct()
)
_in_trees = IN_TREES.c
_STAYING = select(
    _in_trees.root_id,
    _in_trees.id,
    exists().where(
        _s.container_id == _in_trees.id,
        _s.run_id.is_distinct_from(bindparam("by_run", type_=t.Id)),
        _s.state.in_(content.IN_THE_HOUSE),
    ),
    exists().where(_s.container_id == _in_trees.id, _s.run_id == bindparam("by_run", type_=t.Id)),
)
_HELD = (
    select(_in_trees.root_id)
    .join_from(IN_TREES, t.container, _c.id == _in_trees.root_id)
    .join(t.serial, _s.container_id == _in_trees.id)
    .where(_s.run_id == _c.run_id)
    .distinct()
)
"""Those that a run has taken, and of which it holds something, however deep."""
_around = t.container.alias("around_container")
_NO_LISTS = (
    select(_in_trees.root_id)
    .join_from(IN_TREES, t.container, _c.id == _in_trees.id)
    .outerjoin(_around, (_around.c.id == _c.inside_id) & (_c.id != _in_trees.root_id))
    .where(or_(_c.document_id.is_not(None), _around.c.kind == ContainerKind.TOTE))
    .distinct()
)
"""Those of which not all can become a list's: something in them is another's, or lies in a tote (R30)."""
_TOTES = select(_c.id).where(
    _c.id.in_(bindparam("ids", expanding=True, type_=t.Id)), _c.kind == ContainerKind.TOTE
)
_OF_LISTS = select(_c.id).where(
    _c.id.in_(bindparam("ids", expanding=True, type_=t.Id)), _c.document_id.is_not(None)
)
_LIST_OF_LINE = select(t.document_line.c.document_id).where(t.document_line.c.id == bindparam("line_id"))
_ELSEWHERE = (
    select(_in_trees.root_id)
    .join_from(IN_TREES, t.serial, _s.container_id == _in_trees.id)
    .join(t.stock_line, _s.stock_line_id == t.stock_line.c.id)
    .where(_s.stock_line_id.is_not(None), t.stock_line.c.location_id != bindparam("location_id"))
    .distinct()
)


# --- by whom one is taken -----------------------------------------------------------------------------------------


def take(conn: Connection, of: Container, run_id: int) -> None:
    """Note that a run has scanned a container: it goes along, if all that lies in it does."""
    _take(conn, [of.id], run_id)


def take_with_captures(conn: Connection, run_id: int) -> None:
    """Note that a run takes all that lies somewhere: the containers of its captures go along, if all that lies in them does."""
    holding = _holding_captures(conn, run_id)
    if holding:
        ids = {outer for one in holding for outer in (one, *containers.outward(conn, one))}
        _take(conn, sorted(ids), run_id)


def _take(conn: Connection, ids: Sequence[int], run_id: int) -> None:
    """Note that a run takes containers; one that has taken back all that it had captured of one does not keep that."""
    held = set(conn.scalars(_HELD, {"ids": ids}))
    left = [one for one in ids if one not in held]
    if left:
        conn.execute(_DROPPED, {"left_ids": left, "not_by": run_id})
    conn.execute(_TAKE, {"ids": ids, "taken_by": run_id})


def let_go(conn: Connection, run_id: int) -> None:
    """Note that a run takes no container any more."""
    _LET_GO.changed(conn, {"by_run": run_id})


# --- what goes along ----------------------------------------------------------------------------------------------


def along(
    conn: Connection, kind: TransactionKind, run_id: int | None, line_id: int | None, location_id: int | None
) -> Carried:
    """Return the containers that go along with a movement.

    Args:
        conn: The writing connection.
        kind: The kind of transaction.
        run_id: The run that has captured what moves; None where none has.
        line_id: The line of a document under which it moves; None: under none.
        location_id: Where it arrives; None where it leaves the house.
    """
    carried = _along(conn, kind, run_id, line_id, location_id)
    if not carried.ids or run_id is None:
        return carried
    beside = conn.execute(_BESIDE.limit(1), {"by_run": run_id, "ids": carried.ids}).one_or_none()
    return replace(carried, hold_all=beside is None)


def _along(
    conn: Connection, kind: TransactionKind, run_id: int | None, line_id: int | None, location_id: int | None
) -> Carried:
    if kind is TransactionKind.RECEIPT and location_id is not None:
        return announced(conn, _arriving(conn, run_id, line_id), location_id)
    if run_id is not None and kind is TransactionKind.TRANSFER:
        return by_run(conn, run_id)
    if run_id is not None and kind is TransactionKind.PICK and line_id is not None:
        return picked(conn, run_id, line_id)
    if run_id is not None and kind is TransactionKind.RETURN:
        return put_back(conn, run_id)
    return NOTHING


def unpacked(
    conn: Connection, kind: TransactionKind, carried: Carried, run_id: int | None, line_id: int | None
) -> tuple[str, ...]:
    """Return the codes of the containers that what moves lay in, or was announced in, and that do not go along: of goods on their way."""
    if kind not in _ON_THEIR_WAY:
        return ()
    left = {*_arriving(conn, run_id, line_id), *carried.left}.difference(carried.ids)
    if left and kind is TransactionKind.RETURN:  # a tote is always emptied
        left -= set(conn.scalars(_TOTES, {"ids": sorted(left)}))
    return tuple(sorted(containers.by_id(conn, one).code for one in left))


def by_run(conn: Connection, run_id: int, *, for_a_list: bool = False) -> Carried:
    """Return the containers that go along with the captures of a run: those that it has scanned, of which nothing stays behind.

    Args:
        conn: The connection.
        run_id: The run.
        for_a_list: Whether they are to become a pick list's: then none of them is another's, and none lies in a tote (R30).
    """
    taken = [number for (number,) in _TAKEN.rows(conn, {"by_run": run_id})]
    if not taken:
        return NOTHING
    containers.hold(conn, taken)
    rows = conn.execute(_STAYING, {"ids": taken, "by_run": run_id}).all()
    goes = {
        root for root, _, _, is_captured in rows if is_captured
    }  # not one that somebody has emptied since
    goes -= {root for root, _, is_left, _ in rows if is_left}
    if for_a_list:
        goes -= set(conn.scalars(_NO_LISTS, {"ids": taken}))
    ids = {inner for root, inner, _, _ in rows if root in goes}
    inner = {inner for root, inner, _, _ in rows if root in goes and inner != root}
    return Carried(tuple(sorted(ids)), tuple(sorted(ids - inner)))


def picked(conn: Connection, run_id: int, line_id: int) -> Carried:
    """Make the containers that go along with a pick those of its list, and return them: a pallet that is picked whole leaves as a pallet (R30)."""
    carried = by_run(conn, run_id, for_a_list=True)
    if carried.ids:
        leave_outer(conn, carried)
        list_id = conn.scalar(_LIST_OF_LINE, {"line_id": line_id})
        conn.execute(_c_update(carried.ids).values(document_id=list_id))
    return carried


def put_back(conn: Connection, run_id: int) -> Carried:
    """Return the containers in which what was picked goes back, which are no list's any more: but for totes, which are emptied (R30, R36)."""
    along = by_run(conn, run_id)
    are_totes = set(conn.scalars(_TOTES, {"ids": along.ids})) if along.ids else set()
    ids, outermost = (
        tuple(one for one in some if one not in are_totes) for some in (along.ids, along.outermost)
    )
    carried = Carried(ids, outermost)
    if carried.ids:
        conn.execute(_c_update(carried.ids).values(document_id=None))
    return carried


def _c_update(ids: Sequence[int]) -> Update:
    return t.container.update().where(_c.id.in_(ids))


def _holding_captures(conn: Connection, run_id: int) -> tuple[int, ...]:
    """Return the containers in which captures of a run lie, or are announced."""
    return tuple(number for (number,) in _HOLDING_CAPTURES.rows(conn, {"by_run": run_id}))


def _arriving(conn: Connection, run_id: int | None, line_id: int | None) -> tuple[int, ...]:
    """Return the containers in which what moves lies, or is announced: captures of a run, or without one all that a line still expects."""
    if run_id is not None:
        return _holding_captures(conn, run_id)
    return tuple(conn.scalars(_ANNOUNCED, {"line_id": line_id})) if line_id is not None else ()


def announced(conn: Connection, ids: Sequence[int], location_id: int) -> Carried:
    """Return those of some containers in which serials arrive as they were announced: but for those that are elsewhere, or a pick list's, already.

    One stays in what it lies in, unless that is elsewhere, or a pick list's.
    """
    if not ids:
        return NOTHING
    containers.hold(conn, ids)
    here = tuple(sorted(set(ids) - _taken_elsewhere(conn, ids, location_id)))
    around = {one: containers.outward(conn, one) for one in here}
    gone = _taken_elsewhere(
        conn, sorted({outer for those in around.values() for outer in those}), location_id
    )
    leaving = [one for one, those in around.items() if gone.intersection(those)]
    left = {around[one][0] for one in leaving}
    staying = tuple(one for one in here if one not in leaving)
    return Carried(here, here, staying=staying, left=tuple(sorted(left)))


def _taken_elsewhere(conn: Connection, ids: Sequence[int], location_id: int) -> set[int]:
    """Return those of some containers of which something is at another place, or that are a pick list's."""
    elsewhere = conn.scalars(_ELSEWHERE, {"ids": ids, "location_id": location_id})
    return {*elsewhere, *conn.scalars(_OF_LISTS, {"ids": ids})} if ids else set()


def leave_outer(conn: Connection, carried: Carried) -> None:
    """Take containers that moved out of what they lay in, which did not (R21)."""
    leaving = set(carried.outermost).difference(carried.staying)
    if leaving:
        conn.execute(
            t.container.update()
            .where(_c.id.in_(sorted(leaving)), _c.inside_id.is_not(None))
            .values(inside_id=None)
        )
