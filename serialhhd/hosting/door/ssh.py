"""The SSH server: it logs operators and devices in, and gives each terminal its handheld. It is nothing else.

Everything but a terminal is refused: commands, subsystems (SFTP), forwarding of ports, sockets, agent and X11, and
environment variables.
"""

import asyncio
import socket
from typing import TYPE_CHECKING, Any, cast

import asyncssh
from asyncssh import SSHKey, SSHServerChannel, SSHServerConnection

from serialhhd.hosting.door import handshake
from serialhhd.hosting.door.asyncssh_private import BoundedConnection, ChannelWithoutEnvironment
from serialhhd.hosting.door.connections import Door, most_connections
from serialhhd.hosting.door.gate import ROOM, Gate, listeners
from serialhhd.hosting.door.handshake import KEY_EXCHANGES
from serialhhd.hosting.door.host_keys import load_host_keys
from serialhhd.hosting.door.terminal_session import TerminalSession
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.settings import HostSettings
from serialhhd.hosting.terminal import english as words
from serialhhd.store.people.credentials import LONGEST_SECRET
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import WRONG_KEY, LoginEvent, LoginMethod

if TYPE_CHECKING:
    from serialhhd.store.people.logins import Principal

ENCRYPTION = ("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr")
"""What every client has and processors do by themselves; ChaCha20, which clients prefer, costs several times as much here."""
BACKLOG = 1024
"""So many connections wait in the system to be taken."""
WRONG = "wrong_credential"
"""Why somebody is refused who has another password."""
MOST_TRIES = 6
"""So many wrong passwords or keys end a connection, as with OpenSSH (MaxAuthTries)."""


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
        await loop.connect_accepted_socket(lambda: BoundedConnection(loop, options), sock)

    taken = [listener] if listener else listeners(settings.host, settings.port, BACKLOG)
    return Gate(taken, lambda sock: door.seats.soon(connect(sock)), min(ROOM, most_connections() // 5))


class HandheldServer(asyncssh.SSHServer):
    """One connection: who it is, and the one terminal it may open."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._name = ""
        self._address = ""
        self._principal: Principal | None = None
        self._method: LoginMethod | None = None
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
        self._conn = cast("BoundedConnection", conn)  # `listen` makes no other
        self._address = str(conn.get_extra_info("peername", ("unknown",))[0])
        self._conn.flow = self
        handshake.restrain(self._conn)
        self._door.knocks(conn, self._address)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncssh's
        """Note a client that had no key we know."""
        self._is_gone = True
        self._door.hung_up(self._conn)
        has_failed = self._name and not (self._has_been_let_in or self._is_unanswerable)
        if has_failed and self._method is LoginMethod.PUBLIC_KEY:
            self._spawn(self._refuse(LoginMethod.PUBLIC_KEY, WRONG_KEY))
        asyncio.get_running_loop().call_soon(self._conn.let_go)

    def stalls(self) -> None:
        """Draw nothing as long as the link is full."""
        if self._session:
            self._session.stalls("link")

    def flows(self) -> None:
        """Draw what was missed."""
        if self._session:
            self._session.flows("link")

    # --- who --------------------------------------------------------------------------------------------------------

    async def begin_auth(self, username: str) -> bool:
        """Find out who says to come; every one must prove it, whoever it is."""
        if self._name:
            raise asyncssh.ProtocolError("Another user name on the same connection")
        self._name = username
        try:
            self._principal = await self._door.backend.principal(username)
        except StoreUnavailable as problem:
            self._is_unanswerable = True
            self._say_unavailable(problem)
        return True

    def _say_unavailable(self, problem: StoreUnavailable) -> None:
        logs.warn("store unavailable", reason=problem.code)
        self._say(words.unavailable())

    def _say(self, sentence: str) -> None:
        if not self._is_gone:
            self._conn.send_auth_banner(f"{sentence}\r\n")

    def public_key_auth_supported(self) -> bool:
        """Take keys."""
        return True

    def validate_public_key(self, username: str, key: SSHKey) -> bool:  # noqa: ARG002 - begin_auth saw the name
        """Let in whoever has a key of the operator or device."""
        self._method = LoginMethod.PUBLIC_KEY
        offered = key.export_public_key().split()[:2]
        known = self._principal.keys if self._principal else ()
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
        self._method = LoginMethod.PASSWORD
        if len(password.encode()) > LONGEST_SECRET:  # asked for as "keyboard-interactive"
            raise asyncssh.ProtocolError("Password too long")
        if self._tries < MOST_TRIES:
            self._tries += 1  # now: the next try may come before this one is checked, and take its place
            checking = asyncio.create_task(self._is_right(password))
            self._checks.add(checking)
            checking.add_done_callback(self._checks.discard)
            if await asyncio.shield(checking):  # a try that nobody waits for any more counts as well
                self._proof = self._principal.password_hash if self._principal else None
                return True
        self._limit()
        return False

    async def _is_right(self, password: str) -> bool:
        """Check a password: one after the other of a connection, those of all addresses in turn."""
        async with self._checking, self._door.passwords.turn(self._address):
            if not await self._may_try():
                return False
            is_right = not self._is_gone and await self._door.backend.is_password(self._principal, password)
            if not is_right:
                await self._refuse(LoginMethod.PASSWORD, WRONG)
            return is_right

    async def _may_try(self) -> bool:
        if self._is_unanswerable:
            return False
        try:
            await self._door.backend.check_attempts(self._name, self._address)
        except Refused as refused:
            self._say(words.wait(seconds=refused.facts["seconds"]))
            await self._refuse(LoginMethod.PASSWORD, refused.code)
            return False
        except StoreUnavailable as problem:
            self._say_unavailable(problem)
            return False
        return True

    def _limit(self) -> None:
        if self._tries >= MOST_TRIES:
            raise asyncssh.DisconnectError(asyncssh.DISC_NO_MORE_AUTH_METHODS_AVAILABLE, "Too many tries")

    async def _refuse(self, method: LoginMethod | None, reason: str) -> None:
        self._door.seats.door_counts.refusals += 1
        shown = method and method.value
        logs.tell("refused", name=self._name, address=self._address, method=shown, reason=reason)
        await self._note(LoginEvent.REFUSED, self._name, method=method, reason=reason)

    async def auth_completed(self) -> None:
        """Note a login."""
        self._has_been_let_in = True
        handshake.set_free(self._conn)
        self._door.lets_in(self._conn)
        principal, method = self._principal, self._method
        if principal is None:
            return
        if not self._is_gone:
            self._door.has_no_terminal(self._conn, principal.name)
        self._door.seats.door_counts.logins += 1
        logs.tell("login", name=principal.name, address=self._address, method=method and method.value)
        device = principal.name if principal.is_device else None
        await self._note(LoginEvent.LOGIN, principal.name, method=method, device=device)

    async def _note(self, kind: LoginEvent, name: str, **facts: Any) -> None:
        try:
            await self._door.backend.note(kind, name, self._address, **facts)
        except StoreUnavailable as problem:
            logs.warn("store unavailable", reason=problem.code)

    # --- what --------------------------------------------------------------------------------------------------------

    def session_requested(self) -> "tuple[SSHServerChannel[bytes], TerminalSession] | bool":
        """Give one terminal; a second one on the same connection is refused."""
        if self._session or self._principal is None or not self._door.is_open:
            return False
        channel = ChannelWithoutEnvironment(self._conn, window=2**17, packet=2**15)
        self._session = TerminalSession(self._door, self._conn, self._principal, self._proof, self._address)
        return channel, self._session

    def _spawn(self, work: Any) -> None:
        self._door.seats.soon(work)
