"""The entry handler without a screen: what opens over a question, labels, and who leaves."""

import pytest

from serialhhd.flows.seam.view import Serials
from serialhhd.screens.entering.entries import (
    Entry,
    FunctionKey,
    LeaveAsked,
    PageTurn,
)
from serialhhd.screens.hhd.drawing.measures import Measures
from serialhhd.store.engine.store import Store
from tests.screens.hhd.counter import Served

ON_SERIALS = ("PR-1007", "CAM-200")
AT_PLACE = ("PL-501", "A-01-01")


@pytest.fixture
def served(warehouse: Store) -> Served:
    return Served(warehouse)


# --- panels -----------------------------------------------------------------------------------------------------


async def test_a_number_takes_an_action_with_the_list_open_and_without(served: Served) -> None:
    await served.enters(*ON_SERIALS, "SN1", "SN2")
    for entries, left in (((".3",), 1), ((".", "3"), 0)):
        shown = await served.enters(*entries)
        assert served.told == "serial_removed_from_captures"
        assert shown.view.serials is not None
        assert shown.view.serials.captured == left


async def test_the_list_has_an_entry_a_row(served: Served) -> None:
    shown = await served.enters("PR-1007", ":list")
    assert shown.panel is not None
    assert shown.panel.text == ("To do: CAM-200 300 Camera 4K Weatherproof", "BAG-1 4 Bag", "CHG-5 2 Charger")


@pytest.mark.parametrize("aim_id", ["]C0", "]Q1", "]d1"])
async def test_a_printed_action_is_what_is_typed_whatever_the_scanner_puts_before_it(
    served: Served, aim_id: str
) -> None:
    shown = await served.enters(*ON_SERIALS, "SN1", f"{aim_id}:cancel")
    assert shown.panel is not None
    shown = await served.enters(f"{aim_id}:no", "WRONG" * 20, f"{aim_id}.")
    assert shown.error is None
    assert shown.view.prompt == "SERIAL?"
    assert (await served.enters(f"{aim_id}SN2")).view.serials == Serials(2, 300, "SN2", ("SN2", "SN1"))


async def test_cancelling_asks_what_would_be_dropped(served: Served) -> None:
    shown = await served.enters(*ON_SERIALS, "SN1", FunctionKey("F8"))
    assert shown.panel is not None
    assert shown.panel.text == ("1 serial scanned here will be dropped.",)
    assert (await served.enters(FunctionKey("F8"))).view.prompt == "PRE-RECEIPT?"


@pytest.mark.parametrize("again", [":cancel", ":CANCEL", "8", ".8", FunctionKey("F8")])
async def test_captures_are_dropped_by_saying_so_twice(served: Served, again: str | Entry) -> None:
    assert (await served.enters(*ON_SERIALS, "SN1", ":cancel", again)).view.prompt == "PRE-RECEIPT?"
    assert served.told == "run_cancelled"


@pytest.mark.parametrize("other", [":yes", ":ok", ".1", ".4", "", FunctionKey("F4")])
async def test_nothing_else_drops_captures(served: Served, other: str | Entry) -> None:
    await served.enters(*ON_SERIALS, "SN1", ":cancel", other)
    assert (await served.enters(*[FunctionKey("F2")] * 4, "PR-1007", "CAM-200")).echo == "SN1"


@pytest.mark.parametrize("again", [":cancel", FunctionKey("F8")])
async def test_a_key_or_card_that_bounces_drops_nothing(served: Served, again: str | Entry) -> None:
    await served.enters(*ON_SERIALS, "SN1", again)
    served.now += 0.4
    await served.take(again)
    assert served.device.shown.panel is not None
    assert (await served.enters(again)).view.prompt == "PRE-RECEIPT?"


@pytest.mark.parametrize("yes", [":yes", ":YES", "1", ".1", ".4", FunctionKey("F4")])
async def test_what_the_screen_asks_is_answered_yes(served: Served, yes: str | Entry) -> None:
    await served.enters(*ON_SERIALS, "SN1", ":remove", "1", yes)
    assert served.told == "serial_removed_from_captures"


@pytest.mark.parametrize("no", [":no", ":back", "2", ".", FunctionKey("F2")])
@pytest.mark.parametrize("asked", [(":cancel",), (":remove", "1")])
async def test_what_the_screen_asks_is_answered_no(
    served: Served, no: str | Entry, asked: tuple[str, ...]
) -> None:
    before = await served.enters(*ON_SERIALS, "SN1")
    assert (await served.enters(*asked)).panel is not None
    shown = await served.enters(no)
    assert (shown.panel, shown.view) == (None, before.view)


async def test_removing_is_answered_by_its_word(served: Served) -> None:
    await served.enters(*ON_SERIALS, "SN1", "SN2", ":remove", "2", ":yes")
    assert served.told == "serial_removed_from_captures"


