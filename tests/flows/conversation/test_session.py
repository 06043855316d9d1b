"""A handheld from sign-on to sign-off."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.in_force import FlowsInForce
from serialhhd.flows.in_force.source import OnDevice
from serialhhd.flows.seam.view import Scan, Serials, View
from serialhhd.store.catalogue import products
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import New
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.people import credentials, logins, operators
from serialhhd.store.stock import ledger, runs
from serialhhd.store.symbols.scan import LONGEST
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Language, LoginMethod, Role, TrackingType


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A store with one pre-receipt of three cameras."""
    at, full = sqlite_store.now(), TrackingType.FULL_TRACKING
    sqlite_store.write(
        lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
    )
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 3)], at=at, by="office"))
    return sqlite_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A flows.toml that may be edited."""
    path = tmp_path / "flows.toml"
    path.write_text(PACKAGED.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def add_operator(store: Store, name: str) -> None:
    store.write(lambda conn: operators.add(conn, name, Role.OPERATOR, store.now(), by="office"))


def scan(session: Session, *texts: str) -> View:
    view = session.view()
    for text in texts:
        view = session.submit(Scan(text))
    return view


def code(view: View) -> str | None:
    return view.message.code if view.message else None


# --- sign-on ----------------------------------------------------------------------------------------------------


def test_a_handheld_first_asks_who_is_there(store: Store) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED)))
    assert (view.step, view.prompt, view.message) == ("sign_on", "OPERATOR?", None)
    assert [action.word for action in view.actions] == [":quit"]


def test_any_name_may_sign_on_while_there_are_no_operators(store: Store) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED)), "  anna ")
    assert (view.step, view.title, code(view)) == ("menu", "Menu  anna", "signed_on")


def test_only_known_operators_may_sign_on_once_there_are_some(store: Store) -> None:
    add_operator(store, "Anna")
    session = Session(store, FlowsFile(PACKAGED))
    view = scan(session, "ben")
    assert (view.step, code(view)) == ("sign_on", "unknown")
    view = scan(session, "ANNA")
    assert (view.step, view.title) == ("menu", "Menu  Anna")


@pytest.mark.parametrize(("name", "why"), [("", "nothing_entered"), ("a" * 65, "code_too_long")])
def test_a_name_that_is_none_is_refused(store: Store, name: str, why: str) -> None:
    assert code(scan(Session(store, FlowsFile(PACKAGED)), name)) == why


def test_an_unknown_operator_is_refused_at_the_start(store: Store) -> None:
    add_operator(store, "anna")
    with pytest.raises(Refused, match="unknown"):
        Session(store, FlowsFile(PACKAGED), "ben")


def test_an_operator_who_left_a_run_open_signs_on_to_it(store: Store) -> None:
    scan(Session(store, FlowsFile(PACKAGED), "anna", "goods_in"), "PR-1", "CAM-1", "SN1")
    view = scan(Session(store, FlowsFile(PACKAGED)), "Anna")
    assert (view.step, code(view)) == ("enter_serials", "run_resumed")
    assert view.serials
    assert view.serials.captured == 1


# --- badge and PIN at a shared device -----------------------------------------------------------------------------

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


# --- the menu ---------------------------------------------------------------------------------------------------


def test_the_menu_offers_the_flows(store: Store) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED), "anna"))
    assert [(choice.key, choice.label) for choice in view.choices] == [
        ("1", "Pre-Receipt Receive"),
        ("2", "Pick Tasks by Pick List"),
    ]


@pytest.mark.parametrize(
    ("chosen", "step"), [("1", "scan_pre_receipt"), ("2", "scan_pick_list"), ("goods_out", "scan_pick_list")]
)
def test_a_flow_is_chosen_by_number_or_name(store: Store, chosen: str, step: str) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED), "anna"), chosen)
    assert view.step == step
    assert view.message is None or view.message.code == "nothing_open"


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        ("3", "unknown_flow"),
        ("0", "unknown_flow"),
        ("goods", "unknown_flow"),
        ("", "nothing_entered"),
        (":done", "not_now"),
        (":back", "nothing_before"),
    ],
)
def test_what_is_no_choice_is_refused(store: Store, entered: str, why: str) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED), "anna"), entered)
    assert (view.step, code(view)) == ("menu", why)
    assert view.message
    assert view.message.severity == "error"


def test_the_way_to_the_menu_is_offered_at_every_question(store: Store) -> None:
    session = Session(store, FlowsFile(PACKAGED), "anna")
    for texts in (("1",), ("PR-1",), ("CAM-1",), ("SN1",)):
        words = [action.word for action in scan(session, *texts).actions]
        assert (words.count(":back"), words.count(":menu")) == (1, 1)
    assert scan(session, ":MENU").step == "menu"
    assert code(scan(session, ":menu")) == "not_now"
    again = scan(session, "1")
    assert (again.step, again.serials) == ("enter_serials", Serials(1, 3, "SN1", ("SN1",)))


@pytest.mark.parametrize("before", [(), ("PR-1",), ("PR-1", "CAM-1"), ("PR-1", "CAM-1", "SN1", ":done")])
def test_a_scan_that_is_too_long_is_refused_at_every_question(store: Store, before: tuple[str, ...]) -> None:
    session = Session(store, FlowsFile(PACKAGED), "anna")
    stands = scan(session, "1", *before)
    told = scan(session, "X" * (LONGEST + 1))
    assert (code(told), told.step, told.prompt) == ("scan_too_long", stands.step, stands.prompt)


def test_a_handheld_with_one_flow_has_no_menu(store: Store) -> None:
    session = Session(store, FlowsFile(PACKAGED), "anna", "goods_in")
    assert {":back", ":menu"}.isdisjoint(action.word for action in session.view().actions)
    assert code(scan(session, ":menu")) == "not_now"


def test_back_from_a_flow_s_first_question_leads_to_the_menu(store: Store) -> None:
    session = Session(store, FlowsFile(PACKAGED), "anna")
    view = scan(session, "1", ":back")
    assert (view.step, view.message) == ("menu", None)
    assert scan(session, "2").step == "scan_pick_list"


def test_a_flow_left_with_captures_goes_on_where_it_was(store: Store) -> None:
    session = Session(store, FlowsFile(PACKAGED), "anna")
    scan(session, "1", "PR-1", "CAM-1", "SN1", ":back", ":back")
    assert scan(session, ":back").step == "menu"
    view = scan(session, "1")
    assert (view.step, code(view)) == ("scan_pre_receipt", "run_resumed")
    view = scan(session, "PR-1", "CAM-1")
    assert view.serials
    assert view.serials.newest == ("SN1",)


# --- straight to a flow -----------------------------------------------------------------------------------------


def test_a_named_flow_is_opened_at_once(store: Store) -> None:
    assert scan(Session(store, FlowsFile(PACKAGED), "anna", "goods_out")).step == "scan_pick_list"


def test_a_named_flow_is_opened_after_signing_on(store: Store) -> None:
    assert scan(Session(store, FlowsFile(PACKAGED), flow="goods_out"), "anna").step == "scan_pick_list"


def test_a_named_flow_has_no_menu_behind_it(store: Store) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED), "anna", "goods_in"), ":back")
    assert (view.step, code(view)) == ("scan_pre_receipt", "nothing_before")


def test_an_unknown_flow_is_refused_naming_those_there_are(store: Store) -> None:
    with pytest.raises(Refused) as refused:
        Session(store, FlowsFile(PACKAGED), "anna", "goods_inn")
    assert refused.value.code == "unknown_flow"
    assert refused.value.facts["flows"] == ("goods_in", "goods_out")


def test_a_named_flow_resumes_its_own_open_run(store: Store) -> None:
    scan(Session(store, FlowsFile(PACKAGED), "anna", "goods_in"), "PR-1", "CAM-1", "SN1")
    assert scan(Session(store, FlowsFile(PACKAGED), "anna", "goods_out")).step == "scan_pick_list"
    assert scan(Session(store, FlowsFile(PACKAGED), "anna", "goods_in")).step == "enter_serials"


def test_two_devices_of_one_operator_show_the_same_run(store: Store) -> None:
    one = Session(store, FlowsFile(PACKAGED), "anna", "goods_in")
    other = Session(store, FlowsFile(PACKAGED), "anna", "goods_in")
    scan(one, "PR-1", "CAM-1", "SN1")
    view = scan(other, "SN2")
    assert view.serials
    assert view.serials.newest == ("SN2", "SN1")
    assert one.captured() == ("SN2", "SN1")
    assert one.captured(before=1) == ("SN1",)


def test_the_virtual_scanner_has_what_the_question_wants(store: Store) -> None:
    session = Session(store, FlowsFile(PACKAGED), "anna")
    assert session.captured() == ()
    assert [label.text for label in session.labels()] == ["1", "2"]
    scan(session, "1")
    assert "PR-1" in {label.text for label in session.labels()}


# --- flows.toml changes -----------------------------------------------------------------------------------------


def without_serials(text: str) -> str:
    return text.replace('"enter_serials", ', "")


def test_a_changed_file_counts_for_runs_begun_afterwards(store: Store, file: Path) -> None:
    session = Session(store, FlowsFile(file), "anna", "goods_in")
    scan(session, "PR-1")
    file.write_text(without_serials(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert scan(session, "CAM-1").step == "enter_serials"
    assert code(scan(session, ":cancel", "PR-1", "CAM-1")) == "no_serial_step"


def test_a_run_keeps_its_configuration_on_another_device(store: Store, file: Path) -> None:
    scan(Session(store, FlowsFile(file), "anna", "goods_in"), "PR-1", "CAM-1")
    file.write_text(without_serials(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert scan(Session(store, FlowsFile(file), "anna", "goods_in")).step == "enter_serials"


def test_a_broken_file_changes_nothing_and_no_operator_is_told(store: Store, file: Path) -> None:
    flows = FlowsFile(file)
    session = Session(store, flows, "anna", "goods_in")
    session.view()
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("pre_entered", "pre_entred"), encoding="utf-8")
    assert code(scan(session, "PR-1")) == "document_opened"
    assert code(scan(session, ":back", "PR-1", "CAM-1")) == "product_chosen"
    assert flows.problem


def renamed(file: Path, new: str = "other_in") -> None:
    """Give goods in another name in the file."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("flows.goods_in", f"flows.{new}"), encoding="utf-8")


