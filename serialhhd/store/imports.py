"""Import of products, pre-receipts and pick lists from CSV: all of a file or nothing, every bad row by its line.

The rules are those of the operations that add one thing; here they are only gathered over a file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection

from serialhhd.store import codes, csv_table, pick_lists, places, pre_entered, pre_receipts, products
from serialhhd.store.csv_table import CsvRow
from serialhhd.store.pick_lists import WantedTask
from serialhhd.store.refusal import Refused
from serialhhd.store.vocabulary import TrackingType

Kind = Literal["products", "pre-receipts", "pick-lists"]
Progress = Callable[[int, int], None]

COLUMNS: Final[dict[Kind, tuple[str, ...]]] = {
    "products": ("sku", "name", "tracking", "barcodes", "serial_pattern"),
    "pre-receipts": ("pre_receipt", "supplier", "account", "sku", "quantity", "serial"),
    "pick-lists": ("pick_list", "customer", "account", "sku", "quantity", "location"),
}
REQUIRED: Final[dict[Kind, tuple[str, ...]]] = {
    "products": ("sku", "name"),
    "pre-receipts": ("pre_receipt", "sku"),
    "pick-lists": ("pick_list", "sku", "quantity"),
}


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be imported: its line in the file, and why."""

    line: int
    why: Refused


class ImportRefused(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """A file has bad rows; nothing of it is imported."""

    def __init__(self, bad_rows: Sequence[BadRow]) -> None:
        super().__init__(f"{len(bad_rows)} bad rows")
        self.bad_rows = tuple(sorted(bad_rows, key=lambda bad: bad.line))


def read_rows(path: Path, kind: Kind) -> list[CsvRow]:
    """Return the rows of a file of one kind.

    Raises:
        Refused: The file is not such a file (see `csv_table.read`).
    """
    return csv_table.read(path, COLUMNS[kind], REQUIRED[kind])


def import_rows(
    conn: Connection, kind: Kind, rows: Sequence[CsvRow], at: datetime, progress: Progress
) -> int:
    """Import rows and return how many they were.

    Args:
        conn: The writing connection.
        kind: What they are.
        rows: The rows of the file.
        at: When, UTC.
        progress: Is told how many rows are done, and of how many.

    Raises:
        ImportRefused: With every bad row; nothing is imported.
    """
    bad_rows: list[BadRow] = []
    done = 0
    for group, add in _adders(kind, rows):
        try:
            with conn.begin_nested():
                add(conn, at)
        except Refused as why:
            bad_rows.extend(_bad_rows(group, why))
        done += len(group)
        progress(done, len(rows))
    if bad_rows:
        raise ImportRefused(bad_rows)
    return len(rows)


Add = Callable[[Connection, datetime], object]


def _adders(kind: Kind, rows: Sequence[CsvRow]) -> Iterator[tuple[Sequence[CsvRow], Add]]:
    """Yield what belongs together, and what adds it."""
    if kind == "products":
        for row in rows:
            yield [row], _product(row)
    elif kind == "pre-receipts":
        for document in _by(rows, "pre_receipt"):
            yield document, _pre_receipt(document)
    else:
        for document in _by(rows, "pick_list"):
            yield document, _pick_list(document)


def _by(rows: Iterable[CsvRow], column: str) -> Iterator[list[CsvRow]]:
    """Yield the rows of each document, in the order in which the documents come first."""
    order: dict[str, int] = {}
    keyed = [(order.setdefault(codes.key(row[column]), len(order)), row) for row in rows]
    for _, group in groupby(sorted(keyed, key=lambda one: one[0]), key=lambda one: one[0]):
        yield [row for _, row in group]


def _bad_rows(group: Sequence[CsvRow], why: Refused) -> Iterator[BadRow]:
    """Yield the rows that a refusal is about: those of the serials, the SKU or the code it names, else the first."""
    if why.code == "serials_refused":
        for one in why.facts["refused"]:
            yield from _bad_rows(group, one)
    elif why.code == "serials_repeated":
        for serial in why.facts["serials"]:
            repeated = [row for row in group if codes.key(row["serial"]) == codes.key(serial)]
            yield from (BadRow(row.line, why) for row in repeated[1:])
    else:
        yield BadRow(_line_of(group, why), why)


def _line_of(group: Sequence[CsvRow], why: Refused) -> int:
    if "line" in why.facts:
        return int(why.facts["line"])
    for fact, column in (
        ("serial", "serial"),
        ("sku", "sku"),
        ("code", "serial"),
        ("code", "sku"),
        ("code", "location"),
    ):
        named = why.facts.get(fact)
        for row in group:
            if named and codes.key(row[column]) == codes.key(str(named)):
                return row.line
    return group[0].line


# --- products ---------------------------------------------------------------------------------------------------


def _product(row: CsvRow) -> Add:
    def add(conn: Connection, at: datetime) -> None:
        products.add(
            conn,
            row["sku"],
            at=at,
            name=row["name"],
            tracking_type=_tracking_type(row),
            barcodes=[code.strip(" ") for code in row["barcodes"].replace(";", " ").split(" ") if code],
            serial_pattern=row["serial_pattern"] or None,
        )

    return add


def _tracking_type(row: CsvRow) -> TrackingType | None:
    text = row["tracking"]
    word = text.casefold().replace("-", "_").replace(" ", "_")
    if not word:
        return None
    if word not in set(TrackingType):
        raise Refused("import_tracking_unknown", tracking=text)
    return TrackingType(word)


# --- documents --------------------------------------------------------------------------------------------------


def _pre_receipt(rows: Sequence[CsvRow]) -> Add:
    def add(conn: Connection, at: datetime) -> None:
        lines = [list(line) for line in _by(rows, "sku")]
        wanted = [(line[0]["sku"], _expected(line)) for line in lines]
        pre_receipts.add(
            conn,
            rows[0]["pre_receipt"],
            wanted,
            at=at,
            supplier=_same(rows, "supplier"),
            account=_same(rows, "account") or places.MAIN,
        )
        for line in lines:
            serials = [row["serial"] for row in line if row["serial"]]
            if serials:
                pre_entered.set_serials(conn, rows[0]["pre_receipt"], line[0]["sku"], serials)

    return add


def _expected(line: Sequence[CsvRow]) -> int:
    """Return the expected quantity of a line: what its rows say, or the number of its serials where they say nothing."""
    with_serial = sum(bool(row["serial"]) for row in line)
    if len(line) > 1 and with_serial < len(line):
        without = [row for row in line if not row["serial"]]
        raise Refused("import_line_repeated", line=without[-1].line, sku=line[0]["sku"])
    given = _same(line, "quantity")
    return _quantity(line[0], given) if given else with_serial


def _pick_list(rows: Sequence[CsvRow]) -> Add:
    def add(conn: Connection, at: datetime) -> None:
        pick_lists.add(
            conn,
            rows[0]["pick_list"],
            [
                WantedTask(row["sku"], _quantity(row, row["quantity"]), row["location"] or None)
                for row in rows
            ],
            at=at,
            customer=_same(rows, "customer"),
            account=_same(rows, "account") or places.MAIN,
        )

    return add


def _same(rows: Sequence[CsvRow], column: str) -> str | None:
    """Return what the rows of a document say in a column: once, or the same each time."""
    said = [row for row in rows if row[column]]
    for row in said:
        if row[column] != said[0][column]:
            raise Refused(
                "import_differs", line=row.line, column=column, first=said[0][column], other=row[column]
            )
    return said[0][column] if said else None


def _quantity(row: CsvRow, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < len("1000000000")):
        raise Refused("import_quantity", line=row.line, quantity=text)
    return int(text)
