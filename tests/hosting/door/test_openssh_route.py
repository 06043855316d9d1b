"""The plain route: `serialhhd hhd` under OpenSSH's sshd with deploy/sshd_handheld.conf, reached by real clients."""

import getpass
import os
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.ssh.processes import family
from bench.ssh.sshd import HOST, SNIPPET, Sshd, running_sshd, sshd_program
from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.people import operators
from serialhhd.store.serials import traces
from serialhhd.store.words.vocabulary import Role
from tests.docs.pages import ROOT
from tests.hosting.openssh_options import openssh_options
from tests.pseudo_terminal import PseudoTerminal

pytestmark = pytest.mark.needs("sshd", "ssh", "ssh-keygen", "scp", "sftp")
PAGE = (ROOT / "docs" / "ssh.md").read_text(encoding="utf-8")
USER = getpass.getuser()
RECEIPT = (
    ("1\r", "PRE-RECEIPT?"),
    ("PR-1009\r", "PRODUCT?"),
    ("LCK-7\r", "SERIAL?"),
    ("LOCK-1\r", "1/5"),
    ("LOCK-2\r", "2/5"),
    (":done\r", "QUANTITY?"),
    ("\r", "CLOSE LINE?"),
    ("1\r", "LOCATION?"),
    ("DOCK-1\r", "PRODUCT?"),
)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """The demo's warehouse."""
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    return sqlite_store


@pytest.fixture
def sshd(store: Store, tmp_path: Path) -> Iterator[Sshd]:
    """A server that allows everything but what the snippet refuses."""
    folder = tmp_path / "sshd"
    folder.mkdir()
    with running_sshd(folder, store.url) as running:
        yield running


def options(sshd: Sshd) -> list[str]:
    """Return what a client of OpenSSH needs to know of the server, and nothing of this computer's settings."""
    return openssh_options(sshd.port, sshd.known_hosts, sshd.key)


def ssh(sshd: Sshd, *arguments: str) -> list[str]:
    """Return the command line of a client; what it is to run comes after `--`."""
    before, _, after = "\0".join(arguments).partition("--\0")
    return [
        "ssh",
        *options(sshd),
        *filter(None, before.split("\0")),
        f"{USER}@{HOST}",
        *filter(None, [after]),
    ]


