"""The office's commands: editing and receiving pre-receipts, holds, recalls, warranty."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def test_a_line_is_added_received_with_serials_and_removed(stocked: Shell, tmp_path: Path) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "BAT-1:5")
    stocked.run("pre-receipt", "add-line", "PR-2", "CAM-1:3")
    file = tmp_path / "serials.txt"
    file.write_text("SN7..SN9\n", encoding="utf-8")
    stocked.run("pre-receipt", "receive", "PR-2", "CAM-1", "--serials", str(file), "--location", "GOODS-IN")
    shown = stocked.json("pre-receipt", "show", "PR-2")
    assert shown["revision"] == 1
    assert [(line["product"], line["confirmed_quantity"], line["serials"]) for line in shown["lines"]] == [
        ("BAT-1", 0, []),
        ("CAM-1", 3, ["SN7", "SN8", "SN9"]),
    ]
    assert "line_already_received" in stocked.refused("pre-receipt", "remove-line", "PR-2", "CAM-1")
    stocked.run("pre-receipt", "remove-line", "PR-2", "BAT-1")
    assert len(stocked.json("pre-receipt", "show", "PR-2")["lines"]) == 1


def test_a_short_line_is_kept_open_at_the_desk(stocked: Shell) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "BAT-1:5")
    receive = ("pre-receipt", "receive", "PR-2", "BAT-1", "--location", "GOODS-IN")
    stocked.run(*receive, "--quantity", "2", "--keep-open")
    assert stocked.json("pre-receipt", "show", "PR-2")["lines"][0]["state"] == "open"
    stocked.run(*receive)
    (line,) = stocked.json("pre-receipt", "show", "PR-2")["lines"]
    assert (line["confirmed_quantity"], line["state"]) == (5, "received")


def test_pre_entered_serials_may_be_ranges(stocked: Shell) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:4")
    stocked.run("pre-receipt", "serials", "PR-2", "CAM-1", "--set", "-", given="SN10 + 2, SN12..SN13\n")
    assert stocked.json("pre-receipt", "serials", "PR-2", "CAM-1") == ["SN10", "SN11", "SN12", "SN13"]


def test_a_serial_is_held_shown_and_released(stocked: Shell) -> None:
    stocked.run("serial", "hold", "SN1", "--reason", "dented")
    assert stocked.json("serial", "show", "SN1")["on_hold"] == "dented"
    refused = stocked.refused("serial", "hold", "SN1", "--reason", "again")
    assert refused == "error: serial_on_hold: SN1 at GOODS-IN is on hold: dented.\n"
    stocked.run("serial", "release", "SN1")
    assert stocked.json("serial", "show", "SN1")["on_hold"] is None
    assert "serial_not_on_hold" in stocked.refused("serial", "release", "SN1")


def test_a_recall_says_what_is_where_and_holds_it(stocked: Shell, tmp_path: Path) -> None:
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    stocked.run("pick-list", "dispatch", "PL-1")
    found = stocked.json("serial", "recall", "--product", "CAM-1", "--range", "SN1..SN3", "--hold")
    assert found["counts"] == {"in_stock": 1, "dispatched": 1}
    assert (found["unknown"], found["held"]) == (["SN3"], 1)
    gone, here = found["serials"]
    assert (gone["state"], gone["customer"], gone["document"]) == ("dispatched", "Hotel", "PL-1")
    assert (here["state"], here["location"], here["on_hold"]) == ("in_stock", "GOODS-IN", "recall")
    files = ("--csv", str(tmp_path / "r.csv"), "--pdf", str(tmp_path / "r.pdf"))
    stocked.run("serial", "recall", "--supplier", "Lens & Co", *files)
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as file:
        assert [row["serial"] for row in csv.DictReader(file)] == ["SN1", "SN2"]
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")


def test_a_recall_goes_to_stdout_as_csv(stocked: Shell) -> None:
    out = stocked.run("serial", "recall", "--pre-receipt", "PR-1", "--csv", "-")
    assert out.splitlines()[0].startswith("serial,product,state")
    assert len(out.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "code"), [((), "recall_of_nothing"), (("--product", "NOPE"), "unknown")]
)
def test_a_recall_that_cannot_be(stocked: Shell, arguments: tuple[str, ...], code: str) -> None:
    assert stocked.refused("serial", "recall", *arguments).startswith(f"error: {code}: ")


def test_a_warranty_is_set_shown_and_taken_away(stocked: Shell) -> None:
    stocked.run("product", "set-warranty", "CAM-1", "730")
    assert stocked.json("product", "show", "CAM-1")["warranty_days"] == 730
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    assert stocked.json("serial", "show", "SN1")["warranty_until"] is None
    stocked.run("pick-list", "dispatch", "PL-1")
    shown = stocked.json("serial", "show", "SN1")
    assert shown["is_covered"] is True
    assert shown["warranty_until"] > shown["history"][-1]["at"]
    stocked.run("product", "set-warranty", "CAM-1", "none")
    assert stocked.json("serial", "show", "SN1")["is_covered"] is None
    assert "warranty_not_positive" in stocked.refused("product", "set-warranty", "CAM-1", "0")
    stocked.refused("product", "set-warranty", "CAM-1", "long", code=2)


def test_the_desk_needs_a_terminal(stocked: Shell) -> None:
    assert "serialhhd --help" in stocked.refused("desk", code=2)
