"""What a store holds, whole: to prove that something changed nothing."""

from sqlalchemy import Connection, select

from serialhhd.store.schema import tables as t

Dump = dict[str, list[tuple[object, ...]]]


def dump(conn: Connection) -> Dump:
    """Return every row of every table, but for when a run was last used."""
    return {table.name: _rows(conn, table.name) for table in t.metadata.sorted_tables}


def _rows(conn: Connection, name: str) -> list[tuple[object, ...]]:
    table = t.metadata.tables[name]
    columns = [column for column in table.columns if (name, column.name) != ("run", "updated_at")]
    rows = conn.execute(select(*columns).order_by(*table.primary_key.columns))
    return [tuple(row) for row in rows]
