"""The lower rows: the answer, the error, the lists and the keys, and how they share the room."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from serialhhd.flows.seam.view import Action, Choice, Message, Progress, Serials, Severity, View
from serialhhd.screens.hhd.drawing.measures import Measures
from serialhhd.screens.hhd.drawing.rows import (
    answer_height,
    answer_rows,
    cuts_answer,
    error_rows,
    fits_on_page,
    free_rows,
    hides_echo,
    hides_facts,
    hides_title,
    key_row,
    list_rows,
    page_of,
    with_progress,
)
from serialhhd.screens.hhd.drawing.screen_state import ScreenState
from serialhhd.screens.hhd.panels.keyed_actions import keyed_actions
from serialhhd.screens.hhd.panels.panels import Close, Panel, PanelEntry

LONG = "CAM-200 is a product, not a serial. Scan the serial label."
MEASURES = st.builds(Measures, st.integers(16, 100), st.integers(8, 40))
TEXTS = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=200)
SEVERITIES = st.sampled_from(["info", "success", "warning", "error"])
LABELS = st.lists(
    st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=30), max_size=30
)


def answered(
    text: str,
    severity: Severity = "info",
    *,
    echo: str = "",
    choices: tuple[str, ...] = (),
    newest: tuple[str, ...] = (),
) -> ScreenState:
    serials = Serials(len(newest), 9, newest[0], newest) if newest else None
    numbered = tuple(Choice(str(number), label) for number, label in enumerate(choices, start=1))
    message = Message(severity, "code", text)
    return ScreenState(
        View("f", "s", "T", "Q?", serials=serials, choices=numbered, message=message), echo=echo
    )


def failed(text: str, *, ignored: int = 0, page: int = 0) -> ScreenState:
    return ScreenState(error=Message("error", "serial_is_other_code", text), ignored=ignored, page=page)


# --- the answer -------------------------------------------------------------------------------------------------


def test_an_error_and_a_warning_say_so_in_words() -> None:
    assert answer_rows(answered("No.", "error"), 20, 2) == ["ERROR No.           "]
    assert answer_rows(answered("Twice.", "warning"), 20, 2) == ["WARNING Twice.      "]
    assert answer_rows(answered("Good.", "success"), 20, 2) == ["Good.               "]


@pytest.mark.parametrize(
    ("text", "echo"), [("SN1  1/3", "SN1"), ("A-01", "A-01"), ("CAM-200  3 to do", "CAM-200")]
)
def test_what_the_echo_says_already_is_not_said_again(text: str, echo: str) -> None:
    assert answer_rows(answered(text, echo=echo), 20, 2) == []


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("SN12 removed", "SN1"),
        ("SN1 taken back", "SN1"),
        ("SN1  1/3", ""),
        ("CAM-1  2 there. Not asked: GOODS-IN.", "CAM-1"),
    ],
)
def test_what_the_echo_does_not_say_is_said(text: str, echo: str) -> None:
    assert answer_rows(answered(text, echo=echo), 20, 2) != []


def test_an_error_is_said_even_where_it_begins_with_the_echo() -> None:
    assert answer_rows(answered("SN1  is wrong", "error", echo="SN1"), 20, 2) != []


def test_a_sentence_takes_free_rows_of_the_list() -> None:
    shown = answered(LONG, "warning", newest=("SN3", "SN2", "SN1"))
    assert answer_height(shown, Measures(20, 16)) == 4
    assert not cuts_answer(shown, Measures(20, 16))


def test_on_a_high_screen_the_list_stays_where_it_is() -> None:
    measures = Measures(26, 16)
    heights = {
        answer_height(answered(text, newest=("SN1",)), measures)
        for text in ("Short.", "Two rows of words here.")
    }
    assert heights | {answer_height(ScreenState(), measures)} == {2}


@pytest.mark.parametrize(("large", "height"), [("PL-513", 1), ("T-2", 2), ("", 2)])
def test_a_short_answer_leaves_its_second_row_to_what_is_to_be_seen_large(large: str, height: int) -> None:
    shown = answered("PL-513", echo="LCK-0003")
    shown = replace(shown, view=replace(shown.view, large=large))
    measures = Measures(20, 16)
    assert answer_height(shown, measures) == height
    drawn = list_rows(shown, measures.columns, free_rows(shown, measures) - height)
    assert any("█" in row for row in drawn) == bool(large)


def test_choices_are_not_pushed_off_the_screen() -> None:
    shown = answered(LONG, "warning", choices=("Acme", "Lens", "North", "East", "West"))
    measures = Measures(20, 16)
    assert answer_height(shown, measures) == measures.rest - 5


def test_on_the_smallest_screens_information_gives_way_to_choices_that_fit() -> None:
    shown = answered("PR-1 Acme Optics: 4 to do", choices=("Camera outdoor", "Battery pack", "Bag", "Box"))
    assert answer_height(shown, Measures(20, 8)) == 0
    assert cuts_answer(shown, Measures(20, 8))


def test_information_gives_way_to_choices_that_are_whole_in_its_rows() -> None:
    flows = ("Pre-Receipt Receive", "Pick Tasks by Pick List")
    assert answer_height(answered("Hello anna.", choices=flows), Measures(20, 8)) == 0
    assert answer_height(answered("Hello anna.", choices=("Receive", "Pick")), Measures(20, 8)) == 1


def test_an_acknowledged_error_gives_its_rows_to_choices_that_have_few() -> None:
    shown = answered(LONG, "error", choices=tuple(f"PR-100{number}" for number in range(5)))
    assert [answer_height(shown, Measures(20, rows)) for rows in (8, 12)] == [0, 0]
    assert answer_height(shown, Measures(20, 16)) == 2
    assert answer_height(answered(LONG, "error", newest=("SN1",)), Measures(20, 8)) == 2


@pytest.mark.parametrize(
    ("fields", "choices", "measures", "hidden"),
    [
        ({"pre_receipt": "PR-1"}, ("BAG-1",), Measures(20, 8), True),
        ({"pre_receipt": "PR-1"}, ("BAG-1",), Measures(20, 10), False),
        ({"pre_receipt": "PR-1"}, (), Measures(20, 8), False),
        ({"pick_list": "PL-1", "product": "BAG-1"}, ("Damaged",), Measures(20, 8), False),
    ],
    ids=["choices", "on a higher one", "nothing to choose", "facts"],
)
def test_a_row_without_facts_is_the_choices(
    fields: dict[str, str | int], choices: tuple[str, ...], measures: Measures, hidden: bool
) -> None:
    shown = answered("", choices=choices)
    shown = replace(shown, view=replace(shown.view, fields=fields))
    assert hides_facts(shown, measures) is hidden
    assert free_rows(shown, measures) == measures.rest + hides_echo(shown, measures) + hidden


def test_on_the_smallest_screens_a_success_is_said_all_the_same() -> None:
    shown = answered(
        "PL-1 is complete. 3 CAM-200 picked.", "success", choices=("Camera outdoor", "Battery pack", "Bag")
    )
    assert answer_height(shown, Measures(20, 8)) == 2


SMALLEST = [Measures(16, 5), Measures(16, 6), Measures(20, 7), Measures(30, 5)]
IN_WORK: dict[str, str | int] = {"product": "CAM-1", "location": "A-01", "quantity": 2}


@pytest.mark.parametrize("measures", SMALLEST, ids=str)
@pytest.mark.parametrize("severity", ["info", "success", "warning"])
def test_on_the_smallest_screens_what_is_known_gives_way_to_what_is_said_once(
    severity: Severity, measures: Measures
) -> None:
    shown = answered("TOTE-1: PL-513: LCK-7.", severity, echo="LCK-0003")
    shown = replace(shown, view=replace(shown.view, fields=IN_WORK))
    assert answer_height(shown, measures) == len(
        answer_rows(shown, measures.columns, free_rows(shown, measures))
    )
    assert not cuts_answer(shown, measures)
    taken = answered("SN1  1/3", severity="success", echo="SN1", newest=("SN1",))
    taken = replace(taken, view=replace(taken.view, fields=IN_WORK))
    assert not hides_facts(taken, measures)
    assert not hides_title(taken, measures)


@pytest.mark.parametrize("measures", SMALLEST, ids=str)
@pytest.mark.parametrize("fields", [{}, IN_WORK], ids=["before", "in work"])
def test_on_the_smallest_screens_choices_and_an_answer_have_a_row_each(
    fields: dict[str, str | int], measures: Measures
) -> None:
    shown = answered("3 CBL-2 counted at A-01-02.", "success", choices=("Damaged", "Lost", "Scrapped"))
    shown = replace(shown, view=replace(shown.view, fields=fields))
    height = answer_height(shown, measures)
    assert 1 <= height < free_rows(shown, measures)
    asked = replace(shown, view=replace(shown.view, message=None))
    assert free_rows(asked, measures) >= 1


def test_a_training_store_says_so_however_small_the_screen_is() -> None:
    shown = answered("TOTE-1: PL-513: LCK-7.", "success", echo="LCK-0003")
    shown = replace(shown, view=replace(shown.view, is_training=True))
    assert not hides_title(shown, Measures(16, 5))
    assert answer_height(shown, Measures(16, 5)) == 1
    assert cuts_answer(shown, Measures(16, 5))


def test_an_error_that_was_acknowledged_gives_its_row_back_to_what_is_known() -> None:
    shown = answered("SN1 is here already.", "error")
    shown = replace(shown, view=replace(shown.view, fields=IN_WORK))
    assert not hides_facts(shown, Measures(16, 5))
    assert not hides_title(shown, Measures(16, 5))


def test_rows_without_facts_are_the_answer_s() -> None:
    said = "TOTE-2: PL-514: LCK-7. PL-514 is complete. BA-42 is done."
    shown = answered(said, "success", echo="TOTE-2")
    assert not cuts_answer(shown, Measures(20, 8))
    shown = replace(shown, view=replace(shown.view, fields=IN_WORK))
    assert cuts_answer(shown, Measures(20, 8))


def test_an_error_that_was_acknowledged_was_read_whole() -> None:
    assert not cuts_answer(answered(LONG * 3, "error"), Measures(20, 8))
    assert cuts_answer(answered(LONG * 3, "warning"), Measures(20, 8))


@pytest.mark.parametrize(
    ("shown", "measures", "hidden"),
    [
        (answered(LONG, echo="SN1"), Measures(20, 8), True),
        (answered(LONG, echo="SN1"), Measures(40, 8), False),
        (answered("SN1  1/3", echo="SN1"), Measures(20, 8), False),
        (ScreenState(panel=Panel("text", "HELP"), echo="SN1"), Measures(40, 8), True),
        (ScreenState(panel=Panel("text", "HELP"), echo="SN1"), Measures(40, 16), False),
        (ScreenState(panel=Panel("confirm", "REMOVE?"), echo="SN1"), Measures(40, 16), True),
    ],
    ids=["answer", "answer on a wide one", "nothing to say", "panel", "panel on a high one", "question"],
)
def test_the_echo_gives_way_where_its_row_is_needed_more(
    shown: ScreenState, measures: Measures, hidden: bool
) -> None:
    assert hides_echo(shown, measures) is hidden


def test_choices_take_the_rows_that_nothing_is_said_in() -> None:
    measures, many = Measures(20, 16), tuple(f"PR-100{number}" for number in range(9))
    view = View(
        "f", "s", "T", "Q?", choices=tuple(Choice(str(n), label) for n, label in enumerate(many, start=1))
    )
    assert hides_facts(ScreenState(view), measures)
    assert hides_echo(ScreenState(view), measures)
    assert free_rows(ScreenState(view), measures) == measures.rest + measures.facts + 1
    few = replace(view, choices=view.choices[:4])
    assert not hides_facts(ScreenState(few), measures)
    assert not hides_echo(ScreenState(few), measures)


@given(TEXTS, SEVERITIES, LABELS, MEASURES)
def test_the_answer_leaves_the_list_its_rows(
    text: str, severity: Severity, labels: list[str], measures: Measures
) -> None:
    shown = answered(text, severity, choices=tuple(labels))
    height = answer_height(shown, measures)
    rest = free_rows(shown, measures)
    assert (0 if labels else measures.least_answer) <= height <= max(rest, 2)
    assert not labels or height <= 2 or fits_on_page(labels, measures.columns, rest - height)


# --- the error --------------------------------------------------------------------------------------------------


def test_an_error_says_the_word_the_sentence_and_how_to_go_on() -> None:
    rows = error_rows(failed("SN1 was picked on PL-7."), 20, 8)
    assert rows == ["ERROR", "", "SN1 was picked on", "PL-7.", "", "", "", "F2 or . + ENT"]


@pytest.mark.parametrize("measures", [Measures(20, 8), Measures(26, 16), Measures(80, 24)])
def test_the_code_of_an_error_stays_off_the_screen(measures: Measures) -> None:
    rows = error_rows(failed("SN1 was picked on PL-7."), measures.columns, measures.rows)
    assert "SN1 was picked on PL-7." in " ".join(rows)
    assert "serial_is_other_code" not in "".join(rows)


def test_an_error_that_fills_the_screen_has_no_page_to_turn() -> None:
    rows = error_rows(
        failed("SN0001 was dispatched to Harbour Office on PL-499. Only a return brings it back."), 20, 8
    )
    assert rows[1:] == [
        "SN0001 was",
        "dispatched to",
        "Harbour Office on",
        "PL-499. Only a",
        "return brings it",
        "back.",
        "F2 or . + ENT",
    ]


def test_ignored_scans_are_counted_above_the_keys() -> None:
    rows = error_rows(failed(LONG, ignored=3), 20, 16)
    assert rows[-2:] == ["3 scans ignored   ", "F2 or . + ENT"]


def test_the_pages_of_an_error_hold_all_of_it() -> None:
    words = [f"SERIAL-{number}" for number in range(30)]
    pages = [error_rows(failed(" ".join(words), page=page), 20, 8) for page in range(8)]
    assert "1/5 PgDn" in pages[0][-2]
    assert [word for word in words if word not in " ".join(" ".join(page) for page in pages)] == []


@given(TEXTS, st.integers(0, 200), st.integers(0, 9), MEASURES)
def test_an_error_fills_the_screen_and_no_more(
    text: str, ignored: int, page: int, measures: Measures
) -> None:
    rows = error_rows(failed(text, ignored=ignored, page=page), measures.columns, measures.rows)
    assert len(rows) == measures.rows
    assert all(cell_len(row) <= measures.columns - 2 for row in rows)


def test_without_an_error_there_is_nothing() -> None:
    assert error_rows(ScreenState(), 20, 8) == []


# --- the list ---------------------------------------------------------------------------------------------------


def test_the_newest_serial_stands_first_and_a_long_one_shows_its_end() -> None:
    shown = answered("", newest=("A-SERIAL-WITH-A-LONG-NAME-0002", "SN1"))
    assert list_rows(shown, 20, 3) == ["A-SERI…ONG-NAME-0002", "SN1                 "]


def test_choices_take_more_rows_where_all_of_them_are_whole_then() -> None:
    shown = answered("", choices=("Pre-Receipt Receive", "Pick Tasks by Pick List"))
    assert [row.rstrip(" ") for row in list_rows(shown, 20, 4)] == [
        "1 Pre-Receipt",
        "  Receive",
        "2 Pick Tasks by Pick",
        "  List",
    ]
    assert [row.rstrip(" ") for row in list_rows(shown, 20, 3)] == [
        "1 Pre-Receipt Recei…",
        "2 Pick Tasks by Pic…",
    ]


def test_no_number_stands_alone_above_its_choice() -> None:
    shown = answered("", choices=("A-SERIAL-WITH-A-LONG-NAME",))
    assert list_rows(shown, 20, 4) == ["1 A-SERIAL-WITH-A-L…"]


def test_short_choices_share_a_row_where_there_is_no_other() -> None:
    shown = answered("", choices=("Yes", "No"))
    assert [row.rstrip(" ") for row in list_rows(shown, 20, 2)] == ["1 Yes", "2 No"]
    assert [row.rstrip(" ") for row in list_rows(shown, 20, 1)] == ["1 Yes  2 No"]


def test_a_second_page_says_so_in_the_last_row() -> None:
    shown = answered("", choices=tuple(f"PR-100{number}" for number in range(5)))
    assert list_rows(shown, 20, 2) == ["1 PR-1000           ", "2 PR-1001   1/3 PgDn"]


def test_a_text_gives_the_number_of_its_page_a_row_of_its_own() -> None:
    panel = Panel("text", "HELP", text=("Twenty characters ok", "Twenty characters ok", "End."))
    assert list_rows(ScreenState(panel=panel), 20, 2) == ["Twenty characters ok", "            1/3 PgDn"]


def test_a_panel_wraps_its_text_and_numbers_its_entries() -> None:
    panel = Panel(
        "confirm",
        "SURE?",
        (PanelEntry(1, "Yes", Close()), PanelEntry(2, "No", Close())),
        ("3 serials will be dropped.",),
    )
    assert [row.rstrip(" ") for row in list_rows(ScreenState(panel=panel), 20, 6)] == [
        "3 serials will be",
        "dropped.",
        "1 Yes",
        "2 No",
    ]


def test_how_far_the_document_is_stands_in_a_row_that_the_list_leaves_free() -> None:
    view = View("f", "s", "T", "Q?", progress=Progress(3, 7, 12, 47))
    told = "line 3 of 7    12/47"
    assert with_progress(["SN1"], ScreenState(view), 20, 3) == ["SN1", "", told]
    assert with_progress(["SN2", "SN1"], ScreenState(view), 20, 2) == ["SN2", "SN1"]
    assert with_progress([], ScreenState(view, panel=Panel("text", "HELP")), 20, 3) == []
    assert with_progress([], ScreenState(), 20, 3) == []


def test_after_the_last_page_comes_the_first() -> None:
    assert page_of(["a", "b", "c"], 2, 2).lines == ["a", "b"]
    assert page_of(["a", "b", "c"], 2, -1).lines == ["c"]
    assert page_of([], 2, 5) == page_of([], 0, 0)


@given(LABELS, MEASURES, st.integers(0, 40))
def test_no_choice_is_lost_between_the_pages(labels: list[str], measures: Measures, rows: int) -> None:
    rows = rows % measures.rows + 1
    shown = answered("", choices=tuple(labels))
    pages = [
        list_rows(ScreenState(shown.view, page=page), measures.columns, rows)
        for page in range(len(labels) + 1)
    ]
    drawn = " ".join(" ".join(page) for page in pages)
    assert all(f"{number} {label[:1]}" in drawn for number, label in enumerate(labels, start=1))
    assert all(len(page) <= rows for page in pages)
    assert all(cell_len(row) <= measures.columns for page in pages for row in page)


# --- the keys ---------------------------------------------------------------------------------------------------


def test_as_many_keys_as_fit_most_useful_first() -> None:
    view = View(
        "f",
        "s",
        "T",
        "Q?",
        actions=(Action(":done", "Done"), Action(":undo", "Undo"), Action(":back", "Back")),
    )
    shown = ScreenState(view, actions=keyed_actions(view))
    assert key_row(shown, 20) == ".Menu F3Undo F4Done "
    assert key_row(shown, 12) == ".Menu F4Done"
    assert key_row(shown, 48).rstrip(" ") == ".Menu  F1 Help  F2 Back  F3 Undo  F4 Done"


def test_a_panel_has_keys_of_its_own() -> None:
    assert key_row(ScreenState(prefix="*", panel=Panel("text", "HELP")), 20).rstrip(" ") == "*Close F2Back"
    assert key_row(ScreenState(panel=Panel("confirm", "SURE?")), 20).rstrip(" ") == ".Close F2No F4Yes"
