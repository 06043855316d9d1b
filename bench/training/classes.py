"""What a class costs those who are in it: scan to frame, against operators at `serialhhd serve`."""

import asyncio
import re
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pexpect

from bench.figure import Figure
from bench.ssh.handheld import Target
from bench.ssh.load import Work, report_of
from bench.ssh.processes import running
from bench.ssh.route import LISTENING
from bench.ssh.site import Site, new_site
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials

PIN: Final = "471102"
PASSWORD: Final = "long-lane-27"  # noqa: S105 - of nobody real
LOGIN: Final = re.compile(rb"-p (\d+) NAME")
FIRST: Final = "PR-1\rCAM-1\r"
CONSOLE: Final = (40, 120)
"""Rows and columns."""
SCENARIO: Final = """
version = 1
title = "Serial after serial"
goal = "Scan."
flow = "goods_in"
needs = ["enter_serials"]
par = 6

[start]
products = [{ sku = "CAM-1", name = "Camera", tracking = "full-tracking" }]
pre_receipts = [{ ref = "PR-1", lines = [{ sku = "CAM-1", quantity = 9999 }] }]

[[goods]]
sku = "CAM-1"
serials = "SN01..SN30"

[end]
stock = [{ sku = "CAM-1", location = "GOODS-IN", quantity = 30, serials = "SN01..SN30" }]
"""


def scan_to_frame(folder: Path, trainees: int, duration: float, times: int) -> Figure:
    """Measure how long 95 of 100 scans of a class take, against as many operators of a server; its console is drawn meanwhile.

    Args:
        folder: Where everything lies.
        trainees: So many are in the class, each of whom scans every two seconds.
        duration: Seconds of each turn.
        times: Turns of both.
    """
    folder.mkdir(exist_ok=True)
    site = new_site(folder, trainees)
    _let_in(site)
    names = list(site.operators)
    ours, base = [], []
    for number in range(times):
        with _served(folder / f"serve-{number}.log", site) as work:
            base.append(asyncio.run(report_of(Work(*work, names, duration))).p95)
        with _held(folder) as work:
            ours.append(asyncio.run(report_of(Work(*work, names, duration))).p95)
    a, b = statistics.median(ours), statistics.median(base)
    name = f"scan to frame, 95 of 100: a class of {trainees} / `serve` of {trainees}"
    return Figure(name, f"{a:.1f} ms", f"{b:.1f} ms", a / b, 1.3)


def _let_in(site: Site) -> None:
    hashed = credentials.hash_secret(PASSWORD)
    with Store.open(str(site.store)) as store:
        for name in site.operators:
            store.write(lambda conn, name=name: credentials.set_password(conn, name, hashed, by="bench"))  # type: ignore[misc]


@contextmanager
def _served(log: Path, site: Site) -> Iterator[tuple[int, Target]]:
    keys = ["--host-keys", str(log.parent / "host_keys")]
    command = [sys.executable, "-m", "serialhhd", "--store", str(site.store), "serve", "--port", "0", *keys]
    with running(command, log, LISTENING) as (pid, listening):
        yield pid, Target(int(listening[1]), log.parent, password=PASSWORD)


@contextmanager
def _held(folder: Path) -> Iterator[tuple[int, Target]]:
    """Hold a class on a terminal that is read all the while."""
    scenario = folder / "serials.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    given = ["--port", "0", "--pin", PIN, "--host-keys", str(folder / "host_keys")]
    command = ["-m", "serialhhd", "--store", str(folder / "none.db"), "train", "class", str(scenario), *given]
    console = pexpect.spawn(sys.executable, command, dimensions=CONSOLE, timeout=60)
    console.expect(LOGIN)
    port = int(console.match[1])
    reader = threading.Thread(target=_drain, args=(console,))
    reader.start()
    try:
        yield console.pid, Target(port, folder, password=PIN, first=FIRST)
    finally:
        console.kill(15)
        reader.join()
        console.close(force=True)


def _drain(console: "pexpect.spawn[bytes]") -> None:
    with suppress(pexpect.EOF):
        while True:
            console.read_nonblocking(65536, timeout=None)
