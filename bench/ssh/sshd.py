"""A real sshd on loopback with deploy/sshd_handheld.conf. The tests use it too: what is measured is what is tested."""

import getpass
import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.ssh.keys import new_key
from bench.ssh.processes import running

SNIPPET: Final = Path(__file__).parents[2] / "deploy" / "sshd_handheld.conf"
HOST: Final = "127.0.0.1"
SYSTEM_FOLDERS: Final = "/usr/sbin:/usr/local/sbin:/sbin"
PRIVILEGE_SEPARATION: Final = Path("/run/sshd")
"""Where sshd wants a folder when it is root; the system's service makes it when it starts."""

LISTENING: Final = re.compile("^Server listening")

GENEROUS: Final = """
AcceptEnv *
AllowTcpForwarding yes
GatewayPorts yes
PermitTunnel yes
X11Forwarding yes
Subsystem sftp internal-sftp
"""
"""A server that allows everything: whatever is refused is refused by the snippet."""


@dataclass(frozen=True, slots=True)
class Sshd:
    """A server that listens.

    Attributes:
        pid: Its process.
        port: Where it listens on loopback.
        config: Its configuration.
        key: The private key of the only user, who is the one that runs this.
        known_hosts: The server's key as a client keeps it.
    """

    pid: int
    port: int
    config: Path
    key: Path
    known_hosts: Path


def sshd_program() -> str:
    """Return the path of sshd, which is not on everybody's PATH.

    Raises:
        FileNotFoundError: It is not installed.
    """
    found = shutil.which("sshd", path=f"{os.environ['PATH']}:{SYSTEM_FOLDERS}")
    if found is None:
        raise FileNotFoundError("sshd is missing: apt-get install openssh-server")
    return found


@contextmanager
def running_sshd(folder: Path, store: str, operator: str = "USER") -> Iterator[Sshd]:
    """Yield a server for the current user on a port of its own.

    Args:
        folder: Where its keys and its configuration are to be.
        store: What the handhelds work on.
        operator: The variable that says who is at the handheld.
    """
    if os.geteuid() == 0:
        PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
    host, user = new_key(folder / "host_key"), new_key(folder / "user_key")
    shutil.copy(user.with_suffix(".pub"), folder / "authorized_keys")
    config, port = folder / "sshd_config", _free_port()
    config.write_text(_config(folder, port) + adapted(folder, store, operator), encoding="utf-8")
    known_hosts = folder / "known_hosts"
    known_hosts.write_text(f"[{HOST}]:{port} {host.with_suffix('.pub').read_text()}", encoding="utf-8")
    command = [sshd_program(), "-D", "-e", "-f", str(config)]
    with running(command, folder / "sshd.log", LISTENING) as (pid, _):
        yield Sshd(pid, port, config, user, known_hosts)


def _config(folder: Path, port: int) -> str:
    own = f"Port {port}\nListenAddress {HOST}\nHostKey {folder / 'host_key'}\nPidFile none\nUsePAM no\nStrictModes no\n"
    return f"{own}{GENEROUS}\n"


def adapted(folder: Path, store: str, operator: str) -> str:
    """Return the snippet for the current user, with the keys and the store where they are here.

    Raises:
        ValueError: The snippet does not name what is to be adapted, each exactly once.
    """
    here = {
        "Match Group handheld": f"Match User {getpass.getuser()}",
        "/etc/ssh/handheld_keys/%u": str(folder / "authorized_keys"),
        "/var/lib/serialhhd/store.db": store,
        '"$USER"': f'"${operator}"',
        "/opt/serialhhd/bin/serialhhd": f"{sys.executable} -m serialhhd",
    }
    text = SNIPPET.read_text(encoding="utf-8")
    for theirs, ours in here.items():
        if text.count(theirs) != 1:
            raise ValueError(f"{SNIPPET.name} names {theirs!r} {text.count(theirs)} times")
        text = text.replace(theirs, ours)
    return text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
