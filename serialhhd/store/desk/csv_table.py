"""CSV files between us and people's spreadsheets: read with the number of each row's line, written without formulas.

A spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`. What we write as text gets a mark before it, the `'` with
which people themselves say "this is text", and reading takes it off again; so does a text that begins with the mark itself.

>>> marked("=1+1"), marked("'n Boom"), marked("-5"), marked("A-1")
("'=1+1", "''n Boom", "'-5", 'A-1')
>>> [unmarked(marked(text)) for text in ("=1+1", "'n Boom", "'=1", "A-1")]
['=1+1', "'n Boom", "'=1", 'A-1']
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from difflib import get_close_matches
from itertools import chain, repeat
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TextIO

from serialhhd.store import refusals
from serialhhd.store.desk.text_files import read_text
from serialhhd.store.symbols.spreadsheet import is_shortened
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TRAINING
from serialhhd.value_class import value_class

if TYPE_CHECKING:
    from _csv import Reader

MARK: Final = "'"
_FORMULA: Final = "=+-@\t\r\n＝＋－＠"  # noqa: RUF001 - the wide forms compute as well
_MARKED: Final = re.compile(f"{MARK}([{re.escape(_FORMULA)}{MARK}]|[0-9]+$)", re.ASCII)
_SEPARATOR: Final = re.compile(r'"?sep=(.)"?[\s,;]*', re.IGNORECASE)
"""A first line with which spreadsheets tell each other what parts the cells."""
_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')
"""A formula with which spreadsheets and exports keep a number as text: `="0123"`."""
DELIMITERS: Final = ",;\t"
NO_OTHERS: Final[Mapping[str, str]] = MappingProxyType({})


def marked(text: str) -> str:
    """Return a text as it is written: with the mark, where a spreadsheet would compute it, or where it begins with the mark."""
    return MARK + text if text[:1] in {*_FORMULA, MARK} else text


def unmarked(text: str) -> str:
    """Return a cell without the mark: ours, and that of a number which somebody has kept as text (`'00123`)."""
    return text[1:] if _MARKED.match(text) else text


# --- reading ----------------------------------------------------------------------------------------------------


@value_class
class CsvRow:
    """A row: the line of the file that it ends on, and its cells by column; a column that is not there is empty.

    `problem` is why it cannot be taken as it stands, whatever is in it.
    """

    line: int
    cells: dict[str, str]
    problem: Refused | None = None

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read(
    path: Path, columns: Sequence[str], required: Sequence[str], also_called: Mapping[str, str] = NO_OTHERS
) -> list[CsvRow]:
    """Return the rows of a CSV file, in any form that spreadsheets save: see `docs/import.md`.

    Args:
        path: The file.
        columns: The names that its header may have, in lower case.
        required: Those that it must have.
        also_called: Other names of columns.

    Raises:
        Refused: `import_unreadable`, `import_is_workbook`, `import_not_utf8`, `import_empty`, `import_column_unknown`,
            `import_column_unnamed`, `import_column_missing`, `import_column_repeated`, several of these in
            `import_columns`, or `import_not_csv`.
    """
    lines = io.StringIO(read_text(path), newline="")
    delimiter, above = _delimiter(lines, path.name)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = _header([also_called.get(name, name) for name in _names(next(rows))], columns, required)
        return list(_rows(rows, header, above))
    except csv.Error as problem:
        raise refusals.import_not_csv(line=above + rows.line_num, problem=str(problem)) from None


def _delimiter(lines: io.StringIO, file: str) -> tuple[str, int]:
    """Go to the header; return what parts the cells, and how many lines stand above the header."""
    said, above = "", 0
    while True:
        start = lines.tell()
        line = lines.readline()
        if not line:
            raise refusals.import_empty(file=file)
        separator = _SEPARATOR.fullmatch(line)
        if separator and above == 0:
            said = separator[1]
        elif line.strip(f" \r\n{DELIMITERS}"):
            lines.seek(start)
            return said or max(DELIMITERS, key=line.count), above
        above += 1


def _names(cells: Sequence[str]) -> list[str]:
    names = [name.strip(" ").casefold().replace(" ", "_").replace("-", "_") for name in cells]
    while not names[-1]:
        names.pop()
    return names


def _header(header: list[str], columns: Sequence[str], required: Sequence[str]) -> list[str]:
    problems = list(_problems(header, columns, required))
    if problems:
        raise problems[0] if len(problems) == 1 else refusals.import_columns(refused=tuple(problems))
    return header


def _problems(header: list[str], columns: Sequence[str], required: Sequence[str]) -> Iterator[Refused]:
    """Yield what is wrong with the names of the columns; one that is missing is not told where another may be it."""
    missing = [name for name in required if name not in header]
    for place, name in enumerate(header, start=1):
        if not name:
            yield refusals.import_column_unnamed(place=place)
        elif name not in columns:
            nearest = next(iter(get_close_matches(name, columns, n=1)), None)
            missing = [one for one in missing if one != nearest]
            yield refusals.import_column_unknown(column=name, nearest=nearest)
        elif name in header[place:]:
            yield refusals.import_column_repeated(column=name)
    if all(header):
        yield from (refusals.import_column_missing(column=name) for name in missing)


def _rows(rows: "Reader", header: Sequence[str], above: int) -> Iterator[CsvRow]:
    for row in rows:
        cells = [_meant(cell.strip(" ")) for cell in row]
        if not any(cells):
            continue
        line, problem = above + rows.line_num, None
        if any(cells[len(header) :]):
            problem = refusals.import_too_many_cells(line=line, cells=len(cells), columns=len(header))
        elif shortened := next(filter(is_shortened, cells), None):
            problem = refusals.number_shortened(value=shortened)
        yield CsvRow(line, dict(zip(header, cells, strict=False)), problem)


def _meant(cell: str) -> str:
    kept = _KEPT_AS_TEXT.fullmatch(cell)
    return kept[1].strip(" ") if kept else unmarked(cell)


# --- writing ----------------------------------------------------------------------------------------------------


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """Open a file to write a table into; its byte-order mark says UTF-8, which spreadsheets do not guess.

    Raises:
        OSError: It cannot be written.
    """
    with path.open("w", newline="", encoding="utf-8-sig") as to:
        yield to


class CsvWriter:
    """Writes the rows of a table.

    Args:
        to: An open text file, opened with `newline=""`.
        as_is: Whether texts are written without the mark: for programs, not for spreadsheets.
        is_training: Whether it is of a training store: then its first column says so in each row (R68), and no import takes it.
    """

    def __init__(self, to: TextIO, *, as_is: bool = False, is_training: bool = False) -> None:
        self._writer = csv.writer(to)
        self._as_is = as_is
        self._first: Iterator[list[str]] = (
            chain([["training"]], repeat([TRAINING])) if is_training else repeat([])
        )

    def write(self, cells: Iterable[object]) -> None:
        """Write a row: times in UTC, several values with blanks between, None as nothing, a mark before what would compute."""
        self._writer.writerow([*next(self._first), *map(self._cell, cells)])

    def _cell(self, value: object) -> object:
        match value:
            case datetime():
                return value.isoformat()
            case list() | tuple():
                return self._cell(" ".join(map(str, value)))
            case str() if not self._as_is:
                return marked(value)
        return value
