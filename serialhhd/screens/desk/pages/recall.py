"""The recall: which serials are concerned, where they are and to whom they went; holding them; printing it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from serialhhd.flows.sentences import messages
from serialhhd.reports.recall_csv import write_recall
from serialhhd.screens.desk.dialogs.export import Export, Target
from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.list_screen import ListingScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.office import Ask
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.store.desk import recall_units, recalls
from serialhhd.store.desk.csv_table import written
from serialhhd.store.desk.recall_units import CountedRecall
from serialhhd.store.desk.recalls import Concerned, Recall, Scope
from serialhhd.store.engine.store import Reading
from serialhhd.store.words.vocabulary import SerialState
from serialhhd.typed.serial_texts import parse_serials

COLUMNS: tuple[Column[Concerned], ...] = (
    Column("serial", "Serial", 18, lambda row: row.serial),
    Column("product", "Product", 12, lambda row: row.product),
    Column("state", "State", 10, lambda row: "on hold" if row.on_hold else row.state.label),
    Column("location", "Location", 11, lambda row: row.location),
    Column("customer", "Customer", 17, lambda row: row.customer),
    Column("document", "Document", 10, lambda row: row.document),
    Column("dispatched_at", "Dispatched", 16, lambda row: row.dispatched_at),
    Column("lot", "Lot", 10, lambda row: row.lot),
    Column("container", "Container", 18, lambda row: row.container),
)
FIRST = "Press n to say what is recalled: a product, serials, a pre-receipt, a supplier or a lot."
_MEANS: Mapping[SerialState, str] = {
    SerialState.EXPECTED: "on its way",
    SerialState.IN_STOCK: "in stock",
    SerialState.IN_TRANSIT: "in transit to another warehouse",
    SerialState.PICKED: "picked, not yet dispatched",
    SerialState.DISPATCHED: "dispatched",
    SerialState.RETURNED: "returned to the supplier",
    SerialState.REMOVED: "removed",
}


class RecallScreen(ListingScreen):
    """The page of recalls."""

    PAGE = "recall"
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "ask", "New", tooltip="Say what is recalled"),
        Binding("h", "hold", "Hold", tooltip="Put on hold what is still in the house"),
        Binding("x", "export", "CSV", tooltip="Write the recall into a CSV file"),
        Binding("p", "print", "PDF", tooltip="Write the recall into a PDF to print"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: CountedRecall | None = None
        self._asked: Values = {}

    def compose_body(self) -> ComposeResult:
        """Place what was asked above the serials concerned."""
        yield PlainText(FIRST, id="asked")
        kind = ListKind("recall", COLUMNS, lambda row: str(row.id), empty="")
        yield Listing(kind, self.query_rows, self.show_serial)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for what was found."""
        if action in {"export", "print"}:
            return self._found is not None
        if action == "hold":
            counts = self._found.counts if self._found else {}
            return bool(counts.get(SerialState.IN_STOCK) or counts.get(SerialState.PICKED))
        return super().check_action(action, parameters)

    # --- finding ------------------------------------------------------------------------------------------------

    def action_ask(self) -> None:
        """Ask what is recalled."""
        fields = [
            Field(name, label, self._asked.get(name, ""), hint)
            for name, label, hint in (
                ("product", "Product", "SKU or barcode"),
                ("serials", "Serials", "SN0001..SN0050, or SN0003, SN0007"),
                ("pre_receipt", "Pre-receipt", "number of the delivery"),
                ("supplier", "Supplier", ""),
                ("lot", "Lot", ""),
            )
        ]
        form = FormModal("Recall", fields, self._look_for, save_label="Find")
        self.app.push_screen(form, self._show)

    async def _look_for(self, values: Values) -> CountedRecall:
        scope = Scope(
            values["product"].strip(" "),
            parse_serials(values["serials"]).serials,
            values["pre_receipt"].strip(" "),
            values["supplier"].strip(" "),
            values["lot"].strip(" "),
        )
        self._asked = values
        return await self.office.ask(lambda conn: recall_units.counted(conn, scope))

    def _show(self, found: CountedRecall | None) -> None:
        if found is not None:
            self._found = found
            self.query_one("#asked", PlainText).update(summary(found))
            super().read_store()
            self.refresh_bindings()

    def query_rows(self, filters: Values) -> Query[Concerned]:  # noqa: ARG002 - what is asked narrows it
        """Return what reads the serials concerned."""
        found = self._found

        def page(last: Concerned | None, limit: int) -> Reading[Sequence[Concerned]]:
            after = last.id if last else None
            return lambda conn: recalls.page(conn, found.recall, limit=limit, after=after) if found else ()

        return page

    def read_store(self) -> None:
        """Read the recall anew, where there is one."""
        if self._found is not None:
            self.start(self._find_again)

    def read_again(self) -> None:
        """Find anew: the counts as well."""
        self.read_store()

    async def _find_again(self) -> None:
        if self._found is not None:
            scope = self._found.recall.scope
            self._show(await self.answered(self.office.ask(lambda conn: recall_units.counted(conn, scope))))

    def show_serial(self, row: Concerned) -> None:
        """Show a serial's life."""
        self.app.show_serial(row.serial, row.product)

    # --- what can be done ---------------------------------------------------------------------------------------

    def action_hold(self) -> None:
        """Ask for the reason, and put on hold what is in the house."""
        found = self._found
        if found is None:
            return

        async def save(values: Values) -> int:
            at, operator = self.office.now(), self.office.operator
            return await self.office.tell(
                lambda conn: recalls.hold(conn, found.recall, reason=values["reason"], by=operator, at=at)
            )

        note = "What is on hold is neither picked nor dispatched until it is released."
        if found.units:
            note += " Units without serials are not held by this: hold the product, on its page."
        fields = [Field("reason", "Reason", "recall")]
        self.app.push_screen(FormModal("Put on hold", fields, save, note=note, save_label="Hold"), self._held)

    def _held(self, number: int | None) -> None:
        if number is not None:
            self.say(f"{number} {'serial was' if number == 1 else 'serials were'} put on hold.")
            self.read_store()

    def action_export(self) -> None:
        """Ask for a file and write the CSV."""
        found, export = self._found, self.query_one(Export)
        if found is not None:

            def write(ask: Ask, target: Target) -> None:
                advance = export.counting(found.total)
                with written(target.path) as to:
                    ask(lambda conn: write_recall(conn, found.recall, to, advance, as_is=target.as_is))

            export.ask_for_file("recall.csv", write)

    def action_print(self) -> None:
        """Ask for a file and write the PDF."""
        found, export, office = self._found, self.query_one(Export), self.office
        if found is not None:

            def write(ask: Ask, target: Target) -> None:
                advance = export.counting(found.total)
                target.path.write_bytes(ask(_pages(found.recall, office.operator, office.now(), advance)))

            export.ask_for_file("recall.pdf", write, is_table=False)


def _pages(recall: Recall, operator: str, at: datetime, advance: Callable[[], object]) -> Reading[bytes]:
    try:
        from serialhhd.reports.recall_pdf import pdf_of
    except ImportError:
        raise messages.pdf_needs_extra() from None
    return lambda conn: pdf_of(conn, recall, operator=operator, at=at, advance=advance)


def summary(found: CountedRecall) -> Text:
    """Return what was asked and how many serials are where."""
    where = [
        Text.assemble((f"{number}", "bold"), f" {_MEANS[state]}") for state, number in found.counts.items()
    ]
    concerned = Text("   ").join(where) if where else Text("No serial is concerned.")
    lines = [Text(f"Recall of {found.recall.scope}"), concerned]
    if found.recall.unknown:
        named = ", ".join(found.recall.unknown[:5])
        more = len(found.recall.unknown) - 5
        lines.append(Text(f"Not known here: {named}{f' and {more} more' if more > 0 else ''}"))
    if found.units:
        lines.append(Text(recall_units.said(found.units)))
    return Text("\n").join(lines)