def test_a_flow_taken_out_of_the_file_stays_for_who_uses_it(store: Store, file: Path) -> None:
    session = Session(store, FlowsFile(file), "anna", "goods_in")
    scan(session, "PR-1")
    renamed(file)
    assert scan(session, "CAM-1").step == "enter_serials"
    assert scan(Session(store, FlowsFile(file), "ben")).step == "menu"


def test_a_run_whose_flow_is_gone_goes_on_at_the_next_sign_on_and_ends_in_the_menu(
    store: Store, file: Path
) -> None:
    scan(Session(store, FlowsFile(file), "anna"), "1", "PR-1", "CAM-1", "SN1")
    renamed(file)
    session = Session(store, FlowsFile(file), "anna")
    view = session.view()
    assert (view.flow, view.step, code(view)) == ("goods_in", "enter_serials", "run_resumed")
    assert session.captured() == ("SN1",)
    view = scan(session, "SN2", "SN3", ":done", "3", "GOODS-IN")
    assert (view.step, view.done, code(view)) == ("menu", True, "line_received")
    assert [choice.label for choice in view.choices] == ["Pre-Receipt Receive", "Pick Tasks by Pick List"]
    assert scan(session, "goods_in").step == "menu"
    assert scan(session, "other_in").flow == "other_in"


