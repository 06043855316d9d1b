"""One product: its facts, its Serial Number Tracking Setting with everything that hangs on it, and its stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TabbedContent

from serialhhd.flows.entry import is_number
from serialhhd.screens.desk.columns import Column, shown
from serialhhd.screens.desk.desk_screen import DeskScreen
from serialhhd.screens.desk.facts import Facts
from serialhhd.screens.desk.forms import Field, FormModal, Values
from serialhhd.screens.desk.paged_table import PagedTable
from serialhhd.screens.desk.tracking import tracking_field
from serialhhd.screens.widgets.plain import PlainPane, PlainText
from serialhhd.store import products, serial_list, stock
from serialhhd.store.products import Product, Reach, TrackingChange
from serialhhd.store.refusal import Refused
from serialhhd.store.serial_list import ListedSerial
from serialhhd.store.stock_lines import StockLine
from serialhhd.store.vocabulary import TrackingType

SERIALS = (
    Column("serial", "Serial", 30, lambda row: row.serial),
    Column("state", "State", 12, lambda row: row.state.label),
    Column("location", "Location", 14, lambda row: row.location),
    Column("lot", "Lot", 10, lambda row: row.lot),
)
STOCK = (
    Column("location", "Location", 16, lambda row: row.location),
    Column("account", "Account", 12, lambda row: row.account),
    Column("quantity", "Quantity", 9, lambda row: row.quantity, is_number=True),
    Column("tracking_type", "Serial tracking", 18, lambda row: row.tracking_type.label),
    Column("serial_count", "Serials", 8, lambda row: row.serial_count, is_number=True),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is shown of a product."""

    product: Product
    barcodes: tuple[str, ...]
    reach: Reach
    changes: tuple[TrackingChange, ...]
    pattern_failed_at: datetime | None


class ProductScreen(DeskScreen):
    """One product."""

    PAGE = "products"
    AUTO_FOCUS = "#serials"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "set_tracking", "Setting", tooltip="Change the Serial Number Tracking Setting"),
        Binding("w", "set_warranty", "Warranty", tooltip="Set for how long the product is under warranty"),
        Binding("b", "add_barcode", "Barcode", tooltip="Give the product another barcode"),
    ]

    def __init__(self, sku: str) -> None:
        super().__init__()
        self._sku = sku
        self._known: Known | None = None

    def compose_body(self) -> ComposeResult:
        """Place the facts above the tabs."""
        yield Facts(id="facts")
        with TabbedContent():
            with PlainPane("Serial Numbers", id="serial-numbers"):
                yield PlainText(id="setting")
                yield PagedTable(lambda row: str(row.id), id="serials")
            with PlainPane("Stock", id="in-stock"):
                yield PagedTable(lambda row: str(row.id), id="stock")

    def read_store(self) -> None:
        """Read the product, then its serials and its stock."""
        self.start(self._read)

    async def _read(self) -> None:
        known = await self.answered(self.office.ask(self._look))
        if known is None:
            return
        self._known = known
        product = known.product
        self.query_one(Facts).tell(
            {
                "Product": f"{product.sku}  {product.name}",
                "Barcodes": "  ".join(known.barcodes),
                "Serial pattern": product.serial_pattern,
                "Scans refused": _refused(known),
                "Warranty": f"{product.warranty_days} days from dispatch" if product.warranty_days else None,
            }
        )
        self.query_one("#setting", PlainText).update(_setting(known))
        self.query_one("#serials", PagedTable).show(SERIALS, self._load_serials)
        self.query_one("#stock", PagedTable).show(STOCK, self._load_stock)

    def _look(self, conn: Any) -> Known:
        product = products.show(conn, self._sku)
        changes = products.tracking_changes(conn, product)
        failed_at = products.pattern_failed_at(conn, product)
        return Known(
            product, products.barcodes(conn, product), products.reach(conn, product), changes, failed_at
        )

    async def _load_serials(self, last: ListedSerial | None, limit: int) -> Sequence[ListedSerial]:
        product_id = self._known.product.id if self._known else 0
        page = self.office.ask(
            lambda conn: serial_list.page(
                conn, serial_list.Filter(product_id), limit=limit, after=last.cursor if last else None
            )
        )
        return await self.answered(page) or ()

    async def _load_stock(self, last: StockLine | None, limit: int) -> Sequence[StockLine]:
        product_id = self._known.product.id if self._known else 0
        page = self.office.ask(
            lambda conn: stock.page(
                conn, stock.Filter(product_id), limit=limit, after=last.id if last else None
            )
        )
        return await self.answered(page) or ()

    # --- what can be done ---------------------------------------------------------------------------------------

    def action_set_tracking(self) -> None:
        """Ask for the setting, saying what a change touches (R2)."""
        known = self._known
        if known is None:
            return

        async def save(values: Values) -> TrackingType:
            wanted, at = TrackingType(values["tracking"]), self.office.now()
            await self.office.tell(
                lambda conn: products.set_tracking(
                    conn, self._sku, wanted, operator=self.office.operator, at=at
                )
            )
            return wanted

        fields = [tracking_field("Setting", known.product.tracking_type)]
        form = FormModal("Serial Number Tracking Setting", fields, save, note=_touches(known.reach))
        self.app.push_screen(form, self._tracking_set)

    def _tracking_set(self, tracking_type: TrackingType | None) -> None:
        if tracking_type is not None:
            self.say(f"{self._sku} is {tracking_type.label} for what is created from now on.")
            self.read_store()

    def action_set_warranty(self) -> None:
        """Ask for the days of warranty."""
        known = self._known
        if known is None:
            return

        async def save(values: Values) -> Product:
            days = _days(values["days"])
            return await self.office.tell(lambda conn: products.set_warranty(conn, self._sku, days))

        now = known.product.warranty_days
        fields = [Field("days", "Days, counted from dispatch", str(now or ""), hint="none")]
        self.app.push_screen(FormModal("Warranty", fields, save), self._changed)

    def action_add_barcode(self) -> None:
        """Ask for another barcode."""
        known = self._known
        if known is None:
            return
        product = known.product

        async def save(values: Values) -> Product:
            await self.office.tell(lambda conn: products.add_barcode(conn, product, values["barcode"]))
            return product

        fields = [Field("barcode", "Barcode", hint="a GTIN or a code of the house")]
        self.app.push_screen(FormModal("Another barcode", fields, save), self._changed)

    def _changed(self, product: Product | None) -> None:
        if product is not None:
            self.read_store()


def _days(text: str) -> int | None:
    typed = text.strip(" ")
    if typed in {"", "none"}:
        return None
    if not is_number(typed):
        raise Refused("not_a_number", text=typed)
    return int(typed)


def _setting(known: Known) -> Text:
    lines = [Text.assemble("Serial Number Tracking Setting: ", (known.product.tracking_type.label, "bold"))]
    for change in reversed(known.changes):
        who = f"{shown(change.at)}  {change.operator}"
        lines.append(Text(f"{who}: {change.old.label} -> {change.new.label}", "dim"))
    return Text("\n").join(lines[:5])


def _refused(known: Known) -> str | None:
    """Return since when scans are refused because the pattern takes too long; None where none is."""
    if known.pattern_failed_at is None:
        return None
    return f"since {shown(known.pattern_failed_at)}: the pattern takes too long (product set-pattern)"


def _touches(reach: Reach) -> str:
    return (
        "The change applies to what is created from now on. "
        f"Open pre-receipt lines that keep their type: {reach.open_lines}; stock lines: {reach.stock_lines}."
    )
