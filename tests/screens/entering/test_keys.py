"""What clients send, as the texts and keys that it means. However a stream is cut, it means the same."""

import pytest

from serialhhd.screens.entering.keys import (
    ENTER,
    Click,
    Key,
    KeyDecoder,
    Text,
)
from tests.screens.entering.decoding import decoded

F_KEYS = [f"f{number}" for number in range(1, 13)]
VT220 = [f"[{code}~" for code in (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24)]


# --- texts --------------------------------------------------------------------------------------------------------


def test_a_burst_is_one_text_with_its_terminators_and_separators() -> None:
    burst = b"\x1dSN1\r\nSN2\tSN3\x1e\x04\r"
    assert KeyDecoder().feed(burst) == [Text(burst.decode())]


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (b"\x08", "backspace"),
        (b"\x7f", "backspace"),
        (b"\x03", "ctrl+c"),
        (b"\x15", "ctrl+u"),
        (b"\x0c", "ctrl+l"),
    ],
)
def test_editing_keys_stand_between_the_texts(sent: bytes, name: str) -> None:
    assert decoded(b"AB" + sent + b"C") == [Text("AB"), Key(name), Text("C")]


def test_padding_and_flow_control_are_dropped_even_within_a_key() -> None:
    assert decoded(b"A\x00B\x1b\x00[\x0011~\x00") == [Text("AB"), Key("f1")]
    assert decoded(b"\x11A\x13B\x11\x1d\r") == [Text("AB\x1d\r")]


# --- encodings ----------------------------------------------------------------------------------------------------


def test_the_encoding_is_unknown_until_it_shows() -> None:
    decoder = KeyDecoder()
    decoder.feed(b"SN1\r\x1bOP")
    assert decoder.encoding is None
    decoder.feed("ä".encode())
    assert decoder.encoding == "utf-8"


def test_half_a_character_waits_for_its_other_half() -> None:
    decoder = KeyDecoder()
    assert decoder.feed(b"A\xe6\x97") == [Text("A")]
    assert (decoder.is_pending, decoder.tick()) == (False, []), "a link may take longer than any key"
    assert decoder.feed(b"\xa5B") == [Text("日B")]
    assert decoder.encoding == "utf-8"


@pytest.mark.parametrize(
    ("sent", "text", "encoding"),
    [
        (b"\xe4\r", "ä\r", "latin-1"),
        (b"\xe4\r" + "ö".encode(), "ä\rö", "utf-8"),
        (b"\xff" + "SéRIE".encode(), "ÿSéRIE", "utf-8"),
        ("é".encode() + b"\xe4\r", "éä\r", "utf-8"),
    ],
)
def test_what_is_no_utf_8_is_latin_1_and_nothing_else_is(sent: bytes, text: str, encoding: str) -> None:
    for pieces in ([sent], [bytes([byte]) for byte in sent]):
        decoder = KeyDecoder()
        entered = [one for piece in pieces for one in decoder.feed(piece)]
        assert "".join(one.text for one in entered if isinstance(one, Text)) == text
        assert decoder.encoding == encoding


def test_a_last_latin_1_character_comes_with_the_tick() -> None:
    decoder = KeyDecoder()
    decoder.feed(b"\xe4\r")
    assert decoder.feed(b"\xe4") == []
    assert decoder.is_pending
    assert decoder.tick() == [Text("ä")]
    assert decoder.encoding == "latin-1"
    assert not decoder.is_pending


@pytest.mark.parametrize("sent", ["Sé\r日".encode(), b"S\xe9\r\xd6", "Sé".encode() + b"\xe9S", b"SN1\r"])
@pytest.mark.parametrize("held", [b"", b"\xc3", b"\x1bO"])
def test_what_is_given_back_is_understood_again(sent: bytes, held: bytes) -> None:
    first, second = KeyDecoder(), KeyDecoder()
    entered = first.feed(sent + held)
    text = "".join(one.text for one in entered if isinstance(one, Text))
    assert second.feed(first.as_sent(text)) == entered
    assert (second.encoding, second.feed(b"\xa9P")) == (first.encoding, first.feed(b"\xa9P"))


def test_a_utf_8_client_with_a_slow_link_loses_no_half() -> None:
    decoder = KeyDecoder()
    decoder.feed("ä\xc3".encode("latin-1").replace(b"\xe4", "ä".encode()))
    assert not decoder.is_pending
    assert decoder.tick() == []
    assert decoder.feed(b"\xb6") == [Text("ö")]


# --- keys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sequences",
    [
        pytest.param(VT220, id="vt220"),
        pytest.param([f"O{letter}" for letter in "PQRS"], id="vt100"),
        pytest.param([f"[[{letter}" for letter in "ABCDE"] + VT220[5:], id="linux"),
        pytest.param([f"O{letter}" for letter in "PQRS"] + VT220[4:], id="xterm"),
        pytest.param([f"[1;2{letter}" for letter in "PQRS"], id="xterm with shift"),
        pytest.param([each.replace("~", ";5~") for each in VT220], id="xterm with control"),
        pytest.param([f"[{letter}" for letter in "MNOPQRSTUVWX"], id="sco"),
        pytest.param([f"O{letter}" for letter in "PQRSTUVWXYZ["], id="putty as vt100+"),
        pytest.param([each.replace("~", "^") for each in VT220], id="rxvt with control"),
        pytest.param([each.replace("~", "$") for each in VT220], id="rxvt with shift"),
    ],
)
def test_function_keys_of_every_terminal(sequences: list[str]) -> None:
    sent = "".join(f"\x1b{sequence}" for sequence in sequences)
    assert decoded(sent.encode()) == [Key(name) for name in F_KEYS[: len(sequences)]]


