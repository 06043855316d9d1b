"""The menu, and the ways that lead to it."""

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Serials
from serialhhd.store.engine.store import Store
from serialhhd.store.symbols.scan import LONGEST
from serialhhd.store.words.refusal import Refused
from tests.flows.conversation.session.playing import code, scan


def test_the_menu_offers_the_flows(store: Store) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED), "anna"))
    titles = [flow.title for flow in load(PACKAGED)]
    assert titles[:3] == ["Pre-Receipt Receive", "Pick Tasks by Pick List", "Move Stock"]
    assert [(choice.key, choice.label) for choice in view.choices] == [
        (str(number), title) for number, title in enumerate(titles, start=1)
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
        ("99", "unknown_flow"),
        ("0", "unknown_flow"),
        ("goods", "unknown_flow"),
        ("]C01", "unknown_flow"),
        ("]C101", "unknown_flow"),
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
    assert refused.value.facts["flows"] == tuple(load(PACKAGED).flows)


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
    assert [label.text for label in session.labels()] == [
        str(number) for number in range(1, len(load(PACKAGED)) + 1)
    ]
    scan(session, "1")
    assert "PR-1" in {label.text for label in session.labels()}
