"""What the database refuses of people: a name of two, to change the audit of logins, and an approval by nobody who may (R58, R59, R67)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from collections.abc import Iterator

from serialhhd.store.schema.guards.guard import Guard, changed, one_of
from serialhhd.store.words.vocabulary import SUPERVISORS

APPROVED_BY_NOBODY = f"""NEW.approved_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operator AS o
 WHERE o.name = NEW.approved_by AND o.disabled_at IS NULL AND {one_of("o.role", *SUPERVISORS)})"""
"""SQL: a new row says that somebody approved it who may not."""
ONLY_SUPERVISORS = "R67: only a supervisor approves"


def _of_one(table: str, other: str) -> Iterator[Guard]:
    taken = f"EXISTS (SELECT 1 FROM {other} AS o WHERE o.name_key = NEW.name_key)"
    rules = ((taken, "R59: a name is of one operator or of one device"),)
    yield Guard(f"{table}_insert", table, "BEFORE INSERT", rules)
    yield Guard(f"{table}_name", table, "BEFORE UPDATE", rules, only=changed("name_key"))


GUARDS = (
    Guard(
        "run_begins_unapproved",
        "run",
        "BEFORE INSERT",
        (("NEW.approved_by IS NOT NULL", "R67: a run is approved when it is cancelled"),),
    ),
    Guard(
        "run_approved",
        "run",
        "BEFORE UPDATE OF approved_by",
        (
            (
                changed("approved_by") + " AND NOT (OLD.state = 'open' AND NEW.state = 'cancelled')",
                "R67: a run is approved when it is cancelled",
            ),
            (APPROVED_BY_NOBODY, ONLY_SUPERVISORS),
        ),
    ),
    Guard(
        "run_approved_delete",
        "run",
        "BEFORE DELETE",
        (("OLD.approved_by IS NOT NULL", "R67: what a supervisor approved is kept"),),
    ),
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
