"""What a supervisor approved, as it is listed (R67)."""

import csv
from pathlib import Path

import pytest

from serialhhd.store.engine.store import Store
from tests.cli.conftest import Shell
from tests.flows.supervised import SUES_PIN, staff, supervised_flows


@pytest.fixture
def approved(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A store where Sue let Anna receive one camera too many, and cancel what was begun then."""
    shell.run("product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking")
    shell.run("pre-receipt", "add", "PR-1", "--line", "CAM-1:1")
    shell.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:1")
    with Store.open(shell.store) as store:
        staff(store)
    monkeypatch.setenv("SERIALHHD_FLOWS", str(supervised_flows(tmp_path)))
    views = shell.converse(
        "goods_in",
        *("PR-1", "CAM-1", "SN1", "SN2", "GOODS-IN", "Sue", SUES_PIN),
        *("PR-2", "CAM-1", "SN3", ":cancel", "Sue", SUES_PIN),
    )
    assert [
        view["message"]["code"] for view in views if view["step"] == "scan_pre_receipt" and view["message"]
    ] == [
        "line_received",
        "run_cancelled",
    ]
    return shell


def test_the_ledger_tells_both_names(approved: Shell, tmp_path: Path) -> None:
    (received,) = approved.json("transaction", "list")
    assert (received["operator"], received["approved_by"]) == ("anna", "Sue")
    (event,) = approved.json("serial", "show", "SN2")["history"]
    assert (event["operator"], event["approved_by"]) == ("anna", "Sue")
    assert "APPROVED BY" in approved.run("serial", "show", "SN2")
    file = tmp_path / "out.csv"
    approved.run("transaction", "list", "--csv", str(file))
    (row,) = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
    assert row["approved_by"] == "Sue"


def test_what_was_cancelled_is_listed_with_both_names(approved: Shell) -> None:
    (cancelled,) = approved.json("run", "cancelled")
    told = {name: cancelled[name] for name in ("operator", "flow", "document", "approved_by")}
    assert told == {"operator": "anna", "flow": "goods_in", "document": "PR-2", "approved_by": "Sue"}
    assert approved.json("run", "cancelled", "--after", str(cancelled["id"])) == []
    assert "More: --after" not in approved.run("run", "cancelled")
    assert approved.json("run", "list") == []


def test_who_tried_which_pin_is_in_the_audit(approved: Shell) -> None:
    noted = approved.json("operator", "logins")
    assert {(one["kind"], one["operator"], one["address"], one["reason"]) for one in noted} == {
        ("login", "Sue", "operator anna", "approved")
    }


def test_a_flow_that_wants_a_supervisor_is_checked_against_the_store(shell: Shell, tmp_path: Path) -> None:
    flows = str(supervised_flows(tmp_path))
    shell.run("operator", "add", "anna")
    told = shell.run("flows", "check", flows) + shell.refused("flows", "check", flows, "--strict", code=4)
    assert "nobody can answer: no supervisor has a PIN" in told
    explained = shell.run("--flows", flows, "flows", "explain", "goods_in.needs_supervisor")
    assert 'goods_in.needs_supervisor = ["over_receipt", "short", "cancel"]' in explained
    assert '"cancel"        what was begun is cancelled' in explained
    shell.run("--flows", flows, "flows", "set", "goods_in.needs_supervisor", '["short"]')
    shell.run("operator", "add", "sue", "--role", "supervisor")
    shell.run("operator", "pin", "sue", given="4711\n")
    assert shell.run("flows", "check", flows, "--strict").startswith("ok: ")
