"""Measures both routes and prints the table: `python -m bench.ssh [--quick] [--route NAME] [--most N] [--minutes M]`."""

import argparse
import asyncio
import os
import platform
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from bench.ssh import table
from bench.ssh.load import Report, Work, report_of
from bench.ssh.measure import Costs, Extent, costs
from bench.ssh.route import ROUTES, Route
from bench.ssh.site import Site, new_site

FULL: Final = {"serialhhd serve": Extent(20, 120, 25, 40), "OpenSSH": Extent(3, 23, 15, 20)}
QUICK: Final = Extent(1, 3, 2, 3)
STEPS: Final = (50, 100, 200, 300, 400, 500, 600, 800, 1000)
STEP_SECONDS: Final = 30
SLOWEST: Final = 100
"""Milliseconds that 95 of 100 scans may take."""
SOAKING: Final = 100
STAY: Final = 30
READINGS: Final = 40


async def main() -> None:
    """Measure what was asked for."""
    asked = _asked()
    print(_machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="serialhhd-ssh-") as folder:
        extents = {name: QUICK if asked.quick else FULL[name] for name in asked.route or ROUTES}
        site = new_site(Path(folder), max(asked.most, SOAKING, *(one.operators for one in extents.values())))
        measured = {name: await _side(Path(folder), site, name, extents[name]) for name in extents}
        print(f"\n{table.HEAD}")
        for row in table.rows(*(measured.get(name) for name in ROUTES)):
            print(row)
        for name in asked.route or ["serialhhd serve"]:
            await _under_load(Path(folder), site, name, asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny numbers, to see that all runs")
    parser.add_argument("--route", action="append", choices=tuple(ROUTES), help="only this one")
    parser.add_argument("--most", type=int, default=600, metavar="N", help="sessions to try, up to this many")
    parser.add_argument("--minutes", type=float, default=0, metavar="M", help="soak for so long")
    parser.add_argument(
        "--stay",
        type=float,
        default=STAY,
        metavar="S",
        help="each leaves after so many seconds of the soak; 0: never",
    )
    return parser.parse_args()


def _machine() -> str:
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{os.cpu_count()} cores, load {load}, {platform.system()} {platform.machine()}, Python {platform.python_version()}."


async def _side(folder: Path, site: Site, name: str, extent: Extent) -> Costs:
    """Measure one route."""
    with ROUTES[name](folder / name.replace(" ", "-"), site) as route:
        return await costs(route, iter(site.operators), extent)


async def _under_load(folder: Path, site: Site, name: str, asked: argparse.Namespace) -> None:
    """Find the most sessions, and soak if that was asked for."""
    with ROUTES[name](folder / f"{name.replace(' ', '-')}-load", site) as route:
        print(f"\n{name}: each session scans 20 characters every 2 s; clients on the same processors")
        print(
            "| sessions | scans | p50 ms | p95 ms | p99 ms | worst ms | server CPU | clients' CPU | failures |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        async for report in _steps(route, site, asked.most):
            print(_load_row(report), flush=True)
        if asked.minutes:
            await _soak(route, site, asked.minutes, asked.stay)


async def _steps(route: Route, site: Site, most: int) -> AsyncIterator[Report]:
    """Yield a report for each number of sessions, up to the first that is too slow."""
    for number in (*(step for step in STEPS if step < most), most):
        report = await report_of(Work(route.pid, route.target, list(site.operators[:number]), STEP_SECONDS))
        yield report
        if report.p95 >= SLOWEST or report.failures:
            return


def _load_row(report: Report) -> str:
    times = " | ".join(f"{one:.1f}" for one in (report.median, report.p95, report.p99, report.worst))
    shares = f"{report.server_cpu:.0%} | {report.clients_cpu:.0%}"
    told = f"{len(report.failures)} {report.failures[:1]}" if report.failures else "0"
    return f"| {report.sessions} | {report.scans} | {times} | {shares} | {told} |"


async def _soak(route: Route, site: Site, minutes: float, stay: float) -> None:
    """Let operators come, work and go, and print the server's memory over time."""
    work = Work(route.pid, route.target, list(site.operators[:SOAKING]), minutes * 60, stay)
    leaving = f"each leaves after some {stay:.0f} s and comes back" if stay else "nobody leaves"
    print(f"\nSoak: {SOAKING} operators, {leaving}")
    print("| minute | memory of the server (PSS) | its CPU so far |\n|---|---|---|")
    working = asyncio.create_task(report_of(work))
    for reading in _readings(minutes):
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(working), minutes * 60 / READINGS)
        used = route.usage()
        print(f"| {reading:.1f} | {used.memory / table.MEGABYTE:.1f} MB | {used.cpu:.0f} s |", flush=True)
    report = await working
    print(_load_row(report), f"{report.logins} logins")


def _readings(minutes: float) -> Iterator[float]:
    return (minutes * number / READINGS for number in range(1, READINGS + 1))


if __name__ == "__main__":
    asyncio.run(main())
