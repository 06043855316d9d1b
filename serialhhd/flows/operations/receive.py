"""Pre-Receipt Receive: what the steps' questions mean for goods in."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from serialhhd.flows.conversation.documents import Document, chosen
from serialhhd.flows.conversation.work import LISTED, Work
from serialhhd.flows.seam.view import Choice, Message, Progress
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps.confirm_quantity import ConfirmQuantity
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.flows.steps.scan_location import ScanLocation
from serialhhd.samples import scannable as shelf
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.products import Product
from serialhhd.store.inbound import pre_receipts, receiving
from serialhhd.store.inbound.pre_receipts import Line, PreReceipt, Standing
from serialhhd.store.inbound.receiving import Receipt, Received, SerialsIn
from serialhhd.store.serials import new_serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock import held, runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words import codes
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import PreReceiptState, RunState


class Receive(Work):
    """Goods in, one line of a pre-receipt after the other."""

    document_kind = "pre-receipt"
    remembered = ("_standing", "_how")

    # --- the document -------------------------------------------------------------------------------------------

    @cached_property
    def _standing(self) -> Standing | None:
        document_id, line_id = self.position.document_id, self.position.line_id
        if document_id is None:
            return None
        return pre_receipts.standing(self.conn, document_id, line_id, hold=self.is_capturing)

    @property
    def chosen_document(self) -> PreReceipt | None:
        """The pre-receipt in work; None before one is chosen."""
        return self._standing.document if self._standing else None

    @property
    def document(self) -> PreReceipt:
        """The pre-receipt in work."""
        return chosen(self.chosen_document)

    def find_document(self, text: str) -> PreReceipt | None:
        """Return the pre-receipt of that number, open or not; or None."""
        return pre_receipts.find(self.conn, text)

    def open_documents(self) -> Sequence[PreReceipt]:
        """Return the open pre-receipts."""
        return pre_receipts.all_pre_receipts(self.conn, PreReceiptState.OPEN, LISTED)

    def note_document(self, run: Run, document: Document) -> None:
        """Note on the run which pre-receipt it works on."""
        runs.set_document(self.conn, run.id, pre_receipt_id=document.id)

    def begin_document(self) -> None:
        """Leave it to the operator which line comes first."""

    def misfit_of_line(self, run: Run) -> Message | None:
        """Release a line that is no longer this run's."""
        line = self.chosen_line
        if line is None or (line.state is PreReceiptState.OPEN and line.run_id == run.id):
            return None
        self.drop_captures(run)
        self.begin_loop()
        return messages.line_gone(sku=line.product, document=self.document.ref)

    # --- the line -----------------------------------------------------------------------------------------------

    @property
    def chosen_line(self) -> Line | None:
        """The line in work; None before one is chosen."""
        return self._standing.line if self._standing else None

    @property
    def line(self) -> Line:
        """The line in work."""
        if self.chosen_line is None:
            raise Refused("no_product_yet")
        return self.chosen_line

    @property
    def product(self) -> Product:
        """The product of the line in work."""
        if self._standing is None or self._standing.product is None:
            raise Refused("no_product_yet")
        return self._standing.product

    def _open_lines(self) -> list[Line]:
        return [
            line
            for line in pre_receipts.lines(self.conn, self.document)
            if line.state is PreReceiptState.OPEN
        ]

    def products_to_do(self) -> tuple[tuple[int, str], ...]:
        """Return the open lines."""
        lines = self._open_lines() if self.chosen_document else []
        return tuple((line.product_id, self._shown_of(line)) for line in lines)

    def _shown_of(self, line: Line) -> str:
        """Return what to show of an open line; who else has it in work stands where it is not cut away."""
        who = self.colleague(line.run_id, line.in_work_by)
        return f"{line.product} {line.open_quantity}{who} {line.name}".rstrip(" ")

    def choose_product(self, product: Product) -> Message:
        """Take the line of the product in work."""
        line = receiving.product_on(self.conn, self.document, product)
        if self.captured and line.id != self.position.line_id:
            raise Refused("line_has_captures", sku=self.line.product, captured=self.captured)
        self._how_serials_come(line)
        run = self.open_run()
        if line.id != self.position.line_id:
            runs.drop_claims(self.conn, run.id)
        receiving.claim(self.conn, line, run, self.document.ref)
        self.move(line_id=line.id, quantity=None)
        self.forget()
        return messages.product_chosen(sku=line.product, quantity=line.open_quantity)

    @property
    def asks_location(self) -> bool:
        """Whether there is anything to put somewhere."""
        return self.chosen_line is None or bool(self._receipt().quantity)

    @property
    def place_to_go(self) -> None:
        """Return nothing: goods in leaves the place to the operator."""

    def choose_location(self, text: str) -> Message:
        """Note where the goods are put."""
        location = places.location(self.conn, text)
        self.move(location_id=location.id)
        return messages.location_chosen(location=location.code)

    # --- the serials --------------------------------------------------------------------------------------------

    def _how_serials_come(self, line: Line) -> SerialsIn:
        step = self.flow.step(EnterSerials.name)
        return receiving.how_serials_come(
            line,
            self.flow.name,
            has_serial_step=step is not None,
            verifies=isinstance(step, EnterSerials) and step.pre_entered == "verify",
            skips_without_step=self.flow.without_serial_step == "skip",
        )

    @cached_property
    def _how(self) -> SerialsIn:
        return self._how_serials_come(self.line)

    @property
    def scans_serials(self) -> bool:
        """Whether the line's serials are scanned: captured, or verified against the list."""
        return self._how in {SerialsIn.CAPTURE, SerialsIn.VERIFY}

    @property
    def keeps_batch(self) -> bool:
        """Whether serials arrive: scanned, or as they were announced."""
        return self.scans_serials or self._how is SerialsIn.ACCEPT

    @property
    def verifies_serials(self) -> bool:
        """Whether the line's serials are scanned against its list."""
        return self._how is SerialsIn.VERIFY

    @property
    def creates_serials(self) -> bool:
        """Whether the line's serials are new to the store."""
        return self._how is SerialsIn.CAPTURE

    @property
    def serials_expected(self) -> int | None:
        """How many units are still to come on the line."""
        return self.line.open_quantity

    @property
    def _most_units(self) -> int:
        """How many units the line may still receive (R10)."""
        most = self.flow.options_of(ConfirmQuantity).most(self.line.expected_quantity)
        return NO_LIMIT if most is None else max(0, most - self.line.confirmed_quantity)

    @property
    def most_serials(self) -> int:
        """How many serials may be captured: those still on the list, or as many as may be received."""
        if self._how is SerialsIn.VERIFY:
            return receiving.expected_serials(self.conn, self.line)
        return self._most_units

    def capture(self, entries: Sequence[SerialEntry]) -> Run:
        """Capture the serials of one scan for the line."""
        capturing = Capturing(self.open_run(), self.product, self.most_serials, self.at, self.batch)
        return receiving.capture(self.conn, self._on_line(), capturing, entries, self._how)

    def _on_line(self) -> Standing:
        if self._standing is None:
            raise Refused("no_product_yet")
        return self._standing

    def serials_done(self) -> Message:
        """Go on with as many as there are: the quantity is their number (R10)."""
        return self.advance() or messages.serials_complete(
            captured=self.captured, expected=self.line.open_quantity
        )

    def put_away(self, text: str) -> Message | None:
        """Confirm the count and put the goods away, where all serials are there and only the count lies between."""
        asks_serials = self.position.step in {EnterSerials.name, ConfirmQuantity.name}
        if not (asks_serials and self.has_all_serials and self.is_place_next and self._is_place(text)):
            return None
        message = self.serials_done() if self.position.step == EnterSerials.name else None
        if self.position.step == ConfirmQuantity.name:
            message = self.confirm(self.captured)
        if self.position.step != ScanLocation.name or self.position.question:
            return message
        return self.step.answer(self, text)

    @property
    def is_place_next(self) -> bool:
        """Whether nothing but the serials and their count is asked before the place."""
        asked = [step.name for step in self.flow.steps if step.is_asked(self)]
        if self.position.step not in asked or ScanLocation.name not in asked:
            return False
        between = asked[asked.index(self.position.step) : asked.index(ScanLocation.name)]
        return bool(between) and set(between) <= {EnterSerials.name, ConfirmQuantity.name}

    def _is_place(self, text: str) -> bool:
        """Whether a scan can only be the label of a place: no number of units, and no serial of the product."""
        is_count = is_number(text) and self.position.step == ConfirmQuantity.name
        if is_count or places.find_location(self.conn, text) is None:
            return False
        is_serial = new_serials.fits(self.product, text)
        return not is_serial and not shelf.known_serials(self.conn, self.product.id, [codes.serial_key(text)])

    # --- the quantity -------------------------------------------------------------------------------------------

    @property
    def proposed(self) -> int | None:
        """The number of serials, or what is still to come."""
        if self.scans_serials:
            return self.captured
        if self._how is SerialsIn.ACCEPT:
            return receiving.expected_serials(self.conn, self.line)
        return self.line.open_quantity

    def confirm(self, quantity: int) -> Message:
        """Note the quantity; ask about one that looks like a label, and where the flow asks about short lines."""
        self.move(quantity=quantity)
        receiving.check_quantity(self.conn, self.line, self.open_run(), self._receipt())
        expected = self.proposed or 0
        if receiving.is_far_above(quantity, expected):
            self.move(question="take_many")
            return messages.quantity_far_above(quantity=quantity, expected=expected)
        if self._is_short and self.flow.short == "ask":
            self.move(question="close_short")
            return messages.line_short(quantity=quantity, expected=self.line.open_quantity)
        return self.advance() or messages.quantity_confirmed(quantity=quantity)

    @property
    def _is_short(self) -> bool:
        return (self.position.quantity or 0) < self.line.open_quantity

    def answer_question(self, text: str) -> Message:
        """Answer whether so many are taken, or whether the short line is closed."""
        word = text.casefold()
        if word not in {":yes", ":no", "1", "2"}:
            raise Refused("answer_yes_or_no")
        is_yes, quantity = word in {":yes", "1"}, self.position.quantity or 0
        if self.position.question == "close_short":
            self.move(keeps_open=not is_yes)
        elif not is_yes:
            self.move(question=None, quantity=None)
            return messages.quantity_dropped(quantity=quantity)
        self.move(question=None)
        return self.advance() or messages.quantity_confirmed(quantity=quantity)

    def question_prompt(self) -> tuple[str, tuple[Choice, ...]]:
        """Return the question about so many, or about a short line."""
        if self.position.question == "take_many":
            return f"TAKE {self.position.quantity}?", (Choice("1", "Yes"), Choice("2", "No"))
        return "CLOSE LINE?", (Choice("1", "Yes, close it"), Choice("2", "No, rest comes later"))

    @property
    def may_be_short(self) -> bool:
        """Whether the operator counts now."""
        return self.position.step in {EnterSerials.name, ConfirmQuantity.name}

    def be_short(self, argument: str) -> Message:  # noqa: ARG002 - goods in needs no reason
        """Go on with fewer than expected."""
        if self.position.step == EnterSerials.name:
            return self.serials_done()
        if self.position.step == ConfirmQuantity.name:
            return messages.enter_short_quantity()
        raise Refused("not_now", word=":short", step=self.step.title)

    # --- the receipt --------------------------------------------------------------------------------------------

    def _receipt(self) -> Receipt:
        quantity = self.proposed if self.position.quantity is None else self.position.quantity
        keeps_open = self.position.keeps_open
        return Receipt(
            quantity=quantity or 0,
            how=self._how,
            most=self._most_units,
            closes_short=self.flow.short == "close" if keeps_open is None else not keeps_open,
            location_id=self.position.location_id,
            batch=self.batch,
        )

    def post(self) -> Message:
        """Post the receipt of the line and ask for the next product, or end with the pre-receipt."""
        receipt, document, expected = self._receipt(), self.document, self.line.open_quantity
        run, product_id = self.open_run(), self.line.product_id
        held_because = held.arriving_because(self.conn, product_id, receipt.batch.lot, run.id)
        received = receiving.post(
            self.conn, self.line, run, receipt, account_id=document.account_id, at=self.at
        )
        self.holding(0)
        message = self._received_message(receipt, received, expected)
        if held_because and receipt.quantity:
            message = messages.held_line_received(received=message.text, reason=held_because)
        if received.is_complete:
            self.end(RunState.DONE)
        else:
            self.begin_loop()
        return message

    def _received_message(self, receipt: Receipt, received: Received, expected: int) -> Message:
        line, location_id = received.line, self.position.location_id
        open_quantity = line.open_quantity if line.state is PreReceiptState.OPEN else 0
        message = messages.line_received(
            sku=line.product,
            quantity=receipt.quantity,
            expected=expected,
            open_quantity=open_quantity,
            location=places.by_id(self.conn, location_id).code if receipt.quantity and location_id else None,
            document=self.document.ref,
            is_complete=received.is_complete,
            without_serials=receipt.how is SerialsIn.SKIP,
            missing=received.missing,
            missing_count=received.missing_count,
        )
        is_closed_short = receipt.quantity < expected and not open_quantity
        return replace(message, is_unusual=is_closed_short and self.position.keeps_open is None)

    # --- what is shown ------------------------------------------------------------------------------------------

    def fields(self) -> dict[str, str | int]:
        """Return the pre-receipt and, from the product on, the line."""
        if self.chosen_document is None:
            return {}
        known: dict[str, str | int] = {"pre_receipt": self.chosen_document.ref}
        if self.chosen_line is None:
            return known
        line = self.chosen_line
        known |= {
            "product": line.product,
            "name": line.name,
            "tracking_type": line.tracking_type.value,
            "quantity": self.position.quantity if self.position.quantity is not None else line.open_quantity,
        }
        known |= self.batch.as_fields()
        if self.position.location_id is not None:
            known["location"] = places.by_id(self.conn, self.position.location_id).code
        return known

    def progress(self) -> Progress | None:
        """Return how far the pre-receipt is."""
        if self.chosen_document is None:
            return None
        return Progress(*pre_receipts.so_far(self.conn, self.chosen_document.id, self.position.line_id))

    def count_to_do(self) -> int:
        """Return how many lines are open."""
        return len(self._open_lines())

    def to_do(self) -> tuple[str, ...]:
        """Return what to show of each open line."""
        return tuple(label for _, label in self.products_to_do())
