"""The returns: a list that follows the work, and one with what came back on it, each unit in its condition."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.announce_serials import AnnounceSerialsModal
from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.pages import transactions
from serialhhd.screens.desk.pages.transactions import TransactionScreen
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.document_list_screen import (
    DocumentsMadeHereScreen,
    Listed,
    NewDocument,
    key_of,
)
from serialhhd.screens.desk.parts.document_tabs import DocumentTabsScreen
from serialhhd.screens.desk.parts.listing import ListKind
from serialhhd.screens.desk.parts.program import Named
from serialhhd.store.catalogue.places import MAIN
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Shown
from serialhhd.store.documents.lines import Line
from serialhhd.store.engine.store import Reading, Writing
from serialhhd.store.returns import announced, returns
from serialhhd.store.returns.returns import Origin
from serialhhd.store.stock import ledger
from serialhhd.store.stock.ledger import Transaction
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState
from serialhhd.typed.lines import EXPECTED_HINT, parse_expected, parts

COLUMNS: tuple[Column[returns.Listed], ...] = (
    Column("ref", "Return", 12, lambda row: row.document.ref),
    Column("customer", "Customer", 18, lambda row: row.origin.customer),
    Column("pick_list", "Pick list", 10, lambda row: row.origin.pick_list),
    Column("state", "State", 9, lambda row: row.document.state.label),
    Column("returned", "Returned", 8, lambda row: row.progress.done, is_number=True),
    Column("quantity", "Announced", 9, lambda row: row.progress.quantity, is_number=True),
    Column("lines", "Lines", 5, lambda row: row.progress.lines, is_number=True),
    Column("account", "Account", 9, lambda row: row.document.account),
    Column("created_at", "Made", 16, lambda row: row.document.created_at),
)
LINES: tuple[Column[Line], ...] = (
    Column("product", "Product", 14, lambda row: row.product),
    Column("returned", "Returned", 8, lambda row: row.done, is_number=True),
    Column("quantity", "Announced", 9, lambda row: row.quantity, is_number=True),
    Column("state", "State", 9, lambda row: row.state.label),
    Column("name", "Name", 24, lambda row: row.name),
)
CAME_BACK: tuple[Column[Transaction], ...] = (
    Column("at", "When", 16, lambda row: row.at),
    Column("product", "Product", 12, lambda row: row.product),
    Column("quantity", "Quantity", 8, lambda row: row.quantity, is_number=True),
    Column("serial_count", "Serials", 7, lambda row: row.serial_count or "", is_number=True),
    Column("condition", "Condition", 14, lambda row: row.condition),
    Column("location", "Put to", 11, lambda row: row.location),
    Column("operator", "Who", 10, lambda row: row.operator),
)


class ReturnsScreen(DocumentsMadeHereScreen[returns.Listed]):
    """The page of the returns."""

    PAGE = "returns"
    LISTED = Listed(returns.listed)
    KIND = ListKind(
        "returns",
        COLUMNS,
        key_of,
        search="number or customer",
        filters=(Field("state", "State", choices=any_of(lifecycle_of(returns.KIND).states)),),
        views=(ListView("All"), ListView("Open", filters={"state": DocumentState.OPEN.value})),
        empty="No returns yet. Press n to say what a customer announced to send back.",
    )
    NEW = NewDocument(
        "New return",
        (
            Field("ref", "Number", hint="RT-7"),
            Field("customer", "Customer", hint="that of the pick list where it is left empty"),
            Field("pick_list", "Pick list", hint="on which the goods left, if only that may come back"),
            Field("account", "Account", MAIN),
            Field("lines", "Lines", hint=EXPECTED_HINT),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Say what a customer announced to send back")
    ]

    def add(self, values: Values) -> Writing[Document]:
        """Return what announces a return."""
        wanted = [parse_expected(part) for part in parts(values["lines"])]
        typed = {name: text.strip(" ") for name, text in values.items()}
        return lambda conn: returns.add(
            conn,
            typed["ref"],
            wanted,
            at=self.office.now(),
            customer=typed["customer"] or None,
            pick_list=typed["pick_list"] or None,
            account=typed["account"] or MAIN,
            by=self.office.operator,
        )

    def screen_of(self, ref: str) -> "ReturnScreen":
        """Return the screen that shows a return."""
        return ReturnScreen(ref)


class ReturnScreen(DocumentTabsScreen[Line, Origin, Transaction]):
    """One return."""

    PAGE = "returns"
    KIND = ListKind("return_lines", LINES, lambda row: str(row.id))
    MORE_TITLE = "Came Back"
    MORE = ListKind(
        "return_transactions",
        CAME_BACK,
        transactions.key_of,
        empty="Nothing of it has come back yet.",
    )
    CANCELS = "Nothing more is taken on it; what has come back stays."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "announce_serials", "Serials", tooltip="Say which serials come back on the line"),
    ]

    def look(self) -> Reading[Shown[Line, Origin]]:
        """Return what reads the return, and from where it comes."""
        return lambda conn: returns.whole(conn, self.ref)

    def facts(self, known: Shown[Line, Origin]) -> Mapping[str, object]:
        """Return from where it comes and how much of it is back."""
        back, asked_for = sum(row.done for row in known.lines), sum(row.quantity for row in known.lines)
        return {
            "Return": f"{known.document.ref}  {known.document.state.label}",
            "Customer": known.beside.customer,
            "Pick list": known.beside.pick_list,
            "Account": known.document.account,
            "Returned": f"{back} of {asked_for}",
        }

    @property
    def named_here(self) -> Sequence[Named]:
        """The pick list on which the goods left."""
        pick_list = self.known.beside.pick_list if self.known else None
        return [Named(DocumentKind.PICK_LIST, pick_list)] if pick_list else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to say which serials come back while nothing of the line has."""
        if action == "announce_serials":
            return self.is_open and self.current is not None and not self.current.done
        return super().check_action(action, parameters)

    def action_announce_serials(self) -> None:
        """Open the serials that are announced on the line."""
        self.start(self._announce_serials, "ask")

    async def _announce_serials(self) -> None:
        line, known = self.current, self.known
        if line is None or known is None:
            return
        there = await self.answered(self.office.ask(lambda conn: announced.serials_of(conn, line)))
        if there is not None:
            form = AnnounceSerialsModal(self.office, known.document, line, there)
            self.app.push_screen(form, self.done)

    def cancel(self) -> Writing[Document]:
        """Return what cancels the return."""
        return lambda conn: returns.cancel(conn, self.ref, self.office.now(), by=self.office.operator)

    def read_more(self, last: Transaction | None, limit: int) -> Reading[Sequence[Transaction]]:
        """Return what reads what has come back on it, the newest first."""
        after = last.id if last else None
        return lambda conn: ledger.page(
            conn,
            ledger.TransactionFilter(document_ids=(returns.show(conn, self.ref).id,)),
            limit=limit,
            after=after,
            names_serials=False,
        )

    def open_more(self, row: Transaction) -> None:
        """Show what came back, with its serials."""
        self.app.push_screen(TransactionScreen(row))
