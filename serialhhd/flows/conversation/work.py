"""One scan's worth of work: the run, and where it stands, inside one transaction of the store.

What the questions mean is said by the operation, how they are asked by the steps; both are given the work. Nothing here
outlives the transaction: what does is in the run's position.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection

from serialhhd.flows.conversation.position import Position
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words.word import SERIALS
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.symbols.carriers import Carrier
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind, RunState

T = TypeVar("T")
Own = TypeVar("Own")
Known = Mapping[Callable[["Work"], Any], Any]


class PlayedStep(Protocol):
    """What a step is to the conversation."""

    @property
    def name(self) -> str:
        """Its word in flows.toml."""

    @property
    def offers(self) -> tuple[str, ...]:
        """The words of the actions that are offered at it, most useful first, in so far as they make sense then."""

    @property
    def documents(self) -> frozenset[DocumentKind]:
        """The kinds of documents that it asks for, where it asks for a document."""

    @property
    def carriers(self) -> Sequence[Carrier]:
        """The kinds of symbols that a scan may come from; any where there is none."""

    def takes(self, form: str) -> bool:
        """Return whether an answer may come in a form."""

    def is_asked(self, work: "Work") -> bool:
        """Whether it has a question now."""

    @property
    def help(self) -> str | Mapping[str, str]:
        """What is said at it where somebody asks for help, in one language or in several."""

    def wording(self, work: "Work") -> str:
        """Return the question."""

    def choices(self, work: "Work") -> tuple[Choice, ...]:
        """Return what can be chosen by its number."""

    def take(self, work: "Work", text: str) -> Message:
        """Take an answer and go on."""

    def proposed(self, work: "Work") -> int | str | None:
        """Return what Enter alone takes; None where an answer must be given."""

    def unasked(self, work: "Work") -> Callable[[], str] | None:
        """Return what answers the question without asking it and says with what; None where it is asked."""

    def told(self, work: "Work", refused: Refused) -> Message | None:
        """Return what to say of a refusal in place of its sentence, if anything."""


class PlayedFlow(Protocol):
    """What a flow is to the conversation."""

    @property
    def name(self) -> str:
        """Its key in flows.toml."""

    @property
    def title(self) -> str | Mapping[str, str]:
        """What the operator reads above every question, in one language or in several."""

    @property
    def short_title(self) -> str | Mapping[str, str]:
        """What stands for it on a narrow screen, likewise."""

    @property
    def afterwards(self) -> str:
        """What comes when a document is done: `menu`, or else a question of the flow."""

    @property
    def operation(self) -> str:
        """The name of its operation."""

    @property
    def separator(self) -> str:
        """What the scanners send in place of FNC1."""

    @property
    def steps(self) -> Sequence[PlayedStep]:
        """Its questions, in order."""

    @property
    def words(self) -> Mapping[str, str]:
        """The word that each of its steps asks for, by the step's name."""

    @property
    def options(self) -> object:
        """The options of its operation."""

    @property
    def version_id(self) -> int | None:
        """The version of flows.toml that says it; a run keeps it."""

    def model_dump_json(self) -> str:
        """Return the flow as a run keeps it."""


