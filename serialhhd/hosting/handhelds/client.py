"""One client: an operator's terminal at the end of a connection, whatever carries it."""

import asyncio
import textwrap
from collections import deque
from typing import Protocol

from serialhhd.flows.sentences.language import speaking
from serialhhd.hosting.terminal.characters import columns_of
from serialhhd.hosting.terminal.endings import Ending
from serialhhd.hosting.terminal.terminals import CLEAR, Terminal
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.vocabulary import Language

LEAST, MOST = (16, 4), (200, 60)
"""Columns and rows that are drawn at least and at most; a client asks for any number."""
USUAL = (80, 24)
"""What a client gets that does not say its size."""
EARLY = 64 * 1024
"""So many bytes of what an operator sends wait for a handheld that is on its way: far more than anybody scans ahead."""
MOST_WAITING = 10_000
"""So many scans may wait to be answered: a scanner with a memory sends thousands. Whoever sends more over a network is hung up
on, and a terminal of this computer is not read any further."""


class Transport(Protocol):
    """What carries a client's bytes."""

    def write(self, data: bytes) -> None:
        """Send bytes, or queue them; does not wait."""
        ...

    def close(self) -> None:
        """Send what is queued, then hang up."""
        ...

    def cut(self) -> None:
        """Be gone at once, as a link that breaks is; whoever hears of it is told as of any other."""
        ...


class AttachedHandheld(Protocol):
    """The handheld that a client is attached to: a seat of this process, or the way to one of another process."""

    @property
    def operator(self) -> str | None:
        """Who is signed on; None at the sign-on of a shared device."""
        ...

    def received(self, data: bytes) -> None:
        """Take what the operator sent."""
        ...

    def resized(self, size: tuple[int, int]) -> None:
        """Draw at another size from now on."""
        ...

    def blocked(self) -> None:
        """Send nothing for now."""
        ...

    def unblocked(self) -> None:
        """Bring the client up to date."""
        ...

    def dropped(self, client: "Client") -> None:
        """Go on without the client."""
        ...

    def close(self) -> None:
        """End the handheld."""
        ...


def fitting(columns: int, rows: int) -> tuple[int, int]:
    """Return the size to draw for what a client says its size is."""
    if not (columns and rows):
        return USUAL
    return min(max(columns, LEAST[0]), MOST[0]), min(max(rows, LEAST[1]), MOST[1])


class Client:
    """A terminal that is logged in.

    Attributes:
        principal: Who logged in: an operator, or a device that asks for badge and PIN.
        address: Where from.
        terminal: What it can draw.
        size: Columns and rows.
        is_gone: Whether its connection has ended.
        is_blocked: Whether it has stopped reading: nothing more is sent until it reads again.
        seat: The handheld it is attached to.
        device: The shared device it is, whoever is signed on at it.
        language: In which its operator is spoken to.
        proof: The key or the hash of the password that it logged in with; None where somebody else has looked at that.
    """

    def __init__(
        self,
        principal: Principal,
        address: str,
        terminal: Terminal,
        size: tuple[int, int],
        transport: Transport,
        device: str | None = None,
        proof: str | None = None,
    ) -> None:
        self.principal = principal
        self.proof = proof
        self.address = address
        self.device = principal.name if principal.is_device else device
        self.terminal = terminal
        self.size = size
        self.language = Language.ENGLISH
        self.is_blocked = False
        self.is_gone = False
        self.seat: AttachedHandheld | None = None
        self._transport = transport
        self._early = b""
        self._delay = 0.0
        self._late: deque[bytes] = deque()

    def attached(self, seat: AttachedHandheld) -> None:
        """Use a handheld from now on; what was sent before is for it."""
        self.seat = seat
        early, self._early = self._early, b""
        if early:
            seat.received(early)

    def write(self, data: bytes) -> None:
        """Send bytes to the terminal; over a slow link they come later, in their order."""
        if self._delay or self._late:
            self._late.append(data)
            asyncio.get_running_loop().call_later(self._delay, self._send_late)
        else:
            self._transport.write(data)

    def _send_late(self) -> None:
        if self._late and not self.is_gone:
            self._transport.write(self._late.popleft())

    def slow(self, seconds: float) -> None:
        """Let each answer come so much later from now on; 0: at once again."""
        self._delay = seconds

    def cut(self) -> None:
        """Break the link."""
        self._transport.cut()

    def end(self, ending: Ending) -> None:
        """Hang up, and say why."""
        with speaking(self.language):
            self.part(ending.sentence())

    def part(self, sentence: str) -> None:
        """Leave nothing but a last sentence on the terminal, and hang up: an old question would look alive."""
        self.seat = None
        self.is_gone = True
        lines = textwrap.wrap(sentence, self.size[0] - 1)
        encoding = self.terminal.encoding
        shown = ["".join(columns_of(line, encoding)) for line in lines]
        last = self.terminal.finish(0) + CLEAR + "\r\n".join([*shown, ""])
        self._transport.write(last.encode(encoding, "replace"))
        self._transport.close()

    @property
    def names(self) -> tuple[str | None, ...]:
        """The names of the device: its own, where it has one, and its TERM."""
        return self.device, self.terminal.term

    # --- what the transport tells ---------------------------------------------------------------------------------

    def received(self, data: bytes) -> None:
        """Hand on what the operator sent; it waits for a handheld that is on its way.

        Too much of it ends the connection: if a part were left out, a scan would be cut and taken for another one.
        """
        if self.seat:
            self.seat.received(data)
        elif len(self._early) + len(data) <= EARLY:
            self._early += data
        elif not self.is_gone:
            self.end(Ending.TOO_MUCH)

    def resized(self, columns: int, rows: int) -> None:
        """Draw at another size from now on."""
        self.size = fitting(columns, rows)
        if self.seat:
            self.seat.resized(self.size)

    def blocked(self) -> None:
        """Send nothing for now: the client does not read what it was sent."""
        self.is_blocked = True
        if self.seat:
            self.seat.blocked()

    def unblocked(self) -> None:
        """Bring a client that reads again up to date with one frame, however many it missed."""
        self.is_blocked = False
        if self.seat:
            self.seat.unblocked()

    def lost(self) -> None:
        """Leave the handheld running: the link is gone."""
        self.is_gone = True
        seat, self.seat = self.seat, None
        if seat:
            seat.dropped(self)
