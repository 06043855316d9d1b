"""`serialhhd serve --workers 2` as it is really run, and operators who connect to it over SSH."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import asyncssh
import psutil
import pyte
import pytest

from serialhhd.hosting.roll_call import status_of_all
from serialhhd.hosting.status import ServerStatus
from tests.hosting.conftest import AT

PATIENCE = 30.0
PASSWORD = "gatehouse-7"  # noqa: S105 - of nobody real
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][a-z]?")
"""What pyte does not know and would print."""


class Processes:
    """A server of two workers, and its processes by name: `store`, `worker 0`, `worker 1`."""

    def __init__(self, store_url: str, folder: Path) -> None:
        self._log = folder / "log"
        command = [sys.executable, "-m", "serialhhd", "--store", store_url, "serve", "--port", "0"]
        options = [
            "--workers",
            "2",
            "--host-keys",
            str(folder / "keys"),
            "--control",
            str(folder / "control"),
        ]
        self.control = folder / "control"
        self.port = 0
        self._operators: list[Operator] = []
        (folder / "run").mkdir()
        self.folder = folder / "run"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *options],
                stderr=log,
                start_new_session=True,
                env={**os.environ, "RUNTIME_DIRECTORY": str(self.folder)},
            )

    async def logged(self, wanted: str, at_least: int = 1) -> str:
        """Return the log once it holds something."""
        async with asyncio.timeout(PATIENCE):
            while (text := self._log.read_text(encoding="utf-8")).count(wanted) < at_least:
                assert self.process.poll() is None, text
                await asyncio.sleep(0.02)
        return text

    async def started(self) -> None:
        """Wait until all processes run."""
        text = await self.logged('"event": "process started"', 3)
        found = re.search(r"Listening on 127\.0\.0\.1:(\d+)", text)
        assert found
        self.port = int(found[1])

    async def logs_in(
        self, name: str, at: int | None = None, key: asyncssh.SSHKey | None = None
    ) -> "Operator":
        """Let an operator or a device log in, at any worker or at one of them."""
        if at is None:
            operator = await Operator.logs_in(self.port, name, key)
        else:
            before = self._log.read_text(encoding="utf-8").count(
                told := f'"event": "login", "name": "{name}"'
            )
            with self.only(at):
                connecting = asyncio.create_task(Operator.logs_in(self.port, name, key))
                await self.logged(told, before + 1)
            operator = await connecting
        self._operators.append(operator)
        return operator

    def events(self) -> Iterator[dict[str, Any]]:
        for line in self._log.read_text(encoding="utf-8").splitlines():
            if line.startswith("{"):
                yield json.loads(line)

    def pid(self, name: str) -> int:
        """Return the process that has this name now."""
        started = [event for event in self.events() if event["event"] == "process started"]
        return int([event["pid"] for event in started if event["process"] == name][-1])

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid(name), number)

    async def renewed(self, name: str) -> None:
        """Wait until a process has been started once more than now."""
        told = f'"event": "process started", "process": "{name}"'
        await self.logged(told, self._log.read_text(encoding="utf-8").count(told) + 1)

    @contextmanager
    def only(self, number: int) -> Iterator[None]:
        """Let the other worker take no connection meanwhile."""
        other = f"worker {1 - number}"
        self.kill(other, signal.SIGSTOP)
        try:
            yield
        finally:
            self.kill(other, signal.SIGCONT)

    async def operators(self, number: int) -> set[str | None]:
        """Return whose handhelds a worker has."""
        (path,) = self.folder.glob(f"serialhhd-*/worker-{number}")
        alone = await status_of_all(ServerStatus(AT, pid=0, workers=0), [path])
        assert alone.workers == 1
        return {session.operator for session in alone.sessions}

    @property
    def every(self) -> list[psutil.Process]:
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children()]

    async def close(self) -> None:
        """Hang up everybody, and end whatever is left."""
        for operator in self._operators:
            await operator.goes()
        if self.process.poll() is None:
            left = self.every
            self.process.kill()
            await asyncio.to_thread(psutil.wait_procs, left, PATIENCE)
        self.process.wait()


class Operator:
    """Somebody at a terminal with an SSH client."""

    def __init__(
        self, connection: asyncssh.SSHClientConnection, process: asyncssh.SSHClientProcess[bytes]
    ) -> None:
        self.connection = connection
        self._process = process
        self._screen = pyte.Screen(40, 12)
        self._stream = pyte.ByteStream(self._screen)

    @classmethod
    async def logs_in(cls, port: int, name: str, key: asyncssh.SSHKey | None = None) -> Self:
        connection = await asyncssh.connect(
            "127.0.0.1",
            port,
            username=name,
            password=PASSWORD,
            known_hosts=None,
            client_keys=[key] if key else None,
            agent_path=None,
            config=None,
        )
        process = await connection.create_process(term_type="vt100", term_size=(40, 12), encoding=None)
        return cls(connection, process)

    @property
    def screen(self) -> str:
        return "\n".join(self._screen.display)

    async def reads(self) -> bool:
        """Draw what has come; False when the server has hung up, or died."""
        try:
            data = await self._process.stdout.read(65536)
        except asyncssh.ConnectionLost:
            return False
        self._stream.feed(PRIVATE.sub(b"", data))
        return bool(data)

    async def sees(self, *texts: str) -> None:
        """Read until one of the texts stands on the screen."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not any(text in self.screen for text in texts):
                    if not await self.reads():
                        pytest.fail(f"hung up before {texts} was seen; the screen is\n{self.screen}")
        except TimeoutError:
            pytest.fail(f"waited in vain for {texts}, the screen is\n{self.screen}")

    async def sends(self, keys: str, *until: str) -> None:
        self._process.stdin.write(keys.encode())
        await self.sees(*until)

    async def is_hung_up(self) -> None:
        """Read to the end."""
        async with asyncio.timeout(PATIENCE):
            while await self.reads():
                pass
        await self.goes()

    async def goes(self) -> None:
        self.connection.abort()
        await self.connection.wait_closed()
