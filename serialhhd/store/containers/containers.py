"""Containers: each with a code of its own, what it is, what it lies in, and whose goods it holds (R21)."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, bindparam, func, literal, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import names
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.symbols import scan
from serialhhd.store.words import acting, codes
from serialhhd.store.words.vocabulary import MOST_DEEP, ContainerKind
from serialhhd.value_class import value_class


@value_class
class Container:
    """A thing with a label of its own in which units and other containers lie.

    Attributes:
        code: What its label says, which names nothing else.
        kind: What it is.
        inside_id: Key of the container that it lies in.
        inside: The code of that one.
        document_id: Key of the pick list whose goods it holds (R30).
        pick_list: The number of that one.
    """

    id: int
    code: str
    kind: ContainerKind
    inside_id: int | None
    inside: str | None
    document_id: int | None
    pick_list: str | None


_c = t.container.c
_outer = t.container.alias("outer_container")
CONTAINERS: t.AnySelect = (
    select(_c.id, _c.code, _c.kind, _c.inside_id, _outer.c.code, _c.document_id, t.document.c.ref)
    .outerjoin_from(t.container, _outer, _c.inside_id == _outer.c.id)
    .outerjoin(t.document, _c.document_id == t.document.c.id)
)
"""What a `Container` is made of."""
_BY_KEY = Prepared(CONTAINERS.where(_c.code_key == bindparam("key")))
_BY_ID = Prepared(CONTAINERS.where(_c.id == bindparam("id")))
_INSERT = t.insert_if_new(t.container)
_LOCK = (
    select(_c.id)
    .where(_c.id.in_(bindparam("ids", expanding=True, type_=t.Id)))
    .order_by(_c.id)
    .with_for_update()
)


# --- finding ------------------------------------------------------------------------------------------------------


def find(conn: Connection, text: str, fnc1: Sequence[str] = (scan.GS,)) -> Container | None:
    """Return the container that a scan or what is typed names: by its code, or by an SSCC (AI 00) however its label says it; None where it names none.

    Args:
        conn: The connection.
        text: What was scanned, or typed.
        fnc1: What the scanner sends in place of FNC1.
    """
    found = _of_code(conn, scan.clean(text))
    if found is None and (digits := scan.sscc_of(text, fnc1)):
        found = _of_code(conn, digits)
    return found


def _of_code(conn: Connection, code: str) -> Container | None:
    row = _BY_KEY.row(conn, {"key": codes.key(codes.fold(code.strip(codes.BLANKS)))})
    return Container(*row) if row else None


def show(conn: Connection, code: str) -> Container:
    """Return the container that a code names, as `find` reads it.

    Raises:
        Refused: `unknown`.
    """
    found = find(conn, code)
    if found is None:
        raise refusals.unknown(what="container", code=code)
    return found


def by_id(conn: Connection, container_id: int) -> Container:
    """Return the container of that id, which exists."""
    (row,) = _BY_ID.rows(conn, {"id": container_id})
    return Container(*row)


def page(
    conn: Connection,
    *,
    kind: ContainerKind | None = None,
    search: str = "",
    limit: int | None = None,
    after: str = "",
) -> tuple[Container, ...]:
    """Return a page of the containers by code, after the code `after`.

    Args:
        conn: The connection.
        kind: Only of this kind.
        search: Only those whose code begins with this, whatever the letter case.
        limit: At most so many.
        after: The code where the page before ended.
    """
    wanted = CONTAINERS.order_by(_c.code_key).limit(limit)
    if kind is not None:
        wanted = wanted.where(_c.kind == kind)
    if search:
        wanted = wanted.where(codes.begins(search, _c.code_key))
    if after:
        wanted = wanted.where(_c.code_key > codes.key(after))
    return tuple(Container(*row) for row in conn.execute(wanted))


# --- making, and putting into each other --------------------------------------------------------------------------


def add(conn: Connection, code: str, kind: ContainerKind = ContainerKind.TOTE, *, by: str) -> Container:
    """Add an empty container; an SSCC is added by its 18 digits, however its label says them.

    Raises:
        Refused: `already_there`, naming what has the code; `sscc_wrong` of 18 digits of which the last is not the check digit; or the code is none.
    """
    acting.named(by)
    cleaned = scan.sscc_of(code) or codes.clean_label(codes.fold(code), "container")
    if scan.last_of_sscc(cleaned):
        cleaned = checked_sscc(cleaned)
    names.check_free(conn, cleaned, kind.label)
    if not _insert(conn, cleaned, kind):
        raise refusals.already_there(what="container", code=cleaned)
    return show(conn, cleaned)


def of_sscc(conn: Connection, code: str) -> Container:
    """Return the container of an SSCC, which is added where it is new.

    Args:
        conn: The writing connection.
        code: The SSCC, as it was read from a label or typed: 18 digits, before them its AI or none.

    Raises:
        Refused: `sscc_wrong` where it is no SSCC; `already_there` where its code is something else's.
    """
    digits = checked_sscc(code)
    found = find(conn, digits)
    if found is not None:
        return found
    names.check_free(conn, digits, ContainerKind.SSCC.label, is_import=True)
    _insert(conn, digits, ContainerKind.SSCC)
    return show(conn, digits)


def checked_sscc(code: str) -> str:
    """Return the 18 digits of an SSCC.

    Raises:
        Refused: `sscc_wrong`: not 18 digits, or the check digit is wrong.
    """
    plain = codes.fold(code).strip(codes.BLANKS)
    digits = scan.sscc_of(plain) or plain
    if not scan.is_sscc(digits):
        raise refusals.sscc_wrong(code=code, last=scan.last_of_sscc(plain))
    return digits


def _insert(conn: Connection, code: str, kind: ContainerKind) -> bool:
    """Add a container where its code is new, and tell whether it was."""
    row = {"code": code, "code_key": codes.key(code), "kind": kind}
    return bool(conn.execute(_INSERT, row).rowcount)


def put(conn: Connection, code: str, into: str, *, by: str) -> Container:
    """Put a container into another one, with all that lies in it.

    Raises:
        Refused: `container_in_itself`, `container_too_deep`; `containers_apart` where what is in stock of them is at two places;
            `tote_of_a_list` where a pick list's tote would lie in a tote, or anything in that (R30); `unknown`.
    """
    acting.named(by)
    inner, outer = lock(conn, show(conn, code), show(conn, into))
    around = [outer.id, *outward(conn, outer.id)]
    if inner.id in around:
        raise refusals.container_in_itself(container=inner.code, into=outer.code)
    if len(around) + _height(conn, inner.id) > MOST_DEEP:
        raise refusals.container_too_deep(container=inner.code, into=outer.code, most=MOST_DEEP)
    _check_totes(conn, inner, around)
    here, there = place_of(conn, inner.id), place_of(conn, around[-1])
    if here and there and here != there:
        raise refusals.containers_apart(container=inner.code, location=here, into=outer.code, other=there)
    conn.execute(t.container.update().where(_c.id == inner.id).values(inside_id=outer.id))
    return by_id(conn, inner.id)


def _check_totes(conn: Connection, inner: Container, around: Sequence[int]) -> None:
    """Check that nothing of a pick list comes to lie in a tote, and nothing else in what is a list's: else two lists would be in one (R30)."""
    outer = by_id(conn, around[0])
    is_of_same_list = inner.document_id == outer.document_id and outer.kind is not ContainerKind.TOTE
    if outer.pick_list is not None and not is_of_same_list:
        raise refusals.tote_of_a_list(tote=outer.code, pick_list=outer.pick_list)
    of_lists = (by_id(conn, one) for one in tree_of(conn, inner.id))
    held = next((one for one in of_lists if one.pick_list is not None), None)
    if held and held.pick_list and any(by_id(conn, one).kind is ContainerKind.TOTE for one in around):
        raise refusals.tote_of_a_list(tote=held.code, pick_list=held.pick_list)


