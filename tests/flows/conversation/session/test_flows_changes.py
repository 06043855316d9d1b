"""What a flows.toml that changes means for who is at work."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.in_force import FlowsInForce
from serialhhd.flows.seam.view import Scan
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import New
from serialhhd.store.engine.store import Store
from serialhhd.store.stock import ledger, runs
from serialhhd.store.words.refusal import Refused
from tests.flows.conversation.session.playing import code, scan, without_serials

# --- flows.toml changes -----------------------------------------------------------------------------------------


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
