"""Writing files: the question where to, a bar while it is written, and a way to stop."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import ProgressBar

from serialhhd.screens.desk.columns import Column
from serialhhd.screens.desk.desk_screen import sentence
from serialhhd.screens.desk.forms import Field, FormModal, Values
from serialhhd.store.refusal import Refused, StoreUnavailable
from serialhhd.store.store import Store

if TYPE_CHECKING:
    from serialhhd.screens.desk.app import DeskApp

Write = Callable[[Store, Path], None]
"""Writes a file; it runs beside the screen."""

EVERY = 1000
"""Rows after which the bar moves: told of each row, it would slow the writing down."""


class Export(Widget):
    """A bar that is there while a file is written."""

    DEFAULT_CSS = """
    Export { height: 1; padding: 0 1; display: none; }
    """
    app: "DeskApp"

    def compose(self) -> ComposeResult:
        """Place the bar."""
        yield ProgressBar(show_eta=False)

    def ask_for_file(self, name: str, write: Write) -> None:
        """Ask where to, and write."""

        async def keep(values: Values) -> str:
            file = values["file"].strip(" ")
            if not file:
                raise Refused("code_empty", what="file")
            return file

        form = FormModal("Write a file", [Field("file", "File", name)], keep, save_label="Write")
        self.app.push_screen(form, lambda file: self._begin(file, write))

    def _begin(self, file: str | None, write: Write) -> None:
        if file is not None:
            self._write(file, write)

    @work(group="export")
    async def _write(self, file: str, write: Write) -> None:
        self.display = True
        try:
            await self.app.office.stream(lambda store: write(store, Path(file).expanduser()))
        except OSError as problem:
            refused = Refused("file_not_written", file=file, problem=problem.strerror or str(problem))
            self.notify(sentence(refused), severity="error")
        except (Refused, StoreUnavailable) as refused_:
            self.notify(sentence(refused_), severity="error")
        else:
            self.notify(f"{file} is written.")
        finally:
            self.display = False

    def counting(self, total: int | None) -> Callable[[], None]:
        """Return what is called after each row, from the thread that writes; None: nobody knows how many there will be."""
        bar = self.query_one(ProgressBar)
        self.app.call_from_thread(bar.update, total=total, progress=0)
        rows = 0

        def count() -> None:
            nonlocal rows
            rows += 1
            if rows % EVERY == 0:
                self.app.call_from_thread(bar.update, progress=rows)

        return count


def write_rows(columns: Sequence[Column], rows: Iterator[Any], path: Path, export: Export) -> None:
    """Write rows as CSV: the columns of the list, with their names as the first row."""
    count = export.counting(None)
    with path.open("w", newline="", encoding="utf-8") as to:
        writer = csv.writer(to)
        writer.writerow([column.name for column in columns])
        for row in rows:
            writer.writerow([column.plain(row) for column in columns])
            count()
