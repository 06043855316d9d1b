"""What every table is made of: times, keys, texts, words, and indexes on a part of it."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Dialect, Enum, Index, Integer, Row, Select, String, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(at: datetime) -> int:
    """Return a time as whole microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as whole microseconds since 1970 so that both engines order and compare it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else _EPOCH + timedelta(microseconds=value)


Id = BigInteger().with_variant(Integer(), "sqlite")
"""An integer key: SQLite's rowid, a 64-bit integer on PostgreSQL."""

AnyRow = Row[*tuple[Any, ...]]
"""A row of a statement; the dataclass made of it names and types its columns."""

AnySelect = Select[*tuple[Any, ...]]
"""A statement that yields such rows."""

Text = String().with_variant(String(collation="C"), "postgresql")
"""Text that orders by code point on both engines, so that a prefix is a range."""


def word(words: type[StrEnum], check: str | None = None) -> Enum:
    """Return the type of a column that holds one of these words; the database checks it in a constraint of that name."""
    return Enum(
        words,
        name=check,
        native_enum=False,
        create_constraint=check is not None,
        values_callable=lambda all_: [word.value for word in all_],
    )


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index on the rows that meet a condition, which both engines write the same way."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where))


@compiles(CreateIndex, "postgresql")
def _on_part(create: CreateIndex, compiler: Any, **options: Any) -> str:
    """Write the condition of an index for PostgreSQL too: as an option of the index it would import all its dialects."""
    written: str = compiler.visit_create_index(create, **options)
    where = create.element.dialect_options["sqlite"]["where"]
    return written if where is None else f"{written} WHERE {where}"


@compiles(CreateIndex, "sqlite")
def _without_id(create: CreateIndex, compiler: Any, **options: Any) -> str:
    """Leave out the id at the end of an index: SQLite puts it there by itself, and would keep it twice."""
    written: str = compiler.visit_create_index(create, **options)
    return written.replace(", id)", ")")
