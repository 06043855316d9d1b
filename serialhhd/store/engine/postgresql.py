"""A store in a PostgreSQL database: its connections, and how its version is kept."""

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError

from serialhhd.store.engine.sqlite import APPLICATION_ID
from serialhhd.store.engine.unavailable import sqlstate, translated, unavailable

_UNDEFINED = frozenset({"42P01", "42703"})
"""SQLSTATEs: no such table, no such column."""


PROGRAM = "serialhhd"
"""What connections of ours are called."""
_OTHERS = """SELECT EXISTS (SELECT 1 FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = :ours AND pid <> pg_backend_pid())"""


def engine_on(url: URL, place: str, busy_seconds: float) -> Engine:
    """Return an engine on a PostgreSQL database.

    Raises:
        StoreUnavailable: the driver is not installed.
    """
    # The beep is a promise (R14): a server that acknowledges early by default must not do so for us.
    settings = f"-c synchronous_commit=on -c lock_timeout={int(busy_seconds * 1000)}"
    wanted = {"connect_timeout": 10, "application_name": PROGRAM, "options": settings}
    given = {key: value for key, value in wanted.items() if key not in url.query}
    try:
        return create_engine(
            url,
            connect_args=given,
            pool_size=10,
            max_overflow=20,
            pool_timeout=busy_seconds,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        reason = "its driver is missing: pip install 'serialhhd[postgresql]'"
        raise unavailable("store_unreachable", place, reason) from error


def version(engine: Engine, place: str) -> int:
    """Return the version of the store in a database.

    Raises:
        StoreUnavailable: missing, not ours, or out of reach.
    """
    with translated(place), engine.connect() as connection:
        found = stored_version(connection)
        is_missing = found is None and is_empty(connection)
    if found is None:
        raise unavailable("store_missing" if is_missing else "store_not_ours", place)
    return found


def stored_version(connection: Connection) -> int | None:
    """Return the version of the store that a connection sees, None where there is none of ours."""
    try:
        with connection.begin_nested():
            rows = connection.execute(text("SELECT application_id, version FROM store_version")).all()
    except ProgrammingError as error:
        if sqlstate(error) in _UNDEFINED:
            return None
        raise
    return int(rows[0][1]) if len(rows) == 1 and rows[0][0] == APPLICATION_ID else None


def is_empty(connection: Connection) -> bool:
    """Whether the schema holds nothing of anybody."""
    anything = "SELECT 1 FROM pg_catalog.pg_class WHERE relnamespace = current_schema()::regnamespace LIMIT 1"
    return connection.execute(text(anything)).first() is None


def is_in_use(connection: Connection) -> bool:
    """Whether another program of ours is connected to the database."""
    return bool(connection.scalar(text(_OTHERS), {"ours": PROGRAM}))


def store_version(connection: Connection, number: int) -> None:
    """Write down the version of the tables."""
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS store_version (application_id bigint NOT NULL, version integer NOT NULL)"
        )
    )
    connection.execute(text("DELETE FROM store_version"))
    connection.execute(
        text("INSERT INTO store_version VALUES (:ours, :number)"), {"ours": APPLICATION_ID, "number": number}
    )
