"""A third operation is one file: it plays in line mode, on the smallest tall handheld and into a serial's trace.

`third_operation/replenish.py` is put where operations are found. No step, table, screen, label maker or sentence of others knows
of it; CONTRIBUTING shows the file.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from serialhhd.cli.main import app
from serialhhd.flows import operations, steps
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.descriptions import diagram
from serialhhd.flows.operations.choosing import WhatLiesThere
from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.rehearsal.perfect_operator import Outcome, PerfectOperator
from serialhhd.flows.seam.view import Scan, View
from serialhhd.flows.sentences import sentence
from serialhhd.flows.words.word import DESTINATION
from serialhhd.flows.words.word import SOURCE as FROM
from serialhhd.store.catalogue import places, products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from tests.docs.pages import BY_NAME
from tests.screens.conftest import terminals_on

FOLDER = Path(__file__).with_name("third_operation")
SOURCE = (FOLDER / "replenish.py").read_text(encoding="utf-8")
STEPS = ("scan_location", "scan_product", "enter_serials", "confirm_quantity", "scan_destination")
MOVED = "CAM-200: 2 brought from A-01-01 to B-01-01"


def flow(*steps: str, more: str = "") -> str:
    """A flow of the operation."""
    return f'version = 1\n[flows.replenish]\noperation = "replenish"\nsteps = {list(steps)}\n{more}'


@pytest.fixture
def flows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A flows.toml with a flow of the operation, which the program finds for the time of a test."""
    monkeypatch.setattr(operations, "__path__", [*operations.__path__, str(FOLDER)])
    monkeypatch.setattr(sentence, "SENTENCES", dict(sentence.SENTENCES))
    operations.operations.cache_clear()
    file = tmp_path / "flows.toml"
    file.write_text(flow(*STEPS), encoding="utf-8")
    yield file
    monkeypatch.undo()
    operations.operations.cache_clear()
    del sys.modules["serialhhd.flows.operations.replenish"]


@pytest.fixture
def store(tmp_path: Path, sample_template: Path) -> Iterator[Store]:
    """The demo's warehouse: cameras with serials and cables without at A-01-01 and B-01-01."""
    path = tmp_path / "sample.db"
    shutil.copy(sample_template, path)
    with Store.open(str(path)) as opened:
        yield opened


def run(store: Store, flows: Path, *arguments: str, given: str = "") -> str:
    """Run a command and return what it prints."""
    told = CliRunner().invoke(app, ["--store", store.url, "--flows", str(flows), *arguments], input=given)
    assert told.exit_code == 0, (told.stdout, told.stderr, told.exception)
    return told.stdout


def moved_serials(store: Store, flows: Path) -> str:
    """Move two cameras in line mode and return what was said."""
    said = "A-01-01\nCAM-200\nSN0002\nSN0003\n:done\n\nB-01-01\n"
    return run(store, flows, "hhd", "--plain", "--operator", "anna", "--flow", "replenish", given=said)


def test_it_plays_in_line_mode_and_into_the_trace(store: Store, flows: Path) -> None:
    assert MOVED in moved_serials(store, flows)
    trace = json.loads(run(store, flows, "serial", "show", "SN0002", "--product", "CAM-200", "--json"))
    assert (trace["state"], trace["location"]) == ("in_stock", "B-01-01")
    ledger = [(row["kind"], row["quantity"], row["operator"]) for row in trace["history"]]
    assert ledger[-2:] == [("transfer", -2, "anna"), ("transfer", 2, "anna")]
    assert "transfer" in run(store, flows, "serial", "show", "SN0002", "--product", "CAM-200")
    assert run(store, flows, "store", "check") == "ok\n"


def test_what_has_no_serials_moves_by_quantity(store: Store, flows: Path) -> None:
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    session.submit(Scan("B-01-01"))
    assert session.submit(Scan("CBL-2")).step == "confirm_quantity"
    for text, code in [
        ("", "quantity_needed"),
        ("100000", "not_enough_stock"),
        ("3", "quantity_confirmed"),
        ("B-01-01", "same_place"),
        ("A-01-01", "replenished"),
    ]:
        view = session.submit(Scan(text))
        assert view.message
        assert view.message.code == code
    assert (view.step, view.fields) == ("scan_product", {"location": "B-01-01"})


