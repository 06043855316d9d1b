"""`serialhhd serve host-key`: the keys of a server, and how its clients learn the next."""

import re
import subprocess
from pathlib import Path

import pytest

from serialhhd.hosting.door.host_keys import load_host_keys
from tests.cli.conftest import Shell
from tests.docs.test_commands import free_port
from tests.hosting.openssh_options import openssh_options
from tests.hosting.served import Served
from tests.pseudo_terminal import PseudoTerminal

pytestmark = pytest.mark.slow


@pytest.fixture
def keys(tmp_path: Path) -> str:
    """The folder of a server's keys, as its first start leaves it."""
    load_host_keys(tmp_path / "keys")
    return str(tmp_path / "keys")


@pytest.mark.parametrize("option", [(), ("--next",), ("--rotate",)])
def test_where_no_server_has_been_started_that_is_said_and_no_key_is_made(
    shell: Shell, tmp_path: Path, option: tuple[str, ...]
) -> None:
    said = shell.refused("serve", "host-key", "--host-keys", str(tmp_path / "none"), *option)
    assert said.startswith(f"error: no_host_key: No key is in {tmp_path / 'none'}: ")
    assert "--host-keys" in said
    assert not (tmp_path / "none").exists()


@pytest.mark.needs("ssh-keygen")
def test_a_server_shows_its_key(shell: Shell, keys: str) -> None:
    out = shell.run("serve", "host-key", "--host-keys", keys, "--name", "dock.example", "--port", "22")
    (fingerprint,) = re.findall(r"^now +(SHA256:\S{43})$", out, re.MULTILINE)
    listed = subprocess.run(
        ["ssh-keygen", "-lf", f"{keys}/ssh_host_ed25519_key"],  # noqa: S607 - wherever it is
        check=True,
        capture_output=True,
        text=True,
    )
    assert fingerprint in listed.stdout
    assert re.search(r"^ +dock\.example ssh-ed25519 AAAA\S+$", out, re.MULTILINE)


def test_another_port_stands_in_known_hosts(shell: Shell, keys: str) -> None:
    out = shell.run("serve", "host-key", "--host-keys", keys, "--name", "dock.example", "--port", "2222")
    assert re.search(r"^ +\[dock\.example\]:2222 ssh-ed25519 AAAA\S+$", out, re.MULTILINE)


def test_the_next_key_is_shown_and_then_taken(shell: Shell, keys: str) -> None:
    prepared = shell.run("serve", "host-key", "--host-keys", keys, "--next")
    (following,) = re.findall(r"^next +(\S+)$", prepared, re.MULTILINE)
    rotated = shell.run("serve", "host-key", "--host-keys", keys, "--rotate")
    assert re.findall(r"^(\w+) +(SHA256:\S+)$", rotated, re.MULTILINE) == [("now", following)]


def test_a_key_that_others_can_read_is_refused(shell: Shell, keys: str) -> None:
    (Path(keys) / "ssh_host_ed25519_key").chmod(0o644)
    said = shell.refused("serve", "host-key", "--host-keys", keys)
    assert said.startswith("error: host_key_unusable: The server's key cannot be used: ")
    assert "chmod 600" in said


def openssh(served: Served, known_hosts: Path, key: Path, *options: str) -> PseudoTerminal:
    """Return a real client that trusts no server but those it knows."""
    given = openssh_options(served.port, known_hosts, key)
    told = [word for one in ("EscapeChar=none", *options) for word in ("-o", one)]
    return PseudoTerminal(["ssh", *given, *told, "anna@127.0.0.1"])


@pytest.mark.needs("ssh")
def test_clients_learn_the_next_key_and_are_not_asked_when_it_is_taken(
    site: Shell, key: Path, tmp_path: Path
) -> None:
    known_hosts = tmp_path / "known_hosts"
    port = ("--port", str(free_port()))
    host_keys = ("serve", "host-key", "--host-keys", str(tmp_path / "host_keys"))
    load_host_keys(tmp_path / "host_keys")
    site.run(*host_keys, "--next")
    with Served(site.store, tmp_path, *port) as serving:
        known_hosts.write_text(serving.known_hosts.split("\n")[0] + "\n")
        client = openssh(serving, known_hosts, key, "UpdateHostKeys=yes")
        client.sees("FLOW?")
        client.is_cut_off()
    assert len(known_hosts.read_text().splitlines()) == 2
    site.run(*host_keys, "--rotate")
    with Served(site.store, tmp_path, *port) as serving:
        client = openssh(serving, known_hosts, key)
        client.sees("FLOW?")
        client.is_cut_off()
