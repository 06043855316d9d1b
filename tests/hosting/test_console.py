"""The handheld on a terminal of this computer: what comes as raw bytes, signals, noise, and how it leaves the terminal."""

import os
import signal
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from serialhhd.hosting.console import console_terminal
from serialhhd.screens.entering.scan_lexer import PASTE_STALL
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.schema.check import check
from serialhhd.store.words.vocabulary import TrackingType
from tests.hosting.door.test_ssh_fuzz import noise
from tests.hosting.terminal.test_field_input import captured
from tests.pseudo_terminal import PseudoTerminal
from tests.waiting import wait_until

pytestmark = pytest.mark.slow

ON_SERIALS = (("PR-1\r", "PRODUCT?"), ("CAM-1\r", "SERIAL?"))
PERSON = 0.2
SEEDS = [
    0,
    *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5)),
    *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(5, 20)),
]
ROUNDS = 20


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A store with ten thousand cameras announced."""
    at = sqlite_store.now()
    full = TrackingType.FULL_TRACKING
    sqlite_store.write(
        lambda conn: products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
    )
    sqlite_store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 10_000)], at=at, by="office"))
    return sqlite_store


def opened(store: Store, term: str = "xterm-256color", columns: int = 26) -> PseudoTerminal:
    """Open the handheld in a terminal."""
    command = [sys.executable, "-m", "serialhhd", "--store", store.url, "hhd", "--operator", "anna"]
    terminal = PseudoTerminal([*command, "--flow", "goods_in"], term=term, columns=columns)
    terminal.sees(">")
    return terminal


@pytest.fixture(params=["vt220", "linux", "xterm-256color"])
def terminal(request: pytest.FixtureRequest, store: Store) -> Iterator[PseudoTerminal]:
    """A terminal at the serial step, one of each kind."""
    terminal = opened(store, request.param)
    for keys, until in ON_SERIALS:
        terminal.sends(keys, until)
    yield terminal
    terminal.is_cut_off()


def test_what_is_no_code_is_in_none(terminal: PseudoTerminal, store: Store) -> None:
    for data in (
        b"\x1b[?61;6;7;22c",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b[24;80R",
        b"\x00\x11\x13",
    ):
        terminal.types(data)
        terminal.types(data + b"SN%d\r" % data[1])
    terminal.sees("4/10000")  # ESC [ twice: the same serial once more
    assert captured(store) == ["SN91", "SN93", "SN80", "SN17"]


@pytest.mark.parametrize("pasted", ["\x1b[200~SN1\r", "\x1b[200~SN1\rSN2", "\x1b[200~"])
def test_a_paste_without_an_end_leaves_nobody_deaf(store: Store, pasted: str) -> None:
    terminal = opened(store)
    for keys, until in ON_SERIALS:
        terminal.sends(keys, until)
    terminal.types(pasted)
    terminal.types("\x15")
    terminal.sends("SN7\r", "OK SN7")
    terminal.types(":done\r")
    terminal.sees("QUANTITY?")
    time.sleep(PASTE_STALL)  # it is this silence that ends the paste
    terminal.sends("\r", "CLOSE LINE?")
    assert terminal.ends(":quit\r") == 0


def test_blank_lines_of_a_paste_are_nothing(store: Store) -> None:
    terminal = opened(store)
    for keys, until in ON_SERIALS:
        terminal.sends(keys, until)
    terminal.sends("\x1b[200~\r\n\r\nSN1\r\n\r\n  \r\nSN2\r\nSN3\x1b[201~", "3/10000")
    terminal.types(":done\r\x1b[200~\n\n\x1b[201~")
    terminal.sees("QUANTITY?")
    terminal.sends("X\r", "ERROR")  # the question still stands
    assert captured(store) == ["SN1", "SN2", "SN3"]
    terminal.is_cut_off()


@pytest.mark.parametrize("lines", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_long_paste_lands_whole_and_in_order(store: Store, lines: int) -> None:
    terminal = opened(store)
    for keys, until in ON_SERIALS:
        terminal.sends(keys, until)
    serials = [f"SN{number:05}" for number in range(lines)]
    terminal.types("\x1b[200~" + "\n".join(serials) + "\x1b[201~")
    terminal.sees(f"OK {serials[-1]}", within=600)
    assert captured(store) == serials
    assert terminal.ends(":quit\r") == 0


def test_an_enter_right_behind_a_scan_counts(store: Store) -> None:
    terminal = opened(store)
    for keys, until in (*ON_SERIALS, ("SN1\r", "1/10000"), (":done\r", "QUANTITY?")):
        terminal.sends(keys, until)
    terminal.sends("\r", "CLOSE LINE?")
    assert terminal.ends(":quit\r") == 0


# --- its life -----------------------------------------------------------------------------------------------------


def test_a_killed_handheld_goes_on_at_its_step(store: Store) -> None:
    terminal = opened(store)
    for keys, until in (*ON_SERIALS, ("SN1\r", "1/10000")):
        terminal.sends(keys, until)
    terminal.is_cut_off()
    again = opened(store, "vt220")
    again.sees("1/10000")
    again.sends("SN2\r", "2/10000")
    assert again.ends(":quit\r") == 0


@pytest.mark.parametrize(
    ("number", "exit_code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_ends_it_and_leaves_the_terminal_as_it_was(
    store: Store, number: int, exit_code: int
) -> None:
    terminal = opened(store)
    assert not is_cooked(terminal)
    os.kill(terminal.pid, number)
    assert terminal.ends() == exit_code
    left = bytes(terminal.came)
    assert left.rindex(b"\x1b[?1049l") > left.rindex(b"\x1b[?2004l") > left.rindex(b"\x1b[?1049h")


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_it_can_be_stopped_and_goes_on(store: Store, stop: int) -> None:
    terminal = opened(store)
    terminal.sends("PR-1\r", "PRODUCT?")
    os.kill(terminal.pid, stop)
    wait_until(lambda: is_stopped(terminal.pid), "the handheld is stopped")
    if stop == signal.SIGTSTP:
        assert is_cooked(terminal)
    came = len(terminal.came)
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.sends("CAM-1\r", "SERIAL?")
    assert b"\x1b[2J" in terminal.came[came:]
    assert not is_cooked(terminal)
    assert terminal.ends(":quit\r") == 0


def is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"


def is_cooked(terminal: PseudoTerminal) -> bool:
    return bool(termios.tcgetattr(terminal.descriptor)[3] & termios.ICANON)


def test_a_terminal_that_does_not_read_stops_nobody(store: Store) -> None:
    terminal = opened(store, columns=200)
    for keys, until in ON_SERIALS:
        terminal.sends(keys, until)
    for number in range(60):
        terminal.types(f"SN{number}\r\x0c")  # Ctrl+L draws all of it anew, and nobody reads it
    wait_until(lambda: len(captured(store)) == 60, "all 60 serials are captured")
    terminal.sees("60/10000")
    assert terminal.ends(":quit\r") == 0


def test_another_size_is_drawn(terminal: PseudoTerminal) -> None:
    terminal.resizes(40, 8)
    terminal.sends("SN1\r", "1/10000")
    assert all(len(row) == 40 for row in terminal.screen.split("\n"))


# --- noise --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_noise_ends_nothing_and_breaks_nothing(store: Store, seed: int) -> None:
    random = Random(seed)
    terminal = opened(store, random.choice(("vt100", "vt220", "xterm", "linux", "ansi", "")))
    for number in range(ROUNDS):
        for _ in range(random.randint(1, 5)):
            terminal.types(noise(random))
        terminal.types(f"\x15X{number}")
        if not terminal.comes_to(f">X{number}", "Go on:"):  # :quit was among it
            assert terminal.ends() == 0
            terminal = opened(store)
    terminal.is_cut_off()
    assert opened(store).ends("\x15:quit\r") == 0
    with store.read() as conn:
        assert check(conn) == ()
        assert all(name.isprintable() for name in conn.scalars(text("SELECT serial FROM serial")))


# --- what it is taken for -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "colour_term", "palette"),
    [
        ("vt220", "", "none"),
        ("linux", "", "sixteen"),
        ("xterm", "", "sixteen"),
        ("xterm-256color", "", "indexed"),
        ("xterm-256color", "truecolor", "direct"),
        ("screen.xterm-256color", "24bit", "direct"),
        ("ansi", "truecolor", "eight"),
    ],
)
def test_the_colours_of_a_terminal(term: str, colour_term: str, palette: str) -> None:
    assert console_terminal(term, "utf-8", colour_term).palette == palette
    assert console_terminal(term, "utf-8", colour_term, is_colourless=True).palette == "none"


@pytest.mark.parametrize(
    ("term", "encoding", "drawn_in"),
    [
        ("xterm", "UTF-8", "utf-8"),
        ("xterm", "ISO-8859-1", "latin-1"),
        ("xterm", "ANSI_X3.4-1968", "ascii"),
        ("vt220", "UTF-8", "ascii"),
    ],
)
def test_the_encoding_of_a_terminal(term: str, encoding: str, drawn_in: str) -> None:
    assert console_terminal(term, encoding).encoding == drawn_in


DOCK = """
[flows.goods_in]
operation = "pre_receipt_receive"
steps = ["scan_pre_receipt", "scan_product", "enter_serials", "confirm_quantity", "scan_location"]

