"""Whom a key lets in beside the one it was added for."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, operators
from serialhhd.store.people.key_owners import other_owners
from serialhhd.store.words.vocabulary import Role

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
KEY = credentials.read_key("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGfQ2vrCjDsyWm7bPPQtDOW5FPQIFmSfNyn3kZfcmhgs")


def test_operators_and_devices_are_named_and_the_owner_is_not(store: Store) -> None:
    def fill(conn: Connection) -> None:
        devices.add(conn, "DOCK-1", AT, by="office")
        for name in ("ben", "Anna", "cleo"):
            operators.add(conn, name, Role.OPERATOR, AT, by="office")
        for owner in ("ben", "Anna", "DOCK-1"):
            credentials.add_key(conn, owner, KEY, AT, by="office")

    store.write(fill)
    with store.read() as conn:
        assert other_owners(conn, " ANNA ", KEY.fingerprint) == ("ben", "DOCK-1")
        assert other_owners(conn, "cleo", KEY.fingerprint) == ("Anna", "ben", "DOCK-1")
        assert other_owners(conn, "anna", "SHA256:none") == ()
