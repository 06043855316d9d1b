"""Every page, dialog and notice of the desk on a warehouse whose texts look like markup: all are shown as they are."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TabbedContent, TabPane, TextArea

import serialhhd.screens.desk
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.screens.desk.app import DeskApp
from serialhhd.screens.desk.dialogs.find_serial import FindSerialModal
from serialhhd.screens.desk.dialogs.forms import ConfirmModal, FormModal
from serialhhd.screens.desk.dialogs.help import HelpModal
from serialhhd.screens.desk.dialogs.views import ColumnsModal
from serialhhd.screens.desk.page_names import FURTHER_PAGES, MORE_KEY, PAGES
from serialhhd.screens.desk.pages.recall import RecallScreen
from serialhhd.screens.desk.parts.desk_screen import DeskScreen
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing
from serialhhd.store.engine.store import Store
from serialhhd.store.words.controls import has_control
from tests.hostile import MARK, spoil
from tests.screens.desk.conftest import Clerk, opened_on

OF_OURS: set[type[Screen[Any]]] = {ColumnsModal, HelpModal, ConfirmModal, FormModal}
"""Dialogs that may be opened where there is no text of a user."""
ONCE = {
    binding.action
    for binding in (*ListingScreen.BINDINGS, *DeskApp.BINDINGS)
    if isinstance(binding, Binding) and binding.action not in {"filter", "open_named"}
}
"""What is the same on every screen is done on the first that has it; what is filtered and what is named is another thing on each."""
SCANNED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("goods_in", ("PR-1009", "LCK-7")),
    ("returns", ("RT-1", "CAM-200", "SN0001", "", "1", "A-01-01")),
    ("adjust_in", ("A-01-01", "CAM-200", "1", "SN0888", ":done", "", "1")),
    ("tote_pick", ("B-1", "A-01-01", "CAM-200", "SN0005", "SN0006", "", "TOTE-1")),
)
"""What a handheld does before, so that each page has something to show: a line in work, a return, an adjustment, a tote."""
TO_THE_FULL: dict[str, tuple[str, ...]] = {
    "pre_receipts": ("down", "down"),
    "pick_lists": ("end", "up"),
    "transfers": ("end",),
    "counts": ("down",),
    "returns": ("down",),
    "containers": ("down",),
}
"""Keys that lead to the row of a page of which there is most to see."""
GO_TO = "o"
"""Leads to what is named; that is looked at from its own page, where there is most to see."""
DEEPEST = 12
"""Keys that lead back from whatever one key has opened."""
LEAVES = {"ctrl+q", "ctrl+p", "ctrl+r", "escape", "slash", *(page.key for page in PAGES)}


def every_screen() -> set[type[Screen[Any]]]:
    """Return every screen that the desk has."""
    for module in pkgutil.iter_modules(serialhhd.screens.desk.__path__):
        importlib.import_module(f"serialhhd.screens.desk.{module.name}")
    found: set[type[Screen[Any]]] = set()
    ahead: list[type[Screen[Any]]] = [DeskScreen, ModalScreen]
    while ahead:
        for kind in ahead.pop().__subclasses__():
            if kind.__module__.startswith("serialhhd.screens.desk."):
                found.add(kind)
                ahead.append(kind)
    made_of = {base for kind in found for base in kind.__bases__} - {FormModal}
    return found - made_of


class Walker:
    """Somebody who opens everything, presses every key, and types the mark wherever one can type."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._explored: set[type[Screen[Any]]] = set()
        self._done: set[str] = set()
        self.shown: dict[type[Screen[Any]], str] = {}

    @property
    def _top(self) -> Screen[Any]:
        return self._clerk.app.screen

    async def walks(self) -> None:
        """Open every page and what opens from it."""
        for page in PAGES:
            await self._clerk.presses(page.key, *TO_THE_FULL.get(page.name, ()))
            if isinstance(self._top, RecallScreen):
                await self._clerk.presses("n")
                await self._clerk.fills(supplier=f"{MARK}Lens & Co")
                await self._clerk.presses("ctrl+s")
            await self._explores()
        for page in FURTHER_PAGES:
            await self._clerk.presses(MORE_KEY, page.key, *TO_THE_FULL.get(page.name, ()))
            await self._explores()

    async def _explores(self) -> None:
        """Do everything that can be done on the top screen, once for each kind of screen."""
        top = self._top
        if type(top) in self._explored:
            return
        self._explored.add(type(top))
        self._reads()
        await self._does(top, "enter")
        for key in self._keys(top):
            await self._does(top, key)
        for pane in list(top.query(TabPane)):
            top.query_one(TabbedContent).active = pane.id or ""
            await self._clerk.settles()
            if isinstance(top, ListingScreen) and top.listing:
                top.listing.rows.focus()
            await self._does(top, "enter")

    def _keys(self, top: Screen[Any]) -> list[str]:
        """Return the keys that do something here that is not done yet; a view is saved before views are looked at."""
        new = {
            active.binding.key: active.binding.action
            for active in top.active_bindings.values()
            if active.binding.tooltip
            and active.binding.key not in LEAVES
            and active.binding.action not in self._done
        }
        self._done |= ONCE & set(new.values())
        return sorted(new, key=lambda key: new[key] != "save_view")

    async def _does(self, top: Screen[Any], key: str) -> None:
        await self._clerk.presses(key)
        if self._top is not top and key != GO_TO:
            await self._looks_into()
        self._reads()
        await self._comes_back_to(top, key)
        self._reads()

    async def _comes_back_to(self, top: Screen[Any], key: str) -> None:
        """Close what a key has opened."""
        for _ in range(DEEPEST):
            if self._top is top:
                return
            asks = isinstance(self._top, ConfirmModal) and "not saved yet" in self._top._question
            await self._clerk.presses("y" if asks else "escape")
        pytest.fail(f"{key} on {top} leads to {self._top}, and no key leads back:\n{self._clerk.screen}")

    async def _looks_into(self) -> None:
        self._reads()
        if isinstance(self._top, DeskScreen):
            await self._explores()
        elif isinstance(self._top, FindSerialModal):
            await self._types(MARK, "enter")
            await self._types(f"{MARK}SN0002", "enter")
            await self._explores()
        elif not isinstance(self._top, ConfirmModal | HelpModal):
            await self._types(MARK, "ctrl+s")

    async def _types(self, text: str, key: str) -> None:
        for field in self._top.query("Input, TextArea"):
            assert isinstance(field, Input | TextArea)
            if isinstance(field, Input):
                field.value = text
            elif not field.read_only:
                field.text = text
        await self._clerk.presses(key)
        self._reads()

    def _reads(self) -> None:
        self.shown[type(self._top)] = self.shown.get(type(self._top), "") + self._clerk.screen