async def test_a_cancelled_run_whose_flow_is_gone_leads_to_the_menu_on_an_event_loop(
    store: Store, file: Path
) -> None:
    scan(Session(store, FlowsFile(file), "anna"), "1", "PR-1", "CAM-1", "SN1")
    renamed(file)
    session = Session(store, FlowsFile(file), "anna")
    view = await session.submit_async(Scan(":cancel"))
    view = await session.submit_async(Scan(":yes")) if view.step != "menu" else view
    assert (view.step, code(view)) == ("menu", "run_cancelled")


def test_the_menu_offers_a_flow_that_is_gone_while_a_run_is_open_in_it(store: Store, file: Path) -> None:
    session = Session(store, FlowsFile(file), "anna")
    scan(session, "1", "PR-1", "CAM-1", "SN1")
    renamed(file)
    assert [choice.key for choice in scan(session, ":menu").choices] == ["1", "2", "3"]
    assert scan(session, "3").flow == "goods_in"
    assert session.captured() == ("SN1",)
    assert [choice.key for choice in scan(Session(store, FlowsFile(file), "ben")).choices] == ["1", "2"]


def test_a_named_flow_that_is_gone_opens_for_whom_a_run_is_open_in_it(store: Store, file: Path) -> None:
    scan(Session(store, FlowsFile(file), "anna", "goods_in"), "PR-1", "CAM-1", "SN1")
    renamed(file)
    assert scan(Session(store, FlowsFile(file), "anna", "goods_in")).step == "enter_serials"
    for operator in ("ben", None):
        with pytest.raises(Refused, match="unknown_flow"):
            Session(store, FlowsFile(file), operator, "goods_in")


