"""A store in another process, when that process dies or loses an answer: work goes on, and nothing is taken twice."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from serialhhd.flows.conversation import runner
from serialhhd.flows.seam.view import Scan
from serialhhd.hosting.processes import remote, wire
from serialhhd.hosting.processes.remote import RemoteBackend
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, logins, operators
from serialhhd.store.stock import runs
from serialhhd.store.words.refusal import UNSURE, StoreUnavailable
from serialhhd.store.words.vocabulary import LoginEvent, Role
from tests.hosting.conftest import ANNA, AT
from tests.hosting.processes.remote_store import (
    BURST,
    answered,
    held_writer,
    opened,
    submitted,
    unix_listener,
    until,
)
from tests.losing_line import Losing, losing_between
from tests.waiting import PATIENCE

# --- a process that dies ----------------------------------------------------------------------------------------------


class StoreProcess:
    """The store's process; the socket is the tests' own, so that it outlives the process."""

    def __init__(self, path: Path, listener: socket.socket) -> None:
        self._command = [
            sys.executable,
            "-m",
            "tests.hosting.store_process",
            str(path),
            str(listener.fileno()),
        ]
        self._number = listener.fileno()
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, pass_fds=[self._number], cwd=Path(__file__).parents[3], env={**os.environ}
        )

    def stop(self) -> None:
        """Let it do nothing more, and keep its connections."""
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def store_process(sample_path: Path, socket_path: Path) -> Iterator[StoreProcess]:
    with closing(unix_listener(socket_path)) as listener:
        process = StoreProcess(sample_path, listener)
        yield process
        process.kill()


@pytest.fixture
async def far(
    store_process: StoreProcess,  # noqa: ARG001 - it answers there
    socket_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[RemoteBackend]:
    """The way to it; on a busy computer a process takes its time to start."""
    for patience in ("HELLO", "PATIENCE"):
        monkeypatch.setattr(remote, patience, PATIENCE)
    backend = RemoteBackend(socket_path)
    yield backend
    await backend.close()


async def is_lost(far: RemoteBackend) -> None:
    """Return when the death of the process is known; what is sent before that may have been taken, for all we know."""
    assert far._link
    assert far._link._listener
    await asyncio.wait({far._link._listener})


async def test_a_handheld_goes_on_at_its_step_when_the_process_was_started_anew(
    far: RemoteBackend, store_process: StoreProcess
) -> None:
    handheld = await opened(far)
    for text in ("goods_in", "PR-1007", "CAM-200"):
        before = await submitted(handheld, text, text)
        store_process.kill()
        store_process.start()
    assert before.step == "enter_serials"
    view = await submitted(handheld, "SN9001", "1")
    assert view.message
    assert view.message.code == "serial_captured"
    store_process.kill()
    store_process.start()
    assert await asyncio.to_thread(handheld.captured) == ("SN9001",)


async def test_a_scan_whose_answer_was_lost_is_sent_again_and_taken_once(
    far: RemoteBackend, store_process: StoreProcess, sample_path: Path
) -> None:
    handheld = await opened(far)
    for text in ("goods_in", "PR-1007", "CAM-200"):
        await submitted(handheld, text, text)
    taken = await submitted(handheld, "SN9001", "the-same")
    store_process.kill()
    store_process.start()
    again = await submitted(handheld, "SN9001", "the-same")
    assert again.message
    assert again.message.code == "scan_accepted"
    assert again.serials == taken.serials
    with Store.open(str(sample_path)) as store, store.read() as conn:
        assert [run.captured for run in runs.all_open(conn)] == [1]


async def test_scans_under_way_at_the_death_are_answered_by_the_next_process(
    far: RemoteBackend, store_process: StoreProcess
) -> None:
    handhelds = [await opened(far, f"operator-{number}") for number in range(BURST)]
    waiting = [asyncio.create_task(submitted(handheld, "goods_in", "1")) for handheld in handhelds]
    await waiting[0]
    store_process.kill()
    store_process.start()
    assert {(await one).step for one in waiting} == {"scan_pre_receipt"}


async def test_a_pin_is_never_taken_for_a_name_by_the_next_process(
    far: RemoteBackend, store_process: StoreProcess, sample_path: Path
) -> None:
    device = replace(ANNA, name="gate-3", is_device=True, role=None)
    handheld = await far.open_handheld(device)
    await asyncio.to_thread(handheld.view)
    assert (await submitted(handheld, "anna", "1")).is_secret
    store_process.kill()
    await is_lost(far)
    store_process.start()
    view = await submitted(handheld, "471102", "2")
    assert (view.step, view.is_secret) == ("sign_on", False)
    assert view.message
    assert view.message.text.startswith("Not taken.")
    with Store.open(str(sample_path)) as store, store.read() as conn:
        assert logins.page(conn) == ()


async def test_a_scan_whose_answer_was_lost_for_good_is_not_called_lost(
    far: RemoteBackend, store_process: StoreProcess
) -> None:
    handheld = await far.open_handheld(replace(ANNA, name="gate-3", is_device=True, role=None))
    await asyncio.to_thread(handheld.view)
    await submitted(handheld, "anna", "1")
    store_process.stop()
    waiting = asyncio.create_task(submitted(handheld, "471102", "2"))
    link = await far.link()
    await until(lambda: bool(link._waiting))
    store_process.kill()
    store_process.start()
    view = await waiting
    assert not view.is_secret, "the next process asks for the badge again"
    assert view.message
    assert view.message.code == UNSURE
    assert "Not taken" not in view.message.text


async def test_an_operator_who_was_disabled_meanwhile_is_told_so(
    far: RemoteBackend, store_process: StoreProcess, sample_path: Path
) -> None:
    with Store.open(str(sample_path)) as store:
        store.write(lambda conn: operators.add(conn, "anna", Role.OPERATOR, AT, by="office"))
    handheld = await opened(far)
    await submitted(handheld, "goods_in", "1")
    store_process.kill()
    await is_lost(far)
    with Store.open(str(sample_path)) as store:
        store.write(lambda conn: operators.disable(conn, "anna", AT, by="office"))
    store_process.start()
    with pytest.raises(StoreUnavailable, match="anna may not sign on any more"):
        await submitted(handheld, "PR-1007", "2")


async def test_who_has_signed_on_at_a_device_stays_signed_on(
    far: RemoteBackend, store_process: StoreProcess, sample_path: Path
) -> None:
    with Store.open(str(sample_path)) as store:
        store.write(lambda conn: operators.add(conn, "anna", Role.OPERATOR, AT, by="office"))
        store.write(
            lambda conn: credentials.set_pin(conn, "anna", credentials.hash_secret("471102"), by="office")
        )
    handheld = await far.open_handheld(replace(ANNA, name="gate-3", is_device=True, role=None))
    await asyncio.to_thread(handheld.view)
    for text in ("anna", "471102", "goods_in"):
        await submitted(handheld, text, text)
    store_process.kill()
    store_process.start()
    assert (await submitted(handheld, "PR-1007", "3")).step == "scan_product"
    assert handheld.operator == "anna"


async def test_without_a_process_a_scan_is_not_taken_and_work_goes_on_with_the_next_one(
    far: RemoteBackend, store_process: StoreProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    handheld = await opened(far)
    await submitted(handheld, "goods_in", "1")
    store_process.kill()
    await is_lost(far)
    with monkeypatch.context() as quick:
        quick.setattr(remote, "HELLO", 0.1)
        with pytest.raises(StoreUnavailable, match="does not answer"):
            await submitted(handheld, "PR-1007", "2")
    with pytest.raises(StoreUnavailable, match="does not answer"):
        await submitted(handheld, "PR-1007", "3")  # at once: nobody waits for the next attempt
    store_process.start()
    monkeypatch.setattr(remote, "PAUSE", 0.0)
    assert (await submitted(handheld, "PR-1007", "4")).step == "scan_product"


async def test_an_answer_that_does_not_come_is_not_waited_for_for_ever(
    backend: RemoteBackend, warehouse: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    handheld = await opened(backend)
    await submitted(handheld, "goods_in")
    monkeypatch.setattr(remote, "PATIENCE", 0.1)
    with held_writer(warehouse):
        with pytest.raises(StoreUnavailable, match="may have been kept") as told:
            await submitted(handheld, "PR-1007")
        assert told.value.code == UNSURE
        with pytest.raises(StoreUnavailable, match="does not answer"):
            await backend.note(LoginEvent.LOGIN, "anna", "192.0.2.7")
    monkeypatch.undo()
    assert (await asyncio.to_thread(handheld.view)).step == "scan_product", "it was taken after all"


async def test_a_handheld_that_opens_too_late_is_forgotten(
    warehouse: Store, socket_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with answered(warehouse, socket_path, threads=2) as backend:  # one is for the test's own calls
        handheld = await opened(backend)
        await submitted(handheld, "goods_in")
        with held_writer(warehouse):
            waiting = asyncio.create_task(asyncio.to_thread(handheld.view))
            await until(lambda: warehouse._writer._unfinished > 1)
            with monkeypatch.context() as quick:
                quick.setattr(remote, "PATIENCE", 0.1)
                with pytest.raises(StoreUnavailable, match="does not answer"):
                    await backend.open_handheld(ANNA)
            late = next(backend.numbers) - 1
        await waiting
        await backend.open_handheld(ANNA)  # the late one was before it
        answer = await (await backend.link()).ask(wire.Look(late))
        assert answer == wire.Failed("KeyError")


async def test_nobody_at_the_socket_is_a_store_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        await RemoteBackend(tmp_path / "nobody").principal("anna")


# --- a commit whose outcome is unknown --------------------------------------------------------------------------------


@pytest.fixture
def losing(warehouse: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Losing]:
    """What stands between the store's process and its store, and loses what is answered to a commit."""
    with losing_between(warehouse.url, monkeypatch) as between:
        yield between


