"""`serialhhd flows set` and what else changes a flows.toml, at the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from serialhhd.cli.main import app
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from tests.cli.conftest import Shell


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The flows.toml of the folder in which the commands are typed."""
    path = tmp_path / "flows.toml"
    path.write_bytes(PACKAGED.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SERIALHHD_FLOWS", raising=False)
    return path


def test_what_is_changed_and_taken_back_was_never_changed(shell: Shell, file: Path) -> None:
    before = file.read_bytes()
    shell.run("flows", "set", "goods_in.confirm_quantity.over_receipt", "5%")
    assert b'\nover_receipt = "5%"\n' in file.read_bytes()
    shell.run("flows", "exclude", "goods_in", "enter_serials", "--without-serials", "skip")
    shell.run("flows", "move", "goods_out", "scan_product", "--after", "scan_pick_list")
    shell.run("flows", "copy", "goods_in", "fast")
    assert list(shell.json("flows", "show")["flows"]) == [*load(PACKAGED).flows, "fast"]
    shell.run("flows", "remove", "fast")
    shell.run("flows", "move", "goods_out", "scan_location", "--before", "scan_product")
    shell.run("flows", "include", "goods_in", "enter_serials", "--after", "scan_product")
    shell.run("flows", "unset", "goods_in.without_serial_step")
    shell.run("flows", "unset", "goods_in.confirm_quantity.over_receipt")
    assert file.read_bytes() == before


def test_whoever_has_no_file_yet_gets_one_and_loses_none(shell: Shell, file: Path) -> None:
    before = file.read_bytes()
    assert shell.refused("flows", "init").startswith("error: file_exists: flows.toml ")
    assert file.read_bytes() == before
    file.unlink()
    shell.run("flows", "init")
    assert shell.run("flows", "check").startswith(f"ok: flows.toml ({len(load(PACKAGED))} flows)")
    shell.run("flows", "set", "goods_in.over_receipt", "5%")
    assert shell.run("flows", "diff", str(PACKAGED), "flows.toml").startswith(
        'goods_in.confirm_quantity.over_receipt is "5%", no longer "allow" (any quantity; one far above the expected is asked about).'
    )


def test_the_first_change_is_a_version_and_so_is_what_was_before(shell: Shell, file: Path) -> None:
    shell.run("store", "init")
    file.unlink()
    shell.run("flows", "init")
    before = file.read_bytes()
    shell.run("flows", "set", "goods_in.title", "Fast", "--why", "Because")
    changed, first = shell.json("flows", "history")
    assert (changed["why"], changed["in_force"]) == ("Because", True)
    assert (first["why"], first["by"]) == ("In force for the first time", file.owner())
    shell.run("flows", "rollback", str(first["id"]), "--why", "Back")
    assert file.read_bytes() == before


def test_a_file_that_was_wrong_is_mended_by_the_first_version(shell: Shell, file: Path) -> None:
    shell.run("store", "init")
    file.write_bytes(file.read_bytes().replace(b'title = "Pre-Receipt Receive"', b"title = 5", 1))
    shell.run("flows", "set", "goods_in.title", "Fast", "--why", "Because")
    assert [one["why"] for one in shell.json("flows", "history")] == ["Because"]


def test_a_list_whose_quotes_the_shell_took_is_told_with_those_that_it_needs(
    shell: Shell, file: Path
) -> None:
    before = file.read_bytes()
    option = "goods_in.enter_serials.accept"
    said = shell.refused("flows", "set", option, "[gs1]", code=4)
    assert """ type '["gs1"]', """ in said
    assert 'it must be a list - write ["gs1"]' in said
    assert "The shell" not in shell.refused("flows", "set", option, '["gs2"]', code=4)
    assert file.read_bytes() == before
    shell.run("flows", "set", option, '["gs1"]')
    shell.run("flows", "set", "goods_in.title", "[gs1]")


def test_a_change_is_told_in_sentences(shell: Shell, file: Path) -> None:
    assert file.exists()
    arguments = ["flows", "exclude", "goods_in", "enter_serials", "--without-serials", "refuse"]
    said = CliRunner().invoke(app, ["--store", shell.store, *arguments]).stderr
    assert (
        said == "goods_in no longer asks enter_serials. Where a product needs serials, the line is refused.\n"
    )
    again = CliRunner().invoke(
        app, ["--store", shell.store, "flows", "set", "goods_in.short_title", "Receive"]
    )
    assert again.stderr == "flows.toml says so already.\n"
    idle = CliRunner().invoke(
        app, ["--store", shell.store, "flows", "set", "goods_out.without_serial_step", "skip"]
    )
    assert idle.stderr == "flows.toml is changed. Nothing changes for operators.\n"


def test_what_holds_is_explained_and_drawn(shell: Shell, file: Path) -> None:
    assert file.exists()
    assert "flows.toml:14" in shell.run("flows", "explain", "goods_in.confirm_quantity.short")
    (row,) = shell.json("flows", "explain", "goods_in.confirm_quantity.short")
    assert (row["value"], row["line"], row["choices"]["ask"]) == ("ask", 14, "the operator is asked")
    assert " +--> scan_product" in shell.run("flows", "diagram", "goods_in")
    assert shell.run("flows", "diagram", "goods_in", "--format", "mermaid").startswith("flowchart TD\n")
    for command in ("explain", "diagram"):
        assert shell.refused("flows", command, "goods_inn").startswith("error: unknown_flow: ")


def test_what_would_be_wrong_is_not_written(shell: Shell, file: Path) -> None:
    before = file.read_bytes()
    said = shell.refused("flows", "set", "goods_in.enter_serials.pre_entered", "sometimes", code=4)
    assert said.startswith(
        'flows.toml stays as it is. It would be wrong:\nflows.toml:11:15: pre_entered cannot be "sometimes"'
    )
    assert file.read_bytes() == before


def test_a_refusal_says_what_to_do(shell: Shell, file: Path) -> None:
    before = file.read_bytes()
    said = shell.refused("flows", "exclude", "goods_in", "enter_serials")
    assert said.startswith("error: serials_undecided: ")
    assert "--without-serials refuse" in said
    assert file.read_bytes() == before


def test_the_packaged_flows_point_to_a_file_of_ones_own(shell: Shell, file: Path) -> None:
    file.unlink()
    said = shell.refused("flows", "set", "goods_in.title", "In")
    assert said.startswith("error: flows_packaged: ")
    assert "serialhhd flows init" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", "title", "x"),
        ("unset", "goods_in"),
        ("move", "goods_in", "scan_product"),
        ("move", "goods_in", "scan_product", "--after", "scan_location", "--before", "scan_location"),
        ("exclude", "goods_in", "enter_serials", "--without-serials", "maybe"),
    ],
)
def test_wrong_usage(shell: Shell, file: Path, arguments: tuple[str, ...]) -> None:
    before = file.read_bytes()
    shell.refused("flows", *arguments, code=2)
    assert file.read_bytes() == before
