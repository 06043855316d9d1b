"""A PostgreSQL server of the tests' own, and its databases: a test gets one that is as new, and gives it back."""

import json
from itertools import count

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from serialhhd.store.engine.store import Store

SETTINGS = ("fsync = off", "full_page_writes = off", "autovacuum = off", "deadlock_timeout = '50ms'")

TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY oid"
)
SEQUENCES = "SELECT sequencename, coalesce(last_value, 1), last_value IS NOT NULL FROM pg_sequences"
SCHEMA = """
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
    SELECT 'class ' || oid || ' ' || xmin AS part FROM pg_class WHERE oid >= 16384
    UNION ALL SELECT 'column ' || attrelid || ' ' || attnum || ' ' || xmin FROM pg_attribute WHERE attrelid >= 16384
    UNION ALL SELECT 'constraint ' || oid || ' ' || xmin FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT 'trigger ' || oid || ' ' || xmin FROM pg_trigger WHERE oid >= 16384
    UNION ALL SELECT 'function ' || oid || ' ' || xmin FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT 'schema ' || oid || ' ' || xmin FROM pg_namespace WHERE oid >= 16384
    UNION ALL SELECT 'setting ' || setrole FROM pg_db_role_setting
        WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
) AS parts
"""
"""What changes with whatever is made, changed or taken away, and with nothing that is written into a table."""
OTHERS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class PostgreSQL:
    """A PostgreSQL server, with a database for whoever asks.

    Making a database costs a test ten times what emptying one does: that of a test that is over is emptied for the next.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._numbers = count(1)
        self._engine = self._engine_on(url)
        for setting in SETTINGS:
            self.run(f"ALTER SYSTEM SET {setting}")
        self.run("SELECT pg_reload_conf()")
        self._full = self.empty_database()
        Store.open(self._full, create=True).close()
        self._renewal = _renewal(self._engine_on(self._full))
        self._schemas: dict[str, str] = {}
        self._as_new: list[str] = []

    @staticmethod
    def _engine_on(url: str) -> Engine:
        return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def run(self, sql: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(sql))

    def empty_database(self) -> str:
        """Make a database and return its URL."""
        return self._database("template0")

    def store_database(self) -> str:
        """Return the URL of a database that holds a new store; give it back with `take_back`."""
        if self._as_new:
            return self._as_new.pop()
        url = self._database(make_url(self._full).database or "")
        with self._engine_on(url).connect() as connection:
            self._schemas[url] = connection.exec_driver_sql(SCHEMA).scalar_one()
        return url

    def take_back(self, url: str) -> None:
        """Make the store in a database new again; drop the database if a test has changed more than rows."""
        with self._engine_on(url).connect() as connection:
            connection.exec_driver_sql(OTHERS)
            is_whole = connection.exec_driver_sql(SCHEMA).scalar_one() == self._schemas[url]
            if is_whole:
                connection.exec_driver_sql(self._renewal)
        if is_whole:
            self._as_new.append(url)
        else:
            self.drop(url)

    def _database(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self._url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def _renewal(engine: Engine) -> str:
    """Return the SQL that puts into all tables what is in them now, and nothing else."""
    with engine.connect() as connection:
        tables = connection.exec_driver_sql(TABLES).scalars().all()
        rows = {
            table: connection.exec_driver_sql(f"SELECT json_agg(row) FROM {table} AS row").scalar()
            for table in tables
        }
        sequences = connection.exec_driver_sql(SEQUENCES).all()
    return ";".join(
        (
            "BEGIN",
            "SET LOCAL session_replication_role = replica",  # no trigger looks, and no foreign key
            *(f"DELETE FROM {table}" for table in tables),
            *(
                f"INSERT INTO {table} OVERRIDING SYSTEM VALUE"
                f" SELECT * FROM json_populate_recordset(NULL::{table}, '{_quoted(found)}')"
                for table, found in rows.items()
                if found
            ),
            *(f"SELECT setval('{name}', {last}, {is_called})" for name, last, is_called in sequences),
            "COMMIT",
        )
    )


def _quoted(rows: object) -> str:
    return json.dumps(rows).replace("'", "''").replace("%", "%%")
