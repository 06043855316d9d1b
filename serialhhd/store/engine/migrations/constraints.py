"""Changing the constraints of a table that holds millions of rows: they are text of the schema, and no row is written anew.

Only where every row that is there keeps to them: SQLite looks at none.
"""

# ruff: noqa: S608 - this SQL is put together from what the revisions write

from typing import Any, Final

from sqlalchemy import Connection

_DEFENSIVE: Final = 1010
"""SQLITE_DBCONFIG_DEFENSIVE, by its number: Python 3.11 has no name for it."""


def loosen(connection: Connection, table: str, name: str, condition: str) -> None:
    """Put a condition that lets more through in the place of a CHECK constraint.

    Args:
        connection: That of the upgrade, in its transaction.
        table: The table.
        name: What the constraint is called behind `ck_TABLE_`.
        condition: The new condition.
    """
    constraint = f"ck_{table}_{name}"
    if connection.dialect.name == "sqlite":
        _write(connection, table, _replaced(_sql_of(connection, table), constraint, condition))
        return
    connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({condition})")


def add(connection: Connection, table: str, constraint: str) -> None:
    """Add a constraint to a table, such as `CONSTRAINT fk_... FOREIGN KEY(...) REFERENCES ...`."""
    if connection.dialect.name == "sqlite":
        sql = _sql_of(connection, table)
        _write(connection, table, f"{sql[: sql.rindex(')')].rstrip()}, \n\t{constraint}\n)")
        return
    connection.exec_driver_sql(f"ALTER TABLE {table} ADD {constraint}")


def _sql_of(connection: Connection, table: str) -> str:
    wanted = f"SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '{table}'"
    return str(connection.exec_driver_sql(wanted).scalar_one())


def _write(connection: Connection, table: str, sql: str) -> None:
    """Write a table's text into SQLite's own table of the schema, as its manual has it for changes that concern no row."""
    _let_write_schema(connection.connection.dbapi_connection)
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?"
    connection.exec_driver_sql(changed, (sql, table))
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=RESET")


def _let_write_schema(driver: Any) -> None:
    """Lift what some builds of SQLite have on from the start, where Python can: since 3.12."""
    if hasattr(driver, "setconfig"):
        driver.setconfig(_DEFENSIVE, False)


def _replaced(sql: str, constraint: str, condition: str) -> str:
    """Return the CREATE TABLE with another condition in a constraint.

    Raises:
        ValueError: it has no such constraint.
    """
    opening = f"CONSTRAINT {constraint} CHECK ("
    begin = sql.index(opening) + len(opening)
    depth, end = 1, begin
    while depth:
        depth += {"(": 1, ")": -1}.get(sql[end], 0)
        end += 1
    return f"{sql[:begin]}{condition}{sql[end - 1 :]}"
