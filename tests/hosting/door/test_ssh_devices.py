"""Who is sent away again: the disabled, whose key is taken away, too many at one device, and who opens no terminal."""

import asyncio

import asyncssh
import pytest
from asyncssh import SSHClientConnection

from serialhhd.hosting.door import connections
from serialhhd.hosting.handhelds.seats import SIGN_ONS
from serialhhd.hosting.terminal import english as words
from serialhhd.store.people import credentials, devices, logins, operators
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod
from tests.hosting.ssh_site import (
    DEVICE,
    PASSWORD,
    PIN,
    Login,
    Site,
    by_password,
    is_refused,
    opened_channel,
)
from tests.waiting import PATIENCE

WRONG = "not-the-gatehouse-7"

# --- while they are in ------------------------------------------------------------------------------------------------


@pytest.fixture
def watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts are looked at all the time."""
    monkeypatch.setattr("serialhhd.hosting.handhelds.seats.ACCOUNTS", 0.05)


async def test_an_operator_who_is_disabled_is_sent_away(watchful: None, staffed: Site) -> None:  # noqa: ARG001 - before the server starts
    anna, ben = await staffed.logs_in("anna"), await staffed.logs_in("ben")
    await anna.sees("FLOW?")
    await ben.enters(("1\r", "PRE-RECEIPT?"))
    staffed.store.write(lambda conn: operators.disable(conn, "anna", staffed.store.now(), by="office"))
    await anna.is_told(words.disabled())
    with pytest.raises(asyncssh.PermissionDenied):
        await staffed.connects("anna")
    await ben.enters(("PR-1009\r", "PRODUCT?"))


# --- a shared device --------------------------------------------------------------------------------------------------


async def test_whose_key_is_taken_away_is_sent_away(watchful: None, staffed: Site) -> None:  # noqa: ARG001 - before the server starts
    anna, ben = await staffed.logs_in("anna"), await staffed.logs_in("ben", **by_password(PASSWORD))
    await anna.sees("FLOW?")
    await ben.enters(("1\r", "PRE-RECEIPT?"))
    fingerprint = staffed.key.get_fingerprint()
    staffed.store.write(lambda conn: credentials.remove_key(conn, "anna", fingerprint, by="office"))
    await anna.is_told(words.disabled())
    await ben.enters((":back\r", "FLOW?"))
    changed = credentials.hash_secret("another-lane-28")
    staffed.store.write(lambda conn: credentials.set_password(conn, "ben", changed, by="office"))
    await ben.is_told(words.disabled())


async def test_a_device_whose_operator_is_disabled_asks_for_the_next_badge(
    watchful: None,  # noqa: ARG001 - before the server starts
    staffed: Site,
) -> None:
    device = await staffed.logs_in(DEVICE)
    await device.enters(("", "OPERATOR?"), ("anna\r", "PIN?"), (f"{PIN}\r", "FLOW?"))
    staffed.store.write(lambda conn: operators.disable(conn, "anna", staffed.store.now(), by="office"))
    await device.sees("OPERATOR?")


async def test_a_device_has_so_many_handhelds_and_no_more(staffed: Site) -> None:
    logins = [await staffed.logs_in(DEVICE) for _ in range(SIGN_ONS)]
    for login in logins:
        await login.sees("OPERATOR?")
    newest = await staffed.logs_in(DEVICE)
    await newest.sees("OPERATOR?")
    await logins[0].is_told(words.taken_over())
    await logins[1].enters(("anna\r", "PIN?"))


async def test_a_device_asks_for_badge_and_pin(staffed: Site) -> None:
    device = await staffed.logs_in("DOCK-1")
    await device.sees("OPERATOR?")
    await device.enters(("anna\r", "PIN?"), (f"{PIN}\r", "Menu  anna"))
    assert PIN.encode() not in device.sent
    signed_on = [entry for entry in staffed.audit() if entry.method is LoginMethod.PIN]
    assert [(entry.kind, entry.name, entry.device) for entry in signed_on] == [
        (LoginEvent.LOGIN, "anna", "DOCK-1")
    ]


@pytest.mark.parametrize(
    ("badge", "pin"), [("anna", "900000"), ("ben", PIN), ("nobody", PIN), ("DOCK-1", PIN)]
)
async def test_without_the_right_pin_nobody_signs_on_at_a_device(staffed: Site, badge: str, pin: str) -> None:
    device = await staffed.logs_in("DOCK-1")
    await device.sees("OPERATOR?")
    await device.enters((f"{badge}\r", "PIN?"), (f"{pin}\r", "ERROR"), (".\r", "?"))
    assert "FLOW?" not in device.screen
    with staffed.store.read() as conn:
        (entry,) = logins.page(conn, kind=LoginEvent.REFUSED)
    assert (entry.name, entry.device, entry.method) == (badge, "DOCK-1", LoginMethod.PIN)


async def test_a_device_has_no_password(staffed: Site) -> None:
    await is_refused(staffed, "DOCK-1", **by_password(""))
    await is_refused(staffed, "DOCK-1", **by_password(PIN))


async def test_a_device_that_is_disabled_is_sent_away(watchful: None, staffed: Site) -> None:  # noqa: ARG001 - before the server starts
    device = await staffed.logs_in("DOCK-1")
    await device.sees("OPERATOR?")
    staffed.store.write(lambda conn: devices.disable(conn, "DOCK-1", staffed.store.now(), by="office"))
    await device.is_told(words.disabled())
    await is_refused(staffed, "DOCK-1")


# --- who logs in and opens nothing ------------------------------------------------------------------------------------


async def has_ended(connection: SSHClientConnection) -> None:
    async with asyncio.timeout(PATIENCE):
        await connection.wait_closed()


async def test_a_connection_without_a_terminal_is_hung_up_on(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "TERMINAL_WITHIN", 0.2)
    ben = await site.logs_in("ben")
    await ben.sees("FLOW?")
    await has_ended(await site.connects("anna"))
    half = await site.connects("anna")
    await opened_channel(half)  # and no shell on it
    await has_ended(half)
    await ben.enters(("1\r", "PRE-RECEIPT?"))


async def test_a_connection_whose_terminal_was_closed_is_hung_up_on(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "TERMINAL_WITHIN", 0.2)
    monkeypatch.setattr(Login, "connection_lost", lambda *_: None)  # a client that keeps its connection
    anna = await site.logs_in("anna")
    await anna.sees("FLOW?")
    anna.channel.close()
    await has_ended(anna.connection)


async def test_one_operator_does_not_take_all_places(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_WITHOUT_TERMINAL", 2)
    first, *others = [await site.connects("anna") for _ in range(3)]
    ben = await site.connects("ben")
    await has_ended(first)
    for connection in (*others, ben):
        login = await Login.opened(connection)
        await login.sees("FLOW?")
        site.logins.append(login)
