"""`flows simulate` and `flows impact`: what a flows.toml does, tried on a throw-away store."""

import hashlib
import json
import tempfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from serialhhd.cli.main import app
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.store.engine.store import Store
from tests.cli.conftest import Shell

RECEIVES = ("PR-1007", "CAM-200", "SN0007", "SN0008", "SN0009", ":done", "", "A-01-01")


@pytest.fixture(autouse=True)
def thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where throw-away stores are; what is left of them is seen there."""
    folder = tmp_path / "thrown-away"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def forbidding(tmp_path: Path) -> str:
    """Return a flows.toml that takes no more than is announced."""
    asks = 'short = "ask" '
    text = PACKAGED.read_text(encoding="utf-8")
    assert asks in text
    file = tmp_path / "forbidding.toml"
    file.write_text(text.replace(asks, f'over_receipt = "forbid"\n{asks}'), encoding="utf-8")
    return str(file)


def broken(tmp_path: Path) -> str:
    """Return a flows.toml that is wrong."""
    file = tmp_path / "broken.toml"
    file.write_text("[flows.broken]\n", encoding="utf-8")
    return str(file)


def of_file(store: str) -> str:
    return hashlib.sha256(Path(store).read_bytes()).hexdigest()


def scanned(*scans: str) -> str:
    return "".join(f"{scan}\n" for scan in scans)


# --- simulate -----------------------------------------------------------------------------------------------------


def test_a_conversation_is_told_as_line_mode_tells_it_with_what_is_scanned(shell: Shell) -> None:
    out = shell.run("flows", "simulate", "goods_in", "--scans", "-", given=scanned(*RECEIVES))
    assert out.startswith("== Pre-Receipt Receive\n  1  PR-1007 Lens & Co\n")
    assert "PRODUCT?\n> CAM-200\n-- CAM-200  3 to do\n" in out
    assert "QUANTITY? [3] 3/3\n>\n-- Quantity 3\n" in out
    assert "OK PR-1007 is complete. 3 CAM-200 received at A-01-01.\n" in out


def test_a_file_of_scans_has_comments_and_what_no_editor_shows(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "scans.txt"
    file.write_bytes(
        b"\xef\xbb\xbf# the paper first\r\nPR-1007\r\n#\r\n]C1010952123454321310L{GS}21SN0007\r\n"
    )
    out = shell.run("flows", "simulate", "goods_in", "--scans", str(file))
    assert "> ]C1010952123454321310L<1D>21SN0007\n" in out
    assert "SERIAL? 1/3\n" in out
    assert "the paper first" not in out


def test_a_refused_scan_is_exit_code_1_and_the_conversation_goes_on(shell: Shell) -> None:
    out = shell.run("flows", "simulate", "goods_in", "--scans", "-", given=scanned("NOPE", "PR-1007"), code=1)
    assert "ERROR " in out
    assert out.endswith("PRODUCT?\n")


def test_nothing_is_left_and_no_store_is_made(shell: Shell, thrown_away: Path) -> None:
    shell.run("flows", "simulate", "goods_in", "--scans", "-", given=scanned(*RECEIVES))
    assert not Path(shell.store).exists()
    assert list(thrown_away.iterdir()) == []


def test_a_copy_has_what_the_store_has_and_the_store_keeps_it(stocked: Shell, thrown_away: Path) -> None:
    stocked.run("operator", "add", "ben")
    before = of_file(stocked.store)
    picks = scanned("PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    out = stocked.run("flows", "simulate", "goods_out", "--scans", "-", "--on", "copy", given=picks)
    assert "OK PL-1 is complete. 1 CAM-1 picked from GOODS-IN.\n" in out
    assert of_file(stocked.store) == before
    assert list(thrown_away.iterdir()) == []


def test_a_copy_is_played_by_somebody_who_has_no_run_open(stocked: Shell) -> None:
    stocked.converse("goods_out", "PL-1")
    for name in ("anna", "ben"):
        stocked.run("operator", "add", name)
    out = stocked.run(
        "flows", "simulate", "goods_out", "--scans", "-", "--on", "copy", given=scanned(":list")
    )
    assert "PICK LIST?\n> :list\n" in out


def test_a_pin_is_not_told(stocked: Shell, tmp_path: Path) -> None:
    stocked.run("operator", "add", "maria", "--role", "supervisor")
    stocked.run("operator", "pin", "maria", given="4711\n4711\n")
    stocked.run("operator", "add", "anna")
    flows = tmp_path / "flows.toml"
    text = PACKAGED.read_text(encoding="utf-8")
    flows.write_text(text.replace("steps =", 'needs_supervisor = ["cancel"]\nsteps =', 1), encoding="utf-8")
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:2")
    given = scanned("PR-2", "CAM-1", ":cancel", "maria", "4711")
    command = ("flows", "simulate", "goods_in", "--scans", "-", "--on", "copy", "--operator", "anna")
    out = stocked.run("--flows", str(flows), *command, given=given)
    assert "> :cancel\n" in out
    assert out.count("> (secret)\n") == 2
    assert "4711" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("goods",), 1, "There are goods_in, goods_out"),
        (("goods_in", "--on", "copy"), 3, "There is no store"),
        (("goods_in", "--on", "shelf"), 2, "shelf"),
    ],
)
def test_what_cannot_be_played_is_said(
    shell: Shell, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in shell.refused("flows", "simulate", *arguments, "--scans", "-", given="PR-1\n", code=code)


def test_more_than_a_person_scans_is_not_read(shell: Shell) -> None:
    given = "\n" * (1024 * 1024 + 1)
    assert "the file is larger than 1 MiB" in shell.refused(
        "flows", "simulate", "goods_in", "--scans", "-", given=given, code=2
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "there is no such file"), (b"", "nothing is scanned"), (b"# only words\n", "nothing is scanned")],
)
def test_a_file_without_scans_is_wrong_usage(
    shell: Shell, tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "scans"
    if content is not None:
        file.write_bytes(content)
    assert said in shell.refused("flows", "simulate", "goods_in", "--scans", str(file), code=2)


def test_a_broken_flows_toml_is_exit_code_4(shell: Shell, tmp_path: Path) -> None:
    arguments = ("--flows", broken(tmp_path), "flows", "simulate", "goods_in", "--scans", "-")
    assert "operation" in shell.refused(*arguments, given="PR-1\n", code=4)


def test_a_store_on_either_engine_is_copied_into_a_file(store: Store) -> None:
    shell = Shell(store.url)
    shell.run("product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking")
    shell.run("pre-receipt", "add", "PR-1", "--line", "CAM-1:2")
    shell.converse("goods_in", "PR-1", "CAM-1", "SN1", "SN2", ":done", "", "GOODS-IN")
    shell.run("pick-list", "add", "PL-1", "--line", "CAM-1:1@GOODS-IN")
    picks = scanned("PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    out = shell.run("flows", "simulate", "goods_out", "--scans", "-", "--on", "copy", given=picks)
    assert "OK PL-1 is complete." in out
    assert shell.json("serial", "show", "SN1")["state"] == "in_stock"


# --- impact -------------------------------------------------------------------------------------------------------


@pytest.fixture
def over(stocked: Shell) -> Shell:
    """One camera too many was received."""
    stocked.run("pre-receipt", "add", "PR-7", "--line", "CAM-1:1")
    stocked.converse("goods_in", "PR-7", "CAM-1", "SN3", "SN4", ":done", "", "GOODS-IN")
    return stocked


def test_what_would_have_been_refused_is_one_json_document(over: Shell, tmp_path: Path) -> None:
    assert over.json("flows", "impact", forbidding(tmp_path)) == {
        "lines": 2,
        "refused": [{"document": "PR-7", "product": "CAM-1", "code": "over_receipt"}],
        "questions": {"before": 14, "after": 10},
    }


def test_it_is_told_in_sentences(over: Shell, tmp_path: Path) -> None:
    out = over.run("flows", "impact", forbidding(tmp_path), "--days", "1")
    assert out.splitlines()[:2] == [
        "2 lines received or picked in the last day would have gone like this:",
        "1 line would have been refused:",
    ]
    assert "  PR-7 CAM-1: over_receipt at confirm_quantity - " in out
    assert "10 questions would have been asked in place of 14: 4 fewer (those of refused lines up" in out


def test_the_file_of_the_store_is_as_it_was(over: Shell, tmp_path: Path, thrown_away: Path) -> None:
    before = of_file(over.store)
    over.run("flows", "impact", forbidding(tmp_path))
    assert of_file(over.store) == before
    assert list(thrown_away.iterdir()) == []


def test_a_file_may_come_from_standard_input(over: Shell) -> None:
    out = over.run("flows", "impact", "-", given=PACKAGED.read_text(encoding="utf-8"))
    assert "No line would have been refused.\nAs many questions would have been asked: 14.\n" in out


def test_a_broken_file_has_no_impact(over: Shell, tmp_path: Path) -> None:
    over.refused("flows", "impact", broken(tmp_path), code=4)
    over.refused("flows", "impact", str(tmp_path / "none.toml"), code=4)


def test_where_nothing_was_done_that_is_said(shell: Shell, tmp_path: Path) -> None:
    shell.run("product", "add", "CAM-1", "--name", "Camera")
    out = shell.run("flows", "impact", forbidding(tmp_path), "--days", "3")
    assert out == "No handheld received or picked anything in the last 3 days: there is nothing to compare.\n"


def test_apply_and_rollback_tell_the_impact_before_they_do_it(over: Shell, tmp_path: Path) -> None:
    in_force = tmp_path / "flows.toml"
    in_force.write_bytes(PACKAGED.read_bytes())
    asked = ("--flows", str(in_force), "flows")
    refused = over.refused(*asked, "apply", forbidding(tmp_path), "--why", "No more than announced", code=2)
    assert "1 line would have been refused:\n  PR-7 CAM-1: over_receipt" in refused
    over.run(*asked, "apply", forbidding(tmp_path), "--why", "No more than announced", "--yes")
    first = json.loads(over.run(*asked, "history", "--json"))[-1]["id"]
    assert in_force.read_bytes() != PACKAGED.read_bytes()
    arguments = ["--store", over.store, *asked, "rollback", str(first), "--why", "Too strict"]
    told = CliRunner().invoke(app, arguments).stderr
    assert told.index("No line would have been refused.") < told.index("In force now:")
    assert in_force.read_bytes() == PACKAGED.read_bytes()
