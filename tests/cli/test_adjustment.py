"""`serialhhd adjustment`, and what at a desk waits for a supervisor (R29, R43)."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

KEYS = {
    "adjustment",
    "state",
    "asked_by",
    "decided_by",
    "product",
    "location",
    "quantity",
    "reason",
    "serials",
}


@pytest.fixture
def at_work(stocked: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Two cameras at GOODS-IN; Ben is an operator, Sue a supervisor, and Ben is at the desk."""
    stocked.run("operator", "add", "Ben")
    stocked.run("operator", "add", "Sue", "--role", "supervisor")
    monkeypatch.setenv("SERIALHHD_OPERATOR", "Ben")
    return stocked


def limits(folder: Path, out: str, into: str) -> str:
    """Return a flows.toml in which two flows of each operation have limits, of which the least counts."""
    steps = '["scan_location", "scan_product", "enter_serials", "confirm_quantity", "choose_reason"]'
    file, text = folder / "flows.toml", "version = 1\n"
    for operation, limit in (("adjust_out", out), ("adjust_in", into)):
        for name, of in ((operation, limit), (f"{operation}_more", "50")):
            text += f'[flows.{name}]\noperation = "{operation}"\ntitle = "{name}"\nsteps = {steps}\n'
            text += f"choose_reason.approve_from = {of}\n"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_what_waits_is_listed_shown_approved_and_rejected(
    at_work: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flows = ("--flows", limits(tmp_path, "1", "3"))
    (line,) = at_work.json("stock", "list", "--product", "CAM-1")
    given = at_work.run(
        *flows, "stock", "adjust", str(line["id"]), "--quantity", "-1", "--reason", "Lost", "--serials", "-", "--json",
        given="SN1\n",
    )  # fmt: skip
    assert '"state": "waiting"' in given
    shown = at_work.json("adjustment", "show", "ADJ-1")
    assert shown.keys() >= KEYS
    assert [shown[key] for key in ("state", "asked_by", "decided_by", "quantity", "reason", "serials")] == [
        "waiting", "Ben", None, -1, "Lost", ["SN1"],
    ]  # fmt: skip
    assert at_work.json("stock", "show", str(line["id"]))["quantity"] == 2
    added = ("--location", "GOODS-IN", "--quantity", "3", "--reason", "Found", "--yes")
    at_work.run(*flows, "stock", "add", "CAM-1", *added, "--serials", "-", given="X-0001\nX-0002\nX-0003\n")
    assert [one["adjustment"] for one in at_work.json("adjustment", "list", "--state", "waiting")] == [
        "ADJ-2",
        "ADJ-1",
    ]
    assert "role_needed" in at_work.refused("adjustment", "approve", "ADJ-1")
    monkeypatch.setenv("SERIALHHD_OPERATOR", "Sue")
    at_work.run("adjustment", "approve", "ADJ-1")
    assert at_work.json("serial", "show", "SN1")["state"] == "removed"
    newest = at_work.json("transaction", "list", "--limit", "1")[0]
    assert (newest["document"], newest["operator"], newest["approved_by"]) == ("ADJ-1", "Ben", "Sue")
    assert "reason_is_code" in at_work.refused("adjustment", "reject", "ADJ-2", "--reason", "SN1")
    at_work.run("adjustment", "reject", "ADJ-2", "--reason", "not there")
    assert at_work.json("adjustment", "show", "ADJ-2")["rejected_because"] == "not there"
    assert "X-0001" in at_work.run("adjustment", "show", "ADJ-2")
    assert "nothing_to_decide" in at_work.refused("adjustment", "reject", "ADJ-2", "--reason", "again")
    assert "unknown" in at_work.refused("adjustment", "show", "ADJ-9")
    assert "ADJ-1" in at_work.run("adjustment", "list")
    at_work.run("store", "check")


def test_the_least_limit_of_the_flows_in_force_counts_for_each_way(
    at_work: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flows = ("--flows", limits(tmp_path, "2", "1"))
    removed = at_work.run(*flows, "serial", "remove", "SN1", "--reason", "Lost", "--json")
    assert '"state": "posted"' in removed
    assert '"adjustment": null' in removed
    flows = ("--flows", limits(tmp_path, "0", "1"))
    waiting = at_work.run(*flows, "serial", "remove", "SN2", "--reason", "Lost", "--json")
    assert '"adjustment": "ADJ-1"' in waiting
    assert '"SN2"' in waiting
    monkeypatch.setenv("SERIALHHD_OPERATOR", "Sue")
    at_work.run("adjustment", "reject", "ADJ-1", "--reason", "there it is")
    at_work.run(*flows, "serial", "remove", "SN2", "--reason", "Lost")
    assert at_work.json("serial", "show", "SN2")["state"] == "removed"


def test_a_flows_toml_that_is_wrong_stops_whom_it_concerns_alone(
    at_work: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("version = 1\n[flows.x]\n", encoding="utf-8")
    remove = ("--flows", str(wrong), "serial", "remove", "SN1", "--reason", "Lost")
    at_work.refused(*remove, code=4)
    monkeypatch.setenv("SERIALHHD_OPERATOR", "Sue")
    at_work.run(*remove)
