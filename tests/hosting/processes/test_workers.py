"""A server of two workers, as it is really run: who lands where, who is found again, and what survives whose death."""

import asyncio
import json
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from zlib import crc32

import asyncssh
import pytest
import pytest_asyncio
from sqlalchemy import Connection

from serialhhd.hosting.terminal import english as words
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.people import credentials, devices, logins, operators
from serialhhd.store.people.logins import LoginEntry
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.check import check
from serialhhd.store.words.vocabulary import LoginEvent, Role, TrackingType
from tests.hosting.conftest import AT
from tests.hosting.server_processes import PASSWORD, Operator, Processes

NAMES = [f"operator-{number}" for number in range(24)]
EVERYBODY = 12
STOP = 5.0
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.slow]

NOT_TAKEN = "Not taken"
ACKNOWLEDGE = "\x1bOQ"  # F2
SIGN_OFF = ":quit\r"
PIN = "471102"


def filled(template: Path, folder: Path) -> Path:
    """Return a store with a pre-receipt of many cameras for each operator."""
    path = folder / "store.db"
    shutil.copy(template, path)
    known, pin = credentials.hash_secret(PASSWORD), credentials.hash_secret(PIN)

    def fill(conn: Connection) -> None:
        products.add(
            conn, "CAM-1", at=AT, name="Camera", tracking_type=TrackingType.FULL_TRACKING, by="office"
        )
        for name in NAMES:
            operators.add(conn, name, Role.OPERATOR, AT, by="office")
            credentials.set_password(conn, name, known, by="office")
            credentials.set_pin(conn, name, pin, by="office")
            pre_receipts.add(conn, f"PR-{name}", [("CAM-1", 5000)], at=AT, by="office")

    with Store.open(str(path)) as store:
        store.write(fill)
    return path


class Site:
    """A server, its store, and the operators who have not come yet."""

    def __init__(self, server: Processes, store: Path) -> None:
        self.server = server
        self.store = store
        self._waiting = list(NAMES)

    def name(self, worker: int) -> str:
        """Return the next operator whose handheld belongs to a worker."""
        name = next(name for name in self._waiting if crc32(name.encode()) % 2 == worker)
        self._waiting.remove(name)
        return name

    def names(self, number: int) -> list[str]:
        """Return the next so many operators."""
        names, self._waiting = self._waiting[:number], self._waiting[number:]
        return names

    def stored(self) -> list[str]:
        """Return every serial in the store, which must be in order."""
        with Store.open(str(self.store)) as store, store.read() as conn:
            assert check(conn) == ()
            return list(conn.scalars(t.serial.select().with_only_columns(t.serial.c.serial)))


@asynccontextmanager
async def opened(template: Path, folder: Path) -> AsyncIterator[Site]:
    store = filled(template, folder)
    server = await Processes.started(str(store), folder)
    yield Site(server, store)
    await server.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """One server for all tests that it survives."""
    async with opened(sqlite_template, tmp_path_factory.mktemp("site")) as there:
        yield there


