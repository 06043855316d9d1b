"""Pick Tasks by Pick List: what the steps' questions mean for goods out."""

from collections.abc import Sequence
from functools import cached_property

from serialhhd.flows import labels, messages
from serialhhd.flows.entry import is_number
from serialhhd.flows.position import Position
from serialhhd.flows.steps.confirm_quantity import ConfirmQuantity
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.flows.view import Choice, Label, Message
from serialhhd.flows.work import Work
from serialhhd.store import pick_lists, picking, places, runs, serials, stock
from serialhhd.store.captures import Capturing
from serialhhd.store.pick_lists import PickList, Task
from serialhhd.store.picking import Pick as Confirmed
from serialhhd.store.picking import Picked, SerialsOut
from serialhhd.store.products import Product
from serialhhd.store.refusal import Refused
from serialhhd.store.serials import SerialEntry
from serialhhd.store.stock_lines import StockLine
from serialhhd.store.vocabulary import PickListState, RunState

LISTED = 99
"""So many open documents are offered for choosing."""


class Pick(Work):
    """Goods out, one task of a pick list after the other."""

    # --- the document -------------------------------------------------------------------------------------------

    @cached_property
    def _document(self) -> PickList | None:
        document_id = self.position.document_id
        return None if document_id is None else pick_lists.by_id(self.conn, document_id)

    @property
    def document(self) -> PickList:
        """The pick list in work."""
        if self._document is None:
            raise Refused("no_document_yet")
        return self._document

    def document_choices(self) -> tuple[Choice, ...]:
        """Return the open pick lists as a numbered list."""
        waiting = pick_lists.all_pick_lists(self.conn, PickListState.OPEN, LISTED)
        return tuple(
            Choice(str(number), f"{one.ref} {one.customer or ''}".rstrip(" "))
            for number, one in enumerate(waiting, start=1)
        )

    def is_other_document(self, text: str) -> bool:
        """Whether the text is the number of another pick list."""
        found = pick_lists.find(self.conn, text)
        return found is not None and found.id != self.position.document_id

    def open_document(self, text: str) -> Message:
        """Answer the question for the pick list."""
        found = picking.open_pick_list(self.conn, text) or self._chosen(text)
        if found is None:
            raise Refused("unknown", what="pick list", code=text)
        if self.captured and found.id != self.position.document_id:
            raise Refused("document_has_captures", document=self.document.ref, captured=self.captured)
        if found.id != self.position.document_id:
            self._switch_to(found)
        if self.position.line_id is None:
            self._begin_task()
        self.go_to(self.first_step)
        self.advance()
        return messages.document_opened(
            document=found.ref, partner=found.customer, open_lines=len(self._open_tasks())
        )

    def _chosen(self, text: str) -> PickList | None:
        waiting = pick_lists.all_pick_lists(self.conn, PickListState.OPEN, LISTED)
        return waiting[int(text) - 1] if is_number(text) and 0 < int(text) <= len(waiting) else None

    def _switch_to(self, document: PickList) -> None:
        run = self.open_run()
        runs.drop_claims(self.conn, run.id)
        runs.set_document(self.conn, run.id, pick_list_id=document.id)
        self.position = Position(self.first_step, document_id=document.id, recent=self.position.recent)
        self._forget()

    def _forget(self) -> None:
        """Read the document, the task and the stock line anew when they are asked for next."""
        for name in ("_document", "_task", "_stock_line", "_how"):
            self.__dict__.pop(name, None)

    def misfit(self) -> Message | None:
        """Release what no longer fits: a pick list that is closed, a task that is no longer this run's."""
        if self.run is None or self._document is None:
            return None
        ref, state, task = self.document.ref, self.document.state, self._task
        if state is not PickListState.OPEN:
            self.end(RunState.RELEASED)
            self._forget()
            return messages.document_gone(document=ref, state=state.label)
        if task is None or (task.state is PickListState.OPEN and task.run_id == self.run.id):
            return None
        runs.drop_captures(self.conn, self.run.id)
        self.captured = 0
        self._next_task()
        return messages.task_gone(sku=task.product, document=ref)

    # --- the task -----------------------------------------------------------------------------------------------

    @cached_property
    def _task(self) -> Task | None:
        line_id = self.position.line_id
        return None if line_id is None else pick_lists.task(self.conn, line_id)

    @property
    def task(self) -> Task:
        """The task in work."""
        if self._task is None:
            raise Refused("no_task_yet")
        return self._task

    @cached_property
    def _stock_line(self) -> StockLine | None:
        stock_line_id = self.position.stock_line_id
        return None if stock_line_id is None else stock.show(self.conn, stock_line_id)

    @property
    def stock_line(self) -> StockLine:
        """The stock line to pick from."""
        if self._stock_line is None:
            raise Refused("no_stock", sku=self.task.product)
        return self._stock_line

    @property
    def product_id(self) -> int:
        """The product of the task in work."""
        return self.task.product_id

    def _open_tasks(self) -> list[Task]:
        tasks = pick_lists.tasks(self.conn, self.document)
        return [task for task in tasks if task.state is PickListState.OPEN]

    def _begin_task(self) -> None:
        """Take the next open task in work, and propose where its stock is.

        Raises:
            Refused: `tasks_in_work` where others have all that is left.
        """
        task = picking.claim_next(self.conn, self.document, self.open_run())
        self.position = Position(
            self.loop_step,
            document_id=self.position.document_id,
            line_id=task.id if task else None,
            recent=self.position.recent,
        )
        self._forget()
        if task:
            self._propose(None)

    def _propose(self, location_id: int | None) -> None:
        line = picking.propose(self.conn, self.task, self.document.account_id, location_id)
        self.move(stock_line_id=line.id if line else None)
        self._forget()

    def products_to_do(self) -> tuple[tuple[int, str], ...]:
        """Return nothing: the task's product is known, and only a scan proves that it is in hand."""
        return ()

    def choose_product(self, product: Product) -> Message:
        """Check that the product in hand is the task's."""
        if product.id != self.task.product_id:
            raise Refused("wrong_product", sku=product.sku, wanted=self.task.product)
        self._check_serials_can_be_asked()
        return messages.product_chosen(sku=product.sku, quantity=self._units_here)

    @property
    def asks_location(self) -> bool:
        """Whether there is a place to go to: always."""
        return True

    def choose_location(self, text: str) -> Message:
        """Check the place the operator stands at; stock elsewhere will do where the task fixes no place."""
        location = places.location(self.conn, text)
        expected = self.task.location or (self._stock_line.location if self._stock_line else None)
        if location.code == expected and self._stock_line:
            return messages.location_chosen(location=location.code)
        if self.task.location and location.code != self.task.location:
            raise Refused("wrong_location", location=location.code, wanted=self.task.location)
        if self.captured:
            raise Refused("location_has_captures", location=self.stock_line.location, captured=self.captured)
        self._propose(location.id)
        if self._stock_line is None:
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
        return min(self.task.open_quantity, self._stock_line.quantity if self._stock_line else 0)

    @property
    def scans_serials(self) -> bool:
        """Whether serials are scanned: the stock line decides (R3)."""
        line = self._stock_line
        return line is not None and line.tracking_type.needs_serials_out and self.flow.has(EnterSerials.name)

    @property
    def serials_expected(self) -> int | None:
        """How many serials to take here."""
        return self._units_here

    @property
    def most_serials(self) -> int:
        """Never more than the task's quantity (R12), nor than the stock line holds."""
        return self._units_here

    def capture(self, entries: Sequence[SerialEntry]) -> None:
        """Capture the serials of one scan for the task."""
        capturing = Capturing(self.open_run().id, self.product, self.most_serials, self.at)
        picking.capture(self.conn, self.task, self.stock_line, capturing, entries, self._how)

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
        return 0 if self.position.pending == ":nothing" or self._stock_line is None else None

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

    def be_short(self, argument: str) -> Message:
        """Note that fewer will be picked; the reason comes with it or is asked for."""
        if self._task is None:
            raise Refused("not_now", word=":short", step=self.step.title)
        if argument:
            return self._be_short_because(self._reason(argument))
        self.move(question="short_reason")
        return messages.reason_wanted(quantity=self.captured, wanted=self.task.open_quantity)

    def answer_question(self, text: str) -> Message:
        """Answer why fewer are picked: a number of the list, or words."""
        if not text or text.startswith(":"):
            raise Refused("reason_missing")
        return self._be_short_because(self._reason(text))

    @property
    def _reasons(self) -> tuple[str, ...]:
        return self.flow.options_of(ConfirmQuantity).short_reasons

    def _reason(self, text: str) -> str:
        if is_number(text) and 0 < int(text) <= len(self._reasons):
            return self._reasons[int(text) - 1]
        return text

    def _be_short_because(self, reason: str) -> Message:
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
        """Return the question for the reason."""
        return "REASON?", tuple(Choice(str(n), reason) for n, reason in enumerate(self._reasons, start=1))

    # --- the pick -----------------------------------------------------------------------------------------------

    def post(self) -> Message:
        """Post the pick and go on to the next task, or end with the pick list."""
        quantity = self.position.quantity if self.position.quantity is not None else (self.proposed or 0)
        how = self._how if self._stock_line else SerialsOut.NONE
        run = runs.with_captures(self.open_run(), self.captured)
        confirmed = Confirmed(quantity, how, self.position.short_reason)
        picked = picking.post(self.conn, self.task, self._stock_line, run, confirmed, at=self.at)
        self.captured = 0
        message = self._picked_message(quantity, how, picked)
        if picked.is_complete:
            self.end(RunState.DONE)
            self._forget()
        else:
            self._next_task()
        return message

    def _next_task(self) -> None:
        """Go on to the next task that is free; where others have all that is left, this run is over."""
        try:
            self._begin_task()
        except Refused:
            self.end(RunState.DONE)
            self._forget()

    def _picked_message(self, quantity: int, how: SerialsOut, picked: Picked) -> Message:
        return messages.task_picked(
            sku=picked.task.product,
            quantity=quantity,
            location=self._stock_line.location if self._stock_line else None,
            document=self.document.ref,
            is_complete=picked.is_complete,
            open_quantity=picked.task.open_quantity if picked.task.state is PickListState.OPEN else 0,
            short_reason=picked.task.short_reason,
            without_serials=how is SerialsOut.SKIP,
        )

    # --- what is shown ------------------------------------------------------------------------------------------

    def fields(self) -> dict[str, str | int]:
        """Return the pick list and, as soon as one is chosen, the task: where, what, how many."""
        if self._document is None:
            return {}
        known: dict[str, str | int] = {"pick_list": self._document.ref}
        if self._task is None:
            return known
        line = self._stock_line
        known["product"] = self._task.product
        known["name"] = self._task.name
        if line:
            known["tracking_type"] = line.tracking_type.value
        known["location"] = line.location if line else self._task.location or "-"
        known["quantity"] = self._units_here if line else self._task.open_quantity
        return known

    def listing(self) -> Message:
        """Answer `:list`: what is captured, or which tasks are open."""
        if self.captured and self.run:
            newest = serials.captured(self.conn, self.run.id, messages.LISTED)
            return messages.captured_list(serials=newest, captured=self.captured)
        if self._document is None:
            return messages.documents_list(
                documents=tuple(choice.label for choice in self.document_choices())
            )
        tasks = tuple(
            f"{task.product} {task.open_quantity} {task.location or ''}".rstrip(" ")
            for task in self._open_tasks()
        )
        return messages.lines_list(lines=tasks)

    def labels(self) -> tuple[Label, ...]:
        """Return the labels of a shelf that fit the question."""
        return labels.for_picking(self)
