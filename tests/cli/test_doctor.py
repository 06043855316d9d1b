"""`serialhhd doctor scan`, as it is typed: recorded bytes, a real terminal, paper, and silence."""

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.pseudo_terminal import PseudoTerminal
from tests.training.labels.scanned import pages_of_pdf, picture_of_screen, symbols_in

MESSAGE = "010952123454321310aZ68-s/Y\x1d21Qm0_yX:w"
CTRL_C = "\x03"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A command line without a store: the doctor needs none."""
    return Shell(str(tmp_path / "none.db"))


@pytest.mark.parametrize(
    ("sent", "code", "said"),
    [
        (f"{MESSAGE}\r", 0, "All is well"),
        (f"~{MESSAGE}\r".replace("\x1d", "|"), 0, '[devices.dock-1]\n    fnc1 = ["|"]\n    strip_prefix = "~"\n'),
        (f"{MESSAGE}\r".replace("\x1d", ""), 1, "FNC1 is lost"),
        ("SN0001\r", 1, "That is not the check symbol: SN0001<0D>"),
        ("", 1, "Nothing came"),
    ],
)  # fmt: skip
def test_recorded_bytes_are_judged(shell: Shell, tmp_path: Path, sent: str, code: int, said: str) -> None:
    recorded = tmp_path / "scan.bin"
    recorded.write_bytes(sent.encode())
    asked = ("doctor", "scan", "--device", "dock-1")
    assert said in shell.run(*asked, "--bytes", str(recorded), code=code)
    assert said in shell.run(*asked, "--bytes", "-", given=sent, code=code)


def test_it_speaks_the_language_that_is_asked_for(shell: Shell) -> None:
    said = shell.run("doctor", "scan", "--bytes", "-", "--language", "de", given=f"{MESSAGE}\r")
    assert "Alles in Ordnung" in said


def test_bytes_that_are_not_there_are_told(shell: Shell) -> None:
    assert "cannot be read" in shell.refused("doctor", "scan", "--bytes", "no/such/file", code=2)
    assert "no terminal" in shell.refused("doctor", "scan", code=2)


def test_the_check_symbol_can_be_printed(shell: Shell, tmp_path: Path) -> None:
    for symbol, aim_id in (("gs1-datamatrix", "]d2"), ("gs1-128", "]C1")):
        out = tmp_path / f"{symbol}.pdf"
        shell.run("doctor", "scan", "--symbol", symbol, "--print", str(out))
        (page,) = pages_of_pdf(out.read_bytes())
        assert symbols_in(page) == [(aim_id, MESSAGE)]


# --- at a terminal ------------------------------------------------------------------------------------------------


class Doctor(PseudoTerminal):
    """A terminal with a scanner at it, and who looks what is wrong."""

    def __init__(self, *options: str, columns: int = 80, rows: int = 24) -> None:
        command = (sys.executable, "-m", "serialhhd", "doctor", "scan", *options)
        super().__init__(command, "xterm", columns, rows)

    @property
    def text(self) -> str:
        return " ".join(self.screen.split())

    def is_ready(self) -> None:
        """Read until it listens."""
        assert self.reads_until(lambda: "Ctrl+C leaves" in self.text, "what leaves it")

    def symbols(self) -> list[tuple[str, str]]:
        return symbols_in(picture_of_screen(self.cells))


@pytest.mark.parametrize("size", [(80, 24), (24, 16)])
def test_the_symbol_on_the_screen_is_read_and_judged(size: tuple[int, int]) -> None:
    terminal = Doctor(columns=size[0], rows=size[1])
    terminal.is_ready()
    assert terminal.symbols() == [("]d2", MESSAGE)]
    terminal.types(f"]d2{MESSAGE}\r")
    assert terminal.ends() == 0
    assert "All is well" in terminal.text


def test_a_scanner_that_reads_twice_is_heard_out() -> None:
    terminal = Doctor("--paper")
    terminal.is_ready()
    assert terminal.symbols() == []
    terminal.types(f"{MESSAGE}\r")
    terminal.types(f"{MESSAGE}\r")
    assert terminal.ends() == 1
    assert "It came 2 times" in terminal.text


@pytest.mark.parametrize("sent", ["", CTRL_C])
def test_silence_says_what_to_look_at_first(sent: str) -> None:
    terminal = Doctor("--paper", "--wait", "1" if not sent else "600")
    terminal.is_ready()
    terminal.types(sent)
    assert terminal.ends() == (130 if sent else 1)
    assert ("whether the scanner beeps" in terminal.text) == (not sent)


def test_a_terminal_that_is_too_small_is_told_the_size_it_needs() -> None:
    terminal = Doctor(columns=20, rows=10)
    assert terminal.ends() == 1
    assert "24 columns" in terminal.text
    assert "or use paper: --print FILE, then --paper" in terminal.text
