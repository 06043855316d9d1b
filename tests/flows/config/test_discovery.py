"""Which file is used, and noticing that it has changed."""

from pathlib import Path

import pytest

from serialhhd.flows.config import discovery
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile, discover, find_flows
from serialhhd.flows.config.problems import FlowsInvalid

RIGHT = '[flows.{name}]\noperation = "pick_by_pick_list"\nsteps = ["scan_pick_list", "scan_product"]\n'


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, no variable, and a system's configuration that may be written."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.delenv("SERIALHHD_FLOWS", raising=False)
    monkeypatch.setattr(discovery, "SYSTEM", tmp_path / "system.toml")
    return tmp_path / "system.toml"


def test_each_place_goes_before_the_ones_behind_it(system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_flows() == PACKAGED
    system.touch()
    assert find_flows() == system
    Path("flows.toml").touch()
    assert find_flows() == Path("flows.toml")
    monkeypatch.setenv("SERIALHHD_FLOWS", "named.toml")
    assert find_flows() == Path("named.toml")
    assert find_flows("given.toml") == Path("given.toml")


def test_what_named_the_file_is_told(system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert discover(None).origin == "the packaged default"
    system.touch()
    assert discover(None).origin == "the system's configuration"
    Path("flows.toml").touch()
    assert discover(None).origin == "the current folder"
    monkeypatch.setenv("SERIALHHD_FLOWS", "named.toml")
    assert discover(None).origin == "SERIALHHD_FLOWS"
    assert discover("given.toml").origin == "--flows"


@pytest.mark.usefixtures("system")
def test_an_empty_variable_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERIALHHD_FLOWS", "")
    assert find_flows() == PACKAGED


@pytest.mark.usefixtures("system")
def test_a_link_to_nowhere_does_not_bring_back_the_default() -> None:
    Path("flows.toml").symlink_to("gone.toml")
    assert find_flows() == Path("flows.toml")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "flows.toml"
    file.write_text(RIGHT.format(name="first"))
    return file


def test_an_unchanged_file_is_not_read_again(file: Path) -> None:
    flows = FlowsFile(file)
    assert flows.current() is flows.current()


def test_a_changed_file_is_read_again(file: Path) -> None:
    flows = FlowsFile(file)
    began_with = flows.current()
    file.write_text(RIGHT.format(name="second"))
    assert list(flows.current().flows) == ["second"]
    assert list(began_with.flows) == ["first"]


def test_a_broken_file_changes_nothing_and_is_reported_until_it_is_right(file: Path) -> None:
    flows = FlowsFile(file)
    good = flows.current()
    file.write_text("[flows.broken]\n")
    assert flows.current() is good
    assert flows.problem is not None
    assert len(flows.problem.problems) == 2
    file.unlink()
    assert flows.current() is good
    assert str(flows.problem) == f"{file}: there is no such file"
    file.write_text(RIGHT.format(name="again"))
    assert list(flows.current().flows) == ["again"]
    assert flows.problem is None


def test_a_file_that_is_wrong_at_the_start_is_refused(file: Path) -> None:
    file.write_text("")
    with pytest.raises(FlowsInvalid, match="the file is empty"):
        FlowsFile(file)
