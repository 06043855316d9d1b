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
from typing import Self

import asyncssh
import pyte
import pytest

from serialhhd.hosting.monitoring.status import ServerStatus
from serialhhd.hosting.processes.worker_statuses import status_of_all
from tests.hosting.conftest import AT
from tests.waiting import PATIENCE

PASSWORD = "gatehouse-7"  # noqa: S105 - of nobody real
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][a-z]?")
"""What pyte does not know and would print."""
STARTED = '"event": "process started"'


class Processes:
    """A server of two workers, and its processes by name: `store`, `worker 0`, `worker 1`."""

    def __init__(self, process: asyncio.subprocess.Process, folder: Path) -> None:
        self.process = process
        self.folder = folder / "run"
        self.control = folder / "control"
        self.port = 0
        self._lines: list[str] = []
        self._has_more = asyncio.Condition()
        self._operators: list[Operator] = []
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def started(cls, store_url: str, folder: Path) -> Self:
        """Start a server and return it when all of its processes run."""
        (folder / "run").mkdir()
        command = [sys.executable, "-m", "serialhhd", "--store", store_url, "serve", "--workers", "2"]
        options = {"--port": 0, "--host-keys": folder / "keys", "--control": folder / "control"}
        process = await asyncio.create_subprocess_exec(
            *command,
            *(str(part) for option in options.items() for part in option),
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "RUNTIME_DIRECTORY": str(folder / "run")},
        )
        server = cls(process, folder)
        await server.says(STARTED, 3)
        (listening,) = [line for line in server._lines if line.startswith("Listening on ")]
        server.port = int(listening.rpartition(":")[2])
        return server

    async def _read(self) -> None:
        assert self.process.stderr
        async for line in self.process.stderr:
            async with self._has_more:
                self._lines.append(line.decode())
                self._has_more.notify_all()

    def count(self, wanted: str) -> int:
        """Return how many lines of its log hold a text so far."""
        return sum(wanted in line for line in self._lines)

    async def says(self, wanted: str, times: int) -> None:
        """Return once so many lines of its log hold a text."""
        try:
            async with asyncio.timeout(PATIENCE), self._has_more:
                await self._has_more.wait_for(lambda: self.count(wanted) >= times)
        except TimeoutError:
            pytest.fail("".join(self._lines))

    async def logs_in(
        self, name: str, at: int | None = None, key: asyncssh.SSHKey | None = None
    ) -> "Operator":
        """Let an operator or a device log in, at any worker or at one of them."""
        login = f'"event": "login", "name": "{name}"'
        before = self.count(login)
        connecting = asyncio.create_task(Operator.logs_in(self.port, name, key))
        if at is not None:
            with self.only(at):
                await self.says(login, before + 1)
        operator = await connecting
        self._operators.append(operator)
        return operator

    def pid(self, name: str) -> int:
        """Return the process that has this name now."""
        events = [json.loads(line) for line in self._lines if STARTED in line]
        return int([event["pid"] for event in events if event["process"] == name][-1])

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        os.kill(self.pid(name), number)

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

    @contextmanager
    def watching(self) -> Iterator[list[int]]:
        """Give a descriptor of each process; it can be read when that has ended."""
        ends = [os.pidfd_open(self.pid(name)) for name in ("store", "worker 0", "worker 1")]
        try:
            yield ends
        finally:
            for end in ends:
                os.close(end)

    async def close(self) -> None:
        """Hang up everybody, and end whatever is left."""
        for operator in self._operators:
            await operator.goes()
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()
        await self._reading


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
