"""Edit Serial Numbers: the serials of a pre-receipt line, pasted, typed or loaded, all of them or none (R7, R8)."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import TextArea

from serialhhd.screens.desk.dialogs.export import path_of
from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values, ask_about, leave_asking
from serialhhd.screens.desk.parts.desk_screen import sentence
from serialhhd.screens.desk.parts.program import DeskProgram
from serialhhd.screens.desk.parts.scanned_text import as_scanned, as_shown
from serialhhd.screens.widgets.plain import PlainButton, PlainText, entitle
from serialhhd.store.desk.text_files import read_text
from serialhhd.store.documents.document import Document
from serialhhd.store.inbound import pre_entered
from serialhhd.store.inbound.pre_entered import Mark, Marked
from serialhhd.store.inbound.pre_receipts import PreReceiptLine
from serialhhd.store.words.refusal import Doubtful, Refused, StoreUnavailable
from serialhhd.typed.serial_texts import as_announced, parse_announced

LISTED = 200
"""So many marks are shown; the first bad ones come first."""
_WORDS = {
    Mark.REPEATED: "twice",
    Mark.INVALID: "no serial",
    Mark.KNOWN: "known already",
    Mark.DOUBTFUL: "to look at",
}


class EditSerialsModal(ModalScreen[str | None]):
    """The serials of a line. It is dismissed with what to say, or with None.

    Args:
        document: The pre-receipt as it was when the dialog was opened: if it changes meanwhile, saving is refused.
        line: The line.
        entered: Its serials now: announced, or received.
        ssccs: In which SSCC they come, of those of which it is known (R21).
        captured: Those that a handheld holds for it, and has not confirmed yet.
        locked: Why they cannot be changed; None where they can.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, tooltip="Save all of them"),
        Binding("ctrl+o", "load", "Load a file", priority=True, tooltip="Load serials from a file"),
        Binding("escape", "cancel", "Close", priority=True, tooltip="Leave without saving"),
    ]
    app: DeskProgram

    def __init__(
        self,
        document: Document,
        line: PreReceiptLine,
        entered: Sequence[str],
        ssccs: Mapping[str, str],
        captured: Sequence[str],
        locked: Refused | None,
    ) -> None:
        super().__init__()
        self._document = document
        self._line = line
        self._entered = tuple(entered)
        self._captured = tuple(captured)
        self._locked = locked
        self._opened_with = as_announced((*entered, *captured), ssccs)

    def compose(self) -> ComposeResult:
        """Place the text beside its marks."""
        with Vertical(classes="dialog wide") as dialog:
            entitle(dialog, f"Serial Numbers of {self._line.product} on {self._document.ref}")
            if self._locked:
                yield PlainText(f"Read only. {sentence(self._locked)}", classes="refused", id="locked")
            else:
                yield PlainText(
                    "One a line, or with commas between. SN0009 + 3 and SN0001..SN0050 count up. SN1,SSCC says in what SN1 comes.",
                    classes="note",
                )
            with Horizontal(id="serials-and-marks"):
                yield TextArea(
                    self._opened_with,
                    id="text",
                    read_only=self._locked is not None,
                    compact=True,
                    show_line_numbers=True,
                )
                with VerticalScroll(can_focus=False):
                    yield PlainText(id="marks")
            yield PlainText(self._already_there(), id="count")
            yield PlainText(id="refused", classes="refused")
            with Horizontal(classes="buttons"):
                yield PlainButton("Load ^O", id="load", disabled=self._locked is not None)
                yield PlainButton("Save ^S", id="save", is_primary=True, disabled=self._locked is not None)
                yield PlainButton("Close Esc", id="cancel")

    def _already_there(self) -> str:
        """What is there, before anything is typed: shown as long as nothing can be."""
        if self._locked is None:
            return ""
        serials = f"{len(self._entered)} of {self._line.quantity} serials"
        return (
            f"{serials}, {len(self._captured)} captured and not confirmed yet" if self._captured else serials
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's shape
        """Offer no change where none is possible."""
        return self._locked is None if action in {"save", "load"} else True

    # --- while typing -------------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    @work(exclusive=True, group="marks")
    async def _mark(self) -> None:
        text = as_scanned(self.query_one(TextArea).text)
        try:
            given = parse_announced(text)
            marked = await self.app.office.ask(
                lambda conn: pre_entered.marks(conn, self._line, given.serials)
            )
        except (Refused, StoreUnavailable) as refused:
            self.query_one("#refused", PlainText).update(sentence(refused))
            return
        self.query_one("#refused", PlainText).update("")
        self.query_one("#count", PlainText).update(self._count(marked))
        self.query_one("#marks", PlainText).update(_listed(marked, given.doubts, self._line.quantity))

    def _count(self, marked: Sequence[Marked]) -> Text:
        times = Counter(one.mark for one in marked)
        bad = [f"{times[mark]} {words}" for mark, words in _WORDS.items() if times[mark]]
        count = (f"{len(marked)} of {self._line.quantity}", "bold")
        return Text.assemble(count, "  ".join([" serials", *bad]))

    # --- what can be done ---------------------------------------------------------------------------------------

    @on(PlainButton.Pressed, "#save")
    def action_save(self) -> None:
        """Save all, or none where the field is empty."""
        self._try_to_save()

    @work(exclusive=True, group="save")
    async def _try_to_save(self, *, sure: bool = False) -> None:
        try:
            entered = await self._save(sure=sure)
        except Doubtful as doubt:
            ask_about(self.app, doubt, lambda: self._try_to_save(sure=True))
        except (Refused, StoreUnavailable) as refused:
            self.query_one("#refused", PlainText).update(sentence(refused))
        else:
            done = f"{entered} of {self._line.quantity}" if entered else "No"
            self.dismiss(f"{done} serials of {self._line.product} are entered.")

    async def _save(self, *, sure: bool) -> int:
        """Save all, and return how many there are."""
        sku, ref, revision = self._line.product, self._document.ref, self._document.revision
        given, office = parse_announced(as_scanned(self.query_one(TextArea).text)), self.app.office
        if given.serials:
            await office.tell(
                lambda conn: pre_entered.set_serials(
                    conn,
                    ref,
                    sku,
                    given.serials,
                    revision=revision,
                    ssccs=given.ssccs,
                    doubts=given.doubts,
                    sure=sure,
                    by=office.operator,
                )
            )
        else:
            await office.tell(
                lambda conn: pre_entered.clear_serials(conn, ref, sku, revision=revision, by=office.operator)
            )
        return len(given.serials)

    @on(PlainButton.Pressed, "#load")
    def action_load(self) -> None:
        """Ask for a file."""

        async def read(values: Values) -> str:
            return await asyncio.to_thread(read_text, path_of(values["file"]))

        fields = [Field("file", "File", hint="one serial a line, or with commas between")]
        self.app.push_screen(FormModal("Load serials", fields, read, save_label="Load"), self._loaded)

    def _loaded(self, text: str | None) -> None:
        if text is not None:
            area = self.query_one(TextArea)
            area.text = f"{area.text}\n{as_shown(text)}".strip("\n")

    @on(PlainButton.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Close; nothing has changed. What was pasted or typed is not dropped unasked."""
        leave_asking(self, self.unsaved)

    @property
    def unsaved(self) -> str:
        """What would be lost by leaving now; nothing where the text is as it was."""
        text = self.query_one(TextArea).text
        if self._locked or text == self._opened_with:
            return ""
        count = sum(bool(line.strip(" ")) for line in text.split("\n"))
        return f"{count} line{'' if count == 1 else 's'} of serials" if count else "The change"


def _listed(marked: Sequence[Marked], ranges: Sequence[Doubtful], expected: int) -> Text:
    """Return what is to be seen before saving: what is bad, what is asked about, and each range counted."""
    listed = Text()
    for counted in ranges[:LISTED]:
        listed.append(f"? {sentence(counted)}\n")
    bad = [one for one in marked if one.mark is not Mark.OK]
    for one in bad[:LISTED]:
        why = sentence(one.why) if one.why else f"{one.serial} {_WORDS[one.mark]}"
        mark = "?" if one.mark is Mark.DOUBTFUL else "!"
        listed.append(f"{mark} {why}\n", style="bold")
    if len(bad) > LISTED:
        listed.append(f"and {len(bad) - LISTED} more\n")
    if marked and not bad:
        listed.append(_verdict(len(marked), expected))
    return listed


def _verdict(entered: int, expected: int) -> str:
    """Return what to say of serials of which nothing is wrong: all or none can be entered (R7)."""
    if entered == expected:
        return "All can be entered."
    return f"{expected - entered} missing." if entered < expected else f"{entered - expected} too many."
