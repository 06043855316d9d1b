"""The entry handler without a screen: what an entry means now, what is heard, and what is echoed."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.handheld import Profile
from serialhhd.flows.seam.view import Label, Scan, Serials, View
from serialhhd.flows.sentences import messages
from serialhhd.screens.entering.entries import (
    EnteredLine,
    Entry,
    FunctionKey,
    LeaveAsked,
    PageTurn,
    TimedEntry,
)
from serialhhd.screens.hhd.drawing import rows
from serialhhd.screens.hhd.drawing.measures import Measures
from serialhhd.screens.hhd.drawing.screen_state import STARTED, ScreenState
from serialhhd.screens.hhd.entry_handler import EntryHandler
from serialhhd.screens.hhd.served_screen import Tone
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.unavailable import unavailable
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.words.refusal import UNSURE, StoreUnavailable

ON_SERIALS = ("PR-1007", "CAM-200")
AT_PLACE = ("PL-501", "A-01-01")


class Counter:
    """A device that nobody looks at: it keeps what it was asked for."""

    def __init__(self, *, measures: Measures, has_labels: bool, ahead: int = 0) -> None:
        self.shown: ScreenState = STARTED
        self.heard: list[Tone] = []
        self.aimed_at: list[str] = []
        self.has_been_left = False
        self.ahead = ahead
        self.measures = measures
        self._has_labels = has_labels

    def draw(self, shown: ScreenState) -> None:
        self.shown = shown

    def set_up(self, profile: Profile) -> None:
        """Nothing: it has one sound and one look."""

    def sound(self, tone: Tone) -> None:
        self.heard.append(tone)

    def flush(self) -> int:
        dropped, self.ahead = self.ahead, 0
        return dropped

    def leave(self) -> None:
        self.has_been_left = True

    def fits(self, labels: Sequence[str]) -> bool:
        return rows.fits_on_page(labels, self.measures.columns, self.measures.rest)

    def cuts_answer(self, shown: ScreenState) -> bool:
        return rows.cuts_answer(shown, self.measures)

    @property
    def shows_labels(self) -> bool:
        return self._has_labels

    def takes_beside(self, line: str) -> bool:  # noqa: ARG002 - nothing lies there
        return False

    def aim(self, label: Label) -> None:
        self.aimed_at.append(label.text)


class Served:
    """An operator at such a device, with the entry handler between the device and a store."""

    def __init__(
        self,
        store: Store,
        flow: str = "goods_in",
        measures: Measures | None = None,
        *,
        has_labels: bool = False,
    ) -> None:
        self.device = Counter(measures=measures or Measures(26, 16), has_labels=has_labels)
        session = Session(store, FlowsFile(PACKAGED), "anna", flow)
        self.now = 0.0
        self.handler = EntryHandler(session, self.device, DeviceSettings(), lambda: self.now)

    async def enters(self, *entries: str | Entry) -> ScreenState:
        """Start, if that has not been done, and take the entries, a second after each other; a text is a line."""
        if self.device.shown is STARTED:
            await self.handler.start()
        for entry in entries:
            self.now += 1
            await self.take(entry)
        return self.device.shown

    async def take(self, entry: str | Entry) -> None:
        """Take an entry at once."""
        given = EnteredLine(entry) if isinstance(entry, str) else entry
        await self.handler.take(TimedEntry(given, self.now))

    @property
    def told(self) -> str:
        message = self.device.shown.view.message
        return message.code if message else ""


@pytest.fixture
def served(warehouse: Store) -> Served:
    return Served(warehouse)


# --- what is echoed ---------------------------------------------------------------------------------------------


async def test_what_leads_to_the_next_question_is_echoed(served: Served) -> None:
    assert (await served.enters()).echo == ""
    assert (await served.enters("PR-1007")).echo == "PR-1007"
    assert (await served.enters("CAM-200")).echo == "CAM-200"
    assert (await served.enters("SN1")).echo == "SN1"


async def test_a_choice_is_echoed_by_its_label(served: Served) -> None:
    assert (await served.enters("1")).echo == "PR-1007 Acme Optics"


async def test_enter_is_echoed_as_what_it_stood_for(served: Served) -> None:
    shown = await served.enters("PR-1007", "BAG-1", "")
    assert (shown.view.prompt, shown.echo) == ("LOCATION?", "4")


async def test_what_is_refused_is_not_echoed(served: Served) -> None:
    assert (await served.enters(*ON_SERIALS, "SN1", "CAM-200")).echo == "SN1"


async def test_a_range_is_not_echoed_before_it_is_taken(served: Served) -> None:
    shown = await served.enters(*ON_SERIALS, "SN0001..SN0003")
    assert (shown.view.prompt, shown.echo) == ("TAKE THEM?", "CAM-200")
    assert (await served.enters(":yes")).echo == "SN0003"


async def test_a_serial_taken_back_is_not_echoed_any_more(served: Served) -> None:
    assert (await served.enters(*ON_SERIALS, "SN1", "SN2", ":undo")).echo == "SN1"
    assert (await served.enters(":undo")).echo == ""


async def test_an_action_is_not_echoed(served: Served) -> None:
    assert (await served.enters("PR-1007", ":list")).echo == "PR-1007"


# --- what is heard ----------------------------------------------------------------------------------------------


async def test_each_answer_has_its_tone(served: Served) -> None:
    await served.enters(*ON_SERIALS)
    assert served.device.heard == []
    await served.enters("SN1", "SN1", "CAM-200")
    assert served.device.heard == [Tone.TAKEN, Tone.LOOK, Tone.NOT_TAKEN]


async def test_each_serial_beyond_the_expected_number_is_heard_and_taken(warehouse: Store) -> None:
    warehouse.write(
        lambda conn: pre_receipts.add(conn, "PR-2", [("CAM-200", 1)], at=warehouse.now(), by="office")
    )
    served = Served(warehouse)
    await served.enters("PR-2", "CAM-200", "SN1")
    assert served.device.heard == [Tone.TAKEN]
    shown = await served.enters("SN2", "SN3")
    assert (served.device.heard[1:], shown.echo) == ([Tone.LOOK] * 2, "SN3")
    assert shown.view.message == messages.serial_captured_beyond(serial="SN3", captured=3, expected=1)
    await served.enters(":undo", ":back", "CAM-200")
    assert served.device.heard[3:] == [Tone.TAKEN]
    again = Served(warehouse)
    assert (await again.enters()).view.serials == Serials(2, 1, "SN2", ("SN2", "SN1"))
    assert again.device.heard == []


async def test_a_dead_key_is_heard_and_changes_nothing(served: Served) -> None:
    before = await served.enters(*ON_SERIALS)
    assert await served.enters(FunctionKey("F12")) == before
    assert served.device.heard == [Tone.LOOK]


@pytest.mark.parametrize(("entry", "code"), [(".42", "no_such_action"), ("..42", "no_such_label")])
async def test_a_number_that_stands_nowhere_is_told(warehouse: Store, entry: str, code: str) -> None:
    served = Served(warehouse, has_labels=True)
    await served.enters(*ON_SERIALS, entry)
    assert (served.told, served.device.heard) == (code, [Tone.LOOK])


# --- errors -----------------------------------------------------------------------------------------------------


async def test_an_error_drops_what_was_entered_ahead(served: Served) -> None:
    await served.enters(*ON_SERIALS, "SN1")
    served.device.ahead = 2
    shown = await served.enters("CAM-200")
    assert shown.error is not None
    assert (shown.error.code, shown.ignored, served.device.ahead) == ("serial_is_other_code", 2, 0)


async def test_scans_are_ignored_and_counted_until_a_key_goes_on(served: Served) -> None:
    shown = await served.enters(*ON_SERIALS, "SN1", "CAM-200", "SN2", "SN3", FunctionKey("F4"))
    assert (shown.ignored, served.device.heard[-3:]) == (2, [Tone.NOT_TAKEN] * 3)
    shown = await served.enters(FunctionKey("F2"), "SN4")
    assert (shown.error, shown.ignored, shown.echo) == (None, 0, "SN4")
    assert shown.view.serials is not None
    assert shown.view.serials.captured == 2


async def test_a_second_f2_within_half_a_second_does_nothing(served: Served) -> None:
    await served.enters(*ON_SERIALS, "SN1", "CAM-200")
    for later in (1.0, 0.4, 0.4):
        served.now += later
        await served.take(FunctionKey("F2"))
    shown = served.device.shown
    assert (shown.error, shown.view.prompt) == (None, "SERIAL?")
    served.now += 0.5
    await served.take(FunctionKey("F2"))
    assert served.device.shown.view.prompt == "PRODUCT?"


async def test_f2_ends_the_next_error_however_soon_it_came(served: Served) -> None:
    await served.enters(*ON_SERIALS, "CAM-200", FunctionKey("F2"))
    await served.take("CAM-200")
    await served.take(FunctionKey("F2"))
    assert served.device.shown.error is None


@pytest.mark.parametrize("card", [":back", ":ok", ":UNDO", "]C0:done"])
async def test_a_card_ends_an_error_after_a_pause_and_does_no_more(served: Served, card: str) -> None:
    await served.enters(*ON_SERIALS, "SN1", "CAM-200")
    served.now += 0.4
    await served.take(card)
    assert served.device.shown.error is not None
    served.now += 0.4
    await served.take("SN2")
    served.now += 0.4
    await served.take(card)
    assert served.device.shown.ignored == 3
    served.now += 0.5
    await served.take(card)
    shown = served.device.shown
    assert (shown.error, shown.view.prompt, shown.echo) == (None, "SERIAL?", "SN1")


@pytest.mark.parametrize("code", ["SN2", "CAM-200", ":nothing", "4", "..1"])
async def test_no_other_scan_ends_an_error(served: Served, code: str) -> None:
    assert (await served.enters(*ON_SERIALS, "CAM-200", code)).error is not None


async def test_what_was_ignored_and_taken_last_stays_until_the_next_answer(served: Served) -> None:
    shown = await served.enters(*ON_SERIALS, "SN1", "CAM-200", "SN2", "SN3", ".")
    assert (shown.error, shown.ignored, shown.echo) == (None, 2, "SN1")
    assert (await served.enters("SN2")).ignored == 0


@pytest.mark.parametrize("turn", ["", PageTurn(1)])
async def test_the_pages_of_an_error_are_turned_and_it_stays(served: Served, turn: str | Entry) -> None:
    shown = await served.enters(*ON_SERIALS, "CAM-200", turn)
    assert (shown.error is not None, shown.page, shown.ignored) == (True, 1, 0)


async def test_a_store_that_is_locked_at_the_start_is_asked_again(served: Served, store_path: Path) -> None:
    other = sqlite3.connect(store_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await served.handler.start()
    shown = served.device.shown
    assert shown.error is not None
    assert (shown.error.code, shown.view.prompt) == ("store_locked", "")
    other.execute("ROLLBACK")
    other.close()
    assert (await served.enters(".")).view.prompt == "PRE-RECEIPT?"


async def test_a_scan_that_the_store_could_not_take_is_named(served: Served, store_path: Path) -> None:
    await served.enters(*ON_SERIALS)
    other = sqlite3.connect(store_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    shown = await served.enters("SN2")
    assert shown.error is not None
    assert shown.error.text.startswith("SN2: Not taken. ")
    other.execute("ROLLBACK")
    other.close()


async def test_after_an_error_of_the_store_the_handheld_looks_where_the_run_stands(
    served: Served, store_path: Path
) -> None:
    await served.enters(*ON_SERIALS)
    other = sqlite3.connect(store_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert (await served.enters("SN2")).error
    other.execute("ROLLBACK")
    other.close()
    with Store.open(str(store_path)) as store:
        Session(store, FlowsFile(PACKAGED), "anna").submit(Scan("SN1"))
    shown = await served.enters(".")
    assert shown.view.serials is not None
    assert (shown.view.serials.last, shown.error) == ("SN1", None)
    assert (await served.enters("SN2")).echo == "SN2"


async def test_a_scan_that_may_have_been_taken_is_looked_for(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    await served.enters(*ON_SERIALS)
    submit = Session.submit_async

    async def silent(session: Session, scan: Scan) -> View:
        await submit(session, scan)
        raise unavailable(UNSURE, "of this server")

    monkeypatch.setattr(Session, "submit_async", silent)
    shown = await served.enters("SN1")
    assert shown.error is not None
    assert shown.error.text.startswith("SN1: The store of this server did not answer.")
    assert "Not taken" not in shown.error.text
    monkeypatch.undo()
    shown = await served.enters(".")
    assert shown.view.serials is not None
    assert (shown.view.serials.captured, shown.echo) == (1, "SN1")


async def test_serials_that_the_store_cannot_list_now_are_told_and_the_handheld_goes_on(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> tuple[str, ...]:
        raise StoreUnavailable("store_locked", "The store is locked.")

    await served.enters(*ON_SERIALS, "SN1")
    monkeypatch.setattr(Session, "captured", away)
    shown = await served.enters(":list")
    assert shown.error is not None
    assert (shown.error.code, shown.panel) == ("store_locked", None)
    monkeypatch.undo()
    shown = await served.enters(".", ":list")
    assert shown.panel is not None
    assert (await served.enters(":back", "SN2")).echo == "SN2"


async def test_more_serials_than_are_listed_can_wait_for_the_store(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> tuple[str, ...]:
        raise StoreUnavailable("store_locked", "The store is locked.")

    monkeypatch.setattr("serialhhd.screens.hhd.entry_handler.FETCHED_SERIALS", 5)
    await served.enters(*ON_SERIALS, *(f"SN{number}" for number in range(10)), ":list")
    monkeypatch.setattr(Session, "captured", away)
    shown = await served.enters(PageTurn(1))
    assert shown.error is not None
    assert shown.error.code == "store_locked"


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


# --- goods out --------------------------------------------------------------------------------------------------


async def test_goods_out_echoes_the_place_the_product_and_the_number(sample_warehouse: Store) -> None:
    served = Served(sample_warehouse, "goods_out")
    assert (await served.enters(*AT_PLACE)).echo == "A-01-01"
    assert (await served.enters("CAM-200")).echo == "CAM-200"
    assert (await served.enters("SN0002", "SN0003", "")).echo == "2"


async def test_a_reason_is_echoed_in_words(sample_warehouse: Store) -> None:
    served = Served(sample_warehouse, "goods_out")
    shown = await served.enters("PL-502", "A-02-01", "SEN-3", ":short", "2")
    assert (shown.view.prompt, shown.echo) == ("QUANTITY?", "Damaged")
