"""Listings as CSV files: page by page, so that a long one needs no more memory than a short one."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TextIO, TypeVar

import typer

from serialhhd.cli.parts.output import is_marked, listing, say

T = TypeVar("T")

Csv = Annotated[
    str | None, typer.Option("--csv", metavar="FILE|-", help="Write all rows into a CSV file; - is stdout.")
]
AsIs = Annotated[
    bool,
    typer.Option(
        "--csv-as-is", help="Write texts into it as they are, also those that a spreadsheet would compute."
    ),
]
PAGE = 1000


def export(
    file: str,
    columns: Sequence[str],
    page: Callable[[T | None], Sequence[T]],
    row: Callable[[T], Mapping[str, Any]],
    *,
    as_is: bool,
) -> None:
    """Write a listing, showing how far it is where stderr is a terminal; times in UTC.

    Args:
        file: The file, or `-`.
        columns: The keys of a row that are written, in order.
        page: Returns the rows after one (None: from the top); none at the end.
        row: Returns what is written of a row.
        as_is: Whether texts get no mark against formulas.
    """
    from serialhhd.store.desk.csv_table import CsvWriter

    with opened_for(file) as to, progress() as advance:
        writer = CsvWriter(to, as_is=as_is, is_training=is_marked())
        writer.write(columns)
        written, last = 0, None
        while found := page(last):
            for one in found:
                cells = row(one)
                writer.write(cells[column] for column in columns)
            written, last = written + len(found), found[-1]
            advance(written)
    if file != "-":
        say(f"Wrote {written} rows into {file}.")


def short_list(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    *,
    csv_file: str | None,
    as_is: bool,
    as_json: bool,
) -> None:
    """Print a listing that fits into memory, or write it into a CSV file."""
    if csv_file is None:
        listing(rows, columns, as_json=as_json)
        return
    export(csv_file, columns, lambda last: () if last else rows, lambda row: row, as_is=as_is)


@contextmanager
def opened_for(file: str) -> Iterator[TextIO]:
    """Open a file to write a CSV listing into, with the mark of UTF-8; `-` is stdout, without."""
    from serialhhd.store.desk.csv_table import written

    if file == "-":
        yield sys.stdout
        return
    with writable(file), written(Path(file)) as to:
        yield to


@contextmanager
def writable(file: str) -> Iterator[None]:
    """Say what is wrong with a file that cannot be written, as a wrong argument."""
    try:
        yield
    except OSError as problem:
        raise typer.BadParameter(f"{file} cannot be written: {problem.strerror}.") from None


@contextmanager
def progress() -> Iterator[Callable[[int], None]]:
    """Show how many rows are written, where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda written: None  # noqa: ARG005 - nobody looks
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} rows"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Writing", total=None)
        yield lambda written: bar.update(task, completed=written)
