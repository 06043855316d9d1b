"""The batches: a list that follows the work, and one with its cart, what of it is walked and sorted, and its pick lists."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.pages.documents.pick_list import PickListScreen
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.document_list_screen import (
    DocumentsMadeHereScreen,
    Listed,
    NewDocument,
    key_of,
)
from serialhhd.screens.desk.parts.document_tabs import DocumentTabsScreen
from serialhhd.screens.desk.parts.listing import ListKind
from serialhhd.store.batches import batches
from serialhhd.store.batches.batches import LineShown
from serialhhd.store.catalogue.places import Location
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Shown
from serialhhd.store.documents.pages import Progress
from serialhhd.store.engine.store import Reading, Writing
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.typed.lines import parts

COLUMNS: tuple[Column[Progress], ...] = (
    Column("ref", "Batch", 14, lambda row: row.document.ref),
    Column("state", "State", 10, lambda row: row.document.state.label),
    Column("lines", "Lines", 5, lambda row: row.lines, is_number=True),
    Column("open_lines", "To walk", 7, lambda row: row.open_lines, is_number=True),
    Column("walked", "Walked", 6, lambda row: row.done, is_number=True),
    Column("quantity", "Wanted", 6, lambda row: row.quantity, is_number=True),
    Column("account", "Account", 9, lambda row: row.document.account),
    Column("created_at", "Made", 16, lambda row: row.document.created_at),
)
LINES: tuple[Column[LineShown], ...] = (
    Column("product", "Product", 14, lambda row: row.product),
    Column("location", "From", 12, lambda row: row.location or "oldest"),
    Column("wanted", "Wanted", 6, lambda row: row.wanted, is_number=True),
    Column("walked", "Walked", 6, lambda row: row.walked, is_number=True),
    Column("sorted", "Sorted", 6, lambda row: row.sorted, is_number=True),
    Column("reason", "Short because", 20, lambda row: row.reason),
)
LISTS: tuple[Column[Progress], ...] = (
    Column("pick_list", "Pick list", 14, lambda row: row.document.ref),
    Column("customer", "Customer", 24, lambda row: row.document.partner),
    Column("state", "State", 10, lambda row: row.document.state.label),
    Column("picked", "Picked", 6, lambda row: row.done, is_number=True),
    Column("quantity", "Wanted", 6, lambda row: row.quantity, is_number=True),
)


class BatchesScreen(DocumentsMadeHereScreen[Progress]):
    """The page of the batches."""

    PAGE = "batches"
    LISTED = Listed(batches.page)
    KIND = ListKind(
        "batches",
        COLUMNS,
        key_of,
        search="number",
        filters=(Field("state", "State", choices=any_of(lifecycle_of(batches.KIND).states)),),
        views=(ListView("All"), ListView("Open", filters={"state": DocumentState.OPEN.value})),
        empty="No batches yet. Press n to have pick lists picked in one walk.",
    )
    NEW = NewDocument(
        "New batch",
        (Field("ref", "Number", hint="B-1"), Field("pick_lists", "Pick lists", hint="PL-501 PL-502")),
        "Open pick lists of which nothing is picked. At the sort a unit goes to the first of them that wants it.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Have pick lists picked in one walk")
    ]

    def add(self, values: Values) -> Writing[Document]:
        """Return what makes a batch."""
        return lambda conn: batches.add(
            conn,
            values["ref"],
            parts(values["pick_lists"]),
            at=self.office.now(),
            by=self.office.operator,
        )

    def screen_of(self, ref: str) -> "BatchScreen":
        """Return the screen that shows a batch."""
        return BatchScreen(ref)


class BatchScreen(DocumentTabsScreen[LineShown, Location | None, Progress]):
    """One batch: of each product what is wanted, walked onto its cart and sorted from it, and its pick lists in their order."""

    PAGE = "batches"
    KIND = ListKind("batch_lines", LINES, lambda row: f"{row.product}\n{row.location or ''}")
    MORE_TITLE = "Pick Lists"
    MORE = ListKind("batch_pick_lists", LISTS, key_of)
    CANCELS = "Its pick lists can be picked otherwise; what is on its cart is put away by a move."

    def look(self) -> Reading[Shown[LineShown, Location | None]]:
        """Return what reads the batch, how far each product is, and its cart."""
        return lambda conn: batches.whole(conn, self.ref)

    def facts(self, known: Shown[LineShown, Location | None]) -> Mapping[str, object]:
        """Return its cart, and how much is walked and sorted."""
        wanted, walked, done = (
            sum(units)
            for units in zip(*((row.wanted, row.walked, row.sorted) for row in known.lines), strict=True)
        )
        return {
            "Batch": f"{known.document.ref}  {known.document.state.label}",
            "Account": known.document.account,
            "Cart": known.beside.code if known.beside else "none yet",
            "Walked": f"{walked} of {wanted}",
            "Sorted": f"{done} of {walked}",
        }

    def cancel(self) -> Writing[Document]:
        """Return what cancels the batch."""
        return lambda conn: batches.cancel(conn, self.ref, self.office.now(), by=self.office.operator)

    def read_more(self, last: Progress | None, limit: int) -> Reading[Sequence[Progress]]:  # noqa: ARG002 - all of them
        """Return what reads its pick lists and how far each is, which are one page."""
        return lambda conn: (
            () if last is not None else batches.progress_of_lists(conn, batches.show(conn, self.ref).id)
        )

    def open_more(self, row: Progress) -> None:
        """Show a pick list."""
        self.app.push_screen(PickListScreen(row.document.ref))