@pytest.mark.parametrize(
    ("sequence", "name"),
    [
        ("[A", "up"),
        ("[B", "down"),
        ("OA", "up"),
        ("OB", "down"),
        ("[1;5A", "up"),
        ("[5~", "pageup"),
        ("[6~", "pagedown"),
        ("[6;2~", "pagedown"),
        ("[5^", "pageup"),
        ("[6$", "pagedown"),
    ],
)
def test_keys_that_turn_pages(sequence: str, name: str) -> None:
    assert decoded(f"A\x1b{sequence}B".encode()) == [Text("A"), Key(name), Text("B")]


def test_a_keypad_in_application_mode_types() -> None:
    keys = "pqrstuvwxymnl"
    assert decoded("".join(f"\x1bO{key}" for key in keys).encode()) == [Text("0123456789-.,")]


def test_its_enter_is_a_key_that_no_scanner_sends() -> None:
    assert decoded(f"SN1{ENTER}{ENTER}".encode()) == [Text("SN1"), Key("enter"), Key("enter")]


@pytest.mark.parametrize(
    "sequence",
    [
        *(
            "[C",
            "[D",
            "[H",
            "[F",
            "OC",
            "OD",
            "OH",
            "OF",
            "[1~",
            "[2~",
            "[3~",
            "[4~",
            "[25~",
            "[Z",
            "[I",
            "[2$",
        ),
        *("[?1;2c", "[>0;276;0c", "[24;80R", "[0n", "[?2026;2$y", "[<0;12;7m"),
        *(
            "[27;5;13~",
            "[13;2u",
            "[57399u",
            "[?62;1;6c",
            "[1 q",
            "[1;99P",
            "[99A",
            "[[",
            "[[Z"[:2],
            "[999999999~",
        ),
        *(
            "]0;title\x07",
            "]11;rgb:0000/0000/0000\x1b\\",
            "P>|XTerm(390)\x1b\\",
            "_Gi=1;OK\x1b\\",
            "^private\x1b\\",
        ),
    ],
)
def test_what_is_no_key_of_ours_is_dropped_whole(sequence: str) -> None:
    assert decoded(f"A\x1b{sequence}5\r".encode()) == [Text("A5\r")]


def test_the_marks_of_a_paste_hold_nothing_back() -> None:
    decoder = KeyDecoder()
    assert decoder.feed(b"A\x1b[200~SN1\rSN") == [Text("A"), Key("paste"), Text("SN1\rSN")]
    assert decoder.feed(b"2\x1b[201~") == [Text("2"), Key("paste_end")]


def test_a_press_of_the_first_button_is_told() -> None:
    assert decoded(b"\x1b[<0;12;7M\x1b[<0;12;7m\x1b[<2;1;1M\x1b[<64;1;1M") == [Click(11, 6)]


def test_alt_and_a_digit_is_a_key_where_labels_lie_beside_the_device() -> None:
    decoder = KeyDecoder(has_labels=True)
    assert decoder.feed(b"\x1b1\x1b0\x1bA") == [Key("alt+1"), Text("0A")]


@pytest.mark.parametrize(
    ("given_up", "rest"),
    [
        (b"\x1b", b"[?61;6;7c"),
        (b"\x1b", b"[?61;6;7;22c"),
        (b"\x1b", b"[>0;10;1c"),
        (b"\x1b", b"[24;80R"),
        (b"\x1b", b"[0n"),
        (b"\x1b", b"[?2026;2$y"),
        (b"\x1b[", b"?61;6;7c"),
        (b"\x1b[?61;6", b";7c"),
        (b"\x1b", b"P1$r0m\x1b\\"),
        (b"\x1b", b"]11;rgb:0000/0000/0000\x07"),
    ],
)
def test_the_rest_of_a_reply_is_dropped_however_late_it_comes(given_up: bytes, rest: bytes) -> None:
    decoder = KeyDecoder()
    assert (decoder.feed(given_up), decoder.tick(), decoder.feed(b"")) == ([], [], [])
    assert decoder.feed(rest + b"SN2\r") == [Text("SN2\r")]


@pytest.mark.parametrize("given_up", [b"\x1b", b"\x1b[", b"\x1b[?61", b"\x1b[1;"])
@pytest.mark.parametrize(
    "code", ["SN2", "[A1]", "[1]A", "[)>\x1e06\x1dSNK2149", "]C121SN1", "P1", "PR-7", "5", "61;7"]
)
def test_a_code_behind_what_was_given_up_is_whole(given_up: bytes, code: str) -> None:
    decoder = KeyDecoder()
    assert (decoder.feed(given_up), decoder.tick()) == ([], [])
    assert decoder.feed(f"{code}\r".encode()) == [Text(f"{code}\r")]
    assert decoder.feed(b"[?61c\r") == [Text("[?61c\r")]
