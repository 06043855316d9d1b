"""A list of any length: it holds what was looked at, and loads on by key as one goes down."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import DataTable
from textual.worker import Worker

from serialhhd.screens.desk.parts.columns import Column, R, fitted

PAGE = 200
"""Rows that are loaded at once."""
AHEAD = 50
"""How near to the last loaded row the cursor comes before more are loaded."""

Load = Callable[[R | None, int], Awaitable[Sequence[R]]]
"""Returns at most so many rows after a row (None: from the top)."""


class PagedTable(DataTable[Text], Generic[R]):
    """Rows of a listing, each drawn by the columns.

    Args:
        key_of: Names a row, so that the cursor stays on it when the list is read again.
        open_row: Opens a row; None where there is nothing to open.
        id: The widget's id.
        header_height: Rows of the headings.
    """

    DEFAULT_CSS = """
    PagedTable { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", tooltip="Open the row under the cursor"),
        Binding("home", "scroll_top", "Top", show=False),
        Binding("end", "scroll_bottom", "Bottom", show=False),
    ]

    @dataclass
    class Loaded(Message):
        """Rows were loaded."""

        table: Widget

        @property
        def control(self) -> Widget:
            """The table."""
            return self.table

    def __init__(
        self,
        key_of: Callable[[R], str],
        open_row: Callable[[R], None] | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual says id
        header_height: int = 1,
    ) -> None:
        super().__init__(cursor_type="row", id=id, header_height=header_height)
        self._key_of = key_of
        self._open_row = open_row
        self._load: Load[R] | None = None
        self._wanted: tuple[Column[R], ...] = ()
        self._columns: tuple[Column[R], ...] = ()
        self._gap = 0
        self._has_more = False
        self._loading: Worker[None] | None = None
        self.shown: list[R] = []

    # --- what it shows ------------------------------------------------------------------------------------------

    def show(self, columns: Sequence[Column[R]], load: Load[R]) -> Worker[None]:
        """Show a listing from its top."""
        self._load = load
        if tuple(columns) != self._wanted:
            self._wanted = tuple(columns)
            self.shown = []
            self._fit()
        return self.run_worker(self._from_top, group="rows", exclusive=True)

    def _fit(self) -> None:
        """Draw the columns as wide as there is room."""
        self._columns, self._gap = fitted(
            self._wanted, self.size.width or sum(one.width + 2 for one in self._wanted)
        )
        self.clear(columns=True)
        self.cell_padding = self._gap // 2
        for column in self._columns:
            self.add_column(column.heading, key=column.name, width=column.width + self._gap % 2)

    def on_resize(self) -> None:
        """Fit the columns anew."""
        if fitted(self._wanted, self.size.width) == (self._columns, self._gap):
            return
        row, rows = self.cursor_row, self.shown
        self._fit()
        self._fill(rows)
        self.move_cursor(row=row)

    def reload(self) -> Worker[None]:
        """Read what is shown anew; the cursor stays on its row."""
        return self.run_worker(self._anew, group="rows", exclusive=True)

    @property
    def current(self) -> R | None:
        """The row under the cursor; None in an empty list."""
        return self.shown[self.cursor_row] if 0 <= self.cursor_row < len(self.shown) else None

    async def _from_top(self) -> None:
        assert self._load is not None  # noqa: S101 - `show` set it
        rows = await self._load(None, PAGE)
        self._fill(rows)
        self._has_more = len(rows) == PAGE

    async def _anew(self) -> None:
        if self._load is None:
            return
        count = max(len(self.shown), PAGE)
        rows = await self._load(None, count)
        self._has_more = len(rows) == count
        if [self._key_of(row) for row in rows] == [self._key_of(row) for row in self.shown]:
            self._redraw(rows)
            return
        current = self.current
        self._fill(rows)
        keys = [self._key_of(row) for row in rows]
        if current is not None and self._key_of(current) in keys:
            self.move_cursor(row=keys.index(self._key_of(current)))

    def _fill(self, rows: Sequence[R]) -> None:
        self.clear()
        self.shown = []
        self._append(rows)

    def _append(self, rows: Sequence[R]) -> None:
        for row in rows:
            self.add_row(*(column.cell(row) for column in self._columns), key=self._key_of(row))
        self.shown.extend(rows)
        self.post_message(self.Loaded(self))

    def _redraw(self, rows: Sequence[R]) -> None:
        for old, new in zip(self.shown, rows, strict=True):
            if old != new:
                for column in self._columns:
                    self.update_cell(self._key_of(new), column.name, column.cell(new))
        self.shown = list(rows)
        self.post_message(self.Loaded(self))

    # --- going down ---------------------------------------------------------------------------------------------

    def on_data_table_row_highlighted(self) -> None:
        """Load on when the cursor comes near the end."""
        self._load_on(self.cursor_row)

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Load on when the wheel comes near the end."""
        super().watch_scroll_y(old, new)
        self._load_on(int(new) + self.size.height)

    def _load_on(self, row: int) -> None:
        is_busy = self._loading is not None and not self._loading.is_finished
        if self._has_more and not is_busy and row >= len(self.shown) - AHEAD:
            self._loading = self.run_worker(self._more, group="rows")

    async def _more(self) -> None:
        load, last = self._load, self.shown[-1] if self.shown else None
        if load is None or last is None:
            return
        rows = await load(last, PAGE)
        if load is self._load and self.shown and self.shown[-1] is last:
            self._append(rows)
            self._has_more = len(rows) == PAGE

    @on(DataTable.RowSelected)
    def _open(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if self._open_row and self.current is not None:
            self._open_row(self.current)
