import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from serialhhd.screens.hhd.terminal import (
    QUIET,
    TYPED,
    is_old_terminal,
    keep_characters_after_escape,
    quieten,
)

keep_characters_after_escape()


def test_textual_is_told_to_be_quiet() -> None:
    environ: dict[str, str] = {"TERM": "xterm-256color"}
    quieten(environ)
    assert environ == {"TERM": "xterm-256color", **QUIET}


def test_what_the_user_has_set_stays() -> None:
    environ = {"TERM": "linux", "ESCDELAY": "50"}
    quieten(environ)
    assert environ["ESCDELAY"] == "50"


@pytest.mark.parametrize(
    ("term", "is_old"), [("vt220", True), ("vt100", True), ("linux", False), ("", False)]
)
def test_an_old_terminal_gets_no_colours(term: str, is_old: bool) -> None:
    environ = {"TERM": term}
    quieten(environ)
    assert is_old_terminal(environ) is is_old
    assert ("NO_COLOR" in environ) is is_old


def keys(sent: str) -> list[str]:
    return [event.key for event in XTermParser().feed(sent) if isinstance(event, Key)]


@pytest.mark.parametrize("character", sorted(set(TYPED) - {"[", "O"}))
def test_what_follows_a_lone_escape_is_not_lost(character: str) -> None:
    assert keys(f"\x1b{character}A") == [f"alt+{character}", "A"]


@pytest.mark.parametrize(
    ("character", "key"), [("\r", "enter"), ("\n", "ctrl+j"), ("\t", "tab"), ("\x7f", "backspace")]
)
def test_what_ends_or_corrects_a_code_does_so_after_a_lone_escape(character: str, key: str) -> None:
    assert keys(f"\x1b{character}") == [key]


def test_a_code_that_begins_with_o_is_no_key_unless_a_terminal_has_it() -> None:
    assert keys("\x1bOK1") == ["alt+O", "alt+K", "1"]
    assert keys("\x1bO1") == ["alt+O", "alt+1"]


@pytest.mark.parametrize(
    ("sent", "key"),
    [("\x1bOP", "f1"), ("\x1b[12~", "f2"), ("\x1b[A", "up"), ("\x1b[6~", "pagedown"), ("\x1bOM", "enter")],
)
def test_keys_of_a_terminal_stay_what_they_are(sent: str, key: str) -> None:
    assert keys(sent) == [key]


def test_a_size_that_a_login_script_left_behind_is_not_believed() -> None:
    environ = {"TERM": "linux", "COLUMNS": "80", "LINES": "24"}
    quieten(environ)
    assert not {"COLUMNS", "LINES"} & set(environ)
