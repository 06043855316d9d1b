"""A warehouse in which every text that somebody may have typed looks like markup that is wrong."""

import sqlite3
from typing import Final

from sqlalchemy import Table

from serialhhd.store.engine.store import Store
from serialhhd.store.schema import tables
from serialhhd.store.schema.columns import Text
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers

MARK: Final = "[/b][EU]"
"""Read as markup, its first half ends the program and its second half vanishes."""
OURS: Final = {
    ("flow_version", "file"),
    ("flow_version", "program"),
    ("flow_version", "sha256"),
    ("flow_version", "text"),
    ("login_entry", "address"),
    ("login_entry", "kind"),
    ("login_entry", "method"),
    ("login_entry", "reason"),
    ("list_view", "definition"),
    ("list_view", "page"),
    ("noted_serial", "expiry"),
    ("operator", "password_hash"),
    ("operator", "pin_hash"),
    ("public_key", "fingerprint"),
    ("public_key", "text"),
    ("run", "config"),
    ("run", "flow"),
    ("run", "position"),
    ("serial", "expiry"),
    ("setting", "key"),
    ("setting", "value"),
    ("unfinished_import", "kind"),
}
"""Texts that the program makes, not its users."""


def of_users(table: Table) -> list[str]:
    """Return the columns of a table whose text a user has typed or scanned."""
    return [
        column.name
        for column in table.columns
        if type(column.type) is type(Text) and (table.name, column.name) not in OURS
    ]


def spoil(store: Store) -> None:
    """Put the mark before every text of a user, by SQL and with the triggers off."""
    store.write(drop_triggers)
    connection = sqlite3.connect(str(store.place.url.database), isolation_level=None)
    for table in tables.metadata.sorted_tables:
        for column in of_users(table):
            mark = MARK.casefold() if column.endswith("_key") else MARK
            connection.execute(f"UPDATE {table.name} SET {column} = ? || {column}", [mark])
    connection.close()
    store.write(apply_triggers)
