"""What the steps have in common that ask for a place: what Enter takes, whether it is asked, and whether it is asked again."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.answers.forms import PlaceForms
from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations import operations
from serialhhd.flows.questions.question import Question, is_yes
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.sentences.texts import ONE_LINE_OR_NONE
from serialhhd.flows.steps.step import InItsTable, Step
from serialhhd.flows.words import place
from serialhhd.flows.words.turn import advance
from serialhhd.flows.words.word import SERIALS, SOURCE
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.recognise import what_is
from serialhhd.store.symbols import scan
from serialhhd.toml.key import Choices, IdleIn

ONE_ANSWER, DEFAULT_GIVEN = "one_answer", "default_given"
SCAN_TWICE, SAY_YES = "scan_again", "yes"


# --- when an option has no effect ---------------------------------------------------------------------------------


def _why_no_choice(flow: PlayedFlow, kind: type[BaseModel]) -> str | None:
    """Return that the place is said by what is asked for: the operator goes there, and only a scan proves it."""
    step = _step(flow, kind)
    is_sent = step is not None and is_said(flow, step)
    return "what is asked for says the place, and only a scan proves it" if is_sent else None


def _why_never_asked(flow: PlayedFlow, kind: type[BaseModel]) -> str | None:
    """Return that the last step of a flow is not asked, so that nobody says anything at it, nor goes back to it.

    Where serials are asked for, a place is said by its label, which confirms their count.
    """
    step = _step(flow, kind)
    if step is None or not step.default or step.skip_when != DEFAULT_GIVEN or flow.steps[-1] is not step:
        return None
    if SERIALS in flow.words.values():
        return None
    return f'skip_when = "{DEFAULT_GIVEN}" takes the default without asking'


def _why_never_skipped(flow: PlayedFlow, kind: type[BaseModel]) -> str | None:
    step = _step(flow, kind)
    if step is None:
        return None
    is_without = step.skip_when == DEFAULT_GIVEN and not step.proposes
    return "there is neither default nor keep" if is_without else None


def _step(flow: PlayedFlow, kind: type[BaseModel]) -> "ScanPlace | None":
    """Return the step of a flow that is of a kind."""
    return next((step for step in flow.steps if isinstance(step, ScanPlace) and isinstance(step, kind)), None)


def is_said(flow: PlayedFlow, step: "ScanPlace") -> bool:
    """Return whether the place is what the operator is sent to, not the operator's choice."""
    return flow.words[step.name] == SOURCE and SOURCE in operations()[flow.operation].turns.sends


# --- the step -----------------------------------------------------------------------------------------------------