@pytest.mark.soak  # it walks through every screen
async def test_no_text_of_a_user_is_markup(
    counted: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for flow, scans in SCANNED:
        handheld = Session(counted, FlowsFile(PACKAGED), "ben", flow)
        for text in scans:
            handheld.submit(Scan(text))
    spoil(counted)
    async with opened_on(counted, size=(120, 40), who=f"{MARK}maria") as clerk:
        walker = Walker(clerk)
        await walker.walks()
    assert every_screen() - walker.shown.keys() == set()
    assert {kind for kind, shown in walker.shown.items() if MARK not in shown} <= OF_OURS


async def test_pages_a_question_and_a_notice_show_brackets(warehouse: Store) -> None:
    spoil(warehouse)
    async with opened_on(warehouse, size=(120, 40)) as clerk:
        for page in PAGES[:-1]:
            assert MARK in await clerk.presses(page.key)
        await clerk.presses("f3", "slash")
        await clerk.types(f"{MARK}PR-1008")
        await clerk.presses("enter", "enter", "delete")
        assert f"Take {MARK}RTR-10 off {MARK}PR-1008?" in clerk.words
        await clerk.presses("y")
        assert f"{MARK}RTR-10 is no longer on {MARK}PR-1008." in clerk.words


async def test_what_commands_a_terminal_is_never_drawn(warehouse: Store) -> None:
    typed = "A\x1b[31mB\x9b2J\u202e"
    async with opened_on(warehouse, size=(120, 40)) as clerk:
        for page in FURTHER_PAGES:
            await clerk.presses(MORE_KEY, page.key)
            if "New" not in clerk.keys:
                continue
            await clerk.presses("n")
            for field in clerk.app.screen.query(Input):
                field.clear()
                field.focus()
                assert not has_control((await clerk.pastes(typed)).replace("\n", ""))
            screen = await clerk.presses("ctrl+s")
            assert not has_control(screen.replace("\n", ""))
            assert isinstance(clerk.app.screen, FormModal)  # it is refused
            await clerk.presses("escape")


async def test_a_separator_that_is_pasted_into_a_search_is_searched_for(warehouse: Store) -> None:
    async with opened_on(warehouse, size=(120, 40)) as clerk:
        await clerk.presses("f3", "slash")
        await clerk.pastes("PR\x1d1")
        listing = clerk.app.screen.query_one(Listing)
        assert listing.filters["search"] == "PR\x1d1"
