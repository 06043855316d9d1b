"""The products: a list with search, and the form for a new one."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.list_screen import ListScreen
from serialhhd.screens.desk.parts.listing import ListKind, Query
from serialhhd.screens.desk.parts.office import Office
from serialhhd.screens.desk.parts.tracking import tracking_field
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.store.catalogue import label_profile, patterns, products, serial_example, settings
from serialhhd.store.catalogue.patterns import PatternFailed
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
        from serialhhd.screens.desk.pages.product import ProductScreen

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


PATTERN_HINT = "such as SN[0-9]{4}, or SN:(?P<serial>[0-9A-Z]{6}),.* for a longer label; empty: any serial"


class PatternForm(FormModal[Product]):
    """A form whose field `pattern` has one below it to try the serial pattern on."""

    def compose_field(self, field: Field) -> ComposeResult:
        """Place the field; below the pattern one to try it on."""
        yield from super().compose_field(field)
        if field.name == "pattern":
            yield Input(placeholder="try a serial here", id="trial", compact=True)
            yield PlainText(id="verdict", classes="note")

    @on(Input.Changed, "#pattern")
    @on(Input.Changed, "#trial")
    def _try_pattern(self) -> None:
        pattern, trial = self.query_one("#pattern", Input).value, self.query_one("#trial", Input).value
        self.query_one("#verdict", PlainText).update(verdict(pattern, trial))


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
                    barcodes=[barcode for barcode in values["barcodes"].split(" ") if barcode],
                    serial_pattern=values["pattern"] or None,
                    by=office.operator,
                )
            )

        super().__init__("New product", fields, save)


def verdict(pattern: str, trial: str) -> str:
    """Return what to say of a label or serial tried on a pattern: whether it fits, and which serial it is then."""
    problem = patterns.problem(pattern)
    if problem:
        return f"No regular expression: {problem}."
    if not trial:
        example = serial_example.of_pattern(pattern) if pattern else None
        return f"A serial looks like {example}." if example else ""
    try:
        serial = label_profile.serials_in(pattern, [trial])[0] if pattern else trial
    except PatternFailed:
        return f"This pattern takes too long on {trial}: a scan of it would be refused."
    if serial is None:
        return f"{trial} does not fit."
    return f"{trial} fits." if serial == trial else f"The serial is {serial}."
