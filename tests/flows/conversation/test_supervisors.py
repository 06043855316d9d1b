"""A supervisor's badge and PIN at somebody's handheld (R67): how often they are tried, who is told, and that no PIN stays anywhere."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import get_ident
from uuid import uuid4

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import FlowsFile
from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.in_force.source import OnDevice
from serialhhd.flows.operations import operations
from serialhhd.flows.seam.view import Message, Scan, View
from serialhhd.flows.sentences import messages
from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.people import credentials, logins, operators
from serialhhd.store.stock import ledger
from serialhhd.store.words.vocabulary import LoginMethod, Role, TrackingType
from tests.dumps import dump
from tests.flows.conversation.session.playing import code

ANNAS, SUES = "471108", "998877"
FLOW = """version = 1
[flows.goods_in]
operation = "pre_receipt_receive"
steps = ["scan_pre_receipt", "scan_product", "confirm_quantity", "scan_location"]
needs_supervisor = ["over_receipt", "short", "cancel"]
"""
LINES = 12


class Shelf:
    """A store with twelve pre-receipts of three batteries each, operators, and Sue, a supervisor."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC)
        self.store = store
        self.file = folder / "flows.toml"
        self.file.write_text(FLOW, encoding="utf-8")

    def fill(self, conn: Connection) -> None:
        none = TrackingType.NO_TRACKING
        products.add(conn, "BAT-1", at=self.now, name="Battery", tracking_type=none, by="office")
        for number in range(LINES):
            pre_receipts.add(conn, f"PR-{number}", [("BAT-1", 3)], at=self.now, by="office")
            operators.add(conn, f"op-{number}", Role.OPERATOR, self.now, by="office")
        operators.add(conn, "anna", Role.OPERATOR, self.now, by="office")
        operators.add(conn, "Sue", Role.SUPERVISOR, self.now, by="office")

    def handheld(self, operator: str = "anna", device: str | None = None) -> "Handheld":
        flows = OnDevice(FlowsFile(self.file), device)
        return Handheld(Session(self.store, flows, operator, "goods_in"))

    def noted(self) -> list[tuple[str, str, str, str | None, str | None]]:
        """Return what the audit says, oldest first: kind, name, address, device, reason."""
        with self.store.read() as conn:
            entries = logins.page(conn)[::-1]
        assert {one.method for one in entries} <= {LoginMethod.PIN}
        return [(one.kind.value, one.name, one.address, one.device, one.reason) for one in entries]


