"""The server as somebody outside sees it: who is on it, how long they wait, what it needs. Never a serial, never a PIN."""

import os
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from serialhhd.flows.in_force.in_force import FlowsState
from serialhhd.hosting.handhelds.latency import BOUNDS, Latency, percentiles
from serialhhd.hosting.handhelds.seat import SeatStatus
from serialhhd.value_class import value_class


@dataclass(slots=True)
class DoorCounts:
    """What has been counted at the door since the start.

    Attributes:
        logins: Operators and devices that were let in.
        refusals: Tries that were refused: a wrong password or key, or too many tries.
        take_overs: Handhelds that went on at another connection.
        drops: Links that were lost while a handheld was open on them.
    """

    logins: int = 0
    refusals: int = 0
    take_overs: int = 0
    drops: int = 0


@value_class
class ServerStatus:
    """A server at one moment. Times are seconds unless they say otherwise.

    Attributes:
        started_at: When it was started, in UTC.
        pid: Its process.
        workers: How many processes serve handhelds.
        sessions: Every handheld, with and without a terminal.
        logins: See `DoorCounts`, as the next three.
        refusals: Tries that were refused.
        take_overs: Handhelds that went on at another connection.
        drops: Links that were lost.
        waits: The newest waits from a scan to the frame that answers it.
        wait_count: How many waits there were.
        wait_total: The sum of them.
        wait_counts: How many were of each length, as `Latency.counts`.
        loop_blocks: How often something kept the event loop from running for too long.
        memory: Bytes of memory in use (RSS); None where the system does not say.
        store_problem: What keeps the store from being written, in a sentence; None where a write has just gone through.
        flows: What is in force; None where another process of the server knows it.
    """

    started_at: datetime
    pid: int
    workers: int = 1
    sessions: tuple[SeatStatus, ...] = ()
    logins: int = 0
    refusals: int = 0
    take_overs: int = 0
    drops: int = 0
    waits: tuple[float, ...] = field(default=(), repr=False)
    wait_count: int = 0
    wait_total: float = 0.0
    wait_counts: tuple[int, ...] = (0,) * (len(BOUNDS) + 1)
    loop_blocks: int = 0
    memory: int | None = None
    store_problem: str | None = None
    flows: FlowsState | None = None

    @property
    def without_link(self) -> int:
        """How many handhelds wait for their operator to come back."""
        return sum(one.detached is not None for one in self.sessions)

    @property
    def line(self) -> str:
        """One line for a service manager."""
        sessions = f"{len(self.sessions)} handhelds, {self.without_link} without a link"
        return f"{sessions}. {self.store_problem}" if self.store_problem else sessions

    def as_json(self) -> dict[str, Any]:
        """Return what `serve status --json` prints."""
        return {
            "started_at": self.started_at.isoformat(timespec="seconds"),
            "pid": self.pid,
            "workers": self.workers,
            "sessions": [_as_json(one) for one in self.sessions],
            "logins": self.logins,
            "refusals": self.refusals,
            "take_overs": self.take_overs,
            "drops": self.drops,
            "latency": {"count": self.wait_count, **percentiles(self.waits)},
            "loop_blocks": self.loop_blocks,
            "memory": self.memory,
            "store_problem": self.store_problem,
            "flows": self.flows and _flows_as_json(self.flows),
        }


def _flows_as_json(flows: FlowsState) -> dict[str, Any]:
    return {"file": str(flows.file), "version": flows.version, "by": flows.made_by, "problem": flows.problem}


Status = Callable[[], Awaitable[ServerStatus]]
"""Returns how a server, or one process of it, is now."""


def _as_json(seat: SeatStatus) -> dict[str, Any]:
    return {
        name: round(value, 1) if isinstance(value, float) else value for name, value in asdict(seat).items()
    }


def status_of(
    sessions: Iterable[SeatStatus],
    counts: DoorCounts,
    latency: Latency,
    *,
    started_at: datetime,
    loop_blocks: int,
) -> ServerStatus:
    """Return the status of this process."""
    return ServerStatus(
        started_at=started_at,
        pid=os.getpid(),
        sessions=tuple(sessions),
        **asdict(counts),
        waits=latency.newest,
        wait_count=latency.count,
        wait_total=latency.total,
        wait_counts=latency.counts,
        loop_blocks=loop_blocks,
        memory=memory_in_use(),
    )


def merged(first: ServerStatus, *others: ServerStatus) -> ServerStatus:
    """Return the status of several processes as of one server: that of the first, which the service manager knows.

    Counts and memory are added up (pages that processes share are counted for each), waits are those of all.
    """
    every = (first, *others)
    return ServerStatus(
        started_at=min(one.started_at for one in every),
        pid=first.pid,
        workers=sum(one.workers for one in every),
        sessions=tuple(seat for one in every for seat in one.sessions),
        logins=sum(one.logins for one in every),
        refusals=sum(one.refusals for one in every),
        take_overs=sum(one.take_overs for one in every),
        drops=sum(one.drops for one in every),
        waits=tuple(wait for one in every for wait in one.waits),
        wait_count=sum(one.wait_count for one in every),
        wait_total=sum(one.wait_total for one in every),
        wait_counts=tuple(map(sum, zip(*(one.wait_counts for one in every), strict=True))),
        loop_blocks=sum(one.loop_blocks for one in every),
        memory=_sum_of_known(one.memory for one in every),
        flows=first.flows,
    )


def _sum_of_known(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def memory_in_use(statm: Path = Path("/proc/self/statm")) -> int | None:
    """Return the bytes of memory that this process has in use (RSS); None where the system does not say."""
    try:
        resident = int(statm.read_text(encoding="ascii").split(" ")[1])
    except (OSError, IndexError, ValueError):
        return None
    return resident * os.sysconf("SC_PAGE_SIZE")


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)