class ScanPlace(Step):
    """A question for a place."""

    offers: ClassVar[tuple[str, ...]] = (":ok", *Step.offers)

    accept: Annotated[PlaceForms, InItsTable()] = Field(
        default=("code",), description="How the place may be named."
    )
    default: Annotated[str, ONE_LINE_OR_NONE, IdleIn(_why_no_choice), InItsTable()] = Field(
        default="",
        max_length=64,
        description="The place that Enter takes. Empty: a place must be scanned.",
    )
    keep: Annotated[bool, IdleIn(_why_no_choice), IdleIn(_why_never_asked), InItsTable()] = Field(
        default=False,
        description="Whether Enter takes the place that was answered last: by the operator, in this flow, since signing on. "
        "It goes before the default.",
    )
    confirm: Annotated[
        Literal["", "scan_again", "yes"],
        Choices(
            {
                "": "it is taken at once",
                SCAN_TWICE: "the place is scanned twice; only the second scan takes it",
                SAY_YES: "the operator is asked whether it is the right one",
            }
        ),
        IdleIn(_why_never_asked),
        InItsTable(),
    ] = Field(default="", description="How a place is confirmed before it is taken.")
    skip_when: Annotated[
        Literal["", "one_answer", "default_given"],
        Choices(
            {
                "": "it is always asked",
                ONE_ANSWER: "where the store has one place only",
                DEFAULT_GIVEN: "where there is something that Enter would take",
            }
        ),
        IdleIn(_why_no_choice),
        IdleIn(_why_never_skipped),
        InItsTable(),
    ] = Field(
        default="",
        description="When the place is taken without asking; the next answer says what was. What a rule refuses is asked, and so "
        "is the last question of a line or task of which nothing else was.",
    )

    def is_asked(self, work: Work) -> bool:
        """Whether there are goods to put somewhere, or to fetch."""
        return place.is_asked(work, self.word(work))

    def word(self, work: Work) -> str:
        """Return the word that it asks for in the flow."""
        return work.flow.words[self.name]

    # --- what Enter takes -------------------------------------------------------------------------------------------

    def proposed(self, work: Work) -> str | None:
        """Return the place that Enter takes: the one answered last, or else the default, if there is such a place."""
        return work.remember(self._proposed) if self.proposes else None

    @property
    def proposes(self) -> bool:
        """Whether there may be something that Enter takes."""
        return self.keep or bool(self.default)

    def _proposed(self, work: Work) -> str | None:
        code = self.proposal(work)
        found = places.find_location(work.conn, code) if code else None
        return found.code if found else None

    def proposal(self, work: Work) -> str | None:
        """Return the code that is proposed, be there such a place or not."""
        if is_said(work.flow, self):
            return None
        return (place.last(work, self.word(work)) if self.keep else None) or self.default or None

    def _entered(self, work: Work, text: str) -> str:
        """Return the place that was entered, or that Enter takes.

        Raises:
            Refused: `nothing_entered`; `default_is_no_location`.
        """
        if scan.clean(text):
            return entered(text, "location")
        code = self.proposal(work)
        if code and self.proposed(work) is None:
            raise messages.default_is_no_location(code=code, known_as=what_is(work.conn, code))
        return code or entered(text, "location")

    # --- answering --------------------------------------------------------------------------------------------------

    def answer(self, work: Work, text: str) -> Message:
        """Go on with the location of that code, or that Enter takes; or have it confirmed first."""
        code = self._entered(work, text)
        return self.ask_to_confirm(work, code) if self.confirm else self.go_on(work, code)

    def go_on(self, work: Work, code: str) -> Message:
        """Take a place, and go on.

        Raises:
            Refused: Why it cannot be this one; `nothing_at_place` of one that somebody chose to take goods from.
        """
        work.open_run()
        message = self._take(work, code)
        place.check_not_empty(work, self.word(work))
        return message if work.position.question else advance(work) or message

    def _take(self, work: Work, code: str) -> Message:
        message = place.choose(work, self.word(work), code)
        if self.keep:
            place.keep(work, self.word(work), code)
        return message

    def unasked(self, work: Work) -> Callable[[], str] | None:
        """Return what takes the one place that there is, or that Enter would take, as the flow says."""
        if not self.skip_when or is_said(work.flow, self):
            return None
        if self.skip_when == ONE_ANSWER:
            there = places.only_location(work.conn)
            code = there.code if there else None
        else:
            code = self.proposed(work)
        return partial(self._take_unasked, work, code) if code else None

    def _take_unasked(self, work: Work, code: str) -> str:
        self._take(work, code)
        return code

    # --- confirming -------------------------------------------------------------------------------------------------

    def ask_to_confirm(self, work: Work, code: str) -> Message:
        """Ask for a place once more that could be taken.

        Raises:
            Refused: Why it could not.
        """
        work.check(partial(place.choose, work, self.word(work), code))
        location = places.location(work.conn, code).code
        before = work.position.pending if work.position.question == SCAN_AGAIN.name else None
        question = SCAN_AGAIN if self.confirm == SCAN_TWICE else IS_IT
        work.open_run()
        work.move(question=question.name, pending=location)
        if question is IS_IT:
            return messages.location_to_confirm()
        if before is None:
            return messages.location_once_more(location=location)
        return messages.other_location(location=location, before=before)


def _asking(work: Work) -> ScanPlace | None:
    """Return the step that asked; None where another version of the flow's step did."""
    return work.step if isinstance(work.step, ScanPlace) else None


def _pending(work: Work) -> str:
    return work.position.pending or ""


def _confirmed(work: Work) -> Message:
    asking, code = _asking(work), _pending(work)
    work.move(question=None, pending=None)
    return work.answered_for_good(lambda: asking.go_on(work, code) if asking else work.step.take(work, code))


# --- by scanning it again -----------------------------------------------------------------------------------------


def _answer_again(work: Work, text: str) -> Message:
    """Take the place that was scanned twice; another one is to be scanned twice itself."""
    scanned = places.location(work.conn, entered(text, "location")).code
    asking = _asking(work)
    return asking.ask_to_confirm(work, scanned) if asking and scanned != _pending(work) else _confirmed(work)


SCAN_AGAIN = Question(
    "scan_again",
    prompt=lambda work: prompts.scan_again(location=_pending(work)),
    choices=lambda work: (),  # noqa: ARG005 - only a scan will do
    answer=_answer_again,
    is_answered_by_scan=True,
)


# --- by saying yes ------------------------------------------------------------------------------------------------


def _answer_is_it(work: Work, text: str) -> Message:
    if is_yes(text):
        return _confirmed(work)
    dropped = _pending(work)
    work.move(question=None, pending=None)
    return messages.location_dropped(location=dropped)


IS_IT = Question(
    "is_it",
    prompt=lambda work: prompts.is_it(location=_pending(work)),
    choices=lambda work: (Choice("1", prompts.yes()), Choice("2", prompts.no())),  # noqa: ARG005 - the same for any place
    answer=_answer_is_it,
    is_yes_or_no=True,
    hears_words=True,
)
