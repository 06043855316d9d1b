"""A client whose connection is in one worker and whose handheld is in another."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.hosting.handhelds.backend import LocalBackend
from serialhhd.hosting.handhelds.client import Client
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.hosting.handhelds.seats import Seats
from serialhhd.hosting.monitoring.status import DoorCounts, ServerStatus, status_of
from serialhhd.hosting.processes import forwarding
from serialhhd.hosting.processes.forwarding import TYPED, Neighbours
from serialhhd.hosting.processes.frames import LONGEST
from serialhhd.hosting.processes.worker_statuses import status_of_all
from serialhhd.hosting.settings import HostSettings
from serialhhd.hosting.terminal import english as words
from serialhhd.hosting.terminal.terminals import terminal_of
from serialhhd.store.engine.store import Store
from tests.hosting.conftest import ANNA, AT, Wire
from tests.waiting import PATIENCE

SIZE = (40, 12)
LONGEST_SAID = 8192
ELSEWHERE = next(name for name in ("anna", "ben", "cleo") if crc32(name.encode()) % 2)
"""An operator of worker 1; everybody comes to worker 0."""


async def status() -> ServerStatus:
    return status_of([], DoorCounts(logins=3), Latency(), started_at=AT, loop_blocks=0)


class Screen(Wire):
    """A wire that tells when something is drawn."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(size)
        self._has_more = asyncio.Event()

    def write(self, data: bytes) -> None:
        super().write(data)
        self._has_more.set()

    async def shows(self, text: str) -> None:
        """Wait until a text is drawn."""
        async with asyncio.timeout(PATIENCE):
            while text not in self.screen:
                self._has_more.clear()
                await self._has_more.wait()


class Visitor:
    """The operator of worker 1 at a terminal that is connected to worker 0."""

    def __init__(self) -> None:
        self.screen = Screen(SIZE)
        principal = replace(ANNA, name=ELSEWHERE)
        self.client = Client(principal, "192.0.2.7", terminal_of("vt100"), SIZE, self.screen)

    async def sends(self, keys: str, until: str) -> None:
        """Send keys, and wait until a text is drawn."""
        self.client.received(keys.encode())
        await self.screen.shows(until)


