"""What bytes become: lines, keys, and what stands on the line that is being typed."""

import ast
from pathlib import Path

import pytest

import serialhhd
from serialhhd.screens.entering.entries import EnteredLine, Entry, FunctionKey, LeaveAsked, PageTurn
from serialhhd.screens.entering.entry_reader import EntryReader

HOUSE = Path(serialhhd.__file__).parent


def read(*feeds: bytes) -> tuple[list[Entry], str]:
    """Return the entries that bytes make, each a second after those before, and what stands on the line then."""
    reader = EntryReader()
    entries = [entry for at, data in enumerate(feeds) for entry in reader.feed(data, at)]
    return entries, reader.text


@pytest.mark.parametrize(
    ("feeds", "entries", "left"),
    [
        ((b"SN1\rSN2\r\nS",), [EnteredLine("SN1"), EnteredLine("SN2")], "S"),
        ((b"0104\x1d21A\r",), [EnteredLine("0104\x1d21A")], ""),
        ((b"SN12\x083\r",), [EnteredLine("SN13")], ""),
        ((b"SN1\x15SN2\r",), [EnteredLine("SN2")], ""),
        ((b"x", b"SN1\r"), [EnteredLine("xSN1", typed=1)], ""),
        ((b"\x1bOM", b"\r"), [EnteredLine(""), EnteredLine("")], ""),
        ((b"\x1b[6~\x1b[A",), [PageTurn(1), PageTurn(-1)], ""),
        ((b"\x1bO", b"Q\x03"), [FunctionKey("F2"), LeaveAsked()], ""),
        ((b"\x1b[200~A\r\rB\x1b[201~",), [EnteredLine("A"), EnteredLine("B")], ""),
        ((b"\x1b[<0;3;4MSN1\r",), [EnteredLine("SN1")], ""),
    ],
)
def test_bytes_become_entries(feeds: tuple[bytes, ...], entries: list[Entry], left: str) -> None:
    assert read(*feeds) == (entries, left)


def test_nothing_makes_a_line_but_the_reader() -> None:
    """Whatever is submitted went as bytes or keys through the decoder's and the lexer's hands; what is meant is made of that."""
    makers = {
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "EnteredLine"
    }
    assert makers == {"screens/entering/entry_reader.py", "screens/hhd/entry_handler.py"}
