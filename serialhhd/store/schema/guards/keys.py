"""What the database refuses of what things are found by: a key that is not that of the text (R4, R21)."""

from typing import Final

from serialhhd.store.schema.guards.guard import Guard, is_other_key

KEYS: Final = {
    "location": ("code", "code_key"),
    "container": ("code", "code_key"),
    "product": ("sku", "sku_key"),
    "document": ("ref", "ref_key"),
    "serial": ("serial", "serial_key"),
    "noted_serial": ("serial", "serial_key"),
}
"""The tables of what is scanned, and found whatever the letter case: the text, and its key."""
SENTENCE: Final = "R4: what is found by a key is found by that of its own text"

GUARDS: Final = tuple(
    Guard(
        f"{table}_{name}",
        table,
        moment,
        ((is_other_key(f"NEW.{key}", f"NEW.{text}"), SENTENCE),),
        only=f"lower(NEW.{text}) <> NEW.{key}",
    )
    for table, (text, key) in KEYS.items()
    for name, moment in (("key", "BEFORE INSERT"), ("key_now", f"BEFORE UPDATE OF {text}, {key}"))
)
"""Looked at first is what costs least: a scan inserts a serial, and most are of ASCII."""
