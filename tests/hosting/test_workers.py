"""A server of two workers, as it is really run: who lands where, who is found again, and what survives whose death."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from time import monotonic
from zlib import crc32

import asyncssh
import psutil
import pytest
from sqlalchemy import select

from serialhhd.hosting import words
from serialhhd.store import access, credentials, devices, operators, pre_receipts, products
from serialhhd.store import tables as t
from serialhhd.store.check import check
from serialhhd.store.store import Store
from serialhhd.store.vocabulary import AccessKind, Role, TrackingType
from tests.hosting.processes import PASSWORD, PATIENCE, Operator, Processes

NAMES = [f"operator-{number}" for number in range(12)]
OF_WORKER = [[name for name in NAMES if crc32(name.encode()) % 2 == number] for number in range(2)]
STOP = 5.0
NOT_TAKEN = "Not taken"
ACKNOWLEDGE = "\x1bOQ"  # F2
SIGN_OFF = ":quit\r"
PIN = "471102"


@pytest.fixture
def store_path(tmp_path: Path, sqlite_template: Path) -> Path:
    """A store with a pre-receipt of many cameras for each operator."""
    path = tmp_path / "store.db"
    shutil.copy(sqlite_template, path)
    with Store.open(str(path)) as store:
        at, full = store.now(), TrackingType.FULL_TRACKING
        store.write(lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full))
        known = credentials.hash_secret(PASSWORD)
        for name in NAMES:
            store.write(lambda conn, name=name: operators.add(conn, name, Role.OPERATOR, at))
            store.write(lambda conn, name=name: credentials.set_password(conn, name, known))
            store.write(lambda conn, ref=name: pre_receipts.add(conn, ref.upper(), [("CAM-1", 5000)], at=at))
    return path


@pytest.fixture
async def server(store_path: Path, tmp_path: Path) -> AsyncIterator[Processes]:
    processes = Processes(str(store_path), tmp_path)
    try:
        await processes.started()
        yield processes
    finally:
        await processes.close()


async def at_serials(server: Processes, name: str, at: int | None = None) -> Operator:
    """Let an operator log in and go to the serials of the pre-receipt that has their name."""
    operator = await server.logs_in(name, at)
    await operator.sees("FLOW?")
    await operator.sends("1\r", "PRE-RECEIPT?")
    await operator.sends(f"{name.upper()}\r", "PRODUCT?")
    await operator.sends("CAM-1\r", "SERIAL?")
    return operator


class Load:
    """Everybody scans one serial after the other; what a screen says was taken is noted."""

    def __init__(self, operators: list[Operator]) -> None:
        self.operators = operators
        self.taken: list[list[str]] = [[] for _ in operators]
        self._scanning = [asyncio.create_task(self._scan(at)) for at in range(len(operators))]

    async def _scan(self, at: int) -> None:
        operator = self.operators[at]
        for serial in (f"S{at}-{number}" for number in count()):
            await operator.sends(f"{serial}\r", f"OK {serial}", NOT_TAKEN)
            while NOT_TAKEN in operator.screen:
                await operator.sends(ACKNOWLEDGE, "SERIAL?")
                await operator.sends(f"{serial}\r", f"OK {serial}", NOT_TAKEN)
            self.taken[at].append(serial)

    async def until_each_has(self, number: int) -> None:
        while min(map(len, self.taken)) < number:
            done, _ = await asyncio.wait(self._scanning, timeout=0.02)
            for scanning in done:
                scanning.result()

    async def end(self) -> set[str]:
        """Let nobody scan any more, and return what was taken."""
        for scanning in self._scanning:
            scanning.cancel()
        await asyncio.wait(self._scanning)
        return {serial for one in self.taken for serial in one}


def with_device(path: Path) -> asyncssh.SSHKey:
    """Add a shared device and return its key; every operator has a PIN from now on."""
    private = asyncssh.generate_private_key("ssh-ed25519")
    read, pin = credentials.read_key(private.export_public_key().decode()), credentials.hash_secret(PIN)
    with Store.open(str(path)) as store:
        store.write(lambda conn: devices.add(conn, "gate-3", store.now()))
        store.write(lambda conn: credentials.add_key(conn, "gate-3", read, store.now()))
        for name in NAMES:
            store.write(lambda conn, name=name: credentials.set_pin(conn, name, pin))
    return private


def stored(path: Path) -> list[str]:
    with Store.open(str(path)) as store, store.read() as conn:
        assert check(conn) == ()
        return list(conn.scalars(select(t.serial.c.serial)))


# --- who is where -----------------------------------------------------------------------------------------------------


async def test_an_operator_is_found_again_whichever_worker_takes_the_connection(server: Processes) -> None:
    theirs = [OF_WORKER[owner][:2] for owner in range(2)]
    for first, name in [*enumerate(theirs[0]), *enumerate(theirs[1])]:
        before = await at_serials(server, name, first)
        await before.sends(f"{name}/1\r", "1/5000")
        await before.sends("SN77", "SN77")
        again = await server.logs_in(name, 1 - first)
        await again.sees("SN77")
        assert "1/5000" in again.screen
        await before.is_hung_up()
        assert words.TAKEN_OVER[:30] in before.screen
        await again.sends(f"-{name}\r", "2/5000")
    assert [await server.operators(number) for number in range(2)] == [set(one) for one in theirs]


async def test_whoever_signs_on_at_a_shared_device_goes_on_where_they_were_in_their_own_worker(
    server: Processes, store_path: Path
) -> None:
    key = with_device(store_path)
    for landed, name in ((0, OF_WORKER[1][0]), (1, OF_WORKER[0][0]), (0, OF_WORKER[0][1])):
        own = await at_serials(server, name)
        await own.sends(f"{name}/1\r", "1/5000")
        await own.sends("SN77", "SN77")
        shared = await server.logs_in("gate-3", landed, key)
        await shared.sees("OPERATOR?")
        await shared.sends(f"{name}\r", "PIN?")
        await shared.sends(f"{PIN}\r", "SN77")
        await own.is_hung_up()
        await shared.sends(f"-{name}\r", "2/5000")
        await shared.sends(SIGN_OFF, "OPERATOR?")
        await shared.sends(f"{name}\r", "PIN?")
        await shared.sends(f"{PIN}\r", "2/5000")
        await shared.sends(SIGN_OFF, "OPERATOR?")
        await shared.goes()
    with Store.open(str(store_path)) as store, store.read() as conn:
        noted = [(row.kind, row.name) for row in access.page(conn, limit=200) if row.device == "gate-3"]
    assert {(AccessKind.TAKE_OVER, name) for name in (OF_WORKER[1][0], OF_WORKER[0][0])} <= set(noted)
    assert noted.count((AccessKind.LOGOUT, OF_WORKER[1][0])) == 2


async def test_the_status_is_that_of_all_processes(server: Processes) -> None:
    names = [OF_WORKER[0][0], OF_WORKER[1][0]]
    for name in names:
        await (await server.logs_in(name)).sees("FLOW?")
    command = [
        sys.executable,
        "-m",
        "serialhhd",
        "serve",
        "status",
        "--json",
        "--control",
        str(server.control),
    ]
    told = json.loads(await asyncio.to_thread(subprocess.check_output, command))
    assert {session["operator"] for session in told["sessions"]} == set(names)
    assert (told["workers"], told["pid"], told["logins"]) == (2, server.process.pid, 2)


# --- what survives ----------------------------------------------------------------------------------------------------


async def test_the_death_of_a_worker_is_seen_by_its_operators_only(server: Processes) -> None:
    hit = await at_serials(server, OF_WORKER[0][0], 0)
    passed_on = await at_serials(server, OF_WORKER[0][1], 1)
    spared = await at_serials(server, OF_WORKER[1][0], 1)
    await hit.sends("SN1\r", "OK SN1")
    server.kill("worker 0")
    await hit.is_hung_up()
    await passed_on.is_hung_up()
    assert words.STOPPING[:30] in passed_on.screen
    await spared.sends("SN2\r", "OK SN2")
    back = await server.logs_in(OF_WORKER[0][0])
    await back.sees("1/5000")
    await back.sends("SN3\r", "2/5000")


async def test_the_death_of_the_store_s_process_loses_no_scan_that_was_acknowledged(
    server: Processes, store_path: Path
) -> None:
    load = Load([await at_serials(server, name) for name in NAMES])
    for number in (5, 10, 15):
        await load.until_each_has(number)
        server.kill("store")
    await load.until_each_has(20)
    taken, kept = await load.end(), stored(store_path)
    assert len(kept) == len(set(kept))
    assert taken <= set(kept)


async def test_a_stop_under_load_is_over_in_five_seconds_and_loses_nothing(
    server: Processes, store_path: Path
) -> None:
    load = Load([await at_serials(server, name) for name in NAMES])
    await load.until_each_has(3)
    everybody = server.every
    began = monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert await asyncio.to_thread(server.process.wait, PATIENCE) == 0
    assert monotonic() - began < STOP
    assert not [process for process in everybody if process.is_running()]
    assert list(server.folder.iterdir()) == []
    assert await load.end() <= set(stored(store_path))
    assert all("The server is being restarted" in operator.screen for operator in load.operators)


async def test_nothing_is_left_when_the_supervisor_is_killed(server: Processes) -> None:
    operator = await at_serials(server, NAMES[0])
    left = server.every
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    _, alive = await asyncio.to_thread(psutil.wait_procs, left, STOP)
    assert alive == []
    assert list(server.folder.iterdir()) == []
    await operator.is_hung_up()


async def test_a_server_that_cannot_start_says_why(
    server: Processes, store_path: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "serialhhd", "--store", str(store_path), "serve", "--workers", "2"]
    usual = {"--host-keys": tmp_path / "keys", "--port": 0, "--control": tmp_path / "other"}
    for taken, reason in (
        ({"--port": server.port}, "Address already in use"),
        ({"--control": server.control}, "another server answers"),
    ):
        options = [str(part) for option in (usual | taken).items() for part in option]
        second = await asyncio.to_thread(
            subprocess.run, [*command, *options], capture_output=True, text=True, check=False
        )
        assert second.returncode == 1
        assert reason in second.stderr.splitlines()[-1]
