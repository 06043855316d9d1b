"""What the database refuses of the versions of flows.toml: they are append-only, one after the other, and known where they are named."""

from serialhhd.store.schema.guards.guard import Guard, changed

KNOWN = "NEW.flow_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM flow_version AS v WHERE v.id = NEW.flow_version_id)"
"""SQL: a new row names a version that is none. No foreign key: to add one, SQLite would write every row of the ledger anew."""

GUARDS = (
    Guard(
        "flow_version_insert",
        "flow_version",
        "BEFORE INSERT",
        (
            (
                "NEW.follows <> coalesce((SELECT max(v.id) FROM flow_version AS v WHERE v.file = NEW.file), 0)",
                "R66: a version of flows.toml follows the newest one of its file",
            ),
            (
                """NEW.ends_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM flow_version AS v WHERE v.id = NEW.ends_id
 AND v.file = NEW.file AND v.pilot IS NOT NULL)""",
                "R66: only a pilot of the same file can be ended",
            ),
        ),
    ),
    Guard(
        "flow_version_insert_last",
        "flow_version",
        "AFTER INSERT",
        (("NEW.id <= NEW.follows", "R66: the versions of flows.toml are append-only"),),
    ),
    Guard(
        "flow_version_update",
        "flow_version",
        "BEFORE UPDATE",
        (("TRUE", "R66: the versions of flows.toml are append-only"),),
    ),
    Guard(
        "flow_version_delete",
        "flow_version",
        "BEFORE DELETE",
        (("TRUE", "R66: the versions of flows.toml are append-only"),),
    ),
    Guard("run_insert", "run", "BEFORE INSERT", ((KNOWN, "R66: there is no such version of flows.toml"),)),
    Guard(
        "run_keeps_version",
        "run",
        "BEFORE UPDATE OF flow_version_id",
        ((changed("flow_version_id"), "R66: a run keeps the version of flows.toml that it began with"),),
    ),
)