class Pair:
    """Two workers in one process, with real sockets between them."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.paths = [folder / f"worker-{number}" for number in range(2)]
        self._backend = LocalBackend(store, FlowsFile(PACKAGED))
        self.neighbours = [Neighbours(number, self.paths) for number in range(2)]
        self.seats = [Seats(self._backend, HostSettings(), one) for one in self.neighbours]

    async def listen(self, kept: AsyncExitStack) -> None:
        for number, path in enumerate(self.paths):
            listener = kept.enter_context(closing(socket.socket(socket.AF_UNIX)))
            listener.bind(str(path))
            listener.listen()
            await self.neighbours[number].listen(listener, self.seats[number], status)

    async def comes(self) -> Visitor:
        """Let the operator of worker 1 come to worker 0."""
        visitor = Visitor()
        await self.seats[0].admit(visitor.client)
        return visitor


@pytest.fixture
async def pair(warehouse: Store, tmp_path: Path) -> AsyncIterator[Pair]:
    pair = Pair(warehouse, tmp_path)
    async with AsyncExitStack() as kept:
        await pair.listen(kept)
        yield pair
        await asyncio.gather(*(one.stop() for one in pair.seats), *(one.stop() for one in pair.neighbours))


async def test_what_is_typed_before_the_handheld_is_there_is_not_lost(pair: Pair) -> None:
    visitor = Visitor()
    coming = asyncio.create_task(pair.seats[0].admit(visitor.client))
    visitor.client.received(b"1\r")
    await asyncio.sleep(0)
    visitor.client.received(b"PR-10")
    await coming
    await visitor.sends("07\r", "PRODUCT?")
    assert not pair.seats[0].all


async def test_a_terminal_may_change_its_size(pair: Pair) -> None:
    visitor = await pair.comes()
    await visitor.screen.shows("FLOW?")
    visitor.screen.resize(60, 20)
    visitor.client.resized(60, 20)
    await visitor.sends("1\r", "PRE-RECEIPT?")
    (seat,) = pair.seats[1].all
    assert seat.status().terminal == "vt100 60x20"
    assert seat.status().address == visitor.client.address


async def test_nothing_is_drawn_for_a_client_that_does_not_read(pair: Pair) -> None:
    visitor = await pair.comes()
    await visitor.screen.shows("FLOW?")
    visitor.client.blocked()
    visitor.client.received(b"1\rPR-1007\rCAM-200\r")
    visitor.client.unblocked()
    await visitor.screen.shows("SERIAL?")
    visitor.client.blocked()
    sent = len(visitor.screen.sent)
    await visitor.sends("SN9001\r:quit\r", words.goodbye())
    assert b"SN9001" not in visitor.screen.sent[sent:]


async def test_a_handheld_stays_when_its_link_drops_and_is_found_again(pair: Pair) -> None:
    visitor = await pair.comes()
    await visitor.sends("1\rPR-77", "PR-77")
    seats = pair.seats[1].all
    pair.seats[0].dropped(visitor.client)
    again = await pair.comes()
    await again.screen.shows("PR-77")
    assert pair.seats[1].all == seats


def type_on(client: Client) -> None:
    client.received(b"S" * 4096)


def turn_the_device(client: Client) -> None:
    client.resized(*reversed(client.size))


@pytest.mark.parametrize("send", [type_on, turn_the_device])
async def test_a_client_that_sends_more_than_its_worker_takes_is_hung_up(
    warehouse: Store, tmp_path: Path, send: Callable[[Client], None]
) -> None:
    pair = Pair(warehouse, tmp_path)
    with closing(socket.socket(socket.AF_UNIX)) as stuck:
        stuck.bind(str(pair.paths[1]))
        stuck.listen()  # its process accepts nothing
        visitor = await pair.comes()
        (far,) = pair.neighbours[0]._far
        while not visitor.client.is_gone:
            waiting = far._connection.waiting
            send(visitor.client)
        assert TYPED <= waiting < TYPED + LONGEST_SAID
    assert words.too_much()[:20] in visitor.screen.screen


async def test_a_worker_that_is_out_of_reach_is_not_waited_for(warehouse: Store, tmp_path: Path) -> None:
    visitor = await Pair(warehouse, tmp_path).comes()
    assert visitor.client.is_gone
    assert words.unavailable()[:20] in visitor.screen.screen


HEAD = struct.Struct("!Ic")
GARBAGE = {
    "too long": HEAD.pack(LONGEST + 1, b"="),
    "unknown": HEAD.pack(1, b"?") + b"x",
    "no JSON": HEAD.pack(2, b"{") + b"\xff{",
    "no message": HEAD.pack(16, b"{") + b'{"kind": "fork"}',
    "not a size": HEAD.pack(48, b"{") + b'{"kind": "resized", "columns": "x", "rows": []} ',
}


@pytest.mark.parametrize("name", GARBAGE)
async def test_garbage_ends_its_connection_and_no_other(name: str, pair: Pair) -> None:
    visitor = await pair.comes()
    await visitor.screen.shows("FLOW?")
    stream, writer = await asyncio.open_unix_connection(pair.paths[1])
    writer.write(GARBAGE[name])
    assert await asyncio.wait_for(stream.read(), PATIENCE) == b""
    writer.close()
    await visitor.sends("1\r", "PRE-RECEIPT?")


async def test_bytes_and_sizes_without_a_client_are_nobody_s(pair: Pair) -> None:
    _, writer = await asyncio.open_unix_connection(pair.paths[1])
    message = b'{"kind": "blocked", "is_blocked": true}'
    writer.write(HEAD.pack(3, b"=") + b"SN1" + HEAD.pack(len(message), b"{") + message)
    writer.close()
    await writer.wait_closed()
    visitor = await pair.comes()
    await visitor.screen.shows("FLOW?")


async def test_the_status_leaves_out_a_worker_that_does_not_answer(pair: Pair, tmp_path: Path) -> None:
    paths = [*pair.paths, tmp_path / "worker-2"]
    whole = await status_of_all(ServerStatus(AT, pid=7, workers=0, logins=1), paths)
    assert (whole.pid, whole.workers, whole.logins) == (7, 2, 7)


async def test_a_stop_hangs_up_what_the_other_worker_did_not_end(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await pair.comes()
    await visitor.screen.shows("FLOW?")
    monkeypatch.setattr(forwarding, "ENDING", 0.05)
    await pair.neighbours[0].stop()
    assert visitor.client.is_gone
    assert words.stopping()[:20] in visitor.screen.screen
