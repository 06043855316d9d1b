"""The documents of one kind: a list that follows the work, and the form for a new one."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, Protocol, TypeVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.parts.desk_screen import DeskScreen
from serialhhd.screens.desk.parts.document_screen import Document
from serialhhd.screens.desk.parts.list_screen import ListScreen
from serialhhd.screens.desk.parts.listing import Query
from serialhhd.store.engine.store import Reading, Writing


class Counted(Protocol):
    """A document as a list shows it: with how far it is."""

    @property
    def document(self) -> Document:
        """The document."""


C = TypeVar("C", bound=Counted)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """The form for a new document: its title, what to fill in, and what one should know before."""

    title: str
    fields: tuple[Field, ...]
    note: str = ""


def key_of(row: Counted) -> str:
    """Return what names a row."""
    return str(row.document.id)


class DocumentListScreen(ListScreen[C], Generic[C]):
    """A page of documents. A subclass says how they are read, made and shown."""

    FOLLOWS_WORK = True
    NEW: ClassVar[NewDocument]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "new", "New", tooltip="Make a new document")]

    @abstractmethod
    def page_of(
        self, state: str | None, search: str, *, limit: int, after: int | None
    ) -> Reading[Sequence[C]]:
        """Return what reads a page of the documents, newest first.

        Args:
            state: Only in the state of this value.
            search: Only those that begin with this.
            limit: At most so many.
            after: Only those older than the one of this id.
        """

    @abstractmethod
    def add(self, values: Values) -> Writing[Document]:
        """Return what makes a new document of what was filled in.

        Raises:
            Refused: Of what is typed, a line is none.
        """

    @abstractmethod
    def screen_of(self, ref: str) -> DeskScreen:
        """Return the screen that shows a document."""

    def query_rows(self, filters: Values) -> Query[C]:
        """Return what reads the documents."""
        state, search = filters.get("state"), filters.get("search", "")

        def page(last: C | None, limit: int) -> Reading[Sequence[C]]:
            return self.page_of(state, search, limit=limit, after=last.document.id if last else None)

        return page

    def open_row(self, row: C) -> None:
        """Show a document."""
        self.app.push_screen(self.screen_of(row.document.ref))

    def action_new(self) -> None:
        """Ask for a new document."""

        async def save(values: Values) -> Document:
            return await self.office.tell(self.add(values))

        form = FormModal(self.NEW.title, self.NEW.fields, save, note=self.NEW.note)
        self.app.push_screen(form, self._added)

    def _added(self, document: Document | None) -> None:
        if document is not None:
            self.app.push_screen(self.screen_of(document.ref))
