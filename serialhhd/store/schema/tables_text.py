"""Writes `tables.py` from the classes in `models/`: `python -m serialhhd.store.schema.tables_text`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Boolean, Column, Enum, Integer, LargeBinary, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from serialhhd.store.schema import columns, models

HEAD: Final = '''"""The tables and their columns, for statements. Written from the classes in `models/` (`make docs`): change those.

Nobody who opens a store waits for SQLModel. Checks and indexes are not here: the database has them since the store was made.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, MetaData, Table

from serialhhd.store.schema.columns import AnyRow, AnySelect, Id, Text, UtcTime, word
from serialhhd.store.schema.inserting import insert_if_new, new_id
from serialhhd.store.words import vocabulary

__all__ = ["AnyRow", "AnySelect", "Id", "Text", "UtcTime", "insert_if_new", "metadata", "new_id"]

metadata = MetaData()
'''


def text() -> str:
    """Return the module."""
    return "\n".join((HEAD, *map(_table, models.metadata.tables.values()), ""))


def _table(table: Table) -> str:
    rows = (_text(table.name), "metadata", *map(_column, table.columns))
    return "".join((f"{table.name} = Table(\n", *(f"    {row},\n" for row in rows), ")"))


def _column(column: Column[Any]) -> str:
    return f"Column({', '.join((_text(column.name), _type(column.type), *_options(column)))})"


def _text(of: str) -> str:
    return f'"{of}"'


def _type(of: TypeEngine[Any]) -> str:
    """Say a type as `columns.py` has it.

    Raises:
        TypeError: it is none of these; say here how it is written.
    """
    for name in ("Id", "Text"):
        if of is getattr(columns, name):
            return name
    match of:
        case columns.UtcTime() | Boolean() | Integer() | LargeBinary():
            return type(of).__name__
        case Enum(enum_class=type() as words):
            return f"word(vocabulary.{words.__name__})"
    raise TypeError(f"no column can be written that is {of!r}")


def _options(column: Column[Any]) -> Iterator[str]:
    """Say what matters to a statement: what joins tables, whose key it is, and what stands there unless another value is given."""
    for key in column.foreign_keys:
        yield f"ForeignKey({_text(key.target_fullname)})"
    if column.primary_key:
        yield "primary_key=True"
    elif not column.nullable:
        yield "nullable=False"
    if column.autoincrement != "auto":
        yield f"autoincrement={column.autoincrement}"
    match column.default:
        case None:
            pass
        case ScalarElementColumnDefault(arg=value):
            yield f"default={value!r}"
        case other:
            raise TypeError(f"no default can be written that is {other!r}")


if __name__ == "__main__":
    Path(__file__).with_name("tables.py").write_text(text(), encoding="utf-8")
