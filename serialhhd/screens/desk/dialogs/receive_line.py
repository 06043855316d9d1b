"""Receiving a line at the desk: its serials or its quantity, and where it is put."""

from textual.app import ComposeResult
from textual.widgets import TextArea

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.parts.office import Office
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.store.documents.document import Document
from serialhhd.store.inbound import desk_receiving
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.inbound.pre_receipts import PreReceiptLine
from serialhhd.store.inbound.receiving import Received
from serialhhd.store.words.numbers import quantity
from serialhhd.typed.serial_texts import parse_serials

_SHORT = (("close", "the line is closed"), ("keep", "the rest comes later"))


class ReceiveLineModal(FormModal[Received]):
    """The form for a receipt at the desk; what it asks depends on how the line gets its serials."""

    def __init__(self, office: Office, document: Document, line: PreReceiptLine) -> None:
        self._takes_serials = line.tracking_type.needs_serials_in and not line.pre_entered
        fields = [
            Field("location", "Location", hint="where the goods are put"),
            Field("short", "If fewer came", "close", choices=_SHORT),
        ]
        if not line.pre_entered and not self._takes_serials:
            fields.insert(0, Field("quantity", "Quantity", str(line.open_quantity)))
        note = f"{line.open_quantity} of {line.quantity} are still to come. {_explained(line)}"

        async def save(values: Values) -> Received:
            delivery, at = self._delivery(values), office.now()
            return await office.tell(
                lambda conn: desk_receiving.receive(
                    conn, document.ref, line.product, delivery, by=office.operator, at=at
                )
            )

        super().__init__(
            f"Receive {line.product} on {document.ref}", fields, save, note=note, save_label="Receive"
        )

    def compose_field(self, field: Field) -> ComposeResult:
        """Place the field; the serials stand before the location."""
        if field.name == "location" and self._takes_serials:
            yield PlainText("Serial Numbers", classes="label")
            yield TextArea(id="serials", compact=True)
        yield from super().compose_field(field)

    def _delivery(self, values: Values) -> Delivery:
        typed = values.get("quantity", "").strip(" ")
        text = as_scanned(self.query_one("#serials", TextArea).text) if self._takes_serials else ""
        given = parse_serials(text)
        return Delivery(
            values["location"].strip(" "),
            given.serials,
            quantity(typed) if typed else None,
            closes_short=values["short"] == "close",
            doubts=given.doubts,
            sure=self.is_sure,
        )


def _explained(line: PreReceiptLine) -> str:
    if line.pre_entered:
        return f"Its {line.pre_entered} entered serials are received as they are."
    if line.tracking_type.needs_serials_in:
        return "The quantity is the number of serials."
    return "No serials are asked for at goods in."
