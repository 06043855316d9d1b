"""The entry handler without a screen: what an entry means now, what is heard, and what is echoed."""

import sqlite3
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, Serials, View
from serialhhd.flows.sentences import messages
from serialhhd.screens.entering.entries import (
    Entry,
    FunctionKey,
    PageTurn,
)
from serialhhd.screens.hhd.served_screen import Tone
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.unavailable import unavailable
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.words.refusal import UNSURE, StoreUnavailable
from tests.screens.hhd.counter import Served

ON_SERIALS = ("PR-1007", "CAM-200")
AT_PLACE = ("PL-501", "A-01-01")


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
