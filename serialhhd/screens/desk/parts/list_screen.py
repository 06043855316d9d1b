"""Screens with lists: the keys that every list has, and a page that is one list."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from serialhhd.screens.desk.dialogs.forms import Values
from serialhhd.screens.desk.dialogs.open_named import OpenNamedModal
from serialhhd.screens.desk.parts.columns import R
from serialhhd.screens.desk.parts.desk_screen import DeskScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.program import Named
from serialhhd.store import refusals
from serialhhd.store.documents.noted import Noted


class ListingScreen(DeskScreen):
    """A screen with lists. Its keys are for the list that is seen: one at a time, where it has tabs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", tooltip="Search as you type"),
        Binding("f", "filter", "Filter", tooltip="Show only some rows"),
        Binding("v", "views", "Views", tooltip="Show the list as a named view says"),
        Binding("o", "open_named", "Go to", tooltip="Go to a document or container that is named here"),
        Binding("c", "columns", "Columns", tooltip="Choose the columns and their order", show=False),
        Binding("ctrl+s", "save_view", "Save view", tooltip="Save columns and filters as a view", show=False),
        Binding("x", "export", "CSV", tooltip="Write all rows of the list into a CSV file", show=False),
    ]

    @property
    def listing(self) -> Listing[object] | None:
        """The list that is seen; None while the screen is being made."""
        return next((one for one in self.query(Listing) if _is_seen(one)), None)

    def read_facts(self) -> None:
        """Read what the screen shows beside its lists."""

    def read_store(self) -> None:
        """Read the facts, and show every list from its top."""
        self.read_facts()
        for listing in self.query(Listing):
            listing.read()

    def read_again(self) -> None:
        """Read anew what is shown; the cursors stay on their rows."""
        self.read_facts()
        for listing in self.query(Listing):
            listing.rows.reload()

    def action_search(self) -> None:
        """Go to the search field."""
        if self.listing:
            self.listing.search()

    def action_filter(self) -> None:
        """Ask for the filters."""
        if self.listing:
            self.listing.filter()

    def action_views(self) -> None:
        """Offer the views."""
        if self.listing:
            self.listing.offer_views()

    def action_columns(self) -> None:
        """Offer the columns."""
        if self.listing:
            self.listing.offer_columns()

    def action_save_view(self) -> None:
        """Ask for a name, and save what is shown under it."""
        if self.listing:
            self.listing.save_view()

    def action_export(self) -> None:
        """Ask for a file, and write every row of the list into it."""
        if self.listing:
            self.listing.export()

    @property
    def named_here(self) -> Sequence[Named]:
        """The documents and containers that are named above the lists, and can be opened."""
        return ()

    def action_open_named(self) -> None:
        """Open what is named, or ask which where that is more than one."""
        named = tuple(dict.fromkeys(self.named_here))
        if len(named) == 1:
            self.app.show_named(named[0])
        else:
            self.app.push_screen(OpenNamedModal(named), self._open)

    def _open(self, named: Named | None) -> None:
        if named is not None:
            self.app.show_named(named)

    def show_noted(self, noted: Noted, sku: str) -> None:
        """Show the life of a serial that is noted somewhere, or say that it has none here."""
        if noted.state is None:
            self.say_refused(refusals.unknown(what="serial", code=noted.serial))
        else:
            self.app.show_serial(noted.serial, sku)

    def action_leave(self) -> None:
        """Clear the search and the filters; go back where there are none."""
        if self.listing and self._is_clearable(self.listing):
            self.listing.clear()
        else:
            super().action_leave()

    def _is_clearable(self, listing: Listing[object]) -> bool:
        is_first = len(self.app.screen_stack) == 1
        return listing.is_narrowed or (is_first and bool(listing.view))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now."""
        listing = self.listing
        if action == "open_named":
            return bool(self.named_here)
        if action == "search":
            return listing is not None and bool(listing.kind.search)
        if action == "filter":
            return listing is not None and bool(listing.kind.filters)
        if action == "leave" and listing is not None and self._is_clearable(listing):
            return True
        return super().check_action(action, parameters)


def _is_seen(listing: Listing[object]) -> bool:
    return all(node.display for node in listing.ancestors_with_self if isinstance(node, Widget))


class ListScreen(ListingScreen, Generic[R]):
    """A page that is a list. A subclass says what list it is, and how a page of rows is read."""

    AUTO_FOCUS = "#rows"
    KIND: ListKind[R]
    """What list it is."""

    def compose_body(self) -> ComposeResult:
        """Place the list."""
        yield Listing(self.KIND, self.query_rows, self.open_row)

    @abstractmethod
    def query_rows(self, filters: Values) -> Query[R]:
        """Return what reads the rows that fit the filters; `search` is what stands in the search field."""

    @abstractmethod
    def open_row(self, row: R) -> None:
        """Open a row."""
