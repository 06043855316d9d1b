"""Pick Tasks by Pick List: what the steps' questions mean for goods out."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from serialhhd.flows.conversation.documents import Document, chosen
from serialhhd.flows.conversation.work import LISTED, Work
from serialhhd.flows.seam.view import Choice, Message, Progress
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps.confirm_quantity import ConfirmQuantity
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.flows.steps.scan_pick_list import ScanPickList
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.products import Product
from serialhhd.store.catalogue.recognise import what_is_label
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.pick_lists import PickList, Standing, Task
from serialhhd.store.outbound.picking import Pick as Confirmed
from serialhhd.store.outbound.picking import Picked, SerialsOut
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.lots import Batch, is_expired
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import held, runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.symbols import scan
from serialhhd.store.words import codes
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import PickListState, RunState


class Pick(Work):
    """Goods out, one task of a pick list after the other."""

    document_kind = "pick list"
    remembered = ("_standing", "chosen_stock_line", "_how")

    # --- the document -------------------------------------------------------------------------------------------

    @cached_property
    def _standing(self) -> Standing | None:
        document_id, task_id = self.position.document_id, self.position.line_id
        if document_id is None:
            return None
        return pick_lists.standing(self.conn, document_id, task_id, hold=self.is_capturing)

    @property
    def chosen_document(self) -> PickList | None:
        """The pick list in work; None before one is chosen."""
        return self._standing.document if self._standing else None

    @property
    def document(self) -> PickList:
        """The pick list in work."""
        return chosen(self.chosen_document)

    def find_document(self, text: str) -> PickList | None:
        """Return the pick list of that number, open or not; or None."""
        return pick_lists.find(self.conn, text)

    def open_documents(self) -> Sequence[PickList]:
        """Return the open pick lists."""
        return pick_lists.all_pick_lists(self.conn, PickListState.OPEN, LISTED)

    def note_document(self, run: Run, document: Document) -> None:
        """Note on the run which pick list it works on."""
        runs.set_document(self.conn, run.id, pick_list_id=document.id)

    def begin_document(self) -> None:
        """Take the first free task in work, unless there is one already."""
        if self.position.line_id is None:
            self._begin_task()

    def misfit_of_line(self, run: Run) -> Message | None:
        """Release a task that is no longer this run's, and go on to the next one."""
        task = self.chosen_task
        if task is None or (task.state is PickListState.OPEN and task.run_id == run.id):
            return None
        ref = self.document.ref
        self.drop_captures(run)
        self._next_task()
        return messages.task_gone(sku=task.product, document=ref)

    # --- the task -----------------------------------------------------------------------------------------------

    @property
    def chosen_task(self) -> Task | None:
        """The task in work; None before there is one."""
        return self._standing.task if self._standing else None

    @property
    def task(self) -> Task:
        """The task in work."""
        if self.chosen_task is None:
            raise Refused("no_task_yet")
        return self.chosen_task

    @cached_property
    def chosen_stock_line(self) -> StockLine | None:
        """The stock line to pick from; None where there is no stock."""
        stock_line_id = self.position.stock_line_id
        return None if stock_line_id is None else stock.show(self.conn, stock_line_id)

    @property
    def stock_line(self) -> StockLine:
        """The stock line to pick from."""
        if self.chosen_stock_line is None:
            raise Refused("no_stock", sku=self.task.product)
        return self.chosen_stock_line

    @property
    def product(self) -> Product:
        """The product of the task in work."""
        if self._standing is None or self._standing.product is None:
            raise Refused("no_task_yet")
        return self._standing.product

    def _open_tasks(self) -> list[Task]:
        tasks = pick_lists.tasks(self.conn, self.document)
        return [task for task in tasks if task.state is PickListState.OPEN]

    def _begin_task(self) -> None:
        """Take the next open task in work, and propose where its stock is.

        Raises:
            Refused: `tasks_in_work` where others have all that is left.
        """
        task = picking.claim_next(self.conn, self.document, self.open_run())
        self.begin_loop(task.id if task else None)
        if task:
            self._propose(None)

    def _propose(self, location_id: int | None) -> None:
        line = picking.propose(
            self.conn, self.task, self.document.account_id, location_id, without=self.position.empty
        )
        self.move(stock_line_id=line.id if line else None)
        self.forget()

    def products_to_do(self) -> tuple[tuple[int, str], ...]:
        """Return nothing: the task's product is known, and only a scan proves that it is in hand."""
        return ()

    def choose_product(self, product: Product) -> Message:
        """Check that the product in hand is the task's."""
        if product.id != self.task.product_id:
            raise Refused("wrong_product", sku=product.sku, wanted=self.task.product)
        held.check_product(self.conn, product.id, product.sku)
        self._check_serials_can_be_asked()
        return messages.product_chosen(sku=product.sku, quantity=self._units_here)

    @property
    def asks_location(self) -> bool:
        """Whether there is a place to go to: always."""
        return True

    @property
    def place_to_go(self) -> str | None:
        """Where the stock of the task is, or should be."""
        line = self.chosen_stock_line
        return line.location if line else self.task.location

    def choose_location(self, text: str) -> Message:
        """Check the place the operator stands at; stock elsewhere will do where the task fixes no place."""
        location = places.location(self.conn, text)
        expected = self.place_to_go
        if location.code == expected and self.chosen_stock_line:
            return messages.location_chosen(location=location.code)
        if self.task.location and location.code != self.task.location:
            raise Refused("wrong_location", location=location.code, wanted=self.task.location)
        if self.captured:
            raise Refused("location_has_captures", location=self.stock_line.location, captured=self.captured)
        self._propose(location.id)
        if self.chosen_stock_line is None:
            raise Refused("no_stock_here", sku=self.task.product, location=location.code, wanted=expected)
        return messages.location_chosen(location=location.code)

    # --- the serials --------------------------------------------------------------------------------------------

    def _check_serials_can_be_asked(self) -> None:
        """Refuse stock that needs serials in a flow that asks for none (R17)."""
        _ = self._how

    @cached_property
    def _how(self) -> SerialsOut:
        return picking.how_serials_go(
            self.stock_line,
            self.flow.name,
            has_serial_step=self.flow.has(EnterSerials.name),
            skips_without_step=self.flow.without_serial_step == "skip",
        )

    @property
    def _units_here(self) -> int:
        """How many units to take from the stock line: what the task still wants, or all that there is."""
        return min(self.task.open_quantity, self.chosen_stock_line.quantity if self.chosen_stock_line else 0)

    @property
    def scans_serials(self) -> bool:
        """Whether serials are scanned: the stock line decides (R3)."""
        line = self.chosen_stock_line
        return line is not None and line.tracking_type.needs_serials_out and self.flow.has(EnterSerials.name)

    @property
    def keeps_batch(self) -> bool:
        """Whether the pick makes the serials; what is in stock has its lot already."""
        return self.scans_serials and self._how is SerialsOut.CREATE

    def hold_batch(self, batch: Batch) -> Message | None:
        """Refuse a product that is over; what is not goes on as at goods in."""
        if is_expired(batch.expiry, self._day):
            raise Refused("product_expired", sku=self.task.product, expiry=batch.expiry)
        return super().hold_batch(batch)

    @property
    def _day(self) -> date | None:
        """The local day on which no unit may be over; None where the flow lets expired units go."""
        refuses = self.flow.options_of(ScanPickList).expired == "refuse"
        return self.at.astimezone().date() if refuses else None

    @property
    def creates_serials(self) -> bool:
        """Whether the pick creates the serials (R12)."""
        return self._how is SerialsOut.CREATE

    @property
    def serials_expected(self) -> int | None:
        """How many serials to take here."""
        return self._units_here

    @property
    def most_serials(self) -> int:
        """Never more than the task's quantity (R12), nor than the stock line holds."""
        return self._units_here

    def capture(self, entries: Sequence[SerialEntry]) -> Run:
        """Capture the serials of one scan for the task."""
        run, most = self.open_run(), self.most_serials
        capturing = Capturing(run, self.product, most, self.at, self.batch, self._day)
        return picking.capture(self.conn, self._on_task(), self.stock_line, capturing, entries, self._how)

    def _on_task(self) -> Standing:
        if self._standing is None:
            raise Refused("no_task_yet")
        return self._standing

    def serials_done(self) -> Message:
        """Go on only with all serials; fewer is a short pick (R12)."""
        if self.captured < self._units_here and self.position.short_reason is None:
            raise Refused("serials_missing", captured=self.captured, wanted=self._units_here)
        return self.advance() or messages.serials_complete(captured=self.captured, expected=self._units_here)

    # --- the quantity -------------------------------------------------------------------------------------------

    @property
    def proposed(self) -> int | None:
        """The number of serials, or what is to be taken here; for a short pick it must be typed."""
        if self.scans_serials:
            return self.captured
        if self.position.short_reason is None:
            return self._units_here
        return 0 if self.position.pending == ":nothing" or self.chosen_stock_line is None else None

    def confirm(self, quantity: int) -> Message:
        """Note the quantity; fewer than wanted needs a reason (R12)."""
        if quantity > self._units_here:
            raise Refused("over_pick", given=quantity, most=self._units_here)
        if self.scans_serials and quantity != self.captured:
            raise Refused("quantity_is_serial_count", given=quantity, captured=self.captured)
        self.move(quantity=quantity)
        if quantity < self._units_here and self.position.short_reason is None:
            self.move(question="short_reason")
            return messages.reason_wanted(quantity=quantity, wanted=self._units_here)
        return self.advance() or messages.quantity_confirmed(quantity=quantity)

    @property
    def may_be_short(self) -> bool:
        """Whether a task is in work that could end short."""
        return self.position.line_id is not None

    def be_short(self, argument: str) -> Message:
        """Note that fewer will be picked; the reason comes with it or is asked for."""
        if self.chosen_task is None:
            raise Refused("not_now", word=":short", step=self.step.title)
        if argument:
            return self._be_short_because(self._reason(argument))
        self.move(question="short_reason")
        return messages.reason_wanted(quantity=self.captured, wanted=self.task.open_quantity)

    def answer_question(self, text: str) -> Message:
        """Answer why fewer are picked: a number of the list, or words; or whether to go to another place."""
        if self.position.question == "go_elsewhere":
            return self._answer_elsewhere(text.casefold())
        if not text or text.startswith(":"):
            raise Refused("reason_missing")
        return self._be_short_because(self._reason(text))

    def _answer_elsewhere(self, word: str) -> Message:
        if word not in {":yes", ":no", "1", "2"}:
            raise Refused("answer_yes_or_no")
        return self._go_elsewhere() if word in {":yes", "1"} else self._end_short(self.position.pending or "")

    @property
    def _reasons(self) -> tuple[str, ...]:
        return self.flow.options_of(ConfirmQuantity).short_reasons

    def _reason(self, text: str) -> str:
        """Return the reason of that number or those words; a label is none.

        Raises:
            Refused: `reason_is_code`, `code_unprintable`.
        """
        if is_number(text) and 0 < int(text) <= len(self._reasons):
            return self._reasons[int(text) - 1]
        known_as = None if text.casefold() in map(str.casefold, self._reasons) else self._label(text)
        if known_as:
            raise Refused("reason_is_code", code=text, known_as=known_as)
        return codes.words(text, "reason")

    def _label(self, text: str) -> str | None:
        """Return what a label with this text is on; None for words."""
        barcode = scan.parse(text, separator=self.flow.separator, expects="serial")
        return "GS1 label" if barcode.has_data else what_is_label(self.conn, text)

    def _be_short_because(self, reason: str) -> Message:
        """End the task short; where its place is empty, propose another one first."""
        other = self._elsewhere() if self._says_empty(reason) else None
        if other is None:
            return self._end_short(reason)
        self.move(question="go_elsewhere", pending=reason)
        return messages.stock_elsewhere(sku=other.product, quantity=other.quantity, location=other.location)

    def _says_empty(self, reason: str) -> bool:
        said = self.flow.options_of(ConfirmQuantity).empty_reason
        return bool(said) and reason.casefold() == said.casefold()

    def _elsewhere(self) -> StockLine | None:
        """Return the oldest stock at a place that is not known to be empty; None where the task fixes its place."""
        here = self.chosen_stock_line
        if here is None:
            return None
        without = (*self.position.empty, here.location_id)
        return picking.propose(self.conn, self.task, self.document.account_id, without=without)

    def _go_elsewhere(self) -> Message:
        """Post what was found here, and go on with the rest of the task at another place."""
        empty, task_id = (*self.position.empty, self.stock_line.location_id), self.position.line_id
        counted = self.captured if self.scans_serials else self.position.quantity or 0
        self.move(question=None, pending=None)
        message = None
        if counted:
            self.move(quantity=counted)
            message = self.post()
            if self.position.line_id != task_id:  # a task before it was free again
                return message
        self.begin_loop(task_id)
        self.move(empty=empty)
        self._propose(None)
        return message or messages.sent_elsewhere(location=self.place_to_go or "")

    def _end_short(self, reason: str) -> Message:
        is_counted = self.position.step == ConfirmQuantity.name
        self.move(short_reason=reason, question=None, pending=None)
        if is_counted and self.position.quantity is not None:
            return self.advance() or messages.quantity_confirmed(quantity=self.position.quantity)
        if not is_counted:
            self.move(pending=":nothing")
        if self.flow.has(ConfirmQuantity.name):
            self.move(step=ConfirmQuantity.name)
            return messages.short_noted(reason=reason)
        return self.post()

    def question_prompt(self) -> tuple[str, tuple[Choice, ...]]:
        """Return the question for the reason, or whether to go to another place."""
        if self.position.question == "go_elsewhere":
            other = self._elsewhere()
            prompt = f"GO TO {other.location}?" if other else "GO ELSEWHERE?"
            return prompt, (Choice("1", "Yes"), Choice("2", f"No, {self.position.pending}"))
        return "REASON?", tuple(Choice(str(n), reason) for n, reason in enumerate(self._reasons, start=1))

    # --- the pick -----------------------------------------------------------------------------------------------

    def post(self) -> Message:
        """Post the pick and go on to the next task, or end with the pick list."""
        quantity = self.position.quantity if self.position.quantity is not None else (self.proposed or 0)
        how = self._how if self.chosen_stock_line else SerialsOut.NONE
        run = self.open_run()
        confirmed = Confirmed(quantity, how, self.position.short_reason, self._day)
        picked = picking.post(self.conn, self.task, self.chosen_stock_line, run, confirmed, at=self.at)
        self.holding(0)
        message = self._picked_message(quantity, how, picked)
        if picked.is_complete:
            self.end(RunState.DONE)
        else:
            self._next_task()
        return message

    def _next_task(self) -> None:
        """Go on to the next task that is free; where others have all that is left, this run is over."""
        try:
            self._begin_task()
        except Refused:
            self.end(RunState.DONE)

    def _picked_message(self, quantity: int, how: SerialsOut, picked: Picked) -> Message:
        return messages.task_picked(
            sku=picked.task.product,
            quantity=quantity,
            location=self.chosen_stock_line.location if self.chosen_stock_line else None,
            document=self.document.ref,
            is_complete=picked.is_complete,
            open_quantity=picked.task.open_quantity if picked.task.state is PickListState.OPEN else 0,
            short_reason=picked.task.short_reason,
            without_serials=how is SerialsOut.SKIP,
        )

    # --- what is shown ------------------------------------------------------------------------------------------

    def fields(self) -> dict[str, str | int]:
        """Return the pick list and, as soon as one is chosen, the task: where, what, how many."""
        if self.chosen_document is None:
            return {}
        known: dict[str, str | int] = {"pick_list": self.chosen_document.ref}
        if self.chosen_task is None:
            return known
        line = self.chosen_stock_line
        known["product"] = self.chosen_task.product
        known["name"] = self.chosen_task.name
        if line:
            known["tracking_type"] = line.tracking_type.value
        known["location"] = line.location if line else self.chosen_task.location or "-"
        known["quantity"] = self._units_here if line else self.chosen_task.open_quantity
        known |= self.batch.as_fields()
        return known

    def progress(self) -> Progress | None:
        """Return how far the pick list is."""
        if self.chosen_document is None:
            return None
        return Progress(*pick_lists.so_far(self.conn, self.chosen_document.id, self.position.line_id))

    def count_to_do(self) -> int:
        """Return how many tasks are open."""
        return len(self._open_tasks())

    def to_do(self) -> tuple[str, ...]:
        """Return what to show of each open task."""
        return tuple(self._shown_of(task) for task in self._open_tasks())

    def _shown_of(self, task: Task) -> str:
        """Return what to show of an open task: what, how many, the next place for it, and who else has it in work."""
        line = picking.propose(self.conn, task, self.document.account_id)
        place = line.location if line else task.location or messages.NO_STOCK
        return f"{task.product} {task.open_quantity} {place}{self.colleague(task.run_id, task.in_work_by)}"
