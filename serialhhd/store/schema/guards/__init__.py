"""What the database refuses, whoever writes: the rules that plain constraints cannot say, by subject.

How a serial may move (R5), that the ledger is append-only and a quantity follows it (R16), what of a document never
changes (R8, R10, R12), what a store is for (R68). `schema/triggers.py` makes triggers of them.
"""

from serialhhd.store.schema.conditions import NOT_ENDED, ONE_TRANSIT_LOCATION
from serialhhd.store.schema.guards import (
    adjustments,
    batches,
    coming_back,
    configuration,
    containers,
    counts,
    documents,
    holds,
    keys,
    ledger,
    people,
    places,
    pre_receipts,
    products,
    purpose,
    serials,
    stock_lines,
    transfers,
)
from serialhhd.store.schema.line_checks import ONE_LINE_A_PLACE, ONE_LINE_A_PRODUCT

GUARDS = (
    *ledger.GUARDS,
    *stock_lines.GUARDS,
    *serials.GUARDS,
    *documents.GUARDS,
    *counts.GUARDS,
    *pre_receipts.GUARDS,
    *transfers.GUARDS,
    *batches.GUARDS,
    *coming_back.GUARDS,
    *adjustments.GUARDS,
    *places.GUARDS,
    *containers.GUARDS,
    *keys.GUARDS,
    *products.GUARDS,
    *holds.GUARDS,
    *people.GUARDS,
    *configuration.GUARDS,
    *purpose.GUARDS,
)
"""Every rule that the triggers know."""

UNIQUE = {
    "account": ("code_key",),
    "warehouse": ("code_key",),
    "location": ("code_key", f"warehouse_id WHERE {ONE_TRANSIT_LOCATION}"),
    "container": ("code_key",),
    "product": ("sku_key",),
    "document": ("ref_key, kind",),
    "document_line": (
        "document_id, line_no",
        f"document_id, product_id WHERE {ONE_LINE_A_PRODUCT}",
        f"document_id, location_id, product_id WHERE {ONE_LINE_A_PLACE}",
    ),
    "batch_cart": ("batch_id", f"cart_id WHERE {NOT_ENDED}"),
    "batch_list": ("batch_id, place", f"list_id WHERE {NOT_ENDED}"),
    "count_pass": ("line_id, pass_no",),
    "noted_serial": ("line_id, pass_no, serial_key",),
    "stock_line": ("product_id, location_id, account_id, tracking_type",),
    "serial": ("serial_key, product_id",),
    "stock_transaction": ("from_id WHERE from_id IS NOT NULL",),
    "serial_hold": ("serial_id WHERE released_at IS NULL",),
    "product_hold": ("product_id, lot_key WHERE released_at IS NULL",),
    "login_entry": (),
    "flow_version": ("file, follows", "ends_id WHERE ends_id IS NOT NULL"),
}
"""The tables whose rows SQLite must not replace, with their unique keys beside `id`; WHERE: among such rows only."""
