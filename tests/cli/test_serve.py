"""`serialhhd serve` as whoever runs it sees it: what it answers, what it logs, how it ends, and its keys."""

import http.client
import json
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import asyncssh
import pytest
from sqlalchemy import Connection

from serialhhd.cli.parts.exit_codes import REFUSED, STORE_UNAVAILABLE
from serialhhd.store.catalogue import products
from serialhhd.store.documents import unfinished
from serialhhd.store.engine.store import Store
from tests.cli.conftest import Shell
from tests.docs.test_commands import free_port
from tests.hosting.served import DEVICE, PIN, Served, prepared
from tests.hosting.server_processes import PASSWORD, Operator
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

SERIAL = "LOCK-4711"
WRONG_PIN = "90909090"
SECONDS_TO_STOP = 5


@pytest.fixture
def served(site: Shell, tmp_path: Path) -> Iterator[Served]:
    """A server on that warehouse."""
    with Served(site.store, tmp_path) as serving:
        yield serving


async def goods_in(served: Served) -> Operator:
    """Return an operator who is asked for a serial and has scanned one."""
    operator = await Operator.logs_in(served.port, "anna")
    await operator.sees("Pre-Receipt")
    for keys, until in (("1\r", "PRE-RECEIPT?"), ("PR-1009\r", "PRODUCT?"), ("LCK-7\r", "SERIAL?")):
        await operator.sends(keys, until)
    await operator.sends(f"{SERIAL}\r", "1/5")
    return operator


def status(served: Served) -> Any:
    return json.loads(asked(served, "--json"))


def asked(served: Served, *options: str) -> str:
    return Shell("").run("serve", "status", "--control", str(served.control), *options)


# --- how is it --------------------------------------------------------------------------------------------------------


def test_where_no_server_runs_that_is_said(shell: Shell, tmp_path: Path) -> None:
    control = str(tmp_path / "none")
    said = shell.refused("serve", "status", "--control", control)
    assert said == f"error: no_server: No server runs here: nobody answers at {control}.\n"


def test_nobody_is_there(served: Served, shell: Shell) -> None:
    out = shell.run("serve", "status", "--control", str(served.control))
    assert re.search(r"^handhelds +0, 0 with their link down$", out, re.MULTILINE)
    assert re.search(r"^waits +0 scans$", out, re.MULTILINE)
    assert re.search(rf"^process +{served.process.pid}, 1 serving$", out, re.MULTILINE)


async def test_who_is_there_and_at_which_step(served: Served) -> None:
    operator = await goods_in(served)
    heading, row = (re.sub(r" {2,}", "  ", line) for line in asked(served).splitlines()[:2])
    assert heading == "OPERATOR  DEVICE  WHERE  TERMINAL  FLOW  STEP  LAST SCAN  LINK"
    shown = "anna  -  127.0.0.1  vt100 40x12  goods_in  enter_serials  N s ago  up"
    assert re.sub(r"\d+ s ago", "N s ago", row) == shown
    await operator.goes()
    served.tells("dropped")
    assert re.search(
        r"^anna +- +- +- +goods_in +enter_serials +\d+ s ago +down \d+ s$", asked(served), re.MULTILINE
    )


async def test_what_is_counted(served: Served) -> None:
    for number in (1, 2):
        operator = await Operator.logs_in(served.port, "anna")
        await operator.sees("Pre-Receipt")
        await operator.goes()
        served.tells("dropped")
        assert (status(served)["logins"], status(served)["drops"]) == (number, number)
    assert status(served)["take_overs"] == 1


async def test_how_long_operators_wait(served: Served) -> None:
    await (await goods_in(served)).goes()
    latency = status(served)["latency"]
    assert latency["count"] == 4
    assert 0 < latency["p50"] <= latency["p95"] <= latency["p99"] < 20_000


async def test_no_serial_is_told(served: Served) -> None:
    await (await goods_in(served)).goes()
    assert SERIAL not in asked(served) + asked(served, "--json")
    assert status(served)["sessions"][0]["step"] == "enter_serials"


