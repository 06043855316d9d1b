"""What the door touches of asyncssh's private parts is there, and works as it expects."""

import asyncio
import inspect
from typing import Any

import asyncssh
import pytest
from asyncssh.constants import MSG_IGNORE, MSG_UNIMPLEMENTED
from asyncssh.packet import String, UInt32

from serialhhd.hosting.door.asyncssh_private import (
    LONGEST_PACKET,
    BoundedConnection,
    ChannelWithoutEnvironment,
)

OVERRIDDEN = [
    (BoundedConnection, asyncssh.SSHServerConnection, name)
    for name in ("data_received", "process_packet", "send_packet", "pause_writing", "resume_writing")
] + [(ChannelWithoutEnvironment, asyncssh.SSHServerChannel, "_process_env_request")]


@pytest.fixture
async def connection() -> BoundedConnection:
    key = asyncssh.generate_private_key("ssh-ed25519")
    options = await asyncssh.SSHServerConnectionOptions.construct(
        server_factory=asyncssh.SSHServer, server_host_keys=[key], config=None
    )
    return BoundedConnection(asyncio.get_running_loop(), options)


@pytest.mark.parametrize(("ours", "theirs", "name"), OVERRIDDEN, ids=[name for _, _, name in OVERRIDDEN])
def test_what_stands_in_place_of_a_method_is_called_as_it_is(ours: type, theirs: type, name: str) -> None:
    assert name in vars(ours)
    assert list(inspect.signature(getattr(ours, name)).parameters) == list(
        inspect.signature(getattr(theirs, name)).parameters
    )


async def test_the_parts_are_there(connection: BoundedConnection) -> None:
    parts = vars(connection)
    assert {"_inpbuf", "_recv_handler", "_transport"} <= set(parts)
    assert parts["_inpbuf"] == b""
    assert inspect.ismethod(parts["_recv_handler"])
    assert "_max_recv_pktlen" in vars(asyncssh.SSHServerConnection) | parts
    connection.bound(packet=1000, unread=10)
    connection.let_go()
    assert not parts["_recv_handler"]()


async def test_the_longest_packet_is_asyncssh_s_own(connection: BoundedConnection) -> None:
    assert connection._max_recv_pktlen == LONGEST_PACKET


class Link(asyncio.Transport):
    """A link that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []

    def write(self, data: Any) -> None:
        self.written.append(bytes(data))

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("192.0.2.7", 4711) if name in {"peername", "sockname"} else default

    def abort(self) -> None:
        self.written.append(b"aborted")


async def test_nothing_that_says_nothing_is_sent(connection: BoundedConnection) -> None:
    link = Link()
    connection.connection_made(link)
    link.written.clear()
    connection.send_packet(MSG_IGNORE, String(b""))
    assert link.written == []
    connection.send_packet(MSG_UNIMPLEMENTED, UInt32(1))
    assert len(link.written) == 1
    connection.abort()


async def test_a_client_that_sends_more_than_may_wait_is_hung_up_on(connection: BoundedConnection) -> None:
    link = Link()
    connection.connection_made(link)
    connection.bound(packet=1000, unread=100)
    connection.data_received(b"SSH-2.0-x\r\n" + bytes([0, 0, 3, 0]) + b"x" * 90)
    assert link.written[-1] != b"aborted"
    connection.data_received(b"x" * 90)
    await asyncio.sleep(0)
    assert link.written[-1] == b"aborted"
