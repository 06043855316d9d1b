"""Which serials a customer sends back on a line of a return: all of them, or any that left (R34)."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import TextArea

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.parts.office import Office
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line
from serialhhd.store.returns import announcing
from serialhhd.typed.serial_texts import parse_serials


class AnnounceSerialsModal(FormModal[str]):
    """The form for the serials of a line. It is dismissed with what to say, or with None.

    Args:
        office: The store and who works.
        document: The return as it was when the form was opened: if it changes meanwhile, saving is refused.
        line: The line.
        announced: The serials that are announced on it now.
    """

    def __init__(self, office: Office, document: Document, line: Line, announced: Sequence[str]) -> None:
        self._opened_with = "\n".join(announced)
        ref, sku, revision = document.ref, line.product, document.revision

        async def save(values: Values) -> str:  # noqa: ARG001 - the text is longer than a field
            given = parse_serials(as_scanned(self._text))
            if not given.serials:
                await office.tell(
                    lambda conn: announcing.clear_serials(
                        conn, ref, sku, revision=revision, by=office.operator
                    )
                )
                return f"Any {sku} that left for it may come back on {ref}."
            await office.tell(
                lambda conn: announcing.set_serials(
                    conn,
                    ref,
                    sku,
                    given.serials,
                    revision=revision,
                    doubts=given.doubts,
                    sure=self.is_sure,
                    by=office.operator,
                )
            )
            return f"{len(given.serials)} of {line.quantity} serials of {sku} are announced."

        super().__init__(
            f"Serial Numbers of {sku} on {ref}",
            (Field("serials", "Serial Numbers"),),
            save,
            note=f"{line.quantity} in all, one a line or with commas between: then no others are taken. None: any that left for it may come back.",
        )

    def compose_field(self, field: Field) -> ComposeResult:
        """Place the serials."""
        yield PlainText(field.label, classes="label")
        yield TextArea(self._opened_with, id=field.name, compact=True)

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text

    @property
    def unsaved(self) -> str:
        """What would be lost by leaving now; nothing where the text is as it was."""
        return "" if self._text == self._opened_with else super().unsaved or "The change"
