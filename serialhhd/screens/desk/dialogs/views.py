"""Choosing what a list shows: its named views, and its columns in their order."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets.option_list import Option

from serialhhd.screens.desk.parts.columns import Column, R
from serialhhd.screens.desk.parts.desk_screen import sentence
from serialhhd.screens.desk.parts.program import DeskProgram
from serialhhd.screens.widgets.plain import PlainOptions, PlainText, entitle
from serialhhd.store.desk import list_views
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.words.refusal import Refused, StoreUnavailable


class ViewsModal(ModalScreen[ListView | None]):
    """The views of a page: those that the program brings along, and the saved ones."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete", "delete", "Delete", tooltip="Delete your own view"),
        Binding("escape", "dismiss", "Close"),
    ]
    app: DeskProgram

    def __init__(self, page: str, brought: Sequence[ListView], shown: str) -> None:
        super().__init__()
        self._page = page
        self._shown = shown
        self._views = self._brought = tuple(brought)

    def compose(self) -> ComposeResult:
        """Place the views."""
        with Vertical(classes="dialog") as dialog:
            entitle(dialog, "Views", "Enter shows it  Del deletes your own  Esc closes")
            yield PlainOptions(id="views")
            yield PlainText(id="refused", classes="refused")

    def on_mount(self) -> None:
        """Read the saved views."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        saved = await self.app.office.ask(lambda conn: list_views.saved(conn, self._page))
        self._views = (*self._brought, *saved)
        options = self.query_one(PlainOptions)
        options.clear_options()
        options.add_options(
            Option(f"{view.name}{f'  ({view.saved_by})' if view.saved_by else ''}") for view in self._views
        )
        names = [view.name for view in self._views]
        options.highlighted = names.index(self._shown) if self._shown in names else 0

    @on(PlainOptions.OptionSelected)
    def _choose(self, event: PlainOptions.OptionSelected) -> None:
        self.dismiss(self._views[event.option_index])

    @work(exclusive=True)
    async def action_delete(self) -> None:
        """Delete the view under the cursor, if it is one's own."""
        place = self.query_one(PlainOptions).highlighted
        if place is None:
            return
        name, office = self._views[place].name, self.app.office
        try:
            await office.tell(lambda conn: list_views.delete(conn, self._page, name, by=office.operator))
        except (Refused, StoreUnavailable) as refused:
            self.query_one("#refused", PlainText).update(sentence(refused))
        else:
            self._read()


class ColumnsModal(ModalScreen[tuple[Column[R], ...] | None], Generic[R]):
    """The columns of a list: which are shown, and in which order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "show_or_hide", "Show or hide"),
        Binding("plus,right", "move(1)", "Down"),
        Binding("minus,left", "move(-1)", "Up"),
        Binding("enter,ctrl+s", "take", "Take", priority=True),
        Binding("escape", "dismiss", "Cancel"),
    ]

    def __init__(self, every: Sequence[Column[R]], shown: Sequence[Column[R]]) -> None:
        super().__init__()
        self._columns = [*shown, *(column for column in every if column not in shown)]
        self._shown = {column.name for column in shown}

    def compose(self) -> ComposeResult:
        """Place the columns."""
        with Vertical(classes="dialog") as dialog:
            entitle(dialog, "Columns", "Space shows or hides  + - move  Enter takes")
            yield PlainOptions(*self._labels(), id="columns")

    def _labels(self) -> list[str]:
        return [
            f"{'[x]' if column.name in self._shown else '[ ]'} {' '.join(column.label.split())}"
            for column in self._columns
        ]

    def _draw(self, place: int) -> None:
        options = self.query_one(PlainOptions)
        options.clear_options()
        options.add_options(self._labels())
        options.highlighted = place

    def action_show_or_hide(self) -> None:
        """Show or hide the column under the cursor; one always stays."""
        place = self.query_one(PlainOptions).highlighted or 0
        name = self._columns[place].name
        if self._shown != {name}:
            self._shown ^= {name}
        self._draw(place)

    def action_move(self, by: int) -> None:
        """Move the column under the cursor."""
        place = self.query_one(PlainOptions).highlighted or 0
        to = place + by
        if 0 <= to < len(self._columns):
            self._columns[place], self._columns[to] = self._columns[to], self._columns[place]
            self._draw(to)

    def action_take(self) -> None:
        """Take the columns as they are now."""
        self.dismiss(tuple(column for column in self._columns if column.name in self._shown))
