"""The desk as its own process on a pseudo terminal."""

import sys
from pathlib import Path

import pytest

from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from tests.pseudo_terminal import PseudoTerminal
from tests.screens.conftest import AT

F5, F9, CTRL_Q = "\x1b[15~", "\x1b[20~", "\x11"


@pytest.mark.parametrize("term", ["xterm-256color", pytest.param("vt220", marks=pytest.mark.slow)])
def test_a_barcode_is_added_and_a_serial_is_found(tmp_path: Path, term: str) -> None:
    path = tmp_path / "desk.db"
    with Store.open(str(path), create=True) as store:
        store.write(lambda conn: sample.fill(conn, AT))
    command = (sys.executable, "-m", "serialhhd", "--store", str(path), "desk")
    client = PseudoTerminal(command, term, 80, 24, SERIALHHD_OPERATOR="maria")
    client.sends("", "CAM-200")
    client.sends("\r", "Serial Number Tracking Setting")
    client.sends("b", "Another barcode")
    client.sends(b"\xe9B", "éB")
    client.sends("\x7f\x7f", "a code of the house")
    client.sends("HOUSE-7", "HOUSE-7")
    client.sends("\x13", "house-7")
    client.sends(F5, "A-01-01")
    client.sends(F9, "scan or type a serial")
    client.sends("sn0001\r", "Harbour Office")
    assert client.ends(CTRL_Q) == 0
    with Store.open(str(path)) as store, store.read() as conn:
        assert products.show(conn, "HOUSE-7").sku == "BAT-5"
