"""A page that is a list: search, filters, and rows of any number."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from serialhhd.screens.desk.columns import Column
from serialhhd.screens.desk.desk_screen import DeskScreen
from serialhhd.screens.desk.export import Export, write_rows
from serialhhd.screens.desk.forms import Field, FormModal, Values
from serialhhd.screens.desk.paged_table import PAGE, PagedTable
from serialhhd.screens.desk.views import ColumnsModal, ViewsModal
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.store import list_views
from serialhhd.store.list_views import ListView
from serialhhd.store.store import Store

Query = Callable[[Any, Any | None, int], Sequence[Any]]
"""Reads at most so many rows after a row (None: from the top) on a connection."""


class ListScreen(DeskScreen):
    """A list of the desk. A subclass says its columns, its filters, and how a page of rows is read."""

    AUTO_FOCUS = "#rows"
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    SEARCH: ClassVar[str] = ""
    """What may be searched for; no search field where it is empty."""
    FILTERS: ClassVar[tuple[Field, ...]] = ()
    VIEWS: ClassVar[tuple[ListView, ...]] = (ListView("All"),)
    """The views that the program brings along."""
    EMPTY: ClassVar[str] = "Nothing here yet."
    """What to do first, where the list is empty and nothing is filtered out."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/", tooltip="Search as you type"),
        Binding("f", "filter", "Filter", tooltip="Show only some rows"),
        Binding("v", "views", "Views", tooltip="Show the list as a named view says"),
        Binding("c", "columns", "Columns", tooltip="Choose the columns and their order", show=False),
        Binding("ctrl+s", "save_view", "Save view", tooltip="Save columns and filters as a view", show=False),
        Binding("x", "export", "CSV", tooltip="Write all rows of the list into a CSV file", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.filters: dict[str, str] = {}
        self.columns: tuple[Column, ...] = self.COLUMNS
        self._view = ""

    def compose_body(self) -> ComposeResult:
        """Place the search field, what is filtered, the rows, and what to do where there are none."""
        with Horizontal(id="narrowed"):
            if self.SEARCH:
                yield Input(placeholder=f"/ {self.SEARCH}", id="search", compact=True)
            yield PlainText(id="filters")
        yield Export(id="export")
        yield PagedTable(self.key_of, id="rows")
        yield PlainText(id="empty")

    # --- what a list says -----------------------------------------------------------------------------------------

    def key_of(self, row: Any) -> str:
        """Return what names a row."""
        return str(row.id)

    @abstractmethod
    def query_rows(self, filters: Values) -> Query:
        """Return what reads the rows that fit the filters; `search` is what stands in the search field."""

    def open_row(self, row: Any) -> None:
        """Open a row."""

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> PagedTable:
        """The table."""
        return self.query_one("#rows", PagedTable)

    @property
    def current(self) -> Any | None:
        """The row under the cursor; None where there is none."""
        return self.rows.current

    def read_store(self) -> None:
        """Show the list from its top."""
        filters = dict(self.filters)

        async def load(last: Any | None, limit: int) -> Sequence[Any]:
            page = self.office.ask(lambda conn: self.query_rows(filters)(conn, last, limit))
            return await self.answered(page) or ()

        self.rows.show(self.columns, load)
        self.query_one("#filters", PlainText).update(self._narrowed())

    def read_again(self) -> None:
        """Read anew what is shown; the cursor stays on its row."""
        self.rows.reload()

    def _narrowed(self) -> str:
        said = [
            f"{field.label}: {dict(field.choices).get(value, value)}"
            for field in self.FILTERS
            if (value := self.filters.get(field.name))
        ]
        return "  ".join([self._view, *said] if self._view else said)

    @on(PagedTable.Loaded)
    def _say_if_empty(self) -> None:
        is_empty = not self.rows.shown
        self.query_one("#empty", PlainText).update(
            "Nothing fits. Esc clears the search and the filters."
            if any(self.filters.values())
            else self.EMPTY
        )
        self.query_one("#empty").display = is_empty
        self.refresh_bindings()

    @on(PagedTable.Opened)
    def _open(self, event: PagedTable.Opened) -> None:
        self.open_row(event.row)

    # --- searching and filtering ------------------------------------------------------------------------------------

    @on(Input.Changed, "#search")
    def _search(self, event: Input.Changed) -> None:
        if event.value != self.filters.get("search", ""):
            self._narrow({**self.filters, "search": event.value})

    @on(Input.Submitted, "#search")
    def _search_done(self) -> None:
        self.rows.focus()

    def _narrow(self, filters: Values) -> None:
        self.filters = {name: value for name, value in filters.items() if value}
        self.read_store()
        self.refresh_bindings()

    def action_search(self) -> None:
        """Go to the search field."""
        self.query_one("#search").focus()

    def action_filter(self) -> None:
        """Ask for the filters."""

        async def keep(values: Values) -> Values:
            return values

        fields = [
            Field(field.name, field.label, self.filters.get(field.name, ""), field.hint, field.choices)
            for field in self.FILTERS
        ]
        self.app.push_screen(FormModal("Filter", fields, keep, save_label="Show"), self._filtered)

    def _filtered(self, values: Values | None) -> None:
        if values is not None:
            self._narrow({**self.filters, **values})

    # --- views ------------------------------------------------------------------------------------------------------

    def action_views(self) -> None:
        """Offer the views."""
        self.app.push_screen(ViewsModal(self.PAGE, self.VIEWS), self._show_view)

    def _show_view(self, view: ListView | None) -> None:
        if view is None:
            return
        columns = {column.name: column for column in self.COLUMNS}
        named = tuple(columns[name] for name in view.columns if name in columns)
        self.columns = named or self.COLUMNS
        self._view = "" if view == self.VIEWS[0] else view.name
        self._set_search(view.filters.get("search", ""))
        self._narrow(view.filters)

    def action_columns(self) -> None:
        """Offer the columns."""
        self.app.push_screen(ColumnsModal(self.COLUMNS, self.columns), self._show_columns)

    def _show_columns(self, columns: tuple[Column, ...] | None) -> None:
        if columns is not None:
            self.columns = columns
            self.read_store()

    def action_save_view(self) -> None:
        """Ask for a name, and save what is shown under it."""

        async def save(values: Values) -> ListView:
            at, operator = self.office.now(), self.office.operator
            columns = [column.name for column in self.columns]
            return await self.office.tell(
                lambda conn: list_views.save(
                    conn,
                    self.PAGE,
                    values["name"],
                    columns=columns,
                    filters=self.filters,
                    operator=operator,
                    at=at,
                )
            )

        self.app.push_screen(
            FormModal("Save view", [Field("name", "Name", self._view)], save), self._view_saved
        )

    def _view_saved(self, view: ListView | None) -> None:
        if view is not None:
            self.say(f"View {view.name} is saved.")
            self._show_view(view)

    # --- export -----------------------------------------------------------------------------------------------------

    def action_export(self) -> None:
        """Ask for a file, and write every row of the list into it."""
        filters = dict(self.filters)

        def rows(store: Store) -> Iterator[Any]:
            query, last = self.query_rows(filters), None
            while page := self._page(store, query, last):
                yield from page
                last = page[-1]

        export = self.query_one(Export)
        export.ask_for_file(
            f"{self.PAGE}.csv", lambda store, target: write_rows(self.columns, rows(store), target, export)
        )

    @staticmethod
    def _page(store: Store, query: Query, last: Any | None) -> Sequence[Any]:
        with store.read() as conn:
            return query(conn, last, PAGE)

    def _set_search(self, text: str) -> None:
        if self.SEARCH:
            with self.prevent(Input.Changed):
                self.query_one("#search", Input).value = text

    def action_leave(self) -> None:
        """Clear the search and the filters; go back where there are none."""
        if self.filters or self._view:
            self._view = ""
            self.columns = self.COLUMNS
            self._set_search("")
            self._narrow({})
            self.rows.focus()
        else:
            super().action_leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now."""
        if action == "search":
            return bool(self.SEARCH)
        if action == "filter":
            return bool(self.FILTERS)
        if action == "leave" and (self.filters or self._view):
            return True
        return super().check_action(action, parameters)
