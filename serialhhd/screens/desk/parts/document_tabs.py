"""A document of the desk with two lists: its lines, and what else belongs to it, such as serials, each of which can be opened."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final, Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import TabbedContent

from serialhhd.screens.desk.dialogs.forms import Values
from serialhhd.screens.desk.parts.columns import R
from serialhhd.screens.desk.parts.document_screen import B, DocumentScreen
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.widgets.plain_pane import PlainPane
from serialhhd.store.engine.store import Reading

M = TypeVar("M")
"""The rows of the second list."""
LINES_PANE: Final = "document-lines"
MORE_PANE: Final = "document-more"


class DocumentTabsScreen(DocumentScreen[R, B], Generic[R, B, M]):
    """One document with its lines on a tab, and what else belongs to it on another. Enter on a line goes there."""

    MORE_TITLE: ClassVar[str] = ""
    """What the second tab is called."""
    MORE: ListKind[M]
    """What list is on it."""

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.more_list = Listing(self.MORE, self._query_more, self.open_more, table_id="more")

    def compose_body(self) -> ComposeResult:
        """Place the facts above the tabs."""
        yield Facts()
        with TabbedContent():
            with PlainPane("Lines", id=LINES_PANE):
                yield self.line_list
            with PlainPane(self.MORE_TITLE, id=MORE_PANE):
                yield self.more_list

    @abstractmethod
    def read_more(self, last: M | None, limit: int) -> Reading[Sequence[M]]:
        """Return what reads a page of the second list, after a row (None: from the top)."""

    @abstractmethod
    def open_more(self, row: M) -> None:
        """Open a row of the second list."""

    def _query_more(self, filters: Values) -> Query[M]:  # noqa: ARG002 - there are none
        return self.read_more

    def open_line(self) -> None:
        """Show the second list."""
        self.query_one(TabbedContent).active = MORE_PANE
        self.more_list.rows.focus()

    @property
    def more_under_cursor(self) -> M | None:
        """The row of the second list under the cursor, where that list is seen."""
        return self.more_list.rows.current if self.listing is self.more_list else None
