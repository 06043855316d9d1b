"""`serialhhd count`, at the command line (R38-R41)."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

SERIALS = ("found", "missing", "misplaced", "unexpected", "unknown")


@pytest.fixture
def at_work(stocked: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Two cameras at GOODS-IN, to be counted."""
    monkeypatch.setenv("SERIALHHD_OPERATOR", "Anna")
    stocked.run("count", "add", "C-1", "--location", "GOODS-IN")
    return stocked


def enter(shell: Shell, *serials: str) -> None:
    given = "".join(f"{one}\n" for one in serials)
    where = ("--location", "GOODS-IN", "--product", "CAM-1", "--serials", "-", "--yes")
    shell.run("count", "enter", "C-1", *where, given=given)


def done(shell: Shell) -> None:
    shell.run("count", "done", "C-1", "--location", "GOODS-IN")


def test_a_place_is_counted_again_by_another_and_posted(
    at_work: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "say how many" in at_work.refused(
        "count", "enter", "C-1", "--location", "GOODS-IN", "--product", "CAM-1", code=2
    )
    enter(at_work, "SN1", "SN9")
    done(at_work)
    assert at_work.json("count", "show", "C-1")["state"] == "open"
    where = ("--location", "GOODS-IN", "--product", "CAM-1", "--quantity", "0")
    assert "another operator" in at_work.refused("count", "enter", "C-1", *where)
    monkeypatch.setenv("SERIALHHD_OPERATOR", "Ben")
    below = at_work.refused("count", "enter", "C-1", *where[:-1], "-5")
    assert "error: quantity_negative: -5: the quantity cannot be below 0." in below  # 0 may be counted
    enter(at_work, "SN1", "SN9")
    done(at_work)
    (line,) = at_work.json("count", "show", "C-1")["lines"]
    assert {name: line[name] for name in SERIALS} == {
        "found": ["SN1"],
        "missing": ["SN2"],
        "misplaced": [],
        "unexpected": [],
        "unknown": ["SN9"],
    }
    keys = ("location", "product", "pass", "counted_by", "expected", "counted", "state")
    assert [line[key] for key in keys] == ["GOODS-IN", "CAM-1", 2, "Ben", 2, 2, "counted"]
    at_work.run("count", "approve", "C-1")
    assert at_work.json("count", "show", "C-1")["state"] == "posted"
    assert at_work.json("serial", "show", "SN2")["state"] == "removed"
    assert at_work.json("serial", "show", "SN9")["location"] == "GOODS-IN"
    assert "SN9" in at_work.run("count", "show", "C-1")
    at_work.refused("count", "approve", "C-1")
    at_work.run("store", "check")


def test_what_was_counted_is_rejected_counted_again_or_cancelled(at_work: Shell) -> None:
    enter(at_work, "SN1", "SN2")
    done(at_work)
    at_work.run("count", "recount", "C-1", "--location", "GOODS-IN", "--product", "CAM-1")
    (listed,) = at_work.json("count", "list", "--state", "open")
    assert (listed["count"], listed["lines"], listed["open_lines"]) == ("C-1", 1, 1)
    at_work.refused("count", "recount", "C-1")
    at_work.run("count", "cancel", "C-1")
    at_work.refused("count", "cancel", "C-1")
    at_work.run("count", "add", "C-2", "--location", "GOODS-IN", "--product", "BAT-1")
    at_work.run("count", "done", "C-2", "--location", "GOODS-IN")
    at_work.run("count", "reject", "C-2")
    assert [one["state"] for one in at_work.json("count", "list")] == ["rejected", "cancelled"]


COUNT = 'operation = "count"\nsteps = ["scan_count", "scan_location", "scan_product", "enter_serials", "confirm_quantity"]\n'


def test_at_a_desk_it_is_counted_under_the_rules_of_the_flows_in_force(
    at_work: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flows = tmp_path / "flows.toml"
    monkeypatch.setenv("SERIALHHD_FLOWS", str(flows))
    lenient = f'{COUNT}recount = "never"\napprove_from = "never"\n'
    flows.write_text(
        f'[flows.a]\n{lenient}[flows.b]\n{COUNT}recount = "never"\nrecount_by = "anyone"\napprove_from = 2\n'
    )
    enter(at_work, "SN1")
    done(at_work)
    assert (
        at_work.json("count", "show", "C-1")["state"] == "posted"
    )  # one is missing, and nobody counts again
    assert at_work.json("serial", "show", "SN2")["state"] == "removed"
    flows.write_text(f'[flows.a]\n{lenient}[flows.b]\n{COUNT}recount_by = "anyone"\napprove_from = 2\n')
    at_work.run("count", "add", "C-2", "--location", "GOODS-IN")
    at_work.run("count", "done", "C-2", "--location", "GOODS-IN")
    assert (
        at_work.json("count", "show", "C-2")["state"] == "open"
    )  # of two flows the stricter holds: what differs is counted again
    assert "another operator" in at_work.refused(
        "count", "enter", "C-2", "--location", "GOODS-IN", "--product", "CAM-1", "--quantity", "0"
    )
    at_work.run("store", "check")
