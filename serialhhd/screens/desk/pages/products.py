"""The products: a list with search, and the form for a new one."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.dialogs.pattern_form import PATTERN_HINT, PatternForm
from serialhhd.screens.desk.dialogs.tracking import tracking_field
from serialhhd.screens.desk.pages.product import ProductScreen
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.list_screen import ListScreen
from serialhhd.screens.desk.parts.listing import ListKind, Query
from serialhhd.screens.desk.parts.office import Office
from serialhhd.store.catalogue import products, settings
from serialhhd.store.catalogue.products import Product
from serialhhd.store.engine.store import Reading
from serialhhd.store.words.vocabulary import TrackingType

COLUMNS: tuple[Column[Product], ...] = (
    Column("sku", "SKU", 20, lambda row: row.sku),
    Column("name", "Name", 26, lambda row: row.name),
    Column("tracking_type", "Serial tracking", 18, lambda row: row.tracking_type.label),
    Column("retired", "Retired", 8, lambda row: "retired" if row.retired_at else None),
)


class ProductsScreen(ListScreen[Product]):
    """The page of the products."""

    PAGE = "products"
    KIND = ListKind(
        "products",
        COLUMNS,
        lambda product: str(product.id),
        search="SKU, name or barcode",
        empty="No products yet. Press n to add the first one.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Add a product"),
        Binding("d", "default", "Default", tooltip="The tracking setting that new products get"),
    ]

    def query_rows(self, filters: Values) -> Query[Product]:
        """Return what reads the products by SKU."""
        search = filters.get("search", "")

        def page(last: Product | None, limit: int) -> Reading[Sequence[Product]]:
            after = last.sku if last else None
            return lambda conn: products.page(conn, search=search, limit=limit, after=after)

        return page

    def action_new(self) -> None:
        """Ask for a new product."""
        self.start(self._ask_for_product, "ask")

    async def _ask_for_product(self) -> None:
        default = await self.answered(self.office.ask(settings.default_tracking_type))
        if default is not None:
            self.app.push_screen(NewProductModal(self.office, default), self._added)

    def _added(self, product: Product | None) -> None:
        if product is not None:
            self.say(f"Added {product.sku}, {product.tracking_type.label}.")
            self.read_again()

    def open_row(self, row: Product) -> None:
        """Show a product."""
        self.app.push_screen(ProductScreen(row.sku))

    def action_default(self) -> None:
        """Ask for the site's default."""
        self.start(self._ask_for_default, "ask")

    async def _ask_for_default(self) -> None:
        now = await self.answered(self.office.ask(settings.default_tracking_type))
        if now is None:
            return

        async def save(values: Values) -> TrackingType:
            wanted = TrackingType(values["tracking"])
            await self.office.tell(
                lambda conn: settings.set_default_tracking_type(conn, wanted, by=self.office.operator)
            )
            return wanted

        fields = [tracking_field("New products get", now)]
        note = "Products that exist stay as they are."
        self.app.push_screen(FormModal("Default setting", fields, save, note=note), self._default_set)

    def _default_set(self, default: TrackingType | None) -> None:
        if default is not None:
            self.say(f"New products are {default.label}.")


class NewProductModal(PatternForm):
    """The form for a new product."""

    def __init__(self, office: Office, default: TrackingType) -> None:
        fields = (
            Field("sku", "SKU", hint="CAM-200"),
            Field("name", "Name", hint="What people call it"),
            tracking_field("Serial Number Tracking Setting", default),
            Field("barcodes", "Barcodes", hint="GTINs or codes of the house, with blanks between"),
            Field(
                "pattern",
                "Serial pattern",
                hint=PATTERN_HINT,
            ),
        )

        async def save(values: Values) -> Product:
            at = office.now()
            return await office.tell(
                lambda conn: products.add(
                    conn,
                    values["sku"],
                    at=at,
                    name=values["name"],
                    tracking_type=TrackingType(values["tracking"]),
                    barcodes=products.parse_barcodes(values["barcodes"]),
                    serial_pattern=values["pattern"] or None,
                    by=office.operator,
                )
            )

        super().__init__("New product", fields, save)
