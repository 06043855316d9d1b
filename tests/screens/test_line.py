"""Line mode: one scan a line in, plain text or one JSON object a line out."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.samples import warehouse as sample
from serialhhd.screens.line import run_lines
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.words.vocabulary import StorePurpose, TrackingType
from tests.flows.supervised import SUES_PIN, staff, supervised_flows


@pytest.fixture
def filled(sqlite_store: Store) -> Store:
    """A store with one pre-receipt of three cameras."""
    at = sqlite_store.now()
    full = TrackingType.FULL_TRACKING
    sqlite_store.write(
        lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
    )
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 3)], at=at, by="office"))
    return sqlite_store


@pytest.fixture
def supervised(filled: Store, tmp_path: Path) -> tuple[Store, Path]:
    """The same with Anna and a supervisor, without whom nothing is cancelled; and the flows."""
    staff(filled)
    return filled, supervised_flows(tmp_path)


def converse(store: Store, entries: str, *, as_json: bool, operator: str | None = "anna") -> str:
    session = Session(store, FlowsFile(PACKAGED), operator, "goods_in" if operator else None)
    out = io.StringIO()
    run_lines(session, io.StringIO(entries, newline=None), out, as_json=as_json)
    return out.getvalue()


def views(store: Store, entries: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in converse(store, entries, as_json=True).splitlines()]


def test_the_first_view_comes_before_the_first_scan(filled: Store) -> None:
    (first,) = views(filled, "")
    assert first["flow"] == "goods_in"
    assert first["step"] == "scan_pre_receipt"
    assert first["serials"] is None
    assert first["message"] is None
    assert first["done"] is False


def test_every_line_is_answered_by_one_object(filled: Store) -> None:
    answers = views(filled, "PR-1\nCAM-1\nSN1\nSN2\n:done\n\n:yes\nGOODS-IN\n")
    assert [view["step"] for view in answers] == [
        "scan_pre_receipt",
        "scan_product",
        "enter_serials",
        "enter_serials",
        "enter_serials",
        "confirm_quantity",
        "confirm_quantity",
        "scan_location",
        "scan_pre_receipt",
    ]
    assert answers[4]["serials"] == {"captured": 2, "expected": 3, "last": "SN2", "newest": ["SN2", "SN1"]}
    assert answers[4]["fields"]["product"] == "CAM-1"
    assert answers[4]["message"] == {"severity": "success", "code": "serial_captured", "text": "SN2  2/3"}
    assert answers[5]["proposed"] == 2
    assert [answer["enter"] for answer in answers[4:7]] == [None, ":ok", None]
    assert answers[5]["progress"] == {"line": 1, "lines": 1, "units": 0, "expected": 3}
    assert answers[0]["progress"] is None
    assert answers[8]["done"] is True
    assert answers[8]["message"]["code"] == "line_received"


def test_a_line_answers_what_was_said_before_it_though_another_handheld_went_on(filled: Store) -> None:
    other = Session(filled, FlowsFile(PACKAGED), "anna", "goods_in")

    def lines() -> Iterator[str]:
        yield "PR-1\n"
        other.submit(Scan("CAM-1"))
        yield "1\n"
        yield "SN1\n"

    out = io.StringIO()
    session = Session(filled, FlowsFile(PACKAGED), "anna", "goods_in")
    run_lines(session, lines(), out, as_json=True)
    refused, taken = [json.loads(line) for line in out.getvalue().splitlines()][-2:]
    assert (refused["message"]["code"], refused["step"]) == ("run_moved", "enter_serials")
    assert (taken["message"]["code"], taken["serials"]["newest"]) == ("serial_captured", ["SN1"])


def test_the_end_of_input_leaves_the_run_open(filled: Store) -> None:
    views(filled, "PR-1\nCAM-1\nSN1\n")
    (again,) = views(filled, "")
    assert again["step"] == "enter_serials"
    assert again["serials"]["captured"] == 1
    assert again["message"]["code"] == "run_resumed"


def test_quit_ends_the_conversation_before_the_end_of_input(filled: Store) -> None:
    assert len(views(filled, "PR-1\n:quit\nCAM-1\n")) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line_ends_a_scan(filled: Store, end: str) -> None:
    assert views(filled, end.join(["PR-1", "CAM-1", "SN1", ""]))[-1]["serials"]["last"] == "SN1"


def test_a_line_is_read_as_the_device_is_set_up(filled: Store, tmp_path: Path) -> None:
    flows = tmp_path / "flows.toml"
    dock = '[devices.dock]\nmatch = ["DOCK-*"]\naction_prefix = "!"\nstrip_prefix = "~"\nlanguage = "de"\n'
    flows.write_text(f"{PACKAGED.read_text(encoding='utf-8')}\n{dock}", encoding="utf-8")
    session = Session(filled, FlowsFile(flows), "anna", "goods_in", names=("dock-1", "dumb"))
    out = io.StringIO()
    lines = ["~PR-1\n", "~CAM-1\n", "~SN1\n", "~!undo\n", "!nonsense\n", "!done\n", "~\n", "!quit\n", "SN9\n"]
    run_lines(session, lines, out, as_json=True)
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [answer["message"] and answer["message"]["code"] for answer in answers[3:]] == [
        "serial_captured",
        "serial_removed_from_captures",
        "serial_captured",
        "serials_complete",
        "quantity_is_no_number",
    ]
    assert answers[5]["serials"]["newest"] == ["!nonsense"]


def test_the_gs1_separator_is_part_of_a_scan(filled: Store) -> None:
    answers = views(filled, "PR-1\nCAM-1\n]C121SN1\x1d10LOT7\nSN1\x1dSN2\n")
    assert answers[-2]["serials"]["newest"] == ["SN1"]
    assert answers[-1]["message"]["code"] == "separator_inside"


def test_plain_text_says_what_happened_then_asks(filled: Store) -> None:
    text = converse(filled, "PR-1\nNOPE\nCAM-1\nSN1\n:done\n", as_json=False)
    lines = text.splitlines()
    assert lines[0] == "== Pre-Receipt Receive"
    assert "ERROR NOPE: no such product." in lines
    assert "   tracking type: full tracking" in lines
    assert "SERIAL? 0/3" in lines
    assert "OK SN1  1/3" in lines
    assert lines[-1] == "QUANTITY? [1] 1/3"


def test_sign_on_and_menu_are_steps_like_others(filled: Store) -> None:
    text = converse(filled, "anna\n1\n", as_json=False, operator=None)
    assert "OPERATOR?" in text
    assert "  1  Pre-Receipt Receive" in text
    assert text.splitlines()[-1] == "PRE-RECEIPT?"


def test_a_store_that_goes_away_is_said_and_the_conversation_goes_on(filled: Store, tmp_path: Path) -> None:
    session = Session(filled, FlowsFile(PACKAGED), "anna", "goods_in")
    session.view()
    filled.close()
    out = io.StringIO()
    entries = io.StringIO("PR-1\n")

    class Still:
        """The conversation as it stood before the store went away."""

        profile = DeviceProfile()
        view = staticmethod(lambda: before)
        submit = staticmethod(session.submit)

    with Store.open(str(tmp_path / "store.db")) as reopened:
        before = Session(reopened, FlowsFile(PACKAGED), "anna", "goods_in").view()
    run_lines(Still(), entries, out, as_json=True)
    answer = json.loads(out.getvalue().splitlines()[-1])
    assert answer["step"] == "scan_pre_receipt"
    assert answer["message"]["severity"] == "error"
    assert answer["message"]["text"].startswith("Not taken.")


# --- a PIN ------------------------------------------------------------------------------------------------------------


def test_a_terminal_is_told_before_each_question_whether_a_pin_answers_it(
    supervised: tuple[Store, Path],
) -> None:
    store, file = supervised
    session, out = Session(store, FlowsFile(file), "anna", "goods_in"), io.StringIO()
    hidden: list[bool] = []
    entries = ("PR-1", "CAM-1", ":cancel", "Sue", "0000", SUES_PIN)
    lines = io.StringIO("".join(f"{entry}\n" for entry in entries))
    run_lines(session, lines, out, as_json=False, hide=hidden.append)
    assert hidden == [False, False, False, False, True, True, False]
    assert "\n-- Sue: type your PIN, or :no\nPIN? 0/3\n" in out.getvalue()
    assert SUES_PIN not in out.getvalue()


@pytest.mark.parametrize("leaves", [":quit\n", "\x04"])
def test_a_terminal_shows_no_pin_and_all_else_again(supervised: tuple[Store, Path], leaves: str) -> None:
    store, file = supervised
    options = ("--store", store.url, "--flows", str(file))
    handheld = ("hhd", "--plain", "--operator", "anna", "--flow", "goods_in")
    child = pexpect.spawn(
        sys.executable, ["-m", "serialhhd", *options, *handheld], encoding="utf-8", timeout=60
    )
    said = ""
    for prompt, entry in (
        ("PRE-RECEIPT?", "PR-1"),
        ("PRODUCT?", "CAM-1"),
        ("SERIAL?", ":cancel"),
        ("SUPERVISOR?", "Sue"),
    ):
        child.expect_exact(prompt)
        assert child.getecho()
        child.sendline(entry)
        child.expect_exact(entry)  # the terminal shows it
    for pin, answer in (("0000", "ERROR"), (SUES_PIN, "Cancelled.")):
        child.expect_exact("PIN?")
        assert not child.getecho()
        child.sendline(pin)
        child.expect_exact(answer)
        said += child.before
    child.expect_exact("PRE-RECEIPT?")
    assert child.getecho()
    child.send(leaves)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert SUES_PIN not in said


# --- of a training store ----------------------------------------------------------------------------------------------


@pytest.fixture
def training(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "training.db"), create=True, purpose=StorePurpose.TRAINING) as made:
        made.write(lambda conn: sample.fill(conn, made.now()))
        yield made


def test_r68_a_training_store_is_said_first_and_with_every_heading(training: Store) -> None:
    said = converse(training, "PR-1007\nCAM-200\n", as_json=False)
    assert said.startswith("== TRAINING Pre-Receipt Receive\n")
    assert said.count("== ") == said.count("== TRAINING Pre-Receipt Receive\n") > 1
    assert converse(training, "", as_json=False).startswith(
        "== TRAINING\n"
    )  # before what has become of the run


def test_r68_each_answer_to_a_program_says_it_first(training: Store, filled: Store) -> None:
    views = [json.loads(line) for line in converse(training, "PR-1007\n", as_json=True).splitlines()]
    assert [next(iter(view.items())) for view in views] == [("training", True)] * 2
    assert all("training" not in line for line in converse(filled, "PR-1\n", as_json=True).splitlines())
