"""Finding serials by any part of their number: the engine's own inverted index of their parts of three characters.

SQLite keeps it as a full-text table (FTS5), PostgreSQL as a GIN index on a table of its own. It holds every serial that is
known and none that is only captured, so that a scan pays nothing for it. Triggers keep it, whoever writes.
"""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from typing import Final

from sqlalchemy import ColumnElement, Connection, FromClause, TextClause, column, table, text

from serialhhd.store.schema import tables as t
from serialhhd.value_class import value_class

SHORTEST: Final = 3
"""Characters of a part that the index can find; a shorter one is looked for in the serials themselves."""

INDEX: Final = "serial_part"
"""The table of the index, on both engines."""

_MAKE: Final = {
    "sqlite": (
        f"""CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5 (serial_key, content = '', detail = none, columnsize = 0,
 tokenize = 'trigram case_sensitive 1')""",
    ),
    "postgresql": (
        f"""CREATE TABLE IF NOT EXISTS {INDEX} (id bigint CONSTRAINT pk_{INDEX} PRIMARY KEY,
 serial_key varchar COLLATE "C" NOT NULL)""",
        """CREATE OR REPLACE FUNCTION parts_of_three(varchar) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
 $$ SELECT array_agg(DISTINCT substr($1, i, 3)) FROM generate_series(1, length($1) - 2) AS i $$""",
        f"CREATE INDEX IF NOT EXISTS ix_{INDEX} ON {INDEX} USING gin (parts_of_three(serial_key))",
    ),
}
_EMPTY: Final = {
    "sqlite": f"INSERT INTO {INDEX} ({INDEX}) VALUES ('delete-all')",
    "postgresql": f"DELETE FROM {INDEX}",
}
_ID: Final = {"sqlite": "rowid", "postgresql": "id"}


@value_class
class Upkeep:
    """A trigger on `serial` that keeps the index: its name, its moment, when it does something, and what, by engine."""

    name: str
    moment: str
    when: str
    does: dict[str, str]


_ADD: Final = {
    engine: f"INSERT INTO {INDEX} ({id_}, serial_key) VALUES (NEW.id, NEW.serial_key)"
    for engine, id_ in _ID.items()
}
_TAKE_AWAY: Final = {
    "sqlite": f"INSERT INTO {INDEX} ({INDEX}, rowid, serial_key) VALUES ('delete', OLD.id, OLD.serial_key)",
    "postgresql": f"DELETE FROM {INDEX} WHERE id = OLD.id",
}
UPKEEP: Final = (
    Upkeep("serial_part_announced", "AFTER INSERT", "NEW.state <> 'captured'", _ADD),
    Upkeep(
        "serial_part_known",
        "AFTER UPDATE OF state",
        "OLD.state = 'captured' AND NEW.state <> 'captured'",
        _ADD,
    ),
    Upkeep("serial_part_gone", "AFTER DELETE", "OLD.state <> 'captured'", _TAKE_AWAY),
)


def make_index(conn: Connection) -> None:
    """Make the index where there is none, and fill it anew: without its triggers nobody kept it."""
    engine = conn.dialect.name
    for statement in _MAKE[engine]:
        conn.exec_driver_sql(statement)
    conn.exec_driver_sql(_EMPTY[engine])
    conn.exec_driver_sql(
        f"INSERT INTO {INDEX} ({_ID[engine]}, serial_key) SELECT id, serial_key FROM serial WHERE state <> 'captured'"
    )


def contains(key: str) -> ColumnElement[bool]:
    """Return the condition that a serial contains a part, held as a key: read of each serial."""
    return t.serial.c.serial_key.contains(key, autoescape=True)


def index(engine: str) -> tuple[FromClause, ColumnElement[int]]:
    """Return the table of the index on an engine, and its column that is the key of the serial."""
    found = table(INDEX, column(_ID[engine], t.Id))
    return found, found.c[_ID[engine]]


def found_by_index(engine: str, key: str) -> TextClause:
    """Return the condition on the index that a serial has every three characters of a part of `SHORTEST` or more.

    It need not have them in this order: whoever asks also asks for `contains`.
    """
    parts = sorted({key[start : start + SHORTEST] for start in range(len(key) - SHORTEST + 1)})
    if engine == "sqlite":
        quoted = " AND ".join('"{}"'.format(part.replace('"', '""')) for part in parts)
        return text(f"{INDEX} MATCH :parts").bindparams(parts=quoted)
    return text(f"parts_of_three({INDEX}.serial_key) @> CAST(:parts AS text[])").bindparams(parts=parts)
