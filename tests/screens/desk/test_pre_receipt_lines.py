"""The lines of a pre-receipt at the desk, and scans into its fields."""

import pytest
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.store.desk import list_views
from serialhhd.store.engine.store import Store
from tests.screens.desk.conftest import OpenDesk
from tests.screens.desk.pre_receipt import opens

pytestmark = pytest.mark.slow

NEW = ("f3", "n")


async def test_the_columns_of_the_lines_are_chosen_kept_as_a_view_and_stay(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        screen = await opens(clerk, "PR-1009")
        assert all(heading in screen for heading in ("Tracking Type", "Edit Serial"))
        await clerk.presses("c", *["down"] * 3, *["minus"] * 3, "down", "space", "enter")
        rows = clerk.screen.splitlines()
        heading = next(row for row in rows if "Edit Serial" in row)
        assert heading.index("Edit Serial") < heading.index("Serial Number")
        assert "LCK-7" not in clerk.screen
        await clerk.presses("ctrl+s")
        await clerk.fills(name="What to type")
        await clerk.presses("ctrl+s")
        (view,) = clerk.asks(lambda conn: list_views.saved(conn, "pre_receipt_lines"))
        assert view.columns[:2] == ("edit_serials", "tracking_type")
        await clerk.presses("escape", "escape")
        assert "What to type" in await opens(clerk, "PR-1008"), "the next document has the view, too"
        assert "RTR-10" not in clerk.screen
        assert "RTR-10" in await clerk.presses("v", "home", "enter")
    async with open_desk() as clerk:
        await opens(clerk, "PR-1009")
        assert "What to type" in await clerk.presses("v", "down", "enter")
        assert "LCK-7" not in clerk.screen


async def test_the_cell_opens_the_dialog_or_says_why_not(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        assert "Edit" in next(row for row in (await opens(clerk, "PR-1009")).splitlines() if "LCK-7" in row)
        assert "Serial Numbers of LCK-7" in await clerk.presses("enter")
        await clerk.presses("escape", "down", "enter")
        assert clerk.told == "BAT-5 is Track During Pick: it takes no serials at goods in."
        await clerk.presses("escape")
        row = next(row for row in (await opens(clerk, "PR-1001")).splitlines() if "CAM-200" in row)
        assert "Read only: …" in row
        assert "Read only. CAM-200 is already received on PR-1001." in await clerk.presses("enter")
        assert "6 of 6 serials" in clerk.screen


async def test_after_a_capture_the_dialog_shows_what_was_captured(
    open_desk: OpenDesk, warehouse: Store
) -> None:
    handheld = Session(warehouse, FlowsFile(PACKAGED), "ben", "goods_in")
    for text in ("PR-1009", "LCK-7", "K1", "K2"):
        handheld.submit(Scan(text))
    async with open_desk(size=(120, 24)) as clerk:
        assert "Read only: in work" in await opens(clerk, "PR-1009")
        screen = await clerk.presses("enter")
        assert "Read only." in screen
        assert "0 of 5 serials, 2 captured and not confirmed yet" in screen
        assert clerk.app.screen.query_one(TextArea).text == "K1\nK2"
        await clerk.presses("escape")
        for text in (":done", "", ":yes", "A-02-01"):
            handheld.submit(Scan(text))
        assert "Read only: received" in await clerk.presses("ctrl+r")
        assert "2 of 5 serials" in await clerk.presses("enter")
        assert clerk.app.screen.query_one(TextArea).text == "K1\nK2"


# --- a scanner that ends a scan with a line feed --------------------------------------------------------------------


async def test_a_line_feed_parts_serials_as_enter_does(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f3", "enter", "e")
        await clerk.types("")
        await clerk.presses("A", "1", "ctrl+j", "B", "2", "enter", "C", "3", "ctrl+j")
        assert clerk.app.screen.query_one(TextArea).text == "A1\nB2\nC3\n"


async def test_a_line_feed_ends_a_scan_in_a_field(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f9")
        await clerk.types("NOSUCH")
        await clerk.presses("ctrl+j")
        assert "NOSUCH: no such serial." in clerk.words


async def test_the_separator_of_a_scanned_symbol_is_seen_and_refused_with_the_serial(
    open_desk: OpenDesk,
) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f3", "enter", "e")
        await clerk.types("")
        await clerk.presses("A", "1", "ctrl+right_square_bracket", "1", "7", "enter")
        await clerk.pastes("B1\x1d17")
        assert clerk.app.screen.query_one(TextArea).text == "A1\u241d17\nB1\u241d17"
        await clerk.presses("ctrl+s")
        assert isinstance(clerk.app.screen, ModalScreen)
        assert "A1<GS>17" in clerk.words


async def test_the_separator_is_kept_in_a_field(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f9", "A", "ctrl+right_square_bracket", "B")
        await clerk.pastes("\x1dC")
        assert clerk.app.screen.query_one(Input).value == "A\u241dB\u241dC"
        await clerk.presses("enter")
        assert "A<GS>B<GS>C" in clerk.words
