"""What a client may send before it has logged in, and how keys are agreed on with it: little, and nothing that takes long.

asyncssh does all of it on the event loop, for whoever knocks. It normalises names and passwords character by character, eight
microseconds each, so they are short. It would take packets of 256 kB, and for `rsa2048-sha256` make a key of a tenth of a second.
"""

import warnings

import asyncssh
from asyncssh.constants import MSG_USERAUTH_REQUEST
from asyncssh.packet import PacketDecodeError, SSHPacket
from cryptography.utils import CryptographyDeprecationWarning

from serialhhd.hosting.door import asyncssh_private
from serialhhd.hosting.door.asyncssh_private import BoundedConnection
from serialhhd.store.people.credentials import LONGEST_SECRET

KEY_EXCHANGES = (
    "mlkem768x25519-sha256",
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group14-sha256",
    "diffie-hellman-group16-sha512",
)
"""Each holds the event loop for three milliseconds at most (group 16); the first is Curve25519 with ML-KEM, which new clients ask for."""
LONGEST_PACKET = 16 * 1024
"""Bytes of a packet before login; the longest that anybody needs names the algorithms of a client, some 2 kB, or holds a long RSA key."""
UNREAD_OF_STRANGER = 64 * 1024
"""So many bytes of a client that has not logged in may wait to be looked at."""
UNREAD = 512 * 1024
"""So many bytes of a client that has logged in may wait to be looked at: two of the largest packets."""

warnings.filterwarnings(
    "ignore", "Diffie-Hellman", CryptographyDeprecationWarning
)  # old clients have nothing else


def restrain(conn: BoundedConnection) -> None:
    """Take little of a client until it has logged in."""
    conn.check = refuse_long
    conn.bound(packet=LONGEST_PACKET, unread=UNREAD_OF_STRANGER)


def set_free(conn: BoundedConnection) -> None:
    """Take of a client that has logged in what asyncssh takes."""
    conn.check = None
    conn.bound(packet=asyncssh_private.LONGEST_PACKET, unread=UNREAD)


def refuse_long(kind: int, packet: SSHPacket) -> None:
    """Hang up on a client that asks to log in with a name or a password of more than `LONGEST_SECRET` bytes.

    Raises:
        asyncssh.ProtocolError: It does.
    """
    if kind == MSG_USERAUTH_REQUEST and _is_too_long(packet):
        raise asyncssh.ProtocolError("Name or password too long")


def _is_too_long(packet: SSHPacket) -> bool:
    asked = SSHPacket(packet.get_remaining_payload())
    try:
        name, _, method = asked.get_string(), asked.get_string(), asked.get_string()
        is_change = method == b"password" and asked.get_boolean()
        secrets = [asked.get_string() for _ in range(1 + is_change)] if method == b"password" else []
    except PacketDecodeError:
        return False  # asyncssh says so
    return max(map(len, (name, *secrets))) > LONGEST_SECRET
