"""A CSV file as people's spreadsheets write it: read whole, every row with its line number."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from serialhhd.store.refusal import Refused

if TYPE_CHECKING:
    from _csv import Reader


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row: the line of the file that it ends on, and its cells by column; a column that is not there is empty."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read(path: Path, columns: Sequence[str], required: Sequence[str]) -> list[CsvRow]:
    """Return the rows of a CSV file: UTF-8 with or without a mark, separated by `,` or `;` as its header shows.

    Args:
        path: The file.
        columns: The names that its header may have, in lower case.
        required: Those that it must have.

    Raises:
        Refused: `import_unreadable`, `import_not_utf8`, `import_empty`, `import_column_unknown`,
            `import_column_missing`, `import_column_repeated`, `import_too_many_cells`, or `import_not_csv`.
    """
    lines = io.StringIO(_text(path), newline="")
    header_line = lines.readline()
    if not header_line.strip(" \r\n,;"):
        raise Refused("import_empty", file=path.name)
    delimiter = ";" if header_line.count(";") > header_line.count(",") else ","
    lines.seek(0)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = _header(next(rows), columns, required)
        return list(_rows(rows, header))
    except csv.Error as problem:
        raise Refused("import_not_csv", line=rows.line_num, problem=str(problem)) from None


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Refused("import_unreadable", file=str(path), problem=problem.strerror or "") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Refused("import_not_utf8", line=data.count(b"\n", 0, problem.start) + 1) from None


def _header(names: Sequence[str], columns: Sequence[str], required: Sequence[str]) -> list[str]:
    header = [name.strip(" ").casefold().replace(" ", "_").replace("-", "_") for name in names]
    for name in header:
        if name not in columns:
            near = get_close_matches(name, columns, n=1)
            raise Refused("import_column_unknown", column=name, nearest=near[0] if near else None)
        if header.count(name) > 1:
            raise Refused("import_column_repeated", column=name)
    for name in required:
        if name not in header:
            raise Refused("import_column_missing", column=name)
    return header


def _rows(rows: "Reader", header: Sequence[str]) -> Iterator[CsvRow]:
    for cells in rows:
        if not any(cell.strip(" ") for cell in cells):
            continue
        if len(cells) > len(header):
            raise Refused("import_too_many_cells", line=rows.line_num, cells=len(cells), columns=len(header))
        yield CsvRow(rows.line_num, dict(zip(header, (cell.strip(" ") for cell in cells), strict=False)))
