"""A handheld from sign-on to sign-off."""

from pathlib import Path

import pytest

from serialhhd.flows.discovery import PACKAGED, FlowsFile
from serialhhd.flows.session import Session
from serialhhd.flows.view import Scan, View
from serialhhd.store import operators, pre_receipts, products
from serialhhd.store.refusal import Refused
from serialhhd.store.store import Store
from serialhhd.store.vocabulary import Role, TrackingType


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A store with one pre-receipt of three cameras."""
    at, full = sqlite_store.now(), TrackingType.FULL_TRACKING
    sqlite_store.write(lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full))
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 3)], at=at))
    return sqlite_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A flows.toml that may be edited."""
    path = tmp_path / "flows.toml"
    path.write_text(PACKAGED.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def add_operator(store: Store, name: str) -> None:
    store.write(lambda conn: operators.add(conn, name, Role.OPERATOR, store.now()))


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
    assert (view.step, view.message) == (step, None)


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


def test_a_broken_file_changes_nothing_and_is_reported_once_in_the_place_of_mere_information(
    store: Store, file: Path
) -> None:
    session = Session(store, FlowsFile(file), "anna", "goods_in")
    session.view()
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace("pre_entered", "pre_entred"), encoding="utf-8")
    assert code(session.submit(Scan("NOPE"))) == "unknown"
    view = session.submit(Scan("PR-1"))
    assert view.step == "scan_product"
    assert view.message
    assert (view.message.severity, view.message.code) == ("warning", "flows_file_broken")
    assert view.message.text.endswith('unknown key "pre_entred" - did you mean "pre_entered"?')
    assert code(session.submit(Scan("CAM-1"))) == "product_chosen"


def test_a_file_broken_again_is_reported_again(store: Store, file: Path) -> None:
    session = Session(store, FlowsFile(file), "anna")
    right = file.read_text(encoding="utf-8")
    file.write_text("version = 2\n", encoding="utf-8")
    assert code(session.view()) == "flows_file_broken"
    assert session.view().message is None
    file.write_text(right, encoding="utf-8")
    assert session.view().message is None
    file.write_text("version = 33\n", encoding="utf-8")
    assert code(session.view()) == "flows_file_broken"
    assert [choice.key for choice in session.view().choices] == ["1", "2"]


def test_a_flow_taken_out_of_the_file_stays_for_who_uses_it(store: Store, file: Path) -> None:
    session = Session(store, FlowsFile(file), "anna", "goods_in")
    scan(session, "PR-1")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("flows.goods_in", "flows.other_in"), encoding="utf-8")
    assert scan(session, "CAM-1").step == "enter_serials"
    menu = scan(Session(store, FlowsFile(file), "anna"))
    assert menu.step == "menu"
