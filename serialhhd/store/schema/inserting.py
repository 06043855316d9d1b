"""INSERTs as the store needs them on both engines: the key that one gave, and one that does nothing where the row is there."""

from typing import Any

from sqlalchemy import CursorResult, Insert, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


def new_id(inserted: CursorResult[Any]) -> int:
    """Return the key that an INSERT gave to its row."""
    key = inserted.inserted_primary_key
    assert key is not None  # noqa: S101 - one row of a table with an integer key was inserted
    return int(key[0])


class _InsertIfNew(Insert):
    """An INSERT with ON CONFLICT DO NOTHING, which both engines write the same way."""

    inherit_cache = True


@compiles(_InsertIfNew)
def _compile_insert_if_new(insert: _InsertIfNew, compiler: SQLCompiler, **options: Any) -> str:
    written: str = compiler.visit_insert(insert, **options)  # type: ignore[no-untyped-call]
    return f"{written} ON CONFLICT DO NOTHING"


def insert_if_new(table: Table) -> Insert:
    """Return an INSERT that does nothing where the row is already there; its `rowcount` says which (0 or 1).

    The dialects' own constructs compile for one engine each, and importing PostgreSQL's takes a tenth of the start.
    Without `preserve_rowcount` the count of an INSERT is -1 on PostgreSQL, which is true: a serial would be won twice.
    """
    return _InsertIfNew(table).inline().execution_options(preserve_rowcount=True)
