"""The pick lists: a list that follows the work, and the form for a new one."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.pages.documents.pick_list import PickListScreen
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.document_list_screen import (
    DocumentsMadeHereScreen,
    Listed,
    NewDocument,
    key_of,
)
from serialhhd.screens.desk.parts.listing import ListKind
from serialhhd.store.catalogue.places import MAIN
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.pages import Progress
from serialhhd.store.engine.store import Writing
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.typed.lines import TASKS_HINT, parse_line, parts

COLUMNS: tuple[Column[Progress], ...] = (
    Column("ref", "Pick list", 14, lambda row: row.document.ref),
    Column(
        "customer", "Customer", 18, lambda row: None if row.document.to_supplier else row.document.partner
    ),
    Column("state", "State", 10, lambda row: row.document.state.label),
    Column("tasks", "Tasks", 5, lambda row: row.lines, is_number=True),
    Column("picked", "Picked", 7, lambda row: row.done, is_number=True),
    Column("quantity", "Wanted", 7, lambda row: row.quantity, is_number=True),
    Column("account", "Account", 9, lambda row: row.document.account),
    Column("supplier", "Back to", 14, lambda row: row.document.partner if row.document.to_supplier else None),
    Column("created_at", "Made", 16, lambda row: row.document.created_at),
)


class PickListsScreen(DocumentsMadeHereScreen[Progress]):
    """The page of the pick lists."""

    PAGE = "pick_lists"
    LISTED = Listed(pick_lists.page)
    KIND = ListKind(
        "pick_lists",
        COLUMNS,
        key_of,
        search="number, customer or supplier",
        filters=(Field("state", "State", choices=any_of(lifecycle_of(pick_lists.KIND).states)),),
        empty="No pick lists yet. Press n to say what must leave, and to whom.",
    )
    NEW = NewDocument(
        "New pick list",
        (
            Field("ref", "Number", hint="PL-512"),
            Field("customer", "Customer"),
            Field("supplier", "Back to supplier", hint="where the goods go back to who sent them"),
            Field("account", "Account", MAIN),
            Field("tasks", "Tasks", hint=TASKS_HINT),
        ),
        "Without @LOCATION the handheld is sent to the oldest stock.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Say what must leave, and to whom")
    ]

    def add(self, values: Values) -> Writing[Document]:
        """Return what makes a pick list."""
        wanted, at = [WantedTask(*parse_line(part)) for part in parts(values["tasks"])], self.office.now()
        typed = {name: text.strip(" ") for name, text in values.items()}
        return lambda conn: pick_lists.add(
            conn,
            typed["ref"],
            wanted,
            at=at,
            customer=typed["customer"] or None,
            supplier=typed["supplier"] or None,
            account=typed["account"] or MAIN,
            by=self.office.operator,
        )

    def screen_of(self, ref: str) -> PickListScreen:
        """Return the screen that shows a pick list."""
        return PickListScreen(ref)
