"""What two workers say to each other about one client, over the unix socket of the one that has the handheld.

What is typed or drawn goes as it is, everything else as JSON.
"""

import asyncio
from typing import Annotated, Literal, Protocol

from pydantic import Field, TypeAdapter

from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.monitoring.status import ServerStatus
from serialhhd.hosting.processes.frames import RAW, BadFrame, as_json, framed, frames_in, understood
from serialhhd.hosting.terminal.endings import Ending
from serialhhd.hosting.terminal.terminals import Encoding
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.vocabulary import Language
from serialhhd.value_class import value_class

DRAWN = 64 * 1024
"""So many bytes may wait for the other worker; then nothing is drawn until it reads."""

# --- what is said -----------------------------------------------------------------------------------------------------


@value_class
class Arrival:
    """A client comes: who it is, where from, and what its terminal is."""

    principal: Principal
    address: str
    device: str | None
    term: str
    encoding: Encoding
    columns: int
    rows: int
    is_blocked: bool
    proof: str | None
    kind: Literal["arrival"] = "arrival"


@value_class
class Resized:
    """The terminal has another size."""

    columns: int
    rows: int
    kind: Literal["resized"] = "resized"


@value_class
class Blocked:
    """The client has stopped reading, or reads again."""

    is_blocked: bool
    kind: Literal["blocked"] = "blocked"


@value_class
class Ended:
    """The handheld has ended, or goes on elsewhere."""

    ending: Ending
    language: Language
    kind: Literal["ended"] = "ended"


@value_class
class HowAreYou:
    """Asks a worker for its status; no client comes."""

    kind: Literal["how_are_you"] = "how_are_you"


@value_class
class Well:
    """The status of a worker."""

    status: ServerStatus
    kind: Literal["well"] = "well"


Message = Arrival | Resized | Blocked | Ended | HowAreYou | Well
_MESSAGE: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])


class _End(Protocol):
    """What is done with what comes along a connection."""

    def came(self, data: bytes) -> None: ...

    def said(self, message: Message) -> None: ...

    def filled(self) -> None: ...

    def emptied(self) -> None: ...

    def cut(self) -> None: ...


class WorkerConnection(asyncio.Protocol):
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
        self._send(framed(data, RAW))

    def say(self, message: Message) -> None:
        """Send anything else."""
        self._send(as_json(_MESSAGE, message))

    def _send(self, frame: bytes) -> None:
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
        try:
            for kind, content in frames_in(self._buffer):
                if kind == RAW:
                    self._end.came(content)
                else:
                    self._end.said(understood(_MESSAGE, content))
        except BadFrame as bad:
            logs.warn("a worker was not understood", reason=str(bad))
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
