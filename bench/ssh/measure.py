"""What one route costs."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.ssh.handheld import Handheld
from bench.ssh.route import Route
from bench.ssh.site import new_serial
from serialhhd.screens.hhd.settings import DeviceSize

SIZES: Final = (DeviceSize(20, 8), DeviceSize(24, 20), DeviceSize(80, 24))
USUAL: Final = DeviceSize(24, 20)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured.

    Attributes:
        few: Sessions that are there before others come.
        many: Sessions when all are there.
        logins: Logins that are timed, of each kind.
        scans: Scans whose bytes are counted, at each size.
        sizes: Columns and rows of the devices whose bytes are counted.
    """

    few: int
    many: int
    logins: int
    scans: int
    sizes: tuple[DeviceSize, ...] = SIZES

    @property
    def operators(self) -> int:
        """How many operators are needed."""
        return self.many + 2 * self.logins + len(self.sizes)


@dataclass(frozen=True, slots=True)
class Costs:
    """What was measured on one route.

    Attributes:
        memory: Bytes that one more session takes, on average.
        cpu: Seconds of the processor that one more login takes, on average.
        login: Seconds from the first packet of a login until the question is drawn, median.
        reattach: The same for an operator whose link was dropped just before, median.
        bytes_a_scan: Bytes that come for a scan of 20 characters, average, at each size.
    """

    memory: float
    cpu: float
    login: float
    reattach: float
    bytes_a_scan: dict[DeviceSize, float]


async def costs(route: Route, operators: Iterator[str], extent: Extent) -> Costs:
    """Measure a route; each operator logs in once, so that none finds something of another measurement."""
    login = await _login(route, operators, extent.logins)
    reattach = await _reattach(route, operators, extent.logins)
    bytes_a_scan = {
        size: await _bytes_a_scan(route, next(operators), size, extent.scans) for size in extent.sizes
    }
    memory, cpu = await _a_session(route, operators, extent)
    return Costs(memory, cpu, login, reattach, bytes_a_scan)


async def _login(route: Route, operators: Iterator[str], times: int) -> float:
    took = []
    for _ in range(times):
        handheld = await route.connect(next(operators), USUAL)
        took.append(handheld.login.until_drawn)
        await handheld.quit()
    return statistics.median(took)


async def _reattach(route: Route, operators: Iterator[str], times: int) -> float:
    took = []
    for _ in range(times):
        operator = next(operators)
        dropped = await route.connect(operator, USUAL)
        await dropped.scan(new_serial(operator))
        await dropped.drop()
        again = await route.connect(operator, USUAL)
        if again.count != dropped.count:
            raise AssertionError(f"{dropped.count} scanned, {again.count} after the new login")
        took.append(again.login.until_drawn)
        await again.quit()
    return statistics.median(took)


async def _bytes_a_scan(route: Route, operator: str, size: DeviceSize, times: int) -> float:
    """Count what comes between two scans; the first ones fill the list and are left out."""
    handheld = await route.connect(operator, size)
    for _ in range(size.rows):
        await handheld.scan(new_serial(operator))
    await handheld.drawn.quiet()
    before = handheld.drawn.received
    for _ in range(times):
        await handheld.scan(new_serial(operator))
        await handheld.drawn.quiet()
    after = handheld.drawn.received
    await handheld.quit()
    return (after - before) / times


async def _a_session(route: Route, operators: Iterator[str], extent: Extent) -> tuple[float, float]:
    """Return the bytes and the seconds of the processor that a session takes: the slope between few and many."""
    first = await _at_work(route, [next(operators) for _ in range(extent.few)])
    few = route.usage()
    names = [next(operators) for _ in range(extent.many - extent.few)]
    others = [await route.connect(name, USUAL) for name in names]
    await others[-1].drawn.quiet()
    logged_in = route.usage()
    await _work(names, others)
    many = route.usage()
    for handheld in (*first, *others):
        await handheld.quit()
    return (many.memory - few.memory) / len(names), (logged_in.cpu - few.cpu) / len(names)


async def _at_work(route: Route, names: Sequence[str]) -> list[Handheld]:
    handhelds = [await route.connect(name, USUAL) for name in names]
    await _work(names, handhelds)
    return handhelds


async def _work(names: Sequence[str], handhelds: Sequence[Handheld]) -> None:
    """Let each scan a few times, so that what grows with the first scans has grown."""
    for name, handheld in zip(names, handhelds, strict=True):
        for _ in range(3):
            await handheld.scan(new_serial(name))
    await handhelds[-1].drawn.quiet()
