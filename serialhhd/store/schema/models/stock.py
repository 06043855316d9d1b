"""The tables of what there is, and of the ledger it follows from."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from serialhhd.store.schema.columns import Id, Text, UtcTime, partial_index, word
from serialhhd.store.schema.models.base_row import BaseRow
from serialhhd.store.words.numbers import MOST_UNITS
from serialhhd.store.words.vocabulary import TrackingType, TransactionKind


class StockLine(BaseRow, table=True):
    """A quantity of one product at one location of one account under one tracking type.

    The quantity follows the ledger by a trigger (R16); nobody sets it. `received_at` is when it last rose from
    zero: picking takes the oldest first.
    """

    __tablename__ = "stock_line"
    __table_args__ = (
        UniqueConstraint("product_id", "location_id", "account_id", "tracking_type"),
        CheckConstraint(f"quantity BETWEEN 0 AND {MOST_UNITS}", name="quantity"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    product_id: int = Field(foreign_key="product.id", sa_type=Id)
    location_id: int = Field(foreign_key="location.id", sa_type=Id, index=True)
    account_id: int = Field(foreign_key="account.id", sa_type=Id, index=True)
    tracking_type: TrackingType = Field(sa_type=word(TrackingType, "tracking_type"))
    quantity: int = 0
    received_at: datetime = Field(sa_type=UtcTime)


class StockTransaction(BaseRow, table=True):
    """One entry of the append-only ledger (R16).

    `quantity` is signed: what it added to its stock line, and `balance` is that line's quantity afterwards; a
    dispatch has no stock line and no balance (the goods left the line when they were picked). `from_id` is the row that
    left for this one to arrive (R18). `note` says what is out of the ordinary: a short pick's reason, or that serials
    were skipped (R17). `flow_version_id` is the version of flows.toml by which the handheld asked (R66); the desk has none.
    `approved_by` is the supervisor who let it happen, where one was wanted (R67). `container_id` is the container that the units went into, or with (R21).
    `condition` is in what state goods came back (R35).
    """

    __tablename__ = "stock_transaction"
    __table_args__ = (
        CheckConstraint("(stock_line_id IS NULL) = (balance IS NULL)", name="balance_of_line"),
        CheckConstraint(f"quantity BETWEEN -{MOST_UNITS} AND {MOST_UNITS}", name="quantity"),
        CheckConstraint("serial_count >= 0", name="serial_count"),
        CheckConstraint("trim(condition) <> ''", name="condition"),
        Index("ix_stock_transaction_product", "product_id", "id"),
        Index("ix_stock_transaction_operator", "operator", "id"),
        Index("ix_stock_transaction_at", "at", "id"),
        Index("ix_stock_transaction_kind", "kind", "id"),
        partial_index("ix_stock_transaction_with_serials", "id", where="serial_count > 0"),
        partial_index("ix_stock_transaction_line", "stock_line_id", "id", where="stock_line_id IS NOT NULL"),
        partial_index(
            "ix_stock_transaction_document_line",
            "document_line_id",
            "kind",
            where="document_line_id IS NOT NULL",
        ),
        partial_index("uq_stock_transaction_from", "from_id", where="from_id IS NOT NULL", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    at: datetime = Field(sa_type=UtcTime)
    kind: TransactionKind = Field(sa_type=word(TransactionKind, "kind"))
    product_id: int = Field(foreign_key="product.id", sa_type=Id)
    account_id: int = Field(foreign_key="account.id", sa_type=Id)
    stock_line_id: int | None = Field(default=None, foreign_key="stock_line.id", sa_type=Id)
    quantity: int
    balance: int | None = None
    serial_count: int = 0
    from_id: int | None = Field(default=None, foreign_key="stock_transaction.id", sa_type=Id)
    document_line_id: int | None = Field(default=None, foreign_key="document_line.id", sa_type=Id)
    operator: str = Field(sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)
    flow_version_id: int | None = Field(default=None, sa_type=Id)
    approved_by: str | None = Field(default=None, sa_type=Text)
    container_id: int | None = Field(default=None, foreign_key="container.id", sa_type=Id)
    condition: str | None = Field(default=None, sa_type=Text)


class TransactionSerial(BaseRow, table=True):
    """Which serials belong to a transaction."""

    __tablename__ = "transaction_serial"
    __table_args__ = (
        Index("ix_transaction_serial_serial", "serial_id", "transaction_id"),
        {"sqlite_with_rowid": False},
    )

    transaction_id: int = Field(primary_key=True, foreign_key="stock_transaction.id", sa_type=Id)
    serial_id: int = Field(primary_key=True, foreign_key="serial.id", sa_type=Id)
