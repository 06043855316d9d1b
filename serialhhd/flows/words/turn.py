"""A turn of a flow: what is in work now, from the first step that asks about it until it is posted."""

from serialhhd.flows.conversation.position import Position
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.seam.view import Message
from serialhhd.flows.words.word import DESTINATION, SOURCE
from serialhhd.store.words.vocabulary import RunState


def operation_of(work: Work) -> Operation:
    """Return the operation that the flow is of."""
    return operations()[work.flow.operation]


def word_asked(work: Work) -> str:
    """Return the word that the step asks for which is asked now."""
    return operation_of(work).word(work.step.asks)


def first_step(work: Work) -> str:
    """Return the step that each turn begins with: the first one behind those whose words hold for all turns."""
    operation, steps = operation_of(work), work.flow.steps
    kept = [place for place, step in enumerate(steps) if operation.word(step.asks) in operation.keeps]
    return steps[min(max(kept, default=-1) + 1, len(steps) - 1)].name


def begin(work: Work, line_id: int | None = None) -> None:
    """Begin the next turn, perhaps with a line of the document; what holds for all turns is kept."""
    was, step, keeps = work.position, first_step(work), operation_of(work).keeps
    names = [one.name for one in work.flow.steps]
    before = {word for one in work.flow.steps[: names.index(step)] for word in one.asks}
    noted = {word: text for word, text in was.noted.items() if word in before}
    work.position = Position(
        step,
        document_id=was.document_id,
        line_id=line_id,
        source_id=was.source_id if SOURCE in keeps else None,
        destination_id=was.destination_id if DESTINATION in keeps else None,
        noted=noted,
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
    work.holding(0)
    if posted.is_complete:
        work.end(RunState.DONE)
    else:
        operation.turns.go_on(work)
    return posted.message
