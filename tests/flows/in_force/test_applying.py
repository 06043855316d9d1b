"""What somebody saves while another flows.toml is being put in force is not lost."""

import fcntl
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config import discovery, replacing
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.in_force import applying
from serialhhd.flows.in_force.applying import Site
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import Version
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.writer import Work
from serialhhd.store.words.refusal import Refused

OTHER = PACKAGED.read_bytes() + b"# another\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "flows.toml"
    file.write_bytes(PACKAGED.read_bytes())
    return file


def newest(store: Store, file: Path) -> int:
    with store.read() as conn:
        return versions.newest(conn, str(file))


def test_what_was_saved_while_somebody_was_asked_stays(sqlite_store: Store, file: Path) -> None:
    asked = applying.site(sqlite_store, str(file), "maria")
    edited = file.read_bytes() + b"# by hand, meanwhile\n"
    file.write_bytes(edited)
    with pytest.raises(Refused, match="file_changed_meanwhile"):
        applying.apply(asked, OTHER, "Shorter")
    assert (file.read_bytes(), newest(sqlite_store, file)) == (edited, 1)

    applying.apply(applying.site(sqlite_store, str(file), "maria"), OTHER, "Shorter")
    assert (file.read_bytes(), newest(sqlite_store, file)) == (OTHER, 3)


def test_of_two_that_compared_with_the_same_one_is_told(sqlite_store: Store, file: Path) -> None:
    first, second = (applying.site(sqlite_store, str(file), name) for name in ("maria", "otto"))
    applying.apply(first, OTHER, "Shorter")
    with pytest.raises(Refused, match="file_changed_meanwhile"):
        applying.apply(second, PACKAGED.read_bytes() + b"# a third\n", "Longer")
    assert (file.read_bytes(), newest(sqlite_store, file)) == (OTHER, 2)


def test_who_saves_again_by_hand_what_was_before_has_edited_the_file(sqlite_store: Store, file: Path) -> None:
    before = file.read_bytes()
    applying.apply(applying.site(sqlite_store, str(file), "maria"), OTHER, "Shorter")
    file.write_bytes(before)
    now = applying.site(sqlite_store, str(file), "maria").now
    assert now
    assert (now.id, now.content) == (3, before)


def test_what_came_with_the_program_is_not_replaced_by_way_of_a_link(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, link = tmp_path / "packaged.toml", tmp_path / "flows.toml"
    program.write_bytes(PACKAGED.read_bytes())
    link.symlink_to(program)
    monkeypatch.setattr(discovery, "PACKAGED", program)  # not the file that all tests need
    at = applying.site(store, str(link), "maria")
    with pytest.raises(Refused, match="flows_packaged"):
        applying.apply(at, OTHER, "Shorter")
    assert program.read_bytes() == PACKAGED.read_bytes()


def test_who_withdraws_a_pilot_does_not_undo_what_is_for_all_meanwhile(store: Store, file: Path) -> None:
    def site() -> Site:
        return applying.site(store, str(file), "maria")

    applying.apply(site(), OTHER, "Try it", pilot=("anna",))
    begun = site()
    applying.apply(site(), OTHER, "For all")
    with pytest.raises(Refused, match="flows_changed_meanwhile"):
        applying.withdraw(begun, "Nobody liked it")
    with store.read() as conn:
        now = versions.in_force(conn, str(file))
    assert now
    assert now.content == file.read_bytes() == OTHER
    applying.withdraw(site(), "It is for all")
    with store.read() as conn:
        assert versions.pilot(conn, str(file)) is None


def test_a_transaction_that_runs_twice_finds_its_own_file(
    sqlite_store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, write = applying.site(sqlite_store, str(file), "maria"), sqlite_store.write

    def broken_off(conn: Connection, work: Work[Version]) -> None:
        work(conn)
        raise ZeroDivisionError

    def twice(work: Work[Version]) -> Version:
        with suppress(ZeroDivisionError):
            write(lambda conn: broken_off(conn, work))
        return write(work)

    monkeypatch.setattr(sqlite_store, "write", twice)
    assert applying.apply(at, OTHER, "Shorter").id == newest(sqlite_store, file) == 2
    assert file.read_bytes() == OTHER


def test_whoever_waits_for_the_file_does_not_have_the_store(
    sqlite_store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = applying.site(sqlite_store, str(file), "maria")
    begun: list[object] = []
    monkeypatch.setattr(replacing, "PATIENCE", 0.0)
    monkeypatch.setattr(sqlite_store, "write", begun.append)
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="file_not_changed"):
            applying.apply(at, OTHER, "Shorter")
    assert begun == []
