"""The question for a serial, which a key asks from anywhere."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from serialhhd.screens.desk.parts.desk_screen import sentence
from serialhhd.screens.desk.parts.program import DeskProgram
from serialhhd.screens.desk.parts.scanned_text import as_scanned
from serialhhd.screens.widgets.plain import PlainOptions, PlainText, entitle
from serialhhd.store.serials import traces
from serialhhd.store.words.refusal import Refused, StoreUnavailable

FoundSerial = tuple[str, str]
"""A serial and the SKU of its product."""


class FindSerialModal(ModalScreen[FoundSerial | None]):
    """Takes a serial, scanned or typed; where several products have it, asks which."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Cancel")]
    app: DeskProgram

    def compose(self) -> ComposeResult:
        """Place the field, what is found out, and the products to choose from."""
        with Vertical(classes="dialog") as dialog:
            entitle(dialog, "Serial number")
            yield Input(placeholder="scan or type a serial", id="serial", compact=True)
            yield PlainText(id="refused", classes="refused")
            yield PlainOptions(id="products")

    def on_mount(self) -> None:
        """Offer no product yet."""
        self.query_one("#products").display = False

    @on(Input.Submitted)
    @work(exclusive=True)
    async def _look_up(self, event: Input.Submitted) -> None:
        try:
            found = await self.app.office.ask(lambda conn: traces.scanned(conn, as_scanned(event.value)))
        except Refused as refused:
            self._refuse(refused)
        except StoreUnavailable as unavailable:
            self._refuse(unavailable)
        else:
            self.dismiss((found.serial, found.product))

    def _refuse(self, refused: Refused | StoreUnavailable) -> None:
        self.query_one("#refused", PlainText).update(sentence(refused))
        self.query_one("#serial", Input).action_select_all()
        skus = (
            refused.facts["skus"]
            if refused.code == "serial_of_several_products" and isinstance(refused, Refused)
            else ()
        )
        options = self.query_one("#products", PlainOptions)
        options.clear_options()
        options.add_options(skus)
        options.display = bool(skus)
        if skus:
            options.highlighted = 0
            options.focus()

    @on(PlainOptions.OptionSelected)
    def _choose(self, event: PlainOptions.OptionSelected) -> None:
        self.dismiss((as_scanned(self.query_one("#serial", Input).value), str(event.option.prompt)))
