"""What there is to say of one product, read in one moment."""

from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store.catalogue import product_editing, products
from serialhhd.store.catalogue.product_editing import ProductChange
from serialhhd.store.catalogue.products import Product, Reach, TrackingChange
from serialhhd.store.stock import product_holds
from serialhhd.store.stock.product_holds import ProductHold
from serialhhd.value_class import value_class


@value_class
class ProductPage:
    """A product with everything that hangs on it.

    Attributes:
        product: The product.
        barcodes: Its barcodes; a GTIN as 14 digits.
        reach: What a change of its tracking type would leave as it is (R2).
        changes: Every change of its tracking type, oldest first (R2).
        edits: Every other change of it, oldest first.
        holds: Each time that it or a lot of it was on hold.
        pattern_failed_at: Since when scans are refused because its pattern takes too long; None where none is.
    """

    product: Product
    barcodes: tuple[str, ...]
    reach: Reach
    changes: tuple[TrackingChange, ...]
    edits: tuple[ProductChange, ...]
    holds: tuple[ProductHold, ...]
    pattern_failed_at: datetime | None

    @property
    def holds_now(self) -> tuple[ProductHold, ...]:
        """The holds that were not released yet."""
        return tuple(one for one in self.holds if one.released_at is None)


def show(conn: Connection, sku: str) -> ProductPage:
    """Return what there is to say of the product of that SKU or barcode.

    Raises:
        Refused: `unknown`.
    """
    product = products.show(conn, sku)
    return ProductPage(
        product,
        products.barcodes(conn, product),
        products.reach(conn, product),
        products.tracking_changes(conn, product),
        product_editing.changes(conn, product),
        product_holds.every(conn, product),
        products.pattern_failed_at(conn, product),
    )
