"""The one list of triggers, for both engines, made of the rules in `guards/`; and how a migration drops and remakes them.

SQLite needs more than the rules: `INSERT OR REPLACE` deletes rows behind every trigger's back, and foreign keys are off
for a client that does not ask for them. Triggers refuse replacing, while `ON CONFLICT DO NOTHING` stays allowed.
"""

# ruff: noqa: S608 - this SQL is put together from the constants of these modules alone

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from serialhhd.store.schema.guards import GUARDS, UNIQUE, purpose
from serialhhd.store.schema.guards.guard import Guard, changed
from serialhhd.store.serials.serial_parts import UPKEEP, Upkeep, make_index

_ABSENT = "no trigger of that name"

REPLACED = "replaced"
"""SQLite's note that there are rows which an INSERT would replace; empty but for a moment within a statement."""


@dataclass(frozen=True)
class Trigger:
    """A trigger as one engine has it: its name, its table, and the statements that make it."""

    name: str
    table: str
    statements: tuple[str, ...] = field(repr=False)


def triggers(engine: str) -> tuple[Trigger, ...]:
    """Every trigger of an engine, `sqlite` or `postgresql`."""
    guarding = tuple(trigger_of(guard, engine) for guard in GUARDS if guard.engine in {"", engine})
    special = (
        (_SQLITE_FOLLOW, *_against_replacing())
        if engine == "sqlite"
        else (_POSTGRESQL_FOLLOW, *_against_truncate())
    )
    keep_parts = _sqlite_keeps if engine == "sqlite" else _postgresql_keeps
    return (*guarding, *special, *map(keep_parts, UPKEEP))


def trigger_of(guard: Guard, engine: str) -> Trigger:
    """Return a guard as an engine has it."""
    return _sqlite(guard) if engine == "sqlite" else _postgresql(guard)


