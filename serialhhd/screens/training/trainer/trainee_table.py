"""The table of the class: a row for each trainee, which stays where it is."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from serialhhd.screens.training.trainer.watched import TraineeRow
from serialhhd.screens.widgets.fitting import cut

EVERYBODY: Final = "everybody"
NARROW: Final = (
    ("Trainee", 11),
    ("Step", 13),
    ("Count", 5),
    ("Time", 5),
    ("Caught", 6),
    ("Slipped", 7),
    ("Open", 0),
)
"""The columns and how wide each is; the last one has what is left."""
WIDE: Final = (
    ("Trainee", 18),
    ("Step", 18),
    ("Count", 7),
    ("Time", 6),
    ("Device", 14),
    ("Caught", 6),
    ("Slipped", 7),
    ("Open", 0),
)
WIDE_FROM: Final = 110
PADDING: Final = 2
AWAY: Final = "away"


def clock(seconds: float) -> str:
    """Return a time as minutes and seconds, such as `3:07`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


class TraineeTable(DataTable[Text]):
    """How everybody stands; the cursor says who is meant."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select_cursor",
            "Mirror",
            tooltip="Look at the handheld under the cursor, as it is drawn there",
        )
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual says id
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self._drawn: dict[str, tuple[str, ...]] = {}
        self._widths: tuple[tuple[str, int], ...] = ()
        self._rows: Sequence[TraineeRow] = ()

    @property
    def current(self) -> str:
        """The name of the trainee under the cursor; empty where there is nobody."""
        if not self.is_valid_row_index(self.cursor_row):
            return ""
        return self.coordinate_to_cell_key(Coordinate(self.cursor_row, 0)).row_key.value or ""

    def on_resize(self, event: events.Resize) -> None:
        """Lay the columns out for the width there is."""
        widths = _widths(event.size.width)
        if widths != self._widths:
            self._widths, row = widths, self.cursor_row
            self.clear(columns=True)
            self._drawn.clear()
            for name, width in widths:
                self.add_column(Text(name), width=width, key=name)
            self.put(self._rows)
            self.move_cursor(row=row)

    def put(self, rows: Sequence[TraineeRow]) -> None:
        """Show these, and draw only what has changed; nobody who was there is gone."""
        self._rows = rows
        if not self._widths:
            return
        for row in rows:
            cells = _cells(row, self._widths)
            before = self._drawn.get(row.name)
            if before is None:
                self.add_row(*(Text(cell) for cell in cells), key=row.name)
            else:
                for (column, _), old, new in zip(self._widths, before, cells, strict=True):
                    if old != new:
                        self.update_cell(row.name, column, Text(new))
            self._drawn[row.name] = cells


def _widths(columns: int) -> tuple[tuple[str, int], ...]:
    """Return the columns for so many columns of the terminal, with the last one as wide as there is room."""
    *others, (last, _) = WIDE if columns >= WIDE_FROM else NARROW
    left = columns - sum(width + PADDING for _, width in others) - PADDING
    return (*others, (last, max(left, 1)))


def _cells(row: TraineeRow, widths: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    has_device = any(name == "Device" for name, _ in widths)
    marks = f"{'' if row.device or has_device else f'{AWAY} '}{'! ' if row.is_in_error else ''}"
    told = {
        "Trainee": row.name,
        "Step": marks + row.step,
        "Count": row.counter,
        "Time": clock(row.seconds),
        "Device": row.device or AWAY,
        "Caught": str(row.caught or ""),
        "Slipped": str(row.slipped or ""),
        "Open": ", ".join(row.waiting),
    }
    return tuple(cut(told[name], width) for name, width in widths)
