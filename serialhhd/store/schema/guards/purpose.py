"""What the database refuses of what a store is for: it is said when the store is made, and never again (R68)."""

from serialhhd.store.schema.guards.guard import Guard

TABLE = "store_purpose"
NEVER = "R68: what a store is for is said when it is made, and never changes"

GUARDS = tuple(
    Guard(f"{TABLE}_{moment.casefold()}", TABLE, f"BEFORE {moment}", (("TRUE", NEVER),))
    for moment in ("INSERT", "UPDATE", "DELETE")
)
"""The one row is written before there are triggers."""