def test_a_number_means_the_entry_that_was_shown(store: Store, file: Path) -> None:
    session = Session(store, FlowsFile(file), "anna")
    shown = session.view()
    text = file.read_text(encoding="utf-8")
    head, goods_in, goods_out = re.split(r"(?m)^(?=\[flows\.goods_(?:in|out)\])", text)
    file.write_text(head + goods_out + goods_in, encoding="utf-8")
    assert [choice.label for choice in session.view().choices] == [
        "Pick Tasks by Pick List",
        "Pre-Receipt Receive",
    ]
    assert session.submit(Scan("1", position=shown.position)).flow == "goods_in"


def test_a_number_of_a_flow_that_is_gone_since_is_refused_and_the_menu_shown_anew(
    store: Store, file: Path
) -> None:
    session = Session(store, FlowsFile(file), "anna")
    shown = session.view()
    renamed(file)
    view = session.submit(Scan("1", position=shown.position))
    assert (view.step, code(view)) == ("menu", "unknown_flow")
    assert session.submit(Scan("1", position=view.position)).flow == "other_in"


def test_when_all_are_there_the_card_and_the_places_are_good_and_one_more_serial_is_not(store: Store) -> None:
    session = Session(store, FlowsFile(PACKAGED), "anna", "goods_in")
    scan(session, "PR-1", "CAM-1", "SN1,SN2")
    good = {label.text for label in session.labels() if label.is_good}
    assert "SN3" in good
    assert not {":done", "GOODS-IN"} & good
    scan(session, "SN3")
    labels = session.labels()
    assert [label.text for label in labels if label.is_good] == [":done", "GOODS-IN"]
    assert "SN4" in {label.text for label in labels if not label.is_good}
    assert scan(session, "GOODS-IN").done


# --- versions of flows.toml (R66) -------------------------------------------------------------------------------


def test_r66_a_run_and_what_it_posts_keep_the_version_that_they_were_asked_by(
    store: Store, file: Path
) -> None:
    flows = FlowsInForce(store, str(file), rest=0)
    session = Session(store, flows, "anna")
    scan(session, "1", "PR-1", "CAM-1", "SN1")
    file.write_text(file.read_text(encoding="utf-8") + "# edited", encoding="utf-8")
    flows.look()
    assert scan(session, "SN2,SN3", ":done", "3", "GOODS-IN").done
    with store.read() as conn:
        (posted,) = ledger.page(conn)
    assert (posted.flow_version, posted.quantity) == (1, 3)


def test_r66_a_run_that_begins_afterwards_has_the_new_version(store: Store, file: Path) -> None:
    flows = FlowsInForce(store, str(file), rest=0)
    file.write_text(file.read_text(encoding="utf-8") + "# edited", encoding="utf-8")
    flows.look()
    scan(Session(store, flows, "anna"), "1", "PR-1", "CAM-1", "SN1")
    with store.read() as conn:
        (run,) = runs.all_of(conn, "anna")
    assert run.flow_version_id == 2


