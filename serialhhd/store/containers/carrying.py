"""What goes along in its container: a run that has scanned a container takes it with all that lies in it; what else moves leaves its container (R21)."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, exists, select

from serialhhd.store.containers import containers, content
from serialhhd.store.containers.containers import IN_TREES, Container
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import SerialState
from serialhhd.value_class import value_class

_c, _s = t.container.c, t.serial.c


@value_class
class Carried:
    """The containers that go along with a movement.

    Attributes:
        ids: All of them, with those that lie in others.
        outermost: Those that lie in no other one of them.
    """

    ids: tuple[int, ...] = ()
    outermost: tuple[int, ...] = ()

    @property
    def named(self) -> int | None:
        """The one that the ledger names: the only outermost."""
        return self.outermost[0] if len(self.outermost) == 1 else None


NOTHING: Final = Carried()

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
        _c.id == bindparam("left_id", type_=t.Id),
        _c.run_id != bindparam("not_by", type_=t.Id),
        ~exists().where(_s.container_id == _c.id, _s.run_id == _c.run_id),
    )
    .values(run_id=None)
)
_HOLDING_CAPTURES = (
    select(_s.container_id).where(_s.run_id == bindparam("by_run"), _s.container_id.is_not(None)).distinct()
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
)
_ELSEWHERE = (
    select(_in_trees.root_id)
    .join_from(IN_TREES, t.serial, _s.container_id == _in_trees.id)
    .join(t.stock_line, _s.stock_line_id == t.stock_line.c.id)
    .where(_s.stock_line_id.is_not(None), t.stock_line.c.location_id != bindparam("location_id"))
    .distinct()
)


# --- by whom one is taken -----------------------------------------------------------------------------------------


def take(conn: Connection, of: Container, run_id: int) -> None:
    """Note that a run has scanned a container: it goes along, if all that lies in it does.

    A run that has taken back all that it had captured of it does not keep it.
    """
    conn.execute(_DROPPED, {"left_id": of.id, "not_by": run_id})
    conn.execute(_TAKE, {"ids": [of.id], "taken_by": run_id})


def take_with_captures(conn: Connection, run_id: int) -> None:
    """Note that a run takes all that lies somewhere: the containers of its captures go along, if all that lies in them does."""
    holding = conn.scalars(_HOLDING_CAPTURES, {"by_run": run_id}).all()
    if holding:
        ids = {outer for one in holding for outer in (one, *containers.outward(conn, one))}
        conn.execute(_TAKE, {"ids": sorted(ids), "taken_by": run_id})


def let_go(conn: Connection, run_id: int) -> None:
    """Note that a run takes no container any more."""
    _LET_GO.changed(conn, {"by_run": run_id})


# --- what goes along ----------------------------------------------------------------------------------------------


def by_run(conn: Connection, run_id: int) -> Carried:
    """Return the containers that go along with the captures of a run: those that it has scanned, of which nothing stays behind."""
    taken = [number for (number,) in _TAKEN.rows(conn, {"by_run": run_id})]
    if not taken:
        return NOTHING
    containers.hold(conn, taken)
    rows = conn.execute(_STAYING, {"ids": taken, "by_run": run_id}).all()
    torn = {root for root, _, is_left in rows if is_left}
    ids = {inner for root, inner, _ in rows if root not in torn}
    inner = {inner for root, inner, _ in rows if root not in torn and inner != root}
    return Carried(tuple(sorted(ids)), tuple(sorted(ids - inner)))


def unpacked(conn: Connection, run_id: int) -> tuple[str, ...]:
    """Return the codes of the containers that captures of a run leave when they move, by code: those that do not go along."""
    along = by_run(conn, run_id).ids
    left = [one for one in conn.scalars(_HOLDING_CAPTURES, {"by_run": run_id}) if one not in along]
    return tuple(sorted(containers.by_id(conn, one).code for one in left))


def announced(conn: Connection, line_id: int, location_id: int) -> Carried:
    """Return the containers in which serials arrive as they were announced on a line: but for those that are elsewhere already."""
    ids = [number for number in conn.scalars(_ANNOUNCED, {"line_id": line_id}) if number is not None]
    if not ids:
        return NOTHING
    containers.hold(conn, ids)
    here = set(ids) - _standing_elsewhere(conn, ids, location_id)
    return Carried(tuple(sorted(here)), tuple(sorted(here)))


def _standing_elsewhere(conn: Connection, ids: Sequence[int], location_id: int) -> set[int]:
    """Return those of some containers of which something is at another place, or of what they lie in."""
    around = {one: (one, *containers.outward(conn, one))[-1] for one in ids}
    of = {"ids": sorted(set(around.values())), "location_id": location_id}
    elsewhere = set(conn.scalars(_ELSEWHERE, of))
    return {one for one, outermost in around.items() if outermost in elsewhere}


def leave_outer(conn: Connection, carried: Carried) -> None:
    """Take containers that moved out of what they lay in, which did not (R21)."""
    if carried.outermost:
        conn.execute(
            t.container.update()
            .where(_c.id.in_(carried.outermost), _c.inside_id.is_not(None))
            .values(inside_id=None)
        )
