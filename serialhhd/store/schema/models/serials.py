"""The tables of the serials, and of what is on hold."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime, partial_index, word
from serialhhd.store.schema.conditions import NOT_IN_STOCK
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.serial_moves import IN_CONTAINER, PLACED
from serialhhd.store.words.vocabulary import SerialState

_IS_PLACED = "(" + " OR ".join(f"state = '{state}'" for state in PLACED) + ")"
_MAY_BE_INSIDE = " OR ".join(f"state = '{state}'" for state in IN_CONTAINER)


class Serial(BaseRow, table=True):
    """A serial, unique per product whatever its letter case (R4), in one state (R5).

    `document_line_id` is the line that announced it. `run_id` and `captured_at` say which run holds it as a capture. One row a serial is what makes two handhelds
    racing for it safe (R15): whoever inserts or marks the row has it. Lot and expiry are known from its arrival on. `container_id` is what it lies in (R21).
    """

    __table_args__ = (
        UniqueConstraint("serial_key", "product_id"),
        CheckConstraint(f"{_IS_PLACED} = (stock_line_id IS NOT NULL)", name="in_stock_has_line"),
        CheckConstraint("(run_id IS NULL) = (captured_at IS NULL)", name="capture"),
        CheckConstraint("state <> 'captured' OR run_id IS NOT NULL", name="captured_has_run"),
        CheckConstraint("state <> 'expected' OR document_line_id IS NOT NULL", name="expected_has_line"),
        CheckConstraint("length(serial) BETWEEN 1 AND 64", name="length"),
        CheckConstraint("(lot IS NULL) = (lot_key IS NULL)", name="lot_has_key"),
        CheckConstraint(
            "state <> 'expected' OR run_id IS NOT NULL OR (lot IS NULL AND expiry IS NULL)",
            name="lot_at_arrival",
        ),
        CheckConstraint(f"container_id IS NULL OR {_MAY_BE_INSIDE}", name="in_container"),
        partial_index("ix_serial_stock_line", "stock_line_id", "id", where="stock_line_id IS NOT NULL"),
        partial_index("ix_serial_capture", "run_id", "captured_at", where="run_id IS NOT NULL"),
        partial_index("ix_serial_lot", "lot_key", "id", where="lot_key IS NOT NULL"),
        Index("ix_serial_product", "product_id", "id"),
        partial_index("ix_serial_not_in_stock", "state", "id", where=NOT_IN_STOCK),
        partial_index(
            "ix_serial_document_line", "document_line_id", "id", where="document_line_id IS NOT NULL"
        ),
        partial_index(
            "ix_serial_container", "container_id", "stock_line_id", where="container_id IS NOT NULL"
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    product_id: int = Field(foreign_key="product.id", sa_type=Id)
    serial: str = Field(sa_type=Text)
    serial_key: str = Field(sa_type=Text)
    state: SerialState = Field(sa_type=word(SerialState, "state"))
    stock_line_id: int | None = Field(default=None, foreign_key="stock_line.id", sa_type=Id)
    document_line_id: int | None = Field(default=None, foreign_key="document_line.id", sa_type=Id)
    run_id: int | None = Field(default=None, foreign_key="run.id", sa_type=Id)
    captured_at: datetime | None = Field(default=None, sa_type=UtcTime)
    lot: str | None = Field(default=None, sa_type=Text)
    lot_key: str | None = Field(default=None, sa_type=Text)
    expiry: str | None = Field(default=None, sa_type=Text)
    container_id: int | None = Field(default=None, foreign_key="container.id", sa_type=Id)


class SerialHold(BaseRow, table=True):
    """A serial set aside, by a recall or by hand: while `released_at` is empty it is not picked and not dispatched.

    `document_line_id` is the line of an adjustment because of which it is, while that waits (R29).
    """

    __tablename__ = "serial_hold"
    __table_args__ = (
        CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="release"),
        partial_index("uq_serial_hold_active", "serial_id", where="released_at IS NULL", unique=True),
        Index("ix_serial_hold_serial", "serial_id", "id"),
        partial_index(
            "ix_serial_hold_document_line", "document_line_id", where="document_line_id IS NOT NULL"
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    serial_id: int = Field(foreign_key="serial.id", sa_type=Id)
    reason: str = Field(sa_type=Text)
    held_at: datetime = Field(sa_type=UtcTime)
    held_by: str = Field(sa_type=Text)
    released_at: datetime | None = Field(default=None, sa_type=UtcTime)
    released_by: str | None = Field(default=None, sa_type=Text)
    document_line_id: int | None = Field(default=None, foreign_key="document_line.id", sa_type=Id)


class ProductHold(BaseRow, table=True):
    """A product set aside as a whole, or one of its lots: what is there and what arrives, until `released_at`.

    `lot_key` is empty for the whole product. `held_after` and `released_after` are the product's newest transaction
    at that moment: what left in between left against the hold.
    """

    __tablename__ = "product_hold"
    __table_args__ = (
        CheckConstraint(
            "(released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (released_after IS NULL)",
            name="release",
        ),
        CheckConstraint("(lot IS NULL) = (lot_key = '')", name="lot"),
        partial_index(
            "uq_product_hold_active", "product_id", "lot_key", where="released_at IS NULL", unique=True
        ),
        Index("ix_product_hold_product", "product_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    product_id: int = Field(foreign_key="product.id", sa_type=Id)
    lot: str | None = Field(default=None, sa_type=Text)
    lot_key: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    held_at: datetime = Field(sa_type=UtcTime)
    held_by: str = Field(sa_type=Text)
    held_after: int = Field(sa_type=Id)
    released_at: datetime | None = Field(default=None, sa_type=UtcTime)
    released_by: str | None = Field(default=None, sa_type=Text)
    released_after: int | None = Field(default=None, sa_type=Id)
