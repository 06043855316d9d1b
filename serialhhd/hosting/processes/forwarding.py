"""Clients that belong to another process: each operator has one worker, whichever worker the connection lands on.

The worker that took the connection keeps it, and passes bytes between it and the operator's worker. What waits on the way
is bounded: nothing is drawn for a client that does not read, or over a socket that is full, and a client that types more
than its worker takes is hung up.
"""

import asyncio
import socket
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, Protocol
from zlib import crc32

from serialhhd.hosting.handhelds.client import Client
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.monitoring.status import Status
from serialhhd.hosting.processes.client_messages import (
    Arrival,
    Blocked,
    Ended,
    HowAreYou,
    Message,
    Resized,
    Well,
    WorkerConnection,
)
from serialhhd.hosting.terminal.endings import Ending
from serialhhd.hosting.terminal.terminals import terminal_of
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.codes import key

TYPED = 64 * 1024
"""So many bytes may wait of what a client has sent: far more than anybody types or scans ahead."""
ENDING = 3.0
"""So many seconds the other workers have to end their handhelds when the server stops."""


# --- where the connection is ------------------------------------------------------------------------------------------


class FarSeat:
    """The way to a handheld in another worker, for a client whose connection is here.

    Args:
        client: The client.
        principal: Whose handheld it is.
        neighbours: Told when it ends.
    """

    def __init__(self, client: Client, principal: Principal, neighbours: "Neighbours") -> None:
        self.operator: str | None = principal.name
        self.client: Client | None = client
        self._neighbours = neighbours
        self._connection = WorkerConnection(self)
        self._connection.say(_arrival(client, principal))

    async def connect(self, path: Path) -> None:
        """Reach the worker; it may have to be started anew, and finds us waiting then.

        Raises:
            OSError: It cannot be reached.
        """
        await asyncio.get_running_loop().create_unix_connection(lambda: self._connection, str(path))
        if self.client is None:  # gone meanwhile
            self._connection.cut()

    # --- what the client does ---------------------------------------------------------------------------------------

    def received(self, data: bytes) -> None:
        """Pass on what the operator sent; part of it cannot be left out, so too much ends the connection."""
        if self._connection.waiting < TYPED:
            self._connection.write(data)
        else:
            self._end(Ending.TOO_MUCH)

    def resized(self, size: tuple[int, int]) -> None:
        """Pass on the size."""
        self._say(Resized(*size))

    def blocked(self) -> None:
        """Let nothing more be drawn."""
        self._say(Blocked(is_blocked=True))

    def unblocked(self) -> None:
        """Let it be drawn again."""
        self._say(Blocked(is_blocked=False))

    def _say(self, message: Message) -> None:
        if self._connection.waiting < TYPED:
            self._connection.say(message)
        else:
            self._end(Ending.TOO_MUCH)

    def dropped(self, _: Client) -> None:
        """Hang up over there as here."""
        self.client = None
        self._connection.close()

    def close(self) -> None:
        """Hang up on both sides."""
        self._end(Ending.STOPPING)

    # --- what the other worker does ---------------------------------------------------------------------------------

    def came(self, data: bytes) -> None:
        """Draw."""
        if self.client:
            self.client.write(data)

    def said(self, message: Message) -> None:
        """Hang up with a sentence, or return to the sign-on of a shared device."""
        if isinstance(message, Ended):
            if self.client:
                self.client.language = message.language
            self._end(message.ending)

    def filled(self) -> None:
        """Nothing: what waits is looked at when more comes."""

    def emptied(self) -> None:
        """Nothing: as above."""

    def cut(self) -> None:
        """The worker has died, or hung up without a word."""
        self._end(Ending.STOPPING)
        self._neighbours.gone(self)

    def _end(self, ending: Ending) -> None:
        client, self.client = self.client, None
        self._connection.close()
        if client:
            self._neighbours.come_back(client, ending)


def _arrival(client: Client, principal: Principal) -> Arrival:
    return Arrival(
        principal,
        client.address,
        client.device,
        client.terminal.term,
        client.terminal.encoding,
        *client.size,
        client.is_blocked,
        None if client.principal.is_device else client.proof,
    )


# --- where the handheld is --------------------------------------------------------------------------------------------


class ForwardedClient(Client):
    """A client whose connection is in another worker."""

    def __init__(self, arrival: Arrival, connection: WorkerConnection) -> None:
        super().__init__(
            arrival.principal,
            arrival.address,
            terminal_of(arrival.term, arrival.encoding),
            (arrival.columns, arrival.rows),
            connection,
            arrival.device,
            arrival.proof,
        )
        self.is_blocked = arrival.is_blocked
        self._connection = connection

    def end(self, ending: Ending) -> None:
        """Let the other worker hang up with a sentence."""
        self.seat = None
        self.is_gone = True
        self._connection.say(Ended(ending, self.language))
        self._connection.close()


