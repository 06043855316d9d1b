"""R23-R26, R43 Transfers at the desk: what is in transit and since when, giving up, cancelling."""

import shutil
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Select

from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.schema.check import check
from serialhhd.store.serials import traces
from serialhhd.store.transfers import transfers
from serialhhd.store.words.vocabulary import DocumentState, Role, SerialState
from tests.screens.desk.conftest import Clerk, opened_on

pytestmark = pytest.mark.slow

OPEN_TR_21 = ("f8", "t", "down", "down", "enter")


def state_of(clerk: Clerk, serial: str) -> SerialState:
    return clerk.asks(lambda conn: traces.show(conn, serial)).state


async def test_the_page_says_what_is_in_transit_and_since_when(sites: Store) -> None:
    async with opened_on(sites, size=(120, 40)) as clerk:
        screen = await clerk.presses("f8", "t")
        (row,) = [row for row in screen.split("\n") if "TR-21" in row]
        assert row.split()[:9] == ["TR-21", "MAIN", "EAST", "shipped", "2", "2", "2", "2026-03-01", "09:00"]
        screen = await clerk.presses("v", "down", "down", "enter")
        assert "TR-21" in screen
        assert "TR-22" not in screen
        await clerk.presses("escape", "f")
        clerk.app.screen.query_one("#state", Select).value = "open"
        screen = await clerk.presses("ctrl+s")
        assert "TR-21" not in screen
        assert "HOTEL" in screen


async def test_its_serials_in_transit_are_listed_and_each_opens_its_life(
    sites: Store, tmp_path: Path
) -> None:
    path = tmp_path / "serials.csv"
    async with opened_on(sites) as clerk:
        screen = await clerk.presses(*OPEN_TR_21)
        assert "2 since 2026-03-01 09:00" in screen
        screen = await clerk.presses("enter")
        assert "LCK-0002" in screen
        assert "Shipped by" in screen
        await clerk.presses("x")
        await clerk.fills(file=str(path))
        await clerk.presses("ctrl+s")
        assert path.read_text(encoding="utf-8-sig").splitlines() == [
            "serial,product,since,shipped_by",
            "LCK-0001,LCK-7,2026-03-01T09:00:00+00:00,maria",
            "LCK-0002,LCK-7,2026-03-01T09:00:00+00:00,maria",
        ]
        screen = await clerk.presses("down", "enter")
        assert "in transit" in screen
        assert "LCK-0002" in screen


async def test_what_never_arrives_is_given_up_one_serial_and_then_the_rest(sites: Store) -> None:
    async with opened_on(sites) as clerk:
        await clerk.presses(*OPEN_TR_21, "enter", "down", "g")
        await clerk.presses("ctrl+s")
        assert "reason" in clerk.words.casefold()
        assert state_of(clerk, "LCK-0002") is SerialState.IN_TRANSIT
        await clerk.fills(reason="fell off")
        await clerk.presses("ctrl+s")
        assert clerk.told == "Given up. TR-21 is shipped."
        assert state_of(clerk, "LCK-0002") is SerialState.REMOVED
        assert state_of(clerk, "LCK-0001") is SerialState.IN_TRANSIT
        await clerk.presses("g")
        await clerk.fills(reason="fell off", serials="")
        screen = await clerk.presses("ctrl+s")
        assert clerk.told == "Given up. TR-21 is received."
        assert "0, 2 given up" in screen
        assert "Give up" not in clerk.keys
        assert clerk.asks(check) == ()


async def test_giving_up_takes_a_supervisor_and_what_is_in_transit(sites: Store) -> None:
    for name, role in (("maria", Role.OPERATOR), ("sue", Role.SUPERVISOR)):
        sites.write(partial(operators.add, name=name, role=role, at=sites.now(), by="office"))
    async with opened_on(sites) as clerk:
        await clerk.presses(*OPEN_TR_21, "g")
        await clerk.fills(reason="fell off")
        await clerk.presses("ctrl+s")
        assert "maria" in clerk.words
        assert "supervisor" in clerk.words
        assert state_of(clerk, "LCK-0001") is SerialState.IN_TRANSIT
    async with opened_on(sites, who="sue") as clerk:
        await clerk.presses(*OPEN_TR_21, "g")
        await clerk.fills(reason="fell off", units="CBL-2:1")
        await clerk.presses("ctrl+s")
        assert "Give up" in clerk.screen
        await clerk.fills(units="", serials="SN0002")
        await clerk.presses("ctrl+s")
        assert "SN0002" in clerk.words
        await clerk.fills(serials="")
        await clerk.presses("ctrl+s")
        assert clerk.told == "Given up. TR-21 is received."


async def test_a_transfer_is_made_and_cancelled_while_nothing_is_shipped(sites: Store) -> None:
    async with opened_on(sites) as clerk:
        await clerk.presses("f8", "t", "n")
        await clerk.fills(ref="TR-90", lines="CAM-200:2")
        await clerk.presses("ctrl+s")
        assert "warehouse" in clerk.words
        await clerk.fills(to_warehouse="east")
        screen = await clerk.presses("ctrl+s")
        assert "MAIN to EAST" in screen
        await clerk.presses("k")
        assert "Cancel TR-90?" in clerk.words
        await clerk.presses("n")
        assert clerk.asks(lambda conn: transfers.show(conn, "TR-90")).is_open
        await clerk.presses("k", "y")
        assert clerk.told == "TR-90 is cancelled."
        assert clerk.asks(lambda conn: transfers.show(conn, "TR-90")).state is DocumentState.CANCELLED


async def test_a_store_that_cannot_be_written_is_said_and_what_was_typed_stays(
    tmp_path: Path, sites_template: Path
) -> None:
    path = tmp_path / "sites.db"
    shutil.copy(sites_template, path)
    with Store.open(str(path), busy_seconds=0.05) as store:
        async with opened_on(store) as clerk:
            await clerk.presses(*OPEN_TR_21, "g")
            await clerk.fills(reason="fell off")
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            await clerk.presses("ctrl+s")
            assert "Give up" in clerk.screen
            assert "store" in clerk.words
            assert "fell off" in clerk.screen
            other.execute("ROLLBACK")
            other.close()
            await clerk.presses("ctrl+s")
            assert clerk.told == "Given up. TR-21 is received."


async def test_further_pages_are_reached_by_letter_by_enter_and_by_a_click(sites: Store) -> None:
    from serialhhd.screens.desk.page_names import FURTHER_PAGES
    from serialhhd.screens.desk.parts.page_bar import PageTab

    async with opened_on(sites) as clerk:
        for place, page in enumerate(FURTHER_PAGES):
            await clerk.presses("f2", "f8", page.key)
            assert page.name == clerk.app.screen.PAGE  # type: ignore[attr-defined]
            await clerk.presses("f2", "f8", *(place * ("down",)), "enter")
            assert page.name == clerk.app.screen.PAGE  # type: ignore[attr-defined]
            await clerk.presses("f2")
            (tab,) = [tab for tab in clerk.app.screen.query(PageTab) if tab.page == page.name]
            await clerk.clicks(tab)
            assert page.name == clerk.app.screen.PAGE  # type: ignore[attr-defined]
        await clerk.presses("f2", "f8", "f8")
        assert clerk.app.screen.PAGE == "products"  # type: ignore[attr-defined]
        named = {command.title for command in clerk.app.get_system_commands(clerk.app.screen)}
        assert {page.title for page in FURTHER_PAGES} <= named
