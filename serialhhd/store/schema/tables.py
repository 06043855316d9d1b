"""The tables and their columns, for statements. Written from the classes in `models/` (`make docs`): change those.

Nobody who opens a store waits for SQLModel. Checks and indexes are not here: the database has them since the store was made.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, MetaData, Table

from serialhhd.store.schema.columns import AnyRow, AnySelect, Id, Text, UtcTime, word
from serialhhd.store.schema.inserting import insert_if_new, new_id
from serialhhd.store.words import vocabulary

__all__ = ["AnyRow", "AnySelect", "Id", "Text", "UtcTime", "insert_if_new", "metadata", "new_id"]

metadata = MetaData()

batch_cart = Table(
    "batch_cart",
    metadata,
    Column("id", Id, primary_key=True),
    Column("batch_id", Id, ForeignKey("document.id"), nullable=False),
    Column("cart_id", Id, ForeignKey("location.id"), nullable=False),
    Column("ended_at", UtcTime),
)
batch_list = Table(
    "batch_list",
    metadata,
    Column("id", Id, primary_key=True),
    Column("batch_id", Id, ForeignKey("document.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("list_id", Id, ForeignKey("document.id"), nullable=False),
    Column("ended_at", UtcTime),
)
product = Table(
    "product",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sku", Text, nullable=False),
    Column("sku_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("tracking_type", word(vocabulary.TrackingType), nullable=False),
    Column("serial_pattern", Text),
    Column("pattern_failed_at", UtcTime),
    Column("warranty_days", Integer),
    Column("retired_at", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Column("import_number", Id),
)
product_barcode = Table(
    "product_barcode",
    metadata,
    Column("barcode", Text, primary_key=True),
    Column("product_id", Id, ForeignKey("product.id"), nullable=False),
)
tracking_change = Table(
    "tracking_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("product_id", Id, ForeignKey("product.id"), nullable=False),
    Column("old", word(vocabulary.TrackingType), nullable=False),
    Column("new", word(vocabulary.TrackingType), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("operator", Text, nullable=False),
)
product_change = Table(
    "product_change",
    metadata,
    Column("id", Id, primary_key=True),
    Column("product_id", Id, ForeignKey("product.id"), nullable=False),
    Column("what", word(vocabulary.ProductFact), nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("at", UtcTime, nullable=False),
    Column("operator", Text, nullable=False),
)
flow_version = Table(
    "flow_version",
    metadata,
    Column("id", Id, primary_key=True),
    Column("file", Text, nullable=False),
    Column("follows", Id, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("pilot", Text),
    Column("ends_id", Id, ForeignKey("flow_version.id")),
)
container = Table(
    "container",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False),
    Column("kind", word(vocabulary.ContainerKind), nullable=False),
    Column("inside_id", Id, ForeignKey("container.id")),
    Column("document_id", Id, ForeignKey("document.id")),
    Column("run_id", Id, ForeignKey("run.id")),
)
count_pass = Table(
    "count_pass",
    metadata,
    Column("id", Id, primary_key=True),
    Column("line_id", Id, ForeignKey("document_line.id"), nullable=False),
    Column("pass_no", Integer, nullable=False),
    Column("counted_by", Text, nullable=False),
    Column("begun_at", UtcTime, nullable=False),
    Column("begun_after", Id, nullable=False),
    Column("ended_at", UtcTime),
    Column("ended_after", Id),
    Column("expected", Integer),
    Column("counted", Integer),
    Column("place_done_at", UtcTime),
)
noted_serial = Table(
    "noted_serial",
    metadata,
    Column("id", Id, primary_key=True),
    Column("line_id", Id, ForeignKey("document_line.id"), nullable=False),
    Column("pass_no", Integer, nullable=False),
    Column("serial", Text, nullable=False),
    Column("serial_key", Text, nullable=False),
    Column("finding", word(vocabulary.Finding)),
    Column("lot", Text),
    Column("expiry", Text),
)
list_view = Table(
    "list_view",
    metadata,
    Column("id", Id, primary_key=True),
    Column("page", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)
unfinished_import = Table(
    "unfinished_import",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("first_id", Id, nullable=False),
    Column("at", UtcTime, nullable=False),
)
document = Table(
    "document",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", word(vocabulary.DocumentKind), nullable=False),
    Column("ref", Text, nullable=False),
    Column("ref_key", Text, nullable=False),
    Column("partner", Text),
    Column("account_id", Id, ForeignKey("account.id"), nullable=False),
    Column("warehouse_id", Id, ForeignKey("warehouse.id")),
    Column("to_supplier", Boolean, nullable=False, default=False),
    Column("pick_list_id", Id, ForeignKey("document.id")),
    Column("state", word(vocabulary.DocumentState), nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Text),
    Column("closed_at", UtcTime),
    Column("import_number", Id),
)
document_line = Table(
    "document_line",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", word(vocabulary.DocumentKind), nullable=False),
    Column("document_id", Id, ForeignKey("document.id"), nullable=False),
    Column("line_no", Integer, nullable=False),
    Column("product_id", Id, ForeignKey("product.id"), nullable=False),
    Column("location_id", Id, ForeignKey("location.id")),
    Column("quantity", Integer, nullable=False),
    Column("done", Integer, nullable=False, default=0),
    Column("received", Integer, nullable=False, default=0),
    Column("lost", Integer, nullable=False, default=0),
    Column("state", word(vocabulary.DocumentState), nullable=False),
    Column("short_reason", Text),
    Column("revision", Integer, nullable=False, default=0),
    Column("run_id", Id, ForeignKey("run.id")),
)
transfer = Table(
    "transfer",
    metadata,
    Column("document_id", Id, ForeignKey("document.id"), primary_key=True, autoincrement=False),
    Column("to_warehouse_id", Id, ForeignKey("warehouse.id")),
    Column("to_account_id", Id, ForeignKey("account.id")),
)
pre_receipt_line = Table(
    "pre_receipt_line",
    metadata,
    Column("line_id", Id, ForeignKey("document_line.id"), primary_key=True, autoincrement=False),
    Column("tracking_type", word(vocabulary.TrackingType), nullable=False),
    Column("pre_entered", Integer, nullable=False, default=0),
)
adjustment_line = Table(
    "adjustment_line",
    metadata,
    Column("line_id", Id, ForeignKey("document_line.id"), primary_key=True, autoincrement=False),
    Column("stock_line_id", Id, ForeignKey("stock_line.id")),
    Column("reason", Text, nullable=False),
    Column("decided_by", Text),
)
operator = Table(
    "operator",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("role", word(vocabulary.Role), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("disabled_at", UtcTime),
    Column("password_hash", Text),
    Column("pin_hash", Text),
    Column("language", word(vocabulary.Language)),
)
device = Table(
    "device",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("disabled_at", UtcTime),
)
public_key = Table(
    "public_key",
    metadata,
    Column("id", Id, primary_key=True),
    Column("operator_id", Id, ForeignKey("operator.id")),
    Column("device_id", Id, ForeignKey("device.id")),
    Column("fingerprint", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("added_at", UtcTime, nullable=False),
)
login_entry = Table(
    "login_entry",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("kind", word(vocabulary.LoginEvent), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("device", Text),
    Column("method", word(vocabulary.LoginMethod)),
    Column("reason", Text),
    Column("times", Integer),
)
run = Table(
    "run",
    metadata,
    Column("id", Id, primary_key=True),
    Column("operator", Text, nullable=False),
    Column("operator_key", Text, nullable=False),
    Column("flow", Text, nullable=False),
    Column("config", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("state", word(vocabulary.RunState), nullable=False),
    Column("captured", Integer, nullable=False, default=0),
    Column("last_capture_at", UtcTime),
    Column("document_id", Id, ForeignKey("document.id")),
    Column("started_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("flow_version_id", Id),
    Column("approved_by", Text),
)
serial = Table(
    "serial",
    metadata,
    Column("id", Id, primary_key=True),
    Column("product_id", Id, ForeignKey("product.id"), nullable=False),
    Column("serial", Text, nullable=False),
    Column("serial_key", Text, nullable=False),
    Column("state", word(vocabulary.SerialState), nullable=False),
    Column("stock_line_id", Id, ForeignKey("stock_line.id")),
    Column("document_line_id", Id, ForeignKey("document_line.id")),
    Column("run_id", Id, ForeignKey("run.id")),
    Column("captured_at", UtcTime),
    Column("lot", Text),
    Column("lot_key", Text),
    Column("expiry", Text),
    Column("container_id", Id, ForeignKey("container.id")),
)
serial_hold = Table(
    "serial_hold",
    metadata,
    Column("id", Id, primary_key=True),
    Column("serial_id", Id, ForeignKey("serial.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("held_at", UtcTime, nullable=False),
    Column("held_by", Text, nullable=False),
    Column("released_at", UtcTime),
    Column("released_by", Text),
    Column("document_line_id", Id, ForeignKey("document_line.id")),
)
product_hold = Table(
    "product_hold",
    metadata,
    Column("id", Id, primary_key=True),
    Column("product_id", Id, ForeignKey("product.id"), nullable=False),
    Column("lot", Text),
    Column("lot_key", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("held_at", UtcTime, nullable=False),
    Column("held_by", Text, nullable=False),
    Column("held_after", Id, nullable=False),
    Column("released_at", UtcTime),
    Column("released_by", Text),
    Column("released_after", Id),
)
store_purpose = Table(
    "store_purpose",
    metadata,
    Column("purpose", word(vocabulary.StorePurpose), primary_key=True),
    Column("first_day", LargeBinary),
)
setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
account = Table(
    "account",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False),
)
warehouse = Table(
    "warehouse",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False),
)
location = Table(
    "location",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False),
    Column("code_key", Text, nullable=False),
    Column("warehouse_id", Id, ForeignKey("warehouse.id"), nullable=False),
    Column("kind", word(vocabulary.LocationKind), nullable=False),
)
stock_line = Table(
    "stock_line",
    metadata,
    Column("id", Id, primary_key=True),
    Column("product_id", Id, ForeignKey("product.id"), nullable=False),
    Column("location_id", Id, ForeignKey("location.id"), nullable=False),
    Column("account_id", Id, ForeignKey("account.id"), nullable=False),
    Column("tracking_type", word(vocabulary.TrackingType), nullable=False),
    Column("quantity", Integer, nullable=False, default=0),
    Column("received_at", UtcTime, nullable=False),
)
stock_transaction = Table(
    "stock_transaction",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("kind", word(vocabulary.TransactionKind), nullable=False),
    Column("product_id", Id, ForeignKey("product.id"), nullable=False),
    Column("account_id", Id, ForeignKey("account.id"), nullable=False),
    Column("stock_line_id", Id, ForeignKey("stock_line.id")),
    Column("quantity", Integer, nullable=False),
    Column("balance", Integer),
    Column("serial_count", Integer, nullable=False, default=0),
    Column("from_id", Id, ForeignKey("stock_transaction.id")),
    Column("document_line_id", Id, ForeignKey("document_line.id")),
    Column("operator", Text, nullable=False),
    Column("note", Text),
    Column("flow_version_id", Id),
    Column("approved_by", Text),
    Column("container_id", Id, ForeignKey("container.id")),
    Column("condition", Text),
)
transaction_serial = Table(
    "transaction_serial",
    metadata,
    Column("transaction_id", Id, ForeignKey("stock_transaction.id"), primary_key=True),
    Column("serial_id", Id, ForeignKey("serial.id"), primary_key=True),
)