class Handheld:
    """A handheld at which one after the other is scanned."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.view = session.view()
        self.views = [self.view]

    def enters(self, *texts: str) -> View:
        for text in texts:
            self.view = self.session.submit(Scan(text, uuid4().hex, self.view.position))
            self.views.append(self.view)
        return self.view

    def receives_too_many(self, ref: str = "PR-0") -> View:
        return self.enters(ref, "BAT-1", "4", "GOODS-IN")


@pytest.fixture
def shelf(store: Store, tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(store, tmp_path)
    store.write(shelf.fill)
    for name, pin in (("anna", ANNAS), ("Sue", SUES)):
        hashed = credentials.hash_secret(pin)
        store.write(partial(credentials.set_pin, name=name, pin_hash=hashed, by="office"))
    with Store.open(store.url, clock=lambda: shelf.now) as opened:
        shelf.store = opened
        yield shelf


# --- the limits of sign-on ----------------------------------------------------------------------------------------


def test_wrong_pins_are_counted_and_noted_with_those_of_signing_on_there(shelf: Shelf) -> None:
    gate = Session(shelf.store, FlowsFile(shelf.file), device="DOCK-1")
    for text in ("sue", "0000", "0000", "0000", ":back"):
        gate.submit(Scan(text))
    handheld = shelf.handheld(device="DOCK-1")
    handheld.receives_too_many()
    assert code(handheld.enters("sue", "0000", "0000")) == "wrong_pin"
    view = handheld.enters(SUES)
    assert (code(view), view.is_secret, view.asks) == ("login_too_often", True, "supervisor_pin")
    assert shelf.handheld("op-1", "DOCK-1").enters("PR-1", "BAT-1", "4", "GOODS-IN", "sue", SUES).asks == (
        "supervisor_pin"
    )
    shelf.now += timedelta(seconds=31)
    assert code(handheld.enters(SUES)) == "line_received"
    noted = shelf.noted()
    assert noted[:3] == [("refused", "sue", "device DOCK-1", "DOCK-1", "wrong_pin")] * 3
    assert noted[3:5] == [("refused", "Sue", "device DOCK-1", "DOCK-1", "wrong_pin")] * 2
    assert noted[-1] == ("login", "Sue", "device DOCK-1", "DOCK-1", "approved")


def test_where_a_device_has_no_name_they_are_counted_at_the_operators_handheld(shelf: Shelf) -> None:
    handheld, other = shelf.handheld(), shelf.handheld("op-1")
    handheld.receives_too_many("PR-0")
    other.receives_too_many("PR-1")
    assert code(handheld.enters("Sue", *("0000",) * 5, SUES)) == "login_too_often"
    assert code(other.enters("Sue", SUES)) == "line_received"
    assert shelf.noted()[0] == ("refused", "Sue", "operator anna", None, "wrong_pin")


def test_pins_tried_at_the_same_time_are_counted_one_by_one(shelf: Shelf) -> None:
    handhelds = [shelf.handheld(f"op-{number}", "DOCK-1") for number in range(LINES)]
    for number, handheld in enumerate(handhelds):
        handheld.receives_too_many(f"PR-{number}")
        handheld.enters("Sue")
    with ThreadPoolExecutor(LINES) as threads:
        told = [code(view) for view in threads.map(lambda one: one.enters("0000"), handhelds)]
    assert sorted(map(str, told)) == ["login_too_often"] * (LINES - 5) + ["wrong_pin"] * 5
    with shelf.store.read() as conn:
        assert ledger.page(conn) == ()


def test_several_supervisors_at_the_same_time_each_approve_what_is_before_them(shelf: Shelf) -> None:
    handhelds = [shelf.handheld(f"op-{number}") for number in range(LINES)]
    for number, handheld in enumerate(handhelds):
        handheld.receives_too_many(f"PR-{number}")
        handheld.enters("Sue")
    with ThreadPoolExecutor(LINES) as threads:
        told = {code(view) for view in threads.map(lambda one: one.enters(SUES), handhelds)}
    assert told == {"line_received"}
    with shelf.store.read() as conn:
        found = sorted(
            (one.operator, one.document, one.quantity, one.approved_by) for one in ledger.page(conn)
        )
    assert found == sorted((f"op-{number}", f"PR-{number}", 4, "Sue") for number in range(LINES))


@pytest.mark.parametrize("wrong", ["0000", "badge"])
def test_the_word_that_is_named_after_a_wrong_pin_leads_to_another_badge(shelf: Shelf, wrong: str) -> None:
    handheld = shelf.handheld()
    handheld.receives_too_many()
    view = handheld.enters("Sue", wrong)
    assert view.message
    assert view.message.text.endswith("or :back for another badge.")
    assert handheld.enters(":back").asks == "supervisor"


def test_who_is_no_supervisor_any_more_when_the_pin_comes_approves_nothing(shelf: Shelf) -> None:
    handheld = shelf.handheld()
    handheld.receives_too_many()
    handheld.enters("Sue")
    shelf.store.write(lambda conn: operators.disable(conn, "Sue", shelf.now, by="office"))
    view = handheld.enters(SUES)
    assert (code(view), view.asks) == ("wrong_pin", "supervisor_pin")
    assert code(handheld.enters(":no")) == "not_approved"


def test_who_is_disabled_between_the_check_and_the_posting_approves_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = credentials.is_secret

    def disabled_then(hashed: str | None, secret: str) -> bool:
        shelf.store.write(lambda conn: operators.disable(conn, "Sue", shelf.now, by="office"))
        return known(hashed, secret)

    handheld = shelf.handheld()
    handheld.receives_too_many()
    handheld.enters("Sue")
    monkeypatch.setattr(credentials, "is_secret", disabled_then)
    view = handheld.enters(SUES)
    assert (code(view), view.asks) == ("no_supervisor", "supervisor")
    with shelf.store.read() as conn:
        assert ledger.page(conn) == ()


# --- a slow check holds nothing up --------------------------------------------------------------------------------


async def test_a_pin_is_checked_outside_any_transaction_and_off_the_loop(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked_in: list[int] = []
    known = credentials.is_secret

    def slow(hashed: str | None, secret: str) -> bool:
        checked_in.append(get_ident())
        shelf.store.write(lambda conn: conn.exec_driver_sql("UPDATE setting SET value = value"))
        return known(hashed, secret)

    handheld = shelf.handheld()
    await asyncio.to_thread(handheld.receives_too_many)
    await asyncio.to_thread(handheld.enters, "Sue")
    monkeypatch.setattr(credentials, "is_secret", slow)
    view = await handheld.session.submit_async(Scan(SUES, "pin", handheld.view.position))
    assert code(view) == "line_received"
    assert (len(checked_in), get_ident() in checked_in) == (1, False)


# --- no PIN stays anywhere ----------------------------------------------------------------------------------------


def test_no_pin_is_in_anything_that_is_kept_or_said(shelf: Shelf) -> None:
    handheld = shelf.handheld()
    handheld.receives_too_many()
    handheld.enters(SUES, "Sue", f"{SUES}o", f":{SUES}", f"{SUES}0", f":undo {SUES}", SUES[:-1])
    with shelf.store.read() as conn:
        kept = str(dump(conn))
    assert "Sue" in kept
    assert SUES[:-1] not in kept
    assert code(handheld.enters(SUES)) == "line_received"
    said = [str(view) + json.dumps(view.as_json()) for view in handheld.views]
    assert not [one for one in said if SUES[:-1] in one]
    with shelf.store.read() as conn:
        kept = str(dump(conn))
    assert "approved" in kept
    assert SUES not in kept


def test_a_view_says_what_may_be_a_pin(shelf: Shelf) -> None:
    handheld = shelf.handheld()
    before = handheld.enters("PR-0", "BAT-1", "4")
    asked = handheld.enters("GOODS-IN")
    named = handheld.enters("Sue")
    after = handheld.enters(SUES)
    said = [(view.is_private, view.is_secret) for view in (before, asked, named, after)]
    assert said == [(False, False), (True, False), (True, True), (False, False)]


def test_the_virtual_scanner_has_no_badge_and_no_pin(shelf: Shelf) -> None:
    handheld = shelf.handheld()
    handheld.receives_too_many()
    assert [label.text for label in handheld.session.labels()] == [":no"]
    handheld.enters("Sue")
    assert [label.text for label in handheld.session.labels()] == [":no"]


def test_what_is_offered_leads_on_or_back(shelf: Shelf) -> None:
    handheld = shelf.handheld()
    handheld.receives_too_many()
    for entry in ("", "Sue"):
        offered = {action.word for action in handheld.enters(entry).actions}
        assert {":no", ":back", ":cancel", ":quit"} <= offered
        assert not offered & {":yes", ":done", ":ok", ":undo", ":short"}
    assert handheld.enters(":back").asks == "supervisor"
    assert (handheld.enters(":back").asks, code(handheld.view)) == ("destination", "not_approved")


def test_to_cancel_while_the_supervisor_is_waited_for_asks_about_that(shelf: Shelf) -> None:
    handheld = shelf.handheld()
    handheld.receives_too_many()
    assert code(handheld.enters(":cancel")) == "cancel_unapproved"
    assert code(handheld.enters(":no")) == "not_approved"
    assert handheld.view.asks == "destination"
    assert code(handheld.enters("GOODS-IN")) == "over_receipt_unapproved"


def test_a_run_that_began_without_the_key_goes_on_without(shelf: Shelf) -> None:
    shelf.file.write_text(FLOW.replace("needs_supervisor", "# "), encoding="utf-8")
    handheld = shelf.handheld()
    handheld.enters("PR-0", "BAT-1")
    shelf.file.write_text(FLOW, encoding="utf-8")
    assert code(shelf.handheld().enters("4", "GOODS-IN")) == "line_received"


# --- whatever needs one -------------------------------------------------------------------------------------------


def test_an_action_that_needs_a_supervisor_is_done_again_after_the_yes_on_whatever_device(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(work: Work, argument: str) -> Message:
        if work.approved_by is None:
            raise refusals.short_unapproved(sku="BAT-1", quantity=0, expected=3)
        return messages.location_chosen(location=f"{argument} by {work.approved_by}")

    given_up = Command(lambda: "Give", give_up)
    monkeypatch.setitem(vars(operations()["pre_receipt_receive"]), "actions", {":give": given_up})
    asked = shelf.handheld().enters("PR-0", "BAT-1", ":give all of it")
    assert (code(asked), asked.prompt) == ("short_unapproved", "SUPERVISOR?")
    other = shelf.handheld()
    assert other.view.message == asked.message
    done = other.enters("sue", SUES)
    assert done.message
    assert (done.message.text, done.step) == ("all of it by Sue", "confirm_quantity")
