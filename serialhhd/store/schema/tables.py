"""The tables. SQLModel classes define them; the store's statements use the Core tables at the end of this module.

Times are UTC; keys are integers; every constraint has a name. What plain constraints cannot say (append-only
ledger, the moves of a serial, quantities that follow the ledger) is in `triggers.py`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, CursorResult, Index, Insert, Table, UniqueConstraint
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlmodel import Field

from serialhhd.store.schema import printable
from serialhhd.store.schema.columns import AnyRow, AnySelect, BaseRow, Id, Text, UtcTime, partial_index, word
from serialhhd.store.schema.people_tables import Device, LoginEntry, Operator, PublicKey
from serialhhd.store.words.vocabulary import (
    PickListState,
    PreReceiptState,
    ProductFact,
    RunState,
    SerialState,
    TrackingType,
    TransactionKind,
)

NOT_IN_STOCK = "state NOT IN ('captured', 'in_stock')"
"""The serials that are announced, or have left: those in stock are found by their stock line."""

__all__ = ["AnyRow", "AnySelect", "Id", "Text", "UtcTime", "insert_if_new", "metadata", "new_id"]


class Setting(BaseRow, table=True):
    """One setting of the site, such as the tracking type of new products (R1)."""

    key: str = Field(primary_key=True, sa_type=Text)
    value: str = Field(sa_type=Text)


class UnfinishedImport(BaseRow, table=True):
    """The import that is being written, or was broken off: nobody sees what has its number. `at` is when it wrote last."""

    __tablename__ = "unfinished_import"

    number: int = Field(primary_key=True, sa_type=Id, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(sa_type=Text)
    first_id: int = Field(sa_type=Id)
    at: datetime = Field(sa_type=UtcTime)


class Account(BaseRow, table=True):
    """Whose stock it is."""

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text, unique=True)


class Warehouse(BaseRow, table=True):
    """A site."""

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text, unique=True)


class Location(BaseRow, table=True):
    """A place in a warehouse; its code is unique over all warehouses, so that a scan names one place."""

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    code: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text, unique=True)
    warehouse_id: int = Field(foreign_key="warehouse.id", sa_type=Id)


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


class PreReceipt(BaseRow, table=True):
    """An announced delivery. `revision` counts its changes at the desk, so that nobody overwrites another's."""

    __tablename__ = "pre_receipt"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    ref: str = Field(sa_type=Text)
    ref_key: str = Field(sa_type=Text, unique=True)
    supplier: str | None = Field(default=None, sa_type=Text)
    account_id: int = Field(foreign_key="account.id", sa_type=Id)
    state: PreReceiptState = Field(sa_type=word(PreReceiptState, "state"))
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    created_at: datetime = Field(sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    import_number: int | None = Field(default=None, sa_type=Id)


class PreReceiptLine(BaseRow, table=True):
    """What a pre-receipt should hold of one product, under the tracking type it was created with (R2).

    `pre_entered` counts its pre-entered serials: 0 or the expected quantity (R7). `revision` is that of the
    pre-receipt when the line or its serials were last changed at the desk. `run_id` is the run that has it in work now.
    """

    __tablename__ = "pre_receipt_line"
    __table_args__ = (
        UniqueConstraint("pre_receipt_id", "line_no"),
        UniqueConstraint("pre_receipt_id", "product_id"),
        CheckConstraint("expected_quantity > 0", name="expected_quantity"),
        CheckConstraint("confirmed_quantity >= 0", name="confirmed_quantity"),
        CheckConstraint("pre_entered IN (0, expected_quantity)", name="all_or_none"),
        CheckConstraint(
            "pre_entered = 0 OR tracking_type = 'full_tracking'", name="pre_entered_full_tracking"
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    pre_receipt_id: int = Field(foreign_key="pre_receipt.id", sa_type=Id)
    line_no: int
    product_id: int = Field(foreign_key="product.id", sa_type=Id, index=True)
    tracking_type: TrackingType = Field(sa_type=word(TrackingType, "tracking_type"))
    expected_quantity: int
    confirmed_quantity: int = 0
    pre_entered: int = 0
    revision: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    state: PreReceiptState = Field(sa_type=word(PreReceiptState, "state"))
    run_id: int | None = Field(default=None, foreign_key="run.id", sa_type=Id)


class PickList(BaseRow, table=True):
    """What must leave, and to whom."""

    __tablename__ = "pick_list"

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    ref: str = Field(sa_type=Text)
    ref_key: str = Field(sa_type=Text, unique=True)
    customer: str | None = Field(default=None, sa_type=Text)
    account_id: int = Field(foreign_key="account.id", sa_type=Id)
    state: PickListState = Field(sa_type=word(PickListState, "state"))
    created_at: datetime = Field(sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    import_number: int | None = Field(default=None, sa_type=Id)


class PickTask(BaseRow, table=True):
    """One task of a pick list. Never more than its quantity is picked (R12); `run_id` has it in work now."""

    __tablename__ = "pick_task"
    __table_args__ = (
        UniqueConstraint("pick_list_id", "task_no"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("picked_quantity BETWEEN 0 AND quantity", name="picked_quantity"),
        CheckConstraint(
            "state <> 'picked' OR picked_quantity = quantity OR short_reason IS NOT NULL",
            name="short_has_reason",
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    pick_list_id: int = Field(foreign_key="pick_list.id", sa_type=Id)
    task_no: int
    product_id: int = Field(foreign_key="product.id", sa_type=Id, index=True)
    location_id: int | None = Field(default=None, foreign_key="location.id", sa_type=Id)
    quantity: int
    picked_quantity: int = 0
    state: PickListState = Field(sa_type=word(PickListState, "state"))
    short_reason: str | None = Field(default=None, sa_type=Text)
    run_id: int | None = Field(default=None, foreign_key="run.id", sa_type=Id)


class StockLine(BaseRow, table=True):
    """A quantity of one product at one location of one account under one tracking type.

    The quantity follows the ledger by a trigger (R16); nobody sets it. `received_at` is when it last rose from
    zero: picking takes the oldest first.
    """

    __tablename__ = "stock_line"
    __table_args__ = (
        UniqueConstraint("product_id", "location_id", "account_id", "tracking_type"),
        CheckConstraint("quantity >= 0", name="quantity"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    product_id: int = Field(foreign_key="product.id", sa_type=Id)
    location_id: int = Field(foreign_key="location.id", sa_type=Id, index=True)
    account_id: int = Field(foreign_key="account.id", sa_type=Id, index=True)
    tracking_type: TrackingType = Field(sa_type=word(TrackingType, "tracking_type"))
    quantity: int = 0
    received_at: datetime = Field(sa_type=UtcTime)


class Serial(BaseRow, table=True):
    """A serial, unique per product whatever its letter case (R4), in one state (R5).

    `run_id` and `captured_at` say which run holds it as a capture. One row a serial is what makes two handhelds
    racing for it safe (R15): whoever inserts or marks the row has it. Lot and expiry are known from its arrival on.
    """

    __table_args__ = (
        UniqueConstraint("serial_key", "product_id"),
        CheckConstraint("(state = 'in_stock') = (stock_line_id IS NOT NULL)", name="in_stock_has_line"),
        CheckConstraint("(run_id IS NULL) = (captured_at IS NULL)", name="capture"),
        CheckConstraint("state <> 'captured' OR run_id IS NOT NULL", name="captured_has_run"),
        CheckConstraint("state <> 'expected' OR pre_receipt_line_id IS NOT NULL", name="expected_has_line"),
        CheckConstraint("length(serial) BETWEEN 1 AND 64", name="length"),
        CheckConstraint("(lot IS NULL) = (lot_key IS NULL)", name="lot_has_key"),
        CheckConstraint(
            "state <> 'expected' OR run_id IS NOT NULL OR (lot IS NULL AND expiry IS NULL)",
            name="lot_at_arrival",
        ),
        partial_index("ix_serial_stock_line", "stock_line_id", "id", where="stock_line_id IS NOT NULL"),
        partial_index("ix_serial_capture", "run_id", "captured_at", where="run_id IS NOT NULL"),
        partial_index("ix_serial_lot", "lot_key", "id", where="lot_key IS NOT NULL"),
        Index("ix_serial_product", "product_id", "id"),
        partial_index("ix_serial_not_in_stock", "state", "id", where=NOT_IN_STOCK),
        partial_index(
            "ix_serial_pre_receipt_line", "pre_receipt_line_id", "id", where="pre_receipt_line_id IS NOT NULL"
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    product_id: int = Field(foreign_key="product.id", sa_type=Id)
    serial: str = Field(sa_type=Text)
    serial_key: str = Field(sa_type=Text)
    state: SerialState = Field(sa_type=word(SerialState, "state"))
    stock_line_id: int | None = Field(default=None, foreign_key="stock_line.id", sa_type=Id)
    pre_receipt_line_id: int | None = Field(default=None, foreign_key="pre_receipt_line.id", sa_type=Id)
    run_id: int | None = Field(default=None, foreign_key="run.id", sa_type=Id)
    captured_at: datetime | None = Field(default=None, sa_type=UtcTime)
    lot: str | None = Field(default=None, sa_type=Text)
    lot_key: str | None = Field(default=None, sa_type=Text)
    expiry: str | None = Field(default=None, sa_type=Text)


class SerialHold(BaseRow, table=True):
    """A serial set aside, by a recall or by hand: while `released_at` is empty it is not picked and not dispatched."""

    __tablename__ = "serial_hold"
    __table_args__ = (
        CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="release"),
        partial_index("uq_serial_hold_active", "serial_id", where="released_at IS NULL", unique=True),
        Index("ix_serial_hold_serial", "serial_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    serial_id: int = Field(foreign_key="serial.id", sa_type=Id)
    reason: str = Field(sa_type=Text)
    held_at: datetime = Field(sa_type=UtcTime)
    held_by: str = Field(sa_type=Text)
    released_at: datetime | None = Field(default=None, sa_type=UtcTime)
    released_by: str | None = Field(default=None, sa_type=Text)


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


class StockTransaction(BaseRow, table=True):
    """One entry of the append-only ledger (R16).

    `quantity` is signed: what it added to its stock line, and `balance` is that line's quantity afterwards; a
    dispatch has no stock line and no balance (the goods left the line when they were picked). `from_id` is the row that
    left for this one to arrive (R18). `note` says what is out of the ordinary: a short pick's reason, or that serials
    were skipped (R17).
    """

    __tablename__ = "stock_transaction"
    __table_args__ = (
        CheckConstraint("(stock_line_id IS NULL) = (balance IS NULL)", name="balance_of_line"),
        CheckConstraint("serial_count >= 0", name="serial_count"),
        Index("ix_stock_transaction_product", "product_id", "id"),
        Index("ix_stock_transaction_operator", "operator", "id"),
        Index("ix_stock_transaction_at", "at", "id"),
        Index("ix_stock_transaction_kind", "kind", "id"),
        partial_index("ix_stock_transaction_with_serials", "id", where="serial_count > 0"),
        partial_index("ix_stock_transaction_line", "stock_line_id", "id", where="stock_line_id IS NOT NULL"),
        partial_index(
            "ix_stock_transaction_pre_receipt", "pre_receipt_line_id", where="pre_receipt_line_id IS NOT NULL"
        ),
        partial_index("ix_stock_transaction_pick_task", "pick_task_id", where="pick_task_id IS NOT NULL"),
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
    pre_receipt_line_id: int | None = Field(default=None, foreign_key="pre_receipt_line.id", sa_type=Id)
    pick_task_id: int | None = Field(default=None, foreign_key="pick_task.id", sa_type=Id)
    operator: str = Field(sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)


class TransactionSerial(BaseRow, table=True):
    """Which serials belong to a transaction."""

    __tablename__ = "transaction_serial"
    __table_args__ = (
        Index("ix_transaction_serial_serial", "serial_id", "transaction_id"),
        {"sqlite_with_rowid": False},
    )

    transaction_id: int = Field(primary_key=True, foreign_key="stock_transaction.id", sa_type=Id)
    serial_id: int = Field(primary_key=True, foreign_key="serial.id", sa_type=Id)


class Run(BaseRow, table=True):
    """One operator's passage through a flow (R14): durable, and resumable on any device.

    `config` is the flow as it was when the run began (JSON); `position` is where the conversation stands (JSON);
    `captured` counts the serials it holds; `last_capture_at` keeps their order where the computer's clock is set back.
    """

    __table_args__ = (
        CheckConstraint("captured >= 0", name="captured"),
        partial_index("uq_run_open", "operator_key", "flow", where="state = 'open'", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    operator: str = Field(sa_type=Text)
    operator_key: str = Field(sa_type=Text)
    flow: str = Field(sa_type=Text)
    config: str = Field(sa_type=Text)
    position: str = Field(sa_type=Text)
    state: RunState = Field(sa_type=word(RunState, "state"))
    captured: int = 0
    last_capture_at: datetime | None = Field(default=None, sa_type=UtcTime)
    pre_receipt_id: int | None = Field(default=None, foreign_key="pre_receipt.id", sa_type=Id)
    pick_list_id: int | None = Field(default=None, foreign_key="pick_list.id", sa_type=Id)
    started_at: datetime = Field(sa_type=UtcTime)
    updated_at: datetime = Field(sa_type=UtcTime)


class ListView(BaseRow, table=True):
    """A named view of a list at the desk: its columns, their order, and its filters, as JSON."""

    __tablename__ = "list_view"
    __table_args__ = (UniqueConstraint("page", "name_key"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Id)
    page: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    definition: str = Field(sa_type=Text)
    saved_by: str = Field(sa_type=Text)
    saved_at: datetime = Field(sa_type=UtcTime)


metadata = BaseRow.metadata


def _core(model: type[BaseRow]) -> Table:
    return metadata.tables[str(model.__tablename__)]


setting = _core(Setting)
unfinished_import = _core(UnfinishedImport)
account = _core(Account)
warehouse = _core(Warehouse)
location = _core(Location)
operator = _core(Operator)
device = _core(Device)
public_key = _core(PublicKey)
login_entry = _core(LoginEntry)
product = _core(Product)
product_barcode = _core(ProductBarcode)
tracking_change = _core(TrackingChange)
product_change = _core(ProductChange)
pre_receipt = _core(PreReceipt)
pre_receipt_line = _core(PreReceiptLine)
pick_list = _core(PickList)
pick_task = _core(PickTask)
stock_line = _core(StockLine)
serial = _core(Serial)
stock_transaction = _core(StockTransaction)
transaction_serial = _core(TransactionSerial)
serial_hold = _core(SerialHold)
product_hold = _core(ProductHold)
list_view = _core(ListView)
run = _core(Run)


printable.constrain(metadata)


def new_id(inserted: CursorResult[Any]) -> int:
    """Return the key that an INSERT gave to its row."""
    key = inserted.inserted_primary_key
    assert key is not None  # noqa: S101 - one row of a table with an integer key was inserted
    return int(key[0])


class _InsertIfNew(Insert):
    """An INSERT with ON CONFLICT DO NOTHING, which both engines write the same way."""

    inherit_cache = True


@compiles(_InsertIfNew)
def _compile_insert_if_new(insert: _InsertIfNew, compiler: SQLCompiler, **options: Any) -> str:
    written: str = compiler.visit_insert(insert, **options)  # type: ignore[no-untyped-call]
    return f"{written} ON CONFLICT DO NOTHING"


def insert_if_new(table: Table) -> Insert:
    """Return an INSERT that does nothing where the row is already there; its `rowcount` says which (0 or 1).

    The dialects' own constructs compile for one engine each, and importing PostgreSQL's takes a tenth of the start.
    Without `preserve_rowcount` the count of an INSERT is -1 on PostgreSQL, which is true: a serial would be won twice.
    """
    return _InsertIfNew(table).inline().execution_options(preserve_rowcount=True)
