"""One pick list: its tasks, how far picking is, its dispatch, and which serials went with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from serialhhd.screens.desk.columns import Column
from serialhhd.screens.desk.desk_screen import DeskScreen
from serialhhd.screens.desk.facts import Facts
from serialhhd.screens.desk.forms import ConfirmModal
from serialhhd.screens.desk.paged_table import PagedTable
from serialhhd.store import ledger, pick_lists
from serialhhd.store.ledger import Filter, Transaction
from serialhhd.store.pick_lists import PickList, Task
from serialhhd.store.vocabulary import PickListState

TASKS = (
    Column("product", "Product", 12, lambda row: row.product),
    Column("location", "From", 11, lambda row: row.location or "oldest"),
    Column("picked", "Picked", 7, lambda row: row.picked_quantity, is_number=True),
    Column("quantity", "Wanted", 7, lambda row: row.quantity, is_number=True),
    Column("state", "State", 12, lambda row: (row.in_work_by and f"> {row.in_work_by}") or row.state.label),
    Column("short_reason", "Short because", 16, lambda row: row.short_reason),
    Column("name", "Name", 24, lambda row: row.name),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is shown of a pick list."""

    document: PickList
    tasks: tuple[Task, ...]


class PickListScreen(DeskScreen):
    """One pick list."""

    PAGE = "pick_lists"
    AUTO_FOCUS = "#tasks"
    FOLLOWS_WORK = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "dispatch", "Dispatch", tooltip="What was picked is on its way to the customer"),
        Binding("t", "transactions", "Serial Numbers", tooltip="Its transactions, each with its serials"),
        Binding("k", "cancel", "Cancel", tooltip="Cancel the pick list"),
    ]

    def __init__(self, ref: str) -> None:
        super().__init__()
        self._ref = ref
        self._known: Known | None = None

    def compose_body(self) -> ComposeResult:
        """Place the facts above the tasks."""
        yield Facts()
        yield PagedTable(lambda row: str(row.id), id="tasks")

    # --- reading ------------------------------------------------------------------------------------------------

    def read_store(self) -> None:
        """Read the pick list and its tasks."""
        self.query_one(PagedTable).show(TASKS, self._load)

    def read_again(self) -> None:
        """Read anew; the cursor stays on its task."""
        self.query_one(PagedTable).reload()

    async def _load(self, last: Task | None, limit: int) -> Sequence[Task]:  # noqa: ARG002 - a document is one page
        if last is not None:
            return ()
        known = await self.answered(self.office.ask(self._look))
        if known is None:
            return ()
        self._known = known
        document = known.document
        picked = sum(task.picked_quantity for task in known.tasks)
        self.query_one(Facts).tell(
            {
                "Pick list": f"{document.ref}  {document.state.label}",
                "Customer": document.customer,
                "Account": document.account,
                "Picked": f"{picked} of {sum(task.quantity for task in known.tasks)}",
            }
        )
        self.refresh_bindings()
        return known.tasks

    def _look(self, conn: Any) -> Known:
        document = pick_lists.show(conn, self._ref)
        return Known(document, pick_lists.tasks(conn, document))

    # --- what can be done ---------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for the pick list now."""
        state = self._known.document.state if self._known else None
        if action == "dispatch":
            return state is PickListState.PICKED
        if action == "cancel":
            return state is PickListState.OPEN
        return super().check_action(action, parameters)

    def on_paged_table_opened(self) -> None:
        """Enter on a task shows what was picked."""
        self.action_transactions()

    def action_transactions(self) -> None:
        """Show what was picked and dispatched, with its serials."""
        if self._known:
            self.app.push_screen(WentScreen(self._known.document))

    def action_dispatch(self) -> None:
        """Ask before the goods are on their way."""
        known = self._known
        if known is not None:
            picked = sum(task.picked_quantity for task in known.tasks)
            question = f"Dispatch {self._ref}: {picked} units to {known.document.customer or 'the customer'}?"
            self.app.push_screen(ConfirmModal(question, "Dispatch"), self._dispatch_confirmed)

    def _dispatch_confirmed(self, is_sure: bool | None) -> None:
        if is_sure:
            self.start(self._dispatch, "tell")

    async def _dispatch(self) -> None:
        at, operator = self.office.now(), self.office.operator
        change = self.office.tell(lambda conn: pick_lists.dispatch(conn, self._ref, operator=operator, at=at))
        if await self.answered(change):
            self.say(f"{self._ref} is dispatched.")
            self.read_again()

    def action_cancel(self) -> None:
        """Ask before the pick list is cancelled."""
        self.app.push_screen(ConfirmModal(f"Cancel {self._ref}?", "Cancel it"), self._cancel_confirmed)

    def _cancel_confirmed(self, is_sure: bool | None) -> None:
        if is_sure:
            self.start(self._cancel, "tell")

    async def _cancel(self) -> None:
        at = self.office.now()
        if await self.answered(self.office.tell(lambda conn: pick_lists.cancel(conn, self._ref, at))):
            self.say(f"{self._ref} is cancelled.")
            self.read_again()


class WentScreen(DeskScreen):
    """What was picked for a pick list and where it went."""

    PAGE = "pick_lists"
    AUTO_FOCUS = "#transactions"

    def __init__(self, document: PickList) -> None:
        super().__init__()
        self._document = document

    def compose_body(self) -> ComposeResult:
        """Place the facts above the transactions."""
        yield Facts()
        yield PagedTable(lambda row: str(row.id), id="transactions")

    def read_store(self) -> None:
        """Read the transactions of the pick list."""
        from serialhhd.screens.desk.transactions import COLUMNS

        self.query_one(Facts).tell({"Pick list": self._document.ref, "Customer": self._document.customer})
        self.query_one(PagedTable).show(COLUMNS, self._load)

    async def _load(self, last: Transaction | None, limit: int) -> Sequence[Transaction]:
        wanted, after = Filter(pick_list_id=self._document.id), last.id if last else None
        page = self.office.ask(
            lambda conn: ledger.page(conn, wanted, limit=limit, after=after, names_serials=False)
        )
        return await self.answered(page) or ()

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Show a transaction with its serials."""
        from serialhhd.screens.desk.transactions import TransactionScreen

        self.app.push_screen(TransactionScreen(event.row))
