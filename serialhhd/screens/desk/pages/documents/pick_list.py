"""One pick list: its tasks, how far picking is, its dispatch, and which serials went with it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from serialhhd.flows.sentences.english import containers
from serialhhd.screens.desk.dialogs.forms import Field, Values
from serialhhd.screens.desk.dialogs.named_units import PRODUCT, SERIALS, UNITS, named
from serialhhd.screens.desk.pages.transactions import COLUMNS, TransactionScreen, key_of, transactions_of
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.document_screen import DocumentScreen
from serialhhd.screens.desk.parts.facts import Facts, few
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.program import Named
from serialhhd.store.desk import pick_list_page
from serialhhd.store.desk.pick_list_page import Beside
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Shown
from serialhhd.store.engine.store import Reading, Writing
from serialhhd.store.outbound import pick_lists, putting_back
from serialhhd.store.outbound.pick_lists import Task
from serialhhd.store.outbound.waiting_lists import PutBack
from serialhhd.store.stock.ledger import Transaction, TransactionFilter
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, SerialState

TASKS: tuple[Column[Task], ...] = (
    Column("product", "Product", 12, lambda row: row.product),
    Column("location", "From", 11, lambda row: row.location or "oldest"),
    Column("picked", "Picked", 7, lambda row: row.done, is_number=True),
    Column("quantity", "Wanted", 7, lambda row: row.quantity, is_number=True),
    Column("state", "State", 12, lambda row: (row.in_work_by and f"> {row.in_work_by}") or row.state.label),
    Column("short_reason", "Short because", 16, lambda row: row.short_reason),
    Column("name", "Name", 24, lambda row: row.name),
)


def _state(pick_list: Document) -> str:
    """Return its state; what went back to its supplier is returned, as its serials are (R37)."""
    is_returned = pick_list.to_supplier and pick_list.state is DocumentState.DISPATCHED
    return f"{pick_list.state.label}: {SerialState.RETURNED.label}" if is_returned else pick_list.state.label


def _told(back: PutBack) -> str:
    """Return how many units are back, and what they were taken out of (R21)."""
    apart = f" {containers.taken_out(codes=back.unpacked)}" if back.unpacked else ""
    return f"Put back: {back.units}.{apart}"


class PickListScreen(DocumentScreen[Task, Beside]):
    """One pick list."""

    PAGE = "pick_lists"
    KIND = ListKind("pick_tasks", TASKS, lambda task: str(task.id))
    CANCELS = "What was picked waits to be put back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "dispatch", "Dispatch", tooltip="What was picked is on its way"),
        Binding("b", "put_back", "Put back", tooltip="Bring back into stock what was picked for it"),
        Binding("t", "transactions", "Serial Numbers", tooltip="Its transactions, each with its serials"),
    ]

    def look(self) -> Reading[Shown[Task, Beside]]:
        """Return what reads the pick list, its batch and totes, and how many units of it wait to be put back."""
        return lambda conn: pick_list_page.shown(conn, self.ref)

    def facts(self, known: Shown[Task, Beside]) -> Mapping[str, object]:
        """Return its state and how much of it is picked."""
        picked = sum(task.done for task in known.lines)
        return {
            "Pick list": f"{known.document.ref}  {_state(known.document)}",
            "Back to supplier" if known.document.to_supplier else "Customer": known.document.partner,
            "Account": known.document.account,
            "Picked": f"{picked} of {sum(task.quantity for task in known.lines)}",
            "Batch": known.beside.batch,
            "Totes": few(known.beside.totes),
            "To be put back": known.beside.waiting or "",
        }

    @property
    def named_here(self) -> Sequence[Named]:
        """Its batch and its totes."""
        if self.known is None:
            return ()
        beside = self.known.beside
        batch = [Named(DocumentKind.BATCH, beside.batch)] if beside.batch else []
        return [*batch, *(Named(None, code) for code in beside.totes)]

    def cancel(self) -> Writing[Document]:
        """Return what cancels the pick list."""
        at = self.office.now()
        return lambda conn: pick_lists.cancel(conn, self.ref, at, by=self.office.operator)

    # --- what can be done ---------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for the pick list now."""
        if action == "dispatch":
            return self.known is not None and self.known.document.state is DocumentState.PICKED
        if action == "put_back":
            return self.known is not None and self.known.beside.waiting > 0
        return super().check_action(action, parameters)

    def open_line(self) -> None:
        """Show what was picked."""
        self.action_transactions()

    def action_transactions(self) -> None:
        """Show what was picked and dispatched, with its serials."""
        if self.known:
            self.app.push_screen(ShipmentScreen(self.known.document))

    def action_dispatch(self) -> None:
        """Ask before the goods are on their way."""
        known = self.known
        if known is not None:
            picked = sum(task.done for task in known.lines)
            back = "back " if known.document.to_supplier else ""
            self.ask_first(
                f"Dispatch {self.ref}: {picked} unit{'' if picked == 1 else 's'} {back}to {known.document.partner or 'the customer'}?",
                "Dispatch",
                lambda conn: pick_lists.dispatch(
                    conn, self.ref, by=self.office.operator, at=self.office.now()
                ),
                lambda sent: f"{sent.ref} is dispatched.",
            )

    def action_put_back(self) -> None:
        """Ask where what was picked is put, and bring it back into stock."""

        def change(values: Values) -> Writing[PutBack]:
            units, serials = named(values)
            return lambda conn: putting_back.put_back(
                conn,
                self.ref,
                to=values["location"],
                sku=values["product"] or None,
                units=units,
                serials=serials,
                by=self.office.operator,
                at=self.office.now(),
            )

        self.ask_for(
            f"Put back what was picked for {self.ref}",
            (Field("location", "Location", hint="where it is put"), SERIALS, UNITS, PRODUCT),
            change,
            _told,
            note=f"{self.known.beside.waiting if self.known else 0} wait to be put back. Where nothing is named it is all.",
            yes="Put back",
        )


class ShipmentScreen(ListingScreen):
    """What was picked for a pick list and where it went."""

    PAGE = "pick_lists"
    AUTO_FOCUS = "#transactions"

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document

    def compose_body(self) -> ComposeResult:
        """Place the facts above the transactions."""
        yield Facts()
        kind = ListKind("pick_list_transactions", COLUMNS, key_of, empty="Nothing was picked yet.")
        yield Listing(kind, self.query_rows, self.show_transaction, table_id="transactions")

    def read_facts(self) -> None:
        """Say whose transactions they are."""
        whose = "Back to supplier" if self._document.to_supplier else "Customer"
        self.query_one(Facts).tell({"Pick list": self._document.ref, whose: self._document.partner})

    def query_rows(self, filters: Values) -> Query[Transaction]:  # noqa: ARG002 - there are none
        """Return what reads the transactions of the pick list."""
        return transactions_of(TransactionFilter(document_ids=(self._document.id,)))

    def show_transaction(self, transaction: Transaction) -> None:
        """Show a transaction with its serials."""
        self.app.push_screen(TransactionScreen(transaction))
