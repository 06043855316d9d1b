"""`serialhhd serve` in a process of its own, as it is really run."""

import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

import asyncssh
from sqlalchemy import Connection

from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices, operators
from serialhhd.store.words.vocabulary import Role
from tests.hosting.server_processes import PASSWORD

PATIENCE = 30.0
PIN = "471102"
DEVICE = "DOCK-1"


def prepared(store_path: Path | str, key: asyncssh.SSHKey | None = None) -> str:
    """Make the sample warehouse with an operator, `anna`, who has a password and a PIN, and with a shared device.

    Args:
        store_path: Where it is made; it is returned.
        key: By which operator and device log in as well.
    """
    password, pin = credentials.hash_secret(PASSWORD), credentials.hash_secret(PIN)

    def fill(conn: Connection) -> None:
        sample.fill(conn, store.now())
        operators.add(conn, "anna", Role.OPERATOR, store.now(), by="office")
        credentials.set_password(conn, "anna", password, by="office")
        credentials.set_pin(conn, "anna", pin, by="office")
        devices.add(conn, DEVICE, store.now(), by="office")
        if key:
            known = credentials.read_key(key.export_public_key().decode())
            credentials.add_key(conn, "anna", known, store.now(), by="office")
            credentials.add_key(conn, DEVICE, known, store.now(), by="office")

    with Store.open(str(store_path), create=True) as store:
        store.write(fill)
    return str(store_path)


class Served:
    """A server that runs until it is told to stop; its log is read as it is written.

    Args:
        store: The store's URL or path.
        folder: Where its keys, its control socket and its log are.
        options: More options of `serve`.
        before: What stands before the program, such as a program that starts it confined.
        environ: More variables.
    """

    def __init__(
        self, store: str, folder: Path, *options: str, before: Sequence[str] = (), **environ: str
    ) -> None:
        self.control = folder / "serve.sock"
        self.host_keys = folder / "host_keys"
        self.lines: list[str] = []
        self._more: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        given = ["--port", "0", "--control", str(self.control), "--host-keys", str(self.host_keys)]
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "serialhhd", "--store", store, "serve", *given, *options],
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environ},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = int(self.says(lambda line: line.startswith("Listening on ")).rpartition(":")[2])

    def _read(self) -> None:
        assert self.process.stderr
        with self.process.stderr as log:
            for line in log:
                self._more.put(line)
        self._more.put(None)

    def says(self, is_wanted: Callable[[str], bool]) -> str:
        """Return the next line that is wanted; those before it are kept in `lines`."""
        while (line := self._more.get(timeout=PATIENCE)) is not None:
            self.lines.append(line)
            if is_wanted(line):
                return line
        raise AssertionError("".join(self.lines))

    def tells(self, event: str) -> dict[str, Any]:
        """Return the next event of that name."""
        found: dict[str, Any] = json.loads(self.says(lambda line: f'"event": "{event}"' in line))
        return found

    @property
    def known_hosts(self) -> str:
        """What belongs into a client's known_hosts."""
        command = [sys.executable, "-m", "serialhhd", "serve", "host-key", "--host-keys", str(self.host_keys)]
        where = ["--name", "127.0.0.1", "--port", str(self.port)]
        said = subprocess.run([*command, *where], check=True, capture_output=True, text=True).stdout
        return "".join(f"{line.strip()}\n" for line in re.findall(r"^ +(\[.+)$", said, re.MULTILINE))

    def stop(self) -> int:
        """Tell it to stop; return its exit code once it has."""
        self.process.terminate()
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        while (line := self._more.get(timeout=PATIENCE)) is not None:
            self.lines.append(line)
        self._more.put(None)
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()
