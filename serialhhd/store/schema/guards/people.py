"""What the database refuses of people: a name of two, and to change the audit of logins (R58, R59)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from collections.abc import Iterator

from serialhhd.store.schema.guards.guard import Guard, changed


def _of_one(table: str, other: str) -> Iterator[Guard]:
    taken = f"EXISTS (SELECT 1 FROM {other} AS o WHERE o.name_key = NEW.name_key)"
    rules = ((taken, "R59: a name is of one operator or of one device"),)
    yield Guard(f"{table}_insert", table, "BEFORE INSERT", rules)
    yield Guard(f"{table}_name", table, "BEFORE UPDATE", rules, only=changed("name_key"))


GUARDS = (
    *_of_one("operator", "device"),
    *_of_one("device", "operator"),
    Guard(
        "login_entry_update",
        "login_entry",
        "BEFORE UPDATE",
        (
            (
                changed("id", "at", "kind", "name", "name_key", "address", "device", "method", "reason")
                + " OR coalesce(NEW.times <= OLD.times, TRUE)",
                "R58: the audit of logins is append-only",
            ),
        ),
    ),
    Guard(
        "login_entry_delete",
        "login_entry",
        "BEFORE DELETE",
        (
            (
                """OLD.at >= coalesce(
 (SELECT CAST(s.value AS BIGINT) FROM setting AS s WHERE s.key = 'logins_kept_from'), 0)""",
                "R58: the audit of logins is append-only",
            ),
        ),
    ),
)
