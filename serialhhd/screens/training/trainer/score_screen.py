"""What the lessons of a class were worth."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DataTable, Footer

from serialhhd.flows.sentences import messages
from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.training.trainer.trainee_table import clock
from serialhhd.screens.training.trainer.watched import ScoreRow
from serialhhd.screens.widgets.fitting import cut
from serialhhd.screens.widgets.plain import PlainText

COLUMNS: Final = (
    ("Trainee", 12),
    ("Score", 5),
    ("Passed", 6),
    ("Caught", 6),
    ("Slipped", 7),
    ("Wrong", 5),
    ("Late", 4),
    ("End", 7),
)
"""What there is always room for, and how wide; the whole is in the file."""
MORE: Final = (("Units", 5), ("Time", 6))
WIDE_FROM: Final = 100
FILE: Final = "scores.csv"


class ScoreScreen(Screen[None]):
    """The table of scores, which can be written into a file.

    Args:
        title: What was trained.
        scores: What each lesson was worth.
        write: Writes them into a file, and returns its path.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "w",
            "write",
            "Write",
            tooltip="Write the scores into a file: JSON where its name ends so, else CSV",
        ),
        Binding("q,escape", "leave", "Leave", tooltip="Leave the console"),
    ]

    def __init__(self, title: str, scores: Sequence[ScoreRow], write: Callable[[str], str]) -> None:
        super().__init__()
        self._title = title
        self._scores = scores
        self._write = write

    def compose(self) -> ComposeResult:
        """Place the table."""
        yield PlainText(
            Content.assemble((" TRAINING ", "bold reverse"), f" {self._title}: scores"), id="title"
        )
        table: DataTable[Text] = DataTable(id="scores", cursor_type="row")
        yield table
        yield PlainText(id="said")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the table, the best first."""
        table = self.query_one("#scores", DataTable)
        columns = (*COLUMNS, *(MORE if self.app.size.width >= WIDE_FROM else ()))
        for name, width in columns:
            table.add_column(Text(name), width=width)
        for row in sorted(self._scores, key=lambda row: (-row.score, row.name.casefold())):
            table.add_row(
                *(Text(cut(cell, width)) for cell, (_, width) in zip(_cells(row), columns, strict=False))
            )
        table.focus()
        if not self._scores:
            self.say("Nobody has logged in.")

    def say(self, text: str) -> None:
        """Say what was done."""
        self.query_one("#said", PlainText).update(text)

    def action_write(self) -> None:
        """Ask where to, and write."""
        form = FormModal(
            "Write the scores", (Field("file", "File", FILE),), self._take_file, save_label="Write"
        )
        self.app.push_screen(form, lambda path: self.say(f"{path} is written.") if path else None)

    async def _take_file(self, values: Values) -> str:
        file = values["file"].strip(" ")
        if not file:
            raise messages.file_not_named()
        try:
            return self._write(file)
        except OSError as problem:
            raise messages.file_not_written(file=file, problem=problem.strerror or str(problem)) from None

    def action_leave(self) -> None:
        """Leave the console."""
        self.app.exit()


def _cells(row: ScoreRow) -> tuple[str, ...]:
    return (
        row.name,
        str(row.score),
        "yes" if row.has_passed else "no",
        str(row.caught),
        str(row.slipped),
        str(row.wrong_scans),
        str(row.late_alarms),
        "right" if row.is_as_expected else "differs",
        str(row.units),
        clock(row.seconds),
    )
