"""The desk as a program of its own."""

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar, Final

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from serialhhd.screens.desk.dialogs.find_serial import FindSerialModal
from serialhhd.screens.desk.dialogs.forms import ConfirmModal
from serialhhd.screens.desk.dialogs.help import HelpModal
from serialhhd.screens.desk.dialogs.more_pages import MorePagesModal
from serialhhd.screens.desk.page_names import FURTHER_PAGES, MORE_KEY, PAGES
from serialhhd.screens.desk.pages.containers import ContainerScreen, ContainersScreen
from serialhhd.screens.desk.pages.documents.adjustments import AdjustmentScreen, AdjustmentsScreen
from serialhhd.screens.desk.pages.documents.batches import BatchesScreen, BatchScreen
from serialhhd.screens.desk.pages.documents.counts import CountScreen, CountsScreen
from serialhhd.screens.desk.pages.documents.pick_list import PickListScreen
from serialhhd.screens.desk.pages.documents.pick_lists import PickListsScreen
from serialhhd.screens.desk.pages.documents.pre_receipt import PreReceiptScreen
from serialhhd.screens.desk.pages.documents.pre_receipts import PreReceiptsScreen
from serialhhd.screens.desk.pages.documents.returns import ReturnScreen, ReturnsScreen
from serialhhd.screens.desk.pages.documents.transfers import TransferScreen, TransfersScreen
from serialhhd.screens.desk.pages.products import ProductsScreen
from serialhhd.screens.desk.pages.recall import RecallScreen
from serialhhd.screens.desk.pages.serial import SerialScreen
from serialhhd.screens.desk.pages.stock import StockScreen
from serialhhd.screens.desk.pages.transactions import TransactionsScreen
from serialhhd.screens.desk.parts.office import Office
from serialhhd.screens.desk.parts.program import DeskProgram, Named
from serialhhd.screens.desk.parts.scanned_text import SIGN
from serialhhd.screens.desk.themes import DESK
from serialhhd.screens.hhd.themes import COLOURLESS
from serialhhd.screens.textual_private.shared_stylesheet import SharedStylesheet
from serialhhd.store.words.vocabulary import DocumentKind

SCREENS: Final[Mapping[str, Callable[[], Screen[None]]]] = MappingProxyType(
    {
        "products": ProductsScreen,
        "pre_receipts": PreReceiptsScreen,
        "pick_lists": PickListsScreen,
        "stock": StockScreen,
        "transactions": TransactionsScreen,
        "recall": RecallScreen,
        "transfers": TransfersScreen,
        "counts": CountsScreen,
        "adjustments": AdjustmentsScreen,
        "returns": ReturnsScreen,
        "batches": BatchesScreen,
        "containers": ContainersScreen,
    }
)
"""The first screen of each page."""
DOCUMENTS: Final[Mapping[DocumentKind, Callable[[str], Screen[None]]]] = MappingProxyType(
    {
        DocumentKind.PRE_RECEIPT: PreReceiptScreen,
        DocumentKind.PICK_LIST: PickListScreen,
        DocumentKind.TRANSFER: TransferScreen,
        DocumentKind.COUNT: CountScreen,
        DocumentKind.BATCH: BatchScreen,
        DocumentKind.RETURN: ReturnScreen,
        DocumentKind.ADJUSTMENT: AdjustmentScreen,
    }
)
"""What shows a document of each kind, by its number."""
LINE_FEED_KEY: Final = "ctrl+j"
SEPARATOR_KEY: Final = "ctrl+right_square_bracket"


