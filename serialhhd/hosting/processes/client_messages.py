"""What two workers say to each other about one client, over the unix socket of the one that has the handheld.

A frame is its length in four bytes, one byte that says what it is, and its content: what is typed or drawn goes as it is,
everything else is JSON.
"""

import asyncio
import struct
from dataclasses import dataclass
from typing import Annotated, Literal, Protocol

from pydantic import Field, TypeAdapter, ValidationError

from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.monitoring.status import ServerStatus
from serialhhd.hosting.terminal.terminals import Encoding
from serialhhd.store.people.logins import Principal

DRAWN = 64 * 1024
"""So many bytes may wait for the other worker; then nothing is drawn until it reads."""
LONGEST = 1 << 20
"""So many bytes a frame has at most."""

_HEAD = struct.Struct("!Ic")
_BYTES, _WORDS = b"=", b"{"


# --- what is said -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arrival:
    """A client comes: who it is, where from, and what its terminal is."""

    account: Principal
    address: str
    device: str | None
    term: str
    encoding: Encoding
    columns: int
    rows: int
    is_blocked: bool
    proof: str | None
    kind: Literal["arrival"] = "arrival"


@dataclass(frozen=True, slots=True)
class Resized:
    """The terminal has another size."""

    columns: int
    rows: int
    kind: Literal["resized"] = "resized"


@dataclass(frozen=True, slots=True)
class Blocked:
    """The client has stopped reading, or reads again."""

    is_blocked: bool
    kind: Literal["blocked"] = "blocked"


@dataclass(frozen=True, slots=True)
class Ended:
    """The handheld has ended, or goes on elsewhere."""

    sentence: str
    kind: Literal["ended"] = "ended"


@dataclass(frozen=True, slots=True)
class HowAreYou:
    """Asks a worker for its status; no client comes."""

    kind: Literal["how_are_you"] = "how_are_you"


@dataclass(frozen=True, slots=True)
class Well:
    """The status of a worker."""

    status: ServerStatus
    kind: Literal["well"] = "well"


Message = Arrival | Resized | Blocked | Ended | HowAreYou | Well
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])


class _End(Protocol):
    """What is done with what comes along a passage."""

    def came(self, data: bytes) -> None: ...

    def said(self, message: Message) -> None: ...

    def filled(self) -> None: ...

    def emptied(self) -> None: ...

    def cut(self) -> None: ...


class Passage(asyncio.Protocol):
    """One connection between two workers, for one client.

    Args:
        end: Told what comes.
    """

    def __init__(self, end: _End) -> None:
        self._end = end
        self._buffer = bytearray()
        self._early = bytearray()
        self._transport: asyncio.Transport | None = None

    # --- what goes --------------------------------------------------------------------------------------------------

    def write(self, data: bytes) -> None:
        """Send what was typed or drawn."""
        self._send(_BYTES, data)

    def say(self, message: Message) -> None:
        """Send anything else."""
        self._send(_WORDS, _MESSAGE.dump_json(message))

    def _send(self, kind: bytes, data: bytes) -> None:
        frame = _HEAD.pack(len(data), kind) + data
        if self._transport is None:
            self._early += frame
        elif not self._transport.is_closing():
            self._transport.write(frame)

    def close(self) -> None:
        """Send what is queued, then hang up."""
        if self._transport:
            self._transport.close()

    def cut(self) -> None:
        """Hang up at once: nobody reads what is queued."""
        if self._transport:
            self._transport.abort()

    @property
    def waiting(self) -> int:
        """How many bytes the other side has not taken."""
        return self._transport.get_write_buffer_size() if self._transport else len(self._early)

    # --- what asyncio tells -----------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            transport.set_write_buffer_limits(high=DRAWN)
            transport.write(self._early)

    def data_received(self, data: bytes) -> None:
        """Take frames out of what has come so far."""
        self._buffer += data
        while len(self._buffer) >= _HEAD.size:
            length, kind = _HEAD.unpack_from(self._buffer)
            if length > LONGEST or kind not in {_BYTES, _WORDS}:
                self._refuse("no frame")
                return
            whole = _HEAD.size + length
            if len(self._buffer) < whole:
                return
            frame = bytes(self._buffer[_HEAD.size : whole])
            del self._buffer[:whole]
            self._take(kind, frame)

    def _take(self, kind: bytes, frame: bytes) -> None:
        if kind == _BYTES:
            self._end.came(frame)
            return
        try:
            message = _MESSAGE.validate_json(frame)
        except ValidationError as error:
            self._refuse(f"{error.error_count()} faults in a message")
        else:
            self._end.said(message)

    def _refuse(self, reason: str) -> None:
        logs.warn("a worker was not understood", reason=reason)
        self._buffer.clear()
        self.cut()

    def pause_writing(self) -> None:
        """Tell that the other side does not read."""
        self._end.filled()

    def resume_writing(self) -> None:
        """Tell that the other side reads again."""
        self._end.emptied()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's
        """Tell that there is no other side any more."""
        self._end.cut()
