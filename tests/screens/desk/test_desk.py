"""The desk as a whole: its pages, its live keys, the commands, help, views, and columns."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from serialhhd.samples import warehouse as sample
from serialhhd.screens.desk.page_names import PAGES
from serialhhd.screens.desk.parts.page_bar import PageTab
from serialhhd.store import refusals
from serialhhd.store.catalogue import settings
from serialhhd.store.desk import list_views
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import TRAINING, StorePurpose
from tests.screens.conftest import AT
from tests.screens.desk.conftest import OpenDesk, opened_on

pytestmark = pytest.mark.slow


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
        lambda conn: list_views.save(conn, "stock", "Mine", columns=["product"], filters={}, by="ben", at=at)
    )
    async with open_desk() as clerk:
        await clerk.presses("f5", "ctrl+s")
        await clerk.fills(name="mine")
        assert "was saved by ben" in await clerk.presses("ctrl+s")
        await clerk.presses("escape", "v", "end", "delete")  # behind those that the program brings
        assert "was saved by ben" in clerk.screen
        assert [view.saved_by for view in clerk.asks(lambda conn: list_views.saved(conn, "stock"))] == ["ben"]


async def test_the_name_of_a_view_that_the_program_brings_is_taken(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f6", "ctrl+s")
        await clerk.fills(name="transactions with serial numbers")
        assert "already" in await clerk.presses("ctrl+s")
        assert clerk.asks(lambda conn: list_views.saved(conn, "transactions")) == ()


async def test_an_old_view_shows_what_there_is_still(open_desk: OpenDesk, warehouse: Store) -> None:
    at = warehouse.now()
    filters = {"state": "lost", "colour": "red", "search": "PR-1"}
    columns = ["supplier", "ship_date", "ref"]
    for name, kept in (("Old", columns), ("Older", ["ship_date"])):
        warehouse.write(
            lambda conn, name=name, kept=kept: list_views.save(  # type: ignore[misc]
                conn, "pre_receipts", name, columns=kept, filters=filters, by="maria", at=at
            )
        )
    async with open_desk() as clerk:
        screen = await clerk.presses("f3", "v", "down", "enter")
        assert clerk.told == "Old names columns or filters that the list no longer has: left out."
        heading = next(row for row in screen.splitlines() if "Supplier" in row)
        assert heading.split() == ["Supplier", "Pre-receipt"]
        assert "PR-1001" in screen
        assert "Announced" in await clerk.presses("v", "down", "enter")


async def test_a_view_of_all_columns_is_one_of_all_that_there_will_be(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f3", "slash")
        await clerk.types("PR-100")
        await clerk.presses("enter", "ctrl+s")
        await clerk.fills(name="Hundreds")
        await clerk.presses("ctrl+s")
        (view,) = clerk.asks(lambda conn: list_views.saved(conn, "pre_receipts"))
        assert view.columns == ()


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (("f4", "enter"), "pick_tasks"),
        (("f4", "enter", "t"), "pick_list_transactions"),
        (("f5", "enter"), "stock_line_serials"),
        (("f5", "s"), "serials"),
        (("f2", "down", "down", "enter"), "product_serials"),
        (("f6", "enter"), "transaction_serials"),
        (("f5", "s", "down", "enter"), "serial_history"),
        (("f7",), "recall"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
async def test_every_list_has_views_and_columns(
    open_desk: OpenDesk, keys: tuple[str, ...], name: str
) -> None:
    async with open_desk() as clerk:
        await clerk.presses(*keys, "c", "space", "enter", "ctrl+s")
        await clerk.fills(name="Mine")
        await clerk.presses("ctrl+s")
        assert clerk.told == "View Mine is saved."
        (view,) = clerk.asks(lambda conn: list_views.saved(conn, name))
        listing = clerk.app.screen.listing  # type: ignore[attr-defined]
        assert view.columns == tuple(column.name for column in listing.kind.columns[1:])
        assert "Mine" in clerk.screen


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
    from serialhhd.screens.desk.parts.desk_screen import sentence

    assert sentence(refusals.reason_missing())


async def test_a_broken_flows_toml_is_told_on_every_page_until_it_is_right(
    open_desk: OpenDesk, warehouse: Store
) -> None:
    def note(problem: str | None) -> None:
        warehouse.write(
            lambda conn: settings.note_flows_problem(conn, "/site/flows.toml", problem, warehouse.now())
        )

    async with open_desk() as clerk:
        assert "broken" not in clerk.screen
        note('/site/flows.toml:9:1: unknown key "[b]"')
        for key in ("f3", "f4"):
            screen = await clerk.presses(key)
            assert "flows.toml is broken. Handhelds go on as before. /site/flows.toml:9:1:" in screen
            assert '"[b]"' in clerk.words
        note(None)
        assert "broken" not in await clerk.presses("f3")


async def test_a_desk_that_is_left_alone_tells_of_a_broken_flows_toml(warehouse: Store) -> None:
    async with opened_on(warehouse, follow_every=0.05) as clerk:
        problem = "flows.toml:1:1: wrong"
        warehouse.write(
            lambda conn: settings.note_flows_problem(conn, "flows.toml", problem, warehouse.now())
        )
        while "flows.toml:1:1: wrong" not in clerk.screen:
            await clerk.settles()


# --- of a training store ----------------------------------------------------------------------------------------------


@pytest.fixture
def training(tmp_path: Path) -> Iterator[Store]:
    """The sample warehouse in a training store."""
    path = str(tmp_path / "training.db")
    with Store.open(path, create=True, clock=lambda: AT, purpose=StorePurpose.TRAINING) as made:
        made.write(lambda conn: sample.fill(conn, AT))
        yield made


async def test_r68_every_page_of_a_training_store_says_so_first_and_all_pages_keep_their_tabs(
    training: Store,
) -> None:
    async with opened_on(training) as clerk:
        for page in PAGES:
            await clerk.presses(page.key)
            assert clerk.reversed[0] == TRAINING
            assert clerk.screen.startswith(TRAINING)
            assert "F7 Recall" in clerk.screen
        await clerk.presses("f5", "x")  # what opens over a page leaves its first rows
        assert clerk.screen.startswith(TRAINING)


async def test_r68_what_a_page_of_it_writes_says_it_in_each_row(training: Store, tmp_path: Path) -> None:
    file = tmp_path / "stock.csv"
    async with opened_on(training) as clerk:
        await clerk.presses("f5", "x")
        await clerk.fills(file=str(file))
        await clerk.presses("ctrl+s")
    head, *rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("training,")
    assert rows
    assert all(row.startswith(f"{TRAINING},") for row in rows)
