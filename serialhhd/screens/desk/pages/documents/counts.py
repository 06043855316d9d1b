"""The counts: a list, one with what is found, missing, misplaced, unexpected and unknown, and each serial of a place and product."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.document_list_screen import (
    DocumentsMadeHereScreen,
    Listed,
    NewDocument,
    key_of,
)
from serialhhd.screens.desk.parts.document_screen import DocumentScreen
from serialhhd.screens.desk.parts.facts import Facts, few
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.store.catalogue.places import MAIN
from serialhhd.store.counts import counts, posting, results
from serialhhd.store.counts.posting import Posted
from serialhhd.store.counts.results import LineResult
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Shown
from serialhhd.store.documents.noted import Noted
from serialhhd.store.documents.pages import Progress
from serialhhd.store.engine.store import Reading, Writing
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentState, Finding
from serialhhd.typed.lines import parts


def _state(row: LineResult) -> str:
    if row.last is not None and row.last.ended_at is None:
        return f"> {row.last.counted_by}"
    return "void" if row.last is not None and row.last.is_void else row.line.state.label


DIFFERS: Final = "differs"
UNEXPECTED: Final = (Finding.UNEXPECTED, Finding.REMOVED)
"""What people call unexpected: of these a count brings back what was removed."""
COLUMNS: tuple[Column[Progress], ...] = (
    Column("ref", "Count", 14, lambda row: row.document.ref),
    Column("state", "State", 9, lambda row: row.document.state.label),
    Column("lines", "Lines", 5, lambda row: row.lines, is_number=True),
    Column("open_lines", "To count", 8, lambda row: row.open_lines, is_number=True),
    Column("account", "Account", 9, lambda row: row.document.account),
    Column("created_at", "Made", 16, lambda row: row.document.created_at),
)
LINES: tuple[Column[LineResult], ...] = (
    Column("location", "Location", 8, lambda row: row.line.location),
    Column("product", "Product", 8, lambda row: row.line.product),
    Column("state", "State", 8, _state),
    Column("pass", "Pass", 4, lambda row: row.last and row.last.number, is_number=True),
    Column("expected", "Ex-\npected", 6, lambda row: row.last and row.last.expected, is_number=True),
    Column("counted", "Counted", 7, lambda row: row.last and row.last.counted, is_number=True),
    Column("found", "Found", 5, lambda row: row.says(Finding.FOUND), is_number=True),
    Column("missing", "Missing", 7, lambda row: row.says(Finding.MISSING), is_number=True),
    Column("misplaced", "Mis-\nplaced", 6, lambda row: row.says(Finding.MISPLACED), is_number=True),
    Column("unexpected", "Unex-\npected", 6, lambda row: row.says(*UNEXPECTED), is_number=True),
    Column("unknown", "Un-\nknown", 5, lambda row: row.says(Finding.UNKNOWN), is_number=True),
    Column("without_serial", "Without\nserial", 7, lambda row: _signed(row.without_serial), is_number=True),
    Column("counted_by", "Counted by", 10, lambda row: row.last and row.last.counted_by),
    Column("name", "Name", 18, lambda row: row.line.name),
)
NOTES: tuple[Column[Noted], ...] = (
    Column("serial", "Serial", 24, lambda row: row.serial),
    Column("finding", "The count says", 14, lambda row: _label(row.finding)),
    Column("state", "State now", 10, lambda row: row.state.label if row.state else "not known"),
    Column("location", "Location now", 12, lambda row: row.location),
)
_SAID: Final = ((Finding.FOUND,), (Finding.MISSING,), (Finding.MISPLACED,), UNEXPECTED, (Finding.UNKNOWN,))
_FINDINGS: Final[Mapping[str, tuple[Finding, ...]]] = {
    **{said[0].value: said for said in _SAID},
    DIFFERS: tuple(finding for finding in Finding if finding is not Finding.FOUND),
}


def _label(finding: Finding | None) -> str | None:
    return "unexpected: removed" if finding is Finding.REMOVED else finding


def _signed(number: int | None) -> str | None:
    return f"{number:+}" if number else None


class CountsScreen(DocumentsMadeHereScreen[Progress]):
    """The page of the counts."""

    PAGE = "counts"
    LISTED = Listed(counts.page)
    KIND = ListKind(
        "counts",
        COLUMNS,
        key_of,
        search="number",
        filters=(Field("state", "State", choices=any_of(lifecycle_of(counts.KIND).states)),),
        views=(ListView("All"), ListView("To approve", filters={"state": DocumentState.COUNTED.value})),
        empty="No counts yet. Press n to have places counted.",
    )
    NEW = NewDocument(
        "New count",
        (
            Field("ref", "Number", hint="C-7"),
            Field("locations", "Locations", hint="A-01-01 A-01-02"),
            Field("products", "Products", hint="all that lies there, or CAM-200 RTR-10"),
            Field("account", "Account", MAIN),
        ),
        "It holds nothing up: stock stays free to move and to be picked.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Have places counted"),
    ]

    def add(self, values: Values) -> Writing[Document]:
        """Return what makes a count."""
        account = values["account"].strip(" ") or MAIN
        return lambda conn: counts.add(
            conn,
            values["ref"],
            parts(values["locations"]),
            skus=parts(values["products"]),
            account=account,
            at=self.office.now(),
            by=self.office.operator,
        )

    def screen_of(self, ref: str) -> "CountScreen":
        """Return the screen that shows a count."""
        return CountScreen(ref)


class CountScreen(DocumentScreen[LineResult, None]):
    """One count: what was counted of each product at each place, and what is done about the differences."""

    PAGE = "counts"
    KIND = ListKind("count_lines", LINES, lambda row: str(row.line.id), header_height=2)
    CANCELS = "Nothing of it is posted."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "recount", "Recount", tooltip="Have it counted again: all of it, a place or a product"),
        Binding("a", "approve", "Approve", tooltip="Post the differences; it takes a supervisor"),
        Binding("j", "reject", "Reject", tooltip="Post nothing of it; it takes a supervisor"),
    ]

    def look(self) -> Reading[Shown[LineResult, None]]:
        """Return what reads the count, with the last pass of each line."""
        return lambda conn: results.shown(conn, self.ref)

    def facts(self, known: Shown[LineResult, None]) -> Mapping[str, object]:
        """Return its state, how much is counted, and what differs."""
        counted = sum(row.line.state is not DocumentState.OPEN for row in known.lines)
        return {
            "Count": f"{known.document.ref}  {known.document.state.label}",
            "Account": known.document.account,
            "Counted": f"{counted} of {len(known.lines)} lines",
            "Differences": differences(known.lines) or ("none" if counted == len(known.lines) else ""),
        }

    def cancel(self) -> Writing[Document]:
        """Return what cancels the count."""
        return lambda conn: posting.cancel(conn, self.ref, by=self.office.operator, at=self.office.now())

    def open_line(self) -> None:
        """Show its serials."""
        if self.current is not None:
            self.app.push_screen(CountLineScreen(self.ref, self.current))

    # --- what can be done ---------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for the count now."""
        known = self.known
        if action in {"approve", "reject"}:
            return known is not None and known.document.state is DocumentState.COUNTED
        if action == "recount":
            return known is not None and any(
                row.line.state is DocumentState.COUNTED and known.document.may_be_cancelled
                for row in known.lines
            )
        return super().check_action(action, parameters)

    def action_recount(self) -> None:
        """Ask what is counted again."""
        line = self.current.line if self.current else None

        def change(values: Values) -> Writing[Document]:
            place, sku = values["location"].strip(" ") or None, values["product"].strip(" ") or None
            return lambda conn: posting.recount(
                conn, self.ref, location=place, sku=sku, by=self.office.operator
            )

        self.ask_for(
            f"Count {self.ref} again",
            (
                Field("location", "Location", (line.location or "") if line else "", "all of them"),
                Field("product", "Product", line.product if line else "", "all of them"),
            ),
            change,
            lambda again: f"{again.ref} is {again.state.label} again.",
            note="What is left empty is counted again everywhere.",
            yes="Count again",
        )

    def action_approve(self) -> None:
        """Ask before the differences are posted."""
        said = differences(self.known.lines) if self.known else ""
        self.ask_first(
            f"Approve {self.ref}? It differs: {said}. What is missing is removed, what is misplaced moved here, what was removed or is "
            "unknown added; what else is unexpected stays as it is, and is named."
            if said
            else f"Approve {self.ref}? Nothing differs.",
            "Approve",
            lambda conn: posting.approve(conn, self.ref, by=self.office.operator, at=self.office.now()),
            posted,
        )

    def action_reject(self) -> None:
        """Ask before it is rejected."""
        self.ask_first(
            f"Reject {self.ref}? Nothing of it is posted.",
            "Reject",
            lambda conn: posting.reject(conn, self.ref, by=self.office.operator, at=self.office.now()),
            lambda rejected: f"{rejected.ref} is rejected.",
        )


