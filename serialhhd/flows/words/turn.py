"""A turn of a flow: what is in work now, from the first step that asks about it until it is posted."""

from itertools import takewhile
from types import MappingProxyType

from serialhhd.flows.conversation.position import Position
from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.seam.view import Message
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
    work.position = Position(
        step,
        ids=MappingProxyType({word: chosen for word, chosen in was.ids.items() if word in held}),
        line_id=line_id,
        noted=MappingProxyType({word: text for word, text in was.noted.items() if word in held}),
        recent=was.recent,
    )
    work.forget()


def advance(work: Work) -> Message | None:
    """Go on to the next step that has a question; after the last one post the turn and return what to say of it."""
    following = work.after(work.position.step)
    while following is not None:
        work.go_to(following.name)
        if following.is_asked(work):
            return None
        following = work.after(following.name)
    return post(work)


def post(work: Work) -> Message:
    """Post what is in work and go on to what comes next, or end the run where all is done.

    Raises:
        Refused: What the rules say.
    """
    operation = operation_of(work)
    posted = operation.post(work)
    work.posted += 1
    work.holding(0)
    if posted.is_complete:
        work.end(RunState.DONE)
    else:
        operation.turns.go_on(work)
    return posted.message
