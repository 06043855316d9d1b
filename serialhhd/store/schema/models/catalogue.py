"""The tables of the products, with every change of one."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime, word
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.vocabulary import ProductFact, TrackingType


class Product(BaseRow, table=True):
    """A product, with its tracking type (R1) and an optional pattern for its serials (R4).

    `warranty_days` run from the day a serial of it is dispatched. `pattern_failed_at` is when its pattern first took too long
    on a scan.
    """

    __table_args__ = (CheckConstraint("warranty_days > 0", name="warranty_days"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    sku: str = Field(sa_type=Text)
    sku_key: str = Field(sa_type=Text, unique=True)
    name: str = Field(sa_type=Text)
    tracking_type: TrackingType = Field(sa_type=word(TrackingType, "tracking_type"))
    serial_pattern: str | None = Field(default=None, sa_type=Text)
    pattern_failed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    warranty_days: int | None = None
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)
    created_at: datetime = Field(sa_type=UtcTime)
    import_number: int | None = Field(default=None, sa_type=Id)


class ProductBarcode(BaseRow, table=True):
    """A barcode that names a product: a GTIN as 14 digits, or a code of the house."""

    __tablename__ = "product_barcode"

    barcode: str = Field(primary_key=True, sa_type=Text)
    product_id: int = Field(foreign_key="product.id", sa_type=Id, index=True)


class TrackingChange(BaseRow, table=True):
    """A change of a product's tracking type: who and when (R2)."""

    __tablename__ = "tracking_change"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    product_id: int = Field(foreign_key="product.id", sa_type=Id, index=True)
    old: TrackingType = Field(sa_type=word(TrackingType, "old"))
    new: TrackingType = Field(sa_type=word(TrackingType, "new"))
    at: datetime = Field(sa_type=UtcTime)
    operator: str = Field(sa_type=Text)


class ProductChange(BaseRow, table=True):
    """A change of a product's name, pattern, barcodes or warranty, or that it was retired or reinstated: who and when."""

    __tablename__ = "product_change"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    product_id: int = Field(foreign_key="product.id", sa_type=Id, index=True)
    what: ProductFact = Field(sa_type=word(ProductFact, "what"))
    old: str | None = Field(default=None, sa_type=Text)
    new: str | None = Field(default=None, sa_type=Text)
    at: datetime = Field(sa_type=UtcTime)
    operator: str = Field(sa_type=Text)
