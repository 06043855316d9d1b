"""The cases from the field by way of the keys, on the terminal of this computer, over a channel, and in line mode."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pytest
from sqlalchemy import text

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.hosting.handhelds.seat import Seat
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import TrackingType
from tests.hosting.conftest import ANNA, Terminal
from tests.hosting.field_input import Case, announce, cases
from tests.pseudo_terminal import PseudoTerminal

pytestmark = pytest.mark.slow

SERIALHHD = (sys.executable, "-m", "serialhhd")


def captured(store: Store) -> list[str]:
    """Return the captured serials in the order they were captured."""
    with store.read() as conn:
        return list(
            conn.scalars(text("SELECT serial FROM serial WHERE state = 'captured' ORDER BY captured_at, id"))
        )


def ids(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", cases("screen"), ids=ids)
@pytest.mark.parametrize("term", ["vt220", "linux", "xterm-256color"])
def test_on_a_terminal_of_this_computer(sqlite_store: Store, case: Case, term: str) -> None:
    announce(sqlite_store, case.tracking)
    command = [*SERIALHHD, "--store", sqlite_store.url, "hhd", "--operator", "anna", "--flow", "goods_in"]
    terminal = PseudoTerminal(command, term=term, columns=26)
    terminal.sees("PRE-RECEIPT?")
    terminal.sends("PR-1\r", "PRODUCT?")
    for seconds, data in case.pieces:
        time.sleep(seconds)  # what is sent is sent as slowly as in the field
        terminal.types(data)
    terminal.sees(case.right if case.right.endswith("?") else f"{len(case.right.split())}/50")
    assert terminal.ends(":quit\r") == 0
    if not case.right.endswith("?"):
        assert captured(sqlite_store) == case.right.split()


@pytest.mark.parametrize("case", cases("screen"), ids=ids)
@pytest.mark.parametrize("term", ["vt220", "linux", "xterm"])
async def test_over_a_channel(sqlite_store: Store, case: Case, term: str) -> None:
    announce(sqlite_store, case.tracking)
    terminal = Terminal(ANNA, (26, 16), term)
    session = Session(sqlite_store, FlowsFile(PACKAGED), "anna", "goods_in")
    seat = Seat(session, terminal.client, Latency(), lambda _: None, lambda _: None)
    await seat.until_started()
    await terminal.sends("PR-1\r")
    for seconds, data in case.pieces:
        await asyncio.sleep(seconds)
        terminal.write(data)
    screen = await terminal.settles()
    seat.close()
    await seat.until_ended()
    if case.right.endswith("?"):
        assert case.right in screen
    else:
        assert captured(sqlite_store) == case.right.split()


@pytest.mark.parametrize("case", cases("lines"), ids=ids)
@pytest.mark.parametrize("mode", ["--json", "--plain"])
def test_in_line_mode(sqlite_store: Store, case: Case, mode: str) -> None:
    announce(sqlite_store, case.tracking)
    given = b"PR-1\n" + b"".join(data for _, data in case.pieces)
    answered = run(sqlite_store, "hhd", "--operator", "anna", "--flow", "goods_in", mode, given=given)
    assert (answered.returncode, answered.stderr) == (0, b"")
    assert captured(sqlite_store)[-1] == case.right
    if mode == "--json":
        assert len([json.loads(line) for line in answered.stdout.splitlines()]) == 1 + given.count(b"\n")


@pytest.mark.parametrize("case", cases("argument"), ids=ids)
def test_as_an_argument(sqlite_store: Store, case: Case) -> None:
    announce(sqlite_store, case.tracking)
    answered = run(sqlite_store, "serial", "show", case.pieces[0][1])
    assert answered.returncode == 1
    assert answered.stderr.startswith(f"error: {case.right}: ".encode())
    assert answered.stderr.count(b"\n") == 1


BAD = b"X\xe9"
NO_FILE = b"no\xe9.csv"


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (("serial", "list", "--prefix", BAD), 0),
        (("serial", "remove", BAD, "--reason", BAD), 1),
        (("product", "show", BAD), 1),
        (("product", "import", NO_FILE), 1),
        (("pre-receipt", "add", BAD, "--line", b"CAM-1:1", "--supplier", BAD), 0),
        (("pre-receipt", "serials", BAD, "CAM-1"), 1),
        (("pre-receipt", "serials", "PR-1", "CAM-1", "--set", "-"), 1),
        (("stock", "list", "--location", BAD), 1),
        (("transaction", "list", "--after", BAD), 2),
        (("flows", "check", NO_FILE), 4),
        (("run", "release", BAD), 2),
        ((BAD,), 2),
    ],
)
def test_no_argument_ends_with_a_traceback(
    sqlite_store: Store, arguments: tuple[str | bytes, ...], exit_code: int
) -> None:
    announce(sqlite_store, TrackingType.FULL_TRACKING)
    answered = run(sqlite_store, *arguments, given=b"SN\xe9\n" * 50)
    assert b"Traceback" not in answered.stderr
    assert answered.returncode == exit_code


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_what_was_no_utf_8_is_kept_as_text_and_shown_in_any_locale(
    sqlite_store: Store, locale: Literal["C.UTF-8", "C"]
) -> None:
    assert run(sqlite_store, "product", "add", BAD, "--name", "€").returncode == 0
    said = {"LC_ALL": str(locale), "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    (product,) = json.loads(run(sqlite_store, "product", "list", "--json", environ=said).stdout)
    assert (product["sku"], product["name"]) == ("Xé", "€")
    listed = run(sqlite_store, "product", "list", environ=said)
    assert (listed.returncode, listed.stderr) == (0, b"")


def test_a_store_whose_name_is_no_utf_8_is_a_store(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"folder\xe9")
    folder.mkdir()
    path = str(folder / "store.db")
    with Store.open(path, create=True):
        pass
    made = run(path, "location", "add", "A-1")
    assert (made.returncode, made.stderr) == (0, b"Added A-1.\n")
    assert b"A-1" in run(path, "location", "list").stdout


def run(
    store: Store | str,
    *arguments: str | bytes,
    given: bytes = b"",
    environ: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[bytes]:
    """Run a command on a store."""
    at = os.fsencode(store if isinstance(store, str) else store.url)
    return subprocess.run(
        [*SERIALHHD, "--store", at, *arguments],
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **environ},
    )
