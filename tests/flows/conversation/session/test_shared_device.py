"""Badge and PIN at a device that several use."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, logins, operators
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LoginMethod, Role
from tests.flows.conversation.session.playing import code, scan

PIN = "471108"


class Dock:
    """A shared device, with a clock that the test sets."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.session = self.open()

    def open(self, name: str = "DOCK-1") -> Session:
        return Session(self.store, FlowsFile(PACKAGED), device=name)

    def enters(self, *texts: str) -> View:
        return scan(self.session, *texts)

    def noted(self) -> list[tuple[str, str, str | None]]:
        """Return what the audit says: kind, name and reason, oldest first; all of it of a PIN at this device."""
        with self.store.read() as conn:
            entries = logins.page(conn)[::-1]
        assert {(one.address, one.device, one.method) for one in entries} <= {
            ("device DOCK-1", "DOCK-1", LoginMethod.PIN)
        }
        return [(one.kind.value, one.name, one.reason) for one in entries]


class Clock:
    """A clock that stands still until it is set on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def waits(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dock(store: Store, clock: Clock) -> Iterator[Dock]:
    """A device where Anna has a PIN, Ben has none, and Carl had one and is disabled."""
    pin_hash = credentials.hash_secret(PIN)

    def write(conn: Connection) -> None:
        for name in ("Anna", "Ben", "Carl"):
            operators.add(conn, name, Role.OPERATOR, clock(), by="office")
        for name in ("Anna", "Carl"):
            credentials.set_pin(conn, name, pin_hash, by="office")
        operators.disable(conn, "Carl", clock(), by="office")

    store.write(write)
    with Store.open(store.url, clock=clock) as opened:
        yield Dock(opened)


def test_a_shared_device_asks_for_badge_and_pin(dock: Dock) -> None:
    view = dock.enters()
    assert (view.step, view.prompt, view.is_secret) == ("sign_on", "OPERATOR?", False)
    view = dock.enters("anna")
    assert (view.step, view.prompt, view.is_secret, view.message) == ("pin", "PIN?", True, None)
    assert [action.word for action in view.actions] == [":back", ":quit"]
    view = dock.enters(PIN)
    assert (view.step, view.title, code(view), view.is_secret) == ("menu", "Menu  Anna", "signed_on", False)
    assert dock.session.operator == "Anna"
    assert dock.noted() == [("login", "anna", None)]


def test_nobody_is_signed_on_while_the_pin_is_asked(dock: Dock) -> None:
    dock.enters("anna")
    assert dock.session.operator is None


def test_that_a_view_is_secret_is_not_in_its_json(dock: Dock) -> None:
    assert "is_secret" not in dock.enters("anna").as_json()


def test_back_from_the_pin_leads_to_the_badge_and_is_no_try(dock: Dock) -> None:
    view = dock.enters("anna", ":BACK")
    assert (view.step, view.message) == ("sign_on", None)
    assert dock.enters("anna", PIN).step == "menu"
    assert dock.noted() == [("login", "anna", None)]


def test_enter_alone_is_no_wrong_pin(dock: Dock) -> None:
    view = dock.enters("anna", "")
    assert (view.step, code(view), view.is_secret) == ("pin", "nothing_entered", True)
    assert dock.enters(PIN).step == "menu"
    assert dock.noted() == [("login", "anna", None)]


@pytest.mark.parametrize("pin", [f" {PIN} ", f"{PIN}\r", f"]C0{PIN}"])
def test_a_pin_may_come_from_a_scanner(dock: Dock, pin: str) -> None:
    assert dock.enters("anna", pin).step == "menu"


@pytest.mark.parametrize("wrong", ["0000", PIN[:-1], f"{PIN}0", "9" * 64])
def test_after_a_wrong_pin_it_is_typed_again(dock: Dock, wrong: str) -> None:
    view = dock.enters("anna", wrong)
    assert (view.step, view.is_secret, code(view)) == ("pin", True, "wrong_pin")
    assert dock.session.operator is None
    assert dock.enters(PIN).step == "menu"
    assert dock.noted() == [("refused", "anna", "wrong_pin"), ("login", "anna", None)]


@pytest.mark.parametrize("typed", ["47110o", "ben", ":help", "4\x0071", "\udce4", "\u0664\u0665\u0666\u0667"])
def test_what_is_no_number_is_neither_a_pin_nor_a_badge(dock: Dock, typed: str) -> None:
    view = dock.enters("anna", typed)
    assert (view.step, view.is_secret, code(view)) == ("pin", True, "no_pin")
    assert typed not in str(view.message)
    assert dock.enters(PIN).title == "Menu  Anna"
    assert dock.noted() == [("login", "anna", None)]


@pytest.mark.parametrize("badge", ["carl", "nobody", "DOCK-1", "n\x00body", "n\udce4body", "x" * 999])
def test_who_is_disabled_or_unknown_is_told_the_same_as_with_a_wrong_pin(dock: Dock, badge: str) -> None:
    wrong = dock.enters("anna", "0000")
    asked = dock.enters(":back", badge)
    assert (asked.step, asked.is_secret, asked.message) == ("pin", True, None)
    assert dock.enters(PIN) == wrong
    assert [reason for _, _, reason in dock.noted()] == ["wrong_pin", "wrong_pin"]


def test_an_operator_without_a_pin_is_told_so(dock: Dock) -> None:
    view = dock.enters("ben", PIN)
    assert view.message
    assert (view.step, view.message.code) == ("pin", "pin_missing")
    assert view.message.text == "ben has no PIN yet. Ask your supervisor."
    assert dock.noted() == [("refused", "ben", "pin_missing")]


def test_no_message_and_nothing_that_is_kept_holds_a_pin(dock: Dock) -> None:
    pins = ("998877", "9988770", "998877o", *("998877",) * 5)
    views = [dock.enters(badge, *pins, ":back") for badge in ("anna", "nobody", "ben")]
    assert not [view for view in views if "998877" in str(view)]
    assert "998877" not in str(dock.noted())
    dock.store.close()
    path = Path(dock.store.place.url.database or "")
    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"nobody" in kept
    assert b"998877" not in kept


def test_after_five_wrong_pins_the_right_one_has_to_wait_too(dock: Dock, clock: Clock) -> None:
    dock.enters("anna", *("0000",) * 5)
    view = dock.enters(PIN)
    assert view.message
    assert (view.step, view.is_secret, code(view)) == ("pin", True, "login_too_often")
    assert view.message.text == "Too many wrong tries. Wait 30 seconds."
    clock.waits(29)
    assert code(dock.enters(PIN)) == "login_too_often"
    clock.waits(1)
    assert dock.enters(PIN).step == "menu"
    assert dock.noted()[-2:] == [("refused", "anna", "login_too_often"), ("login", "anna", None)]


def test_pins_tried_at_the_same_time_are_counted_one_by_one(dock: Dock) -> None:
    sessions = [dock.open() for _ in range(12)]
    for session in sessions:
        scan(session, "anna")
    with ThreadPoolExecutor(len(sessions)) as threads:
        views = list(threads.map(lambda session: session.submit(Scan("0000")), sessions))
    assert sorted(str(code(view)) for view in views) == ["login_too_often"] * 7 + ["wrong_pin"] * 5


def test_others_sign_on_at_a_device_where_somebody_has_to_wait(dock: Dock) -> None:
    pin_hash = credentials.hash_secret(PIN)
    dock.store.write(lambda conn: credentials.set_pin(conn, "ben", pin_hash, by="office"))
    dock.enters("anna", *("0000",) * 6, ":back")
    assert dock.enters("ben", PIN).title == "Menu  Ben"


def test_the_next_device_counts_by_itself(dock: Dock) -> None:
    dock.enters("anna", *("0000",) * 6)
    assert scan(dock.open("DOCK-2"), "anna", PIN).step == "menu"


def test_a_pin_that_was_changed_counts_at_once(dock: Dock) -> None:
    dock.enters("anna")
    changed = credentials.hash_secret("2222")
    dock.store.write(lambda conn: credentials.set_pin(conn, "anna", changed, by="office"))
    assert code(dock.enters(PIN)) == "wrong_pin"
    assert dock.enters("anna", "2222").step == "menu"


def test_while_there_are_no_operators_nobody_signs_on_at_a_shared_device(store: Store) -> None:
    session = Session(store, FlowsFile(PACKAGED), device="DOCK-1")
    assert code(scan(session, "anna", PIN)) == "wrong_pin"


def test_an_open_run_goes_on_at_a_shared_device(dock: Dock) -> None:
    scan(Session(dock.store, FlowsFile(PACKAGED), "anna", "goods_in"), "PR-1", "CAM-1", "SN1")
    view = dock.enters("anna", PIN)
    assert (view.step, code(view)) == ("enter_serials", "run_resumed")


def test_a_disabled_operator_may_not_sign_on_anywhere(dock: Dock) -> None:
    session = Session(dock.store, FlowsFile(PACKAGED))
    view = scan(session, "CARL")
    assert view.message
    assert (view.step, view.message.code) == ("sign_on", "operator_disabled")
    assert view.message.text == "Carl may not sign on any more. Ask your supervisor."
    with pytest.raises(Refused, match="operator_disabled"):
        Session(dock.store, FlowsFile(PACKAGED), "carl")