[devices.dock]
match = ["DOCK-*"]
language = "de"
theme = "colourless"
tones = { error = 3, success = 1 }
keys = { F7 = ":short" }
action_prefix = "!"
strip_prefix = "~"
fnc1 = ["\\u001d", "{GS}"]
"""


@pytest.mark.parametrize(("name", "term"), [("DOCK-3", "xterm-256color"), (None, "DOCK-vt220")])
def test_a_profile_is_in_force_on_a_console(
    store: Store, tmp_path: Path, name: str | None, term: str
) -> None:
    """By the name that is given, or by TERM."""
    flows = tmp_path / "flows.toml"
    flows.write_text(DOCK, encoding="utf-8")
    command = [sys.executable, "-m", "serialhhd", "--store", store.url, "--flows", str(flows), "hhd"]
    device = ["--device", name] if name else []
    terminal = PseudoTerminal(
        [*command, "--operator", "anna", "--flow", "goods_in", *device], term=term, columns=40
    )
    terminal.sees("!Men")
    terminal.sends("~PR-1\r", "ARTIKEL?")
    terminal.sends("~CAM-1\r", "SERIENNR?")
    terminal.sends("~21SN1{GS}10L1\r", "OK SN1")
    terminal.sends("~CAM-1\r", "FEHLER")
    terminal.sends("\x1bOQ", "SERIENNR?")
    terminal.sends("\x1b[18~", "MENGE?")
    assert captured(store) == ["SN1"]
    assert terminal.ends("!quit\r") == 0
    assert b"38;5" not in terminal.came
