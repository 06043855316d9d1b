"""A recall as a CSV file."""

import csv
from collections.abc import Callable, Iterable
from typing import TextIO

from serialhhd.store.recalls import Concerned

COLUMNS = (
    "serial",
    "product",
    "state",
    "location",
    "document",
    "customer",
    "dispatched_at",
    "lot",
    "on_hold",
)


def write_csv(rows: Iterable[Concerned], to: TextIO, advance: Callable[[], object] = lambda: None) -> int:
    """Write one row a serial, times in UTC, and return how many.

    Args:
        rows: The serials concerned.
        to: An open text file, opened with `newline=""`.
        advance: Called after each row.
    """
    writer = csv.writer(to)
    writer.writerow(COLUMNS)
    written = 0
    for row in rows:
        writer.writerow([_cell(getattr(row, column)) for column in COLUMNS])
        written += 1
        advance()
    return written


def _cell(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value
