"""The SSH server: it logs operators and devices in, and gives each terminal its handheld. It is nothing else.

Everything but a terminal is refused: commands, subsystems (SFTP), forwarding of ports, sockets, agent and X11, and
environment variables.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import asyncssh
from asyncssh import SSHKey, SSHServerChannel, SSHServerConnection
from asyncssh.packet import SSHPacket

from serialhhd.hosting.door import handshake
from serialhhd.hosting.door.fair_turns import Turns
from serialhhd.hosting.door.gate import ROOM, Gate, listeners
from serialhhd.hosting.door.handshake import KEY_EXCHANGES, UNREAD_OF_STRANGER
from serialhhd.hosting.door.host_keys import load_host_keys
from serialhhd.hosting.door.terminal_session import TerminalChannel, TerminalSession
from serialhhd.hosting.handhelds.backend import Backend
from serialhhd.hosting.handhelds.seats import Seats
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.processes.open_files import OTHER_FILES, allowed
from serialhhd.hosting.settings import HostSettings
from serialhhd.hosting.terminal import words
from serialhhd.store.people.credentials import LONGEST_SECRET
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import WRONG_KEY, AccessKind, AccessMethod

if TYPE_CHECKING:
    from serialhhd.store.people.access import Account

PASSWORDS_AT_ONCE = 2
"""So many passwords are checked at a time: each takes 19 MiB and a core."""
ENCRYPTION = ("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr")
"""What every client has and processors do by themselves; ChaCha20, which clients prefer, costs several times as much here."""
EMPTYING = 0.7
"""So many seconds all clients have to hang up when the server stops."""
MOST_CONNECTIONS = 2000
"""So many connections there may be at once; more are hung up on. Half of them may be of clients that have not logged in."""
MOST_WITHOUT_TERMINAL = 20
"""So many connections of one operator or device may have logged in and opened no terminal; the oldest makes room."""
BACKLOG = 1024
"""So many connections wait in the system to be taken."""
TERMINAL_WITHIN = 120.0
"""So many seconds a client has to open its terminal, once it has logged in."""
UNREAD = 512 * 1024
"""So many bytes of a client that has logged in may wait to be looked at: two of the largest packets."""
WRONG = "wrong_credential"
"""Why somebody is refused who has another password."""
MOST_TRIES = 6
"""So many wrong passwords or keys end a connection, as with OpenSSH (MaxAuthTries)."""


class Door:
    """What all connections share."""

    def __init__(self, backend: Backend, seats: Seats) -> None:
        self.backend = backend
        self.seats = seats
        self.passwords = Turns(PASSWORDS_AT_ONCE)
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


async def listen(door: Door, settings: HostSettings, listener: socket.socket | None = None) -> Gate:
    """Begin to listen, and return what closes it.

    Args:
        door: What all connections share.
        settings: How the server is set up.
        listener: A socket that listens already, shared with other processes.

    Raises:
        OSError: The address is taken, or the host keys cannot be read or made.
    """
    options = await asyncssh.SSHServerConnectionOptions.construct(
        server_factory=lambda: HandheldServer(door),
        server_host_keys=load_host_keys(settings.host_keys),
        send_server_host_keys=True,
        server_version="serialhhd",
        encoding=None,
        line_editor=False,
        agent_forwarding=False,
        x11_forwarding=False,
        gss_host=None,
        kex_algs=KEY_EXCHANGES,
        encryption_algs=ENCRYPTION,
        compression_algs=None,
        config=None,
        login_timeout=settings.login,
        keepalive_interval=settings.keepalive,
        keepalive_count_max=3,
    )
    loop = asyncio.get_running_loop()

    async def connect(sock: socket.socket) -> None:
        await loop.connect_accepted_socket(lambda: SSHServerConnection(loop, options), sock)

    taken = [listener] if listener else listeners(settings.host, settings.port, BACKLOG)
    return Gate(taken, lambda sock: door.seats.soon(connect(sock)), min(ROOM, most_connections() // 5))


class HandheldServer(asyncssh.SSHServer):
    """One connection: who it is, and the one terminal it may open."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._name = ""
        self._address = ""
        self._account: Account | None = None
        self._method: AccessMethod | None = None
        self._proof: str | None = None
        self._has_been_let_in = False
        self._is_unanswerable = False
        self._is_gone = False
        self._tries = 0
        self._checking = asyncio.Lock()
        self._checks: set[asyncio.Task[bool]] = set()
        self._session: TerminalSession | None = None

    def connection_made(self, conn: SSHServerConnection) -> None:
        """Note where it comes from."""
        self._conn = conn
        self._address = str(conn.get_extra_info("peername", ("unknown",))[0])
        self._transport: asyncio.Transport = conn._transport  # type: ignore[assignment]  # noqa: SLF001 - see _stalled
        conn.pause_writing = self._stalled  # type: ignore[method-assign]
        conn.resume_writing = self._flowing  # type: ignore[method-assign]
        conn.data_received = self._received  # type: ignore[method-assign]
        conn.process_packet = self._packet  # type: ignore[method-assign]
        handshake.restrain(conn)
        self._door.knocks(conn, self._address)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncssh's
        """Note a client that had no key we know."""
        self._is_gone = True
        self._door.hung_up(self._conn)
        has_failed = self._name and not (self._has_been_let_in or self._is_unanswerable)
        if has_failed and self._method is AccessMethod.PUBLIC_KEY:
            self._spawn(self._refuse(AccessMethod.PUBLIC_KEY, WRONG_KEY))
        asyncio.get_running_loop().call_soon(self._let_go)

    def _let_go(self) -> None:
        """Part from the connection, and it from itself, or both would stay until a full collection."""
        for name in ("pause_writing", "resume_writing", "data_received", "process_packet"):
            vars(self._conn).pop(name, None)
        self._conn._recv_handler = _nothing_comes  # noqa: SLF001 - a method of its own

    def _received(self, data: bytes, datatype: int | None = None) -> None:
        """Hang up on a client that sends faster than it is answered: asyncssh would keep all of it."""
        type(self._conn).data_received(self._conn, data, datatype)
        most = UNREAD if self._has_been_let_in else UNREAD_OF_STRANGER
        if len(self._conn._inpbuf) > most:  # noqa: SLF001 - asyncssh has no limit of its own
            self._conn.abort()

    def _packet(self, pkttype: int, pktid: int, packet: SSHPacket) -> bool | Awaitable[None]:
        """Look at what a client sends that has not logged in."""
        handshake.refuse_long(pkttype, packet)
        return type(self._conn).process_packet(self._conn, pkttype, pktid, packet)

    def _stalled(self) -> None:
        """Take nothing from a client that does not read: asyncssh would keep all that it is to be answered."""
        self._transport.pause_reading()
        if self._session:
            self._session.stalls("link")

    def _flowing(self) -> None:
        self._transport.resume_reading()
        if self._session:
            self._session.flows("link")

    # --- who --------------------------------------------------------------------------------------------------------

    async def begin_auth(self, username: str) -> bool:
        """Find out who says to come; every one must prove it, whoever it is."""
        if self._name:
            raise asyncssh.ProtocolError("Another user name on the same connection")
        self._name = username
        try:
            self._account = await self._door.backend.account(username)
        except StoreUnavailable as problem:
            self._is_unanswerable = True
            self._say_unavailable(problem)
        return True

    def _say_unavailable(self, problem: StoreUnavailable) -> None:
        logs.warn("store unavailable", reason=problem.code)
        self._say(words.UNAVAILABLE)

    def _say(self, sentence: str) -> None:
        if not self._is_gone:
            self._conn.send_auth_banner(f"{sentence}\r\n")

    def public_key_auth_supported(self) -> bool:
        """Take keys."""
        return True

    def validate_public_key(self, username: str, key: SSHKey) -> bool:  # noqa: ARG002 - begin_auth saw the name
        """Let in whoever has a key of the operator or device."""
        self._method = AccessMethod.PUBLIC_KEY
        offered = key.export_public_key().split()[:2]
        known = self._account.keys if self._account else ()
        self._proof = next((text for text in known if text.encode().split()[:2] == offered), None)
        if self._proof is None:
            self._tries += 1
            self._limit()
        return self._proof is not None

    def password_auth_supported(self) -> bool:
        """Take passwords."""
        return True

    async def validate_password(self, username: str, password: str) -> bool:  # noqa: ARG002 - as above
        """Let in whoever knows the operator's password."""
        self._method = AccessMethod.PASSWORD
        if len(password.encode()) > LONGEST_SECRET:  # asked for as "keyboard-interactive"
            raise asyncssh.ProtocolError("Password too long")
        if self._tries < MOST_TRIES:
            self._tries += 1  # now: the next try may come before this one is checked, and take its place
            checking = asyncio.create_task(self._is_right(password))
            self._checks.add(checking)
            checking.add_done_callback(self._checks.discard)
            if await asyncio.shield(checking):  # a try that nobody waits for any more counts as well
                self._proof = self._account.password_hash if self._account else None
                return True
        self._limit()
        return False

    async def _is_right(self, password: str) -> bool:
        """Check a password: one after the other of a connection, those of all addresses in turn."""
        async with self._checking, self._door.passwords.turn(self._address):
            if not await self._may_try():
                return False
            is_right = not self._is_gone and await self._door.backend.is_password(self._account, password)
            if not is_right:
                await self._refuse(AccessMethod.PASSWORD, WRONG)
            return is_right

    async def _may_try(self) -> bool:
        if self._is_unanswerable:
            return False
        try:
            await self._door.backend.check_attempts(self._name, self._address)
        except Refused as refused:
            self._say(words.wait(refused.facts["seconds"]))
            await self._refuse(AccessMethod.PASSWORD, refused.code)
            return False
        except StoreUnavailable as problem:
            self._say_unavailable(problem)
            return False
        return True

    def _limit(self) -> None:
        if self._tries >= MOST_TRIES:
            raise asyncssh.DisconnectError(asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE, "Too many tries")

    async def _refuse(self, method: AccessMethod | None, reason: str) -> None:
        self._door.seats.tally.refusals += 1
        shown = method and method.value
        logs.tell("refused", name=self._name, address=self._address, method=shown, reason=reason)
        await self._note(AccessKind.REFUSED, self._name, method=method, reason=reason)

    async def auth_completed(self) -> None:
        """Note a login."""
        self._has_been_let_in = True
        handshake.set_free(self._conn)
        self._door.lets_in(self._conn)
        account, method = self._account, self._method
        if account is None:
            return
        if not self._is_gone:
            self._door.has_no_terminal(self._conn, account.name)
        self._door.seats.tally.logins += 1
        logs.tell("login", name=account.name, address=self._address, method=method and method.value)
        device = account.name if account.is_device else None
        await self._note(AccessKind.LOGIN, account.name, method=method, device=device)

    async def _note(self, kind: AccessKind, name: str, **facts: Any) -> None:
        try:
            await self._door.backend.note(kind, name, self._address, **facts)
        except StoreUnavailable as problem:
            logs.warn("store unavailable", reason=problem.code)

    # --- what --------------------------------------------------------------------------------------------------------

    def session_requested(self) -> "tuple[SSHServerChannel[bytes], TerminalSession] | bool":
        """Give one terminal; a second one on the same connection is refused."""
        if self._session or self._account is None or not self._door.is_open:
            return False
        channel = TerminalChannel(
            self._conn, asyncio.get_running_loop(), True, False, False, 0, 0, None, "strict", 2**17, 2**15
        )
        self._session = TerminalSession(self._door, self._conn, self._account, self._proof, self._address)
        return channel, self._session

    def _spawn(self, work: Any) -> None:
        self._door.seats.soon(work)


def _nothing_comes() -> bool:
    """Stand in for what looks at packets."""
    return False
