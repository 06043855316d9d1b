"""The pre-receipts: a list that follows the work, and the form for a new one."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.pages.pre_receipt import PreReceiptScreen
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.list_screen import ListScreen
from serialhhd.screens.desk.parts.listing import Query
from serialhhd.store.catalogue.places import MAIN
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.inbound.pre_receipts import PreReceipt, Progress
from serialhhd.store.words.vocabulary import PreReceiptState
from serialhhd.typed.lines import EXPECTED_HINT, parse_expected, parts


class PreReceiptsScreen(ListScreen):
    """The page of the pre-receipts."""

    PAGE = "pre_receipts"
    FOLLOWS_WORK = True
    SEARCH = "number or supplier"
    EMPTY = "No pre-receipts yet. Press n to announce a delivery."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("ref", "Pre-receipt", 14, lambda row: row.document.ref),
        Column("supplier", "Supplier", 18, lambda row: row.document.supplier),
        Column("state", "State", 9, lambda row: row.document.state.label),
        Column("lines", "Lines", 5, lambda row: row.lines, is_number=True),
        Column("confirmed", "Confirmed", 9, lambda row: row.confirmed_quantity, is_number=True),
        Column("expected", "Expected", 8, lambda row: row.expected_quantity, is_number=True),
        Column("account", "Account", 9, lambda row: row.document.account),
        Column("created_at", "Announced", 16, lambda row: row.document.created_at),
    )
    FILTERS: ClassVar[tuple[Field, ...]] = (
        Field(
            "state",
            "State",
            choices=(("", "any"), *((state.value, state.label) for state in PreReceiptState)),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "new", "New", tooltip="Announce a delivery")]

    def key_of(self, row: Progress) -> str:
        """Return what names a row."""
        return str(row.document.id)

    def query_rows(self, filters: Values) -> Query:
        """Return what reads the pre-receipts."""
        state = PreReceiptState(filters["state"]) if "state" in filters else None
        search = filters.get("search", "")

        def query(conn: Any, last: Progress | None, limit: int) -> tuple[Progress, ...]:
            after = last.document.id if last else None
            return pre_receipts.page(conn, state=state, search=search, limit=limit, after=after)

        return query

    def open_row(self, row: Progress) -> None:
        """Show a pre-receipt."""
        self.app.push_screen(PreReceiptScreen(row.document.ref))

    def action_new(self) -> None:
        """Ask for a new pre-receipt."""

        async def save(values: Values) -> PreReceipt:
            wanted, at = [parse_expected(part) for part in parts(values["lines"])], self.office.now()
            return await self.office.tell(
                lambda conn: pre_receipts.add(
                    conn,
                    values["ref"],
                    wanted,
                    at=at,
                    supplier=values["supplier"].strip(" ") or None,
                    account=values["account"].strip(" ") or MAIN,
                )
            )

        fields = (
            Field("ref", "Number", hint="PR-1042"),
            Field("supplier", "Supplier"),
            Field("account", "Account", MAIN),
            Field("lines", "Lines", hint=EXPECTED_HINT),
        )
        self.app.push_screen(FormModal("New pre-receipt", fields, save), self._added)

    def _added(self, pre_receipt: PreReceipt | None) -> None:
        if pre_receipt is not None:
            self.app.push_screen(PreReceiptScreen(pre_receipt.ref))
