"""Operations that are unlike those there are: each is one file, and plays in line mode and on the handheld's screen.

`more_operations/` and `more_steps/` are put where operations and steps are found: with documents in another state and no product; with
two kinds of documents, of which one has its lines on others. No step, table, screen, label maker or sentence of others knows of them. What is
without a document, with a reason and an action of its own, is `adjust_out`, which is there.
"""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from serialhhd.cli.main import app
from serialhhd.flows import operations, steps
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.config.schema import json_schema
from serialhhd.flows.conversation.actions import ACTIONS
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.rehearsal.perfect_operator import Outcome, PerfectOperator
from serialhhd.flows.seam.view import Scan, View
from serialhhd.flows.sentences import sentence
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from tests.screens.conftest import terminals_on

HERE = Path(__file__).parent
FLOWS = """
version = 1

[flows.adjust_out]
operation = "adjust_out"
steps = ["scan_location", "scan_product", "enter_serials", "confirm_quantity", "choose_reason"]
[flows.adjust_out.choose_reason]
reasons = ["Damaged", "Lost", "Scrapped"]

[flows.units_out]
operation = "adjust_out"
steps = ["scan_location", "scan_product", "scan_one", "confirm_quantity", "choose_reason"]

[flows.hand_over]
operation = "hand_over"
steps = ["scan_pick_list", "scan_truck"]

[flows.by_list]
operation = "cross_pick"
steps = ["scan_pick_list", "scan_location", "scan_product", "enter_serials", "confirm_quantity"]

[flows.by_delivery]
operation = "cross_pick"
steps = ["scan_pre_receipt", "scan_location", "scan_product", "enter_serials", "confirm_quantity"]

[flows.by_any]
operation = "cross_pick"
steps = ["scan_paper", "scan_location", "scan_product", "enter_serials", "confirm_quantity"]
"""


