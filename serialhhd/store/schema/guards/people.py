"""What the database refuses of the audit of logins: it is append-only, and old rows go by the office's setting alone."""

from serialhhd.store.schema.guards.guard import Guard, changed

GUARDS = (
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
