"""The CSV files that are imported: what each kind of them holds, column by column (R55)."""

from pathlib import Path
from typing import Final, Literal

from serialhhd.store.desk import csv_table
from serialhhd.store.desk.csv_table import CsvRow

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
