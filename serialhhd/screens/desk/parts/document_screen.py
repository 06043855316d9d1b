"""A document of the desk with its lines: it follows the work, and can be cancelled."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from serialhhd.flows.conversation.documents import Document
from serialhhd.screens.desk.dialogs.forms import ConfirmModal, Values
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.paged_table import PagedTable


@dataclass(frozen=True, slots=True)
class Known:
    """What is shown of a document: itself, and its lines or tasks."""

    document: Any
    lines: Sequence[Any]


class DocumentScreen(ListingScreen):
    """One document, by its number."""

    AUTO_FOCUS = "#lines"
    FOLLOWS_WORK = True
    LINES: ClassVar[ListKind]
    CANCELS: ClassVar[str] = ""
    """What cancelling does, for the question before it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "cancel", "Cancel", tooltip="Cancel the document", show=False)
    ]

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self.known: Known | None = None
        self._read: Known | None = None

    def compose_body(self) -> ComposeResult:
        """Place the facts above the lines."""
        yield Facts()
        yield Listing(self.LINES, self.query_rows, table_id="lines")

    # --- what a document says -----------------------------------------------------------------------------------

    @abstractmethod
    def look(self, conn: Any) -> Known:
        """Read the document with its lines."""

    @abstractmethod
    def facts(self, known: Known) -> Mapping[str, object]:
        """Return what stands above the lines."""

    @abstractmethod
    def cancel(self, conn: Any) -> Document:
        """Cancel the document."""

    # --- reading ------------------------------------------------------------------------------------------------

    def query_rows(self, filters: Values) -> Query:  # noqa: ARG002 - its lines are few
        """Return what reads the lines, which are one page, and the document in the same moment."""

        def query(conn: Any, last: Any | None, limit: int) -> Sequence[Any]:  # noqa: ARG001
            if last is not None:
                return ()
            self._read = self.look(conn)
            return self._read.lines

        return query

    @on(PagedTable.Loaded)
    def _tell_facts(self) -> None:
        self.known = self._read
        if self.known is not None:
            self.query_one(Facts).tell(self.facts(self.known))
        self.refresh_bindings()

    @property
    def is_open(self) -> bool:
        """Whether the document is open."""
        return self.known is not None and bool(self.known.document.is_open)

    @property
    def current(self) -> Any | None:
        """The line under the cursor."""
        return self.query_one(PagedTable).current if self.is_mounted else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to cancel what is open."""
        return self.is_open if action == "cancel" else super().check_action(action, parameters)

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
        if await self.answered(self.office.tell(self.cancel)):
            self.done(f"{self.ref} is cancelled.")
