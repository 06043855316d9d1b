"""The pick lists: a list that follows the work, and the form for a new one."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.pages.pick_list import PickListScreen
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.list_screen import ListScreen
from serialhhd.screens.desk.parts.listing import Query
from serialhhd.store.catalogue.places import MAIN
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import PickList, Progress, WantedTask
from serialhhd.store.words.vocabulary import PickListState
from serialhhd.typed.lines import TASKS_HINT, parse_line, parts


class PickListsScreen(ListScreen):
    """The page of the pick lists."""

    PAGE = "pick_lists"
    FOLLOWS_WORK = True
    SEARCH = "number or customer"
    EMPTY = "No pick lists yet. Press n to say what must leave, and to whom."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("ref", "Pick list", 14, lambda row: row.document.ref),
        Column("customer", "Customer", 18, lambda row: row.document.customer),
        Column("state", "State", 10, lambda row: row.document.state.label),
        Column("tasks", "Tasks", 5, lambda row: row.tasks, is_number=True),
        Column("picked", "Picked", 7, lambda row: row.picked_quantity, is_number=True),
        Column("quantity", "Wanted", 7, lambda row: row.quantity, is_number=True),
        Column("account", "Account", 9, lambda row: row.document.account),
        Column("created_at", "Made", 16, lambda row: row.document.created_at),
    )
    FILTERS: ClassVar[tuple[Field, ...]] = (
        Field(
            "state", "State", choices=(("", "any"), *((state.value, state.label) for state in PickListState))
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Say what must leave, and to whom")
    ]

    def key_of(self, row: Progress) -> str:
        """Return what names a row."""
        return str(row.document.id)

    def query_rows(self, filters: Values) -> Query:
        """Return what reads the pick lists."""
        state = PickListState(filters["state"]) if "state" in filters else None
        search = filters.get("search", "")

        def query(conn: Any, last: Progress | None, limit: int) -> tuple[Progress, ...]:
            after = last.document.id if last else None
            return pick_lists.page(conn, state=state, search=search, limit=limit, after=after)

        return query

    def open_row(self, row: Progress) -> None:
        """Show a pick list."""
        self.app.push_screen(PickListScreen(row.document.ref))

    def action_new(self) -> None:
        """Ask for a new pick list."""

        async def save(values: Values) -> PickList:
            wanted = [WantedTask(*parse_line(part)) for part in parts(values["tasks"])]
            at = self.office.now()
            return await self.office.tell(
                lambda conn: pick_lists.add(
                    conn,
                    values["ref"],
                    wanted,
                    at=at,
                    customer=values["customer"].strip(" ") or None,
                    account=values["account"].strip(" ") or MAIN,
                )
            )

        fields = (
            Field("ref", "Number", hint="PL-512"),
            Field("customer", "Customer"),
            Field("account", "Account", MAIN),
            Field("tasks", "Tasks", hint=TASKS_HINT),
        )
        note = "Without @LOCATION the handheld is sent to the oldest stock."
        self.app.push_screen(FormModal("New pick list", fields, save, note=note), self._added)

    def _added(self, pick_list: PickList | None) -> None:
        if pick_list is not None:
            self.app.push_screen(PickListScreen(pick_list.ref))
