"""The Stock List, and one line of it with its serials and its transactions."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.widgets import TabbedContent

from serialhhd.screens.desk.columns import Column
from serialhhd.screens.desk.desk_screen import DeskScreen
from serialhhd.screens.desk.facts import Facts
from serialhhd.screens.desk.forms import Field, Values
from serialhhd.screens.desk.list_screen import ListScreen, Query
from serialhhd.screens.desk.paged_table import PagedTable
from serialhhd.screens.desk.transactions import COLUMNS as TRANSACTION_COLUMNS
from serialhhd.screens.desk.transactions import TransactionScreen
from serialhhd.screens.widgets.plain import PlainPane
from serialhhd.store import ledger, stock
from serialhhd.store.ledger import Transaction
from serialhhd.store.stock import SerialInStock
from serialhhd.store.stock_lines import StockLine
from serialhhd.store.vocabulary import TrackingType

SERIALS = (
    Column("serial", "Serial", 34, lambda row: row.serial),
    Column("state", "State", 12, lambda row: row.state.label),
    Column("lot", "Lot", 14, lambda row: row.lot),
    Column("expiry", "Expiry", 12, lambda row: row.expiry),
)


class StockScreen(ListScreen):
    """The page of the stock."""

    PAGE = "stock"
    FOLLOWS_WORK = True
    SEARCH = "SKU or location"
    EMPTY = "Nothing is in stock. Receive a pre-receipt on a handheld, or at the desk (F3)."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("product", "Product", 16, lambda row: row.product),
        Column("location", "Location", 12, lambda row: row.location),
        Column("account", "Account", 9, lambda row: row.account),
        Column("quantity", "Quantity", 8, lambda row: row.quantity, is_number=True),
        Column("tracking_type", "Tracking type", 17, lambda row: row.tracking_type.label),
        Column("serial_count", "Serials", 6, lambda row: row.serial_count, is_number=True),
    )
    FILTERS: ClassVar[tuple[Field, ...]] = (
        Field("product", "Product", hint="SKU or barcode"),
        Field("location", "Location", hint="its code"),
        Field("account", "Account", hint="its code"),
        Field(
            "tracking_type",
            "Tracking type",
            choices=(("", "any"), *((one.value, one.label) for one in TrackingType)),
        ),
    )

    def query_rows(self, filters: Values) -> Query:
        """Return what reads the stock lines."""

        def query(conn: Any, last: StockLine | None, limit: int) -> tuple[StockLine, ...]:
            tracking_type = TrackingType(filters["tracking_type"]) if "tracking_type" in filters else None
            wanted = stock.Filter(tracking_type=tracking_type, search=filters.get("search", ""))
            codes = {name: filters[name] for name in ("product", "location", "account") if name in filters}
            wanted = stock.named(conn, wanted, **codes)
            return stock.page(conn, wanted, limit=limit, after=last.id if last else None)

        return query

    def open_row(self, row: StockLine) -> None:
        """Show a stock line."""
        self.app.push_screen(StockLineScreen(row.id))


class StockLineScreen(DeskScreen):
    """One stock line."""

    PAGE = "stock"
    AUTO_FOCUS = "#serials"

    def __init__(self, line_id: int) -> None:
        super().__init__()
        self._line_id = line_id
        self._product = ""

    def compose_body(self) -> ComposeResult:
        """Place the facts above the tabs."""
        yield Facts()
        with TabbedContent():
            with PlainPane("Serial Numbers", id="serial-numbers"):
                yield PagedTable(lambda row: str(row.id), id="serials")
            with PlainPane("Transactions", id="line-transactions"):
                yield PagedTable(lambda row: str(row.id), id="transactions")

    def read_store(self) -> None:
        """Read the line, its serials and its transactions."""
        self.start(self._read)

    async def _read(self) -> None:
        line = await self.answered(self.office.ask(lambda conn: stock.show(conn, self._line_id)))
        if line is None:
            return
        self._product = line.product
        self.query_one(Facts).tell(
            {
                "Product": line.product,
                "Location": f"{line.location} in {line.warehouse}, account {line.account}",
                "Quantity": line.quantity,
                "Tracking type": line.tracking_type.label,
            }
        )
        self.query_one("#serials", PagedTable).show(SERIALS, self._load_serials)
        self.query_one("#transactions", PagedTable).show(TRANSACTION_COLUMNS, self._load_transactions)

    async def _load_serials(self, last: SerialInStock | None, limit: int) -> Sequence[SerialInStock]:
        after = last.id if last else None
        page = self.office.ask(lambda conn: stock.serials_on(conn, self._line_id, limit=limit, after=after))
        return await self.answered(page) or ()

    async def _load_transactions(self, last: Transaction | None, limit: int) -> Sequence[Transaction]:
        after, of_line = last.id if last else None, ledger.Filter(stock_line_id=self._line_id)
        page = self.office.ask(
            lambda conn: ledger.page(conn, of_line, limit=limit, after=after, names_serials=False)
        )
        return await self.answered(page) or ()

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Open a serial or a transaction."""
        if isinstance(event.row, Transaction):
            self.app.push_screen(TransactionScreen(event.row))
        else:
            self.app.show_serial(event.row.serial, self._product)