def test_r66_a_pilot_is_asked_of_those_alone_for_whom_it_is(store: Store, file: Path) -> None:
    def put(conn: Connection) -> None:
        text = without_serials(file.read_text(encoding="utf-8")).replace("Pre-Receipt Receive", "Fast")
        new = New(text.encode(), "Try it", "serialhhd", pilot=("anna", "DOCK-1"))
        versions.put_in_force(conn, str(file), new, store.now(), by="maria")

    flows = FlowsInForce(store, str(file), rest=0)
    store.write(put)
    flows.look()
    menus = {who: Session(store, flows, who).view().choices[0].label for who in ("Anna", "ben")}
    assert menus == {"Anna": "Fast", "ben": "Pre-Receipt Receive"}


# --- in a site's own words --------------------------------------------------------------------------------------------

OWN_WORDS = """
[flows.goods_in]
operation = "pre_receipt_receive"
title = { en = "Goods in", de = "Wareneingang" }
short_title = { en = "In", de = "Ein" }
steps = ["scan_pre_receipt", "scan_product", "scan_location"]

[flows.goods_in.scan_pre_receipt]
prompt = { en = "WHICH PAPER?", de = "WELCHER BELEG?" }
help = { de = "Er klebt am Karton." }

[flows.fast]
operation = "pre_receipt_receive"
title = { de = "Schnell" }
steps = ["scan_pre_receipt", "scan_product", "scan_location"]
"""


@pytest.mark.parametrize(
    ("language", "titles", "shorts", "prompt"),
    [
        (Language.GERMAN, ("Wareneingang", "Schnell"), ("Ein", ""), "WELCHER BELEG?"),
        (Language.ENGLISH, ("Goods in", "Schnell"), ("In", ""), "WHICH PAPER?"),
        (Language.SPANISH, ("Goods in", "Schnell"), ("In", ""), "WHICH PAPER?"),
    ],
)
def test_a_site_s_own_words_are_read_in_the_language_that_is_spoken(
    store: Store,
    file: Path,
    language: Language,
    titles: tuple[str, ...],
    shorts: tuple[str, ...],
    prompt: str,
) -> None:
    file.write_text(OWN_WORDS, encoding="utf-8")
    session = Session(store, FlowsFile(file), "anna", language=language)
    menu = session.view()
    assert tuple(choice.label for choice in menu.choices) == titles
    assert tuple(choice.short for choice in menu.choices) == shorts
    asked = scan(session, "goods_in")
    assert (asked.title, asked.short_title, asked.prompt) == (titles[0], shorts[0], prompt)
    helped = scan(session, ":help").message
    assert helped is not None
    assert helped.text.startswith("Er klebt am Karton.  :")


# --- what comes afterwards --------------------------------------------------------------------------------------------


def afterwards(file: Path, word: str) -> None:
    """Let what comes when a document is done be said by the flow goods_in, which asks little."""
    steps = 'steps = ["scan_pre_receipt", "scan_product", "enter_serials", "scan_location"]'
    head = f'[flows.goods_in]\noperation = "pre_receipt_receive"\n{steps}\n'
    file.write_text(f'{head}afterwards = "{word}"\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("word", "step"), [("menu", "menu"), ("document", "scan_pre_receipt"), ("", "scan_pre_receipt")]
)
def test_a_flow_says_what_comes_when_a_document_is_done(
    store: Store, file: Path, word: str, step: str
) -> None:
    afterwards(file, word)
    session = Session(store, FlowsFile(file), "anna")
    assert scan(session, "goods_in", "PR-1", "CAM-1", "SN1", "SN2", "SN3", ":done").step == "scan_location"
    done = scan(session, "GOODS-IN")
    assert (done.step, done.done, code(done)) == (step, True, "line_received")
    assert session.view().step == step
    assert scan(session, ":menu", "goods_in").step == "scan_pre_receipt"


def test_a_scan_that_led_to_the_menu_is_known_when_it_is_delivered_again(store: Store, file: Path) -> None:
    afterwards(file, "menu")
    session = Session(store, FlowsFile(file), "anna")
    scan(session, "goods_in", "PR-1", "CAM-1", "SN1", "SN2", "SN3", ":done")
    assert session.submit(Scan("GOODS-IN", id="7")).step == "menu"
    again = session.submit(Scan("GOODS-IN", id="7"))
    assert (again.step, code(again)) == ("menu", "scan_accepted")
    assert code(session.submit(Scan("GOODS-IN", id="8"))) == "unknown_flow"


