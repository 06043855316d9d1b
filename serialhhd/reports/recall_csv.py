"""A recall as a CSV file, and the row that says one serial of it to outsiders."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

from serialhhd.store.desk import recall_units, recalls
from serialhhd.store.desk.csv_table import CsvWriter
from serialhhd.store.desk.recall_units import Units
from serialhhd.store.desk.recalls import Concerned, Recall
from serialhhd.store.engine.database import purpose
from serialhhd.store.words.vocabulary import StorePurpose

if TYPE_CHECKING:
    from sqlalchemy import Connection

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
    "quantity",
    "container",
)
_PLAIN = COLUMNS[: COLUMNS.index("on_hold")]


def recall_row(one: Concerned) -> dict[str, Any]:
    """Return what is said of one serial concerned, by column."""
    said = {column: getattr(one, column) for column in _PLAIN}
    return {
        **said,
        "state": one.state.value,
        "on_hold": one.on_hold is not None,
        "hold_reason": one.on_hold,
        "container": one.container,
    }


def units_row(units: Units) -> dict[str, Any]:
    """Return what is said of units without serials, by column; what they do not have is None."""
    said = {column: getattr(units, column, None) for column in _PLAIN}
    return {
        **said,
        "state": units.state.value,
        "on_hold": units.on_hold is not None,
        "hold_reason": units.on_hold,
        "quantity": units.quantity,
        "container": None,
    }


def write_recall(
    conn: "Connection",
    recall: Recall,
    to: TextIO,
    advance: Callable[[], object] = lambda: None,
    *,
    as_is: bool = False,
) -> int:
    """Write a recall as `write_csv` does, read in one moment; return how many rows."""
    units = recall_units.without_serials(conn, recall)
    is_training = purpose(conn) is StorePurpose.TRAINING
    return write_csv(recalls.every(conn, recall), to, advance, units, as_is=as_is, is_training=is_training)


def write_csv(
    rows: Iterable[Concerned],
    to: TextIO,
    advance: Callable[[], object] = lambda: None,
    units: Iterable[Units] = (),
    *,
    as_is: bool = False,
    is_training: bool = False,
) -> int:
    """Write one row a serial, then one for each place with units that have none, times in UTC; return how many rows.

    Args:
        rows: The serials concerned.
        to: An open text file, opened with `newline=""`.
        advance: Called after each row.
        units: Units without serials, which cannot be told apart.
        as_is: Whether texts get no mark against formulas.
        is_training: Whether they are of a training store.
    """
    writer = CsvWriter(to, as_is=as_is, is_training=is_training)
    writer.write(COLUMNS)
    written = 0
    each = chain(({**recall_row(row), "quantity": 1} for row in rows), map(units_row, units))
    for row in each:
        writer.write(_answered(row.get(column)) for column in COLUMNS)
        written += 1
        advance()
    return written


def _answered(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else ""
    return value
