"""Write down the tables of today as the ones that a version began with: `python tests/store/schemas/record.py`.

To be run when `SCHEMA_VERSION` was raised, and never again for that version once it is released.
"""

from pathlib import Path

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from serialhhd.store.engine.database import SCHEMA_VERSION
from serialhhd.store.schema import tables as t

FOLDER = Path(__file__).parent
DIALECTS: dict[str, Dialect] = {
    "sqlite": SQLiteDialect_pysqlite(),
    "postgresql": PGDialect_psycopg(),  # type: ignore[no-untyped-call]
}


def statements(dialect: Dialect) -> str:
    """Every CREATE TABLE and CREATE INDEX, in an order that works."""
    made: list[str] = []
    for table in t.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made.extend(str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes)
    return ";\n\n".join(made) + ";\n"


if __name__ == "__main__":
    for name, dialect in DIALECTS.items():
        (FOLDER / f"version_{SCHEMA_VERSION}.{name}.sql").write_text(statements(dialect))
