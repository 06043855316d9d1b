"""The Stock List, and one line of it with its serials and its transactions."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TabbedContent

from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.pages import transactions
from serialhhd.screens.desk.pages.transactions import TransactionScreen, transactions_of
from serialhhd.screens.desk.parts import serial_columns
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.list_screen import ListingScreen, ListScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.serial_columns import (
    ACCOUNT,
    LOCATION,
    LOT,
    PRODUCT,
    SEARCH,
    STATE,
    key_of,
    without,
)
from serialhhd.screens.widgets.plain_pane import PlainPane
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.engine.store import Reading
from serialhhd.store.serials.serial_list import ListedSerial
from serialhhd.store.stock import ledger, stock
from serialhhd.store.stock.ledger import Transaction
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import LocationKind, TrackingType

LINE_SERIALS = ListKind(
    "stock_line_serials",
    without("product", "tracking_type", "location", "account"),
    key_of,
    SEARCH,
    (LOT,),
    empty="No serial is on this line. Full Tracking keeps all of them, Track During Pick those that came back.",
)
LINE_TRANSACTIONS = ListKind("stock_line_transactions", transactions.COLUMNS, transactions.key_of)


LINES: tuple[Column[StockLine], ...] = (
    Column("product", "Product", 11, lambda row: row.product),
    Column("location", "Location", 12, lambda row: row.location),
    Column("location_kind", "Kind", 10, lambda row: row.location_kind.label),
    Column("account", "Account", 9, lambda row: row.account),
    Column("quantity", "Quantity", 8, lambda row: row.quantity, is_number=True),
    Column("tracking_type", "Tracking type", 17, lambda row: row.tracking_type.label),
    Column("serial_count", "Serials", 6, lambda row: row.serial_count, is_number=True),
)


def stock_of(filters: Values) -> Query[StockLine]:
    """Return what reads the stock lines that fit what was filled in."""
    tracking_type = TrackingType(filters["tracking_type"]) if "tracking_type" in filters else None
    kind = LocationKind(filters["location_kind"]) if "location_kind" in filters else None
    wanted = stock.StockFilter(
        tracking_type=tracking_type, location_kind=kind, search=filters.get("search", "")
    )
    codes = {name: filters[name] for name in ("product", "location", "account") if name in filters}

    def page(last: StockLine | None, limit: int) -> Reading[Sequence[StockLine]]:
        after = last.id if last else None
        return lambda conn: stock.page(conn, wanted.named(conn, **codes), limit=limit, after=after)

    return page


class StockScreen(ListScreen[StockLine]):
    """The page of the stock."""

    PAGE = "stock"
    FOLLOWS_WORK = True
    KIND = ListKind(
        "stock",
        LINES,
        lambda line: str(line.id),
        search="SKU or location",
        filters=(
            PRODUCT,
            LOCATION,
            Field("location_kind", "Kind of location", choices=any_of(LocationKind)),
            ACCOUNT,
            Field("tracking_type", "Tracking type", choices=any_of(TrackingType)),
        ),
        views=(
            ListView("All"),
            *(
                ListView(name, filters={"location_kind": kind.value})
                for name, kind in (
                    ("Storage", LocationKind.STORAGE),
                    ("Quarantine", LocationKind.QUARANTINE),
                    ("Carts", LocationKind.CART),
                    ("In transit", LocationKind.TRANSIT),
                )
            ),
        ),
        empty="Nothing is in stock. Receive a pre-receipt on a handheld, or at the desk (F3).",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "serials", "Serials", tooltip="All serials, searched by any part of the number")
    ]

    def query_rows(self, filters: Values) -> Query[StockLine]:
        """Return what reads the stock lines."""
        return stock_of(filters)

    def open_row(self, row: StockLine) -> None:
        """Show a stock line."""
        self.app.push_screen(StockLineScreen(row.id))

    def action_serials(self) -> None:
        """Show the serials of every line, and of all that has left."""
        self.app.push_screen(SerialsScreen())


class SerialsScreen(ListScreen[ListedSerial]):
    """Every serial that is known, wherever it is."""

    PAGE = "stock"
    KIND = ListKind(
        "serials",
        serial_columns.COLUMNS,
        key_of,
        search=SEARCH,
        filters=(STATE, PRODUCT, LOCATION, ACCOUNT, LOT),
        views=(
            ListView("All"),
            ListView("In stock", filters={"state": "in_stock"}),
            ListView("Expected", filters={"state": "expected"}),
            ListView("Dispatched", filters={"state": "dispatched"}),
            ListView("In transit", filters={"state": "in_transit"}),
        ),
        empty="No serial is known yet. Enter those of a pre-receipt (F3), or receive on a handheld.",
    )

    def query_rows(self, filters: Values) -> Query[ListedSerial]:
        """Return what reads the serials."""
        return serial_columns.query(filters)

    def open_row(self, row: ListedSerial) -> None:
        """Show a serial's life."""
        self.app.show_serial(row.serial, row.product)


class StockLineScreen(ListingScreen):
    """One stock line."""

    PAGE = "stock"
    AUTO_FOCUS = "#serials"

    def __init__(self, line_id: int) -> None:
        super().__init__()
        self._line_id = line_id

    def compose_body(self) -> ComposeResult:
        """Place the facts above the tabs."""
        yield Facts()
        with TabbedContent():
            with PlainPane("Serial Numbers", id="serial-numbers"):
                yield Listing(LINE_SERIALS, self.query_serials, self.show_serial, table_id="serials")
            with PlainPane("Transactions", id="line-transactions"):
                yield Listing(
                    LINE_TRANSACTIONS, self.query_transactions, self.show_transaction, table_id="transactions"
                )

    def read_facts(self) -> None:
        """Read the line."""
        self.start(self._read)

    async def _read(self) -> None:
        line = await self.answered(self.office.ask(lambda conn: stock.show(conn, self._line_id)))
        if line is None:
            return
        self.query_one(Facts).tell(
            {
                "Product": line.product,
                "Location": f"{line.location} in {line.warehouse}, account {line.account}",
                "Kind": line.location_kind.label,
                "Quantity": line.quantity,
                "Tracking type": line.tracking_type.label,
            }
        )

    def query_serials(self, filters: Values) -> Query[ListedSerial]:
        """Return what reads the serials on the line."""
        return serial_columns.query(filters, line_id=self._line_id)

    def query_transactions(self, filters: Values) -> Query[Transaction]:  # noqa: ARG002 - there are none
        """Return what reads the transactions of the line."""
        return transactions_of(ledger.TransactionFilter(stock_line_id=self._line_id))

    def show_serial(self, row: ListedSerial) -> None:
        """Show a serial's life."""
        self.app.show_serial(row.serial, row.product)

    def show_transaction(self, transaction: Transaction) -> None:
        """Show a transaction with its serials."""
        self.app.push_screen(TransactionScreen(transaction))
