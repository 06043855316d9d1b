"""A terminal on an SSH channel: what a client may ask for on it, and what it is sent."""

import asyncio
from collections.abc import Mapping

import asyncssh
from asyncssh import SSHServerChannel, SSHServerConnection

from serialhhd.hosting.door.connections import Door
from serialhhd.hosting.handhelds.client import USUAL, Client, fitting
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.terminal.terminals import Terminal, terminal_of
from serialhhd.store.people.logins import Principal

BUFFERED = 32 * 1024
"""So many bytes may wait for a client that does not read; then it gets no more until it does."""
HANGING_UP = 3.0
"""So many seconds a client has to read its last sentence and hang up."""


class TerminalSession(asyncssh.SSHServerSession[bytes]):
    """A terminal on a channel."""

    def __init__(
        self,
        door: Door,
        connection: SSHServerConnection,
        principal: Principal,
        proof: str | None,
        address: str,
    ) -> None:
        self._door = door
        self._connection = connection
        self._principal = principal
        self._proof = proof
        self._address = address
        self._terminal: Terminal | None = None
        self._size = USUAL
        self._client: Client | None = None
        self._stalled: set[str] = set()

    def connection_made(self, chan: SSHServerChannel[bytes]) -> None:
        """Bound what may wait for a slow client."""
        self._channel = chan
        chan.set_write_buffer_limits(high=BUFFERED)

    def pty_requested(
        self,
        term_type: str,
        term_size: tuple[int, int, int, int],
        term_modes: Mapping[int, int],  # noqa: ARG002 - asyncssh's
    ) -> bool:
        """Note what the terminal is."""
        self._terminal = terminal_of(term_type)
        self._size = fitting(*term_size[:2])
        return True

    def shell_requested(self) -> bool:
        """Open the handheld; without a terminal there is nothing to draw it on."""
        return self._terminal is not None

    def exec_requested(self, command: str) -> bool:  # noqa: ARG002 - none is run, whatever it is
        """Refuse."""
        logs.tell("command refused", name=self._principal.name, address=self._address)
        return False

    def subsystem_requested(self, subsystem: str) -> bool:  # noqa: ARG002 - as above
        """Refuse."""
        logs.tell("subsystem refused", name=self._principal.name, address=self._address)
        return False

    def session_started(self) -> None:
        """Give the terminal its handheld."""
        if self._terminal is None:
            return
        self._door.opens_terminal(self._connection)
        self._client = Client(
            self._principal,
            self._address,
            self._terminal,
            self._size,
            ChannelTransport(self._channel),
            proof=self._proof,
        )
        if self._stalled:
            self._client.blocked()
        self._door.seats.welcome(self._client)

    def data_received(self, data: bytes, datatype: int | None) -> None:  # noqa: ARG002 - asyncssh's
        """Hand on what was typed."""
        if self._client:
            self._client.received(data)

    def terminal_size_changed(self, width: int, height: int, pixwidth: int, pixheight: int) -> None:  # noqa: ARG002 - asyncssh's
        """Draw at the new size."""
        if self._client:
            self._client.resized(width, height)

    def eof_received(self) -> bool:
        """Hang up with the client."""
        return False

    def pause_writing(self) -> None:
        """Wait: the client asks for no more on its channel."""
        self.stalls("window")

    def resume_writing(self) -> None:
        """Go on."""
        self.flows("window")

    def stalls(self, what: str) -> None:
        """Send nothing as long as the channel's window or the link is full."""
        self._stalled.add(what)
        if self._client:
            self._client.blocked()

    def flows(self, what: str) -> None:
        """Go on, unless the other one is full."""
        self._stalled.discard(what)
        if self._client and not self._stalled:
            self._client.unblocked()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave the handheld to its operator's next login; the connection is of no more use, as it opens one terminal only."""
        self._door.has_no_terminal(self._connection, self._principal.name)
        if self._client and not self._client.is_gone:
            self._door.seats.door_counts.drops += 1
            logs.tell(
                "dropped",
                name=self._principal.name,
                address=self._address,
                why=type(exc).__name__ if exc else None,
            )
            self._door.seats.dropped(self._client)


class ChannelTransport:
    """Writes to an SSH channel, as long as there is one."""

    def __init__(self, channel: SSHServerChannel[bytes]) -> None:
        self._channel = channel

    def write(self, data: bytes) -> None:
        """Send bytes."""
        if not self._channel.is_closing():
            self._channel.write(data)

    def cut(self) -> None:
        """Break the connection off."""
        self._channel.get_connection().abort()

    def close(self) -> None:
        """Hang up when everything is sent, and the connection with it."""
        if self._channel.is_closing():
            return
        connection = self._channel.get_connection()
        self._channel.exit(0)  # the client has read everything when it hangs up by itself
        asyncio.get_running_loop().call_later(HANGING_UP, connection.abort)
