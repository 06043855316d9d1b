import pytest
from hypothesis import given
from hypothesis import strategies as st

from serialhhd.screens.widgets.scan_lexer import ScanLexer
from serialhhd.store.symbols.scan import LONGEST

CODES = st.lists(st.text(st.characters(exclude_characters="\r\n\t"), min_size=1), max_size=20)


@pytest.mark.parametrize("terminator", ["\r", "\n", "\r\n", "\t"])
def test_each_terminator_ends_one_scan(terminator: str) -> None:
    assert ScanLexer().feed(f"A{terminator}B{terminator}C{terminator}") == ["A", "B", "C"]


@given(CODES, st.sampled_from(["\r", "\n", "\r\n", "\t"]))
def test_every_code_comes_out_as_it_went_in(codes: list[str], terminator: str) -> None:
    assert ScanLexer().feed("".join(code + terminator for code in codes)) == codes


@given(CODES, st.data())
def test_where_a_read_is_cut_makes_no_difference(codes: list[str], data: st.DataObject) -> None:
    stream = "\r\n".join([*codes, ""])
    cut = data.draw(st.integers(0, len(stream)))
    lexer = ScanLexer()
    assert lexer.feed(stream[:cut]) + lexer.feed(stream[cut:]) == ScanLexer().feed(stream)


def test_the_gs1_separator_stays_in_the_code() -> None:
    assert ScanLexer().feed("]C101\x1d21SN1\x1d\r") == ["]C101\x1d21SN1\x1d"]


def test_enter_alone_is_an_empty_scan() -> None:
    assert ScanLexer().feed("\r\r\n") == ["", ""]


def test_enter_after_a_line_feed_is_a_second_one() -> None:
    assert ScanLexer().feed("A\n\r") == ["A", ""]


def test_a_tab_alone_ends_nothing() -> None:
    assert ScanLexer().feed("\tA\t\t") == ["A"]


def test_what_has_no_terminator_waits() -> None:
    lexer = ScanLexer()
    assert lexer.feed("SN00") == []
    assert lexer.text == "SN00"
    assert lexer.feed("12\r") == ["SN0012"]
    assert lexer.text == ""


def test_typing_can_be_corrected() -> None:
    lexer = ScanLexer()
    lexer.feed("SN12")
    lexer.erase()
    assert lexer.feed("3\r") == ["SN13"]


def test_erasing_nothing_does_nothing() -> None:
    lexer = ScanLexer()
    lexer.erase()
    assert lexer.feed("A\r") == ["A"]


@pytest.mark.parametrize("typed", [LONGEST, LONGEST + 1, LONGEST + 2, 1_000_000])
def test_of_a_scan_that_is_too_long_enough_is_kept_to_refuse_it(typed: int) -> None:
    lexer = ScanLexer()
    lexer.feed("x" * typed)
    assert lexer.feed("\rSN1\r") == ["x" * min(typed, LONGEST + 1), "SN1"]


def test_a_scan_that_is_too_long_stays_so_until_it_is_ended_or_cleared() -> None:
    lexer = ScanLexer()
    lexer.feed("x" * (LONGEST + 10))
    lexer.erase()
    assert len(lexer.clear()) == LONGEST + 1
    assert lexer.feed("SN1\r") == ["SN1"]


def test_several_pasted_lines_are_several_scans() -> None:
    assert ScanLexer().paste("A\nB\nC") == ["A", "B", "C"]


def test_a_pasted_code_without_terminator_can_still_be_edited() -> None:
    lexer = ScanLexer()
    assert lexer.paste("SN1") == []
    assert lexer.text == "SN1"


def test_a_paste_goes_on_where_typing_stopped() -> None:
    lexer = ScanLexer()
    lexer.feed("SN")
    assert lexer.paste("1\r\nSN2\r\n") == ["SN1", "SN2"]
    assert lexer.text == ""
