"""The tables that statements use are those of the classes that a new store is made of."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Table, make_url

from serialhhd.store.schema import models, tables, tables_text

DIALECTS = [make_url(f"{engine}://").get_dialect()() for engine in ("sqlite", "postgresql+psycopg")]


def test_the_tables_are_written_from_the_classes() -> None:
    assert Path(str(tables.__file__)).read_text(encoding="utf-8") == tables_text.text(), "run make docs"


@pytest.mark.parametrize("name", models.metadata.tables)
def test_what_is_written_is_what_the_class_says(name: str) -> None:
    assert described(tables.metadata.tables[name]) == described(models.metadata.tables[name])


def test_there_is_no_table_more() -> None:
    assert tables.metadata.tables.keys() == models.metadata.tables.keys()


def described(table: Table) -> list[tuple[object, ...]]:
    """All that a statement is made by."""
    return [
        (
            column.name,
            type(column.type),
            *(column.type.compile(dialect) for dialect in DIALECTS),
            getattr(column.type, "enums", None),
            column.nullable,
            column.primary_key,
            column.autoincrement,
            default_of(column),
            [key.target_fullname for key in column.foreign_keys],
        )
        for column in table.columns
    ]


def default_of(column: Column[Any]) -> object:
    """What a column has where no value is given."""
    return getattr(column.default, "arg", None)