def apply_triggers(connection: Connection) -> None:
    """Make every trigger anew, whatever was there, and what they keep: the index of the parts of serials."""
    engine = connection.dialect.name
    drop_triggers(connection)
    make_index(connection)
    if engine == "sqlite":
        connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {REPLACED} (id INTEGER PRIMARY KEY)")
    for trigger in triggers(engine):
        for statement in trigger.statements:
            connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Remove every trigger, also those of other versions, as a migration must before it rebuilds a table."""
    if connection.dialect.name == "sqlite":
        found = "SELECT name, '' FROM sqlite_schema WHERE type = 'trigger'"
    else:
        found = """SELECT t.tgname, ' ON ' || c.relname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"""
    for name, where in connection.exec_driver_sql(found).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}{where}")


def missing_triggers(connection: Connection) -> tuple[str, ...]:
    """The names of triggers that are not there, or not as they should be."""
    if connection.dialect.name == "sqlite":
        found = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    else:
        found = """SELECT t.tgname, p.prosrc FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
 JOIN pg_class AS c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace"""
    present: dict[str, str] = {row[0]: row[1] for row in connection.exec_driver_sql(found)}
    return tuple(
        trigger.name
        for trigger in triggers(connection.dialect.name)
        if present.get(trigger.name, _ABSENT) not in trigger.statements[0]
    )


# --- SQLite -----------------------------------------------------------------------------------------------------


def _in_sqlite(sql: str) -> str:
    """The same condition for a SQLite that is older than IS DISTINCT FROM (3.39)."""
    return sql.replace("IS DISTINCT FROM", "IS NOT")


def _sqlite(guard: Guard) -> Trigger:
    refusals = " ".join(
        f"WHEN {condition} THEN RAISE(ABORT, '{sentence}')" for condition, sentence in guard.rules
    )
    only = f"WHEN {guard.only} " if guard.only else ""
    body = f"{only}BEGIN SELECT CASE {refusals} END; END"
    return _sqlite_trigger(guard.name, guard.table, guard.moment, body)


def _sqlite_trigger(name: str, table: str, moment: str, body: str) -> Trigger:
    sql = f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW {body}"
    return Trigger(name, table, (_in_sqlite(sql),))


_SQLITE_FOLLOW = _sqlite_trigger(
    "quantity_follows_ledger",
    "stock_transaction",
    "AFTER INSERT",
    "WHEN NEW.stock_line_id IS NOT NULL BEGIN UPDATE stock_line SET quantity = quantity + NEW.quantity"
    " WHERE id = NEW.stock_line_id; END",
)


def _sqlite_keeps(upkeep: Upkeep) -> Trigger:
    body = f"WHEN {upkeep.when} BEGIN {upkeep.does['sqlite']}; END"
    return _sqlite_trigger(upkeep.name, "serial", upkeep.moment, body)


def _against_replacing() -> Iterator[Trigger]:
    """Refuse that a row takes the place of another one.

    An INSERT notes before whether rows are in its way, and is refused after, if it was carried out all the same: with ON
    CONFLICT DO NOTHING it is not. Without its WHERE the DELETE would write a page with every scan, though there is nothing
    to delete.
    """
    for table, keys in UNIQUE.items():
        ways = ["r.id = NEW.id", *(_same(key) for key in keys)]
        found = " OR ".join(f"EXISTS (SELECT 1 FROM {table} AS r WHERE {way})" for way in ways)
        note = f"BEGIN DELETE FROM {REPLACED} WHERE TRUE; INSERT INTO {REPLACED} SELECT 1 WHERE {found}; END"
        yield _sqlite_trigger(f"{table}_in_the_way", table, "BEFORE INSERT", note)
        refuse = f"SELECT RAISE(ABORT, 'R16: a row of {table} cannot be replaced')"
        replaced = f"WHEN EXISTS (SELECT 1 FROM {REPLACED}) BEGIN {refuse}; END"
        yield _sqlite_trigger(f"{table}_not_replaced", table, "AFTER INSERT", replaced)
        taken = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} AS r WHERE {_same(key)} AND r.id <> OLD.id)" for key in keys
        )
        moved = " OR ".join(
            ["NEW.id <> OLD.id", *([f"({_key_changed(keys)}) AND ({taken})"] if keys else [])]
        )
        yield _sqlite_trigger(
            f"{table}_not_taken", table, "BEFORE UPDATE", f"WHEN {moved} BEGIN {refuse}; END"
        )


def _same(key: str) -> str:
    names, _, among = key.partition(" WHERE ")
    same = [f"r.{column} = NEW.{column}" for column in names.split(", ")]
    return " AND ".join([*same, *([f"r.{among}", f"NEW.{among}"] if among else [])])


def _key_changed(keys: tuple[str, ...]) -> str:
    names = (key.partition(" WHERE ")[0] for key in keys)
    return changed(*dict.fromkeys(column for key in names for column in key.split(", ")))


# --- PostgreSQL -------------------------------------------------------------------------------------------------


def _postgresql(guard: Guard) -> Trigger:
    checks = "\n".join(
        f"IF ({condition}) THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        for condition, sentence in guard.rules
    )
    row = "OLD" if guard.moment.endswith("DELETE") else "NEW"
    only = f" WHEN ({guard.only})" if guard.only else ""
    return _postgresql_trigger(
        guard.name, guard.table, guard.moment, f"{checks}\nRETURN {row};", f"ROW{only}"
    )


def _postgresql_trigger(name: str, table: str, moment: str, body: str, each: str) -> Trigger:
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    )
    trigger = f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
    return Trigger(name, table, (function, trigger))


_POSTGRESQL_FOLLOW = _postgresql_trigger(
    "quantity_follows_ledger",
    "stock_transaction",
    "AFTER INSERT",
    "UPDATE stock_line SET quantity = quantity + NEW.quantity WHERE id = NEW.stock_line_id; RETURN NULL;",
    "ROW WHEN (NEW.stock_line_id IS NOT NULL)",
)


def _postgresql_keeps(upkeep: Upkeep) -> Trigger:
    body = f"{upkeep.does['postgresql']}; RETURN NULL;"
    return _postgresql_trigger(upkeep.name, "serial", upkeep.moment, body, f"ROW WHEN ({upkeep.when})")


def _against_truncate() -> Iterator[Trigger]:
    ledger = ("transaction_serial", *UNIQUE, "pre_receipt_line", "tracking_change", "product_change")
    refused = dict.fromkeys(ledger, "R16: the ledger is append-only") | {purpose.TABLE: purpose.NEVER}
    for table, sentence in refused.items():
        refuse = f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';"
        yield _postgresql_trigger(f"{table}_truncate", table, "BEFORE TRUNCATE", refuse, "STATEMENT")
