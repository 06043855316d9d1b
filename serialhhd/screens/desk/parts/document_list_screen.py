"""The documents of one kind: a list that follows the work, and the form for a new one."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.parts.desk_screen import DeskScreen
from serialhhd.screens.desk.parts.list_screen import ListScreen
from serialhhd.screens.desk.parts.listing import Query
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.pages import OfDocument, PageOf
from serialhhd.store.engine.store import Reading, Writing
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.value_class import value_class


@value_class
class NewDocument:
    """The form for a new document: its title, what to fill in, and what one should know before."""

    title: str
    fields: tuple[Field, ...]
    note: str = ""


D = TypeVar("D", bound=OfDocument)


@value_class
class Listed(Generic[D]):
    """What reads the documents of a page."""

    page: PageOf[D]


def key_of(row: OfDocument) -> str:
    """Return what names a row."""
    return str(row.document.id)


class DocumentListScreen(ListScreen[D], Generic[D]):
    """A page of documents. A subclass says which they are, and how they are shown."""

    FOLLOWS_WORK = True
    LISTED: Listed[D]
    """What reads them."""

    @abstractmethod
    def screen_of(self, ref: str) -> DeskScreen:
        """Return the screen that shows a document."""

    def query_rows(self, filters: Values) -> Query[D]:
        """Return what reads the documents."""
        state = DocumentState(filters["state"]) if "state" in filters else None
        search = filters.get("search", "")

        def page(last: D | None, limit: int) -> Reading[Sequence[D]]:
            after = last.document.id if last else None
            return lambda conn: self.LISTED.page(conn, state=state, search=search, limit=limit, after=after)

        return page

    def open_row(self, row: D) -> None:
        """Show a document."""
        self.app.push_screen(self.screen_of(row.document.ref))


class DocumentsMadeHereScreen(DocumentListScreen[D], Generic[D]):
    """A page of documents that are made at the desk. A subclass says how."""

    NEW: ClassVar[NewDocument]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "new", "New", tooltip="Make a new document")]

    @abstractmethod
    def add(self, values: Values) -> Writing[Document]:
        """Return what makes a new document of what was filled in.

        Raises:
            Refused: Of what is typed, a line is none.
        """

    def action_new(self) -> None:
        """Ask for a new document."""

        async def save(values: Values) -> Document:
            return await self.office.tell(self.add(values))

        form = FormModal(self.NEW.title, self.NEW.fields, save, note=self.NEW.note)
        self.app.push_screen(form, self._added)

    def _added(self, document: Document | None) -> None:
        if document is not None:
            self.app.push_screen(self.screen_of(document.ref))
