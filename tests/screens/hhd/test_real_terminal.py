"""The handheld as its own process on a pseudo terminal, as a telnet client or a terminal window would run it."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from serialhhd.screens.widgets.large_letters import large_letters
from serialhhd.store.engine.store import Store
from tests.flows.supervised import SUES_PIN, staff, supervised_flows
from tests.pseudo_terminal import PseudoTerminal

PROGRAM = Path(__file__).parents[1] / "handheld_on_store.py"
TERMS = (
    "xterm-256color",
    *(pytest.param(term, marks=pytest.mark.slow) for term in ("vt220", "linux")),
)


class Client(PseudoTerminal):
    """A terminal client with the handheld on it."""

    def __init__(
        self,
        store: Path,
        term: str,
        columns: int,
        rows: int,
        size: str = "",
        flow: str = "goods_in",
        **environ: str,
    ) -> None:
        command = [sys.executable, str(PROGRAM), str(store), flow, *([size] if size else [])]
        super().__init__(command, term, columns, rows, folder=None, **environ)

    @property
    def reversed_rows(self) -> list[int]:
        rows = self.cells.buffer
        return [
            y for y in range(self.cells.lines) if all(rows[y][x].reverse for x in range(self.cells.columns))
        ]

    def hears(self, beeps: int) -> None:
        """Read until the bell has rung so often."""
        assert self.reads_until(lambda: self.came.count(b"\a") >= beeps, f"{beeps} beeps")


@pytest.fixture(params=TERMS)
def client(request: pytest.FixtureRequest, store_path: Path) -> Iterator[Client]:
    """A small device, once for each kind of terminal."""
    opened = Client(store_path, request.param, 20, 16)
    opened.sees("PRE-RECEIPT?")
    yield opened
    opened.is_cut_off()


def test_a_burst_an_error_and_its_acknowledgement(client: Client) -> None:
    client.types("PR-1007\rCAM-200\r" + "".join(f"SN{number:03}\r" for number in range(200)))
    client.sees("200/300")
    client.sees("OK SN199")
    client.types("CAM-200\rSN999\r")
    client.sees("1 scan ignored")
    client.hears(2)
    client.sees("F2 or . + ENT")
    assert len(client.reversed_rows) >= 14
    client.types(".\r")
    client.sees("SERIAL?")
    assert client.reversed_rows[0] == 0
    client.types("]C121SN7\x1d10LOT\r")
    client.sees("201/300")
    client.types(":quit\r")
    assert client.ends() == 0


def test_a_supervisors_pin_is_on_no_screen(store_path: Path, tmp_path: Path) -> None:
    with Store.open(str(store_path)) as store:
        staff(store)
    flows = supervised_flows(tmp_path)
    client = Client(store_path, "xterm-256color", 20, 16, SERIALHHD_FLOWS=str(flows))
    client.sees("PRE-RECEIPT?")
    client.types("PR-1007\rCAM-200\r")
    client.sees("0/300")
    client.types(":cancel\r")
    client.sees("SUPERVISOR?")
    client.types("Sue\r")
    client.sees("PIN?")
    client.types(SUES_PIN)
    client.sees(">******")
    client.types("\r")
    client.sees("Cancelled.")
    client.types(":quit\r")
    assert client.ends() == 0
    assert SUES_PIN.encode() not in client.came


def test_a_function_key_may_come_in_two_parts(client: Client) -> None:
    client.types("PR-1007\rCAM-200\rSN1\rSN2\r")
    client.sees("2/300")
    client.types("\x1b")
    client.hears(0)
    client.types("OR")
    client.sees("1/300")


def test_no_colour_reaches_a_terminal_that_has_none(store_path: Path) -> None:
    client = Client(store_path, "vt220", 20, 16)
    client.sees("PRE-RECEIPT?")
    drawn_with = b";".join(re.findall(rb"\x1b\[([0-9;]*)m", client.came)).split(b";")
    assert set(drawn_with) <= {b"", b"0", b"1", b"7"}
    assert b"$p" not in client.came
    client.is_cut_off()


def test_no_color_is_respected_on_a_terminal_that_has_colours(store_path: Path) -> None:
    client = Client(store_path, "xterm-256color", 20, 16, NO_COLOR="1")
    client.sees("PRE-RECEIPT?")
    assert not re.search(rb"\x1b\[[0-9;]*(38|48);[25];", client.came)
    client.is_cut_off()


@pytest.mark.parametrize("term", TERMS)
def test_the_device_asks_for_no_mouse_and_no_kitty_keys(store_path: Path, term: str) -> None:
    client = Client(store_path, term, 40, 8)
    client.sees("PRE-RECEIPT?")
    assert not re.search(rb"\x1b\[\?100[0236]h|\x1b\[>[0-9]+u|\x1b\]22;", client.came)
    client.is_cut_off()


@pytest.mark.parametrize(
    ("term", "draws_large"), [("vt220", False), ("linux", True), ("xterm-256color", True)]
)
def test_large_letters_are_drawn_where_the_terminal_has_them(
    sample_path: Path, term: str, draws_large: bool
) -> None:
    client = Client(sample_path, term, 40, 16, flow="goods_out")
    client.sees("PICK LIST?")
    client.types("PL-501\r")
    client.sees("GO TO A-01-01")
    client.sees(".Menu  F2 Back")
    assert (large_letters("A-01-01", 40, 3)[0] in client.screen) is draws_large
    client.is_cut_off()


def test_a_code_after_a_stray_escape_is_taken_whole(client: Client) -> None:
    client.types("PR-1007\rCAM-200\r")
    client.sees("0/300")
    client.types("\x1bfan-7\r")
    client.sees("OK fan-7")
    client.sees("1/300")


def test_the_virtual_scanner_reads_labels_by_key_and_click(store_path: Path) -> None:
    client = Client(store_path, "xterm-256color", 80, 24, "26x16")
    client.sees("VIRTUAL SCANNER")
    assert b"\x1b[?1006h" in client.came
    client.types("\x1b1")
    client.sees("PRODUCT?")
    client.types("\x1b[<0;40;2M\x1b[<0;40;2m")
    client.sees("SERIAL?")
    client.types("..1\r")
    client.sees("1/300")
    client.is_cut_off()
