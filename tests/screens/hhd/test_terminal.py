import pytest

from serialhhd.screens.hhd.terminal import (
    QUIET,
    is_old_terminal,
    quieten,
)


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


def test_a_size_that_a_login_script_left_behind_is_not_believed() -> None:
    environ = {"TERM": "linux", "COLUMNS": "80", "LINES": "24"}
    quieten(environ)
    assert not {"COLUMNS", "LINES"} & set(environ)