def test_what_needs_serials_is_refused_in_a_flow_that_asks_for_none(store: Store, flows: Path) -> None:
    flows.write_text(flow("scan_location", "scan_product", "confirm_quantity", "scan_destination"))
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    session.submit(Scan("A-01-01"))
    told = session.submit(Scan("CAM-200")).message
    assert told
    assert told.code == "no_serial_step"


async def test_it_plays_on_the_handheld(store: Store, flows: Path) -> None:
    async with terminals_on(store, "replenish", flows)(size=(20, 16)) as terminal:
        assert "LOCATION?" in terminal.screen
        assert "CAM-200" in await terminal.sends("A-01-01\r")
        assert "SERIAL?" in await terminal.sends("CAM-200\r")
        scanned = await terminal.sends("SN0002\r", "SN0003\r")
        assert "Full Tracki… A-01-01" in scanned
        assert "TO LOCATION?" in await terminal.sends(":done\r", "\r")
        drawn = await terminal.sends("B-01-01\r")
    rows = drawn.split("\n")
    assert {len(row) for row in rows} == {20}
    assert MOVED in re.sub(r"\s+", " ", drawn)
    assert "PRODUCT?" in drawn


def test_the_place_holds_until_the_operator_goes_back_to_it(store: Store, flows: Path) -> None:
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    there = session.submit(Scan("B-01-01"))
    assert "CBL-2" in {choice.label.split(" ")[0] for choice in there.choices}
    listed = session.submit(Scan(":list")).message
    assert listed
    assert "CBL-2" in listed.text
    chosen = session.submit(Scan("1"))
    assert chosen.fields["location"] == "B-01-01"
    assert ":short" not in {action.word for action in chosen.actions}
    assert session.submit(Scan(":back")).step == "scan_product"
    assert session.submit(Scan(":back")).prompt == "LOCATION?"
    moved_on = session.submit(Scan("A-01-01"))
    assert (moved_on.step, moved_on.fields) == ("scan_product", {"location": "A-01-01"})


def test_where_goods_go_holds_where_the_operation_says_so(
    store: Store, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        vars(operations.operations()["replenish"]),
        "turns",
        WhatLiesThere(keeps=frozenset({FROM, DESTINATION})),
    )  # a cart, say
    flows.write_text(
        flow("scan_location", "scan_destination", "scan_product", "enter_serials", "confirm_quantity")
    )
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    for text in ("A-01-01", "B-01-01", "CAM-200", "SN0002", ":done"):
        session.submit(Scan(text))
    first = session.submit(Scan(""))
    assert (first.step, first.fields) == ("scan_product", {"location": "A-01-01", "destination": "B-01-01"})
    for text in ("CAM-200", "SN0003", ":done"):
        session.submit(Scan(text))
    second = session.submit(Scan("")).message
    assert second
    assert second.text == "CAM-200: 1 brought from A-01-01 to B-01-01"


TRUCK = """
from typing import ClassVar
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words.turn import advance

class ScanTruck(Step):
    name: ClassVar[str] = "scan_truck"
    asks: ClassVar[tuple[str, ...]] = ("truck",)

    def question(self, work: Work) -> str:
        return "TRUCK?"

    def answer(self, work: Work, text: str) -> Message:
        work.note("truck", text)
        return advance(work) or messages.location_chosen(location=text)
"""


