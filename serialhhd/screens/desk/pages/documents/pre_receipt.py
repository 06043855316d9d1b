"""One pre-receipt: its lines, what is entered of their serials, and how far receiving is."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType

from serialhhd.flows.sentences.english import containers
from serialhhd.screens.desk.dialogs.edit_serials import EditSerialsModal
from serialhhd.screens.desk.dialogs.forms import ConfirmModal, Field, FormModal, Values
from serialhhd.screens.desk.dialogs.receive_line import ReceiveLineModal
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.document_screen import DocumentScreen
from serialhhd.screens.desk.parts.listing import ListKind
from serialhhd.store import refusals
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Shown
from serialhhd.store.engine.store import Reading, Writing
from serialhhd.store.inbound import pre_entered, pre_receipt_editing, pre_receipts
from serialhhd.store.inbound.pre_receipts import CountedLine, PreReceiptLine
from serialhhd.store.inbound.receiving import Received
from serialhhd.store.words.numbers import quantity
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, TrackingType


def serials_entered(line: CountedLine) -> str:
    """Return what there is of a line's serials: `none`, `10 of 10`, `3 captured`, or nothing where it takes none."""
    if line.tracking_type is not TrackingType.FULL_TRACKING:
        return "-"
    if line.pre_entered:
        return f"{line.pre_entered} of {line.quantity}"
    return f"{line.captured} captured" if line.captured else "none"


def edit_serials(line: PreReceiptLine) -> str:
    """Return what can be done with the serials of a line: `Edit`, or that they can only be read, and why."""
    if line.tracking_type is not TrackingType.FULL_TRACKING:
        return "-"
    if line.state is not DocumentState.OPEN:
        return f"Read only: {line.state.label}"
    if line.done:
        return "Read only: received"
    return "Read only: in work" if line.in_work_by else "Edit"


LINES: tuple[Column[CountedLine], ...] = (
    Column("product", "Product", 12, lambda row: row.product),
    Column("tracking_type", "Serial Number\nTracking Type", 17, lambda row: row.tracking_type.label),
    Column("serials", "Serial\nNumbers", 12, serials_entered),
    Column("edit_serials", "Edit Serial\nNumbers", 19, edit_serials),
    Column("confirmed", "Confirmed", 9, lambda row: row.done, is_number=True),
    Column("expected", "Expected", 8, lambda row: row.quantity, is_number=True),
    Column("state", "State", 9, lambda row: (row.in_work_by and f"> {row.in_work_by}") or row.state.label),
    Column("name", "Name", 18, lambda row: row.name),
)