class _Reception:
    """Takes one client that another worker passes on."""

    def __init__(self, seats: "Host", status: "Status") -> None:
        self.connection = WorkerConnection(self)
        self._seats = seats
        self._status = status
        self._client: ForwardedClient | None = None
        self._reads = True
        self._takes = True

    def came(self, data: bytes) -> None:
        """Hand on what was typed."""
        if self._client:
            self._client.received(data)

    def said(self, message: Message) -> None:
        """Admit the client, and tell it what changes."""
        if isinstance(message, Arrival) and self._client is None:
            self._admit(message)
        elif isinstance(message, Resized) and self._client:
            self._client.resized(message.columns, message.rows)
        elif isinstance(message, Blocked):
            self._reads = not message.is_blocked
            self._update()
        elif isinstance(message, HowAreYou):
            self._seats.soon(self._tell_status())

    async def _tell_status(self) -> None:
        self.connection.say(Well(await self._status()))

    def _admit(self, arrival: Arrival) -> None:
        client = ForwardedClient(arrival, self.connection)
        self._client, self._reads = client, not arrival.is_blocked
        self._seats.welcome(client)

    def filled(self) -> None:
        """Draw nothing while the socket is full."""
        self._takes = False
        self._update()

    def emptied(self) -> None:
        """Draw again."""
        self._takes = True
        self._update()

    def _update(self) -> None:
        client, is_blocked = self._client, not (self._reads and self._takes)
        if client is None or client.is_blocked == is_blocked:
            return
        if is_blocked:
            client.blocked()
        else:
            client.unblocked()

    def cut(self) -> None:
        """Leave the handheld to its operator's next login."""
        if self._client and not self._client.is_gone:
            self._seats.dropped(self._client)


class Host(Protocol):
    """What takes clients: the seats of this worker."""

    def welcome(self, client: Client) -> None:
        """Give a client its handheld, behind the screens."""
        ...

    def dropped(self, client: Client) -> None:
        """A link is gone."""
        ...

    def send_away(self, client: Client, ending: Ending) -> None:
        """Hang up with a sentence, or let a shared device ask for the next badge."""
        ...

    def soon(self, work: Coroutine[Any, Any, None]) -> object:
        """Do something behind the screens."""
        ...


def signed_on(operator: str) -> Principal:
    """Return the principal of somebody who has shown badge and PIN already: what opens a handheld, and nothing more."""
    return Principal(operator, is_device=False, role=None, keys=(), password_hash=None, has_pin=True)


class Neighbours:
    """All workers of a server, as one of them sees them.

    Args:
        number: Which one this is, from 0.
        paths: The unix socket of each; they exist as long as the server does.
    """

    def __init__(self, number: int, paths: Sequence[Path]) -> None:
        self._number = number
        self._paths = paths
        self._host: Host | None = None
        self._far: set[FarSeat] = set()
        self._server: asyncio.Server | None = None
        self._is_empty = asyncio.Event()

    async def listen(self, listener: socket.socket, host: Host, status: Status) -> None:
        """Take clients that other workers pass on.

        Args:
            listener: This worker's socket.
            host: What takes them.
            status: Returns how this worker is.
        """
        self._host = host
        loop = asyncio.get_running_loop()
        # not create_unix_server: from Python 3.13 on that takes the socket's file away, which the next process needs
        self._server = await loop.create_server(lambda: _Reception(host, status).connection, sock=listener)

    def has(self, operator: str) -> bool:
        """Return whether the operator's handheld belongs to another worker."""
        return self._worker_of(operator) != self._number

    def _worker_of(self, operator: str) -> int:
        return crc32(key(operator).encode()) % len(self._paths)

    async def forward(self, client: Client, principal: Principal) -> None:
        """Let a client use an operator's handheld in the operator's worker."""
        if client.is_gone:
            return
        far = FarSeat(client, principal, self)
        client.attached(far)
        self._far.add(far)
        try:
            await far.connect(self._paths[self._worker_of(principal.name)])
        except OSError as problem:
            logs.warn("worker out of reach", operator=principal.name, reason=problem.strerror)
            self._far.discard(far)
            client.end(Ending.UNAVAILABLE)

    def come_back(self, client: Client, ending: Ending) -> None:
        """Hang up a client whose handheld has ended over there; a shared device asks for the next one."""
        client.seat = None
        if self._host:
            self._host.send_away(client, ending)
        else:
            client.end(ending)

    def gone(self, far: FarSeat) -> None:
        """Forget a way that has ended."""
        self._far.discard(far)
        if not self._far:
            self._is_empty.set()

    async def stop(self) -> None:
        """Take no more clients, and wait for the other workers to end theirs, but not for long."""
        if self._server:
            self._server.close()
        if self._far:
            self._is_empty.clear()
            waiting = asyncio.create_task(self._is_empty.wait())
            await asyncio.wait({waiting}, timeout=ENDING)
            waiting.cancel()
        for far in tuple(self._far):
            far.close()