@contextmanager
def found_there(patched: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the program find the operations and steps of this folder."""
    before = set(sys.modules)
    patched.setattr(operations, "__path__", [*operations.__path__, str(HERE / "more_operations")])
    patched.setattr(steps, "__path__", [*steps.__path__, str(HERE / "more_steps")])
    patched.setattr(sentence, "SENTENCES", dict(sentence.SENTENCES))
    operations.operations.cache_clear()
    steps.step_types.cache_clear()
    yield
    patched.undo()
    operations.operations.cache_clear()
    steps.step_types.cache_clear()
    for name in {name for name in set(sys.modules) - before if _is_one_of_them(name)}:
        del sys.modules[name]


def _is_one_of_them(name: str) -> bool:
    file = getattr(sys.modules[name], "__file__", None) or ""
    return file.startswith(str(HERE / "more_"))


@pytest.fixture
def flows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "flows.toml"
    file.write_text(FLOWS, encoding="utf-8")
    with found_there(monkeypatch):
        yield file


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


def play(store: Store, flows: Path, flow: str, *texts: str) -> str:
    """Play a flow in line mode and return what was said."""
    given = "".join(f"{text}\n" for text in texts)
    return run(store, flows, "hhd", "--plain", "--operator", "anna", "--flow", flow, given=given)


def tell(session: Session, *texts: str) -> View:
    view = session.view()
    for text in texts:
        view = session.submit(Scan(text))
    return view


def said(view: View) -> str:
    assert view.message
    return view.message.text


def trace_of(store: Store, flows: Path, serial: str) -> dict[str, object]:
    told = run(store, flows, "serial", "show", serial, "--product", "CAM-200", "--json")
    found: dict[str, object] = json.loads(told)
    return found


# --- without a document, with a reason and an action of its own ---------------------------------------------------


def test_stock_is_adjusted_out_for_a_reason_in_line_mode(store: Store, flows: Path) -> None:
    told = play(store, flows, "adjust_out", "A-01-01", "CAM-200", "SN0002", ":done", "", "3")
    assert "-1 CAM-200 at A-01-01: Scrapped." in told
    assert trace_of(store, flows, "SN0002")["state"] == "removed"
    assert run(store, flows, "store", "check") == "ok\n"


async def test_and_on_the_handheld_with_all_that_lies_there(store: Store, flows: Path) -> None:
    async with terminals_on(store, "adjust_out", flows)(size=(20, 16)) as terminal:
        assert "SERIAL?" in await terminal.sends("A-01-01\r", "CAM-200\r")
        offered = await terminal.sends(".\r")
        assert "All" in offered
        number = next(row.split()[0] for row in offered.split("\n") if row.split()[1:2] == ["All"])
        assert "REASON?" in await terminal.sends(f".{number}\r")
        drawn = await terminal.sends("Broken by a truck\r")
    assert "PRODUCT?" in drawn
    assert trace_of(store, flows, "SN0006")["state"] == "removed"
    assert run(store, flows, "store", "check") == "ok\n"


def test_an_action_of_an_operation_is_offered_where_it_makes_sense_and_known_nowhere_else(
    store: Store, flows: Path
) -> None:
    session = Session(store, FlowsFile(flows), "anna", "adjust_out")
    assert said(tell(session, ":all")) == ":all does nothing at the location."
    cables = tell(session, "B-01-01", "CBL-2")
    assert ":all" in {action.word for action in cables.actions}
    assert tell(session, ":all").prompt == "REASON?"
    assert said(tell(session, ":all")) == ":all does nothing at the reason."
    receiving = Session(store, FlowsFile(PACKAGED), "anna", "goods_in")
    assert said(tell(receiving, ":all")) == ":all: no such action. :help lists them."


def test_what_an_operation_makes_of_a_common_action_goes_before_it_while_it_is_offered(
    store: Store, flows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adjust_out = operations.operations()["adjust_out"]
    for_any = adjust_out.actions[":all"]
    monkeypatch.setitem(vars(adjust_out), "actions", {":done": for_any})
    session = Session(store, FlowsFile(flows), "anna", "adjust_out")
    assert tell(session, "B-01-01", "CBL-2", ":done").prompt == "REASON?"
    assert said(tell(session, ":done")) == ":done does nothing at the reason."


def test_own_actions_have_labels_and_words_as_those_of_all(flows: Path) -> None:
    assert flows.exists()
    own = [one for operation in operations.operations().values() for one in operation.actions.items()]
    assert {word for word, _ in own} == {":all", ":done", ":full", ":skip"}
    for word, command in own:
        assert word.startswith(":")
        assert word == word.casefold()
        assert (
            word not in ACTIONS or word == ":done"
        )  # there it ends what is asked, here the place that is counted
        assert len(command.label()) <= 6


def test_a_step_asks_for_the_word_that_the_operation_knows(store: Store, flows: Path) -> None:
    session = Session(store, FlowsFile(flows), "anna", "units_out")
    asked = tell(session, "A-01-01", "CAM-200")
    assert (asked.step, asked.prompt) == ("scan_one", "SERIAL?")
    view = tell(session, "SN0002", "SN0003", ":undo", ":done", "", "Lost")
    assert said(view) == "-1 CAM-200 at A-01-01: Lost."
    adjust_out = operations.operations()["adjust_out"]
    knows_units = adjust_out.words | {"unit"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(vars(adjust_out), "words", knows_units)
        assert load(flows).flows["units_out"].words["scan_one"] == "unit"
    assert load(flows).flows["units_out"].words["scan_one"] == "serials"


# --- with documents in another state, and no product --------------------------------------------------------------


@pytest.fixture
def picked(store: Store) -> Store:
    """Pick list PL-9 with two cameras, picked."""
    at = store.now()
    cameras = [WantedTask("CAM-200", 2)]
    store.write(lambda conn: pick_lists.add(conn, "PL-9", cameras, at=at, customer="City Zoo", by="office"))
    session = Session(store, FlowsFile(PACKAGED), "ben", "goods_out")
    assert tell(session, "PL-9", "A-01-01", "CAM-200", "SN0002", "SN0003", "").done
    return store


def test_a_picked_list_is_handed_over_in_line_mode(picked: Store, flows: Path) -> None:
    assert "PL-9 left on T-1" in play(picked, flows, "hand_over", "PL-9", "T-1")
    assert trace_of(picked, flows, "SN0002")["state"] == "dispatched"


async def test_and_on_the_handheld(picked: Store, flows: Path) -> None:
    async with terminals_on(picked, "hand_over", flows)(size=(20, 16)) as terminal:
        asked = terminal.screen
        assert "PL-9" in asked
        assert "PL-501" not in asked  # it is not picked yet
        assert "TRUCK?" in await terminal.sends("PL-9\r")
        drawn = await terminal.sends("T-1\r")
    assert "PL-9 left on T-1" in drawn
    assert trace_of(picked, flows, "SN0003")["state"] == "dispatched"


def test_a_document_that_does_not_ask_for_this_work_is_refused(picked: Store, flows: Path) -> None:
    session = Session(picked, FlowsFile(flows), "anna", "hand_over")
    refused = tell(session, "PL-501").message
    assert refused
    assert refused.code == "document_not_open"
    assert tell(session, "PL-9").fields == {"pick_list": "PL-9", "customer": "City Zoo"}
    at = picked.now()
    picked.write(lambda conn: pick_lists.dispatch(conn, "PL-9", at=at, by="office"))
    gone = session.submit(Scan("T-1")).message
    assert gone
    assert gone.code == "document_gone"


# --- with two kinds of documents, and lines on others -------------------------------------------------------------


@pytest.fixture
def wanted(store: Store) -> Store:
    """Cameras come with PR-50; PL-A and PL-B want some each, PL-A also cables."""
    at = store.now()
    store.write(lambda conn: pre_receipts.add(conn, "PR-50", [("CAM-200", 9)], at=at, by="office"))
    two_and_cables = [WantedTask("CAM-200", 2), WantedTask("CBL-2", 1)]
    store.write(lambda conn: pick_lists.add(conn, "PL-A", two_and_cables, at=at, by="office"))
    store.write(lambda conn: pick_lists.add(conn, "PL-B", [WantedTask("CAM-200", 1)], at=at, by="office"))
    store.write(lambda conn: pick_lists.cancel(conn, "PL-501", at, by="office"))
    store.write(lambda conn: pick_lists.cancel(conn, "PL-502", at, by="office"))
    return store


def test_the_tasks_of_several_lists_are_picked_for_one_delivery(wanted: Store, flows: Path) -> None:
    first = ("PR-50", "A-01-01", "CAM-200", "SN0002", "SN0003", "")
    told = play(wanted, flows, "by_delivery", *first, "A-01-01", "CAM-200", "SN0004", "")
    assert "2 CAM-200 picked from A-01-01" in told
    assert "PL-B is complete. 1 CAM-200 picked" in told
    history = trace_of(wanted, flows, "SN0004")["history"]
    assert isinstance(history, list)
    assert history[-1]["document"] == "PL-B"
    assert run(wanted, flows, "store", "check") == "ok\n"


async def test_and_on_the_handheld_which_shows_both_papers(wanted: Store, flows: Path) -> None:
    async with terminals_on(wanted, "by_delivery", flows)(size=(20, 16)) as terminal:
        assert "GO TO A-01-01" in await terminal.sends("PR-50\r")
        assert "SERIAL?" in await terminal.sends("A-01-01\r", "CAM-200\r")
        drawn = await terminal.sends("SN0002\r", "SN0003\r", "\r")
    assert "GO TO A-01-01" in drawn
    session = Session(wanted, FlowsFile(flows), "anna", "by_delivery")
    view = session.view()
    assert (view.document, view.fields["pre_receipt"], view.fields["pick_list"]) == ("PR-50", "PR-50", "PL-B")
    assert view.progress
    assert (view.progress.line, view.progress.lines, view.progress.units) == (2, 2, 2)
    last = tell(session, "A-01-01", "CAM-200", "SN0004", "")
    assert (last.done, last.step) == (True, "scan_pre_receipt")


def test_the_same_operation_goes_by_one_list(wanted: Store, flows: Path) -> None:
    session = Session(wanted, FlowsFile(flows), "anna", "by_list")
    assert {choice.label for choice in session.view().choices} == {"PL-A", "PL-B"}
    view = tell(session, "PL-B", "A-01-01", "CAM-200", "SN0002", "")
    assert (view.done, said(view)) == (True, "PL-B is complete. 1 CAM-200 picked from A-01-01.")


def test_one_question_takes_either_kind(wanted: Store, flows: Path) -> None:
    session = Session(wanted, FlowsFile(flows), "anna", "by_any")
    assert {"PL-A", "PL-B", "PR-50"} <= {choice.label for choice in session.view().choices}
    assert "no such document" in said(tell(session, "PX-1")).casefold() or "PX-1" in said(
        tell(session, "PX-1")
    )
    assert tell(session, "PR-50").fields["pick_list"] == "PL-A"
    assert tell(session, "PL-B").fields == {**tell(session).fields, "pick_list": "PL-B"}
    view = tell(session, "A-01-01", "CAM-200", "SN0002", "")
    assert (view.done, said(view)) == (True, "PL-B is complete. 1 CAM-200 picked from A-01-01.")


def test_a_step_for_several_kinds_is_one_only_where_the_operation_knows_each(flows: Path) -> None:
    assert flows.exists()
    fitting = {name: steps.operations_of(kind) for name, kind in steps.step_types().items()}
    assert fitting["scan_paper"] == ["cross_pick"]
    assert fitting["scan_return"] == ["take_back"]
    assert set(fitting["scan_pick_list"]) >= {"pick_by_pick_list", "take_back", "cross_pick", "hand_over"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'operation = "cross_pick"\nsteps = ["scan_pick_list", ',
            'operation = "cross_pick"\nsteps = [',
            'missing step "scan_paper", "scan_pick_list" or "scan_pre_receipt": "cross_pick" cannot do without it',
        ),
        (
            '"scan_paper", ',
            '"scan_paper", "scan_pick_list", ',
            '"scan_pick_list" asks for the document, as "scan_paper" does: a flow asks for it once',
        ),
        (
            '"scan_pick_list", "scan_truck"',
            '"scan_pre_receipt", "scan_truck"',
            '"scan_pre_receipt" is a step of "pre_receipt_receive" or "cross_pick", not of "hand_over"',
        ),
        (
            '"confirm_quantity"]\n\n[flows.by_delivery]',
            '"confirm_quantity", "choose_reason"]\n\n[flows.by_delivery]',
            '"choose_reason" is a step of "adjust_out" or "adjust_in", not of "cross_pick"',
        ),
        (
            ', "choose_reason"]\n[flows.adjust_out.choose',
            "]\n[flows.adjust_out.choose",
            'missing step "choose_reason": "adjust_out" cannot do without it',
        ),
    ],
)  # fmt: skip
def test_what_an_operation_needs_is_said_by_its_words(flows: Path, old: str, new: str, problem: str) -> None:
    flows.write_text(FLOWS.replace(old, new), encoding="utf-8")
    with pytest.raises(FlowsInvalid) as invalid:
        load(flows)
    assert problem in [one.sentence for one in invalid.value.problems]


def test_the_schema_asks_for_one_of_several_steps(flows: Path) -> None:
    assert flows.exists()
    assert '{"enum": ["scan_paper", "scan_pick_list", "scan_pre_receipt"]}' in json.dumps(json_schema())


# --- and a perfect operator plays each of them ------------------------------------------------------------------------


def perfectly(store: Store, flows: Path, flow: str, assignment: Assignment) -> Outcome:
    """Have a perfect operator do one turn."""
    return PerfectOperator(Session(store, FlowsFile(flows), "anna", flow)).do(assignment)


CAMERA = {"source": ("A-01-01",), "product": ("CAM-200",)}


@pytest.mark.parametrize("flow", ["adjust_out", "units_out"])
def test_a_perfect_operator_gives_a_reason_where_one_is_asked_for(
    store: Store, flows: Path, flow: str
) -> None:
    one = Assignment(answers={**CAMERA, "reason": ("Scrapped",)}, quantity=1, serials=(("SN0002",),))
    assert perfectly(store, flows, flow, one) == Outcome(6)
    assert trace_of(store, flows, "SN0002")["state"] == "removed"


def test_a_perfect_operator_answers_a_word_that_no_other_operation_knows(picked: Store, flows: Path) -> None:
    one = Assignment(answers={"document": ("PL-9",), "truck": ("TRUCK-7",)}, quantity=0)
    assert perfectly(picked, flows, "hand_over", one) == Outcome(2)
    assert run(picked, flows, "pick-list", "show", "PL-9", "--json").count('"state": "dispatched"')
