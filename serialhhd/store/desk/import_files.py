"""The CSV files that are imported: what each kind of them holds, column by column (R55)."""

from pathlib import Path
from typing import Final, Literal

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import NewProduct
from serialhhd.store.desk import csv_table
from serialhhd.store.desk.csv_table import CsvRow
from serialhhd.store.words import numbers
from serialhhd.store.words.vocabulary import TrackingType, named

Kind = Literal["products", "pre-receipts", "pick-lists", "transfers", "returns"]

COLUMNS: Final[dict[Kind, tuple[str, ...]]] = {
    "products": ("sku", "name", "tracking", "barcodes", "serial_pattern", "warranty_days", "retired_at"),
    "pre-receipts": ("pre_receipt", "supplier", "account", "sku", "quantity", "serial"),
    "pick-lists": ("pick_list", "customer", "account", "sku", "quantity", "location"),
    "transfers": (
        "transfer",
        "from_warehouse",
        "to_warehouse",
        "account",
        "to_account",
        "sku",
        "quantity",
        "location",
    ),
    "returns": ("return", "customer", "pick_list", "account", "sku", "quantity", "serial"),
}
ALSO_CALLED: Final = {"tracking_type": "tracking"}
"""Columns as a listing of the program has them, so that what `product list --csv` wrote can be imported."""
REQUIRED: Final[dict[Kind, tuple[str, ...]]] = {
    "products": ("sku", "name"),
    "pre-receipts": ("pre_receipt", "sku"),
    "pick-lists": ("pick_list", "sku", "quantity"),
    "transfers": ("transfer", "sku", "quantity"),
    "returns": ("return", "sku"),
}


def read_rows(path: Path, kind: Kind) -> list[CsvRow]:
    """Return the rows of a file of one kind.

    Raises:
        Refused: The file is not such a file (see `csv_table.read`).
    """
    return csv_table.read(path, COLUMNS[kind], REQUIRED[kind], ALSO_CALLED)


# --- what a row of products says --------------------------------------------------------------------------------


def tracking_type(row: CsvRow) -> TrackingType | None:
    """Return the tracking type that a row says; None where it says none.

    Raises:
        Refused: `import_tracking_unknown`.
    """
    text = row["tracking"]
    if not text:
        return None
    found = named(TrackingType, text)
    if found is None:
        raise refusals.import_tracking_unknown(tracking=text)
    return found


def new_product(row: CsvRow) -> NewProduct:
    """Return the product that a row describes.

    Raises:
        Refused: What speaks against a cell of it.
    """
    return NewProduct.of(
        row["sku"],
        row["name"],
        tracking_type(row),
        products.parse_barcodes(row["barcodes"]),
        row["serial_pattern"] or None,
        warranty_days(row),
        is_retired=bool(row["retired_at"]),
    )


def warranty_days(row: CsvRow) -> int | None:
    """Return the days of warranty that a row says; None where it says none.

    Raises:
        Refused: It is no quantity.
    """
    return numbers.quantity(row["warranty_days"]) if row["warranty_days"] else None
