"""`serialhhd flows set` and what else changes a flows.toml, at the command line."""

from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
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
    assert list(shell.json("flows", "show")["flows"]) == ["goods_in", "goods_out", "fast"]
    shell.run("flows", "remove", "fast")
    shell.run("flows", "move", "goods_out", "scan_location", "--before", "scan_product")
    shell.run("flows", "include", "goods_in", "enter_serials", "--after", "scan_product")
    shell.run("flows", "unset", "goods_in.without_serial_step")
    shell.run("flows", "unset", "goods_in.confirm_quantity.over_receipt")
    assert file.read_bytes() == before


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