# --- metrics ----------------------------------------------------------------------------------------------------------


async def test_prometheus_reads_the_same_figures(site: Shell, tmp_path: Path) -> None:
    port = free_port()
    with Served(site.store, tmp_path, "--metrics-port", str(port)) as serving:
        await (await goods_in(serving)).goes()
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as prometheus:
            prometheus.request("GET", "/metrics")
            page = prometheus.getresponse().read().decode()
    assert "\nserialhhd_logins_total 1.0\n" in page
    assert "\nserialhhd_scan_to_frame_seconds_count 4.0\n" in page


def test_without_the_extra_it_says_what_to_install(
    site: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    said = site.refused("serve", "--metrics-port", "0", "--host-keys", str(tmp_path / "keys"))
    assert said.startswith(
        "error: metrics_need_extra: Metrics need the extra metrics: pip install '.[metrics]'"
    )
    assert not (tmp_path / "keys").exists()


# --- begin and end ----------------------------------------------------------------------------------------------------


async def test_it_ends_in_time_and_leaves_nothing(served: Served) -> None:
    operator = await goods_in(served)
    began = monotonic()
    assert served.stop() == 0
    assert monotonic() - began < SECONDS_TO_STOP
    await operator.sees("The server is being restarted.")
    await operator.is_hung_up()
    assert not served.control.exists()


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_it_ends_in_time_while_another_program_holds_the_store(
    site: Shell, tmp_path: Path, workers: str
) -> None:
    with Served(site.store, tmp_path, "--workers", workers) as serving:
        operator = await goods_in(serving)
        with closing(sqlite3.connect(site.store, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await operator.sends("SN7777\r", "WAIT")
            began = monotonic()
            assert serving.stop() == 0
            assert monotonic() - began < SECONDS_TO_STOP
            other.execute("ROLLBACK")
            kept = other.execute("SELECT count(*) FROM serial WHERE serial = 'SN7777'").fetchone()
        await operator.sees("The server is being restarted.")
    assert kept == (0,), "it was not answered"


def test_an_address_that_is_taken_is_said(site: Shell, served: Served, tmp_path: Path) -> None:
    del site
    again = Shell(prepared(tmp_path / "other.db"))
    keys = ("--host-keys", str(tmp_path / "keys"))
    said = again.refused(
        "serve", "--port", str(served.port), *keys, "--control", str(tmp_path / "other.sock")
    )
    where = f"127.0.0.1:{served.port}"
    assert said == f"error: server_not_started: The server cannot start: {where}: Address already in use.\n"


def test_a_second_server_does_not_take_the_socket_of_the_first(served: Served, tmp_path: Path) -> None:
    keys = ("--host-keys", str(tmp_path / "keys"))
    other = Shell(prepared(tmp_path / "another.db"))
    said = other.refused("serve", "--port", "0", *keys, "--control", str(served.control))
    assert "another server answers at" in said
    assert status(served)["pid"] == served.process.pid


def kept_copy(store: Path) -> Path:
    (copy,) = store.parent.glob(f"{store.name}.kept-*")
    return copy


def status_of_no_store(served: Served) -> str:
    command = [sys.executable, "-m", "serialhhd", "serve", "status", "--control", str(served.control)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == STORE_UNAVAILABLE
    return done.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_store_has_one_server(site: Shell, tmp_path: Path, workers: str) -> None:
    again = ("serve", "--port", "0", "--host-keys", str(tmp_path / "keys"), "--workers", workers)
    link = tmp_path / "link.db"
    link.symlink_to(site.store)
    with Served(site.store, tmp_path, "--workers", workers) as served:
        said = Shell(str(link)).refused(*again, code=STORE_UNAVAILABLE)
        assert said.startswith(
            f"error: store_served: Another server (process {served.process.pid}) has the store "
        )
        assert site.run("store", "check") == "ok\n"
        site.run("product", "add", "BESIDE-1", "--name", "Beside")
        served.process.kill()
        served.process.wait()
    with Served(site.store, tmp_path, "--workers", workers):
        shell = Shell("")
        assert (
            shell.json("serve", "status", "--control", str(tmp_path / "serve.sock"))["store_problem"] is None
        )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_clears_up_what_an_import_left(site: Shell, tmp_path: Path, workers: str) -> None:
    def begin(conn: Connection) -> None:
        """As an import leaves it that was killed an hour ago."""
        at = datetime.now(UTC) - timedelta(hours=1)
        begun = unfinished.begin(conn, "products", at)

        def add() -> None:
            products.add(conn, "HALF-1", at=at, name="Half", import_number=begun.number, by="office")

        unfinished.within(conn, begun, at, add)

    def is_gone() -> bool:
        with store.read() as conn:
            return not unfinished.is_any(conn)

    with Store.open(site.store) as store:
        store.write(begin)
        with Served(site.store, tmp_path, "--workers", workers):
            wait_until(is_gone, "the server took the import away")
    site.run("product", "add", "HALF-1", "--name", "Whole")
    assert site.json("product", "show", "HALF-1")["name"] == "Whole"


@pytest.mark.parametrize(("workers", "needed"), [("1", 700), ("2", 1200)])
def test_where_too_few_files_may_be_open_the_server_says_how_many_it_needs(
    site: Shell, tmp_path: Path, workers: str, needed: int
) -> None:
    few = ["sh", "-c", 'ulimit -n 200; exec "$@"', "sh"]
    command = [sys.executable, "-m", "serialhhd", "--store", site.store, "serve", "--port", "0"]
    options = ["--host-keys", str(tmp_path / "keys"), "--workers", workers]
    done = subprocess.run([*few, *command, *options], check=False, capture_output=True, text=True)
    assert done.returncode == REFUSED
    assert done.stderr == (
        f"error: server_not_started: The server cannot start: {needed} files must be open for 500 handhelds, and only 200 may"
        f" be: allow more (ulimit -n {needed}, or LimitNOFILE={needed} in the unit), or fewer handhelds (--sessions).\n"
    )


async def test_with_few_files_few_handhelds_are_served(site: Shell, tmp_path: Path) -> None:
    few = ["sh", "-c", 'ulimit -n 220; exec "$@"', "sh"]
    with Served(site.store, tmp_path, "--sessions", "20", before=few) as served:
        await (await goods_in(served)).goes()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_makes_no_store_unless_it_is_told(tmp_path: Path, workers: str) -> None:
    path = tmp_path / "none.db"
    options = ("--port", "0", "--host-keys", str(tmp_path / "keys"), "--workers", workers)
    said = Shell(str(path)).refused("serve", *options, code=STORE_UNAVAILABLE)
    assert said.startswith("error: store_missing: ")
    assert not path.exists()
    with Served(str(path), tmp_path, "--workers", workers, "--create"):
        assert path.exists()


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_server_whose_file_is_gone_takes_nothing_and_says_so(
    site: Shell, tmp_path: Path, workers: str
) -> None:
    path = Path(site.store)
    with Served(site.store, tmp_path, "--workers", workers) as served:
        operator = await goods_in(served)
        for one in (path, path.with_name("site.db-wal"), path.with_name("site.db-shm")):
            one.unlink()
        await operator.sends("LOST-1\r", "Nothing is taken any more")
        await operator.goes()
        copy = kept_copy(path)
        assert f"all that it kept is in {copy}" in status_of_no_store(served)
        served.tells("store not written")
        assert served.stop() == 0
    said = site.refused("serve", "--port", "0", "--host-keys", str(tmp_path / "keys"), code=STORE_UNAVAILABLE)
    assert said.startswith("error: store_missing: ")
    assert Shell(str(copy)).run("store", "check") == "ok\n"
    with closing(sqlite3.connect(copy)) as kept:
        assert (SERIAL,) in kept.execute("SELECT serial FROM serial WHERE run_id IS NOT NULL").fetchall()


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_service_manager_is_told(site: Shell, tmp_path: Path, workers: str) -> None:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(20)
        environ = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "100000"}
        with Served(site.store, tmp_path, "--workers", workers, **environ) as serving:
            assert manager.recv(4096) == b"READY=1\nSTATUS=0 handhelds, 0 without a link"
            assert manager.recv(4096) == b"WATCHDOG=1"
            assert serving.stop() == 0
        told = set()
        while b"STOPPING=1\nSTATUS=Stopping" not in told:
            told.add(manager.recv(4096))


# --- the log ----------------------------------------------------------------------------------------------------------


def scans(served: Served) -> list[tuple[str, str | None, str | None]]:
    """Return step, scan and answer of each scan in the log."""
    events = [json.loads(line) for line in served.lines if not line.startswith("Listening on ")]
    return [(one["step"], one.get("scan"), one.get("answer")) for one in events if one["event"] == "scan"]


@pytest.mark.parametrize("options", [(), ("--log-scans",)])
@pytest.mark.parametrize("workers", ["1", "2"])
async def test_the_log_holds_scans_only_where_that_is_allowed(
    site: Shell, tmp_path: Path, options: tuple[str, ...], workers: str
) -> None:
    with Served(site.store, tmp_path, "--workers", workers, *options) as serving:
        operator = await goods_in(serving)
        assert serving.stop() == 0
        await operator.is_hung_up()
    assert (("enter_serials", SERIAL, "serial_captured") in scans(serving)) == bool(options)
    assert (SERIAL in "".join(serving.lines)) == bool(options)


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_pin_is_in_no_log(site: Shell, key: Path, tmp_path: Path, workers: str) -> None:
    with Served(site.store, tmp_path, "--workers", workers, "--log-scans") as serving:
        device = await Operator.logs_in(serving.port, DEVICE, asyncssh.read_private_key(key))
        await device.sees("OPERATOR?")
        for keys, until in (("anna\r", "PIN?"), (f"{WRONG_PIN}\r", "ERROR"), (".\r", "PIN?")):
            await device.sends(keys, until)
        for keys, until in (
            (":back\r", "OPERATOR?"),
            (f"{PIN}\r", "PIN?"),
            (":back\r", "OPERATOR?"),
            ("anna\r", "PIN?"),
            (f"{PIN}\r", "FLOW?"),
        ):
            await device.sends(keys, until)
        assert serving.stop() == 0
        await device.is_hung_up()
    assert scans(serving)[:4] == [
        ("sign_on", None, None),
        ("pin", None, "wrong_pin"),
        ("pin", None, None),
        ("sign_on", None, None),
    ]
    log = "".join(serving.lines)
    assert PIN not in log
    assert WRONG_PIN not in log
    told = [json.loads(line) for line in serving.lines if '"pin"' in line and '"scan"' not in line]
    assert [(line["event"], line["name"], line["device"]) for line in told] == [
        ("refused", "anna", DEVICE),
        ("login", "anna", DEVICE),
    ]


async def test_no_name_forges_a_line(served: Served) -> None:
    nasty = 'eve", "event": "login", "name": "r\u00f6ot'
    with pytest.raises(asyncssh.PermissionDenied):
        await Operator.logs_in(served.port, nasty)
    assert served.tells("refused")["name"] == nasty
    assert served.lines[-1].isascii()


async def test_no_terminal_moves_the_cursor_of_whoever_asks(served: Served) -> None:
    async with asyncssh.connect(
        "127.0.0.1", served.port, username="anna", password=PASSWORD, known_hosts=None, client_keys=None
    ) as connection:
        terminal = await connection.create_process(term_type="vt100\x1b[2J\n", term_size=(40, 12))
        await terminal.stdout.readuntil("FLOW?")
        row = asked(served).split("\n")[1]
    assert row.isprintable()
    assert re.search(r" vt100\S* 40x12 ", row)