def test_a_word_of_a_step_that_comes_before_the_turns_holds_for_all_of_them(
    store: Store, flows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scan_truck.py").write_text(TRUCK, encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(steps, "__path__", [*steps.__path__, str(tmp_path)])
        steps.step_types.cache_clear()
        flows.write_text(flow("scan_truck", *STEPS), encoding="utf-8")
        session = Session(store, FlowsFile(flows), "anna", "replenish")
        for text in ("T-1", "B-01-01", "CBL-2", "3", "A-01-01"):
            view = session.submit(Scan(text))
    steps.step_types.cache_clear()
    del sys.modules["serialhhd.flows.steps.scan_truck"]
    assert (view.step, view.fields) == ("scan_product", {"location": "B-01-01", "truck": "T-1"})


@pytest.fixture
def two_kinds(store: Store) -> Store:
    """Two cameras of another account, SN0901 and SN0902, beside the others at A-01-01."""
    receive_cameras(store, "PR-A", "ACME", "A-01-01", "SN0901", "SN0902")
    return store


def receive_cameras(store: Store, ref: str, account: str, at: str, *serials: str) -> None:
    """Receive cameras with these serials."""
    now = store.now()
    if account != places.MAIN:
        store.write(lambda conn: places.add_account(conn, account, by="office"))
    wanted = [("CAM-200", len(serials))]
    store.write(lambda conn: pre_receipts.add(conn, ref, wanted, at=now, account=account, by="office"))
    session = Session(store, FlowsFile(PACKAGED), "ben", "goods_in")
    for text in (ref, "CAM-200", *serials, "", "", at):
        view = session.submit(Scan(text))
    assert view.done


def moved_of(view: View) -> str:
    assert view.message
    return view.message.text


def test_where_stock_of_several_kinds_lies_the_operator_chooses(two_kinds: Store, flows: Path) -> None:
    session = Session(two_kinds, FlowsFile(flows), "anna", "replenish")
    there = session.submit(Scan("A-01-01"))
    assert [choice.label for choice in there.choices if "CAM-200" in choice.label] == ["CAM-200 7"]
    asked = session.submit(Scan("CAM-200"))
    assert moved_of(asked) == "A-01-01 has 2 kinds of CAM-200. Choose one, or scan a serial."
    assert [choice.label for choice in asked.choices] == ["5 MAIN Full Tracking", "2 ACME Full Tracking"]
    assert moved_of(session.submit(Scan("3"))).startswith("3 is neither a number of the list nor a serial")
    assert session.submit(Scan(":back")).prompt == "PRODUCT?"
    session.submit(Scan("CAM-200"))
    chosen = session.submit(Scan("2"))
    assert (chosen.step, moved_of(chosen)) == ("enter_serials", "CAM-200  2 there")
    assert moved_of(session.submit(Scan("SN0002"))).startswith("SN0002")  # that of the other account
    assert session.submit(Scan("SN0901")).serials
    for text in (":done", "", "B-01-01"):
        view = session.submit(Scan(text))
    assert moved_of(view) == "CAM-200: 1 brought from A-01-01 to B-01-01"


def test_a_serial_says_which_stock_is_meant(two_kinds: Store, flows: Path) -> None:
    session = Session(two_kinds, FlowsFile(flows), "anna", "replenish")
    for text in ("A-01-01", "CAM-200", "SN0902"):
        view = session.submit(Scan(text))
    assert view.serials
    assert (view.step, view.serials.last) == ("enter_serials", "SN0902")
    assert session.submit(Scan("CAM-200")).step == "enter_serials"
    session.submit(Scan(":undo"))
    with two_kinds.read() as conn:
        gtin = products.barcodes(conn, products.show(conn, "CAM-200"))[0]
    session.submit(Scan(":back"))
    symbol = session.submit(Scan(f"]C101{gtin}21SN0901"))
    assert symbol.serials
    assert (symbol.step, symbol.serials.last) == ("enter_serials", "SN0901")


def test_another_device_goes_on_with_it(store: Store, flows: Path) -> None:
    first = Session(store, FlowsFile(flows), "anna", "replenish")
    for text in ("A-01-01", "CAM-200", "SN0002"):
        first.submit(Scan(text))
    second = Session(store, FlowsFile(flows), "anna", "replenish")
    view = second.view()
    assert view.step == "enter_serials"
    assert view.serials
    assert (view.serials.captured, view.serials.expected) == (1, None)
    assert second.submit(Scan("SN0002")).message != view.message
    assert second.submit(Scan(":undo")).serials != view.serials


def test_it_moves_on_the_labels_of_the_virtual_scanner_alone(store: Store, flows: Path) -> None:
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    for _ in range(2):
        session.submit(Scan(next(label.text for label in session.labels() if label.is_good)))
    asked = session.view()
    assert asked.step in {"enter_serials", "confirm_quantity"}
    for text in [session.labels()[0].text, ":done", ""] if asked.step == "enter_serials" else ["1"]:
        session.submit(Scan(text))
    here = asked.fields["location"]
    there = next(label.text for label in session.labels() if label.is_good and label.text != here)
    told = session.submit(Scan(there)).message
    assert told
    assert told.code == "replenished"


# --- what is proposed, confirmed and skipped ---------------------------------------------------------------------------


def test_each_place_is_proposed_and_kept_for_itself(store: Store, flows: Path) -> None:
    more = "scan_location.default = 'b-01-01'\nscan_location.keep = true\nscan_destination.keep = true"
    flows.write_text(flow(*STEPS, more=more), encoding="utf-8")
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    begun = session.view()
    assert (begun.step, begun.proposed, begun.enter, begun.position) == (
        "scan_location",
        "B-01-01",
        ":ok",
        "",
    )
    assert session.labels()[0].text == ""
    for text in ("", "CBL-2", "3"):
        asked = session.submit(Scan(text))
    assert (asked.step, asked.proposed, asked.enter) == ("scan_destination", None, None)
    for text in ("A-01-01", "CBL-2", "1"):
        asked = session.submit(Scan(text))
    assert (asked.step, asked.proposed) == ("scan_destination", "A-01-01")
    session.submit(Scan(":cancel"))
    assert session.view().proposed == "B-01-01"
    assert session.submit(Scan("")).fields == {"location": "B-01-01"}


def test_a_first_question_that_is_confirmed_waits_on_whatever_device(store: Store, flows: Path) -> None:
    more = "scan_location.confirm = 'scan_again'\nscan_location.skip_when = 'one_answer'"
    flows.write_text(flow(*STEPS, more=more), encoding="utf-8")
    first = Session(store, FlowsFile(flows), "anna", "replenish")
    assert first.submit(Scan("B-01-01")).prompt == "AGAIN B-01-01"
    second = Session(store, FlowsFile(flows), "anna", "replenish")
    assert second.view().prompt == "AGAIN B-01-01"
    good = [label.text for label in second.labels() if label.is_good]
    assert good == ["B-01-01"]
    assert second.submit(Scan("B-01-01")).step == "scan_product"


def test_what_would_be_skipped_is_asked_where_one_more_answer_is_needed(store: Store, flows: Path) -> None:
    """One product lies there, of two kinds: only a person can say which."""
    store.write(lambda conn: places.add_location(conn, "C-01-01", by="office"))
    receive_cameras(store, "PR-A", "ACME", "C-01-01", "SN0801", "SN0802")
    more = """scan_location.default = "C-01-01"
scan_location.skip_when = "default_given"
scan_product.skip_when = "one_answer"
"""
    flows.write_text(flow(*STEPS, more=more), encoding="utf-8")
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    assert session.view().step == "scan_product"  # nobody has answered anything: one question is left
    assert moved_of(session.submit(Scan("CAM-200"))) == "CAM-200  2 there. Not asked: C-01-01."
    session.submit(Scan(":back"))
    assert session.submit(Scan(":back")).step == "scan_location"
    alone = session.submit(Scan(""))
    assert (alone.step, moved_of(alone)) == ("enter_serials", "C-01-01. Not asked: CAM-200.")
    session.submit(Scan(":cancel"))
    receive_cameras(store, "PR-B", places.MAIN, "C-01-01", "SN0803", "SN0804")
    asked = session.view()
    assert (asked.step, asked.prompt) == ("scan_product", "PRODUCT?")
    assert session.submit(Scan("CAM-200")).prompt == "WHICH?"


def test_a_skipped_place_at_which_nothing_can_be_posted_is_asked(store: Store, flows: Path) -> None:
    more = 'scan_destination.default = "B-01-01"\nscan_destination.skip_when = "default_given"\n'
    flows.write_text(flow(*STEPS, more=more), encoding="utf-8")
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    for text in ("B-01-01", "CBL-2", "3"):
        view = session.submit(Scan(text))
    assert (view.step, view.proposed, moved_of(view)) == ("scan_destination", "B-01-01", "Quantity 3")
    refused = session.submit(Scan(""))
    assert moved_of(refused) == "The goods are at B-01-01 already."
    assert moved_of(session.submit(Scan("A-01-01"))) == "CBL-2: 3 brought from B-01-01 to A-01-01"
    assert run(store, flows, "store", "check") == "ok\n"


def test_a_turn_is_posted_by_the_answers_that_remain(store: Store, flows: Path) -> None:
    more = """scan_destination.default = "A-01-01"
scan_destination.skip_when = "default_given"
confirm_quantity.skip_when = "one_answer"
"""
    flows.write_text(flow(*STEPS, more=more), encoding="utf-8")
    store.write(lambda conn: places.add_location(conn, "C-01-01", by="office"))
    receive_cameras(store, "PR-A", places.MAIN, "C-01-01", "SN0801", "SN0802")
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    for text in ("B-01-01", "CBL-2", "3"):
        told = session.submit(Scan(text))
    assert moved_of(told) == "CBL-2: 3 brought from B-01-01 to A-01-01. Not asked: A-01-01."
    for text in (":back", "C-01-01", "CAM-200", "SN0801", "SN0802"):
        told = session.submit(Scan(text))
    assert moved_of(told) == (
        "CAM-200: 2 brought from C-01-01 to A-01-01 C-01-01 is empty. "
        ":back asks for another location. Not asked: 2, A-01-01."
    )


# --- what is checked --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "more", "problem"),
    [
        (STEPS, "over_receipt = 2", 'unknown key "over_receipt" - it is an option of "pre_receipt_receive"'),
        (("scan_pre_receipt", *STEPS), "", '"scan_pre_receipt" is a step of "pre_receipt_receive", not of "replenish"'),
        (STEPS[:-1], "", 'missing step "scan_destination": "replenish" cannot do without it'),
        (
            ("scan_product", "scan_location", "scan_destination"),
            "",
            '"scan_product" needs the source: it must come after "scan_location"',
        ),
    ],
)  # fmt: skip
def test_its_flows_are_checked_by_its_words(
    flows: Path, steps: tuple[str, ...], more: str, problem: str
) -> None:
    flows.write_text(flow(*steps, more=more), encoding="utf-8")
    with pytest.raises(FlowsInvalid) as invalid:
        load(flows)
    assert [one.told for one in invalid.value.problems] == [problem]


