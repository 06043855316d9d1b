"""A run of another version of the program goes on as far as this one knows what it says, or says how it is let go."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import TrackingType

Changes = Callable[[dict[str, Any]], None]
FLOWS = FlowsFile(PACKAGED)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """Three cameras announced, of which anna has scanned two."""
    at, full = sqlite_store.now(), TrackingType.FULL_TRACKING
    sqlite_store.write(
        lambda conn: products.add(conn, "CAM-1", name="Camera", at=at, tracking_type=full, by="office")
    )
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 3)], at=at, by="office"))
    tell(at_handheld(sqlite_store), "PR-1", "CAM-1", "SN1", "SN2")
    return sqlite_store


def at_handheld(store: Store, flow: str | None = "goods_in") -> Session:
    return Session(store, FLOWS, "anna", flow)


def tell(session: Session, *texts: str) -> View:
    view = session.view()
    for text in texts:
        view = session.submit(Scan(text, position=view.position or None))
    return view


def wrote(store: Store, column: str, change: Changes | str) -> None:
    """Let another version of the program have written what the run keeps."""
    with store.read() as conn:
        text: str = conn.execute(t.run.select()).one()._mapping[column]
    if isinstance(change, str):
        text = change
    else:
        said = json.loads(text)
        change(said)
        text = json.dumps(said)
    store.write(lambda conn: conn.execute(t.run.update().values({column: text})))


def steps_with(*more: Any) -> Changes:
    return lambda said: said.update(steps=[*said["steps"][:2], *more, *said["steps"][2:]])


def wrong_option(said: dict[str, Any]) -> None:
    said["options"]["over_receipt"] = "if the moon is full"
    said["steps"][2]["enter_serials"]["repeat_window_ms"] = "long"
    said["separator"] = said.get("separator", "")


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("config", steps_with({"weigh_pallet": {"unit": "kg"}})),
        ("config", wrong_option),
        ("config", lambda said: said.update(colour="red", snapshot=99, left_out=[{"weigh_pallet": {}}])),
        ("position", lambda said: said.update(mood="good", empty="nowhere", lot=7, ids={**said["ids"], "tote": "T1"})),
        ("position", lambda said: said.update(question="is_it_raining", pending="SN9")),
        ("position", lambda said: said.update(question="supervisor", approves="night_shift")),
        ("position", lambda said: said.update(question="supervisor_pin", approves="short_unapproved", facts={"sku": "CAM-1"})),
    ],
)  # fmt: skip
def test_what_means_nothing_here_is_left_out_and_the_run_goes_on(
    store: Store, column: str, change: Changes
) -> None:
    wrote(store, column, change)
    view = tell(at_handheld(store))
    assert view.message
    assert (view.step, view.prompt, view.message.code) == ("enter_serials", "SERIAL?", "run_resumed")
    view = tell(at_handheld(store), "SN3", "", "GOODS-IN")
    assert view.message
    assert (view.message.code, view.done) == ("line_received", True)


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("position", lambda said: said.update(step="weigh_pallet")),
        ("config", lambda said: said["steps"].pop(2)),
    ],
)
def test_where_its_step_is_gone_it_goes_on_at_the_first_question(
    store: Store, column: str, change: Changes
) -> None:
    wrote(store, column, change)
    view = tell(at_handheld(store))
    assert (view.step, view.document) == ("scan_pre_receipt", "PR-1")
    assert tell(at_handheld(store), "PR-1").step == "scan_product"
    cancelled = tell(at_handheld(store), ":cancel").message
    assert cancelled
    assert cancelled.text == "Cancelled. 2 serials dropped."


UNREADABLE: list[tuple[str, Changes | str]] = [
    ("config", lambda said: said.update(operation="teleport")),
    ("config", lambda said: said["steps"].pop(0)),
    ("config", lambda said: said.update(steps=[{"weigh_pallet": {}}])),
    ("config", "no json"),
    ("config", "[]"),
    ("position", "{}"),
    ("position", "no json"),
    ("position", "7"),
]


@pytest.mark.parametrize(("column", "change"), UNREADABLE)
def test_what_cannot_go_on_says_so_until_it_is_cancelled(
    store: Store, column: str, change: Changes | str
) -> None:
    wrote(store, column, change)
    session = at_handheld(store)
    for view in (session.view(), tell(session, "SN3"), tell(session, ""), tell(session, ":help")):
        assert view.message
        assert (view.prompt, view.message.code) == ("CANCEL?", "run_unreadable")
        assert [action.word for action in view.actions] == [":cancel", ":quit"]
    assert [label.text for label in session.labels()] == [":cancel"]
    assert session.captured() == ("SN2", "SN1")
    cancelled = tell(session, ":cancel")
    assert cancelled.message
    assert (cancelled.step, cancelled.message.text) == ("scan_pre_receipt", "Cancelled. 2 serials dropped.")
    assert tell(session, "PR-1", "CAM-1", "SN1").serials


@pytest.mark.parametrize(("column", "change"), UNREADABLE)
def test_it_is_left_for_the_menu_and_found_there_again(
    store: Store, column: str, change: Changes | str
) -> None:
    wrote(store, column, change)
    session = at_handheld(store, flow=None)
    assert tell(session).prompt == "CANCEL?"
    assert tell(session, ":back").step == "menu"
    assert tell(session, "goods_in").prompt == "CANCEL?"
    assert tell(session, ":menu").step == "menu"
    assert tell(session, "goods_in", ":cancel").step == "scan_pre_receipt"


def test_a_flow_that_is_gone_as_well_is_let_go_from_the_menu(store: Store) -> None:
    wrote(store, "config", "no json")
    store.write(lambda conn: conn.execute(t.run.update().values(flow="old_flow")))
    session = at_handheld(store, flow=None)
    assert tell(session).prompt == "CANCEL?"
    menu = tell(session, ":menu")
    assert menu.choices[-1].label == "old_flow"
    gone = tell(session, "old_flow", ":cancel")
    assert gone.message
    assert (gone.step, gone.message.code) == ("menu", "run_cancelled")
    assert "old_flow" not in {choice.label for choice in tell(session).choices}


def test_a_scan_that_is_delivered_again_after_such_a_run_is_no_trouble(store: Store) -> None:
    wrote(store, "position", "no json")
    session = at_handheld(store)
    tell(session, ":cancel")
    again = session.submit(Scan("PR-1", id="s-1"))
    assert again.step == "scan_product"
