"""What a terminal shows after each frame, on pyte and on two strict terminals that wrap in different ways."""

import re
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import ControlType, Segment
from rich.style import Style

from serialhhd.hosting.terminal.terminals import LONGEST_TERM, Encoding, Terminal, terminal_of
from serialhhd.hosting.terminal.vt import Painter
from serialhhd.screens.widgets.fitting import apart, cut_middle, pad
from tests.hosting.strict_terminal import Cell, Look
from tests.hosting.terminal.shown import (
    ENCODINGS,
    GLYPHS,
    QUICK,
    SIZES,
    STYLES,
    TERMINALS,
    WIDE,
    Column,
    Frame,
    Watched,
    text_rows,
)

# --- any frames ---------------------------------------------------------------------------------------------------

CHARACTERS = [*"AB07- " * 4, *GLYPHS]
RUNS = st.tuples(
    st.lists(st.sampled_from(CHARACTERS), max_size=9),
    st.integers(1, 4),
    st.sampled_from(list(STYLES)),
)


@st.composite
def rows_of(draw: st.DrawFn, columns: int) -> list[Column]:
    """Draw a row from a few runs of one style each."""
    row: list[Column] = []
    for characters, times, style in draw(st.lists(RUNS, max_size=4)):
        for character in characters * times:
            row += [(character, style)] + [("", style)] * (character in WIDE)
    row = row[:columns]
    if row and row[-1][0] in WIDE:
        row[-1] = (" ", "")
    return row + [(" ", "")] * (columns - len(row))


@st.composite
def next_frames(draw: st.DrawFn, frame: Frame) -> Frame:
    """Draw what may come after a frame: some rows changed, a block moved, or everything new."""
    columns, rows = len(frame[0]), len(frame)
    top, bottom = sorted((draw(st.integers(0, rows - 1)), draw(st.integers(0, rows - 1))))
    by = draw(st.integers(-3, 3))
    inside = frame[top : bottom + 1]
    filling = [draw(rows_of(columns)) for _ in range(min(abs(by), len(inside)))]
    kept = inside[:-by] if by > 0 else inside[-by:]
    moved = [*filling, *kept] if by > 0 else [*kept, *filling]
    after = [*frame[:top], *moved[: len(inside)], *frame[bottom + 1 :]]
    for number in draw(st.lists(st.integers(0, rows - 1), max_size=3)):
        after[number] = draw(rows_of(columns))
    return after


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in TERMINALS]
)
@given(data=st.data())
@settings(max_examples=40)
def test_every_frame_is_shown_as_it_is(name: str, data: st.DataObject) -> None:
    columns, rows = data.draw(st.sampled_from(SIZES))
    watched = Watched(TERMINALS[name], (columns, rows))
    watched.send(watched.painter.start())
    cursors = st.none() | st.tuples(st.integers(0, columns - 1), st.integers(0, rows - 1))
    frame = [data.draw(rows_of(columns)) for _ in range(rows)]
    for _ in range(data.draw(st.integers(1, 5))):
        cursor = data.draw(cursors)
        watched.paint(frame, cursor)
        assert watched.paint([list(row) for row in frame], cursor) == b""
        frame = data.draw(next_frames(frame))
    watched.send(watched.painter.finish())


# --- a screen in work ---------------------------------------------------------------------------------------------


