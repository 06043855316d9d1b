"""The desk as its own process on a pseudo terminal."""

import os
import sys
from pathlib import Path

import pexpect
import pyte
import pytest

from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from tests.screens.conftest import AT

F5, F9, CTRL_Q = "\x1b[15~", "\x1b[20~", "\x11"


class Client:
    """A terminal with the desk on it."""

    def __init__(self, store: Path, term: str) -> None:
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "serialhhd", "--store", str(store), "desk"],
            dimensions=(24, 80),
            env={**os.environ, "TERM": term, "SERIALHHD_OPERATOR": "maria"},
            timeout=30,
        )

    def sends(self, keys: str | bytes, until: str) -> None:
        """Send keys, and read until a text stands on the screen."""
        self._child.send(keys)
        while until not in "\n".join(self._screen.display):
            self._stream.feed(self._child.read_nonblocking(65536, timeout=30))

    def ends(self) -> int:
        """Leave, and return the exit code."""
        self._child.send(CTRL_Q)
        self._child.expect(pexpect.EOF)
        self._child.close()
        return int(self._child.exitstatus or 0)


@pytest.mark.parametrize("term", ["xterm-256color", pytest.param("vt220", marks=pytest.mark.slow)])
def test_a_barcode_is_added_and_a_serial_is_found(tmp_path: Path, term: str) -> None:
    path = tmp_path / "desk.db"
    with Store.open(str(path), create=True) as store:
        store.write(lambda conn: sample.fill(conn, AT))
    client = Client(path, term)
    client.sends("", "CAM-200")
    client.sends("\r", "Serial Number Tracking Setting")
    client.sends("b", "Another barcode")
    client.sends(b"\xe9B", "éB")
    client.sends("\x7f\x7f", "Another barcode")
    client.sends("HOUSE-7", "HOUSE-7")
    client.sends("\x13", "house-7")
    client.sends(F5, "A-01-01")
    client.sends(F9, "scan or type a serial")
    client.sends("sn0001\r", "Harbour Office")
    assert client.ends() == 0
    with Store.open(str(path)) as store, store.read() as conn:
        assert products.show(conn, "HOUSE-7").sku == "BAT-5"
