"""Pre-receipts at the desk: setting them up, entering serials, receiving, and two people at once (R7-R11)."""

import asyncio
from pathlib import Path

import pytest
from textual.screen import ModalScreen
from textual.widgets import TextArea

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_entered, pre_receipt_editing, pre_receipts
from serialhhd.store.serials import traces
from serialhhd.store.words.vocabulary import DocumentState, SerialState
from tests.screens.conftest import AT
from tests.screens.desk.conftest import OpenDesk, opened_on
from tests.screens.desk.pre_receipt import entered, line_of, opens

pytestmark = pytest.mark.slow

NEW = ("f3", "n")


async def test_a_delivery_is_announced(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses(*NEW)
        await clerk.fills(ref="PR-2000", supplier="Acme", lines="CAM-200:3 BAT-5:10")
        screen = await clerk.presses("ctrl+s")
        document = clerk.asks(lambda conn: pre_receipts.show(conn, "PR-2000"))
        lines = clerk.asks(lambda conn: pre_receipts.lines(conn, document))
        assert document.partner == "Acme"
        assert [(line.product, line.quantity) for line in lines] == [("CAM-200", 3), ("BAT-5", 10)]
        assert "Full Tracking" in screen
        assert "none" in screen


async def test_a_line_that_is_unclear_is_refused_and_nothing_is_announced(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses(*NEW)
        await clerk.fills(ref="PR-2000", lines="CAM-200")
        assert "'CAM-200' is no line." in await clerk.presses("ctrl+s")
        assert clerk.asks(lambda conn: pre_receipts.find(conn, "PR-2000")) is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("X:2@L:3", "X:2@L:3 names a location."),  # as on the command line: it was the SKU X:2@L here
        ("CAM-200:1234567890", "The quantity can be 999999999 at most."),
    ],
)
async def test_a_line_of_a_delivery_means_what_it_means_on_the_command_line(
    open_desk: OpenDesk, lines: str, said: str
) -> None:
    async with open_desk() as clerk:
        await clerk.presses(*NEW)
        await clerk.fills(ref="PR-2000", lines=lines)
        await clerk.presses("ctrl+s")
        assert said in clerk.words
        assert clerk.asks(lambda conn: pre_receipts.find(conn, "PR-2000")) is None


@pytest.mark.parametrize("typed", ["9" * 5000, "1000000000"])
async def test_more_units_than_there_can_be_are_refused(open_desk: OpenDesk, typed: str) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("a")
        await clerk.fills(product="CAM-200", quantity=typed)
        await clerk.presses("ctrl+s")
        assert "The quantity can be 999999999 at most." in clerk.words