def test_a_run_leads_where_the_flow_led_when_it_began(store: Store, file: Path) -> None:
    afterwards(file, "menu")
    session = Session(store, FlowsFile(file), "anna")
    scan(session, "goods_in", "PR-1", "CAM-1", "SN1", "SN2", "SN3", ":done")
    afterwards(file, "")
    assert scan(session, "GOODS-IN").step == "menu"


def test_a_handheld_that_was_opened_for_one_flow_stays_in_it(store: Store, file: Path) -> None:
    afterwards(file, "menu")
    session = Session(store, FlowsFile(file), "anna", "goods_in")
    done = scan(session, "PR-1", "CAM-1", "SN1", "SN2", "SN3", ":done", "GOODS-IN")
    assert (done.step, done.done) == ("scan_pre_receipt", True)


# --- who sees a flow --------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(store: Store, file: Path) -> Path:
    """A file whose second flow is for supervisors, and the third for the devices at the dock; anna is no supervisor, and sue is."""
    add_operator(store, "anna")
    store.write(lambda conn: operators.add(conn, "sue", Role.SUPERVISOR, store.now(), by="office"))
    flow = 'operation = "pre_receipt_receive"\nsteps = ["scan_pre_receipt", "scan_product", "enter_serials", "scan_location"]\n'
    file.write_text(
        f'[flows.all]\n{flow}[flows.fast]\n{flow}shown_to = {{ roles = ["supervisor"] }}\n'
        f'[flows.dock]\n{flow}shown_to = {{ devices = ["DOCK-*"] }}\n',
        encoding="utf-8",
    )
    return file


def offered(view: View) -> list[str]:
    return (view.position or "").removeprefix("menu:").split(",")


@pytest.mark.parametrize(
    ("operator", "device", "names"),
    [
        ("anna", None, ["all"]),
        ("sue", None, ["all", "fast"]),
        ("anna", "dock-7", ["all", "dock"]),
        ("sue", "STORE-1", ["all", "fast"]),
    ],
)
def test_a_flow_is_opened_by_those_alone_who_see_it(
    store: Store, shown: Path, operator: str, device: str | None, names: list[str]
) -> None:
    flows = OnDevice(FlowsFile(shown), device)
    session = Session(store, flows, operator)
    menu = session.view()
    assert offered(menu) == names
    for name in ("all", "fast", "dock"):
        answer = scan(session, name)
        assert (answer.step == "scan_pre_receipt") is (name in names)
        assert code(answer) in ({None} if name in names else {"unknown_flow"})
        scan(session, ":menu")
        if name not in names:
            with pytest.raises(Refused, match="unknown_flow"):
                Session(store, flows, operator, name)
    beyond = session.submit(Scan(str(len(names) + 1), position=menu.position))
    assert code(beyond) == "unknown_flow"
    everything = session.submit(Scan("2", position="menu:all,fast,dock"))
    assert code(everything) == (None if names[1:2] == ["fast"] else "unknown_flow")


def test_a_handheld_that_is_opened_for_a_flow_refuses_at_sign_on_who_does_not_see_it(
    store: Store, shown: Path
) -> None:
    session = Session(store, FlowsFile(shown), flow="fast")
    assert code(scan(session, "anna")) == "unknown_flow"
    assert session.view().step == "sign_on"
    assert scan(session, "sue").step == "scan_pre_receipt"


@pytest.mark.parametrize("opened_for", [None, "all"])
def test_a_run_goes_on_of_a_flow_that_is_no_longer_shown_and_no_other_begins(
    store: Store, shown: Path, opened_for: str | None
) -> None:
    session = Session(store, FlowsFile(shown), "anna", opened_for)
    scan(session, *([] if opened_for else ["all"]), "PR-1", "CAM-1", "SN1")
    text = shown.read_text(encoding="utf-8")
    shown.write_text(
        text.replace("[flows.all]", '[flows.all]\nshown_to = { roles = ["admin"] }'), encoding="utf-8"
    )
    session = Session(store, FlowsFile(shown), "anna", opened_for)
    assert session.view().step == "enter_serials"
    done = scan(session, "SN2", "SN3", ":done", "GOODS-IN")
    assert (done.step, done.done, offered(done)) == ("menu", True, [""])
    assert code(scan(session, "all")) == "unknown_flow"