class DeskApp(DeskProgram):
    """Shows the pages of the desk.

    Args:
        office: The store and who works.
        follow_every: Seconds after which a screen that follows the work reads it anew; 0: only when asked to.
    """

    TITLE = "serialhhd desk"
    DEFAULT_MODE = PAGES[0].name
    CSS_PATH = "desk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                page.key, f"go('{page.name}')", page.title, show=False, priority=True, tooltip=page.purpose
            )
            for page in PAGES
        ),
        Binding(
            MORE_KEY,
            "more_pages",
            "More pages",
            show=False,
            priority=True,
            tooltip=", ".join(page.title for page in FURTHER_PAGES),
        ),
        Binding("f1", "help", "Help", priority=True, tooltip="What can be done here, and with which keys"),
        Binding(
            "f9", "find_serial", "Serial", priority=True, tooltip="Scan or type a serial: its whole life"
        ),
        Binding("ctrl+p", "command_palette", "Commands", priority=True, tooltip="Find any page or action"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, tooltip="Leave the desk"),
    ]

    def __init__(self, office: Office, *, follow_every: float = 2.0) -> None:
        is_colourless = "NO_COLOR" in os.environ
        super().__init__(office, follow_every=follow_every, is_colourless=is_colourless)
        self.stylesheet = SharedStylesheet(variables=self.get_css_variables())
        for theme in (DESK, COLOURLESS):
            self.register_theme(theme)
        self.theme = COLOURLESS.name if is_colourless else DESK.name
        for name, screen in SCREENS.items():
            self.add_mode(name, screen)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield every page and every live action: the same list that makes the footer and the help."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if active.enabled and binding.tooltip and not binding.action.endswith("command_palette"):
                run = self._runner(active.node, binding.action)
                yield SystemCommand(binding.description, f"{binding.tooltip} ({binding.key})", run)
        for page in FURTHER_PAGES:
            run = self._runner(self, f"go('{page.name}')")
            yield SystemCommand(page.title, f"{page.purpose} ({MORE_KEY} {page.key})", run)

    def _runner(self, node: object, action: str) -> Callable[[], None]:
        def run() -> None:
            self.call_later(self.run_action, action, node)

        return run

    async def action_quit(self) -> None:
        """Leave the desk; what was pasted and not saved is not dropped unasked."""
        unsaved = getattr(self.screen, "unsaved", "")
        if unsaved:
            self.push_screen(
                ConfirmModal(f"{unsaved} not saved yet. Leave the desk?", "Leave"), self._quit_confirmed
            )
        else:
            self.exit()

    def _quit_confirmed(self, is_sure: bool | None) -> None:
        if is_sure:
            self.exit()

    async def action_go(self, page: str) -> None:
        """Go to a page."""
        if page in SCREENS:
            await self.switch_mode(page)

    def action_more_pages(self) -> None:
        """Offer the pages that have no key of their own; again: no longer."""
        if isinstance(self.screen, MorePagesModal):
            self.screen.dismiss(None)
        else:
            self.push_screen(MorePagesModal(), self._go_on)

    async def _go_on(self, page: str | None) -> None:
        if page is not None:
            await self.action_go(page)

    def action_help(self) -> None:
        """Show what can be done here."""
        if not isinstance(self.screen, HelpModal):
            self.push_screen(HelpModal(self.screen))

    def action_find_serial(self) -> None:
        """Ask for a serial and show its life."""
        if not isinstance(self.screen, FindSerialModal):
            self.push_screen(FindSerialModal(), self._show_found)

    def _show_found(self, found: tuple[str, str] | None) -> None:
        if found:
            self.show_serial(*found)

    def show_named(self, named: Named) -> None:
        """Show a document or a container."""
        self.push_screen(DOCUMENTS[named.kind](named.code) if named.kind else ContainerScreen(named.code))

    def show_serial(self, serial: str, sku: str) -> None:
        """Show the life of a serial."""
        self.push_screen(SerialScreen(serial, sku))

    async def on_event(self, event: events.Event) -> None:
        """Take what a scanner sends and no field of Textual takes: a line feed as Enter, and the separator of a GS1 symbol."""
        if event.is_forwarded:  # it comes up again from a field that has taken it
            pass
        elif isinstance(event, events.Key) and event.key == LINE_FEED_KEY:
            event = events.Key("enter", "\r")
        elif isinstance(event, events.Key) and event.key == SEPARATOR_KEY:
            event = events.Paste(SIGN)
        await super().on_event(event)

    async def settled(self) -> None:
        """Return when all that was asked of the store is answered and drawn."""
        while running := [worker for worker in self.workers if not worker.is_finished]:
            await asyncio.gather(*(worker.wait() for worker in running), return_exceptions=True)
