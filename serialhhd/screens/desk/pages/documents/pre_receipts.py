"""The pre-receipts: a list that follows the work, and the form for a new one."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.pages.documents.pre_receipt import PreReceiptScreen
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
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.typed.lines import EXPECTED_HINT, parse_expected, parts

COLUMNS: tuple[Column[Progress], ...] = (
    Column("ref", "Pre-receipt", 14, lambda row: row.document.ref),
    Column("supplier", "Supplier", 18, lambda row: row.document.partner),
    Column("state", "State", 9, lambda row: row.document.state.label),
    Column("lines", "Lines", 5, lambda row: row.lines, is_number=True),
    Column("confirmed", "Confirmed", 9, lambda row: row.done, is_number=True),
    Column("expected", "Expected", 8, lambda row: row.quantity, is_number=True),
    Column("account", "Account", 9, lambda row: row.document.account),
    Column("created_at", "Announced", 16, lambda row: row.document.created_at),
)


class PreReceiptsScreen(DocumentsMadeHereScreen[Progress]):
    """The page of the pre-receipts."""

    PAGE = "pre_receipts"
    LISTED = Listed(pre_receipts.page)
    KIND = ListKind(
        "pre_receipts",
        COLUMNS,
        key_of,
        search="number or supplier",
        filters=(Field("state", "State", choices=any_of(lifecycle_of(pre_receipts.KIND).states)),),
        empty="No pre-receipts yet. Press n to announce a delivery.",
    )
    NEW = NewDocument(
        "New pre-receipt",
        (
            Field("ref", "Number", hint="PR-1042"),
            Field("supplier", "Supplier"),
            Field("account", "Account", MAIN),
            Field("lines", "Lines", hint=EXPECTED_HINT),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "new", "New", tooltip="Announce a delivery")]

    def add(self, values: Values) -> Writing[Document]:
        """Return what announces a delivery."""
        wanted, at = [parse_expected(part) for part in parts(values["lines"])], self.office.now()
        supplier, account = values["supplier"].strip(" ") or None, values["account"].strip(" ") or MAIN
        return lambda conn: pre_receipts.add(
            conn, values["ref"], wanted, at=at, supplier=supplier, account=account, by=self.office.operator
        )

    def screen_of(self, ref: str) -> PreReceiptScreen:
        """Return the screen that shows a pre-receipt."""
        return PreReceiptScreen(ref)
