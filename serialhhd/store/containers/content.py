"""What lies in a container, however deep: for people, and as the serials that it stands for when it is scanned (R21)."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection, case, func, select

from serialhhd.store import refusals
from serialhhd.store.catalogue.products import Product
from serialhhd.store.containers import containers
from serialhhd.store.containers.containers import Container
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState, TransactionKind
from serialhhd.value_class import value_class

_s, _tx, _l = t.serial.c, t.stock_transaction.c, t.document_line.c

IN_THE_HOUSE = (SerialState.IN_STOCK, SerialState.IN_TRANSIT, SerialState.PICKED)
"""The states of what really lies in a container; what is expected in it is to come."""


@value_class
class Content:
    """Units of a product that lie in a container: how many, and the serials of those that have one."""

    product: str
    quantity: int
    serials: tuple[str, ...]


@value_class
class Packed:
    """Units of a product that lie in a container: how many, and how many of them have a serial."""

    product: str
    quantity: int
    serial_count: int


def packed(conn: Connection, of: Container) -> tuple[Packed, ...]:
    """Return how much lies in a container, however deep, by product, as `content` does, without naming serials."""
    tree = containers.tree_of(conn, of.id)
    wanted = (
        select(t.product.c.sku, func.count())
        .join_from(t.serial, t.product)
        .where(_s.container_id.in_(tree), _s.state.in_(IN_THE_HOUSE))
        .group_by(t.product.c.sku)
    )
    serials = {sku: int(count) for sku, count in conn.execute(wanted)}
    without = _without_serials(conn, tree)
    return tuple(
        Packed(sku, serials.get(sku, 0) + without.get(sku, 0), serials.get(sku, 0))
        for sku in sorted({*serials, *without})
    )


def content(conn: Connection, of: Container) -> tuple[Content, ...]:
    """Return what lies in a container, however deep, by product; nothing that is only expected in it."""
    tree = containers.tree_of(conn, of.id)
    wanted = (
        select(t.product.c.sku, _s.serial)
        .join_from(t.serial, t.product)
        .where(_s.container_id.in_(tree), _s.state.in_(IN_THE_HOUSE))
        .order_by(t.product.c.sku_key, _s.id)
    )
    serials = {
        sku: tuple(serial for _, serial in rows)
        for sku, rows in groupby(conn.execute(wanted).all(), lambda row: str(row[0]))
    }
    without = _without_serials(conn, tree)
    return tuple(
        Content(sku, len(serials.get(sku, ())) + without.get(sku, 0), serials.get(sku, ()))
        for sku in sorted({*serials, *without})
    )


def _without_serials(conn: Connection, tree: Sequence[int]) -> dict[str, int]:
    """Return the units without serials that were picked into totes for the list that these hold now."""
    is_pick = case(
        (_tx.kind == TransactionKind.PICK, 1), else_=0
    )  # as a condition, SQLite would read every pick there is
    units = func.sum(is_pick * (func.abs(_tx.quantity) - _tx.serial_count))
    wanted = (
        select(t.product.c.sku, units)
        .join_from(t.container, t.document_line, _l.document_id == t.container.c.document_id)
        .join(t.stock_transaction, _tx.document_line_id == _l.id)
        .join(t.product, _tx.product_id == t.product.c.id)
        .where(
            t.container.c.id.in_(tree),
            _tx.container_id == t.container.c.id,
        )
        .group_by(t.product.c.sku)
        .having(units > 0)
    )
    return {sku: int(count) for sku, count in conn.execute(wanted)}


# --- what it stands for -------------------------------------------------------------------------------------------


def entries(
    conn: Connection, of: Container, product: Product, run_id: int, *, is_expected: bool
) -> tuple[SerialEntry, ...]:
    """Return the serials of a product that a container stands for, however deep they lie, but for those that the run has captured.

    Args:
        conn: The connection.
        of: The container.
        product: The product in work.
        run_id: The run that asks.
        is_expected: Whether goods come in: then those that are expected in it; else those that lie in it.

    Raises:
        Refused: `container_without` where there are none; `serial_already_captured` where the run has all of them.
    """
    states = (SerialState.EXPECTED,) if is_expected else IN_THE_HOUSE
    wanted = (
        select(_s.serial, _s.serial_key, _s.run_id, _s.captured_at, t.run.c.operator)
        .outerjoin_from(t.serial, t.run, _s.run_id == t.run.c.id)
        .where(
            _s.container_id.in_(containers.tree_of(conn, of.id)),
            # by the container: else SQLite reads all that the product ever had
            _s.product_id + 0 == product.id,
            _s.state.in_(states),
        )
        .order_by(_s.id)
    )
    rows = conn.execute(wanted).all()
    if not rows:
        raise refusals.container_without(container=of.code, sku=product.sku)
    found = tuple(SerialEntry(row.serial, row.serial_key) for row in rows if row.run_id != run_id)
    if not found:
        last = rows[-1]
        raise refusals.serial_already_captured(
            serial=last.serial, operator=last.operator, at=last.captured_at
        )
    return found


def check_not_mixed(conn: Connection, of: Container, product: Product) -> None:
    """Check that nothing but a product lies in a container, so that it can go along with it.

    Raises:
        Refused: `container_mixed`, naming another product.
    """
    other = conn.scalar(
        select(t.product.c.sku)
        .join_from(t.serial, t.product)
        .where(
            _s.container_id.in_(containers.tree_of(conn, of.id)),
            _s.product_id != product.id,
            _s.state.in_(IN_THE_HOUSE),
        )
        .limit(1)
    )
    if other is not None:
        raise refusals.container_mixed(container=of.code, sku=product.sku, other=other)


def in_the_way(of: Container, refused: Refused) -> Refused:
    """Return why a container cannot be had, of why its serials cannot: the first one in the way is named (R21)."""
    first = refused.facts["refused"][0] if refused.code == "serials_refused" else refused
    if not isinstance(first, Refused) or "serial" not in first.facts:
        return refused
    if first.code in _IS_ELSEWHERE:
        location = first.facts.get("location")
        return refusals.container_not_here(container=of.code, serial=first.facts["serial"], location=location)
    return first


_IS_ELSEWHERE = frozenset(
    {
        "serial_in_stock",
        "serial_in_quarantine",
        "serial_on_cart",
        "serial_in_transit",
        "serial_picked",
        "serial_not_on_list",
        "serial_expected_elsewhere",
        "serial_not_on_transfer",
    }
)
"""Codes that say that a serial is at another place, or to come on another document."""
