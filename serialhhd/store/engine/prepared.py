"""What every scan asks the store, written once for the driver and run on its own cursor (docs/decisions/0020).

Of a statement that SQLite answers in 2 us, SQLAlchemy makes 25: it looks the statement up, orders and converts what is given,
and builds a result. Here the first run writes the statement down, and every other one only fills it in.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError

Given = Mapping[str, Any]
Row = tuple[Any, ...]
Convert = Callable[[Any], Any]


class Prepared:
    """A Core statement that runs as `Connection.execute` would run it, in the same transaction, without what that does each time.

    Values are converted as Core does, in and out; rows are plain tuples. What is given is a value for every parameter, so a
    statement can have no list of them (`in_`). Only for what a scan runs: elsewhere Core's own way says more.

    Args:
        statement: What is run.
        columns: The columns that are given to an INSERT without values.
    """

    def __init__(
        self,
        statement: "Select[*tuple[Any, ...]] | Insert | Update | Delete",
        columns: Sequence[str] | None = None,
    ) -> None:
        self.statement = statement
        self.columns = columns
        self._written: dict[str, _Written] = {}

    def rows(self, conn: Connection, given: Given) -> list[Row]:
        """Return all rows of a SELECT."""
        return self._on(conn).rows(conn, given)

    def row(self, conn: Connection, given: Given) -> Row | None:
        """Return the one row of a SELECT that finds one at most, or None.

        Raises:
            ValueError: It finds more.
        """
        found = self._on(conn).rows(conn, given)
        if not found:
            return None
        (row,) = found
        return row

    def changed(self, conn: Connection, given: Given) -> int:
        """Change what an INSERT, UPDATE or DELETE changes, and return how many rows those are."""
        return self._on(conn).changed(conn, given)

    def _on(self, conn: Connection) -> "_Written":
        """The statement as it is written for the driver of a connection."""
        written = self._written.get(conn.dialect.name)
        if written is None:
            written = _Written(self.statement, self.columns, conn.dialect)
            self._written[conn.dialect.name] = written
        return written


class _Written:
    """A statement as one driver takes it: its text, and where each value goes."""

    def __init__(self, statement: Any, columns: Sequence[str] | None, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        if compiled.post_compile_params or compiled.literal_execute_params or compiled.escaped_bind_names:
            raise ValueError(compiled.string)
        self._sql: str = compiled.string
        names: Sequence[str] = compiled.positiontup or list(compiled.binds)
        places: list[Any] = list(range(len(names)) if compiled.positional else names)
        binds = [(place, compiled.binds[name]) for place, name in zip(places, names, strict=True)]
        self._slots = [
            (place, bind.key, _bound(bind.type, dialect)) for place, bind in binds if bind.required
        ]
        blank: Any = [None] * len(names) if compiled.positional else dict.fromkeys(names)
        for place, bind in binds:
            if not bind.required:
                convert = _bound(bind.type, dialect)
                blank[place] = convert(bind.effective_value) if convert else bind.effective_value
        self._blank = blank
        self._types = (
            [column.type for column in statement.selected_columns] if isinstance(statement, Select) else []
        )
        self._converts: list[tuple[int, Convert]] | None = None

    def rows(self, conn: Connection, given: Given) -> list[Row]:
        cursor, found = self._run(conn, given)
        if self._converts is None:
            self._converts = self._found(cursor, conn.dialect)
        cursor.close()
        return [self._converted(row) for row in found] if self._converts else found

    def _converted(self, row: Row) -> Row:
        values = list(row)
        for place, convert in self._converts or ():
            values[place] = convert(values[place])
        return tuple(values)

    def changed(self, conn: Connection, given: Given) -> int:
        cursor, _ = self._run(conn, given)
        count: int = cursor.rowcount
        cursor.close()
        return count

    def _run(self, conn: Connection, given: Given) -> tuple[Any, list[Row]]:
        """Run it and return the cursor with the rows, which SQLite looks for only when they are fetched."""
        filled = self._blank.copy()
        for place, name, convert in self._slots:
            filled[place] = convert(given[name]) if convert else given[name]
        if not conn.in_transaction():
            conn.begin()  # as Core does
        driver: Any = conn.connection.dbapi_connection
        try:
            cursor = driver.execute(self._sql, filled)
            return cursor, cursor.fetchall() if self._types else []
        except conn.dialect.loaded_dbapi.Error as error:
            raise self._as_core_says(conn, error, filled) from error

    def _as_core_says(self, conn: Connection, error: Exception, filled: Any) -> BaseException:
        """Return a driver's error as Core raises it; a connection that is lost by it is not used again."""
        is_lost = conn.dialect.is_disconnect(error, conn.connection.dbapi_connection, None)  # type: ignore[arg-type]
        if is_lost:
            conn.invalidate(error)
        return DBAPIError.instance(
            self._sql,
            filled,
            error,
            conn.dialect.loaded_dbapi.Error,
            connection_invalidated=is_lost,
            dialect=conn.dialect,
        )

    def _found(self, cursor: Any, dialect: Dialect) -> list[tuple[int, Convert]]:
        """What converts the columns of a row, by their places: drivers say at the first row what they send."""
        converts = (
            (place, type_.dialect_impl(dialect).result_processor(dialect, sent[1]))
            for place, (type_, sent) in enumerate(zip(self._types, cursor.description, strict=True))
        )
        return [(place, convert) for place, convert in converts if convert]


def _bound(type_: Any, dialect: Dialect) -> Convert | None:
    """Return what converts a value of a type that is given; None where it goes as it is."""
    convert: Convert | None = type_.dialect_impl(dialect).bind_processor(dialect)
    return convert