def take_out(conn: Connection, code: str, *, by: str) -> Container:
    """Take a container out of the one that it lies in, with all that lies in it; one that lies in none stays as it is.

    Raises:
        Refused: `unknown`.
    """
    acting.named(by)
    (of,) = lock(conn, show(conn, code))
    conn.execute(t.container.update().where(_c.id == of.id).values(inside_id=None))
    return by_id(conn, of.id)


def put_each(conn: Connection, codes: Sequence[str], into: str, *, by: str) -> tuple[Container, ...]:
    """Put several containers into another one, in this order: all of them or none. Whoever packs the same in another order waits.

    Raises:
        Refused: As `put`.
    """
    lock(conn, *(show(conn, code) for code in (*codes, into)))
    return tuple(put(conn, code, into, by=by) for code in codes)


def take_out_each(conn: Connection, codes: Sequence[str], *, by: str) -> tuple[Container, ...]:
    """Take several containers out of what they lie in: all of them or none. Whoever takes out the same in another order waits.

    Raises:
        Refused: As `take_out`.
    """
    lock(conn, *(show(conn, code) for code in codes))
    return tuple(take_out(conn, code, by=by) for code in codes)


def empty(conn: Connection, code: str, *, by: str) -> Container:
    """Say that nothing lies in a container any more: neither units nor containers, and no list's goods.

    Raises:
        Refused: `unknown`.
    """
    acting.named(by)
    (of,) = lock(conn, show(conn, code))
    conn.execute(t.serial.update().where(t.serial.c.container_id == of.id).values(container_id=None))
    conn.execute(t.container.update().where(_c.inside_id == of.id).values(inside_id=None))
    conn.execute(t.container.update().where(_c.id == of.id).values(document_id=None, run_id=None))
    return by_id(conn, of.id)


