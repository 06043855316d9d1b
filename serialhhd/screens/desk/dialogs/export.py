"""Writing files: the question where to, a bar while it is written, and a way to stop."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import ProgressBar

from serialhhd.flows.sentences import messages
from serialhhd.screens.desk.dialogs.forms import ConfirmModal, Field, FormModal, Values
from serialhhd.screens.desk.parts.columns import Column, R
from serialhhd.screens.desk.parts.desk_screen import sentence
from serialhhd.screens.desk.parts.office import Ask
from serialhhd.screens.desk.parts.program import DeskProgram
from serialhhd.store.desk.csv_table import CsvWriter, written
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.value_class import value_class


@value_class
class Target:
    """A file to be written, and whether its texts are written as they are, without a mark against formulas."""

    path: Path
    as_is: bool = False


Write = Callable[[Ask, Target], None]
"""Writes a file; it runs beside the screen."""

TEXTS = Field(
    "texts",
    "Texts",
    choices=(("marked", "for a spreadsheet: no text is computed"), ("as_is", "as they are: for a program")),
    value="marked",
)
EVERY = 1000
"""Rows after which the bar moves: told of each row, it would slow the writing down."""


def path_of(typed: str) -> Path:
    """Return the whole path of a file as it was typed; `~` is the home folder.

    Raises:
        Refused: `file_not_named`.
    """
    file = typed.strip(" ")
    if not file:
        raise messages.file_not_named()
    return Path(file).expanduser().absolute()


class Export(Widget):
    """A bar that is there while a file is written."""

    DEFAULT_CSS = """
    Export { height: 1; padding: 0 1; display: none; }
    """
    app: DeskProgram

    def compose(self) -> ComposeResult:
        """Place the bar."""
        yield ProgressBar(show_eta=False)

    def ask_for_file(self, name: str, write: Write, *, is_table: bool = True) -> None:
        """Ask where to, and write; what is there already is overwritten only when one is sure."""

        async def keep(values: Values) -> Target:
            return Target(path_of(values["file"]), values.get("texts") == "as_is")

        fields = [Field("file", "File", name), *([TEXTS] if is_table else ())]
        note = f"Without a folder it is written into {Path.cwd()}"
        form = FormModal("Write a file", fields, keep, note=note, save_label="Write")
        self.app.push_screen(form, lambda target: self._begin(target, write))

    def _begin(self, target: Target | None, write: Write) -> None:
        if target is None:
            return
        if not target.path.is_file():
            self._write(target, write)
            return
        question = ConfirmModal(f"{target.path} is there already. Overwrite it?", "Overwrite")

        def answered(is_sure: bool | None) -> None:
            if is_sure:
                self._write(target, write)

        self.app.push_screen(question, answered)

    @work(group="export")
    async def _write(self, target: Target, write: Write) -> None:
        self.display = True
        try:
            await self.app.office.ask_often(lambda ask: write(ask, target))
        except OSError as problem:
            file, why = str(target.path), problem.strerror or str(problem)
            self.app.say(sentence(messages.file_not_written(file=file, problem=why)), "error")
        except (Refused, StoreUnavailable) as refused_:
            self.app.say(sentence(refused_), "error")
        else:
            self.app.say(f"{target.path} is written.")
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


def write_rows(columns: Sequence[Column[R]], rows: Iterator[R], target: Target, export: Export) -> None:
    """Write rows as CSV: the columns of the list, with their names as the first row."""
    count = export.counting(None)
    with written(target.path) as to:
        writer = CsvWriter(to, as_is=target.as_is, is_training=export.app.office.is_for_training)
        writer.write(column.name for column in columns)
        for row in rows:
            writer.write(column.plain(row) for column in columns)
            count()
