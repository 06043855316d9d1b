"""Takes connections however many come, and lets so many in at a time that operators are served meanwhile.

asyncio takes a thousand connections in one turn of the loop, and each costs asyncssh milliseconds before its client has said a
word: under 5,000 a second nobody was served, and logins were lost. Taking one and keeping it costs some 30 microseconds. So they
wait in a room: who has hung up meanwhile costs no more, who has said something goes first, and addresses take turns.
"""

import asyncio
import select
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

PACE: Final = 0.005
"""Seconds between two that are let in, where several wait; who comes alone is let in at once."""
ROOM: Final = 400
"""So many wait at most; then the address that has most of them loses its oldest, a silent one first."""
QUIET: Final = 0.5
"""Who has said nothing for so many seconds is let in when nobody waits who has: some clients wait for the server to begin."""
AT_ONCE: Final = 100
"""So many connections are taken in one turn of the loop."""
AGAIN: Final = 0.5
"""Seconds after which it is tried again to take one, where the system has no file left for it."""

_GONE: Final = select.POLLHUP | select.POLLERR | select.POLLNVAL | getattr(select, "POLLRDHUP", 0)


@dataclass
class _Guest:
    sock: socket.socket
    address: str
    since: float
    has_spoken: bool = False


class Gate:
    """Listens on sockets.

    Args:
        listeners: The sockets, which listen already; they are closed with it.
        let_in: Called with each connection that is let in.
        room: So many wait at most.
    """

    def __init__(
        self, listeners: Sequence[socket.socket], let_in: Callable[[socket.socket], None], room: int = ROOM
    ) -> None:
        self._room = room
        self._listeners = listeners
        self._let_in = let_in
        self._loop = asyncio.get_running_loop()
        self._poll = select.poll()
        self._guests: dict[int, _Guest] = {}
        self._addresses: dict[str, dict[int, _Guest]] = {}
        self._last = self._loop.time() - PACE
        self._tick: asyncio.TimerHandle | None = None
        for listener in listeners:
            listener.setblocking(False)
            self._loop.add_reader(listener, self._take, listener)

    def get_port(self) -> int:
        """Return the port; that of the first socket, where there are several."""
        return int(self._listeners[0].getsockname()[1])

    def close(self) -> None:
        """Take no more, and hang up on who waits."""
        for listener in self._listeners:
            if listener.fileno() >= 0:
                self._loop.remove_reader(listener)
                listener.close()
        for guest in tuple(self._guests.values()):
            self._forget(guest).close()
        if self._tick:
            self._tick.cancel()

    # --- who comes --------------------------------------------------------------------------------------------------

    def _take(self, listener: socket.socket) -> None:
        for _ in range(AT_ONCE):
            try:
                sock, peer = listener.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError:
                self._loop.remove_reader(listener)
                self._loop.call_later(AGAIN, self._take_again, listener)
                return
            sock.setblocking(False)
            if self._guests or self._loop.time() - self._last < PACE:
                self._seat(_Guest(sock, str(peer[0]), self._loop.time()))
            else:
                self._welcome(sock)

    def _take_again(self, listener: socket.socket) -> None:
        if listener.fileno() >= 0:
            self._loop.add_reader(listener, self._take, listener)

    def _seat(self, guest: _Guest) -> None:
        if len(self._guests) >= self._room:
            self._look()
        if len(self._guests) >= self._room:
            self._make_room()
        number = guest.sock.fileno()
        self._guests[number] = self._addresses.setdefault(guest.address, {})[number] = guest
        self._poll.register(number, select.POLLIN | _GONE)
        if self._tick is None:
            self._tick = self._loop.call_later(PACE, self._next)

    def _make_room(self) -> None:
        crowd = max(self._addresses.values(), key=len).values()
        silent = (guest for guest in crowd if not guest.has_spoken)
        self._forget(next(silent, None) or next(iter(crowd))).close()

    # --- who is let in ----------------------------------------------------------------------------------------------

    def _next(self) -> None:
        self._tick = None
        self._look()
        guest = self._whose_turn()
        if guest:
            others = self._addresses.pop(guest.address)
            self._addresses[guest.address] = others  # the others of this address wait for all other addresses
            self._welcome(self._forget(guest))
        if self._guests:
            self._tick = self._loop.call_later(PACE, self._next)

    def _look(self) -> None:
        """Part from who has hung up, and note who has said something."""
        for number, events in self._poll.poll(0):
            guest = self._guests[number]
            if events & _GONE:
                self._forget(guest).close()
            else:
                guest.has_spoken = True
                self._poll.modify(number, _GONE)

    def _whose_turn(self) -> _Guest | None:
        for guests in self._addresses.values():
            for guest in guests.values():
                if guest.has_spoken:
                    return guest
        oldest = next(iter(self._guests.values()), None)
        is_due = oldest is not None and self._loop.time() - oldest.since >= QUIET
        return oldest if is_due else None

    def _forget(self, guest: _Guest) -> socket.socket:
        number = guest.sock.fileno()
        self._poll.unregister(number)
        del self._guests[number]
        of_address = self._addresses[guest.address]
        del of_address[number]
        if not of_address:
            del self._addresses[guest.address]
        return guest.sock

    def _welcome(self, sock: socket.socket) -> None:
        self._last = self._loop.time()
        with suppress(OSError):
            self._let_in(sock)


def listeners(host: str, port: int, backlog: int) -> list[socket.socket]:
    """Return sockets that listen at all addresses of a host.

    Raises:
        OSError: One is taken, or is none of this computer.
    """
    named = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    found = dict.fromkeys((family, address[:2]) for family, _, _, _, address in named)
    opened: list[socket.socket] = []
    try:
        for family, address in found:
            opened.append(socket.create_server(address, family=family, backlog=backlog))
    except OSError:
        for one in opened:
            one.close()
        raise
    return opened