def handheld(size: tuple[int, int], serials: Sequence[str]) -> tuple[list[list[Segment]], tuple[int, int]]:
    """Return the rows of a handheld that has taken these serials, and where its cursor stands."""
    columns, rows = size
    count = f"{len(serials)}/300"
    question = [(pad("SERIAL?", columns - len(count)), "bold"), (count, "bold")]
    facts = [[(pad(fact, columns), "")] for fact in ("CAM-200", "Camera 4K", "Full Tracking")]
    above = [
        [(apart("Receive", "PR-1007", columns), "bold reverse")],
        *facts[: 3 if rows > 8 else 1],
        question,
    ]
    echo = [("OK", "bold"), (f" {pad(cut_middle(serials[-1], columns - 3), columns - 3)}", "")]
    answer = [[(" " * columns, "")]] * (2 if rows > 8 else 0)
    upper = [*above, [(pad(">", columns), "")], echo, *answer]
    newest = [pad(serial, columns) for serial in reversed(serials)][: min(12, rows - len(upper) - 1)]
    newest += [" " * columns] * (rows - len(upper) - len(newest) - 1)
    lower = [[(row, "")] for row in [*newest, pad(".Menu F2Back F4Done", columns)]]
    drawn = [[Segment(text, Style.parse(style)) for text, style in row] for row in [*upper, *lower]]
    return drawn, (1, len(above))


@pytest.mark.parametrize("name", ["vt100", "xterm"])
@pytest.mark.parametrize("size", [(20, 8), (20, 16), (24, 20), (26, 16), (40, 8), (80, 24)])
def test_a_scan_takes_few_bytes(size: tuple[int, int], name: str) -> None:
    random = Random(4)
    series = [f"SN2026-A7-{4711 + number:010d}" for number in range(60)]
    any_order = ["".join(random.choices("0123456789ABCDEF", k=20)) for _ in range(60)]
    assert max(bytes_of_scans(TERMINALS[name], size, series)) <= 60
    assert max(bytes_of_scans(TERMINALS[name], size, any_order)) <= 80


def bytes_of_scans(terminal: Terminal, size: tuple[int, int], serials: Sequence[str]) -> list[int]:
    """Return how many bytes each scan takes, once the list is full and scrolls."""
    painter = Painter(terminal)
    drawn = [painter.paint(*handheld(size, serials[:count])) for count in range(1, len(serials) + 1)]
    return [len(data) for data in drawn[20:]]


def test_typing_takes_one_byte_a_character() -> None:
    painter = Painter(TERMINALS["vt100"])
    painter.paint(text_rows(">       ", "        "), (1, 0))
    assert painter.paint(text_rows(">A      ", "        "), (2, 0)) == b"A"
    assert painter.paint(text_rows(">AB     ", "        "), (3, 0)) == b"B"
    assert painter.paint(text_rows(">A      ", "        "), (2, 0)) == b"\b \b"


def test_a_long_row_is_erased_rather_than_overwritten() -> None:
    painter = Painter(TERMINALS["vt100"])
    painter.paint(text_rows("ABCDEFGH", "        "), (0, 0))
    assert painter.paint(text_rows("A       ", "        "), (0, 0)) == b"A\x1b[K\b"


def test_a_list_that_goes_down_is_scrolled_and_so_it_is_again() -> None:
    painter = Painter(TERMINALS["vt100"])
    rows = [f"{row}{row * 7}" for row in "ABCDEF"]
    painter.paint(text_rows("title   ", *rows, "keys    "), None)
    first = painter.paint(text_rows("title   ", "11111111", *rows[:5], "keys    "), None)
    assert first == b"\x1b[2;7r\x1b[2H\x1bM11111111"
    second = painter.paint(text_rows("title   ", "22222222", "11111111", *rows[:4], "keys    "), None)
    assert second == b"\x1b[2H\x1bM22222222"


def test_a_terminal_that_cannot_scroll_a_part_is_not_asked_to() -> None:
    painter = Painter(TERMINALS["ansi"])
    rows = [row * 8 for row in "ABCDEF"]
    painter.paint(text_rows(*rows), None)
    assert b"r" not in painter.paint(text_rows("11111111", *rows[:5]), None)


def test_a_row_of_generators_is_a_row() -> None:
    painter = Painter(TERMINALS["vt100"])
    painter.start()
    assert painter.paint([iter([Segment("A"), Segment("BC")])], (0, 0)) == b"AB\x1b[?7lC\x1b[?7h\x1b[H"


