"""A recall as a CSV file, and the row that says one serial of it to outsiders."""

import csv
from collections.abc import Callable, Iterable
from typing import Any, TextIO

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
    "hold_reason",
)


def recall_row(one: Concerned) -> dict[str, Any]:
    """Return what is said of one serial concerned, by column."""
    said = {column: getattr(one, column) for column in COLUMNS[:-2]}
    return {
        **said,
        "state": one.state.value,
        "on_hold": one.on_hold is not None,
        "hold_reason": one.on_hold,
    }


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
        writer.writerow([_cell(value) for value in recall_row(row).values()])
        written += 1
        advance()
    return written


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else ""
    return value.isoformat() if hasattr(value, "isoformat") else value