def differences(lines: Sequence[LineResult]) -> str:
    """Return how many serials and units of all lines differ, in words; nothing where none do."""
    said = [(findings[0].value, sum(row.says(*findings) or 0 for row in lines)) for findings in _SAID[1:]]
    more = sum(max(row.without_serial or 0, 0) for row in lines)
    fewer = sum(max(-(row.without_serial or 0), 0) for row in lines)
    units = [("more without serial", more), ("fewer without serial", fewer)]
    return ", ".join(f"{number} {what}" for what, number in (*said, *units) if number)


def posted(done: Posted) -> str:
    """Return what to say of a count that is posted."""
    if not done.left:
        return f"{done.count.ref} is posted."
    return f"{done.count.ref} is posted. Left as they are: {few(done.left)}."


class CountLineScreen(ListingScreen):
    """What the last pass of a product at a place says of each serial.

    Args:
        ref: The count.
        row: Its line, as it is shown.
    """

    PAGE = "counts"
    AUTO_FOCUS = "#serials"

    def __init__(self, ref: str, row: LineResult) -> None:
        super().__init__()
        self._ref = ref
        self._row = row

    def compose_body(self) -> ComposeResult:
        """Place the facts above the serials."""
        yield Facts()
        kind = ListKind(
            "count_serials",
            NOTES,
            lambda row: str(row.id),
            filters=(
                Field(
                    "finding",
                    "The count says",
                    choices=(("", "anything"), *((word, word) for word in _FINDINGS)),
                ),
            ),
            views=(ListView("All"), ListView("What differs", filters={"finding": DIFFERS})),
            empty="No serial is noted: nobody has counted it yet, the pass is not over, or it has none.",
        )
        yield Listing(kind, self.query_notes, self.show_serial, table_id="serials")

    def read_facts(self) -> None:
        """Show the pass."""
        line, last = self._row.line, self._row.last
        self.query_one(Facts).tell(
            {
                "Count": f"{self._ref}  {_state(self._row)}",
                "Product": f"{line.product}  {line.name}",
                "Location": line.location,
                "Pass": f"{last.number}, by {last.counted_by}" if last else "none yet",
                "Ended": last and last.ended_at,
                "Counted": f"{last.counted} of {last.expected} expected"
                if self._row.has_result and last
                else "",
                "Differences": differences([self._row]),
            }
        )

    def query_notes(self, filters: Values) -> Query[Noted]:
        """Return what reads the serials of the pass."""
        findings = _FINDINGS.get(filters.get("finding", ""), ())

        def page(last: Noted | None, limit: int) -> Reading[Sequence[Noted]]:
            after = last.key if last else None
            return lambda conn: results.notes(conn, self._row, findings=findings, limit=limit, after=after)

        return page

    def show_serial(self, row: Noted) -> None:
        """Show a serial's life, or say that it has none here."""
        self.show_noted(row, self._row.line.product)
