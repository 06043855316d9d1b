"""One list of the desk, wherever it stands: its columns and their order, named views, search, filters, and its CSV file."""

from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from serialhhd.screens.desk.dialogs.export import Export, write_rows
from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.dialogs.views import ColumnsModal, ViewsModal
from serialhhd.screens.desk.parts.columns import Column, R
from serialhhd.screens.desk.parts.desk_screen import DeskScreen
from serialhhd.screens.desk.parts.office import Ask
from serialhhd.screens.desk.parts.paged_table import PAGE, PagedTable
from serialhhd.screens.desk.parts.program import DeskProgram
from serialhhd.screens.desk.parts.scanned_text import as_scanned, as_shown
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.store.desk import list_views
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.engine.store import Reading
from serialhhd.value_class import value_class

Query = Callable[[R | None, int], Reading[Sequence[R]]]
"""Returns what reads at most so many rows after a row (None: from the top)."""

EVERYTHING = ListView("All")


@value_class
class ListKind(Generic[R]):
    """What a list is, whatever rows it has now.

    Attributes:
        name: What its named views are kept under, and its file is called.
        columns: All its columns, in the order they have at first.
        key_of: Names a row, so that the cursor stays on it when the list is read again.
        search: What may be searched for; no search field where it is empty.
        filters: By what it can be narrowed.
        views: The views that the program brings along; the first is the list as it is at first.
        empty: What to do first, where the list is empty and nothing is filtered out.
        header_height: Rows of the headings.
    """

    name: str
    columns: tuple[Column[R], ...]
    key_of: Callable[[R], str]
    search: str = ""
    filters: tuple[Field, ...] = ()
    views: tuple[ListView, ...] = (EVERYTHING,)
    empty: str = "Nothing here yet."
    header_height: int = 1

    def fitting(self, view: ListView) -> ListView:
        """Return a saved view without the columns and filters that the list no longer has."""
        columns = {column.name for column in self.columns}
        fields = {field.name: {value for value, _ in field.choices} for field in self.filters}
        brought = {name: {value} for one in self.views for name, value in one.filters.items()}
        known = {**brought, **fields, **({"search": set()} if self.search else {})}
        kept = {
            name: value
            for name, value in view.filters.items()
            if name in known and (not known[name] or value in known[name])
        }
        shown = tuple(name for name in view.columns if name in columns)
        return ListView(view.name, shown, MappingProxyType(kept), view.saved_by)


