"""A document of the desk with its lines: it follows the work, and can be cancelled."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import ConfirmModal, Values
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.paged_table import PagedTable
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import L
from serialhhd.store.engine.store import Reading, Writing


@dataclass(frozen=True, slots=True)
class WithLines(Generic[L]):
    """A document with its lines, read in one moment."""

    document: Document
    lines: Sequence[L]


class DocumentScreen(ListingScreen, Generic[L]):
    """One document, by its number. A subclass says of what kind it is, what stands above its lines, and what can be done."""

    AUTO_FOCUS = "#lines"
    FOLLOWS_WORK = True
    DOCUMENTS: Documents[L]
    """What reads it and its lines."""
    KIND: ListKind[L]
    """What list its lines are."""
    CANCELS: ClassVar[str] = ""
    """What cancelling does, for the question before it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "cancel", "Cancel", tooltip="Cancel the document", show=False)
    ]

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self.known: WithLines[L] | None = None
        """What was read last, and is shown."""
        self._read: WithLines[L] | None = None
        self._lines = Listing(self.KIND, self.query_rows, lambda _: self.open_line(), table_id="lines")

    def compose_body(self) -> ComposeResult:
        """Place the facts above the lines."""
        yield Facts()
        yield self._lines

    # --- what a document says -----------------------------------------------------------------------------------

    @abstractmethod
    def facts(self, known: WithLines[L]) -> Mapping[str, object]:
        """Return what stands above the lines."""

    @abstractmethod
    def open_line(self) -> None:
        """Do what Enter on a line does."""

    @abstractmethod
    def cancel(self) -> Writing[Document]:
        """Return what cancels the document."""

    # --- reading ------------------------------------------------------------------------------------------------

    def query_rows(self, filters: Values) -> Query[L]:  # noqa: ARG002 - its lines are few
        """Return what reads the lines, which are one page, and the document in the same moment."""

        def page(last: L | None, limit: int) -> Reading[Sequence[L]]:  # noqa: ARG001 - all of them
            return lambda conn: (
                ()
                if last is not None
                else self._keep(
                    found := self.DOCUMENTS.show(conn, self.ref), self.DOCUMENTS.lines.of(conn, found)
                )
            )

        return page

    def _keep(self, document: Document, lines: Sequence[L]) -> Sequence[L]:
        self._read = WithLines(document, lines)
        return lines

    @on(PagedTable.Loaded)
    def _tell_facts(self) -> None:
        self.known = self._read
        if self.known is not None:
            self.query_one(Facts).tell(self.facts(self.known))
        self.refresh_bindings()

    @property
    def is_open(self) -> bool:
        """Whether the document is open."""
        return self.known is not None and self.known.document.is_open

    @property
    def current(self) -> L | None:
        """The line under the cursor."""
        return self._lines.rows.current if self.is_mounted else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to cancel what can be cancelled."""
        if action == "cancel":
            return self.known is not None and self.known.document.may_be_cancelled
        return super().check_action(action, parameters)

    def on_data_table_row_highlighted(self) -> None:
        """Offer what makes sense for this line."""
        self.refresh_bindings()

    def done(self, what: str | None) -> None:
        """Say what was done, and read anew; None: nothing was."""
        if what is not None:
            self.say(what)
            self.read_again()

    # --- cancelling ---------------------------------------------------------------------------------------------

    def action_cancel(self) -> None:
        """Ask before the document is cancelled."""
        question = f"Cancel {self.ref}? {self.CANCELS}".rstrip(" ")
        self.app.push_screen(ConfirmModal(question, "Cancel it"), self._cancel_confirmed)

    def _cancel_confirmed(self, is_sure: bool | None) -> None:
        if is_sure:
            self.start(self._cancel, "tell")

    async def _cancel(self) -> None:
        if await self.answered(self.office.tell(self.cancel())):
            self.done(f"{self.ref} is cancelled.")
