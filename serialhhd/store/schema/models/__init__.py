"""The tables. SQLModel classes define them, by subject; the store's statements use the Core tables named here.

Times are UTC; keys are integers; every constraint has a name. What plain constraints cannot say (append-only
ledger, the moves of a serial, quantities that follow the ledger) is in `triggers.py`.
"""

from sqlalchemy import Table

from serialhhd.store.schema import printable
from serialhhd.store.schema.columns import AnyRow, AnySelect, BaseRow, Id, Text, UtcTime
from serialhhd.store.schema.inserting import insert_if_new, new_id
from serialhhd.store.schema.tables.catalogue import Product, ProductBarcode, ProductChange, TrackingChange
from serialhhd.store.schema.tables.desk import ListView, UnfinishedImport
from serialhhd.store.schema.tables.documents import Document, DocumentLine, PreReceiptLine
from serialhhd.store.schema.tables.people import Device, LoginEntry, Operator, PublicKey
from serialhhd.store.schema.tables.runs import Run
from serialhhd.store.schema.tables.serials import ProductHold, Serial, SerialHold
from serialhhd.store.schema.tables.site import Account, Location, Setting, Warehouse
from serialhhd.store.schema.tables.stock import StockLine, StockTransaction, TransactionSerial

__all__ = ["AnyRow", "AnySelect", "Id", "Text", "UtcTime", "insert_if_new", "metadata", "new_id"]

metadata = BaseRow.metadata


def _core(model: type[BaseRow]) -> Table:
    return metadata.tables[str(model.__tablename__)]


setting = _core(Setting)
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
document = _core(Document)
document_line = _core(DocumentLine)
pre_receipt_line = _core(PreReceiptLine)
stock_line = _core(StockLine)
serial = _core(Serial)
stock_transaction = _core(StockTransaction)
transaction_serial = _core(TransactionSerial)
serial_hold = _core(SerialHold)
product_hold = _core(ProductHold)
run = _core(Run)
list_view = _core(ListView)
unfinished_import = _core(UnfinishedImport)


printable.constrain(metadata)