class PreReceiptScreen(DocumentScreen[CountedLine, None]):
    """One pre-receipt."""

    PAGE = "pre_receipts"
    KIND = ListKind("pre_receipt_lines", LINES, lambda line: str(line.id), header_height=2)
    CANCELS = "What is received stays; its expected serials are free again."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit_serials", "Edit Serial Numbers", tooltip="Enter the serials of the line"),
        Binding("r", "receive", "Receive", tooltip="Receive the line at the desk"),
        Binding("a", "add_line", "Add line", tooltip="Add a line"),
        Binding(
            "q", "change_quantity", "Quantity", tooltip="Expect another quantity of the line", show=False
        ),
        Binding("delete", "remove_line", "Remove", tooltip="Take the line away", show=False),
        Binding("u", "change_supplier", "Supplier", tooltip="Say who sends the delivery", show=False),
    ]

    def look(self) -> Reading[Shown[CountedLine, None]]:
        """Return what reads the pre-receipt, with how many serials are captured on each line."""
        return lambda conn: pre_receipts.WITH_CAPTURES.shown(conn, self.ref)

    def facts(self, known: Shown[CountedLine, None]) -> Mapping[str, object]:
        """Return its state and how much of it is received."""
        confirmed = sum(line.done for line in known.lines)
        expected = sum(line.quantity for line in known.lines)
        return {
            "Pre-receipt": f"{known.document.ref}  {known.document.state.label}",
            "Supplier": known.document.partner,
            "Account": known.document.account,
            "Received": f"{confirmed} of {expected}",
        }

    def cancel(self) -> Writing[Document]:
        """Return what cancels what is still open."""
        at = self.office.now()
        return lambda conn: pre_receipts.cancel(conn, self.ref, at, by=self.office.operator)

    # --- what can be done ---------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for the pre-receipt and its line now."""
        line = self.current
        if action in {"add_line", "change_supplier"}:
            return self.is_open
        if action in {"receive", "remove_line", "change_quantity"}:
            return line is not None and line.state is DocumentState.OPEN
        if action == "edit_serials":
            return line is not None
        return super().check_action(action, parameters)

    def open_line(self) -> None:
        """Edit its serials."""
        self.action_edit_serials()

    def action_edit_serials(self) -> None:
        """Open the serials of the line, or say why it has none."""
        line = self.current
        if line is not None and line.tracking_type is not TrackingType.FULL_TRACKING:
            self.say_refused(
                refusals.line_not_full_tracking(sku=line.product, tracking_type=line.tracking_type.label)
            )
        else:
            self.start(self._open_serials, "ask")

    async def _open_serials(self) -> None:
        line, known = self.current, self.known
        if line is None or known is None:
            return
        shown = await self.answered(
            self.office.ask(
                lambda conn: (
                    pre_receipts.serials_of(conn, line),
                    pre_receipts.ssccs_of(conn, line),
                    pre_receipts.captured_on(conn, line),
                )
            )
        )
        if shown is not None:
            locked = _locked(known.document, line)
            self.app.push_screen(EditSerialsModal(known.document, line, *shown, locked), self.done)

    def action_receive(self) -> None:
        """Receive the line at the desk."""
        line, known = self.current, self.known
        if line is not None and known is not None:
            self.app.push_screen(ReceiveLineModal(self.office, known.document, line), self._received)

    def _received(self, received: Received | None) -> None:
        if received is not None:
            line = received.line
            apart = f" {containers.not_in(codes=received.unpacked)}" if received.unpacked else ""
            self.done(f"{line.product}: {line.done} of {line.quantity} received.{apart}")

    def action_add_line(self) -> None:
        """Ask for another line."""
        known = self.known
        if known is None:
            return
        revision = known.document.revision

        async def save(values: Values) -> str:
            expected = quantity(values["quantity"])
            line = await self.office.tell(
                lambda conn: pre_receipt_editing.add_line(
                    conn, self.ref, values["product"], expected, revision=revision, by=self.office.operator
                )
            )
            return f"Added {line.quantity} {line.product}, {line.tracking_type.label}."

        fields = (Field("product", "Product", hint="SKU or barcode"), Field("quantity", "Expected quantity"))
        self.app.push_screen(FormModal(f"Another line of {self.ref}", fields, save), self.done)

    def action_change_quantity(self) -> None:
        """Ask for another quantity of the line."""
        line, known = self.current, self.known
        if line is None or known is None:
            return
        revision = known.document.revision

        async def save(values: Values) -> str:
            expected = quantity(values["quantity"])
            now = await self.office.tell(
                lambda conn: pre_receipt_editing.replace_line(
                    conn, self.ref, line.product, expected, revision=revision, by=self.office.operator
                )
            )
            return f"{now.product}: {now.quantity} are expected, {now.tracking_type.label}."

        note = (
            "The line is made anew: with the setting that its product has now, and without entered serials."
        )
        fields = [Field("quantity", "Expected quantity", str(line.quantity))]
        self.app.push_screen(FormModal(f"{line.product} on {self.ref}", fields, save, note=note), self.done)

    def action_change_supplier(self) -> None:
        """Ask who sends the delivery."""
        known = self.known
        if known is None:
            return
        revision = known.document.revision

        async def save(values: Values) -> str:
            await self.office.tell(
                lambda conn: pre_receipt_editing.change_supplier(
                    conn, self.ref, values["supplier"], revision=revision, by=self.office.operator
                )
            )
            return f"The supplier of {self.ref} is changed."

        fields = [Field("supplier", "Supplier", known.document.partner or "")]
        self.app.push_screen(FormModal(f"Supplier of {self.ref}", fields, save), self.done)

    def action_remove_line(self) -> None:
        """Ask before the line is taken away."""
        line = self.current
        if line is not None:
            entered = line.pre_entered
            loses = (
                f" Its {entered} entered serial{'s go' if entered > 1 else ' goes'} with it."
                if entered
                else ""
            )
            question = f"Take {line.product} off {self.ref}?{loses}"
            self.app.push_screen(ConfirmModal(question, "Take it off"), self._remove_confirmed)

    def _remove_confirmed(self, is_sure: bool | None) -> None:
        if is_sure:
            self.start(self._remove_line, "tell")

    async def _remove_line(self) -> None:
        line, known = self.current, self.known
        if line is None or known is None:
            return
        revision = known.document.revision
        at = self.office.now()
        change = self.office.tell(
            lambda conn: pre_receipt_editing.remove_line(
                conn, self.ref, line.product, at=at, revision=revision, by=self.office.operator
            )
        )
        if await self.answered(change):
            self.done(f"{line.product} is no longer on {self.ref}.")


def _locked(document: Document, line: PreReceiptLine) -> Refused | None:
    """Return why the serials of a line cannot be changed, or None."""
    try:
        pre_entered.check_editable(document, line)
    except Refused as refused:
        return refused
    return None
