"""What is in force while the file is changed, broken, taken away and put back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from serialhhd.flows.config import discovery
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.in_force.in_force import FlowsInForce, FlowsState
from serialhhd.store.catalogue import settings
from serialhhd.store.engine.store import Store
from tests.waiting import wait_until

RIGHT = '[flows.{name}]\noperation = "pick_by_pick_list"\nsteps = ["scan_pick_list", "scan_product"]\n'
BROKEN = "[flows.broken]\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "flows.toml"
    write(file, "first")
    return file


def write(file: Path, name: str) -> None:
    file.write_text(RIGHT.format(name=name), encoding="utf-8")


def names(flows: FlowsInForce) -> list[str]:
    return list(flows.current().flows)


@pytest.fixture
def told() -> list[FlowsState]:
    """What was told, in order."""
    return []


@pytest.fixture
def opened(store: Store, file: Path, told: list[FlowsState]) -> Callable[..., FlowsInForce]:
    """Opens what is in force, where a change counts at the next look."""
    return lambda explicit=str(file): FlowsInForce(store, explicit, told=told.append, rest=0)


def test_a_changed_file_counts(
    opened: Callable[[], FlowsInForce], file: Path, told: list[FlowsState]
) -> None:
    flows = opened()
    flows.look()
    assert (names(flows), told) == (["first"], [])
    write(file, "second")
    flows.look()
    assert (names(flows), told) == (["second"], [FlowsState(file)])


def test_a_broken_file_changes_nothing_and_the_store_knows_of_it_until_it_is_right(
    opened: Callable[[], FlowsInForce], store: Store, file: Path, told: list[FlowsState]
) -> None:
    def noted() -> dict[str, str]:
        with store.read() as conn:
            return settings.flows_problems(conn)

    flows = opened()
    file.write_text(BROKEN, encoding="utf-8")
    flows.look()
    flows.look()
    assert names(flows) == ["first"]
    (state,) = told
    assert state == flows.state
    assert state.problem
    assert state.problem.startswith(f"{file}:1:")
    assert noted() == {str(file): state.problem}
    file.unlink()
    flows.look()
    assert noted() == {str(file): f"{file}: there is no such file"}
    write(file, "again")
    flows.look()
    assert (names(flows), flows.state.problem, noted()) == (["again"], None, {})


def test_half_of_a_file_that_is_being_saved_never_counts(store: Store, file: Path) -> None:
    flows = FlowsInForce(store, str(file), rest=3600)
    for name in ("half", "whole"):
        write(file, name)
        flows.look()
    assert names(flows) == ["first"]


def test_a_file_that_rests_counts_without_anybody_asking(store: Store, file: Path) -> None:
    with FlowsInForce(store, str(file), rest=0.01) as flows:
        write(file, "second")
        wait_until(lambda: names(flows) == ["second"], "the file counts")


@pytest.fixture
def searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, no variable, and a system's configuration that may be written."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.delenv("SERIALHHD_FLOWS", raising=False)
    monkeypatch.setattr(discovery, "SYSTEM", tmp_path / "system.toml")
    return tmp_path / "system.toml"


def test_a_file_that_appears_at_a_place_that_goes_before_counts(
    opened: Callable[..., FlowsInForce], searched: Path
) -> None:
    flows = opened(None)
    assert flows.state == FlowsState(PACKAGED)
    write(searched, "of_the_site")
    flows.look()
    assert (names(flows), flows.state) == (["of_the_site"], FlowsState(searched))
    write(Path("flows.toml"), "here")
    flows.look()
    assert (names(flows), flows.state) == (["here"], FlowsState(Path("flows.toml")))


def test_a_file_that_is_gone_does_not_bring_back_what_comes_after_it(
    opened: Callable[..., FlowsInForce], searched: Path
) -> None:
    write(searched, "of_the_site")
    write(Path("flows.toml"), "here")
    flows = opened(None)
    Path("flows.toml").unlink()
    flows.look()
    assert names(flows) == ["here"]
    assert flows.state.problem == "flows.toml: there is no such file"


def test_a_broken_file_that_appears_at_a_place_and_goes_again_leaves_nothing_behind(
    opened: Callable[..., FlowsInForce], searched: Path
) -> None:
    write(searched, "of_the_site")
    flows = opened(None)
    Path("flows.toml").write_text(BROKEN, encoding="utf-8")
    flows.look()
    assert (names(flows), flows.state.file) == (["of_the_site"], searched)
    assert flows.state.problem
    Path("flows.toml").unlink()
    flows.look()
    assert flows.state == FlowsState(searched)


def test_a_file_that_is_wrong_at_the_start_is_refused(opened: Callable[[], FlowsInForce], file: Path) -> None:
    file.write_text("", encoding="utf-8")
    with pytest.raises(FlowsInvalid, match="the file is empty"):
        opened()
