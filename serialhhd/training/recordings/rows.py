"""What a store holds, row by row: what a recording ends with, and what a lesson that is played again is held against."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection

from serialhhd.store.schema import tables as t

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows of each table that has any, by its name, in the order of their keys."""
_TABLES: Final = tuple(
    (table.name, ", ".join(f'"{column.name}"' for column in table.primary_key.columns))
    for table in t.metadata.sorted_tables
)
_IDS_OF_SCANS: Final = "recent"
"""In the position of a run: by these ids a scan that is delivered again is known, and they are other ones each time."""


def rows_of(conn: Connection) -> Rows:
    """Return all rows, as JSON can hold them, but for the ids of scans."""
    found = {name: _rows(conn, name, keys) for name, keys in _TABLES}
    return {name: rows for name, rows in found.items() if rows}


def differing(recorded: Rows, now: Rows) -> Iterator[str]:
    """Yield in what rows differ, a sentence each."""
    for name in dict.fromkeys((*recorded, *now)):
        before, after = recorded.get(name, ()), now.get(name, ())
        for number, (one, other) in enumerate(zip(before, after, strict=False), start=1):
            yield from (
                f"row {number} of {name}: {column} is {other.get(column)!r}, not {one.get(column)!r}"
                for column in dict.fromkeys((*one, *other))
                if one.get(column) != other.get(column)
            )
        if len(before) != len(after):
            yield f"{name}: {len(after)} rows, not {len(before)}"


def _rows(conn: Connection, name: str, keys: str) -> list[dict[str, Any]]:
    rows = conn.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY {keys}').mappings()  # noqa: S608 - names of our own tables
    return [{column: _plain(name, column, value) for column, value in row.items()} for row in rows]


def _plain(name: str, column: str, value: Any) -> Any:
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    if (name, column) == ("run", "position"):
        return {key: said for key, said in json.loads(value).items() if key != _IDS_OF_SCANS}
    return value if isinstance(value, int | str | None) else str(value)
