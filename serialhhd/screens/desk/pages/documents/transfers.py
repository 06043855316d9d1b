"""The transfers: a list that follows the work, and one with its lines and what of it is in transit, and since when."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.dialogs.named_units import PRODUCT, SERIALS, UNITS, named
from serialhhd.screens.desk.parts.columns import Column, shown
from serialhhd.screens.desk.parts.document_list_screen import (
    DocumentsMadeHereScreen,
    Listed,
    NewDocument,
    key_of,
)
from serialhhd.screens.desk.parts.document_tabs import DocumentTabsScreen
from serialhhd.screens.desk.parts.listing import ListKind
from serialhhd.store.catalogue.places import MAIN
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Shown
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Reading, Writing
from serialhhd.store.transfers import giving_up, on_the_road, transfers
from serialhhd.store.transfers.on_the_road import SerialInTransit, Travelling, TravellingLine
from serialhhd.store.transfers.transfers import Route
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.typed.lines import TASKS_HINT, parse_line, parts


def _state(row: TravellingLine) -> str:
    return f"> {row.line.in_work_by}" if row.line.in_work_by else row.line.state.label


COLUMNS: tuple[Column[Travelling], ...] = (
    Column("ref", "Transfer", 11, lambda row: row.document.ref),
    Column("from", "From", 9, lambda row: left(row.listed.route)),
    Column("to", "To", 9, lambda row: right(row.listed.route)),
    Column("state", "State", 9, lambda row: row.document.state.label),
    Column("quantity", "Wanted", 6, lambda row: row.listed.quantity, is_number=True),
    Column("shipped", "Shipped", 7, lambda row: row.listed.shipped, is_number=True),
    Column("in_transit", "In transit", 10, lambda row: row.listed.in_transit, is_number=True),
    Column("since", "Since", 16, lambda row: row.since),
    Column("lines", "Lines", 5, lambda row: row.listed.lines, is_number=True),
    Column("created_at", "Made", 16, lambda row: row.document.created_at),
)
LINES: tuple[Column[TravellingLine], ...] = (
    Column("product", "Product", 10, lambda row: row.line.product),
    Column("quantity", "Wanted", 6, lambda row: row.line.quantity, is_number=True),
    Column("shipped", "Shipped", 7, lambda row: row.line.done, is_number=True),
    Column("received", "Received", 8, lambda row: row.line.received, is_number=True),
    Column("lost", "Lost", 4, lambda row: row.line.lost, is_number=True),
    Column("in_transit", "In transit", 10, lambda row: row.line.in_transit, is_number=True),
    Column("since", "Since", 16, lambda row: row.since),
    Column("state", "State", 9, _state),
    Column("location", "From", 11, lambda row: row.line.location or "oldest"),
    Column("short_reason", "Short because", 16, lambda row: row.line.short_reason),
    Column("name", "Name", 24, lambda row: row.line.name),
)
IN_TRANSIT: tuple[Column[SerialInTransit], ...] = (
    Column("serial", "Serial", 24, lambda row: row.serial),
    Column("product", "Product", 12, lambda row: row.product),
    Column("since", "In transit since", 16, lambda row: row.since),
    Column("shipped_by", "Shipped by", 12, lambda row: row.shipped_by),
)


def left(route: Route) -> str:
    """Return what the goods of a transfer leave: a warehouse, or an account."""
    return route.from_account if route.is_of_account else route.from_warehouse or ""


def right(route: Route) -> str:
    """Return what they come to."""
    return (route.to_account if route.is_of_account else route.to_warehouse) or ""


class TransfersScreen(DocumentsMadeHereScreen[Travelling]):
    """The page of the transfers."""

    PAGE = "transfers"
    LISTED = Listed(on_the_road.listed)
    KIND = ListKind(
        "transfers",
        COLUMNS,
        key_of,
        search="number",
        filters=(Field("state", "State", choices=any_of(lifecycle_of(transfers.KIND).states)),),
        views=(
            ListView("All"),
            ListView("Open", filters={"state": DocumentState.OPEN.value}),
            ListView("Shipped", filters={"state": DocumentState.SHIPPED.value}),
        ),
        empty="No transfers yet. Press n to say what goes to another warehouse or account.",
    )
    NEW = NewDocument(
        "New transfer",
        (
            Field("ref", "Number", hint="TR-21"),
            Field("to_warehouse", "To warehouse", hint="its code"),
            Field("to_account", "To account", hint="its code; the goods stay where they lie"),
            Field("from_warehouse", "From warehouse", hint=f"{MAIN} where it is left empty"),
            Field("account", "Account", MAIN),
            Field("lines", "Lines", hint=TASKS_HINT),
        ),
        "It changes the warehouse or the account. Without @LOCATION the handheld is sent to the oldest stock.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Say what goes to another warehouse or account")
    ]

    def add(self, values: Values) -> Writing[Document]:
        """Return what makes a transfer."""
        wanted, at = [WantedLine(*parse_line(part)) for part in parts(values["lines"])], self.office.now()
        typed = {name: text.strip(" ") for name, text in values.items()}
        return lambda conn: transfers.add(
            conn,
            typed["ref"],
            wanted,
            at=at,
            to_warehouse=typed["to_warehouse"] or None,
            from_warehouse=typed["from_warehouse"] or None,
            to_account=typed["to_account"] or None,
            account=typed["account"] or MAIN,
            by=self.office.operator,
        )

    def screen_of(self, ref: str) -> "TransferScreen":
        """Return the screen that shows a transfer."""
        return TransferScreen(ref)


class TransferScreen(DocumentTabsScreen[TravellingLine, Route, SerialInTransit]):
    """One transfer."""

    PAGE = "transfers"
    KIND = ListKind("transfer_lines", LINES, lambda row: str(row.line.id))
    MORE_TITLE = "In Transit"
    MORE = ListKind(
        "transfer_serials", IN_TRANSIT, lambda row: str(row.id), empty="No serial of it is in transit."
    )
    CANCELS = "Nothing of it is shipped yet."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "give_up", "Give up", tooltip="Give up what never arrives; it takes a supervisor"),
    ]

    def look(self) -> Reading[Shown[TravellingLine, Route]]:
        """Return what reads the transfer, and since when what of it is in transit."""
        return lambda conn: on_the_road.shown(conn, self.ref)

    def facts(self, known: Shown[TravellingLine, Route]) -> Mapping[str, object]:
        """Return where it goes and how far it is."""
        lines, route = [row.line for row in known.lines], known.beside
        since = min((row.since for row in known.lines if row.since), default=None)
        lost = sum(line.lost for line in lines)
        return {
            "Transfer": f"{known.document.ref}  {known.document.state.label}",
            "Account" if route.is_of_account else "Warehouse": f"{left(route)} to {right(route)}",
            "Goods of": "" if route.is_of_account else route.from_account,
            "Shipped": f"{sum(line.done for line in lines)} of {sum(line.quantity for line in lines)}",
            "Received": f"{sum(line.received for line in lines)}" + (f", {lost} given up" if lost else ""),
            "In transit": f"{self._in_transit} since {shown(since)}" if self._in_transit else "",
        }

    def read_more(self, last: SerialInTransit | None, limit: int) -> Reading[Sequence[SerialInTransit]]:
        """Return what reads the serials that are in transit on it."""
        return lambda conn: on_the_road.serials(
            conn, transfers.show(conn, self.ref).id, limit=limit, after=last
        )

    def open_more(self, row: SerialInTransit) -> None:
        """Show a serial's life."""
        self.app.show_serial(row.serial, row.product)

    def cancel(self) -> Writing[Document]:
        """Return what cancels the transfer."""
        return lambda conn: transfers.cancel(conn, self.ref, self.office.now(), by=self.office.operator)

    # --- what can be done ---------------------------------------------------------------------------------------

    @property
    def _in_transit(self) -> int:
        return sum(row.line.in_transit for row in self.known.lines) if self.known else 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to give up what is on the road, and to cancel what has not begun."""
        if action == "give_up":
            return self._in_transit > 0
        if action == "cancel" and self.known and any(row.line.done for row in self.known.lines):
            return False
        return super().check_action(action, parameters)

    def action_give_up(self) -> None:
        """Ask for the reason and for what, and give up what never arrives."""
        under_cursor = self.more_under_cursor

        def change(values: Values) -> Writing[Document]:
            units, serials = named(values)
            return lambda conn: giving_up.give_up(
                conn,
                self.ref,
                reason=values["reason"],
                sku=values["product"] or None,
                units=units,
                serials=serials,
                by=self.office.operator,
                at=self.office.now(),
            )

        self.ask_for(
            f"Give up what is in transit on {self.ref}",
            (
                Field("reason", "Reason"),
                Field("serials", "Only serials", under_cursor.serial if under_cursor else "", SERIALS.hint),
                UNITS,
                PRODUCT,
            ),
            change,
            lambda now: f"Given up. {now.ref} is {now.state.label}.",
            note=f"{self._in_transit} in transit. What is given up is out of stock, and its serials are removed. "
            "Where nothing is named it is all.",
            yes="Give up",
        )
