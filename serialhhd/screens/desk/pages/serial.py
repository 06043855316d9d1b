"""One serial: where it is, and its whole life, back to the supplier and forward to the customer."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.pages.transactions import TransactionScreen, named_of, other_place
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.program import Named
from serialhhd.store.engine.store import Reading
from serialhhd.store.serials import traces
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import holds
from serialhhd.store.stock.ledger import Transaction
from serialhhd.store.words.vocabulary import DocumentKind

HISTORY: tuple[Column[Transaction], ...] = (
    Column("at", "When", 16, lambda row: row.at),
    Column("kind", "What", 10, lambda row: row.kind.value),
    Column("location", "Location", 11, lambda row: row.location),
    Column("other_place", "Other place", 16, other_place),
    Column("document", "Document", 12, lambda row: row.document),
    Column("partner", "From / to", 16, lambda row: row.partner),
    Column("operator", "Who", 10, lambda row: row.operator),
    Column("account", "Account", 9, lambda row: row.account),
    Column("container", "Container", 10, lambda row: row.container),
    Column("condition", "Condition", 12, lambda row: row.condition),
    Column("note", "Note", 30, lambda row: row.note),
    Column("approved_by", "Approved by", 11, lambda row: row.approved_by),
)


class SerialScreen(ListingScreen):
    """The life of a serial."""

    FOLLOWS_WORK = True
    AUTO_FOCUS = "#history"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "hold", "Hold", tooltip="Put the serial on hold: it is neither picked nor dispatched"),
        Binding("l", "release", "Release", tooltip="Release the serial"),
    ]

    def __init__(self, serial: str, sku: str) -> None:
        super().__init__()
        self._trace: Trace | None = None
        self._serial = serial
        self._sku = sku

    def compose_body(self) -> ComposeResult:
        """Place what it is above what happened to it."""
        yield Facts(id="facts")
        kind = ListKind(
            "serial_history", HISTORY, lambda row: str(row.id), empty="Nothing has happened to it yet."
        )
        yield Listing(kind, self.query_history, self.show_transaction, table_id="history")

    def read_facts(self) -> None:
        """Read the serial."""
        self.start(self._read)

    def query_history(self, filters: Values) -> Query[Transaction]:  # noqa: ARG002 - there are none
        """Return what reads the transactions of the serial, which are one page."""
        look = self._look()

        def page(last: Transaction | None, limit: int) -> Reading[Sequence[Transaction]]:  # noqa: ARG001 - all of them
            return lambda conn: () if last is not None else look(conn).history

        return page

    def show_transaction(self, row: Transaction) -> None:
        """Show an entry of its life, with all that took part in it."""
        self.app.push_screen(TransactionScreen(row))

    @property
    def named_here(self) -> Sequence[Named]:
        """The documents and containers of its life, the last ones first, and what it lies in or is expected on."""
        return named_in(self._trace) if self._trace else ()

    async def _read(self) -> None:
        trace = await self.answered(self.office.ask(self._look()))
        if trace is None:
            return
        self._trace = trace
        self.refresh_bindings()
        self.query_one(Facts).tell(facts(trace, self.office.now()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to hold what is in the house, and to release what is on hold."""
        trace = self._trace
        if action == "hold":
            return trace is not None and trace.state in holds.HOLDABLE and trace.on_hold is None
        if action == "release":
            return trace is not None and trace.on_hold is not None
        return super().check_action(action, parameters)

    def action_hold(self) -> None:
        """Ask for the reason and put the serial on hold."""

        async def save(values: Values) -> Trace:
            at, operator = self.office.now(), self.office.operator
            return await self.office.tell(
                lambda conn: holds.hold(
                    conn, self._serial, sku=self._sku, reason=values["reason"], by=operator, at=at
                )
            )

        form = FormModal("Put on hold", [Field("reason", "Reason")], save, save_label="Hold")
        self.app.push_screen(form, self._changed)

    def _changed(self, trace: Trace | None) -> None:
        if trace is not None:
            self.say(f"{trace.serial} is {'on hold' if trace.on_hold else 'released'}.")
            self.read_again()

    def action_release(self) -> None:
        """Release the serial."""
        self.start(self._release, "tell")

    async def _release(self) -> None:
        at, operator = self.office.now(), self.office.operator
        change = self.office.tell(
            lambda conn: holds.release(conn, self._serial, sku=self._sku, by=operator, at=at)
        )
        self._changed(await self.answered(change))

    def _look(self) -> Reading[Trace]:
        return lambda conn: traces.show(conn, self._serial, self._sku)


def named_in(trace: Trace) -> Sequence[Named]:
    """Return the containers and documents that the life of a serial names, the last ones first."""
    container = [Named(None, trace.container)] if trace.container else []
    expected = [Named(DocumentKind.PRE_RECEIPT, trace.expected_on)] if trace.expected_on else []
    return [*container, *(one for row in reversed(trace.history) for one in named_of(row)), *expected]


def facts(trace: Trace, now: datetime) -> dict[str, object]:
    """Return what to say of a serial."""
    until, is_covered = trace.warranty_until, trace.is_covered(now)
    return {
        "Serial": f"{trace.serial}  {trace.product}",
        "State": trace.state.label,
        "On hold": trace.on_hold,
        "Location": trace.location,
        "Transfer": trace.transfer,
        "Container": trace.container,
        "Supplier": trace.supplier,
        "Customer": trace.customer,
        "Returned to": trace.returned_to,
        "Condition": trace.condition,
        "Warranty": until and f"until {until}, {'covered' if is_covered else 'over'}",
        "Expected on": trace.expected_on,
        "Lot": trace.lot,
        "Expiry": trace.expiry,
    }