def test_what_is_not_text_is_not_drawn() -> None:
    painter = Painter(TERMINALS["vt100"])
    painter.start()
    hidden = Segment("\x1b[5i", None, [(ControlType.BELL,)])
    assert b"5i" not in painter.paint([[hidden, Segment("AB")]], None)


# --- what a code may carry ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=st.text(min_size=1, max_size=12))
def test_a_code_cannot_command_the_terminal(encoding: Encoding, text: str) -> None:
    terminal = terminal_of("xterm", encoding)
    painter = Painter(terminal)
    painter.start()
    shown = painter.paint([[Segment(text + "." * 30)], [Segment("." * 60)]], None).decode(encoding)
    letters = re.sub(r"\x1b(?:\[[0-9;]*[HKm]|\[\?(?:7|25)[hl])|[\r\n\b]", "", shown)
    assert letters.isprintable()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("SN\x1b[2J  ", "SN?[2J"),
        ("SN\x9b2J  ", "SN?2J"),
        ("\x00\x07\n    ", "???"),
        ("A\u202eB\u200b|", "AB|"),
        ("A\ue000\xad|", "A??|"),
        ("A\xa0B\u2003C|", "A B C|"),
    ],
)
def test_what_cannot_be_seen_is_a_question_mark_or_nothing(text: str, shown: str) -> None:
    painter = Painter(terminal_of("xterm"))
    painter.start()
    drawn = painter.paint([[Segment(text)], [Segment(" " * 20)]], None)
    assert drawn == f"{shown}\x1b[?25l".encode()


def test_old_terminals_get_something_alike() -> None:
    painter = Painter(TERMINALS["vt100"])
    painter.start()
    drawn = painter.paint([[Segment("Größe ½ 4✕3 “ok” ≥ 5 µm → A…Ω│ﬁ")], [Segment(" " * 40)]], (0, 1))
    assert drawn.startswith(b'Grose ? 4x3 "ok" ? 5 ?m > A.?|?')


def test_a_question_begins_with_no_question_mark_where_there_is_none_upside_down() -> None:
    painter = Painter(TERMINALS["vt100"])
    painter.start()
    drawn = painter.paint([[Segment("¿SERIE? ¡Ojo!")], [Segment(" " * 40)]], (0, 1))
    assert drawn.startswith(b" SERIE?  Ojo!")


def test_the_columns_behind_what_is_wide_are_right() -> None:
    row = [
        ("日", ""),
        ("", ""),
        ("e\u0301", ""),
        ("⌚", "bold"),
        ("", "bold"),
        ("A", ""),
        (" ", ""),
        (" ", ""),
    ]
    other = [*row[:5], ("B", ""), ("日", ""), ("", "")]
    for terminal in TERMINALS.values():
        watched = Watched(terminal, (8, 2))
        watched.paint([row, other], (0, 0))
        watched.paint([other, row], (7, 1))


# --- beginning, ending, drawing anew ------------------------------------------------------------------------------


@pytest.mark.parametrize("terminal", TERMINALS.values(), ids=TERMINALS)
def test_the_terminal_is_left_usable(terminal: Terminal) -> None:
    watched = Watched(terminal, (20, 8))
    serials = [f"SN{number:018d}" for number in range(12)]
    for count in (8, 9, 10, 11):
        watched.send(watched.painter.paint(handheld((20, 8), serials[:count])[0], None))
    watched.send(watched.painter.finish())
    for strict in watched.strict:
        assert (strict.x, strict.y, strict.look, strict.is_cursor_shown) == (0, 7, Look(), True)
        assert strict.seen[7] == [Cell()] * 20
        assert strict.scrolls_whole


@pytest.mark.parametrize("terminal", TERMINALS.values(), ids=TERMINALS)
@pytest.mark.parametrize("starts", [True, False])
def test_the_first_frame_is_whole_whatever_was_there_before(terminal: Terminal, *, starts: bool) -> None:
    watched = Watched(terminal, (16, 8))
    if starts:
        watched.send(watched.painter.start())
    frame = [[(character, "bold") for character in "A B-0 7 A B-0 7 "]] * 8
    data = watched.paint(frame, (3, 3))
    assert (b"\x1b[2J" in data) is not starts