async def test_a_scan_whose_commit_was_not_answered_is_settled_by_its_id(
    losing: Losing, socket_path: Path
) -> None:
    with Store.open(losing.url) as store:
        async with answered(store, socket_path) as there:
            handheld = await opened(there)
            view = await submitted(handheld, "goods_in")
            for number, text in enumerate(("PR-1007", "CAM-200", "SN9001")):
                losing.losing = 1
                scan = Scan(text, f"id-{number}", position=view.position)
                view = await handheld.submit_async(scan)
                assert view.message
                assert view.message.code == "scan_accepted"
            assert view.serials
            assert view.serials.newest == ("SN9001",)
    assert losing.lost == 3


async def test_a_commit_that_stays_unknown_is_told_as_that(
    losing: Losing, socket_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "SETTLED_WITHIN", 0.3)
    with Store.open(losing.url) as store:
        async with answered(store, socket_path) as there:
            handheld = await opened(there)
            view = await submitted(handheld, "goods_in")
            view = await submitted(handheld, "PR-1007")
            losing.losing, losing.is_cut = 1, True
            with pytest.raises(StoreUnavailable) as told:
                await handheld.submit_async(Scan("1", "id-1", position=view.position))
            assert told.value.code == UNSURE
            losing.losing, losing.is_cut = 0, False
            after = await handheld.submit_async(Scan("1", "id-2", position=view.position))
            assert after.message
            assert (after.message.code, after.step) == ("run_moved", "enter_serials")
