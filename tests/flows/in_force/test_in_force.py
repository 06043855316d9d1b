"""What is in force while the file is changed, broken, taken away and put back."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from serialhhd.flows.config import discovery
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.in_force import text
from serialhhd.flows.in_force.in_force import NOTED_EVERY, FlowsInForce, FlowsState
from serialhhd.store.catalogue import settings
from serialhhd.store.catalogue.settings import FLOWS_PROBLEM_COUNTS
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import New, Version
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


def state_of(flows: FlowsInForce) -> tuple[Path, str | None]:
    return flows.state.file, flows.state.problem


def kept(store: Store) -> list[tuple[str, str, str]]:
    """Return the versions in the store, oldest first: file, why, and the flow that it has."""
    with store.read() as conn:
        found = versions.history(conn)
    return [(Path(one.file).name, one.why, one.text.partition("]")[0][7:]) for one in reversed(found)]


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
    flows.look()
    assert (names(flows), told) == (["second"], [FlowsState(file, 2, file.owner())])


def test_a_broken_file_changes_nothing_and_the_store_knows_of_it_until_it_is_right(
    opened: Callable[[], FlowsInForce], store: Store, file: Path, told: list[FlowsState]
) -> None:
    def noted() -> dict[str, str]:
        with store.read() as conn:
            return settings.flows_problems(conn, store.now())

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


def test_that_a_file_is_broken_is_noted_anew_while_a_program_uses_it(store_url: str, file: Path) -> None:
    now = [datetime(2026, 11, 30, 8, tzinfo=UTC)]

    def noted() -> int:
        with store.read() as conn:
            return len(settings.flows_problems(conn, now[0]))

    with Store.open(store_url, clock=lambda: now[0]) as store:
        flows = FlowsInForce(store, str(file), rest=0)
        file.write_text(BROKEN, encoding="utf-8")
        for _ in range(5):
            now[0] += NOTED_EVERY
            flows.look()
            assert noted() == 1
        now[0] += FLOWS_PROBLEM_COUNTS + NOTED_EVERY
        assert noted() == 0, "the program has ended"
        FlowsInForce(store, str(file), rest=0)
        assert noted() == 1, "another one has begun"


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


def test_a_look_that_fails_as_nobody_foresaw_is_a_problem_until_one_comes_to_its_end(
    store: Store, file: Path
) -> None:
    told: list[FlowsState] = []

    def tell(state: FlowsState) -> None:
        told.append(state)
        if len(told) == 1:
            raise RuntimeError("no paper\nin the printer")

    with FlowsInForce(store, str(file), told=tell, rest=0.01) as flows:
        write(file, "second")
        wait_until(lambda: len(told) == 3, "what failed is told, and that it is well again")
        assert [state.problem for state in told] == [None, f"{file}: RuntimeError: no paper", None]
        write(file, "third")
        wait_until(lambda: names(flows) == ["third"], "a later change counts")


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
    assert state_of(flows) == (PACKAGED, None)
    write(searched, "of_the_site")
    flows.look()
    assert (names(flows), *state_of(flows)) == (["of_the_site"], searched, None)
    write(Path("flows.toml"), "here")
    flows.look()
    assert (names(flows), *state_of(flows)) == (["here"], Path("flows.toml"), None)


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
    assert state_of(flows) == (searched, None)


def test_a_file_that_was_never_in_force_and_is_wrong_at_the_start_is_refused(
    opened: Callable[..., FlowsInForce], file: Path, store: Store
) -> None:
    opened()
    other = file.with_name("other.toml")
    other.write_text("", encoding="utf-8")
    with pytest.raises(FlowsInvalid, match="the file is empty"):
        opened(str(other))
    with pytest.raises(FlowsInvalid, match="no such file"):
        opened(str(file.with_name("none.toml")))
    file.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(FlowsInvalid, match="missing key"):
        FlowsInForce(store, str(file), requires_valid=True)


# --- versions ---------------------------------------------------------------------------------------------------


def test_every_change_of_the_file_is_a_version_once(
    opened: Callable[[], FlowsInForce], file: Path, store: Store
) -> None:
    flows, beside = opened(), opened()
    for name in ("second", "first"):
        write(file, name)
        flows.look()
        beside.look()
    file.touch()
    flows.look()
    assert opened().state.version == flows.state.version == beside.state.version == 3
    assert kept(store) == [
        ("flows.toml", "In force for the first time", "first"),
        ("flows.toml", "The file was edited", "second"),
        ("flows.toml", "The file was edited", "first"),
    ]
    assert {flow.version_id for flow in flows.current()} == {3}


def test_a_version_has_every_byte_of_the_file(
    opened: Callable[[], FlowsInForce], file: Path, store: Store
) -> None:
    content = "\ufeff# é\r\n".encode() + RIGHT.format(name="first").replace("\n", "\r\n").encode()
    file.write_bytes(content)
    number = opened().state.version
    with store.read() as conn:
        assert versions.show(conn, number).content == content


@pytest.mark.parametrize("spoilt", ["broken", "missing", "unreadable"])
def test_at_a_restart_with_a_file_that_is_spoilt_its_last_good_version_is_in_force(
    opened: Callable[[], FlowsInForce], file: Path, told: list[FlowsState], spoilt: str
) -> None:
    flows = opened()
    write(file, "second")
    flows.look()
    file.unlink()
    if spoilt == "broken":
        file.write_text(BROKEN, encoding="utf-8")
    elif spoilt == "unreadable":
        file.mkdir()
    told.clear()
    again = opened()
    assert (names(again), again.state.version, told) == (["second"], 2, [again.state])
    assert again.state.problem
    if spoilt == "unreadable":
        file.rmdir()
    write(file, "second")
    again.look()
    assert (*state_of(again), again.state.version) == (file, None, 2)


def test_a_file_whose_name_is_no_text_is_in_force_and_missed(
    opened: Callable[[str], FlowsInForce], file: Path
) -> None:
    odd = file.rename(os.fsdecode(bytes(file.parent) + b"/fl\xf6ws.toml"))
    assert names(opened(str(odd))) == ["first"]
    odd.unlink()
    again = opened(str(odd))
    assert (names(again), again.state.version) == (["first"], 1)
    assert "flöws.toml" in (again.state.problem or "")


def test_flows_are_in_force_in_a_folder_that_is_gone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    flows = FlowsInForce(store)
    flows.look()
    assert state_of(flows) == (PACKAGED, None)


def test_at_a_restart_a_searched_file_that_is_gone_is_missed(
    opened: Callable[..., FlowsInForce], searched: Path
) -> None:
    write(searched, "of_the_site")
    write(Path("flows.toml"), "here")
    opened(None)
    Path("flows.toml").unlink()
    flows = opened(None)
    assert names(flows) == ["here"]
    assert flows.state.problem == "flows.toml: there is no such file"


def test_what_this_program_does_not_understand_any_more_is_passed_over(
    opened: Callable[[], FlowsInForce], file: Path, store: Store
) -> None:
    opened()
    with store.read() as conn:
        first = versions.show(conn, 1)
    later = New(b"[flows.later]\n", "By a later program", "serialhhd 9")
    store.write(lambda conn: versions.put_in_force(conn, first.file, later, store.now(), by="maria"))
    file.unlink()
    assert names(opened()) == ["first"]


def test_what_another_program_puts_in_force_counts_at_the_next_look(
    opened: Callable[[], FlowsInForce], file: Path, store: Store, told: list[FlowsState]
) -> None:
    flows = opened()
    new = New(RIGHT.format(name="other").encode(), "Try", "serialhhd")
    store.write(lambda conn: versions.put_in_force(conn, str(file), new, store.now(), by="maria"))
    flows.look()
    assert (names(flows), told[-1]) == (["other"], FlowsState(file, 2, "maria"))


def test_what_another_host_puts_in_force_stays_though_this_one_begins_anew_until_its_own_file_is_edited(
    opened: Callable[[], FlowsInForce], file: Path, store: Store
) -> None:
    opened()
    new = New(RIGHT.format(name="other").encode(), "Try", "serialhhd")
    store.write(lambda conn: versions.put_in_force(conn, str(file), new, store.now(), by="maria"))
    flows = opened()
    assert (names(flows), flows.state) == (["other"], FlowsState(file, 2, "maria"))
    file.touch()
    flows.look()
    assert names(flows) == ["other"]
    write(file, "mine")
    flows.look()
    assert (names(flows), flows.state.version) == (["mine"], 3)


def test_each_host_has_seen_its_own_file(
    opened: Callable[[], FlowsInForce], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    monkeypatch.setattr(text, "gethostname", lambda: "beside")
    assert opened().state.version == 1
    write(file, "second")
    assert opened().state.version == 2
    monkeypatch.undo()
    write(file, "first")
    assert (names(opened()), opened().state.version) == (["second"], 2), "here nobody has edited it"


def test_a_pilot_is_in_force_for_whom_it_names_until_it_ends(
    opened: Callable[[], FlowsInForce], file: Path, store: Store
) -> None:
    def put(new: New) -> Version:
        version = store.write(
            lambda conn: versions.put_in_force(conn, str(file), new, store.now(), by="maria")
        )
        flows.look()
        return version

    flows = opened()
    new = New(RIGHT.format(name="other").encode(), "Try", "serialhhd", pilot=("Anna", "DOCK-1"))
    pilot = put(new)
    tried = [list(flows.current(*who).flows) for who in (("anna",), ("ben", "dock-1"), ("ben", None), ())]
    assert tried == [["other"], ["other"], ["first"], ["first"]]
    put(replace(new, content=file.read_bytes(), pilot=None, ends=pilot.id))
    assert list(flows.current("anna").flows) == ["first"]