async def test_lines_are_added_and_taken_off(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("a")
        await clerk.fills(product="CAM-200", quantity="2")
        assert "CAM-200" in await clerk.presses("ctrl+s")
        assert line_of(clerk, "PR-1009", "CAM-200").quantity == 2
        await clerk.presses("down", "down", "down", "delete")
        await clerk.presses("y")
        document = clerk.asks(lambda conn: pre_receipts.show(conn, "PR-1009"))
        assert len(clerk.asks(lambda conn: pre_receipts.lines(conn, document))) == 3
        assert clerk.told == "CAM-200 is no longer on PR-1009."


async def test_another_quantity_and_another_supplier_are_set(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1008")
        await clerk.presses("q")
        await clerk.fills(quantity="many")
        await clerk.presses("ctrl+s")
        assert line_of(clerk, "PR-1008", "RTR-10").quantity == 4
        await clerk.fills(quantity="6")
        await clerk.presses("ctrl+s")
        line = line_of(clerk, "PR-1008", "RTR-10")
        assert (line.line_no, line.quantity, line.pre_entered) == (1, 6, 0)
        await clerk.presses("u")
        await clerk.fills(supplier="Southlink")
        assert "Southlink" in await clerk.presses("ctrl+s")
        assert clerk.asks(lambda conn: pre_receipts.show(conn, "PR-1008")).partner == "Southlink"


async def test_serials_are_pasted_with_a_live_count_and_marks(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e")
        screen = await clerk.types("K1, K2\nK3 + 3\nk1")
        assert "6 of 5 serials  2 twice" in screen
        assert "k1 twice" in screen
        screen = await clerk.types("K1\nK2\nK3..K5")
        assert "5 of 5 serials" in screen
        assert "All can be entered." in screen
        assert "? 3 serials counted up: K3 to K5." in screen
        await clerk.presses("ctrl+s")
        assert "3 serials counted up: K3 to K5." in clerk.words
        await clerk.presses("n")
        assert entered(clerk, "PR-1009", "LCK-7") == ()
        await clerk.presses("ctrl+s")
        screen = await clerk.presses("y")
        assert "5 of 5" in screen
        assert entered(clerk, "PR-1009", "LCK-7") == ("K1", "K2", "K3", "K4", "K5")


SSCC = "340123450000000017"


async def test_what_is_entered_may_say_in_which_sscc_it_comes_and_is_kept(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e")
        assert "looks like an SSCC, but its last digit is wrong" in await clerk.types(f"K1,{SSCC[:-1]}8")
        screen = await clerk.types(f"K1,{SSCC}\nK2\t(00){SSCC}\nK3\nK4\nK5")
        assert "5 of 5 serials" in screen
        await clerk.presses("ctrl+s")
        assert entered(clerk, "PR-1009", "LCK-7") == ("K1", "K2", "K3", "K4", "K5")
        await clerk.presses("e")
        assert clerk.app.screen.query_one(TextArea).text == f"K1,{SSCC}\nK2,{SSCC}\nK3\nK4\nK5"
        await clerk.types(f"K1,{SSCC}\nK2,{SSCC}\nK3\nK4\nK6")  # saved again, they still come in it
        await clerk.presses("ctrl+s")
        held = clerk.asks(lambda conn: [traces.show(conn, f"K{number}").container for number in (1, 2, 3, 6)])
        assert held == [SSCC, SSCC, None, None]


async def test_what_is_doubtful_is_marked_and_asked_about(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e")
        screen = await clerk.types("K1\nK2\nK3\nK4\n7")
        assert "1 to look at" in screen
        assert "? 7 is very short for a serial." in screen
        screen = await clerk.types("K1\nK2\nK3\nK4\nCAM-200")
        assert "! CAM-200 is a product, not a serial." in clerk.words
        await clerk.presses("ctrl+s")
        assert entered(clerk, "PR-1009", "LCK-7") == ()
        await clerk.types("K1\nK2\nK3\nK4\n7")
        await clerk.presses("ctrl+s", "y")
        assert set(entered(clerk, "PR-1009", "LCK-7")) == {"7", "K1", "K2", "K3", "K4"}


async def test_serials_already_known_are_marked_with_their_place(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses(*NEW)
        await clerk.fills(ref="PR-2000", lines="CAM-200:2")
        await clerk.presses("ctrl+s", "e")
        await clerk.types("SN0001\nSN0002")
        assert "2 known already" in clerk.screen
        assert "SN0002 is in stock at A-01-01." in clerk.words
        await clerk.presses("ctrl+s")
        assert entered(clerk, "PR-2000", "CAM-200") == ()


async def test_all_or_none_are_entered(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e")
        await clerk.types("K1")
        await clerk.presses("ctrl+s")
        assert "LCK-7 expects 5, got 1" in clerk.words
        assert entered(clerk, "PR-1009", "LCK-7") == ()
        await clerk.types("K1..K5")
        await clerk.presses("ctrl+s", "y", "e")
        await clerk.types("")
        await clerk.presses("ctrl+s")
        assert entered(clerk, "PR-1009", "LCK-7") == ()


async def test_serials_are_loaded_from_a_file(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "serials.txt"
    path.write_text("K1;K2;K3\r\nK4\r\nK5\r\n", encoding="utf-8")
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e", "ctrl+o")
        await clerk.fills(file=str(tmp_path / "nowhere.txt"))
        assert "cannot be read" in await clerk.presses("ctrl+s")
        await clerk.fills(file=str(path))
        assert "5 of 5 serials" in await clerk.presses("ctrl+s")
        await clerk.presses("ctrl+s")
        assert entered(clerk, "PR-1009", "LCK-7") == ("K1", "K2", "K3", "K4", "K5")


async def test_after_receipt_the_serials_are_read_only_and_it_says_why(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1001")
        screen = await clerk.presses("e")
        assert "Read only." in screen
        assert "SN0001" in screen
        assert clerk.app.screen.query_one(TextArea).read_only
        assert "Save" not in clerk.keys


async def test_two_people_edit_and_the_second_is_told(open_desk: OpenDesk, warehouse: Store) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e")
        await clerk.types("K1..K5")
        warehouse.write(
            lambda conn: pre_entered.set_serials(conn, "PR-1009", "LCK-7", list("ABCDE"), by="office")
        )
        screen = await clerk.presses("ctrl+s")
        assert "Somebody else has changed pre-receipt PR-1009 meanwhile." in screen
        assert entered(clerk, "PR-1009", "LCK-7") == ("A", "B", "C", "D", "E")


async def test_another_supplier_keeps_nobody_from_saving_serials(
    open_desk: OpenDesk, warehouse: Store
) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e")
        await clerk.types("K1..K5")
        warehouse.write(
            lambda conn: pre_receipt_editing.change_supplier(conn, "PR-1009", "Lens & Co", by="office")
        )
        await clerk.presses("ctrl+s", "y")
        assert entered(clerk, "PR-1009", "LCK-7") == ("K1", "K2", "K3", "K4", "K5")


async def test_full_tracking_is_received_at_the_desk_with_serials(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("r")
        clerk.app.screen.query_one("#serials", TextArea).text = "K1..K4"
        await clerk.fills(location="A-01-02")
        await clerk.presses("ctrl+s", "y")
        line = line_of(clerk, "PR-1009", "LCK-7")
        assert (line.done, line.quantity) == (4, 5)
        assert line.state is DocumentState.RECEIVED
        assert clerk.told == "LCK-7: 4 of 5 received."
        trace = clerk.asks(lambda conn: traces.show(conn, "K4"))
        assert (trace.state, trace.location, trace.history[0].operator) == (
            SerialState.IN_STOCK,
            "A-01-02",
            "maria",
        )


async def test_no_tracking_is_received_at_the_desk_with_a_quantity(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009", place=2)
        await clerk.presses("r")
        await clerk.fills(quantity="28", location="nowhere")
        assert "nowhere" in await clerk.presses("ctrl+s")
        await clerk.fills(location="B-01-01")
        await clerk.presses("ctrl+s")
        assert line_of(clerk, "PR-1009", "BRK-1").done == 28


async def test_the_screen_follows_a_handheld_at_work(open_desk: OpenDesk, warehouse: Store) -> None:

    async with open_desk() as clerk:
        assert "0 of 47" in await opens(clerk, "PR-1009", place=1)
        handheld = Session(warehouse, FlowsFile(PACKAGED), "ben", "goods_in")
        for text in ("PR-1009", "BAT-5"):
            handheld.submit(Scan(text))
        assert "> ben" in await clerk.presses("ctrl+r")
        for text in ("", "A-02-01"):
            handheld.submit(Scan(text))
        assert "12 of 47" in await clerk.presses("ctrl+r")
        assert clerk.app.screen.query_one("#lines").cursor_row == 1  # type: ignore[attr-defined]


async def test_the_screen_follows_by_itself(open_desk: OpenDesk, warehouse: Store) -> None:
    async with open_desk(follow_every=0.05) as clerk:
        assert "SafeHome" in await clerk.presses("f3")
        at = warehouse.now()
        warehouse.write(lambda conn: pre_receipts.add(conn, "PR-7777", [("BAT-5", 1)], at=at, by="office"))
        async with asyncio.timeout(10):
            while "PR-7777" not in clerk.screen:
                await clerk.settles()


async def test_a_pre_receipt_is_cancelled_only_when_one_is_sure(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("k", "n")
        assert clerk.asks(lambda conn: pre_receipts.show(conn, "PR-1009")).is_open
        await clerk.presses("k", "y")
        assert not clerk.asks(lambda conn: pre_receipts.show(conn, "PR-1009")).is_open
        assert "Add line" not in clerk.keys


async def test_an_empty_list_says_what_to_do_first(empty: Store) -> None:
    async with opened_on(empty) as clerk:
        assert "Press n to announce a delivery." in await clerk.presses("f3")
        assert empty.now() == AT


async def test_the_dialog_says_whether_all_can_be_entered(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e")
        assert "2 missing." in await clerk.types("K1..K3")
        assert "1 too many." in await clerk.types("K1..K6")
        assert "All can be entered." in await clerk.types("K1..K5")


async def test_a_line_says_how_many_serials_were_captured(open_desk: OpenDesk, warehouse: Store) -> None:

    async with open_desk() as clerk:
        assert "none" in await opens(clerk, "PR-1009")
        handheld = Session(warehouse, FlowsFile(PACKAGED), "ben", "goods_in")
        for text in ("PR-1009", "LCK-7", "K1", "K2", "K3"):
            handheld.submit(Scan(text))
        assert "3 captured" in await clerk.presses("ctrl+r")
        for text in (":done", "", "A-02-01"):
            handheld.submit(Scan(text))
        screen = await clerk.presses("ctrl+r")
        assert "3 captured" in screen
        assert "none" not in screen


async def test_pasted_serials_are_not_dropped_unasked(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e", "escape", "e")
        await clerk.types("K1\nK2\nK3")
        assert (
            "3 lines of serials not saved yet. Drop them?" in (await clerk.presses("escape"), clerk.words)[1]
        )
        await clerk.presses("escape")
        assert clerk.app.screen.query_one(TextArea).text == "K1\nK2\nK3"
        assert "Leave the desk?" in (await clerk.presses("ctrl+q"), clerk.words)[1]
        await clerk.presses("n", "escape", "y")
        assert not isinstance(clerk.app.screen, ModalScreen)
        await clerk.presses("r")
        clerk.app.screen.query_one("#serials", TextArea).text = "K1\nK2"
        await clerk.presses("escape")
        assert "2 lines of serials not saved yet." in clerk.words
        await clerk.presses("y")
        assert not isinstance(clerk.app.screen, ModalScreen)
        assert entered(clerk, "PR-1009", "LCK-7") == ()


async def test_serials_that_are_as_they_were_are_left_unasked(open_desk: OpenDesk, warehouse: Store) -> None:
    texts = ["LCK 1", "LCK 2", "LCK 3", "LCK 4", "LCK 5"]
    warehouse.write(
        lambda conn: pre_entered.set_serials(conn, "PR-1009", "LCK-7", texts, sure=True, by="office")
    )
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        await clerk.presses("e", "escape")
        assert not isinstance(clerk.app.screen, ModalScreen)
        await clerk.presses("e")
        await clerk.types("\n\n".join([*texts[:-1], " "]))
        await clerk.presses("escape")
        assert "4 lines of serials not saved yet." in clerk.words
        await clerk.presses("y")
        await clerk.presses("e")
        await clerk.types("")
        await clerk.presses("escape")
        assert "The change not saved yet." in clerk.words
        await clerk.presses("y")
        assert entered(clerk, "PR-1009", "LCK-7") == tuple(texts)


async def test_without_colour_what_is_chosen_is_reversed(
    warehouse: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened_on(warehouse) as clerk:
        await clerk.presses("f2", "enter", "s")
        assert clerk.reversed == ["Track During Pick: serials are scanned at goods out only"]
        await clerk.presses("down")
        assert clerk.reversed == ["Full Tracking: serials are scanned at goods in and at goods out"]
        await clerk.presses("escape", "escape")
        assert clerk.reversed[0].startswith("BAT-5")
