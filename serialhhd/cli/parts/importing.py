"""Importing a CSV file: shown as a progress bar on a terminal, committed whole or not at all."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from serialhhd.cli.parts.exit_codes import REFUSED
from serialhhd.cli.parts.opened import who, writing
from serialhhd.cli.parts.output import say

if TYPE_CHECKING:
    from serialhhd.store.desk.import_files import Kind
    from serialhhd.store.desk.imports import BadRow

NAMED_AT_MOST = 50


def import_file(ctx: typer.Context, file: Path, kind: "Kind", *, sure: bool = False) -> None:
    """Import products, pre-receipts or pick lists; every bad row is named with its line."""
    from serialhhd.store.desk import import_files, imports

    rows = import_files.read_rows(file, kind)
    with writing(ctx) as store, _progress(kind) as advance:
        try:
            done = imports.import_rows(store, kind, rows, advance, sure=sure, by=who())
        except imports.ImportRefused as refused:
            bad_rows = refused.bad_rows
        else:
            bad_rows = ()
    if bad_rows:
        _name(file, bad_rows)
        raise typer.Exit(REFUSED)
    say(f"Imported {done} rows of {file}.")


def _name(file: Path, bad_rows: "tuple[BadRow, ...]") -> None:
    from serialhhd.flows.sentences import messages
    from serialhhd.store.words.refusal import Doubtful

    for bad in bad_rows[:NAMED_AT_MOST]:
        say(f"{file}:{bad.line}: {bad.why.code}: {messages.refusal(bad.why).text}")
    if len(bad_rows) > NAMED_AT_MOST:
        say(f"... and {len(bad_rows) - NAMED_AT_MOST} more bad rows.")
    rows = "1 bad row" if len(bad_rows) == 1 else f"{len(bad_rows)} bad rows"
    are_doubtful = all(isinstance(bad.why, Doubtful) for bad in bad_rows)
    yes = " If that is right, give --yes." if are_doubtful else ""
    say(f"error: import_refused: {rows} in {file}. Nothing is imported.{yes}")


@contextmanager
def _progress(kind: str) -> Iterator[Callable[[int, int], None]]:
    """Yield what is told (done, in all); it draws a bar where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, in_all: None  # noqa: ARG005 - nobody looks
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"Importing {kind}")
        yield lambda done, in_all: bar.update(task, completed=done, total=in_all)