@pytest.mark.parametrize("terminal", TERMINALS.values(), ids=TERMINALS)
def test_a_frame_of_another_size_is_drawn_whole(terminal: Terminal) -> None:
    painter = Painter(terminal)
    for columns, rows in [(20, 8), (40, 12), (16, 8)]:
        watched = Watched(terminal, (columns, rows))
        watched.painter = painter
        painter.forget()
        watched.paint([[("A", "")] * columns] * rows, None)
    painter.paint(text_rows("A" * 16), None)
    assert b"\x1b[2J" in painter.paint(text_rows("A" * 16, "B" * 16), None)
    assert b"\x1b[2J" in painter.paint(text_rows("A" * 17, "B" * 17), None)


def test_what_was_forgotten_is_drawn_whole_and_nothing_twice() -> None:
    painter = Painter(TERMINALS["vt100"])
    rows = text_rows("A" * 16, "B" * 16)
    first = painter.paint(rows, (0, 0))
    assert painter.paint(rows, (0, 0)) == b""
    painter.forget()
    assert painter.paint(rows, (0, 0)) == first


def test_nothing_is_drawn_on_nothing() -> None:
    painter = Painter(TERMINALS["vt100"])
    assert painter.paint([], (0, 0)) == b""
    assert painter.paint([[], []], (0, 0)) == b""
    assert painter.finish() == b"\x1b[m\x1b[r\x1b[?25h\r\n"
    assert painter.bell() == b"\x07"


def test_a_cursor_beyond_the_screen_stays_on_it() -> None:
    painter = Painter(TERMINALS["vt100"])
    painter.paint(text_rows("A" * 16, "B" * 16), (0, 0))
    assert painter.paint(text_rows("A" * 16, "B" * 16), (16, 5)) == b"\n\x1b[15C"


# --- terminals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "wanted"),
    [
        ("vt100", ("vt100", "ascii", False, True)),
        ("vt220", ("vt220", "ascii", False, True)),
        ("VT102-nam", ("vt102-nam", "ascii", False, True)),
        ("xterm", ("xterm", "utf-8", True, True)),
        ("xterm-256color", ("xterm-256color", "utf-8", True, True)),
        ("xterm-mono", ("xterm-mono", "utf-8", False, True)),
        ("linux", ("linux", "utf-8", True, True)),
        ("screen.xterm-256color", ("screen.xterm-256color", "utf-8", True, True)),
        ("tmux-256color", ("tmux-256color", "utf-8", True, True)),
        ("rxvt-unicode", ("rxvt-unicode", "utf-8", True, True)),
        ("putty", ("putty", "utf-8", True, True)),
        ("ansi", ("ansi", "ascii", True, False)),
        ("pcansi-m", ("pcansi-m", "ascii", False, False)),
        ("scoansi", ("scoansi", "ascii", True, False)),
        ("dumb", ("dumb", "ascii", False, True)),
        ("", ("vt100", "ascii", False, True)),
        ("\x1b]0;evil\x07\n", ("0evil", "ascii", False, True)),
    ],
)
def test_what_a_terminal_can_draw(term: str, wanted: tuple[str, Encoding, bool, bool]) -> None:
    terminal = terminal_of(term)
    assert (terminal.term, terminal.encoding, terminal.colours, terminal.scrolls) == wanted
    assert terminal_of(terminal.term) == terminal


@given(term=st.text(max_size=200), encoding=st.none() | st.sampled_from(ENCODINGS))
def test_no_term_is_believed(term: str, encoding: Encoding | None) -> None:
    terminal = terminal_of(term, encoding)
    assert 0 < len(terminal.term) <= LONGEST_TERM
    assert re.fullmatch(r"[a-z0-9+._-]+", terminal.term)
    assert encoding in {None, terminal.encoding}
