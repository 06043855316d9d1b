"""A turn of a flow: what is in work now, from the first step that asks about it until it is posted."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import takewhile
from types import MappingProxyType

from serialhhd.flows.conversation.work import PlayedFlow, PlayedStep, Work
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation, Posted
from serialhhd.flows.questions import supervisor
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import containers
from serialhhd.flows.sentences.english.documents import place_is_empty
from serialhhd.flows.words.word import PRODUCT, SOURCE
from serialhhd.store.catalogue import places
from serialhhd.store.words.refusal import Refused, Unapproved
from serialhhd.store.words.vocabulary import RunState


def operation_of(work: Work) -> Operation:
    """Return the operation that the flow is of."""
    return operations()[work.flow.operation]


def first_step(flow: PlayedFlow) -> str:
    """Return the step that each turn begins with: the first one behind those whose words hold for all turns."""
    operation, words = operations()[flow.operation], list(flow.words.items())
    before = list(
        takewhile(lambda asked: operation.turns.holds(asked[1]) or asked[1] not in operation.words, words)
    )
    while before and not operation.turns.holds(before[-1][1]):
        before.pop()  # a word of the step's own is asked for in each turn, unless what comes behind it holds
    return words[min(len(before), len(words) - 1)][0]


def begin(work: Work, line_id: int | None = None) -> None:
    """Begin the next turn, perhaps with a line of the document; what is asked before its first step is kept."""
    was, step, words = work.position, first_step(work.flow), list(work.flow.words.items())
    held = {word for name, word in takewhile(lambda asked: asked[0] != step, words)}
    work.position = was.anew(step)
    work.move(
        ids=MappingProxyType({word: chosen for word, chosen in was.ids.items() if word in held}),
        line_id=line_id,
        skipped=was.skipped,
        noted=MappingProxyType({word: text for word, text in was.noted.items() if word in held}),
    )
    work.forget()


def enter(work: Work) -> None:
    """Skip the first question of a flow, where nobody has answered anything and the flow says so; nothing is written for it.

    A run begins with the first answer, which also says what was not asked.
    """
    position, step = work.position, work.step
    rest = [later for later in work.flow.steps if later is not step]
    take = step.unasked(work) if rest and position.question is None and step is work.flow.steps[0] else None
    if take is None:
        return
    taken = work.attempt(partial(_taken, work, take))
    if not isinstance(taken, Refused):
        work.unasked = (taken,)
        work.go_to(next((later for later in rest if later.is_asked(work)), step).name)


def advance(work: Work) -> Message | None:
    """Go on to the next step that has a question to ask; after the last one post the turn and return what to say of it."""
    return _go_on(work, work.after(work.position.step), is_fresh=_comes_before_turn(work))


def _go_on(
    work: Work, step: PlayedStep | None, *, is_fresh: bool, skipped: str | None = None
) -> Message | None:
    """Go on to a step, or behind it as far as nothing is to be asked.

    Args:
        work: The run, and where it stands.
        step: The step to go on with; None posts the turn.
        is_fresh: Whether nobody has answered anything in this turn: then its last question is asked though it could be skipped.
        skipped: The step that was skipped last in this turn.
    """
    while step is not None:
        work.go_to(step.name)
        if step.is_asked(work):
            return _skip_or_ask(work, step, is_fresh=is_fresh)
        step = work.after(step.name)
    if is_fresh and skipped is not None:
        work.go_to(skipped)
        work.unasked = work.unasked[:-1]
        return None
    return post(work)


def _comes_before_turn(work: Work) -> bool:
    """Return whether what was answered now holds for more turns than this one."""
    names = list(work.flow.words)
    return names.index(work.position.step) < names.index(first_step(work.flow))


def _skip_or_ask(work: Work, step: PlayedStep, *, is_fresh: bool) -> Message | None:
    """Answer a step without asking and go on; where a rule refuses that, then or when it is posted, it is asked all the same."""
    take = None if step.name == work.first_step or work.asks_all else step.unasked(work)
    if take is None:
        return None
    gone_on = work.attempt(partial(_skip, work, step, take, is_fresh=is_fresh))
    return None if isinstance(gone_on, Refused) else gone_on


def _skip(work: Work, step: PlayedStep, take: Callable[[], str], *, is_fresh: bool) -> Message | None:
    work.unasked += (_taken(work, take),)
    return _go_on(work, work.after(step.name), is_fresh=is_fresh, skipped=step.name)


def _taken(work: Work, take: Callable[[], str]) -> str:
    """Answer a step without asking.

    Raises:
        Refused: What the rules say; `not_now` where the answer leads to a question in between, which a person must answer.
    """
    taken = take()
    if work.position.question is not None:
        raise messages.not_now(word=taken, step=work.position.step)
    return taken


def post(work: Work) -> Message:
    """Post what is in work and go on to what comes next, or end the run where all is done; or ask the supervisor first (R67).

    Raises:
        Refused: What the rules say.
    """
    operation = operation_of(work)
    is_nothing = work.position.quantity == 0 and not operation.shorts.none_is_a_result
    try:
        posted = operation.post(work)
    except Unapproved as unapproved:
        return supervisor.ask(work, unapproved)
    work.posted += 1
    work.large = posted.large
    work.holding(0)
    if posted.is_complete:
        work.end(RunState.DONE)
    else:
        operation.turns.go_on(work)
    if not work.has_ended and work.step.is_asked(work):
        _skip_or_ask(work, work.step, is_fresh=True)
    return _said(work, posted, is_nothing=is_nothing)


def _said(work: Work, posted: Posted, *, is_nothing: bool) -> Message:
    """Return what is said of what was posted, of the containers that units were taken out of (R21), and of a place that is empty now: nothing is no success."""
    message, left = posted.message, left_empty(work)
    if is_nothing and message.severity == "success":
        message = replace(message, severity="info")
    said = [message.text]
    if posted.unpacked:
        said.append(containers.taken_out(codes=posted.unpacked))
    if left:
        said.append(place_is_empty(location=left))
    return replace(message, text=" ".join(said)) if len(said) > 1 else message


def left_empty(work: Work) -> str | None:
    """Return the code of the place from which the operator has taken the last goods, and is asked for more; None: no such."""
    turns, location_id = operation_of(work).turns, work.chosen(SOURCE)
    if location_id is None or work.has_ended or not work.asks(PRODUCT) or SOURCE in turns.sends:
        return None
    return None if turns.products(work) else places.by_id(work.conn, location_id).code