def lock(conn: Connection, *several: Container) -> tuple[Container, ...]:
    """Return containers as they are, locked until the transaction ends with all that they lie in, by rising id (R21)."""
    hold(conn, [one.id for one in several])
    return tuple(by_id(conn, one.id) for one in several)


def hold(conn: Connection, ids: Collection[int]) -> None:
    """Lock containers by their keys, with all that they lie in: nobody puts them anywhere, or moves them, until the transaction ends."""
    while True:
        wanted = {*ids, *(outer for one in ids for outer in outward(conn, one))}
        conn.execute(_LOCK, {"ids": sorted(wanted)})
        if {outer for one in ids for outer in outward(conn, one)} <= wanted:
            return


# --- one in the other ---------------------------------------------------------------------------------------------


def _trees() -> t.AnySelect:
    tree = (
        select(_c.id.label("root_id"), _c.id.label("id"), literal(1).label("depth"))
        .where(_c.id.in_(bindparam("ids", expanding=True)))
        .cte("tree", recursive=True)
    )
    inner = t.container.alias("inner_container")
    tree = tree.union_all(
        select(tree.c.root_id, inner.c.id, tree.c.depth + 1).join_from(
            tree, inner, inner.c.inside_id == tree.c.id
        )
    )
    return select(tree.c.root_id, tree.c.id, tree.c.depth)


TREES = _trees()
"""What lies in containers, however deep: each of `ids` with itself, by its key, that of what lies in it, and how deep."""
IN_TREES = TREES.subquery()
_PLACES = (
    select(IN_TREES.c.root_id, func.min(t.location.c.code))
    .join_from(IN_TREES, t.serial, t.serial.c.container_id == IN_TREES.c.id)
    .join(t.stock_line, t.serial.c.stock_line_id == t.stock_line.c.id)
    .join(t.location, t.stock_line.c.location_id == t.location.c.id)
    .where(t.serial.c.stock_line_id.is_not(None))
    .group_by(IN_TREES.c.root_id)
)


def outward(conn: Connection, container_id: int) -> tuple[int, ...]:
    """Return the containers that one lies in, from the nearest on."""
    found: list[int] = []
    inside = by_id(conn, container_id).inside_id
    while inside is not None:
        found.append(inside)
        inside = by_id(conn, inside).inside_id
    return tuple(found)


def tree_of(conn: Connection, container_id: int) -> tuple[int, ...]:
    """Return a container and what lies in it, however deep."""
    return tuple(row.id for row in conn.execute(TREES, {"ids": [container_id]}))


def _height(conn: Connection, container_id: int) -> int:
    return max(int(row.depth) for row in conn.execute(TREES, {"ids": [container_id]}))


def places(conn: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Return where what is in stock of each of these containers is, by key; of one with nothing in stock nothing."""
    if not ids:
        return {}
    return {row[0]: row[1] for row in conn.execute(_PLACES, {"ids": ids})}


def place_of(conn: Connection, container_id: int) -> str | None:
    """Return where what is in stock of a container is; None where nothing is."""
    return places(conn, [container_id]).get(container_id)


def inside(conn: Connection, container_id: int) -> Iterator[Container]:
    """Yield the containers that lie in one, by code."""
    for row in conn.execute(CONTAINERS.where(_c.inside_id == container_id).order_by(_c.code_key)):
        yield Container(*row)