class Work:
    """The conversation's hold on the store for one scan."""

    def __init__(
        self,
        conn: Connection,
        flow: PlayedFlow,
        operator: str,
        at: datetime,
        run: Run | None,
        *,
        answers: bool = False,
        typed: int = 0,
        fnc1: tuple[str, ...] = (),
        since: datetime | None = None,
    ) -> None:
        self.conn = conn
        self.flow = flow
        self.operator = operator
        self.at = at
        self.run = run
        self.since = since
        """When the operator signed on: what was kept before is kept no longer. None: nothing outlives a run."""
        self.position = Position.from_json(run.position) if run else Position(flow.steps[0].name)
        self._began = (self.run, self.position)
        self._step = flow.steps[0]
        self._answers = answers
        self._read: dict[Callable[[Work], Any], Any] = {}
        self.typed = typed
        self.is_scan = False  # whether what was entered says itself that a scanner sent it
        self.approved_by: str | None = None
        """The supervisor whose PIN is what was entered: it was checked before (R67)."""
        self.fnc1 = fnc1 or (flow.separator,)
        """What the scanner may have sent in place of FNC1: what is said of the device wins over what the flow says."""
        self.posted = 0
        """So many turns were posted with this scan."""
        self.large = ""
        """What of it is shown large: where the unit is to be put that was posted without another question."""
        self.unasked: tuple[str, ...] = ()
        """What steps were answered with that were not asked."""
        self.asks_all = False
        """Whether no step is skipped: what was scanned answers a later one itself."""
        self.is_done = False
        self.has_ended = False

    def options(self, kind: type[Own]) -> Own:
        """Return the options of the flow's operation, which are of this kind.

        Raises:
            TypeError: They are not.
        """
        if not isinstance(self.flow.options, kind):
            raise TypeError(kind.__name__)
        return self.flow.options

    def remember(self, read: Callable[["Work"], T]) -> T:
        """Return what is read of the store, read once until `forget`."""
        found: T = self._read[read] if read in self._read else self._read.setdefault(read, read(self))
        return found

    def forget(self, but: Known = MappingProxyType({})) -> None:
        """Read what is in work anew when it is asked for next, but for what the store has just said."""
        self._read = dict(but)

    # --- the run ------------------------------------------------------------------------------------------------

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
        return self._answers and self.asks(SERIALS)

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
                flow_version_id=self.flow.version_id,
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
            self.position = self.position.saved(before.moves + has_moved, scan_id)
            runs.save(self.conn, self.run, self.position.as_json(), self.at)

    def end(self, state: RunState, approved_by: str | None = None) -> None:
        """End the run, with who approved that; the flow's first question is asked anew."""
        if self.run is not None:
            runs.end(self.conn, self.run.id, state, self.at, approved_by=approved_by)
        self.position = self.position.anew(self.first_step)
        self.holding(0)
        self.is_done = state is RunState.DONE
        self.has_ended = True
        self.forget()

    def attempt(self, take: Callable[[], T]) -> T | Refused:
        """Do what may be refused, and return why where it is: then nothing is taken, and the conversation goes on."""
        before = self._held
        try:
            with self.conn.begin_nested():
                return take()
        except Refused as refused:
            self._held = before
            return refused

    def check(self, take: Callable[[], object]) -> None:
        """Check that something can be done: it is done, and taken back.

        Raises:
            Refused: Why it cannot.
        """
        before, nested = self._held, self.conn.begin_nested()
        try:
            take()
        finally:
            nested.rollback()
            self._held = before

    @property
    def _held(self) -> tuple[Position, Run | None, int, tuple[str, ...], bool, bool]:
        """What is taken back with what was done in the store."""
        return self.position, self.run, self.posted, self.unasked, self.is_done, self.has_ended

    @_held.setter
    def _held(self, held: tuple[Position, Run | None, int, tuple[str, ...], bool, bool]) -> None:
        self.position, self.run, self.posted, self.unasked, self.is_done, self.has_ended = held
        self.forget()

    def answered_for_good(self, take: Callable[[], Message]) -> Message:
        """Do what a question was answered with; where that is refused, nothing is taken, but it is not asked again."""
        taken = self.attempt(take)
        return messages.refusal(taken) if isinstance(taken, Refused) else taken

    # --- where it stands ----------------------------------------------------------------------------------------

    @property
    def step(self) -> PlayedStep:
        """The step that is asked now."""
        name = self.position.step
        if self._step.name != name:
            self._step = next((step for step in self.flow.steps if step.name == name), self.flow.steps[0])
        return self._step

    @property
    def first_step(self) -> str:
        """The step that the flow begins with."""
        return self.flow.steps[0].name

    @property
    def word(self) -> str:
        """The word that is asked for now."""
        return self.flow.words[self.step.name]

    def asks(self, word: str) -> bool:
        """Return whether a word is asked for now."""
        return self.word == word

    def step_for(self, word: str) -> PlayedStep | None:
        """Return the flow's step that asks for a word; None where it has none."""
        return next((step for step in self.flow.steps if self.flow.words[step.name] == word), None)

    def after(self, name: str) -> PlayedStep | None:
        """Return the step that comes after the one of that name; None after the last."""
        behind = [step.name for step in self.flow.steps].index(name) + 1
        return next(iter(self.flow.steps[behind:]), None)

    def move(self, **changes: Any) -> None:
        """Change the position."""
        self.position = replace(self.position, **changes)

    def chosen(self, word: str) -> int | None:
        """Return the id of what was chosen for a word; None before anything was."""
        return self.position.ids.get(word)

    def choose(self, word: str, chosen: int | None) -> None:
        """Keep the id of what was chosen for a word, on whatever device; None: nothing is any more."""
        others = {known: kept for known, kept in self.position.ids.items() if known != word}
        self.move(ids=MappingProxyType(others if chosen is None else {**others, word: chosen}))

    def go_to(self, step: str) -> None:
        """Go to a step of the flow."""
        self.move(step=step, question=None, pending=None)

    def note(self, word: str, text: str) -> None:
        """Keep the answer to a word that the operation does not know: it is in the position, on whatever device."""
        self.open_run()
        self.move(noted=MappingProxyType({**self.position.noted, word: text}))

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
                self.move(step=before.name, quantity=None, reason=None, keeps_open=None)
                return
        raise messages.nothing_before()
