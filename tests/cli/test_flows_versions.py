"""`flows apply`, `promote`, `withdraw`, `history`, `rollback`: which flows are in force, and were."""

import json
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.store.catalogue import settings
from serialhhd.store.engine.store import Store
from tests.cli.conftest import Shell

BROKEN = "[flows.broken]\n"


@pytest.fixture(autouse=True)
def maria(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERIALHHD_OPERATOR", "maria")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file in force: that of the program, as some editors of Windows save it."""
    file = tmp_path / "flows.toml"
    file.write_bytes(b"\xef\xbb\xbf" + PACKAGED.read_bytes().replace(b"\n", b"\r\n"))
    return file


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another one."""
    other = tmp_path / "other.toml"
    other.write_text(
        PACKAGED.read_text(encoding="utf-8").replace("Pre-Receipt Receive", "Fast"), encoding="utf-8"
    )
    return other


class Site:
    """A command line whose flows are in a file."""

    def __init__(self, shell: Shell, file: Path) -> None:
        self.shell = shell
        self.file = file

    def does(self, *arguments: str, code: int = 0) -> str:
        """Run `flows ...`, and return what it says beside its data."""
        said = self.shell.refused if code else self.shell.run
        return said("--flows", str(self.file), "flows", *arguments, code=code)

    def menu(self, operator: str = "anna", code: int = 0) -> str:
        """Return the first entry of the menu; of a handheld that does not open, why."""
        arguments = ("--flows", str(self.file), "hhd", "--json", "--operator", operator)
        if code:
            return self.shell.refused(*arguments, code=code)
        label: str = json.loads(self.shell.run(*arguments).splitlines()[0])["choices"][0]["label"]
        return label

    def broken(self) -> dict[str, str]:
        """Return what the desk is told of broken files."""
        with Store.open(self.shell.store) as store, store.read() as conn:
            return settings.flows_problems(conn, store.now())

    def history(self) -> list[dict[str, Any]]:
        """Return all versions, oldest first."""
        return list(reversed(self.shell.json("flows", "history")))


@pytest.fixture
def site(shell: Shell, file: Path) -> Site:
    site = Site(shell, file)
    site.menu()
    return site


def test_what_is_applied_is_in_force_and_kept(site: Site, other: Path) -> None:
    site.does("apply", str(other), "--why", "Shorter", "--yes", "--based-on", "1")
    assert site.menu() == "Fast"
    assert site.file.read_bytes() == other.read_bytes()
    first, second = site.history()
    assert second.pop("at") > first.pop("at")
    assert (second["id"], second["by"], second["why"], second["in_force"]) == (2, "maria", "Shorter", True)
    assert (first["id"], first["by"], first["in_force"]) == (1, site.file.owner(), False)
    assert len(second["sha256"]) == 64
    assert second["program"].startswith("serialhhd ")
    assert second["file"] == str(site.file)
    assert second["pilot"] is None


def test_a_rollback_gives_every_byte_back_as_a_new_version(site: Site, other: Path) -> None:
    before = site.file.read_bytes()
    site.does("apply", str(other), "--why", "Shorter", "--yes")
    back = site.shell.refused(
        "--flows", str(site.file), "flows", "rollback", "1", "--why", "Nobody knew it", code=0
    )
    assert "\nIn force now: version 3" in back
    assert back.count("\n") > 1, "what changes is told"
    assert site.file.read_bytes() == before
    assert [one["why"] for one in site.history()][2:] == ["Nobody knew it"]
    assert site.does("rollback", "9", "--why", "x", code=1).startswith("error: unknown: ")


def test_an_edit_that_nobody_has_seen_yet_is_not_lost(site: Site, other: Path) -> None:
    edited = site.file.read_bytes() + b"# by hand\r\n"
    site.file.write_bytes(edited)
    site.does("apply", str(other), "--why", "Shorter", "--yes")
    assert [one["why"] for one in site.history()][1:] == ["The file was edited", "Shorter"]
    site.does("rollback", "2", "--why", "Back")
    assert site.file.read_bytes() == edited


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("other.toml", "--why", " ", "--yes"), 1, "no_reason"),
        (("other.toml", "--why", "x", "--yes", "--based-on", "7"), 1, "flows_changed_meanwhile"),
        (("flows.toml", "--why", "x", "--yes"), 1, "flows_in_force_already"),
        (("broken.toml", "--why", "x", "--yes"), 4, "broken.toml:1:"),
        (("none.toml", "--why", "x", "--yes"), 4, "there is no such file"),
        (("other.toml", "--why", "x"), 2, "--yes"),
        (("other.toml", "--yes"), 2, "--why"),
        (("--why", "x", "--yes"), 2, "--default"),
    ],
)
def test_what_is_refused_changes_nothing(
    site: Site, other: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    other.with_name("broken.toml").write_text(BROKEN, encoding="utf-8")
    before = site.file.read_bytes()
    named = [str(other.with_name(one)) if one.endswith(".toml") else one for one in arguments]
    assert said in site.does("apply", *named, code=code)
    assert site.file.read_bytes() == before
    assert len(site.history()) == 1


def test_what_changes_for_operators_is_shown_before_anybody_is_asked(site: Site, other: Path) -> None:
    told = site.does("apply", str(other), "--why", "x", code=2)
    assert told.startswith("In force: version 1")
    assert 'goods_in.title is "Fast", no longer "Pre-Receipt Receive"' in told


def test_what_came_with_the_program_is_never_replaced(
    shell: Shell, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    packaged = PACKAGED.read_bytes()
    refused = shell.refused("flows", "apply", str(other), "--why", "x", "--yes")
    assert refused.splitlines()[-1].startswith("error: flows_packaged: ")
    assert PACKAGED.read_bytes() == packaged


def test_a_pilot_is_for_some_until_it_is_for_all(site: Site, other: Path) -> None:
    before = site.file.read_bytes()
    site.does("apply", str(other), "--why", "Try it", "--yes", "--pilot", "anna", "--pilot", "DOCK-1")
    assert (site.menu("Anna"), site.menu("ben")) == ("Fast", "Pre-Receipt Receive")
    assert site.file.read_bytes() == before
    assert [(one["pilot"], one["in_force"]) for one in site.history()] == [
        (None, True),
        (["anna", "DOCK-1"], True),
    ]
    on_the_dock = ("--flows", str(site.file), "hhd", "--json", "--operator", "ben", "--device", "dock-1")
    site.shell.run("device", "add", "DOCK-1")
    assert '"label": "Fast"' in site.shell.run(*on_the_dock)
    site.does("promote", "--why", "All like it")
    assert (site.menu("Anna"), site.menu("ben")) == ("Fast", "Fast")
    assert site.file.read_bytes() == other.read_bytes()
    assert site.does("withdraw", code=1).startswith("error: no_pilot")


def test_a_pilot_is_for_those_whom_the_store_knows(site: Site, other: Path) -> None:
    site.shell.run("operator", "add", "anna")
    site.shell.run("device", "add", "DOCK-1")
    tried = ("apply", str(other), "--why", "Try it", "--yes", "--pilot")
    assert "error: unknown: " in site.does(*tried, "ana", code=1)
    site.does(*tried, "ANNA", "--pilot", "dock-1")
    assert site.menu("anna") == "Fast"


def test_a_pilot_is_withdrawn(site: Site, other: Path) -> None:
    site.does("apply", str(other), "--why", "Try it", "--yes", "--pilot", "anna")
    site.does("withdraw")
    assert site.menu("anna") == "Pre-Receipt Receive"
    assert [one["in_force"] for one in site.history()] == [False, False, True]
    assert site.does("promote", code=1).startswith("error: no_pilot")


@pytest.mark.parametrize("spoilt", [BROKEN, None])
def test_a_spoilt_file_keeps_nobody_out_and_is_replaced(site: Site, spoilt: str | None) -> None:
    site.file.unlink()
    if spoilt:
        site.file.write_text(spoilt, encoding="utf-8")
    assert site.menu() == "Pre-Receipt Receive"
    assert site.broken()
    site.does("rollback", "1", "--why", "Mend it")
    assert not site.broken()
    assert site.file.read_bytes().startswith(b"\xef\xbb\xbf")
    site.file.write_text(BROKEN, encoding="utf-8")
    site.does("apply", "--default", "--why", "Give up", "--yes")
    assert site.file.read_bytes() == PACKAGED.read_bytes().partition(b"\n")[2]
    assert b"#:schema" not in site.file.read_bytes()  # it would lead nowhere here


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("set", "goods_in.title", "Fast lane", "--why", "Less to read"), "Less to read"),
        (("unset", "goods_in.short_title"), "flows unset goods_in.short_title"),
        (
            ("exclude", "goods_in", "enter_serials", "--without-serials", "skip"),
            "flows exclude goods_in enter_serials --without-serials skip",
        ),
        (("set", "goods_in.title", "Tab\there"), None),
    ],
)
def test_who_changes_the_file_by_a_command_and_why_is_kept(
    site: Site, arguments: tuple[str, ...], why: str | None
) -> None:
    before = site.file.read_bytes()
    site.does(*arguments, code=0 if why else 4)
    last = site.history()[-1]
    assert last["why"] == (why or "In force for the first time")
    assert (last["by"] == "maria") is bool(why)
    assert (site.file.read_bytes() != before) is bool(why)
    site.menu()
    assert len(site.history()) == (2 if why else 1)


def test_what_an_editor_saved_before_a_command_is_a_version_of_its_own(site: Site) -> None:
    site.file.write_bytes(site.file.read_bytes() + b"# by hand\r\n")
    site.does("set", "goods_in.title", "Fast")
    assert [one["why"] for one in site.history()][1:] == [
        "The file was edited",
        "flows set goods_in.title Fast",
    ]


def test_a_file_that_was_never_in_force_is_changed_without_a_version(site: Site, other: Path) -> None:
    Site(site.shell, other).does("set", "goods_in.title", "Slow")
    assert b"Slow" in other.read_bytes()
    assert len(site.history()) == 1


def test_where_the_file_cannot_be_replaced_no_version_is_kept(site: Site, other: Path) -> None:
    site.file.unlink()
    site.file.mkdir()
    refused = site.does("apply", str(other), "--why", "x", "--yes", code=1)
    assert refused.splitlines()[-1].startswith("error: file_not_changed: ")
    assert len(site.history()) == 1


def test_a_file_that_was_never_in_force_must_be_right(site: Site, tmp_path: Path) -> None:
    broken = Site(site.shell, tmp_path / "broken.toml")
    assert "no such file" in broken.menu(code=4)
    broken.file.write_text(BROKEN, encoding="utf-8")
    assert "missing" in broken.menu(code=4)
    broken.does("apply", "--default", "--why", "Begin", "--yes")
    assert broken.menu() == "Pre-Receipt Receive"


def test_with_require_valid_a_broken_file_is_exit_code_4(site: Site) -> None:
    site.file.write_text(BROKEN, encoding="utf-8")
    arguments = ("--flows", str(site.file), "hhd", "--json", "--operator", "anna", "--require-valid")
    assert "broken" in site.shell.refused(*arguments, code=4)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_with_require_valid_does_not_begin_with_a_broken_file(site: Site, workers: str) -> None:
    site.file.write_text(BROKEN, encoding="utf-8")
    served = ("--flows", str(site.file), "serve", "--port", "0", "--workers", workers, "--require-valid")
    assert "broken" in site.shell.refused(*served, code=4)


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "code", "title"), [("y", 0, "Fast"), ("n", 1, "Pre-Receipt Receive")])
def test_who_is_at_a_terminal_is_asked(site: Site, other: Path, answer: str, code: int, title: str) -> None:
    program = ["-m", "serialhhd", "--store", site.shell.store, "--flows", str(site.file)]
    asked = pexpect.spawn(
        sys.executable,
        [*program, "flows", "apply", str(other), "--why", "Shorter"],
        timeout=30,
        encoding="utf-8",
    )
    asked.expect_exact("Put ")
    asked.expect_exact("[y/N]")
    asked.sendline(answer)
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == code
    assert site.menu() == title


def test_what_was_posted_says_by_which_version_it_was_asked(stocked: Shell) -> None:
    (received,) = stocked.json("transaction", "list")
    assert received["flow_version"] == 1
    shown = stocked.json("serial", "show", "SN1")
    assert [one["flow_version"] for one in shown["history"]] == [1]
    assert "FLOW VERSION" in stocked.run("serial", "show", "SN1")
