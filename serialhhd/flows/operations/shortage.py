"""What it means that there are fewer than asked for: the policies that operations take for `shorts`."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations.given_reasons import DISTINCT, Reason, listed
from serialhhd.flows.operations.operation import Options, Shorts, WrittenIn
from serialhhd.flows.questions.question import Question, is_yes
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.flows.words import document, place, product, quantity, reason, serials, turn
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import QUANTITY, SERIALS
from serialhhd.store import refusals
from serialhhd.toml.key import Choices, Idle

NOTHING = ":nothing"
"""Pending where a turn ends short before anything was counted."""


class NeverShort(Shorts):
    """Nothing is asked for, so nothing can be short."""

    def is_possible(self, work: Work) -> bool:  # noqa: ARG002 - other policies look
        """Return that it makes no sense."""
        return False

    def begin(self, work: Work, argument: str) -> Message:  # noqa: ARG002 - other policies look
        """Refuse it."""
        raise messages.not_now(word=":short", step=work.step.name)

    def ask(self, work: Work, quantity: int) -> Message | None:  # noqa: ARG002 - other policies look
        """Ask nothing."""
        return None

    def has_enough(self, work: Work, captured: int) -> bool:
        """Return whether there is anything, or may be without serials."""
        return captured > 0 or serials.rule(work).some_have_none

    def proposed(self, work: Work, units: int | None) -> int | None:  # noqa: ARG002 - other policies look
        """Return what is proposed."""
        return units


class AnyNumber(NeverShort):
    """Any number is as good as another, also none: it is counted what is there."""

    none_is_a_result: ClassVar[bool] = True

    def has_enough(self, work: Work, captured: int) -> bool:  # noqa: ARG002 - other policies look
        """Return that any number will do."""
        return True


# --- the line is closed, or waits for the rest --------------------------------------------------------------------


class ShortOptions(Options):
    """What becomes of a line with fewer than expected."""

    short: Annotated[
        Literal["close", "keep_open", "ask"],
        Choices(
            {
                "close": "it is closed",
                "keep_open": "the rest can be received later",
                "ask": "the operator is asked",
            }
        ),
        WrittenIn("confirm_quantity"),
    ] = Field(
        default="close",
        description="Goods in (R10): what becomes of a line received with fewer than expected.",
    )


class ClosesOrKeepsOpen(Shorts):
    """Fewer are as good as all: the line is closed, or stays open for the rest, as the flow or the operator says (R10)."""

    def is_possible(self, work: Work) -> bool:
        """Return whether the operator counts now."""
        return work.asks(SERIALS) or work.asks(QUANTITY)

    def begin(self, work: Work, argument: str) -> Message:  # noqa: ARG002 - no reason is needed
        """Go on with fewer than expected."""
        if work.asks(SERIALS):
            return serials.finish(work)
        if work.asks(QUANTITY):
            return messages.enter_short_quantity()
        raise messages.not_now(word=":short", step=work.step.name)

    def ask(self, work: Work, quantity: int) -> Message | None:
        """Ask whether the line is closed, where the flow leaves that to the operator."""
        expected = serials.expected(work) or 0
        if quantity >= expected or work.options(ShortOptions).short != "ask":
            return None
        work.move(question=CLOSE_SHORT.name)
        return messages.line_short(quantity=quantity, expected=expected)

    def has_enough(self, work: Work, captured: int) -> bool:  # noqa: ARG002 - other policies look
        """Return that any number will do: the quantity is their number."""
        return True

    def proposed(self, work: Work, units: int | None) -> int | None:  # noqa: ARG002 - other policies look
        """Return what is still to come."""
        return units


def closes_short(work: Work) -> bool:
    """Return whether a line that is short is closed: as the operator said, or else as the flow says."""
    keeps_open = work.position.keeps_open
    return work.options(ShortOptions).short == "close" if keeps_open is None else not keeps_open


def _answer_close(work: Work, text: str) -> Message:
    work.move(keeps_open=not is_yes(text), question=None)
    return quantity.go_on(work)


CLOSE_SHORT = Question(
    "close_short",
    prompt=lambda work: prompts.close_line(),  # noqa: ARG005 - the same for any line
    choices=lambda work: (  # noqa: ARG005 - the same for any line
        Choice("1", prompts.yes_close()),
        Choice("2", prompts.no_rest_later()),
    ),
    answer=_answer_close,
    is_yes_or_no=True,
    hears_words=True,
)


# --- a reason is needed -------------------------------------------------------------------------------------------


def _why_idle(flow: PlayedFlow) -> str | None:
    options = flow.options
    if not isinstance(options, ReasonOptions) or not options.empty_reason:
        return None
    known = {said.casefold() for said in options.short_reasons}
    return None if options.empty_reason.casefold() in known else "short_reasons has no such reason"


class ReasonOptions(Options):
    """The reasons for fewer than asked for."""

    short_reasons: Annotated[
        tuple[Reason, ...],
        BeforeValidator(list_as_tuple),
        Field(min_length=1),
        DISTINCT,
        WrittenIn("confirm_quantity"),
    ] = Field(
        default=("Not found", "Damaged", "Location empty"),
        description="Goods out (R12): the reasons that a short pick can be given, as a numbered list.",
    )
    empty_reason: Annotated[str, Idle(_why_idle), WrittenIn("confirm_quantity")] = Field(
        default="Location empty",
        max_length=40,
        description="Goods out (R12): the reason that says that the place is empty. Where there is stock elsewhere, the "
        "operator is sent there before the task ends short. Empty: never.",
    )


class NeedsReason(Shorts):
    """Fewer end the line only with a reason; where its place is empty, the operator is sent to another one first (R12)."""

    def is_possible(self, work: Work) -> bool:
        """Return whether a line is in work that could end short."""
        return work.position.line_id is not None

    def begin(self, work: Work, argument: str) -> Message:
        """Note that there will be fewer; the reason comes with it or is asked for."""
        line = document.chosen_line(work)
        if line is None:
            raise messages.not_now(word=":short", step=work.step.name)
        if argument:
            return _be_short(work, reason.named(work, argument, _reasons(work)))
        work.move(question=SHORT_REASON.name)
        return _why(work, work.captured, line.open_quantity)

    def ask(self, work: Work, quantity: int) -> Message | None:
        """Ask why there are fewer, unless that was said already."""
        wanted = serials.expected(work) or 0
        if quantity >= wanted or work.position.reason is not None:
            return None
        work.move(question=SHORT_REASON.name)
        return _why(work, quantity, wanted)

    def has_enough(self, work: Work, captured: int) -> bool:
        """Return whether all serials are there, or units have none, or it was said why not."""
        is_said = work.position.reason is not None or serials.rule(work).some_have_none
        return is_said or captured >= (serials.expected(work) or 0)

    def proposed(self, work: Work, units: int | None) -> int | None:
        """Return what is to be taken; once there is a reason it must be typed, unless nothing was there at all."""
        if work.position.reason is None:
            return units
        return 0 if work.position.pending == NOTHING or place.stock_line(work) is None else None


def _why(work: Work, units: int, wanted: int) -> Message:
    """Ask why there are fewer, naming of what and where: a person may have another task in mind."""
    where = place.source(work)
    return messages.reason_wanted(
        quantity=units, wanted=wanted, sku=product.in_work(work).sku, location=where
    )


def _be_short(work: Work, why: str) -> Message:
    """End the line short; where its place is empty, propose another one first."""
    other = operation_of(work).turns.elsewhere(work) if _says_empty(work, why) else None
    if other is None:
        return _end(work, why)
    work.move(question=GO_ELSEWHERE.name, pending=why)
    return messages.stock_elsewhere(sku=other.product, quantity=other.quantity, location=other.location)


def _go_elsewhere(work: Work) -> Message:
    """Post what was found here, and go on with the rest of the line at another place."""
    turns, here = operation_of(work).turns, place.stock_line_in_work(work)
    empty, line_id = (*work.position.empty, here.location_id), work.position.line_id
    counted = work.captured if serials.rule(work).is_scanned else work.position.quantity or 0
    work.move(question=None, pending=None)
    message = None
    if counted:
        work.move(quantity=counted)
        message = turn.post(work)
        if work.position.line_id != line_id:  # a line before it was free again
            return message
    turn.begin(work, line_id)
    work.move(empty=empty)
    turns.send(work)
    return message or messages.sent_elsewhere(location=turns.place_to_go(work) or "")


def _end(work: Work, why: str) -> Message:
    """End the line with this reason, once it is counted."""
    is_counted = work.asks(QUANTITY)
    work.move(reason=why, question=None, pending=None)
    if is_counted and work.position.quantity is not None:
        return quantity.go_on(work)
    if not is_counted:
        work.move(pending=NOTHING)
    step = work.step_for(QUANTITY)
    if step:
        work.move(step=step.name)
        return messages.short_noted(reason=why)
    return turn.post(work)


def _reasons(work: Work) -> tuple[str, ...]:
    return work.options(ReasonOptions).short_reasons


def _says_empty(work: Work, why: str) -> bool:
    said = work.options(ReasonOptions).empty_reason
    return bool(said) and why.casefold() == said.casefold()


def _answer_reason(work: Work, text: str) -> Message:
    if not text or text.startswith(":"):
        raise refusals.reason_missing()
    return _be_short(work, reason.named(work, text, _reasons(work)))


SHORT_REASON = Question(
    "short_reason",
    prompt=lambda work: prompts.reason(),  # noqa: ARG005 - the same for any line
    choices=lambda work: reason.choices(_reasons(work)),
    answer=_answer_reason,
)


def _other_place(work: Work) -> str:
    other = operation_of(work).turns.elsewhere(work)
    return prompts.go_there(location=other.location) if other else prompts.go_elsewhere()


def _answer_elsewhere(work: Work, text: str) -> Message:
    return _go_elsewhere(work) if is_yes(text) else _end(work, work.position.pending or "")


GO_ELSEWHERE = Question(
    "go_elsewhere",
    prompt=_other_place,
    choices=lambda work: (
        Choice("1", prompts.yes()),
        Choice("2", prompts.no_because(reason=work.position.pending or "")),
    ),
    answer=_answer_elsewhere,
    is_yes_or_no=True,
    hears_words=True,
)


def spelled(said: str, flows: Iterable[PlayedFlow]) -> str:
    """Return why there are fewer as the flow writes it that offers it, in whatever letter case it is said at a desk."""
    asked = [flow.options for flow in flows if isinstance(flow.options, ReasonOptions)] or [ReasonOptions()]
    return listed(said, (one for options in asked for one in options.short_reasons))
