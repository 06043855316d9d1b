"""The handheld as its own process on a pseudo terminal, as a telnet client or a terminal window would run it."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from serialhhd.screens.widgets.large_letters import large_letters
from serialhhd.store.engine.store import Store
from tests.flows.supervised import SUES_PIN, staff, supervised_flows

PROGRAM = Path(__file__).parents[1] / "handheld_on_store.py"
TERMS = (
    "xterm-256color",
    *(pytest.param(term, marks=pytest.mark.slow) for term in ("vt220", "linux")),
)
PRIVATE = re.compile(rb"\x1b\[[<>=?][0-9;]*[u$][a-z]?")
"""What pyte does not know and would print."""


class Client:
    """A terminal client: its screen, and every byte that came."""

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
        plain = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLORTERM"}}
        self.came = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            sys.executable,
            [str(PROGRAM), str(store), flow, *([size] if size else [])],
            dimensions=(rows, columns),
            env={**plain, "TERM": term, **environ},
            timeout=30,
        )

    @property
    def screen(self) -> str:
        return "\n".join(self._screen.display)

    @property
    def reversed_rows(self) -> list[int]:
        cells = self._screen.buffer
        return [
            y
            for y in range(self._screen.lines)
            if all(cells[y][x].reverse for x in range(self._screen.columns))
        ]

    def send(self, data: str) -> None:
        self._child.send(data)

    def sees(self, text: str) -> None:
        """Read until the text stands on the screen."""
        while text not in self.screen:
            self._read()

    def hears(self, beeps: int) -> None:
        """Read until the bell has rung so often."""
        while self.came.count(b"\a") < beeps:
            self._read()

    def ends(self) -> int:
        """Read to the end and return the exit code."""
        self._child.expect(pexpect.EOF)
        self._child.close()
        return int(self._child.exitstatus or 0)

    def close(self) -> None:
        self._child.close(force=True)

    def _read(self) -> None:
        try:
            data = self._child.read_nonblocking(65536, timeout=20)
        except (pexpect.TIMEOUT, pexpect.EOF):
            pytest.fail(f"waited in vain, the screen is\n{self.screen}")
        self.came += data
        self._stream.feed(PRIVATE.sub(b"", data))


@pytest.fixture(params=TERMS)
def client(request: pytest.FixtureRequest, store_path: Path) -> Iterator[Client]:
    """A small device, once for each kind of terminal."""
    opened = Client(store_path, request.param, 20, 16)
    opened.sees("PRE-RECEIPT?")
    yield opened
    opened.close()


def test_a_burst_an_error_and_its_acknowledgement(client: Client) -> None:
    client.send("PR-1007\rCAM-200\r" + "".join(f"SN{number:03}\r" for number in range(200)))
    client.sees("200/300")
    client.sees("OK SN199")
    client.send("CAM-200\rSN999\r")
    client.sees("1 scan ignored")
    client.hears(2)
    client.sees("F2 or . + ENT")
    assert len(client.reversed_rows) >= 14
    client.send(".\r")
    client.sees("SERIAL?")
    assert client.reversed_rows[0] == 0
    client.send("]C121SN7\x1d10LOT\r")
    client.sees("201/300")
    client.send(":quit\r")
    assert client.ends() == 0


def test_a_supervisors_pin_is_on_no_screen(store_path: Path, tmp_path: Path) -> None:
    with Store.open(str(store_path)) as store:
        staff(store)
    flows = supervised_flows(tmp_path)
    client = Client(store_path, "xterm-256color", 20, 16, SERIALHHD_FLOWS=str(flows))
    client.sees("PRE-RECEIPT?")
    client.send("PR-1007\rCAM-200\r")
    client.sees("0/300")
    client.send(":cancel\r")
    client.sees("SUPERVISOR?")
    client.send("Sue\r")
    client.sees("PIN?")
    client.send(SUES_PIN)
    client.sees(">******")
    client.send("\r")
    client.sees("Cancelled.")
    client.send(":quit\r")
    assert client.ends() == 0
    assert SUES_PIN.encode() not in client.came


def test_a_function_key_may_come_in_two_parts(client: Client) -> None:
    client.send("PR-1007\rCAM-200\rSN1\rSN2\r")
    client.sees("2/300")
    client.send("\x1b")
    client.hears(0)
    client.send("OR")
    client.sees("1/300")


def test_no_colour_reaches_a_terminal_that_has_none(store_path: Path) -> None:
    client = Client(store_path, "vt220", 20, 16)
    client.sees("PRE-RECEIPT?")
    drawn_with = b";".join(re.findall(rb"\x1b\[([0-9;]*)m", client.came)).split(b";")
    assert set(drawn_with) <= {b"", b"0", b"1", b"7"}
    assert b"$p" not in client.came
    client.close()


def test_no_color_is_respected_on_a_terminal_that_has_colours(store_path: Path) -> None:
    client = Client(store_path, "xterm-256color", 20, 16, NO_COLOR="1")
    client.sees("PRE-RECEIPT?")
    assert not re.search(rb"\x1b\[[0-9;]*(38|48);[25];", client.came)
    client.close()


@pytest.mark.parametrize("term", TERMS)
def test_the_device_asks_for_no_mouse_and_no_kitty_keys(store_path: Path, term: str) -> None:
    client = Client(store_path, term, 40, 8)
    client.sees("PRE-RECEIPT?")
    assert not re.search(rb"\x1b\[\?100[0236]h|\x1b\[>[0-9]+u|\x1b\]22;", client.came)
    client.close()


@pytest.mark.parametrize(
    ("term", "draws_large"), [("vt220", False), ("linux", True), ("xterm-256color", True)]
)
def test_large_letters_are_drawn_where_the_terminal_has_them(
    sample_path: Path, term: str, draws_large: bool
) -> None:
    client = Client(sample_path, term, 40, 16, flow="goods_out")
    client.sees("PICK LIST?")
    client.send("PL-501\r")
    client.sees("GO TO A-01-01")
    client.sees(".Menu  F2 Back")
    assert (large_letters("A-01-01", 40, 3)[0] in client.screen) is draws_large
    client.close()


def test_a_code_after_a_stray_escape_is_taken_whole(client: Client) -> None:
    client.send("PR-1007\rCAM-200\r")
    client.sees("0/300")
    client.send("\x1bfan-7\r")
    client.sees("OK fan-7")
    client.sees("1/300")


def test_the_virtual_scanner_reads_labels_by_key_and_click(store_path: Path) -> None:
    client = Client(store_path, "xterm-256color", 80, 24, "26x16")
    client.sees("VIRTUAL SCANNER")
    assert b"\x1b[?1006h" in client.came
    client.send("\x1b1")
    client.sees("PRODUCT?")
    client.send("\x1b[<0;40;2M\x1b[<0;40;2m")
    client.sees("SERIAL?")
    client.send("..1\r")
    client.sees("1/300")
    client.close()
