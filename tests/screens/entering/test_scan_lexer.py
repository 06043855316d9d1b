"""Scans are cut where a terminator ends them, and doubled terminators end nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.screens.entering.scan_lexer import BURST, LEAST_BURST, PAUSE, ScanLexer
from serialhhd.store.symbols.scan import LONGEST

CODES = st.lists(
    st.text(st.characters(exclude_characters="\r\n\t"), min_size=1).filter(lambda code: code.strip(" ")),
    max_size=20,
)
LATER = 1.0
"""So many seconds pass between two things that a person does."""


class Hand:
    """What comes at a lexer, piece by piece; a piece is a burst unless its gap to the one before is given."""

    def __init__(self) -> None:
        self.lexer = ScanLexer()
        self._at = 0.0

    def sends(self, text: str, after: float = LATER) -> list[str]:
        return [scan for scan, _ in self.typed(text, after)]

    def typed(self, text: str, after: float = LATER) -> list[tuple[str, int]]:
        """Return the scans that a piece completes, and how much of each was typed before its burst."""
        self._at += after
        return [(scan.text, scan.typed) for scan in self.lexer.feed(text, self._at)]

    def types(self, text: str, after: float = 0.12) -> list[tuple[str, int]]:
        """Return the same of keys that are pressed one by one."""
        return [scan for character in text for scan in self.typed(character, after)]

    def pastes(self, text: str) -> list[str]:
        """Return the scans of what is pasted between its marks."""
        self._at += LATER
        self.lexer.begin_paste(self._at)
        return [scan.text for scan in [*self.lexer.feed(text, self._at), *self.lexer.end_paste()]]


def cut(text: str) -> list[str]:
    """Return the scans of one burst."""
    return Hand().sends(text)


@pytest.mark.parametrize("terminator", ["\r", "\n", "\r\n", "\t"])
def test_each_terminator_ends_one_scan(terminator: str) -> None:
    assert cut(f"A{terminator}B{terminator}C{terminator}") == ["A", "B", "C"]


@given(CODES, st.sampled_from(["\r", "\n", "\r\n", "\t"]))
def test_every_code_comes_out_as_it_went_in(codes: list[str], terminator: str) -> None:
    assert cut("".join(code + terminator for code in codes)) == codes


@given(CODES, st.data())
def test_where_a_read_is_cut_makes_no_difference(codes: list[str], data: st.DataObject) -> None:
    stream = "\r\n".join([*codes, ""])
    at = data.draw(st.integers(0, len(stream)))
    after = data.draw(st.sampled_from([0.0, 0.005, LATER]))
    hand = Hand()
    assert hand.sends(stream[:at]) + hand.sends(stream[at:], after) == cut(stream)


def test_the_gs1_separator_stays_in_the_code() -> None:
    assert cut("]C101\x1d21SN1\x1d\r") == ["]C101\x1d21SN1\x1d"]


@pytest.mark.parametrize("enter", ["\r", "\n", "\r\n"])
def test_enter_alone_is_an_empty_scan(enter: str) -> None:
    hand = Hand()
    assert [hand.sends(enter), hand.sends(enter)] == [[""], [""]]


DOUBLED = [
    "\r\r",
    "\n\r",
    "\t\r",
    "\t\n",
    "\n\n",
    "\r\t",
    "\r\n\r\n",
    "\r\n\t",
    "\t\t\r",
    "\r\r\r\r",
    "\r \r",
]


@pytest.mark.parametrize("terminators", DOUBLED)
def test_a_terminator_behind_another_in_its_burst_ends_nothing(terminators: str) -> None:
    assert cut(f"A{terminators}") == ["A"]
    assert cut(f"A{terminators}B{terminators}") == ["A", "B"]


@pytest.mark.parametrize("terminators", DOUBLED)
@pytest.mark.parametrize("apart", [0.001, 0.0083, 0.02])  # 9600 baud, 1200 baud, a USB keyboard's slowest
def test_nor_does_it_where_the_characters_come_one_by_one(terminators: str, apart: float) -> None:
    hand = Hand()
    assert [scan for character in f"A{terminators}" for scan in hand.sends(character, apart)] == ["A"]


@pytest.mark.parametrize("after", [0.04, 0.08, 0.2, 10.0])
@pytest.mark.parametrize("terminator", ["\r", "\n", "\t"])
def test_a_persons_enter_counts_right_behind_a_scan(terminator: str, after: float) -> None:
    hand = Hand()
    assert hand.sends(f"A{terminator}") == ["A"]
    assert [hand.sends("\r", after), hand.sends("\r", after)] == [[""], [""]]


def test_a_line_feed_is_the_second_half_of_a_return_however_late_it_comes() -> None:
    hand = Hand()
    assert [hand.sends("A\r"), hand.sends("\n"), hand.sends("\n")] == [["A"], [], [""]]


def test_the_keypads_enter_counts_at_any_time() -> None:
    hand = Hand()
    hand.sends("A\rB")
    assert [hand.lexer.enter().text, hand.lexer.enter().text] == ["B", ""]


def test_the_enter_before_a_scan_counts() -> None:
    assert cut("\rA\r") == ["", "A"]


# --- how much was typed before the burst --------------------------------------------------------------------------


def test_a_key_before_a_burst_is_told() -> None:
    hand = Hand()
    assert hand.types("5") == []
    assert hand.typed("LK-4\r") == [("5LK-4", 1)]


@pytest.mark.parametrize("after", [PAUSE, 0.5, 3600.0])
def test_the_last_pause_is_what_counts(after: float) -> None:
    hand = Hand()
    hand.types("57", after)
    assert hand.typed("LK-4\r", after) == [("57LK-4", 2)]


def test_a_burst_may_come_in_pieces() -> None:
    hand = Hand()
    hand.types("5")
    hand.typed("LK")
    hand.typed("-", 0.07)  # later than a scanner sends, and no pause
    assert hand.typed("4567\r", 0.001) == [("5LK-4567", 1)]


@pytest.mark.parametrize("apart", [0.001, 0.0083, 0.02])
def test_a_burst_may_come_one_by_one(apart: float) -> None:
    hand = Hand()
    hand.types("5")
    hand.typed("L")
    assert hand.types("K-4\r", apart) == [("5LK-4", 1)]


def test_nothing_is_told_of_what_comes_as_one() -> None:
    assert Hand().typed("SN1\rSN2\r5LK-4\r") == [("SN1", 0), ("SN2", 0), ("5LK-4", 0)]


@pytest.mark.parametrize("apart", [0.06, 0.09, 0.12, 0.3, 2.0])
def test_nothing_is_told_of_what_is_typed_by_hand(apart: float) -> None:
    assert Hand().types("5LK-4\r", apart) == [("5LK-4", 0)]


def test_nothing_is_told_of_two_fingers_that_roll() -> None:
    hand = Hand()
    hand.types("5LK-")
    assert hand.types("4\r", 0.01) == [("5LK-4", 0)]
    assert LEAST_BURST == 3


def test_nothing_is_told_of_a_burst_that_is_ended_by_hand() -> None:
    hand = Hand()
    hand.types("5")
    hand.typed("LK-4")
    assert hand.typed("\r") == [("5LK-4", 0)]


def test_what_was_corrected_is_not_told_of() -> None:
    hand = Hand()
    hand.types("57")
    hand.lexer.erase()
    assert hand.typed("LK-4\r") == [("5LK-4", 1)]
    hand.types("57")
    hand.lexer.clear()
    assert hand.typed("LK-4\r") == [("LK-4", 0)]


def test_the_bounds_leave_room_between_a_scanner_and_a_hand() -> None:
    assert 0.02 < BURST < 0.06 < PAUSE


# --- what else is cut ---------------------------------------------------------------------------------------------


def test_a_tab_alone_ends_nothing() -> None:
    assert cut("\tA\t\t") == ["A"]


def test_what_has_no_terminator_waits() -> None:
    hand = Hand()
    assert hand.sends("SN00") == []
    assert hand.lexer.text == "SN00"
    assert hand.sends("12\r") == ["SN0012"]
    assert hand.lexer.text == ""


def test_typing_can_be_corrected() -> None:
    hand = Hand()
    hand.sends("SN12")
    hand.lexer.erase()
    assert hand.sends("3\r") == ["SN13"]


def test_erasing_nothing_does_nothing() -> None:
    hand = Hand()
    hand.lexer.erase()
    assert hand.sends("A\r") == ["A"]


@pytest.mark.parametrize("typed", [LONGEST, LONGEST + 1, LONGEST + 2, 1_000_000])
def test_of_a_scan_that_is_too_long_enough_is_kept_to_refuse_it(typed: int) -> None:
    hand = Hand()
    hand.sends("x" * typed)
    assert hand.sends("\rSN1\r") == ["x" * min(typed, LONGEST + 1), "SN1"]


def test_a_scan_that_is_too_long_stays_so_until_it_is_ended_or_cleared() -> None:
    hand = Hand()
    hand.sends("x" * (LONGEST + 10))
    hand.lexer.erase()
    assert len(hand.lexer.clear()) == LONGEST + 1
    assert hand.sends("SN1\r") == ["SN1"]


def test_several_pasted_lines_are_several_scans() -> None:
    assert Hand().pastes("A\nB\nC") == ["A", "B", "C"]


def test_a_pasted_code_without_terminator_can_still_be_edited() -> None:
    hand = Hand()
    assert hand.pastes("SN1") == []
    assert hand.lexer.text == "SN1"


def test_a_paste_goes_on_where_typing_stopped() -> None:
    hand = Hand()
    hand.sends("SN")
    assert hand.pastes("1\r\nSN2\r\n") == ["SN1", "SN2"]
    assert hand.lexer.text == ""
