"""One scan's worth of work: the flow, the run, and where it stands, inside one transaction of the store.

`Receive` and `Pick` say what the steps' questions mean for goods in and goods out; the steps themselves say how
they are asked. Nothing here outlives the transaction: what does is in the run's position.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flow
from serialhhd.flows.conversation.documents import Document
from serialhhd.flows.conversation.position import Position
from serialhhd.flows.seam.view import Choice, Message, Progress, Serials
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.flows.steps.step import Step
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.serials import captures, new_serials
from serialhhd.store.serials.lots import Batch
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import RunState

LISTED = 99
"""So many open documents are offered for choosing."""

NEWEST = 12
"""So many captured serials travel with a View; a screen asks for more when it scrolls."""


class Work(ABC):
    """The conversation's hold on the store for one scan."""

    document_kind: ClassVar[str]
    """What the flow's document is called: `pre-receipt` or `pick list`."""
    remembered: ClassVar[tuple[str, ...]]
    """What is read once a scan, and anew after the line or task has changed."""

    def __init__(
        self,
        conn: Connection,
        flow: Flow,
        operator: str,
        at: datetime,
        run: Run | None,
        *,
        answers: bool = False,
        typed: int = 0,
    ) -> None:
        self.conn = conn
        self.flow = flow
        self.operator = operator
        self.at = at
        self.run = run
        self.position = Position.from_json(run.position) if run else Position(flow.steps[0].name)
        self._began = (self.run, self.position)
        self._answers = answers
        self.typed = typed
        self.is_done = False
        self.has_ended = False

    # --- where we stand -----------------------------------------------------------------------------------------

    @property
    def captured(self) -> int:
        """How many serials the run holds."""
        return self.run.captured if self.run else 0

    def holding(self, captured: int) -> None:
        """Note how many serials the run holds now."""
        if self.run is not None:
            self.run = self.run.holding(captured)

    @property
    def is_capturing(self) -> bool:
        """Whether a scan is answered that is likely to be a serial: then the document is locked from the start."""
        return self._answers and self.position.step == EnterSerials.name

    @property
    def step(self) -> Step:
        """The step that is asked now."""
        found = self.flow.step(self.position.step)
        return found or self.flow.steps[0]

    def move(self, **changes: Any) -> None:
        """Change the position."""
        self.position = replace(self.position, **changes)

    def open_run(self) -> Run:
        """Return the run, begun now if this scan is its first."""
        if self.run is None:
            self.run = runs.begin(
                self.conn,
                operator=self.operator,
                flow=self.flow.name,
                config=self.flow.model_dump_json(),
                position=self.position.as_json(),
                at=self.at,
            )
        return self.run

    @property
    def standing(self) -> str:
        """Where the run stands, as Views and scans name it; empty without a run."""
        return "" if self.run is None or self.has_ended else f"{self.run.id}.{self.position.moves}"

    def save(self, scan_id: str | None) -> None:
        """Keep where the run stands now, and that this scan was accepted."""
        if self.run is not None:
            run, before = self._began
            has_moved = self.run is not run or self.position is not before
            self.move(moves=before.moves + has_moved)
            self.position = self.position.having_accepted(scan_id)
            runs.save(self.conn, self.run, self.position.as_json(), self.at)

    def advance(self) -> Message | None:
        """Go on to the next step that has a question; after the last one post the line or task."""
        following = self.flow.after(self.position.step)
        while following is not None:
            self.move(step=following.name, question=None, pending=None)
            if following.is_asked(self):
                return None
            following = self.flow.after(following.name)
        return self.post()

    def go_back(self) -> None:
        """Go back to the step before that has a question. Nothing is lost (captures stay).

        Raises:
            Refused: `nothing_before`.
        """
        if self.position.question is not None:
            self.move(question=None, pending=None, quantity=None)
            return
        names = [step.name for step in self.flow.steps]
        for before in reversed(self.flow.steps[: names.index(self.position.step)]):
            if before.is_asked(self):
                self.move(step=before.name, quantity=None, short_reason=None, keeps_open=None)
                return
        raise Refused("nothing_before")

    def go_to(self, step: str) -> None:
        """Go to a step of the flow."""
        self.move(step=step, question=None, pending=None)

    @property
    def first_step(self) -> str:
        """The step that asks for the document."""
        return self.flow.steps[0].name

    @property
    def loop_step(self) -> str:
        """The step that each line or task begins with."""
        return self.flow.steps[1].name

    def end(self, state: RunState) -> None:
        """End the run; the flow's first question is asked anew."""
        if self.run is not None:
            runs.end(self.conn, self.run.id, state, self.at)
        self.position = Position(self.first_step, recent=self.position.recent)
        self.holding(0)
        self.is_done = state is RunState.DONE
        self.has_ended = True
        self.forget()

    def forget(self) -> None:
        """Read the document and its line or task anew when they are asked for next."""
        for name in self.remembered:
            self.__dict__.pop(name, None)

    # --- the document -------------------------------------------------------------------------------------------

    def document_choices(self) -> tuple[Choice, ...]:
        """Return the open documents as a numbered list."""
        labels = (f"{one.ref} {one.partner or ''}".rstrip(" ") for one in self.open_documents())
        return tuple(Choice(str(number), label) for number, label in enumerate(labels, start=1))

    def is_other_document(self, text: str) -> bool:
        """Whether the text is the number of another document of this kind."""
        found = self.find_document(text)
        return found is not None and found.id != self.position.document_id

    def open_document(self, text: str) -> Message:
        """Answer the question for the document: its number, or a choice from the list.

        Raises:
            Refused: `unknown`, `document_not_open`, `document_has_captures`, or `tasks_in_work`.
        """
        found = self.find_document(text) or self._document_of_choice(text)
        if found is None:
            raise Refused("unknown", what=self.document_kind, code=text)
        if not found.is_open:
            raise Refused("document_not_open", what=self.document_kind, document=found.ref, state=found.state)
        if self.captured and found.id != self.position.document_id:
            raise Refused("document_has_captures", document=self.document.ref, captured=self.captured)
        if found.id != self.position.document_id:
            self._switch_to(found)
        self.begin_document()
        self.go_to(self.first_step)
        self.advance()
        return messages.document_opened(
            document=found.ref, partner=found.partner, open_lines=self.count_to_do()
        )

    def _document_of_choice(self, text: str) -> Document | None:
        waiting = self.open_documents()
        return waiting[int(text) - 1] if is_number(text) and 0 < int(text) <= len(waiting) else None

    def _switch_to(self, document: Document) -> None:
        run = self.open_run()
        runs.drop_claims(self.conn, run.id)
        self.note_document(run, document)
        self.position = Position(self.first_step, document_id=document.id, recent=self.position.recent)
        self.forget()

    def begin_loop(self, line_id: int | None = None) -> None:
        """Begin with the next line or task of the document."""
        document_id, recent = self.position.document_id, self.position.recent
        self.position = Position(self.loop_step, document_id=document_id, line_id=line_id, recent=recent)
        self.forget()

    def misfit(self) -> Message | None:
        """Release what no longer fits the store since the last scan and return what to say of it, or None."""
        document = self.chosen_document
        if self.run is None or document is None:
            return None
        if document.is_open:
            return self.misfit_of_line(self.run)
        self.end(RunState.RELEASED)
        return messages.document_gone(document=document.ref, state=document.state)

    @abstractmethod
    def progress(self) -> Progress | None:
        """Return how far the document is; None before one is chosen."""

    def colleague(self, run_id: int | None, operator: str | None) -> str:
        """Return the mark of a line or task that somebody else has in work: ` (bob)`; nothing for one that is free."""
        is_mine = self.run is not None and run_id == self.run.id
        return f" ({operator})" if operator and not is_mine else ""

    def drop_captures(self, run: Run) -> None:
        """Release what the run has captured."""
        runs.drop_captures(self.conn, run.id)
        self.holding(0)

    def listing(self) -> Message:
        """Answer `:list`: what is captured, or what is left to do."""
        if self.captured and self.run:
            newest = captures.newest(self.conn, self.run.id, messages.LISTED)
            return messages.captured_list(serials=newest, captured=self.captured)
        if self.chosen_document is None:
            documents = tuple(one.label for one in self.document_choices())
            return messages.documents_list(documents=documents, what=self.document_kind)
        return messages.lines_list(lines=self.to_do())

    # --- serials ------------------------------------------------------------------------------------------------

    @property
    def batch(self) -> Batch:
        """The lot and expiry that came with the product, for the serials that follow."""
        return Batch(self.position.lot, self.position.expiry)

    def hold_batch(self, batch: Batch) -> Message | None:
        """Let a lot and expiry hold for the serials that follow, in place of what held before.

        Returns:
            What to say of it; None where nothing follows that would keep it, or nothing is known.

        Raises:
            Refused: `product_expired`.
        """
        if not self.keeps_batch:
            return None
        self.move(lot=batch.lot, expiry=batch.expiry)
        return messages.lot_holds(lot=batch.lot, expiry=batch.expiry) if batch else None

    def product_choices(self) -> tuple[Choice, ...]:
        """Return the products that can be worked on now as a numbered list."""
        return tuple(
            Choice(str(number), label) for number, (_, label) in enumerate(self.products_to_do(), start=1)
        )

    def product_of_choice(self, text: str) -> Product | None:
        """Return the product chosen by its number in the list, or None."""
        to_do = self.products_to_do()
        is_listed = 0 < int(text) <= len(to_do) if is_number(text) else False
        return products.by_id(self.conn, to_do[int(text) - 1][0]) if is_listed else None

    def take(self, entries: Sequence[SerialEntry]) -> Message:
        """Capture the serials of one scan, and go on when no more can be taken.

        Raises:
            Refused: What the rules say (R4-R6, R9, R10, R12, R15).
        """
        self.run = self.capture(entries)
        message = self._captured_message(entries, self.captured, self.serials_expected)
        if self.captured >= self.most_serials:
            return self.advance() or message
        return message

    def _captured_message(
        self, entries: Sequence[SerialEntry], captured: int, expected: int | None
    ) -> Message:
        """Return what was taken; more than expected is counted, and is to be looked at."""
        first, last, count = entries[0].serial, entries[-1].serial, len(entries)
        if expected is not None and captured > expected:
            if count == 1:
                return messages.serial_captured_beyond(serial=first, captured=captured, expected=expected)
            return messages.serials_captured_beyond(
                first=first, last=last, count=count, captured=captured, expected=expected
            )
        if count == 1:
            return messages.serial_captured(serial=first, captured=captured, expected=expected)
        return messages.serials_captured(first=first, last=last, count=count, captured=captured)

    @property
    def serials_wanted(self) -> int | None:
        """How many serials are still wanted."""
        expected = self.serials_expected
        return None if expected is None else max(0, expected - self.captured)

    @property
    def has_all_serials(self) -> bool:
        """Whether as many serials are scanned as are expected, or more."""
        expected = self.serials_expected
        return self.scans_serials and expected is not None and self.captured >= expected > 0

    def put_away(self, text: str) -> Message | None:  # noqa: ARG002 - goods in needs it
        """Take a place's label for the confirmed count and the place at once; None where it does not mean that."""
        return None

    def answered_for_good(self, take: Callable[[], Message]) -> Message:
        """Do what a question was answered with; where that is refused, nothing is taken, but it is not asked again."""
        position, run = self.position, self.run
        try:
            with self.conn.begin_nested():
                return take()
        except Refused as refused:
            self.position, self.run = position, run
            self.forget()
            return messages.refusal(refused)

    def undo(self) -> Message:
        """Release the last captured serial.

        Raises:
            Refused: `nothing_captured`.
        """
        serial = captures.undo(self.conn, self.open_run().id)
        return self._after_removal(serial)

    def remove(self, text: str) -> Message:
        """Release one captured serial.

        Raises:
            Refused: `not_captured`, or `nothing_entered`.
        """
        serial = captures.remove(self.conn, self.open_run().id, self._serial_on(text))
        return self._after_removal(serial)

    def _serial_on(self, text: str) -> str:
        """Return the serial that a label names; any other text is the serial itself."""
        if not text:
            raise Refused("nothing_entered", what="serial to be taken back")
        return new_serials.named_by(self.product, text, separator=self.flow.separator)

    def _after_removal(self, serial: str) -> Message:
        self.holding(self.captured - 1)
        self.move(quantity=None)
        self.go_to("enter_serials")
        return messages.serial_removed_from_captures(serial=serial, captured=self.captured)

    def counter(self) -> Serials | None:
        """Return the counter of the line or task; None where it takes no serials."""
        if self.position.line_id is None or not self.scans_serials:
            return None
        newest = captures.newest(self.conn, self.run.id, NEWEST) if self.run and self.captured else ()
        return Serials(self.captured, self.serials_expected, newest[0] if newest else None, newest)

    # --- what goods in and goods out say differently ------------------------------------------------------------

    @property
    @abstractmethod
    def product(self) -> Product:
        """The product of the line or task in work."""

    @property
    @abstractmethod
    def scans_serials(self) -> bool:
        """Whether the operator scans serials for the line or task in work."""

    @property
    @abstractmethod
    def keeps_batch(self) -> bool:
        """Whether the serials that follow are new here, so that lot and expiry are set by what comes with them."""

    @property
    @abstractmethod
    def creates_serials(self) -> bool:
        """Whether a serial that the store does not know may become one of the line or task in work."""

    @property
    @abstractmethod
    def serials_expected(self) -> int | None:
        """The number of serials to reach."""

    @property
    @abstractmethod
    def most_serials(self) -> int:
        """How many serials may be captured at most."""

    @property
    @abstractmethod
    def chosen_document(self) -> Document | None:
        """The document in work; None before one is chosen."""

    @property
    @abstractmethod
    def document(self) -> Document:
        """The document in work.

        Raises:
            Refused: `no_document_yet`.
        """

    @abstractmethod
    def find_document(self, text: str) -> Document | None:
        """Return the document of that number, open or not; or None."""

    @abstractmethod
    def open_documents(self) -> Sequence[Document]:
        """Return the open documents, oldest first, at most `LISTED`."""

    @abstractmethod
    def note_document(self, run: Run, document: Document) -> None:
        """Note on the run which document it works on."""

    @abstractmethod
    def begin_document(self) -> None:
        """Take in work what comes first on the document, where that is not the operator's choice.

        Raises:
            Refused: `tasks_in_work`.
        """

    @abstractmethod
    def misfit_of_line(self, run: Run) -> Message | None:
        """Release the line or task where it is no longer this run's, and return what to say of it, or None."""

    @abstractmethod
    def count_to_do(self) -> int:
        """Return how many lines or tasks of the document are open."""

    @abstractmethod
    def to_do(self) -> tuple[str, ...]:
        """Return what to show of each open line or task."""

    @abstractmethod
    def choose_product(self, product: Product) -> Message:
        """Answer the question for the product, without going on.

        Raises:
            Refused: Why this product cannot be worked on now.
        """

    @property
    @abstractmethod
    def asks_location(self) -> bool:
        """Whether the question for the location makes sense now."""

    @property
    @abstractmethod
    def place_to_go(self) -> str | None:
        """Where the operator is sent; None where the place is the operator's choice."""

    @abstractmethod
    def choose_location(self, text: str) -> Message:
        """Answer the question for the location.

        Raises:
            Refused: Why it cannot be this one.
        """

    @abstractmethod
    def capture(self, entries: Sequence[SerialEntry]) -> Run:
        """Capture the serials of one scan and return the run with them.

        Raises:
            Refused: What the rules say.
        """

    @abstractmethod
    def serials_done(self) -> Message:
        """Go on from the serials with those that are captured.

        Raises:
            Refused: `serials_missing` where the number must be reached.
        """

    @property
    @abstractmethod
    def proposed(self) -> int | None:
        """The quantity that Enter takes; None where one must be typed."""

    @abstractmethod
    def confirm(self, quantity: int) -> Message:
        """Answer the question for the quantity.

        Raises:
            Refused: What the rules say (R9, R10, R12).
        """

    @abstractmethod
    def post(self) -> Message:
        """Post the line or task and go on to the next one, or end the run.

        Raises:
            Refused: What the rules say.
        """

    @property
    @abstractmethod
    def may_be_short(self) -> bool:
        """Whether `:short` makes sense now."""

    @abstractmethod
    def be_short(self, argument: str) -> Message:
        """Answer `:short`: fewer than asked for.

        Raises:
            Refused: Where it makes no sense.
        """

    @abstractmethod
    def answer_question(self, text: str) -> Message:
        """Answer what is asked in between.

        Raises:
            Refused: The answer is none.
        """

    @abstractmethod
    def question_prompt(self) -> tuple[str, tuple[Choice, ...]]:
        """Return the prompt and the choices of what is asked in between."""

    @abstractmethod
    def fields(self) -> dict[str, str | int]:
        """Return what is known of the document and the line or task, in the order to be shown."""

    @abstractmethod
    def products_to_do(self) -> tuple[tuple[int, str], ...]:
        """Return the products that can be worked on now: id, and what to show of each."""
