"""What must never be of what things are found by: a key of another text (R4)."""

# ruff: noqa: S608 - this SQL is put together from the constants of the guards alone

from serialhhd.store.schema.guards.guard import is_other_key
from serialhhd.store.schema.guards.keys import KEYS
from serialhhd.store.schema.invariants.invariant import Invariant

KEYS_OF_TEXTS = tuple(
    Invariant(
        "key_wrong",
        f"{table.replace('_', ' ')} {{0}} is found as {{1}} alone",
        f"SELECT n.{text}, n.{key} FROM {table} AS n WHERE {is_other_key(f'n.{key}', f'n.{text}')} ORDER BY n.id",
    )
    for table, (text, key) in KEYS.items()
)
"""Whatever has a key is found by its own text, as far as the database can judge it."""
