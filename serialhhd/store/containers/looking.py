"""Containers as lists show them: where each is, and what lies in it, page by page (R21)."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from serialhhd.store.containers import containers, content
from serialhhd.store.containers.containers import Container
from serialhhd.store.containers.content import Packed
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import ContainerKind, SerialState
from serialhhd.value_class import value_class


@value_class
class ContainerSeen:
    """A container, and where what is in stock of it is; None where nothing is."""

    container: Container
    location: str | None


@value_class
class SerialInside:
    """A serial that lies in a container, or is announced in it, and the code of what it lies in: of that container, or of one in it."""

    id: int
    serial: str
    product: str
    state: SerialState
    container: str


_c, _s = t.container.c, t.serial.c
_THERE = (*content.IN_THE_HOUSE, SerialState.EXPECTED)
_OWN_PLACE = (
    select(t.location.c.code)
    .join_from(t.serial, t.stock_line, _s.stock_line_id == t.stock_line.c.id)
    .join(t.location, t.stock_line.c.location_id == t.location.c.id)
    .where(_s.container_id == _c.id)
    .limit(1)
    .correlate(t.container)
    .scalar_subquery()
)


def page(
    conn: Connection, *, kind: ContainerKind | None, search: str, limit: int, after: str
) -> tuple[ContainerSeen, ...]:
    """Return a page of the containers by code, with where each is; see `containers.page`."""
    return _seen(conn, containers.page(conn, kind=kind, search=search.strip(" "), limit=limit, after=after))


def show(conn: Connection, code: str) -> ContainerSeen:
    """Return the container of that code, with where it is.

    Raises:
        Refused: `unknown`.
    """
    (seen,) = _seen(conn, [containers.show(conn, code)])
    return seen


def inside(conn: Connection, code: str) -> tuple[ContainerSeen, ...]:
    """Return the containers that lie in the one of that code, by code."""
    return _seen(conn, containers.inside(conn, containers.show(conn, code).id))


def packed(conn: Connection, code: str) -> tuple[Packed, ...]:
    """Return how much lies in the container of that code, however deep, by product."""
    return content.packed(conn, containers.show(conn, code))


def serials(
    conn: Connection, code: str, *, limit: int | None = None, after: int | None = None
) -> tuple[SerialInside, ...]:
    """Return a page of the serials that lie in the container of that code, however deep, or are announced in it, after the id `after`."""
    tree = containers.tree_of(conn, containers.show(conn, code).id)
    wanted = (
        select(_s.id, _s.serial, t.product.c.sku, _s.state, _c.code)
        .join_from(t.serial, t.product)
        .join(t.container, _s.container_id == _c.id)
        .where(_s.container_id.in_(tree), _s.state.in_(_THERE))
        .order_by(_s.id)
        .limit(limit)
    )
    if after is not None:
        wanted = wanted.where(_s.id > after)
    return tuple(SerialInside(*row) for row in conn.execute(wanted))


def _seen(conn: Connection, some: Iterable[Container]) -> tuple[ContainerSeen, ...]:
    """Return containers with where they are: the place of one serial in each says it, or of what lies in the containers in it."""
    found = list(some)
    ids = [one.id for one in found]
    own = {row.id: row.code for row in conn.execute(_own_places(ids))} if ids else {}
    nested = containers.places(conn, [one for one in ids if own.get(one) is None])
    return tuple(ContainerSeen(one, own.get(one.id) or nested.get(one.id)) for one in found)


def _own_places(ids: Iterable[int]) -> t.AnySelect:
    return select(_c.id, _OWN_PLACE.label("code")).where(_c.id.in_(list(ids)))