class Listing(Vertical, Generic[R]):
    """A list with its search field, its table, and what one does to it.

    Args:
        kind: What list it is.
        query_rows: Returns what reads the rows that fit the filters; `search` is what stands in the search field.
        open_row: Opens a row; None where there is nothing to open.
        table_id: The id of the table.
    """

    DEFAULT_CSS = """
    Listing { height: 1fr; }
    Listing #narrowed { height: 1; }
    Listing #narrowed #search { width: 2fr; }
    Listing #narrowed #filters { width: 3fr; color: $accent; padding: 0 1; height: 1; }
    Listing #empty { height: 1fr; content-align: center middle; color: $secondary; display: none; }
    """
    app: DeskProgram

    def __init__(
        self,
        kind: ListKind[R],
        query_rows: Callable[[Values], Query[R]],
        open_row: Callable[[R], None] | None = None,
        *,
        table_id: str = "rows",
    ) -> None:
        super().__init__()
        self.kind = kind
        self.filters: dict[str, str] = {}
        self.columns = kind.columns
        self.view = ""
        self._query_rows = query_rows
        self._table = PagedTable(kind.key_of, open_row, id=table_id, header_height=kind.header_height)

    def compose(self) -> ComposeResult:
        """Place the search field, what is filtered, the rows, and what to do where there are none."""
        with Horizontal(id="narrowed"):
            if self.kind.search:
                yield Input(placeholder=f"/ {self.kind.search}", id="search", compact=True)
            yield PlainText(id="filters")
        yield Export(id="export")
        yield self._table
        yield PlainText(id="empty")

    def on_mount(self) -> None:
        """Show the list as its user left it, in this program."""
        left = self.app.views_in_use.get(self.kind.name)
        if left is not None:
            self._take(left)

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> PagedTable[R]:
        """The table."""
        return self._table

    @property
    def is_narrowed(self) -> bool:
        """Whether only some rows are shown."""
        return bool(self.filters)

    @property
    def _desk(self) -> DeskScreen:
        screen = self.screen
        assert isinstance(screen, DeskScreen)  # noqa: S101 - lists stand on screens of the desk only
        return screen

    def read(self) -> None:
        """Show the list from its top."""
        filters, desk = dict(self.filters), self._desk

        async def page(last: R | None, limit: int) -> Sequence[R]:
            return await self.app.office.ask(self._query_rows(filters)(last, limit))

        async def load(last: R | None, limit: int) -> Sequence[R]:
            return await desk.answered(page(last, limit)) or ()

        self._table.show(self.columns, load)
        said = self._said()
        self.query_one("#filters", PlainText).update(said)
        self.query_one("#narrowed").display = bool(self.kind.search or said)

    def _said(self) -> str:
        said = [
            f"{field.label}: {dict(field.choices).get(value, value)}"
            for field in self.kind.filters
            if (value := self.filters.get(field.name))
        ]
        return "  ".join([self.view, *said] if self.view else said)

    @on(PagedTable.Loaded)
    def _say_if_empty(self) -> None:
        self.query_one("#empty", PlainText).update(
            "Nothing fits. Esc clears the search and the filters." if self.is_narrowed else self.kind.empty
        )
        self.query_one("#empty").display = not self._table.shown
        self._desk.refresh_bindings()

    # --- searching and filtering ------------------------------------------------------------------------------------

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        text = as_scanned(event.value)
        if text != self.filters.get("search", ""):
            self._narrow({**self.filters, "search": text})

    @on(Input.Submitted, "#search")
    def _search_done(self) -> None:
        self._table.focus()

    def _narrow(self, filters: Values) -> None:
        self.filters = {name: value for name, value in filters.items() if value}
        self.read()
        self._desk.refresh_bindings()

    def search(self) -> None:
        """Go to the search field."""
        self.query_one("#search").focus()

    def filter(self) -> None:
        """Ask for the filters."""

        async def keep(values: Values) -> Values:
            return values

        fields = [
            Field(field.name, field.label, self.filters.get(field.name, ""), field.hint, field.choices)
            for field in self.kind.filters
        ]
        self.app.push_screen(FormModal("Filter", fields, keep, save_label="Show"), self._filtered)

    def _filtered(self, values: Values | None) -> None:
        if values is not None:
            self._narrow({**self.filters, **values})

    def clear(self) -> None:
        """Show every row again; where a named view is shown, the list as it is at first."""
        if self.view:
            self.app.views_in_use.pop(self.kind.name, None)
            self._take(self.kind.views[0])
        self._set_search("")
        self._narrow({})
        self._table.focus()

    def _set_search(self, text: str) -> None:
        if self.kind.search:
            with self.prevent(Input.Changed):
                self.query_one("#search", Input).value = as_shown(text)

    # --- views ------------------------------------------------------------------------------------------------------

    def offer_views(self) -> None:
        """Offer the views."""
        self.app.push_screen(ViewsModal(self.kind.name, self.kind.views, self.view), self.show_view)

    def show_view(self, view: ListView | None) -> None:
        """Show the list as a view says, and keep it so; None: as it is."""
        if view is None:
            return
        fitting = self.kind.fitting(view)
        if (fitting.columns, fitting.filters) != (tuple(view.columns), view.filters):
            self._desk.say(f"{view.name} names columns or filters that the list no longer has: left out.")
        self.app.views_in_use[self.kind.name] = fitting
        self._take(fitting)
        self.read()
        self._desk.refresh_bindings()

    def _take(self, view: ListView) -> None:
        columns = {column.name: column for column in self.kind.columns}
        self.columns = tuple(columns[name] for name in view.columns) or self.kind.columns
        self.view = "" if view.name == self.kind.views[0].name else view.name
        self.filters = dict(view.filters)
        self._set_search(self.filters.get("search", ""))

    def offer_columns(self) -> None:
        """Offer the columns."""
        self.app.push_screen(ColumnsModal(self.kind.columns, self.columns), self._show_columns)

    def _show_columns(self, columns: tuple[Column[R], ...] | None) -> None:
        if columns is not None:
            self.columns = columns
            filters = self.app.views_in_use.get(self.kind.name, EVERYTHING).filters
            self.app.views_in_use[self.kind.name] = ListView(self.view, self._column_names(), filters)
            self.read()

    def _column_names(self) -> tuple[str, ...]:
        """The columns by name; none where the list is as it is at first, so that new columns show in old views."""
        return () if self.columns == self.kind.columns else tuple(column.name for column in self.columns)

    def save_view(self) -> None:
        """Ask for a name, and save what is shown under it."""
        office, kind = self.app.office, self.kind

        async def save(values: Values) -> ListView:
            at, columns, filters = office.now(), self._column_names(), dict(self.filters)
            return await office.tell(
                lambda conn: list_views.save(
                    conn,
                    kind.name,
                    values["name"],
                    columns=columns,
                    filters=filters,
                    by=office.operator,
                    at=at,
                    brought=[view.name for view in kind.views],
                )
            )

        form = FormModal("Save view", [Field("name", "Name", self.view)], save)
        self.app.push_screen(form, self._view_saved)

    def _view_saved(self, view: ListView | None) -> None:
        if view is not None:
            self._desk.say(f"View {view.name} is saved.")
            self.show_view(view)

    # --- export -----------------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for a file, and write every row of the list into it."""
        filters = dict(self.filters)

        def rows(ask: Ask) -> Iterator[R]:
            query = self._query_rows(filters)
            page = ask(query(None, PAGE))
            while page:
                yield from page
                page = ask(query(page[-1], PAGE))

        export = self.query_one(Export)
        export.ask_for_file(
            f"{self.kind.name}.csv", lambda ask, to: write_rows(self.columns, rows(ask), to, export)
        )
