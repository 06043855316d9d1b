"""Every connection to this process: how many there may be, and which of them makes room."""

import asyncio
from collections import Counter
from contextlib import suppress

from asyncssh import SSHServerConnection

from serialhhd.hosting.door.fair_turns import FairTurns
from serialhhd.hosting.handhelds.backend import Backend
from serialhhd.hosting.handhelds.seats import Seats
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.processes.open_files import OTHER_FILES, allowed

PASSWORDS_AT_ONCE = 2
"""So many passwords are checked at a time: each takes 19 MiB and a core."""
EMPTYING = 0.7
"""So many seconds all clients have to hang up when the server stops."""
MOST_CONNECTIONS = 2000
"""So many connections there may be at once; more are hung up on. Half of them may be of clients that have not logged in."""
MOST_WITHOUT_TERMINAL = 20
"""So many connections of one operator or device may have logged in and opened no terminal; the oldest makes room."""
TERMINAL_WITHIN = 120.0
"""So many seconds a client has to open its terminal, once it has logged in."""


class Door:
    """What all connections share."""

    def __init__(self, backend: Backend, seats: Seats) -> None:
        self.backend = backend
        self.seats = seats
        self.passwords = FairTurns(PASSWORDS_AT_ONCE)
        self.connections: set[SSHServerConnection] = set()
        self.ended = 0
        self.is_open = True
        self._strangers: dict[SSHServerConnection, str] = {}
        self._without_terminal: dict[SSHServerConnection, tuple[str, asyncio.TimerHandle]] = {}
        self._most = most_connections()
        self._is_empty = asyncio.Event()

    def knocks(self, conn: SSHServerConnection, address: str) -> None:
        """Note a connection that has not logged in yet; where there are too many of them, one makes room."""
        self.connections.add(conn)
        self._strangers[conn] = address
        if len(self.connections) > self._most:
            conn.abort()
        elif len(self._strangers) > self._most // 2:
            self._make_room()

    def _make_room(self) -> None:
        """Hang up the oldest connection of the address that has most of those that have not logged in."""
        ((crowded, _),) = Counter(self._strangers.values()).most_common(1)
        oldest = next(conn for conn, address in self._strangers.items() if address == crowded)
        self.lets_in(oldest)
        oldest.abort()

    def lets_in(self, conn: SSHServerConnection) -> None:
        """Note that a connection is no stranger's any more."""
        self._strangers.pop(conn, None)

    def has_no_terminal(self, conn: SSHServerConnection, name: str) -> None:
        """Note whose a connection without a terminal is: it has so long to open one, and so many may be about to."""
        self.opens_terminal(conn)
        hanging_up = asyncio.get_running_loop().call_later(TERMINAL_WITHIN, self._hang_up_idle, conn)
        self._without_terminal[conn] = name, hanging_up
        idle = [one for one, (owner, _) in self._without_terminal.items() if owner == name]
        if len(idle) > MOST_WITHOUT_TERMINAL:
            self._hang_up_idle(idle[0])

    def opens_terminal(self, conn: SSHServerConnection) -> None:
        """Note that a connection has what it came for, or has ended."""
        if conn in self._without_terminal:
            _, hanging_up = self._without_terminal.pop(conn)
            hanging_up.cancel()

    def _hang_up_idle(self, conn: SSHServerConnection) -> None:
        logs.tell("no terminal", name=self._without_terminal[conn][0])
        self.opens_terminal(conn)
        conn.abort()

    def hung_up(self, conn: SSHServerConnection) -> None:
        """Forget a connection that has ended."""
        self.lets_in(conn)
        self.opens_terminal(conn)
        self.connections.discard(conn)
        self.ended += 1
        if not (self.connections or self.is_open):
            self._is_empty.set()

    async def until_empty(self) -> None:
        """Wait until every client has read its last sentence and hung up; then hang up on the others."""
        if self.connections:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_empty.wait(), EMPTYING)
        for conn in tuple(self.connections):
            conn.abort()


def most_connections() -> int:
    """Return how many connections there may be: as many as files may be open for them."""
    return allowed(MOST_CONNECTIONS + OTHER_FILES) - OTHER_FILES
