"""Streams that are cut, hostile or long: a stray ESC, bounds, any bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.screens.entering.keys import (
    LONGEST_SEQUENCE,
    LONGEST_STRING,
    MOST_EDITS,
    Entered,
    Key,
    KeyDecoder,
    Text,
)
from serialhhd.screens.entering.scan_lexer import ScanLexer
from serialhhd.store.symbols.scan import LONGEST
from tests.screens.entering.decoding import decoded
from tests.screens.entering.streams import STREAMS

F_KEYS = [f"f{number}" for number in range(1, 13)]
VT220 = [f"[{code}~" for code in (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24)]


# --- a stray ESC --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("\x1b5\r", "5\r"),
        ("\x1bSN1\r", "SN1\r"),
        ("\x1b\r", "\r"),
        ("\x1b\x1b5", "5"),
        ("\x1bO5\r", "O5\r"),
        ("\x1bO\r", "O\r"),
        ("\x1bO\x1b7", "O7"),
        ("\x1bP123\r", "P123\r"),
        ("\x1b[)>\x1e06\x1dSNK2149\r", "[)>\x1e06\x1dSNK2149\r"),
        ("\x1b]C1010950600\x1d21SN1\r", "]C1010950600\x1d21SN1\r"),
        ("\x1b^A\t", "^A\t"),
        ("\x1b_A\x1bB", "_AB"),
        ("\x1b[1\r", "\r"),
        ("\x1b[\x1d5", "\x1d5"),
        ("\x1b[1ä", "ä"),
        ("\x1bä", "ä"),
    ],
)
def test_what_follows_a_stray_escape_is_kept(sent: str, kept: str) -> None:
    assert decoded(sent.encode()) == [Text(kept)]


@pytest.mark.parametrize("name", ["up", "f1"])
def test_a_key_after_a_stray_escape_is_the_key(name: str) -> None:
    sent = {"up": b"\x1b\x1b[A", "f1": b"\x1b[1\x1bOP"}[name]
    assert decoded(sent) == [Key(name)]


@pytest.mark.parametrize(
    ("begun", "kept"),
    [
        (b"\x1b", []),
        (b"\x1b[", []),
        (b"\x1b[1;", []),
        (b"\x1b[[", []),
        (b"\x1bO", [Text("O")]),
        (b"\x1b]C1", [Text("]C1")]),
        (b"\x1bPA\x1b", [Text("PA")]),
    ],
)
def test_the_tick_decides_what_is_begun(begun: bytes, kept: list[Entered]) -> None:
    decoder = KeyDecoder()
    assert (decoder.feed(begun), decoder.is_pending) == ([], True)
    assert (decoder.tick(), decoder.is_pending) == (kept, False)
    assert decoder.feed(b"5~A") == [Text("5~A")]


def test_a_key_may_come_in_pieces() -> None:
    decoder = KeyDecoder()
    assert decoder.feed(b"SN1\x1b") == [Text("SN1")]
    assert decoder.feed(b"[1") == []
    assert decoder.feed(b"1~2") == [Key("f1"), Text("2")]


# --- bounds -------------------------------------------------------------------------------------------------------


def test_a_sequence_without_an_end_gives_up_in_time() -> None:
    parameters = b"1" * (LONGEST_SEQUENCE - 2)
    assert decoded(b"\x1b[" + parameters + b"SN1") == [Text("SN1")]


def test_a_string_without_an_end_was_typed() -> None:
    typed = b"]" + b"x" * LONGEST_STRING
    assert decoded(b"\x1b" + typed) == [Text(typed.decode())]


@given(begun=st.sampled_from([b"\x1b[", b"\x1b]", b"\x1bP", b"\x1b", b"\xe6"]), filling=STREAMS)
def test_little_is_held_back(begun: bytes, filling: bytes) -> None:
    decoder = KeyDecoder()
    decoder.feed(begun + filling * 20)
    assert len(decoder._begun) <= LONGEST_STRING + 1
    assert len(decoder._characters._held) <= 3


# --- any stream ---------------------------------------------------------------------------------------------------


@given(stream=STREAMS, data=st.data())
def test_any_cut_means_the_same(stream: bytes, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    feeds = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert decoded(*feeds) == decoded(stream)
    assert decoded(*(stream[at : at + 1] for at in range(len(stream)))) == decoded(stream)


@given(feeds=st.lists(STREAMS, max_size=5))
def test_nothing_raises_and_the_next_scan_is_whole(feeds: list[bytes]) -> None:
    decoder = KeyDecoder()
    texts = [
        one.text for data in feeds for one in decoder.feed(data) + decoder.tick() if isinstance(one, Text)
    ]
    assert not {"\x1b", "\0"} & set("".join(texts))
    last = decoder.feed(b"\rSN1\r")[-1]
    assert isinstance(last, Text)
    assert last.text.endswith("\rSN1\r")


@given(text=st.text(st.characters(exclude_characters="\x1b\x00\x11\x13\x08\x7f\x03\x15\x0c", codec="utf-8")))
def test_text_is_neither_lost_nor_reordered(text: str) -> None:
    assert decoded(*(bytes([byte]) for byte in text.encode())) == ([Text(text)] if text else [])


@given(scans=st.lists(st.text("SN0123456789-", min_size=1), min_size=1), stray=st.data())
def test_a_stray_escape_between_scans_loses_no_scan(scans: list[str], stray: st.DataObject) -> None:
    strays = [stray.draw(st.sampled_from(["", "\x1b", "\x1b\x1b"])) for _ in scans]
    sent = "".join(f"{escape}{scan}\r" for escape, scan in zip(strays, scans, strict=True))
    assert decoded(sent.encode()) == [Text("".join(f"{scan}\r" for scan in scans))]


# --- many edits at once -----------------------------------------------------------------------------------------------


def typed(entered: list[Entered]) -> tuple[list[str], str]:
    """Return the scans that hold something, and what stands in the line after them."""
    lexer, scans = ScanLexer(), []
    for one in entered:
        if isinstance(one, Text):
            scans += [scan.text for scan in lexer.feed(one.text, 0) if scan.text]
        elif one == Key("backspace"):
            lexer.erase()
        elif one == Key("ctrl+u"):
            lexer.clear()
    return scans, lexer.text


@given(st.lists(st.sampled_from("ab\x08\x7f\x15\r\t\x03\x0c\x1d"), max_size=60).map("".join))
def test_a_burst_of_edits_means_what_it_means_key_by_key(text: str) -> None:
    many = "\x7f" * (MOST_EDITS + 1)
    one_by_one = [entered for character in text + many + text for entered in decoded(character.encode())]
    at_once = decoded((text + many + text).encode())
    assert typed(at_once) == typed(one_by_one)
    others = [
        [one for one in found if one in {Key("ctrl+c"), Key("ctrl+l")}] for found in (at_once, one_by_one)
    ]
    assert others[0] == others[1]


@pytest.mark.parametrize(
    ("flood", "left"),
    [(b"\x7f" * 32_768, LONGEST), (b"a\x7f" * 16_384, 0), (b"ab\x15" * 10_922, 1), (b"\x7fa" * 16_384, 2)],
    ids=["backspaces", "character and DEL", "Ctrl+U", "DEL and character"],
)
def test_a_flood_of_edits_is_few_keys(flood: bytes, left: int) -> None:
    """As a key each, 32 kB of them held the loop a third of a second."""
    assert len(decoded(flood)) == left