@pytest_asyncio.fixture(loop_scope="module")
async def doomed(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """A server that the test ends; the name of a socket is short, so its folder has no test's name."""
    async with opened(sqlite_template, tmp_path_factory.mktemp("doomed")) as there:
        yield there


async def at_serials(server: Processes, name: str, at: int | None = None) -> Operator:
    """Let an operator log in and go to the serials of the pre-receipt that has their name."""
    operator = await server.logs_in(name, at)
    await operator.sees("FLOW?")
    await operator.sends("1\r", "PRE-RECEIPT?")
    await operator.sends(f"PR-{name}\r", "PRODUCT?")
    await operator.sends("CAM-1\r", "SERIAL?")
    return operator


class Load:
    """Everybody scans one serial after the other; what a screen says was taken is noted."""

    def __init__(self, operators: list[Operator]) -> None:
        self.operators = operators
        self.taken: list[list[str]] = [[] for _ in operators]
        self._has_more = asyncio.Event()
        self._scanning = [asyncio.create_task(self._scan(at)) for at in range(len(operators))]

    async def _scan(self, at: int) -> None:
        operator = self.operators[at]
        for serial in (f"S{at}-{number}" for number in count()):
            await operator.sends(f"{serial}\r", f"OK {serial}", NOT_TAKEN)
            while NOT_TAKEN in operator.screen:
                await operator.sends(ACKNOWLEDGE, "SERIAL?")
                await operator.sends(f"{serial}\r", f"OK {serial}", NOT_TAKEN)
            self.taken[at].append(serial)
            self._has_more.set()

    async def until_each_has(self, number: int) -> None:
        while min(map(len, self.taken)) < number:
            self._has_more.clear()
            more = asyncio.create_task(self._has_more.wait())
            done, _ = await asyncio.wait({more, *self._scanning}, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                await one
            more.cancel()

    async def end(self) -> set[str]:
        """Let nobody scan any more, and return what was taken."""
        for scanning in self._scanning:
            scanning.cancel()
        await asyncio.wait(self._scanning)
        return {serial for one in self.taken for serial in one}


def with_device(path: Path) -> asyncssh.SSHKey:
    """Add a shared device and return its key."""
    private = asyncssh.generate_private_key("ssh-ed25519")
    read = credentials.read_key(private.export_public_key().decode())
    with Store.open(str(path)) as store:
        store.write(lambda conn: devices.add(conn, "gate-3", store.now(), by="office"))
        store.write(lambda conn: credentials.add_key(conn, "gate-3", read, store.now(), by="office"))
    return private


# --- who is where -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("owner", [0, 1])
async def test_an_operator_is_found_again_whichever_worker_takes_the_connection(
    site: Site, owner: int
) -> None:
    for first in range(2):
        name = site.name(owner)
        before = await at_serials(site.server, name, first)
        await before.sends(f"{name}/1\r", "1/5000")
        await before.sends("SN77", "SN77")
        again = await site.server.logs_in(name, 1 - first)
        await again.sees("SN77")
        assert "1/5000" in again.screen
        await before.is_hung_up()
        assert words.taken_over()[:30] in before.screen
        await again.sends(f"-{name}\r", "2/5000")
        assert name in await site.server.operators(owner)
        assert name not in await site.server.operators(1 - owner)


async def test_whoever_signs_on_at_a_shared_device_goes_on_where_they_were_in_their_own_worker(
    site: Site,
) -> None:
    key = with_device(site.store)
    theirs = [(0, site.name(1)), (1, site.name(0)), (0, site.name(0))]
    for landed, name in theirs:
        own = await at_serials(site.server, name)
        await own.sends(f"{name}/1\r", "1/5000")
        await own.sends("SN77", "SN77")
        shared = await site.server.logs_in("gate-3", landed, key)
        await shared.sees("OPERATOR?")
        await shared.sends(f"{name}\r", "PIN?")
        await shared.sends(f"{PIN}\r", "SN77")
        await own.is_hung_up()
        await shared.sends(f"-{name}\r", "2/5000")
        await shared.sends(SIGN_OFF, "OPERATOR?")
        await shared.sends(f"{name}\r", "PIN?")
        await shared.sends(f"{PIN}\rSN78-{name}\r", "3/5000")  # scanned ahead in the same moment
        await shared.sends(SIGN_OFF, "OPERATOR?")
        await shared.goes()
    with Store.open(str(site.store)) as store, store.read() as conn:
        noted = [(row.kind, row.name) for row in logins.page(conn, limit=200) if row.device == "gate-3"]
    for _, name in theirs:
        assert noted.count((LoginEvent.TAKE_OVER, name)) == 1
        assert noted.count((LoginEvent.LOGOUT, name)) == 2


async def test_a_link_that_drops_is_noted_once_whichever_worker_has_it(site: Site) -> None:
    name = site.name(1)
    with Store.open(str(site.store)) as store:
        for landed in range(2):
            operator = await site.server.logs_in(name, landed)
            await operator.sees("?")
            await operator.goes()
            # not its line in the log: the worker could be halted before it hangs up over there, and the link be taken over
            async with asyncio.timeout(60):
                while len(dropped(store, name)) <= landed:  # noqa: ASYNC110 - another process writes it
                    await asyncio.sleep(0.05)
        operator = await site.server.logs_in(name)
        await operator.sees("?")  # what else was to be noted has been by now
        assert len(dropped(store, name)) == 2


def dropped(store: Store, name: str) -> list[LoginEntry]:
    with store.read() as conn:
        page = logins.page(conn, limit=200)
        return [row for row in page if (row.kind, row.name) == (LoginEvent.DROPPED, name)]


async def test_the_status_is_that_of_all_processes(site: Site) -> None:
    names = {site.name(0), site.name(1)}
    for name in names:
        await (await site.server.logs_in(name)).sees("FLOW?")
    command = [sys.executable, "-m", "serialhhd", "serve", "status", "--json"]
    told = json.loads(
        await asyncio.to_thread(subprocess.check_output, [*command, "--control", str(site.server.control)])
    )
    assert names <= {session["operator"] for session in told["sessions"]}
    assert (told["workers"], told["pid"]) == (2, site.server.process.pid)


@pytest.mark.slow
async def test_a_server_that_cannot_start_says_why(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("second")
    store = str(tmp_path / "store.db")  # a store that is served already is another reason
    command = [sys.executable, "-m", "serialhhd", "--store", store, "serve", "--create", "--workers", "2"]
    usual = {"--host-keys": tmp_path / "keys", "--port": 0, "--control": tmp_path / "other"}
    for taken, reason in (
        ({"--port": site.server.port}, "Address already in use"),
        ({"--control": site.server.control}, "another server answers"),
    ):
        options = [str(part) for option in (usual | taken).items() for part in option]
        second = await asyncio.to_thread(
            subprocess.run, [*command, *options], capture_output=True, text=True, check=False
        )
        assert second.returncode == 1
        assert reason in second.stderr.splitlines()[-1]


# --- what survives ----------------------------------------------------------------------------------------------------


async def test_the_death_of_a_worker_is_seen_by_its_operators_only(site: Site) -> None:
    name = site.name(0)
    hit = await at_serials(site.server, name, 0)
    passed_on = await at_serials(site.server, site.name(0), 1)
    spared = await at_serials(site.server, site.name(1), 1)
    await hit.sends(f"{name}/1\r", "1/5000")
    site.server.kill("worker 0")
    await hit.is_hung_up()
    await passed_on.is_hung_up()
    assert words.stopping()[:30] in passed_on.screen
    await spared.sends(f"{name}/2\r", "1/5000")
    back = await site.server.logs_in(name)
    await back.sees("1/5000")
    await back.sends(f"{name}/3\r", "2/5000")


async def test_the_death_of_the_store_s_process_loses_no_scan_that_was_acknowledged(site: Site) -> None:
    load = Load([await at_serials(site.server, name) for name in site.names(EVERYBODY)])
    for number in (5, 10, 15):
        await load.until_each_has(number)
        site.server.kill("store")
    await load.until_each_has(20)
    taken, kept = await load.end(), site.stored()
    assert len(kept) == len(set(kept))
    assert taken <= set(kept)


@pytest.mark.slow
async def test_a_stop_under_load_is_over_in_five_seconds_and_loses_nothing(doomed: Site) -> None:
    load = Load([await at_serials(doomed.server, name) for name in doomed.names(EVERYBODY)])
    await load.until_each_has(3)
    with doomed.server.watching() as ends:
        began = monotonic()
        doomed.server.process.terminate()
        assert await doomed.server.process.wait() == 0
        assert monotonic() - began < STOP
        assert set(select.select(ends, [], [], 0)[0]) == set(ends)
    assert list(doomed.server.folder.iterdir()) == []
    assert await load.end() <= set(doomed.stored())
    assert all("The server is being restarted" in operator.screen for operator in load.operators)


@pytest.mark.slow
async def test_a_process_that_hangs_does_not_hold_up_the_stop(doomed: Site) -> None:
    with doomed.server.watching() as ends:
        doomed.server.kill("worker 1", signal.SIGSTOP)
        doomed.server.process.terminate()
        assert await doomed.server.process.wait() == 0
        assert set(select.select(ends, [], [], 0)[0]) == set(ends)


@pytest.mark.slow
async def test_nothing_is_left_when_the_supervisor_is_killed(doomed: Site) -> None:
    operator = await at_serials(doomed.server, doomed.name(0))
    with doomed.server.watching() as ends:
        doomed.server.process.kill()
        await doomed.server.process.wait()
        await operator.is_hung_up()
        for end in ends:
            assert (await asyncio.to_thread(select.select, [end], [], [], STOP))[0]
    assert list(doomed.server.folder.iterdir()) == []
