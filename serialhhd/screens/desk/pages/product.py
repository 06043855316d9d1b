"""One product: its facts, its Serial Number Tracking Setting with everything that hangs on it, and its stock."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TabbedContent

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.dialogs.product_forms import EditProductModal, hold_form, release_form
from serialhhd.screens.desk.dialogs.tracking import tracking_field
from serialhhd.screens.desk.pages.stock import stock_of
from serialhhd.screens.desk.parts import serial_columns
from serialhhd.screens.desk.parts.columns import Column, shown
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.serial_columns import (
    ACCOUNT,
    LOCATION,
    LOT,
    SEARCH,
    STATE,
    key_of,
    without,
)
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.screens.widgets.plain_pane import PlainPane
from serialhhd.store.catalogue import product_editing, products
from serialhhd.store.catalogue.product_editing import Edit
from serialhhd.store.catalogue.products import Product, Reach
from serialhhd.store.desk import product_page
from serialhhd.store.desk.product_page import ProductPage
from serialhhd.store.serials.serial_list import ListedSerial
from serialhhd.store.stock.product_holds import ProductHold
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import TrackingType
from serialhhd.typed.warranty import parse_warranty

STOCK: tuple[Column[StockLine], ...] = (
    Column("location", "Location", 16, lambda row: row.location),
    Column("account", "Account", 12, lambda row: row.account),
    Column("quantity", "Quantity", 9, lambda row: row.quantity, is_number=True),
    Column("tracking_type", "Serial tracking", 18, lambda row: row.tracking_type.label),
    Column("serial_count", "Serials", 8, lambda row: row.serial_count, is_number=True),
)

SERIALS = ListKind(
    "product_serials",
    without("product", "tracking_type"),
    key_of,
    SEARCH,
    (STATE, LOCATION, ACCOUNT, LOT),
    empty="No serial of this product is known yet.",
)
IN_STOCK = ListKind(
    "product_stock", STOCK, lambda line: str(line.id), empty="Nothing of this product is in stock."
)


class ProductScreen(ListingScreen):
    """One product."""

    PAGE = "products"
    AUTO_FOCUS = "#serials"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "set_tracking", "Setting", tooltip="Change the Serial Number Tracking Setting"),
        Binding("w", "set_warranty", "Warranty", tooltip="Set for how long the product is under warranty"),
        Binding("b", "add_barcode", "Barcode", tooltip="Give the product another barcode"),
        Binding("e", "edit", "Edit", tooltip="Change name, pattern of serials and barcodes"),
        Binding(
            "h",
            "hold",
            "Hold",
            tooltip="Put the product or a lot of it on hold, what is there and what arrives",
        ),
        Binding("l", "release", "Release", tooltip="Release the product or a lot of it"),
        Binding(
            "r", "retire", "Retire", tooltip="No new document takes it; what is in stock can still be picked"
        ),
        Binding("i", "reinstate", "Reinstate", tooltip="New documents take it again"),
    ]

    def __init__(self, sku: str) -> None:
        super().__init__()
        self._sku = sku
        self._known: ProductPage | None = None

    def compose_body(self) -> ComposeResult:
        """Place the facts above the tabs."""
        yield Facts(id="facts")
        with TabbedContent():
            with PlainPane("Serial Numbers", id="serial-numbers"):
                yield PlainText(id="setting")
                yield Listing(SERIALS, self.query_serials, self.show_serial, table_id="serials")
            with PlainPane("Stock", id="in-stock"):
                yield Listing(IN_STOCK, self.query_stock, table_id="stock")

    def read_facts(self) -> None:
        """Read the product."""
        self.start(self._read)

    async def _read(self) -> None:
        known = await self.answered(self.office.ask(lambda conn: product_page.show(conn, self._sku)))
        if known is None:
            return
        self._known = known
        self.refresh_bindings()
        product = known.product
        self.query_one(Facts).tell(
            {
                "Product": f"{product.sku}  {product.name}",
                "Barcodes": "  ".join(known.barcodes),
                "Serial pattern": product.serial_pattern,
                "Scans refused": _refused(known),
                "Warranty": f"{product.warranty_days} days from dispatch" if product.warranty_days else None,
                "On hold": "; ".join(map(_hold, known.holds_now)) or None,
                "Retired": product.retired_at
                and f"since {shown(product.retired_at)}: no new document takes it",
                "Last change": _last_change(known),
            }
        )
        self.query_one("#setting", PlainText).update(_setting(known))

    def query_serials(self, filters: Values) -> Query[ListedSerial]:
        """Return what reads the serials of the product."""
        return serial_columns.query({**filters, "product": self._sku})

    def query_stock(self, filters: Values) -> Query[StockLine]:  # noqa: ARG002 - there are none
        """Return what reads the stock of the product."""
        return stock_of({"product": self._sku})

    def show_serial(self, row: ListedSerial) -> None:
        """Show a serial's life."""
        self.app.show_serial(row.serial, row.product)

    # --- what can be done ---------------------------------------------------------------------------------------

    def action_set_tracking(self) -> None:
        """Ask for the setting, saying what a change touches (R2)."""
        known = self._known
        if known is None:
            return

        async def save(values: Values) -> TrackingType:
            wanted, at = TrackingType(values["tracking"]), self.office.now()
            await self.office.tell(
                lambda conn: products.set_tracking(conn, self._sku, wanted, by=self.office.operator, at=at)
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
            days = parse_warranty(values["days"].strip(" ") or "none")
            at, operator = self.office.now(), self.office.operator
            return await self.office.tell(
                lambda conn: product_editing.set_warranty(conn, self._sku, days, by=operator, at=at)
            )

        now = known.product.warranty_days
        fields = [Field("days", "Days, counted from dispatch", str(now or ""), hint="none")]
        self.app.push_screen(FormModal("Warranty", fields, save), self._changed)

    def action_edit(self) -> None:
        """Ask for name, pattern and barcodes."""
        known = self._known
        if known is not None:
            form = EditProductModal(self.office, known.product, known.barcodes)
            self.app.push_screen(form, self._changed)

    def action_add_barcode(self) -> None:
        """Ask for another barcode."""
        if self._known is None:
            return

        async def save(values: Values) -> Product:
            wanted = Edit(add=[values["barcode"]])
            at, operator = self.office.now(), self.office.operator
            return await self.office.tell(
                lambda conn: product_editing.edit(conn, self._sku, wanted, by=operator, at=at)
            )

        fields = [Field("barcode", "Barcode", hint="a GTIN or a code of the house")]
        self.app.push_screen(FormModal("Another barcode", fields, save), self._changed)

    def action_hold(self) -> None:
        """Ask for lot and reason, and put the product on hold."""
        if self._known is not None:
            self.app.push_screen(hold_form(self.office, self._known.product), self._changed)

    def action_release(self) -> None:
        """Ask which hold ends."""
        known = self._known
        if known is not None and known.holds_now:
            form = release_form(self.office, known.product, known.holds_now)
            self.app.push_screen(form, self._changed)

    def action_retire(self) -> None:
        """Take the product into no new document."""
        self.start(partial(self._tell, product_editing.retire), "tell")

    def action_reinstate(self) -> None:
        """Take the product into new documents again."""
        self.start(partial(self._tell, product_editing.reinstate), "tell")

    async def _tell(self, change: Callable[..., Product]) -> None:
        at, operator = self.office.now(), self.office.operator
        done = self.office.tell(lambda conn: change(conn, self._sku, by=operator, at=at))
        self._changed(await self.answered(done))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to retire what is not retired, to reinstate what is, and to release what is on hold."""
        known = self._known
        if action == "release":
            return known is not None and bool(known.holds_now)
        if action in {"retire", "reinstate"}:
            is_retired = known is not None and known.product.retired_at is not None
            return known is not None and is_retired == (action == "reinstate")
        return super().check_action(action, parameters)

    def _changed(self, product: Product | None) -> None:
        if product is not None:
            self.read_store()


def _setting(known: ProductPage) -> Text:
    lines = [Text.assemble("Serial Number Tracking Setting: ", (known.product.tracking_type.label, "bold"))]
    for change in reversed(known.changes):
        who = f"{shown(change.at)}  {change.operator}"
        lines.append(Text(f"{who}: {change.old.label} -> {change.new.label}", "dim"))
    return Text("\n").join(lines[:5])


def _refused(known: ProductPage) -> str | None:
    """Return since when scans are refused because the pattern takes too long; None where none is."""
    if known.pattern_failed_at is None:
        return None
    return f"since {shown(known.pattern_failed_at)}: the pattern takes too long (e edits it)"


def _hold(one: ProductHold) -> str:
    return f"{f'lot {one.lot}: ' if one.lot else ''}{one.reason}"


def _last_change(known: ProductPage) -> str | None:
    """Return what was edited last, by whom and when; None where nothing was."""
    if not known.edits:
        return None
    last = known.edits[-1]
    return f"{shown(last.at)}  {last.operator}: {last}"


def _touches(reach: Reach) -> str:
    return (
        "The change applies to what is created from now on. "
        f"Open pre-receipt lines that keep their type: {reach.open_lines}; stock lines: {reach.stock_lines}."
    )
