"""A document of the desk with its lines: it follows the work, and can be cancelled."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import ConfirmModal, Field, FormModal, Values
from serialhhd.screens.desk.parts.columns import R
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.paged_table import PagedTable
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Shown
from serialhhd.store.engine.store import Reading, Writing

B = TypeVar("B")
"""What is read of a document beside its lines."""
T = TypeVar("T")


class DocumentScreen(ListingScreen, Generic[R, B]):
    """One document, by its number. A subclass says of what kind it is, what stands above its lines, and what can be done."""

    AUTO_FOCUS = "#lines"
    FOLLOWS_WORK = True
    KIND: ListKind[R]
    """What list its lines are."""
    CANCELS: ClassVar[str] = ""
    """What cancelling does, for the question before it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "cancel", "Cancel", tooltip="Cancel the document", show=False)
    ]

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref
        self.known: Shown[R, B] | None = None
        """What was read last, and is shown."""
        self._read: Shown[R, B] | None = None
        self.line_list = Listing(self.KIND, self.query_rows, lambda _: self.open_line(), table_id="lines")

    def compose_body(self) -> ComposeResult:
        """Place the facts above the lines."""
        yield Facts()
        yield self.line_list

    # --- what a document says -----------------------------------------------------------------------------------

    @abstractmethod
    def look(self) -> Reading[Shown[R, B]]:
        """Return what reads the document, its lines and what is said beside them, in one moment."""

    @abstractmethod
    def facts(self, known: Shown[R, B]) -> Mapping[str, object]:
        """Return what stands above the lines."""

    @abstractmethod
    def open_line(self) -> None:
        """Do what Enter on a line does."""

    def cancel(self) -> Writing[Document]:
        """Return what cancels the document; asked for only of a kind that can be cancelled."""
        raise NotImplementedError

    # --- reading ------------------------------------------------------------------------------------------------

    def query_rows(self, filters: Values) -> Query[R]:  # noqa: ARG002 - there are none
        """Return what reads the lines and the document in one moment; what is below the first page was read with it."""
        look = self.look()

        def page(last: R | None, limit: int) -> Reading[Sequence[R]]:
            if last is None:
                return lambda conn: self._keep(look(conn))[:limit]
            return lambda _: self._after(last)[:limit]

        return page

    def _after(self, last: R) -> Sequence[R]:
        lines, key_of = self._read.lines if self._read else (), self.KIND.key_of
        place = next(
            (number for number, line in enumerate(lines, start=1) if key_of(line) == key_of(last)), None
        )
        return () if place is None else lines[place:]

    def _keep(self, seen: Shown[R, B]) -> Sequence[R]:
        self._read = seen
        return seen.lines

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
    def current(self) -> R | None:
        """The line under the cursor."""
        return self.line_list.rows.current if self.is_mounted else None

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

    # --- what is done with it -----------------------------------------------------------------------------------

    def ask_first(self, question: str, yes: str, change: Writing[T], said: Callable[[T], str]) -> None:
        """Ask before something is done; do it on yes, and say what was done."""

        async def do() -> None:
            changed = await self.answered(self.office.tell(change))
            if changed is not None:
                self.done(said(changed))

        def answered(is_sure: bool | None) -> None:
            if is_sure:
                self.start(do, "tell")

        self.app.push_screen(ConfirmModal(question, yes), answered)

    def ask_for(
        self,
        title: str,
        fields: Sequence[Field],
        change: Callable[[Values], Writing[T]],
        said: Callable[[T], str],
        *,
        note: str = "",
        yes: str = "Save",
    ) -> None:
        """Ask for what has to be known before something is done; do it with that, and say what was done."""

        async def save(values: Values) -> str:
            return said(await self.office.tell(change(values)))

        self.app.push_screen(FormModal(title, fields, save, note=note, save_label=yes), self.done)

    def action_cancel(self) -> None:
        """Ask before the document is cancelled."""
        question = f"Cancel {self.ref}? {self.CANCELS}".rstrip(" ")
        self.ask_first(question, "Cancel it", self.cancel(), lambda gone: f"{gone.ref} is cancelled.")