@pytest.mark.parametrize("scanned", ["SN1", "sn1", "]C121SN1", "(21)SN1"])
async def test_a_serial_scanned_at_remove_which_is_the_answer(served: Served, scanned: str) -> None:
    shown = await served.enters(*ON_SERIALS, "SN1", "SN2", ":remove", scanned)
    assert shown.panel is not None
    assert (shown.panel.prompt, shown.panel.text) == ("REMOVE?", ("SN1",))
    assert (await served.enters(":yes")).echo == "SN2"


async def test_a_serial_far_down_the_list_is_the_answer_too(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serialhhd.screens.hhd.entry_handler.FETCHED_SERIALS", 5)
    shown = await served.enters(*ON_SERIALS, *(f"SN{number}" for number in range(12)), ":remove", "SN0")
    assert shown.panel is not None
    assert shown.panel.text == ("SN0",)


async def test_a_serial_that_is_not_captured_is_never_taken_at_remove_which(served: Served) -> None:
    shown = await served.enters(*ON_SERIALS, "SN1", FunctionKey("F7"), "SN2")
    assert shown.error is not None
    assert (shown.error.code, shown.panel) == ("not_captured", None)
    assert shown.view.serials is not None
    assert shown.view.serials.captured == 1


@pytest.mark.parametrize("opened", [".", ":list", ":help"])
async def test_back_closes_what_is_open_and_nothing_else(served: Served, opened: str) -> None:
    await served.enters(*ON_SERIALS, "SN1")
    assert (await served.enters(opened)).panel is not None
    shown = await served.enters(":back")
    assert (shown.panel, shown.view.prompt) == (None, "SERIAL?")
    assert (await served.enters(":back")).view.prompt == "PRODUCT?"


async def test_a_word_that_answers_no_panel_is_taken_behind_it(served: Served) -> None:
    assert (await served.enters(*ON_SERIALS, "SN1", ":cancel", ":done")).view.prompt == "QUANTITY?"


async def test_enter_turns_the_page_of_choices_that_do_not_fit(warehouse: Store) -> None:
    served = Served(warehouse, measures=Measures(20, 8))
    await served.enters("PR-1007")
    assert (await served.enters("")).page == 1
    shown = await served.enters("")
    assert (shown.page, shown.error, shown.view.prompt) == (2, None, "PRODUCT?")


async def test_enter_alone_is_no_choice_where_all_of_them_are_shown(served: Served) -> None:
    shown = await served.enters("PR-1007", "")
    assert shown.error is not None
    assert shown.error.code == "nothing_entered"


async def test_a_sentence_that_was_cut_is_opened_once(warehouse: Store) -> None:
    served = Served(warehouse, measures=Measures(20, 8))
    shown = await served.enters(*ON_SERIALS, "SERIAL-0001..SERIAL-0020", ":yes")
    assert ":more" in [action.word for action in shown.actions]
    shown = await served.enters(PageTurn(1))
    assert shown.panel is not None
    assert shown.panel.text == ("20 serials SERIAL-0001 to SERIAL-0020, 20 in all",)
    shown = await served.enters(FunctionKey("F2"), PageTurn(1))
    assert shown.panel is not None
    assert shown.panel.prompt == "REMOVE WHICH?"


async def test_the_list_of_serials_is_fetched_whole(served: Served) -> None:
    shown = await served.enters(*ON_SERIALS, "SN0001..SN0120", ":yes", PageTurn(1))
    assert shown.panel is not None
    assert [entry.label for entry in shown.panel.entries] == [
        f"SN{number:04}" for number in range(120, 0, -1)
    ]
    assert shown.panel.is_complete


# --- labels and leaving -----------------------------------------------------------------------------------------


async def test_a_label_is_read_only_where_labels_are_shown(warehouse: Store) -> None:
    served = Served(warehouse, has_labels=True)
    shown = await served.enters("..1")
    assert shown.labels
    assert served.device.aimed_at == [shown.labels[0].text]
    served = Served(warehouse, has_labels=False)
    await served.enters("..1")
    assert (served.told, served.device.shown.labels, served.device.aimed_at) == ("unknown", (), [])


async def test_a_word_is_known_whatever_its_letter_case(served: Served) -> None:
    shown = await served.enters(*ON_SERIALS, "SN1", ":CANCEL")
    assert shown.panel is not None
    await served.enters(":no", ":Quit")
    assert served.device.has_been_left


async def test_leaving_is_told_by_ctrl_c_and_done_by_quit(served: Served) -> None:
    await served.enters(*ON_SERIALS, LeaveAsked())
    assert (served.told, served.device.has_been_left) == ("how_to_leave", False)
    await served.enters(":quit")
    assert served.device.has_been_left
