"""Many handhelds at work, in a process of their own so that they disturb the server little: `python -m bench.ssh.load`.

Reads one JSON object, the work, from stdin and writes one, the report, to stdout.
"""

import asyncio
import gc
import json
import random
import resource
import statistics
import sys
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import asyncssh

from bench.ssh.handheld import Handheld, Target, log_in
from bench.ssh.processes import usage
from bench.ssh.site import new_serial
from serialhhd.screens.hhd.settings import DeviceSize

PAUSE: Final = 2.0
"""Seconds between two scans of an operator."""
LOGINS_AT_ONCE: Final = 10
WARM_UP: Final = 5.0
"""Seconds before scans count."""
SIZE: Final = DeviceSize(20, 16)


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done.

    Attributes:
        server: The first process of the server, whose use of the processor is told as well.
        target: Where to log in.
        operators: Who works.
        seconds: How long.
        stay: Seconds after which an operator leaves and logs in again, on average; 0: everybody stays.
    """

    server: int
    target: Target
    operators: list[str]
    seconds: float
    stay: float = 0


@dataclass(frozen=True, slots=True)
class Report:
    """How it went.

    Attributes:
        sessions: How many worked at once.
        scans: Scans that were answered.
        median: Milliseconds from scan to frame; half of all scans took less.
        p95: The same for 95 of 100 scans.
        p99: The same for 99 of 100 scans.
        worst: The slowest.
        logins: How often somebody logged in.
        failures: What went wrong, shortly.
        server_cpu: What the server used of one processor, while scans counted.
        clients_cpu: The same of the clients.
    """

    sessions: int
    scans: int
    median: float
    p95: float
    p99: float
    worst: float
    logins: int
    failures: list[str]
    server_cpu: float
    clients_cpu: float


@dataclass(slots=True)
class Shift:
    """Operators at work."""

    work: Work
    latencies: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    logins: int = 0
    ends_at: float = 0
    counts_from: float = 0
    door: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(LOGINS_AT_ONCE))

    async def run(self) -> Report:
        """Let everybody log in, then scan until the time is up."""
        handhelds = await asyncio.gather(*(self._enter(one) for one in self.work.operators))
        began = time.perf_counter()
        self.counts_from = began + min(WARM_UP, self.work.seconds / 3)
        self.ends_at = began + self.work.seconds
        pairs = zip(self.work.operators, handhelds, strict=True)
        at_work = asyncio.gather(*(self._scan_on(name, handheld) for name, handheld in pairs))
        await _until(self.counts_from)
        server, clients, began = usage(self.work.server).cpu, _own_cpu(), time.perf_counter()
        await at_work
        took = time.perf_counter() - began
        used = (usage(self.work.server).cpu - server) / took, (_own_cpu() - clients) / took
        return self._report(*used)

    async def _enter(self, operator: str) -> Handheld:
        async with self.door:
            self.logins += 1
            return await log_in(self.work.target, operator, SIZE)

    async def _scan_on(self, operator: str, handheld: Handheld) -> None:
        """Scan every two seconds, each operator at a moment of their own; a pause is never made up for."""
        await asyncio.sleep(random.uniform(0, PAUSE))
        leaves_at = self._leaves_at()
        while (now := time.perf_counter()) < self.ends_at:
            try:
                if now >= leaves_at:
                    handheld, leaves_at = await self._again(operator, handheld), self._leaves_at()
                took = await handheld.scan(new_serial(operator))
            except (OSError, TimeoutError, asyncssh.Error) as problem:
                self.failures.append(f"{operator}: {type(problem).__name__}: {problem}"[:2000])
                return
            if now >= self.counts_from:
                self.latencies.append(took * 1000)
            await _until(now + PAUSE)

    def _leaves_at(self) -> float:
        stay = self.work.stay
        return time.perf_counter() + random.uniform(stay / 2, stay * 1.5) if stay else float("inf")

    async def _again(self, operator: str, handheld: Handheld) -> Handheld:
        """Leave in one of the ways there are, and come back."""
        await random.choice((handheld.drop, handheld.leave, handheld.quit))()
        return await self._enter(operator)

    def _report(self, server_cpu: float, clients_cpu: float) -> Report:
        ranks = statistics.quantiles(self.latencies, n=100)
        return Report(
            sessions=len(self.work.operators),
            scans=len(self.latencies),
            median=ranks[49],
            p95=ranks[94],
            p99=ranks[98],
            worst=max(self.latencies),
            logins=self.logins,
            failures=self.failures,
            server_cpu=server_cpu,
            clients_cpu=clients_cpu,
        )


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


def given(text: str) -> Work:
    """Return the work that a JSON object tells."""
    told: dict[str, Any] = json.loads(text)
    target = Target(**told.pop("target"))
    return Work(**told, target=replace(target, key=Path(target.key)))


def told(work: Work) -> str:
    """Return the work as a JSON object."""
    return json.dumps(asdict(work), default=str)


async def report_of(work: Work) -> Report:
    """Have the work done by another process and return its report.

    Raises:
        RuntimeError: It failed; the error says how.
    """
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.ssh.load", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await other.communicate(told(work).encode())
    if other.returncode:
        raise RuntimeError(f"{len(work.operators)} handhelds failed")
    return Report(**json.loads(out))


if __name__ == "__main__":
    gc.disable()  # a pause of the clients would be taken for one of the server
    print(json.dumps(asdict(asyncio.run(Shift(given(sys.stdin.read())).run()))))
