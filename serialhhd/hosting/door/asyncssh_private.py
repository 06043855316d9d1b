"""Every private part of asyncssh that the program touches; no other module does.

Of a connection `_inpbuf`, `_max_recv_pktlen`, `_recv_handler` and `_transport`; of a channel `_process_env_request`. Not said
anywhere either: that `send_packet` sends MSG_IGNORE before each packet, and `process_packet` sees each packet first.
asyncssh is pinned exactly; `tests/hosting/door/test_asyncssh_private.py` fails when these change.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from asyncssh import SSHServerChannel, SSHServerConnection
from asyncssh.constants import MSG_IGNORE
from asyncssh.packet import SSHPacket, SSHPacketLogger

LONGEST_PACKET = 256 * 1024
"""Bytes of the longest packet that asyncssh takes by itself."""


class Flow(Protocol):
    """Whoever is told when the link of a client is full."""

    def stalls(self) -> None:
        """Send nothing."""

    def flows(self) -> None:
        """Go on."""


class BoundedConnection(SSHServerConnection):
    """A connection that keeps little for its client, whatever that sends or does not read.

    Attributes:
        flow: Told when the link is full, and when it is not any more.
        check: Called with the kind of each packet, and the packet, before it is looked at; it raises to hang up.
    """

    flow: Flow | None = None
    check: Callable[[int, SSHPacket], None] | None = None
    _most_unread = 2 * LONGEST_PACKET

    def bound(self, *, packet: int, unread: int) -> None:
        """Take packets of so many bytes from now on, and hang up where so many bytes wait to be looked at."""
        self._max_recv_pktlen = packet  # asyncssh has no setting for it
        self._most_unread = unread

    def let_go(self) -> None:
        """Part from its owner and from itself, or they would stay until a full collection."""
        self.flow = self.check = None
        self._recv_handler = _nothing_comes  # it was a method of its own

    # --- in place of asyncssh's own ---------------------------------------------------------------------------------

    def data_received(self, data: bytes, datatype: int | None = None) -> None:
        """Hang up on a client that sends faster than it is answered: asyncssh would keep all of it."""
        super().data_received(data, datatype)
        if len(self._inpbuf) > self._most_unread:
            self.abort()

    def process_packet(self, pkttype: int, pktid: int, packet: SSHPacket) -> bool | Awaitable[None]:
        """Have a packet checked, and look at it."""
        if self.check:
            self.check(pkttype, packet)
        return super().process_packet(pkttype, pktid, packet)

    def send_packet(self, pkttype: int, *args: bytes, handler: SSHPacketLogger | None = None) -> None:
        """Send a packet, and none before it that says nothing: that helps ciphers which are not offered (CBC) only."""
        if pkttype != MSG_IGNORE:
            super().send_packet(pkttype, *args, handler=handler)

    def pause_writing(self) -> None:
        """Take nothing from a client that does not read: asyncssh would keep all that it is to be answered."""
        if self._transport:
            self._transport.pause_reading()
        if self.flow:
            self.flow.stalls()

    def resume_writing(self) -> None:
        """Go on."""
        if self._transport:
            self._transport.resume_reading()
        if self.flow:
            self.flow.flows()


class ChannelWithoutEnvironment(SSHServerChannel[bytes]):
    """A channel that takes no environment; asyncssh has no other way to say so."""

    def __init__(self, connection: SSHServerConnection, window: int, packet: int) -> None:
        loop = asyncio.get_running_loop()
        super().__init__(connection, loop, True, False, False, 0, 0, None, "strict", window, packet)

    def _process_env_request(self, packet: SSHPacket) -> bool:
        packet.get_string()
        packet.get_string()
        packet.check_end()
        return False


def _nothing_comes() -> bool:
    """Stand in for what looks at packets."""
    return False
