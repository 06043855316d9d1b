"""Shared devices: their names, and that no operator has one of them."""

from datetime import UTC, datetime

import pytest

from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, operators
from serialhhd.store.people.devices import Device
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Role

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGfQ2vrCjDsyWm7bPPQtDOW5FPQIFmSfNyn3kZfcmhgs"


def add(store: Store, name: str) -> str:
    return store.write(lambda conn: devices.add(conn, name, AT, by="office"))


def all_devices(store: Store) -> tuple[Device, ...]:
    with store.read() as conn:
        return devices.all_devices(conn)


def test_devices_are_listed_by_name_with_their_keys(store: Store) -> None:
    for name in (" gate-2 ", "DOCK-1", "Dock-3"):
        add(store, name)
    store.write(lambda conn: credentials.add_key(conn, "gate-2", credentials.read_key(KEY), AT, by="office"))
    assert all_devices(store) == (
        Device("DOCK-1", False, 0),
        Device("Dock-3", False, 0),
        Device("gate-2", False, 1),
    )


def test_a_device_is_disabled_and_enabled(store: Store) -> None:
    add(store, "DOCK-1")
    add(store, "DOCK-2")
    store.write(lambda conn: devices.disable(conn, " dock-1 ", AT, by="office"))
    assert [one.is_disabled for one in all_devices(store)] == [True, False]
    store.write(lambda conn: devices.enable(conn, "dock-1", by="office"))
    assert [one.is_disabled for one in all_devices(store)] == [False, False]


def test_a_device_that_is_not_there_is_neither_disabled_nor_enabled(store: Store) -> None:
    store.write(lambda conn: operators.add(conn, "anna", Role.OPERATOR, AT, by="office"))
    for name in ("DOCK-1", "anna"):
        with pytest.raises(Refused) as refused:
            store.write(lambda conn, name=name: devices.disable(conn, name, AT, by="office"))  # type: ignore[misc]
        assert refused.value.facts == {"what": "device", "code": name}
        with pytest.raises(Refused) as refused:
            store.write(lambda conn, name=name: devices.enable(conn, name, by="office"))  # type: ignore[misc]
        assert refused.value.facts == {"what": "device", "code": name}


def test_a_name_is_of_one_device_or_of_one_operator(store: Store) -> None:
    add(store, "DOCK-1")
    store.write(lambda conn: operators.add(conn, "Anna", Role.OPERATOR, AT, by="office"))
    for name, what in (("dock-1", "device"), ("anna", "operator")):
        with pytest.raises(Refused) as refused:
            add(store, name)
        assert (refused.value.code, refused.value.facts["what"]) == ("already_there", what)
    with pytest.raises(Refused) as refused:
        store.write(lambda conn: operators.add(conn, "Dock-1", Role.OPERATOR, AT, by="office"))
    assert (refused.value.code, refused.value.facts["what"]) == ("already_there", "device")
    assert [one.name for one in all_devices(store)] == ["DOCK-1"]


@pytest.mark.parametrize(
    ("name", "code"), [("", "code_empty"), ("x" * 65, "code_too_long"), ("do\x1dck", "code_unprintable")]
)
def test_what_is_no_name_is_refused(store: Store, name: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        add(store, name)
    assert all_devices(store) == ()
