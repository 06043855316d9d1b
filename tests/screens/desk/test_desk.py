"""The desk as a whole: its pages, its live keys, the commands, help, views, and columns."""

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from serialhhd.screens.desk.page_bar import PageTab
from serialhhd.screens.desk.pages import PAGES
from serialhhd.store import list_views
from serialhhd.store.refusal import Refused
from serialhhd.store.store import Store
from tests.screens.desk.conftest import OpenDesk, opened_on


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_every_page_has_a_key_and_a_command(open_desk: OpenDesk, page: object) -> None:
    assert isinstance(page, type(PAGES[0]))
    async with open_desk() as clerk:
        await clerk.presses(page.key)
        assert clerk.app.current_mode == page.name
        commands = {
            command.title: command.help for command in clerk.app.get_system_commands(clerk.app.screen)
        }
        assert commands[page.title] == f"{page.purpose} ({page.key})"


async def test_a_page_is_found_in_the_palette(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("ctrl+p")
        assert isinstance(clerk.app.screen, CommandPalette)
        clerk.app.screen.query_one(Input).value = "Pick lists"
        await clerk.settles()
        await clerk.presses("down", "enter")
        assert clerk.app.current_mode == "pick_lists"


async def test_an_action_is_done_from_the_palette(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        (new,) = (
            command for command in clerk.app.get_system_commands(clerk.app.screen) if command.title == "New"
        )
        new.callback()
        await clerk.settles()
        assert "New product" in clerk.screen


async def test_help_shows_the_keys_that_work_here(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        screen = await clerk.presses("f1")
        assert "Add a product" in screen
        assert "Search as you type" in screen
        await clerk.presses("escape", "f3")
        assert "Announce a delivery" in await clerk.presses("f1")


async def test_the_footer_shows_only_live_keys(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        assert "Back" not in clerk.keys
        await clerk.presses("enter")
        assert {"Back", "Setting", "Warranty"} <= clerk.keys
        await clerk.presses("f7")
        assert "Hold" not in clerk.keys


async def test_a_click_goes_to_a_page(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.clicks(clerk.app.screen.query(PageTab)[3])
        assert clerk.app.current_mode == "stock"


async def test_columns_are_chosen_and_moved_and_saved_as_a_view(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f3", "slash")
        await clerk.types("PR-100")
        await clerk.presses("enter", "c", "down", "space", "minus", "enter")
        assert "Lens & Co" not in clerk.screen
        await clerk.presses("ctrl+s")
        await clerk.fills(name="Short")
        await clerk.presses("ctrl+s")
        (view,) = clerk.asks(lambda conn: list_views.saved(conn, "pre_receipts"))
        assert view.columns[:2] == ("ref", "state")
        assert dict(view.filters) == {"search": "PR-100"}
        assert view.saved_by == "maria"
        assert "Lens & Co" in await clerk.presses("escape")
        screen = await clerk.presses("v", "down", "enter")
        assert "Short" in screen
        assert "Lens & Co" not in screen
        assert clerk.app.screen.query_one("#search", Input).value == "PR-100"


async def test_a_view_of_another_is_neither_overwritten_nor_deleted(
    open_desk: OpenDesk, warehouse: Store
) -> None:
    at = warehouse.now()
    warehouse.write(
        lambda conn: list_views.save(
            conn, "stock", "Mine", columns=["product"], filters={}, operator="ben", at=at
        )
    )
    async with open_desk() as clerk:
        await clerk.presses("f5", "ctrl+s")
        await clerk.fills(name="mine")
        assert "was saved by ben" in await clerk.presses("ctrl+s")
        await clerk.presses("escape", "v", "down", "delete")
        assert "was saved by ben" in clerk.screen
        assert [view.saved_by for view in clerk.asks(lambda conn: list_views.saved(conn, "stock"))] == ["ben"]


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5", "f6", "f7"])
async def test_an_empty_page_says_what_to_do_first(empty: Store, key: str) -> None:
    async with opened_on(empty) as clerk:
        screen = await clerk.presses(key)
        assert any(word in screen for word in ("Press n", "Receive a pre-receipt", "will stand here"))


async def test_a_store_that_cannot_be_used_is_said_and_the_desk_stays(warehouse: Store) -> None:
    async with opened_on(warehouse) as clerk:
        warehouse.close()
        await clerk.presses("n")
        await clerk.fills(sku="NEW", name="New")
        assert "it was closed" in await clerk.presses("ctrl+s")
        assert "NEW" in clerk.screen


def test_a_refusal_has_its_sentence() -> None:
    from serialhhd.screens.desk.desk_screen import sentence

    assert sentence(Refused("reason_missing"))
