"""`serialhhd pre-receipt`: what the office changes on a delivery, receives of it and enters of its serials."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from serialhhd.cli.main import app
from tests.cli.conftest import Shell


@pytest.fixture
def announced(stocked: Shell) -> Shell:
    """PR-2 expects 3 cameras under Full Tracking and 5 batteries."""
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:3", "--line", "BAT-1:5", "--supplier", "ACME")
    return stocked


def told(shell: Shell, *arguments: str) -> str:
    """Run a command that must succeed, and return what it tells a person."""
    result = CliRunner().invoke(app, ["--store", shell.store, *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stderr


def test_the_revision_counts_every_change_at_the_desk(announced: Shell, tmp_path: Path) -> None:
    file = tmp_path / "serials.txt"
    file.write_bytes(b"\xef\xbb\xbf SN10 + 2 \r\n\r\nSN12\r\n")
    announced.run("product", "add", "CBL-1", "--name", "Cable")
    for change in (
        ("add-line", "PR-2", "CBL-1:2"),
        ("serials", "PR-2", "CAM-1", "--set", str(file), "--yes"),
        ("serials", "PR-2", "CAM-1", "--clear"),
        ("remove-line", "PR-2", "CBL-1"),
    ):
        before = announced.json("pre-receipt", "show", "PR-2")["revision"]
        announced.run("pre-receipt", *change)
        assert announced.json("pre-receipt", "show", "PR-2")["revision"] == before + 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("SN10..SN12", "3 serials counted up: SN10 to SN12."),
        ("K1\n7\nK3", "7 is very short for a serial."),
        ("SN0001SN0002\nK2\nK3", "SN0001SN0002: two scans in one, SN0001 and SN0002?"),
    ],
)
def test_what_would_be_asked_is_refused_with_the_preview_unless_yes_is_given(
    announced: Shell, given: str, told: str
) -> None:
    for command in (("serials", "--set", "-"), ("receive", "--serials", "-", "--location", "GOODS-IN")):
        refused = announced.refused("pre-receipt", command[0], "PR-2", "CAM-1", *command[1:], given=given)
        assert refused.startswith("error: serials_doubtful: ")
        assert told in refused
        assert "--yes" in refused
    assert announced.json("pre-receipt", "show", "PR-2")["revision"] == 0
    announced.run("pre-receipt", "serials", "PR-2", "CAM-1", "--set", "-", "--yes", given=given)
    assert announced.json("pre-receipt", "show", "PR-2")["lines"][0]["pre_entered"] == 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("1.23457E+11", "number_shortened"),
        ("https://a.example/x\nSN2\nSN3", "serial_is_link"),
        ("SN1\nSN2\nCAM-1", "serial_is_other_code"),
        ("SN1\nSN2\nSNààà&", "keyboard_layout"),
    ],
)
def test_what_is_no_serial_is_refused_though_yes_is_given(announced: Shell, given: str, code: str) -> None:
    for count in (1, 3):
        ref = f"PR-N{count}"
        announced.run("pre-receipt", "add", ref, "--line", f"CAM-1:{count}")
        refused = announced.refused(
            "pre-receipt", "serials", ref, "CAM-1", "--set", "-", "--yes", given=given
        )
        assert refused.startswith("error: serials_refused: ") or "pre_entered_count" in refused, code
        assert announced.json("pre-receipt", "show", ref)["lines"][0]["pre_entered"] == 0


def test_a_number_far_above_the_expected_one_is_refused_unless_yes_is_given(announced: Shell) -> None:
    announced.run("pre-receipt", "add", "PR-B", "--line", "BAT-1:5")
    many = ("pre-receipt", "receive", "PR-B", "BAT-1", "--location", "GOODS-IN", "--quantity", "50")
    assert announced.refused(*many).startswith("error: quantity_far_above: 50 is far more than 5.")
    announced.run(*many, "--yes")
    assert announced.json("pre-receipt", "show", "PR-B")["lines"][0]["confirmed_quantity"] == 50


def test_the_quotes_of_a_spreadsheet_are_taken_off(announced: Shell) -> None:
    given = '"K1"\n="00123"\n\'00124'
    announced.run("pre-receipt", "serials", "PR-2", "CAM-1", "--set", "-", given=given)
    assert set(announced.json("pre-receipt", "serials", "PR-2", "CAM-1")) == {"00123", "00124", "K1"}


def test_what_was_refused_is_not_counted(announced: Shell) -> None:
    refused = announced.refused("pre-receipt", "serials", "PR-2", "CAM-1", "--set", "-", given="A1\n")
    assert refused.startswith("error: pre_entered_count: ")
    assert announced.json("pre-receipt", "show", "PR-2")["revision"] == 0


def test_a_pre_receipt_is_complete_without_its_last_open_line(announced: Shell) -> None:
    announced.run("pre-receipt", "receive", "PR-2", "BAT-1", "--location", "GOODS-IN")
    said = told(announced, "pre-receipt", "remove-line", "pr-2", "CAM-1")
    assert said == "CAM-1 is no longer on PR-2. It is complete without it.\n"
    assert announced.json("pre-receipt", "show", "PR-2")["state"] == "received"


def test_a_line_that_is_taken_off_leaves_the_others(announced: Shell) -> None:
    assert told(announced, "pre-receipt", "remove-line", "PR-2", "CAM-1") == "CAM-1 is no longer on PR-2.\n"
    assert announced.refused("pre-receipt", "remove-line", "PR-2", "BAT-1") == (
        "error: last_line: It is the only line of PR-2. Cancel the pre-receipt instead.\n"
    )


def test_a_line_with_a_receipt_of_nothing_is_refused_with_what_to_do(announced: Shell) -> None:
    announced.run("pre-receipt", "receive", "PR-2", "BAT-1", "--quantity", "0", "--keep-open")
    refused = announced.refused("pre-receipt", "remove-line", "PR-2", "BAT-1")
    assert refused.startswith("error: line_has_receipts: A receipt of 0 BAT-1 is booked on PR-2")
    announced.run("pre-receipt", "receive", "PR-2", "BAT-1", "--quantity", "0")
    lines = announced.json("pre-receipt", "show", "PR-2")["lines"]
    assert [line["state"] for line in lines] == ["open", "received"]


@pytest.mark.parametrize(
    ("options", "given", "code"),
    [
        ((), "", "serials_needed"),
        (("--serials", "-"), "", "serials_needed"),
        (("--serials", "-", "--quantity", "3"), "SN5, SN6", "quantity_is_serial_count"),
        (("--serials", "-"), "SN5..SN4", "range_backwards"),
        (("--serials", "-"), "SN1\nSN5", "serials_refused"),
    ],
)
def test_what_the_rules_refuse_is_not_received(
    announced: Shell, options: tuple[str, ...], given: str, code: str
) -> None:
    receive = ("pre-receipt", "receive", "PR-2", "CAM-1", "--location", "GOODS-IN")
    assert announced.refused(*receive, *options, given=given).startswith(f"error: {code}: ")
    line = announced.json("pre-receipt", "show", "PR-2")["lines"][0]
    assert (line["confirmed_quantity"], line["state"], line["in_work_by"]) == (0, "open", None)


def test_the_table_of_a_pre_receipt_stands_above_that_of_its_lines(announced: Shell) -> None:
    head, lines = announced.run("pre-receipt", "show", "PR-2").split("\n\n")
    assert head.splitlines()[1].split()[:3] == ["PR-2", "open", "ACME"]
    assert [line.split()[1] for line in lines.splitlines()] == ["PRODUCT", "CAM-1", "BAT-1"]


@pytest.mark.parametrize(("kind", "key"), [("pre-receipt", "pre_receipt"), ("pick-list", "pick_list")])
def test_both_kinds_of_documents_are_listed_the_newest_first(stocked: Shell, kind: str, key: str) -> None:
    for number in (7, 8):
        stocked.run(kind, "add", f"DOC-{number}", "--line", "BAT-1:1")
    narrowed = (kind, "list", "--search", "doc", "--state", "open")
    rows = list(csv.DictReader(StringIO(stocked.run(*narrowed, "--csv", "-"))))
    assert [row[key] for row in rows] == ["DOC-8", "DOC-7"]
    assert [row[key] for row in stocked.json(*narrowed)] == ["DOC-8", "DOC-7"]
    table = stocked.run(*narrowed).splitlines()
    assert [line.split()[0] for line in table[1:]] == ["DOC-8", "DOC-7"]
