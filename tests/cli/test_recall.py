"""`serial recall`, `hold`, `release` and the warranty at the command line."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell


def held(shell: Shell) -> list[str]:
    """Return the serials that are on hold."""
    found = shell.json("serial", "recall", "--product", "CAM-1")["serials"]
    return [row["serial"] for row in found if row["on_hold"]]


def test_a_hold_is_said_with_its_reason(stocked: Shell) -> None:
    def said() -> tuple[Any, Any]:
        shown = stocked.json("serial", "show", "SN1")
        return shown["on_hold"], shown["hold_reason"]

    assert said() == (False, None)
    stocked.run("serial", "hold", "sn1", "--reason", "dented", "--product", "cam-1")
    assert said() == (True, "dented")
    assert "hold reason     dented" in stocked.run("serial", "show", "SN1")
    stocked.run("serial", "release", "SN1", "--product", "CAM-1")
    assert said() == (False, None)


def test_the_life_of_a_serial_tells_when_it_was_on_hold(stocked: Shell) -> None:
    stocked.run("product", "hold", "CAM-1", "--reason", "under test")
    stocked.run("product", "hold", "CAM-1", "--lot", "L7", "--reason", "another lot")
    stocked.run("product", "release", "CAM-1")
    stocked.run("serial", "hold", "SN1", "--reason", "dented")
    holds = stocked.json("serial", "show", "SN1")["holds"]
    assert [(one["of"], one["reason"], one["released_at"] is None) for one in holds] == [
        ("product", "under test", False),
        ("serial", "dented", True),
    ]
    shown = [line[18:].partition(": ")[2] for line in stocked.run("serial", "show", "SN1").splitlines()[-3:]]
    assert shown == ["its product on hold: under test", "its product released", "the serial on hold: dented"]
    assert [one["of"] for one in stocked.json("serial", "show", "SN2")["holds"]] == ["product"]


def test_a_hold_of_a_product_that_ended_before_a_serial_came_is_not_its(stocked: Shell) -> None:
    stocked.run("product", "hold", "CAM-1", "--reason", "under test")
    stocked.run("product", "release", "CAM-1")
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:1")
    stocked.converse("goods_in", "PR-2", "CAM-1", "SN3", "", "GOODS-IN")
    assert stocked.json("serial", "show", "SN3")["holds"] == []


def test_what_is_kept_of_a_product_tells_holds_that_are_over_and_its_warranty(stocked: Shell) -> None:
    stocked.run("product", "hold", "CAM-1", "--lot", "L7", "--reason", "leaks")
    stocked.run("product", "release", "CAM-1", "--lot", "L7")
    stocked.run("product", "set-warranty", "CAM-1", "365")
    stocked.run("product", "set-warranty", "CAM-1", "365")
    stocked.run("product", "set-warranty", "CAM-1", "none")
    said = [
        line[18:].partition(": ")[2] for line in stocked.run("product", "show", "CAM-1").splitlines()[-4:]
    ]
    assert said == [
        "lot L7 on hold: leaks",
        "lot L7 released",
        "warranty days: none -> 365",
        "warranty days: 365 -> none",
    ]


def test_a_hold_needs_a_reason(stocked: Shell) -> None:
    stocked.refused("serial", "hold", "SN1", code=2)
    assert "reason_missing" in stocked.refused("serial", "hold", "SN1", "--reason", " ")
    asked = ("serial", "recall", "--product", "CAM-1", "--hold", "--reason", " ")
    assert "reason_missing" in stocked.refused(*asked)
    assert held(stocked) == []


def test_what_is_recalled_may_be_a_list_a_range_or_both(stocked: Shell, tmp_path: Path) -> None:
    def found(*asked: str, given: str = "") -> list[str]:
        out = stocked.run("serial", "recall", *asked, "--csv", "-", given=given)
        return [row["serial"] for row in csv.DictReader(io.StringIO(out))]

    file = tmp_path / "serials.txt"
    file.write_text("\ufeffsn2\n", encoding="utf-8")
    assert found("--serials", str(file)) == ["SN2"]
    assert found("--serials", "-", given="SN1, SN7\n") == ["SN1"]
    assert found("--range", "SN1..SN9") == ["SN1", "SN2"]
    assert found("--serials", str(file), "--range", "SN1..SN1") == ["SN1", "SN2"]
    assert found("--lot", "L7") == []


@pytest.mark.parametrize("option", ["--product", "--range", "--pre-receipt", "--supplier", "--lot"])
@pytest.mark.parametrize("text", ["", " "])
def test_an_option_that_is_given_but_empty_holds_nothing(stocked: Shell, option: str, text: str) -> None:
    stocked.refused("serial", "recall", "--pre-receipt", "PR-1", option, text, "--hold", code=2)
    assert held(stocked) == []


@pytest.mark.parametrize("given", ["", "\n \n", ",;"])
def test_a_list_that_is_empty_holds_nothing(stocked: Shell, given: str) -> None:
    asked = ("serial", "recall", "--product", "CAM-1", "--hold")
    assert "holds no serial" in stocked.refused(*asked, "--serials", "-", given=given, code=2)
    assert "holds no serial" in stocked.refused(*asked, "--range", ",", code=2)
    assert held(stocked) == []


@pytest.mark.parametrize("option", ["--csv", "--pdf"])
def test_a_file_that_cannot_be_written_holds_nothing(stocked: Shell, tmp_path: Path, option: str) -> None:
    file = str(tmp_path / "no" / "such")
    refused = stocked.refused("serial", "recall", "--product", "CAM-1", "--hold", option, file, code=2)
    assert "cannot be written" in refused
    assert held(stocked) == []


def test_a_recall_that_is_refused_writes_no_file(stocked: Shell, tmp_path: Path) -> None:
    file = tmp_path / "recall.csv"
    asked = ("serial", "recall", "--supplier", "Nobody", "--csv", str(file))
    assert stocked.refused(*asked).startswith("error: unknown: ")
    assert not file.exists()


def test_stdout_holds_one_document(stocked: Shell) -> None:
    stocked.refused("serial", "recall", "--product", "CAM-1", "--json", "--csv", "-", code=2)


def test_files_say_what_is_held_in_the_same_step(stocked: Shell, tmp_path: Path) -> None:
    file, paper = tmp_path / "recall.csv", tmp_path / "recall.pdf"
    files = ("--csv", str(file), "--pdf", str(paper))
    found = stocked.json(
        "serial", "recall", "--supplier", "LENS & CO", "--hold", "--reason", "water gets in", *files
    )
    assert (found["held"], found["counts"], found["unknown"]) == (2, {"in_stock": 2}, [])
    with file.open(newline="", encoding="utf-8") as rows:
        assert [(row["on_hold"], row["hold_reason"]) for row in csv.DictReader(rows)] == [
            ("yes", "water gets in"),
            ("yes", "water gets in"),
        ]
    assert paper.read_bytes().startswith(b"%PDF-")
    assert found["serials"][0] == {
        "serial": "SN1",
        "product": "CAM-1",
        "state": "in_stock",
        "location": "GOODS-IN",
        "document": None,
        "customer": None,
        "dispatched_at": None,
        "lot": None,
        "on_hold": True,
        "hold_reason": "water gets in",
        "container": None,
    }


def test_a_table_says_first_what_can_still_be_stopped(stocked: Shell) -> None:
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    stocked.run("pick-list", "dispatch", "PL-1")
    heading, *rows = stocked.run("serial", "recall", "--product", "CAM-1").splitlines()
    assert heading.split()[:3] == ["SERIAL", "PRODUCT", "STATE"]
    assert [row.split()[0] for row in rows] == ["SN2", "SN1"]


@pytest.mark.parametrize("none", ["0", "none", "None"])
def test_no_days_or_none_takes_the_warranty_away(stocked: Shell, none: str) -> None:
    stocked.run("product", "set-warranty", "CAM-1", "730")
    (row,) = (one for one in stocked.json("product", "list") if one["sku"] == "CAM-1")
    assert row["warranty_days"] == 730
    stocked.run("product", "set-warranty", "CAM-1", none)
    assert stocked.json("product", "show", "CAM-1")["warranty_days"] is None


@pytest.mark.parametrize(("days", "code"), [("36501", 1), ("99999999999", 2), ("1.5", 2), ("", 2)])
def test_a_warranty_that_cannot_be_is_refused(stocked: Shell, days: str, code: int) -> None:
    stocked.refused("product", "set-warranty", "CAM-1", days, code=code)
    assert stocked.json("product", "show", "CAM-1")["warranty_days"] is None


def test_the_last_day_under_warranty_is_a_day(stocked: Shell) -> None:
    stocked.run("product", "set-warranty", "CAM-1", "1")
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    stocked.run("pick-list", "dispatch", "PL-1")
    shown = stocked.json("serial", "show", "SN1")
    assert len(shown["warranty_until"]) == len("2026-03-02")
    assert shown["is_covered"] is True
