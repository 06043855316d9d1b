"""A recall as a CSV file, and the row that says one serial of it to outsiders."""

from collections.abc import Callable, Iterable
from typing import Any, TextIO

from serialhhd.store.csv_table import CsvWriter
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


def write_csv(
    rows: Iterable[Concerned],
    to: TextIO,
    advance: Callable[[], object] = lambda: None,
    *,
    as_is: bool = False,
) -> int:
    """Write one row a serial, times in UTC, and return how many.

    Args:
        rows: The serials concerned.
        to: An open text file, opened with `newline=""`.
        advance: Called after each row.
        as_is: Whether texts get no mark against formulas.
    """
    writer = CsvWriter(to, as_is=as_is)
    writer.write(COLUMNS)
    written = 0
    for row in rows:
        writer.write(_answered(value) for value in recall_row(row).values())
        written += 1
        advance()
    return written


def _answered(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else ""
    return value