def test_work_that_no_document_asks_for_is_drawn_without_an_end(flows: Path) -> None:
    drawn = diagram.text(load(flows).flows["replenish"])
    assert drawn.splitlines()[-1].endswith("the next")
    assert diagram.DONE not in drawn + diagram.mermaid(load(flows).flows["replenish"])


def test_the_page_shows_the_file() -> None:
    assert SOURCE in BY_NAME["CONTRIBUTING.md"].read_text(encoding="utf-8")


@pytest.mark.parametrize("last", [STEPS, (*STEPS[:2], "scan_destination", *STEPS[2:4])])
def test_a_perfect_operator_plays_it_in_any_order(store: Store, flows: Path, last: tuple[str, ...]) -> None:
    flows.write_text(flow(*last), encoding="utf-8")
    two = Assignment(
        answers={"source": ("A-01-01",), "product": ("CAM-200",), "destination": ("B-01-01",)},
        quantity=2,
        serials=(("SN0002",), ("SN0003",)),
    )
    session = Session(store, FlowsFile(flows), "anna", "replenish")
    assert PerfectOperator(session).do(two) == Outcome(7)
    told = run(store, flows, "serial", "show", "SN0003", "--product", "CAM-200", "--json")
    assert json.loads(told)["location"] == "B-01-01"