def run(command: list[str], given: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a client without a terminal."""
    return subprocess.run(
        command,
        input=given,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={**os.environ, **environ},
    )


@pytest.fixture
def terminal(sshd: Sshd) -> PseudoTerminal:
    """A device that has just logged in."""
    opened = PseudoTerminal(ssh(sshd, "-e", "none"))
    opened.sees("FLOW?")
    return opened


def receive(terminal: PseudoTerminal, *steps: tuple[str, str]) -> None:
    for keys, until in steps:
        terminal.sends(keys, until)


def test_a_short_receipt_is_scanned_and_the_handheld_left(terminal: PseudoTerminal, store: Store) -> None:
    assert f"Menu  {USER}"[:20] in terminal.screen
    receive(terminal, *RECEIPT)
    assert terminal.ends(":quit\r") == 0
    with store.read() as conn:
        line = pre_receipts.lines(conn, pre_receipts.show(conn, "PR-1009"))[0]
        assert line.done == 2
        assert traces.show(conn, "LOCK-2").location == "DOCK-1"


@pytest.mark.needs("plink", "puttygen")
def test_plink_receives_as_well(sshd: Sshd, store: Store, tmp_path: Path) -> None:
    key = tmp_path / "key.ppk"
    assert run(["puttygen", str(sshd.key), "-O", "private", "-o", str(key)]).returncode == 0
    server = sshd.known_hosts.read_text(encoding="utf-8").split(" ")[2]
    plink = ["plink", "-batch", "-ssh", "-i", str(key), "-hostkey", server, "-P", str(sshd.port)]
    terminal = PseudoTerminal(
        [*plink, f"{USER}@{HOST}"], term="xterm", columns=40, rows=12, HOME=str(tmp_path)
    )
    terminal.sees("FLOW?")
    receive(terminal, *RECEIPT)
    terminal.is_cut_off()
    with store.read() as conn:
        assert traces.show(conn, "LOCK-1").state == "in_stock"


def test_a_dropped_link_and_a_new_login_stand_at_the_same_step(terminal: PseudoTerminal, sshd: Sshd) -> None:
    receive(terminal, *RECEIPT[:4])
    (handheld,) = handhelds(sshd)
    watched = os.pidfd_open(handheld)
    terminal.is_cut_off()
    again = PseudoTerminal(ssh(sshd, "-e", "none"), term="xterm", columns=40, rows=8)
    again.sees("SERIAL?")
    again.sees("1/5")
    again.sends("LOCK-2\r", "2/5")
    assert select.select([watched], [], [], 20)[0], "the handheld of the dropped link goes on"
    os.close(watched)
    again.is_cut_off()


def handhelds(sshd: Sshd) -> list[int]:
    """Return the processes under the server that are handhelds."""
    programs = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in family(sshd.pid)}
    return [pid for pid, line in programs.items() if b"hhd\0--operator\0" in line]


def test_two_devices_of_one_operator_see_the_same_run(terminal: PseudoTerminal, sshd: Sshd) -> None:
    receive(terminal, *RECEIPT[:4])
    other = PseudoTerminal(ssh(sshd, "-e", "none"))
    other.sees("1/5")
    other.sends("LOCK-2\r", "2/5")
    terminal.sends("LOCK-3\r", "Your work went on")
    terminal.sends(".\r", "2/5")
    terminal.sends("LOCK-3\r", "3/5")
    terminal.is_cut_off()
    other.is_cut_off()


def test_an_account_that_is_no_operator_is_told_so(sshd: Sshd, store: Store) -> None:
    store.write(lambda conn: operators.add(conn, f"not-{USER}", Role.OPERATOR, store.now(), by="office"))
    terminal = PseudoTerminal(ssh(sshd), columns=80)
    terminal.sees(f"{USER}: no such operator.")
    assert terminal.ends() == 1


def test_a_serial_that_begins_with_the_escape_of_ssh_is_taken(terminal: PseudoTerminal) -> None:
    receive(terminal, *RECEIPT[:3])
    terminal.sends("~.LOCK\r", "OK ~.LOCK")
    terminal.sends("~~LOCK\r", "OK ~~LOCK")
    assert terminal.ends(":quit\r") == 0


def test_without_the_option_that_serial_ends_the_link(sshd: Sshd) -> None:
    terminal = PseudoTerminal(ssh(sshd))
    terminal.sees("FLOW?")
    receive(terminal, *RECEIPT[:3])
    assert terminal.ends("~.LOCK\r") == 255


@pytest.mark.parametrize("asked", [["--", "id"], ["-T"], ["-s", "--", "sftp"]])
def test_without_a_terminal_there_is_nothing(sshd: Sshd, asked: list[str]) -> None:
    answer = run(ssh(sshd, *asked), "id\n")
    assert (answer.returncode, answer.stdout) == (2, "")


def test_a_command_on_a_terminal_gives_the_handheld(sshd: Sshd, tmp_path: Path) -> None:
    made = tmp_path / "made-by-a-shell"
    terminal = PseudoTerminal(ssh(sshd, "-tt", "--", f"touch {made}"))
    terminal.sees("FLOW?")
    terminal.ends(":quit\r")
    assert not made.exists()


def test_no_file_comes_or_goes(sshd: Sshd, tmp_path: Path) -> None:
    there = f"{USER}@{HOST}"
    mine, made = tmp_path / "mine", tmp_path / "made"
    mine.write_text("x", encoding="utf-8")
    for command in (
        ["scp", *options(sshd), str(mine), f"{there}:{made}"],
        ["scp", "-O", *options(sshd), str(mine), f"{there}:{made}"],
        ["sftp", *options(sshd), "-b", "-", there],
    ):
        assert run(command, f"put {mine} {made}\n").returncode != 0
    assert not made.exists()


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        (["-W", "localhost:22"], "administratively prohibited"),
        (["-N", "-R", "0:localhost:22"], "remote port forwarding failed"),
        (["-N", "-R", "./serialhhd-forwarded:localhost:22"], "remote port forwarding failed"),
    ],
)
def test_no_way_leads_past_the_handheld(sshd: Sshd, asked: list[str], refused: str) -> None:
    answer = run(ssh(sshd, "-o", "ExitOnForwardFailure=yes", *asked))
    assert answer.returncode != 0
    assert refused in answer.stderr


def test_what_the_client_sends_as_environment_does_not_count(sshd: Sshd, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    command = ssh(sshd, "-o", "SendEnv=SERIALHHD_STORE")
    terminal = PseudoTerminal(command, SERIALHHD_STORE=str(other))
    terminal.sees("FLOW?")
    receive(terminal, *RECEIPT[:2])
    terminal.is_cut_off()
    assert not other.exists()


def effective(config: Path) -> dict[str, str]:
    """Return the settings that a server has for the current user."""
    who = f"user={USER},host={HOST},addr={HOST}"
    said = subprocess.run(
        [sshd_program(), "-T", "-f", str(config), "-C", who], capture_output=True, text=True, check=True
    )
    return {name: value for name, _, value in (line.partition(" ") for line in said.stdout.splitlines())}


def test_agent_screen_tunnel_and_start_file_are_refused_too(sshd: Sshd) -> None:
    found = effective(sshd.config)
    refused = ("allowagentforwarding", "x11forwarding", "permittunnel", "permituserrc", "gatewayports")
    assert {found[name] for name in refused} == {"no"}
    assert found["authenticationmethods"] == "publickey"


def test_the_snippet_as_it_is_included_leaves_everybody_else_alone(sshd: Sshd, tmp_path: Path) -> None:
    config = tmp_path / "sshd_config"
    own = sshd.config.read_text(encoding="utf-8").partition("MaxStartups")[0].partition("# Members")[0]
    config.write_text(f"Include {SNIPPET}\n{own}", encoding="utf-8")
    found = effective(config)
    assert (found["x11forwarding"], found["forcecommand"]) == ("yes", "none")
    assert found["maxstartups"].startswith("300")


def test_the_page_shows_the_snippet() -> None:
    assert f"```\n{SNIPPET.read_text(encoding='utf-8')}```" in PAGE


def test_the_nightly_backup_of_the_page_is_a_store(store: Store, tmp_path: Path) -> None:
    (command,) = re.findall(r"^ExecStart=/bin/sh -c '(.+)'$", PAGE, re.MULTILINE)
    for theirs, ours in (
        ("/opt/serialhhd/bin/serialhhd", f"{sys.executable} -m serialhhd"),
        ("/var/backups/serialhhd", str(tmp_path / "backups")),
        ("%%", "%"),
    ):
        assert theirs in command
        command = command.replace(theirs, ours)
    assert run(["/bin/sh", "-c", command], SERIALHHD_STORE=store.url).returncode == 0
    (made,) = (tmp_path / "backups").glob("*.db")
    with Store.open(str(made)) as copy, copy.read() as conn:
        assert pre_receipts.show(conn, "PR-1009").state == "open"
