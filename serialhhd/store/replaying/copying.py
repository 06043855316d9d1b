"""Rows of a store written to a new one under the same ids: its places, its operators, some of its products."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, func, select

from serialhhd.store.people.credentials import hash_of_known
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers

CHUNK: Final = 500
"""So many values in one list of a statement."""
STREAMED: Final = 5_000
"""So many rows are held at a time where all are copied."""


def places(source: Connection, target: Connection) -> None:
    """Copy all accounts, warehouses and locations into a new store, in place of those that it begins with."""
    for table in (t.location, t.warehouse, t.account):
        target.execute(table.delete())
    for table in (t.account, t.warehouse, t.location):
        insert(target, table, map(dict, source.execute(select(table)).mappings()))


KNOWN_PIN: Final = "2468"
"""The PIN in a new store of everybody who has one."""


def operators(source: Connection, target: Connection) -> None:
    """Copy who may sign on, and as what; no secret: whoever has a PIN has `KNOWN_PIN` there."""
    found = source.execute(select(t.operator)).mappings().all()
    known = hash_of_known(KNOWN_PIN) if any(row["pin_hash"] for row in found) else None
    bare = ({**row, "password_hash": None, "pin_hash": row["pin_hash"] and known} for row in found)
    insert(target, t.operator, bare)


def products(source: Connection, target: Connection, ids: Collection[int]) -> None:
    """Copy some products with their barcodes; one that was retired meanwhile was not when it was moved."""
    as_then = {"retired_at": None, "import_number": None, "pattern_failed_at": None}
    insert(target, t.product, ({**row, **as_then} for row in rows(source, t.product, t.product.c.id, ids)))
    barcode = t.product_barcode
    insert(target, barcode, rows(source, barcode, barcode.c.product_id, ids))


def rows(
    source: Connection, table: Table, column: ColumnElement[Any], values: Collection[Any]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table in which a column has one of some values, in the order of the values."""
    wanted: Sequence[Any] = sorted(values)
    for start in range(0, len(wanted), CHUNK):
        some = select(table).where(column.in_(wanted[start : start + CHUNK])).order_by(column)
        yield from map(dict, source.execute(some).mappings())


def insert(target: Connection, table: Table, new: Iterator[Mapping[str, Any]]) -> None:
    """Write rows, if there are any."""
    there = list(new)
    if there:
        target.execute(table.insert(), there)


def everything(source: Connection, target: Connection) -> None:
    """Copy all of a store, on either engine, into a new one, which stays what it is for (R68).

    Rows are copied as they are, whatever the guards would say of their order.
    """
    tables = [table for table in t.metadata.sorted_tables if table is not t.store_purpose]
    drop_triggers(target)
    _empty(target, tables)
    for table in tables:
        found = source.execution_options(yield_per=STREAMED).execute(
            select(table).order_by(*table.primary_key)
        )
        for some in found.mappings().partitions():
            insert(target, table, map(dict, some))
    _count_on(target, tables)
    apply_triggers(target)


def _empty(target: Connection, tables: Sequence[Table]) -> None:
    """Take all rows away; PostgreSQL would look at the references of each, and does not where all tables are emptied at once."""
    if target.dialect.name == "postgresql":
        names = ", ".join(table.name for table in tables)
        target.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")
        return
    for table in reversed(tables):
        target.execute(table.delete())


def _count_on(target: Connection, tables: Sequence[Table]) -> None:
    """Let PostgreSQL number what comes after the rows that have brought their numbers along; SQLite does so by itself."""
    if target.dialect.name != "postgresql":
        return
    for table in tables:
        counted = table.autoincrement_column
        if counted is not None:
            sequence = func.pg_get_serial_sequence(table.name, counted.name)
            target.execute(select(func.setval(sequence, func.max(counted))).having(func.count() > 0))
