"""Who may log in, by command: operators, shared devices, keys, passwords and PINs, and the audit of logins."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import asyncssh
import pexpect
import pytest
from typer.testing import CliRunner

from serialhhd.cli.main import app
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, logins
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod
from tests.cli.conftest import Shell

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGfQ2vrCjDsyWm7bPPQtDOW5FPQIFmSfNyn3kZfcmhgs gate 3"
PASSWORD, PIN = "Größe-8 correct", "471108"
FINGERPRINT = credentials.read_key(KEY).fingerprint


@pytest.fixture
def staffed(shell: Shell) -> Shell:
    """Anna, Ben and a shared device."""
    for name in ("Anna", "Ben"):
        shell.run("operator", "add", name)
    shell.run("device", "add", "DOCK-1")
    return shell


@pytest.fixture
def key_file(tmp_path: Path) -> str:
    path = tmp_path / "gate-3.pub"
    path.write_text(f"{KEY}\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def store(staffed: Shell) -> Iterator[Store]:
    with Store.open(staffed.store) as opened:
        yield opened


def has_password(store: Store, password: str, name: str = "anna") -> bool:
    with store.read() as conn:
        found = logins.principal(conn, name)
    return found is not None and credentials.is_secret(found.password_hash, password)


def has_pin(store: Store, pin: str, name: str = "anna") -> bool:
    with store.read() as conn:
        return credentials.is_secret(credentials.pin_hash_of(conn, name), pin)


# --- operators ----------------------------------------------------------------------------------------------------


def test_operators_are_listed_with_what_they_can_log_in_with(staffed: Shell, key_file: str) -> None:
    staffed.run("operator", "key", "anna", "--add", key_file)
    staffed.run("operator", "pin", "anna", given=f"{PIN}\n")
    staffed.run("operator", "password", "ben", given=f"{PASSWORD}\n")
    staffed.run("operator", "disable", "ben")
    staffed.run("operator", "language", "ben", "de")
    assert staffed.json("operator", "list") == [
        {
            "operator": "Anna",
            "role": "operator",
            "language": None,
            "state": "enabled",
            "keys": 1,
            "password": False,
            "pin": True,
        },
        {
            "operator": "Ben",
            "role": "operator",
            "language": "de",
            "state": "disabled",
            "keys": 0,
            "password": True,
            "pin": False,
        },
    ]
    assert [line.split() for line in staffed.run("operator", "list").splitlines()] == [
        ["OPERATOR", "ROLE", "STATE", "KEYS", "PASSWORD", "PIN", "LANGUAGE"],
        ["Anna", "operator", "enabled", "1", "-", "yes", "-"],
        ["Ben", "operator", "disabled", "0", "yes", "-", "de"],
    ]


def test_line_mode_speaks_the_operators_language_and_json_is_in_english(staffed: Shell) -> None:
    staffed.run("operator", "language", "anna", "de")
    assert "ABLAUF?" in staffed.run("hhd", "--plain", "--operator", "anna")
    assert "PROCESO?" in staffed.run("hhd", "--plain", "--operator", "ben", "--language", "es")
    answered = staffed.run("hhd", "--json", "--operator", "anna", "--language", "es")
    assert '"prompt": "FLOW?"' in answered


def test_a_disabled_operator_does_not_sign_on_until_enabled(staffed: Shell) -> None:
    staffed.run("operator", "disable", "anna")
    refused = staffed.refused("hhd", "--json", "--operator", "anna")
    assert refused == "error: operator_disabled: Anna may not sign on any more. Ask your supervisor.\n"
    staffed.run("operator", "enable", "ANNA")
    staffed.run("hhd", "--json", "--operator", "anna")


@pytest.mark.parametrize(
    "command", ["disable", "enable", ("key", "--add", "-"), "key", "password", "pin"], ids=str
)
def test_an_operator_who_is_not_there_is_refused(staffed: Shell, command: str | tuple[str, ...]) -> None:
    verb, *options = (command,) if isinstance(command, str) else command
    given = {"password": PASSWORD, "pin": PIN}.get(verb, KEY)
    refused = staffed.refused("operator", verb, "cleo", *options, given=f"{given}\n")
    assert refused.startswith("error: unknown: cleo: no such operator")


# --- keys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("noun", "owner"), [("operator", "anna"), ("device", "dock-1")])
def test_a_key_is_added_listed_and_removed(staffed: Shell, key_file: str, noun: str, owner: str) -> None:
    staffed.run(noun, "key", owner, "--add", key_file)
    (row,) = staffed.json(noun, "key", owner)
    assert (row["fingerprint"], row["label"]) == (FINGERPRINT, "gate 3")
    assert datetime.fromisoformat(row["added"]).tzinfo is UTC
    shown = staffed.run(noun, "key", owner).splitlines()
    assert shown[0].split() == ["FINGERPRINT", "LABEL", "ADDED"]
    assert shown[1].startswith(f"{FINGERPRINT}  gate 3  ")
    assert "already_there" in staffed.refused(noun, "key", owner, "--add", key_file)
    staffed.run(noun, "key", owner, "--remove", FINGERPRINT)
    assert staffed.json(noun, "key", owner) == []
    assert "unknown" in staffed.refused(noun, "key", owner, "--remove", FINGERPRINT)


def test_who_else_a_key_opens_for_is_said(staffed: Shell, key_file: str) -> None:
    def said(*arguments: str) -> str:
        result = CliRunner().invoke(app, ["--store", staffed.store, *arguments])
        assert (result.exit_code, result.stdout) == (0, "")
        return result.stderr

    warnings = [
        said("operator", "key", "anna", "--add", key_file),
        said("operator", "key", "ben", "--add", key_file),
        said("device", "add", "DOCK-2", "--key", key_file),
        said("device", "key", "dock-1", "--add", key_file),
    ]
    assert [line.split("\n")[0] for line in warnings[1:]] == [
        "This key opens for Anna, too.",
        "This key opens for Anna, Ben, too.",
        "This key opens for Anna, Ben, DOCK-2, too.",
    ]
    assert warnings[0] == f"anna can log in with {FINGERPRINT}.\n"


def test_an_operator_who_is_disabled_loses_the_handheld_of_the_server_only(staffed: Shell) -> None:
    result = CliRunner().invoke(app, ["--store", staffed.store, "operator", "disable", "ben"])
    assert result.stderr.endswith("An open handheld of `serialhhd serve` closes within a minute.\n")


def test_a_key_comes_from_stdin_and_is_called_what_is_said(staffed: Shell) -> None:
    staffed.run("operator", "key", "anna", "--add", "-", "--label", "gate 4", given=f"\ufeff{KEY}\r\n")
    assert [row["label"] for row in staffed.json("operator", "key", "anna")] == ["gate 4"]


def test_what_is_no_public_key_is_refused_and_nothing_is_added(staffed: Shell) -> None:
    private = asyncssh.generate_private_key("ssh-ed25519").export_private_key().decode()
    for given, code in ((private, "key_is_private"), ("hello", "key_unreadable"), ("", "key_unreadable")):
        refused = staffed.refused("operator", "key", "anna", "--add", "-", given=given)
        assert refused.startswith(f"error: {code}: ")
    assert "several_keys" in staffed.refused("device", "add", "DOCK-2", "--key", "-", given=f"{KEY}\n" * 2)
    assert staffed.json("operator", "key", "anna") == []
    assert [row["device"] for row in staffed.json("device", "list")] == ["DOCK-1"]


def test_a_file_that_cannot_be_read_is_wrong_usage(staffed: Shell, tmp_path: Path, key_file: str) -> None:
    for path in (tmp_path, tmp_path / "missing.pub"):
        staffed.refused("operator", "key", "anna", "--add", str(path), code=2)
        staffed.refused("device", "add", "DOCK-2", "--key", str(path), code=2)
    staffed.refused("operator", "key", "anna", "--add", key_file, "--remove", FINGERPRINT, code=2)
    assert staffed.json("operator", "key", "anna") == []


# --- devices ------------------------------------------------------------------------------------------------------


def test_a_device_is_added_with_its_key_listed_disabled_and_enabled(staffed: Shell, key_file: str) -> None:
    staffed.run("device", "add", "GATE-2", "--key", key_file)
    assert staffed.json("device", "list") == [
        {"device": "DOCK-1", "state": "enabled", "keys": 0},
        {"device": "GATE-2", "state": "enabled", "keys": 1},
    ]
    staffed.run("device", "disable", "gate-2")
    assert [row["state"] for row in staffed.json("device", "list")] == ["enabled", "disabled"]
    staffed.run("device", "enable", "gate-2")
    assert [row["state"] for row in staffed.json("device", "list")] == ["enabled", "enabled"]
    for verb in ("disable", "enable", "key"):
        assert "unknown" in staffed.refused("device", verb, "DOCK-9")


def test_a_device_has_no_name_of_an_operator(staffed: Shell) -> None:
    refused = staffed.refused("device", "add", "anna")
    assert refused == "error: already_there: Operator anna is already there.\n"
    refused = staffed.refused("operator", "add", "dock-1")
    assert refused == "error: already_there: Device dock-1 is already there.\n"


# --- passwords and PINs, from a pipe ------------------------------------------------------------------------------


def test_a_password_and_a_pin_are_one_line_of_stdin(staffed: Shell, store: Store) -> None:
    staffed.run("operator", "password", "anna", given=f"{PASSWORD}\r\nnot read\n")
    staffed.run("operator", "pin", "anna", given=PIN)
    assert has_password(store, PASSWORD)
    assert has_pin(store, PIN)


def test_blanks_belong_to_a_password(staffed: Shell, store: Store) -> None:
    staffed.run("operator", "password", "anna", given="  blanks  \n")
    assert has_password(store, "  blanks  ")
    assert not has_password(store, "blanks")


@pytest.mark.parametrize(
    ("verb", "given", "code"),
    [
        ("password", "short", "password_length"),
        ("password", "x" * 9999, "password_length"),
        ("password", "", "password_length"),
        ("password", "bell\x07bell", "password_characters"),
        ("pin", "123", "pin_digits"),
        ("pin", "12ab", "pin_digits"),
        ("pin", "", "pin_digits"),
    ],
)
def test_what_is_no_password_or_pin_is_refused_and_not_shown(
    staffed: Shell, verb: str, given: str, code: str
) -> None:
    refused = staffed.refused("operator", verb, "anna", given=f"{given}\n")
    assert refused.startswith(f"error: {code}: ")
    assert not given or given not in refused
    (anna, _) = staffed.json("operator", "list")
    assert (anna["password"], anna["pin"]) == (False, False)


@pytest.mark.parametrize("verb", ["password", "pin"])
def test_a_secret_is_no_argument(staffed: Shell, verb: str) -> None:
    staffed.refused("operator", verb, "anna", PIN, given=f"{PIN}\n", code=2)
    (anna, _) = staffed.json("operator", "list")
    assert (anna["password"], anna["pin"]) == (False, False)


def test_bytes_that_are_no_text_are_wrong_usage(staffed: Shell) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "serialhhd", "--store", staffed.store, "operator", "password", "anna"],
        input=PASSWORD.encode("latin-1"),
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"nothing was changed" in ran.stderr
    assert b"Traceback" not in ran.stderr


# --- passwords and PINs, at a terminal ----------------------------------------------------------------------------


def _heed_ctrl_c() -> None:
    """Undo what a shell does to what it starts in the background: it ignores Ctrl+C, and so would all below it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A command in a terminal of its own, typed into by somebody who looks over their shoulder."""

    def __init__(self, store: str, *arguments: str) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "serialhhd", "--store", store, *arguments],
            env={**os.environ, "TERM": "vt220", "NO_COLOR": "1"},
            dimensions=(24, 80),
            timeout=30,
            encoding="utf-8",
            preexec_fn=_heed_ctrl_c,
        )
        self.shown = ""

    def answers(self, question: str, answer: str) -> None:
        """Wait for a question, and for the terminal to show no more what is typed; then answer."""
        self.child.expect_exact(question)
        self.shown += str(self.child.before) + question
        assert self.child.waitnoecho(30)
        self.child.send(answer)

    def ends(self) -> int:
        """Read to the end, and return the exit code."""
        self.child.expect(pexpect.EOF)
        self.shown += str(self.child.before)
        self.child.close()
        return int(self.child.exitstatus)


@pytest.mark.parametrize(
    ("verb", "question", "secret"), [("password", "Password", PASSWORD), ("pin", "PIN", PIN)]
)
def test_at_a_terminal_a_secret_is_asked_for_twice_and_not_shown(
    staffed: Shell, store: Store, verb: str, question: str, secret: str
) -> None:
    terminal = Terminal(staffed.store, "operator", verb, "anna")
    terminal.answers(f"{question}: ", f"{secret}\r")
    terminal.answers(f"{question} again: ", f"{secret}\r")
    assert terminal.ends() == 0
    assert f"anna has a new {question.casefold() if verb == 'password' else question}." in terminal.shown
    assert secret not in terminal.shown
    assert (has_password if verb == "password" else has_pin)(store, secret)


def test_two_that_differ_change_nothing(staffed: Shell, store: Store) -> None:
    staffed.run("operator", "pin", "anna", given=f"{PIN}\n")
    terminal = Terminal(staffed.store, "operator", "pin", "anna")
    terminal.answers("PIN: ", "1111\r")
    terminal.answers("PIN again: ", "1112\r")
    assert terminal.ends() == 2
    assert "nothing was changed" in terminal.shown
    assert "111" not in terminal.shown
    assert has_pin(store, PIN)


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_who_breaks_off_changes_nothing_and_leaves_no_traceback(
    staffed: Shell, store: Store, key: str
) -> None:
    terminal = Terminal(staffed.store, "operator", "password", "anna")
    terminal.answers("Password: ", key)
    assert terminal.ends() in {1, 130}
    assert "Traceback" not in terminal.shown
    assert not has_password(store, "")


# --- the audit ----------------------------------------------------------------------------------------------------


@pytest.fixture
def audited(staffed: Shell, store: Store) -> Shell:
    """Anna logs in and leaves; Ben guesses his PIN twice at a shared device."""
    note = partial(logins.note, name="Anna", address="10.20.0.7", method=LoginMethod.PUBLIC_KEY)
    wrong = partial(
        logins.note,
        kind=LoginEvent.REFUSED,
        name="ben",
        address="device DOCK-1",
        device="DOCK-1",
        method=LoginMethod.PIN,
        reason="wrong_pin",
    )
    for second, noting in enumerate(
        (partial(note, kind=LoginEvent.LOGIN), partial(note, kind=LoginEvent.LOGOUT), wrong, wrong)
    ):
        store.write(partial(noting, at=AT + timedelta(seconds=second)))
    return staffed


def test_the_audit_is_listed_newest_first(audited: Shell) -> None:
    rows = audited.json("operator", "logins")
    assert [row["kind"] for row in rows] == ["refused", "refused", "logout", "login"]
    assert rows[0] == {
        "id": rows[0]["id"],
        "at": "2026-03-02T08:00:03+00:00",
        "kind": "refused",
        "operator": "ben",
        "device": "DOCK-1",
        "address": "device DOCK-1",
        "method": "pin",
        "reason": "wrong_pin",
        "times": None,
    }
    assert (rows[3]["device"], rows[3]["method"], rows[3]["reason"]) == (None, "public_key", None)
    header, *lines = audited.run("operator", "logins").splitlines()
    columns = ["ID", "AT", "KIND", "OPERATOR", "DEVICE", "ADDRESS", "METHOD", "REASON", "TIMES"]
    assert header.split() == columns
    assert len(lines) == 4


def test_the_audit_is_narrowed_and_paged(audited: Shell) -> None:
    everything = audited.json("operator", "logins")
    assert audited.json("operator", "logins", "--operator", "BEN") == everything[:2]
    assert audited.json("operator", "logins", "--kind", "logout") == everything[2:3]
    assert audited.json("operator", "logins", "--kind", "login", "--operator", "ben") == []
    assert audited.json("operator", "logins", "--limit", "3") == everything[:3]
    after = str(everything[2]["id"])
    assert audited.json("operator", "logins", "--limit", "3", "--after", after) == everything[3:]
    audited.refused("operator", "logins", "--kind", "entered", code=2)


def test_the_audit_is_written_whole_into_a_csv_file(audited: Shell) -> None:
    header, *rows = audited.run("operator", "logins", "--limit", "1", "--csv", "-").splitlines()
    assert header == "id,at,kind,operator,device,address,method,reason,times"
    assert [row.split(",")[2] for row in rows] == ["refused", "refused", "logout", "login"]
    _, only = audited.run("operator", "logins", "--kind", "login", "--csv", "-").splitlines()
    assert only.split(",")[2:4] == ["login", "Anna"]


def test_for_how_long_logins_are_kept_is_set(shell: Shell) -> None:
    shell.run("store", "init")
    assert shell.run("operator", "keep-logins").strip() == "for-ever"
    shell.run("operator", "keep-logins", "400")
    assert shell.run("operator", "keep-logins").strip() == "400"
    for wrong in ("0", "-1", "36501", "1.5", "soon"):
        shell.refused("operator", "keep-logins", "--", wrong, code=2)
    shell.run("operator", "keep-logins", "for-ever")
    assert shell.run("operator", "keep-logins").strip() == "for-ever"
