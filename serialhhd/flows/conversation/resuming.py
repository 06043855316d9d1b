"""Going on with a run that may have begun with another version of the program: as far as this one knows what it says.

What is unknown is left out: options, steps, a question in between. A run that cannot be played without it says so at
every entry, until it is cancelled.
"""

from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flow
from serialhhd.flows.conversation.actions import action_of
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.questions import supervisor
from serialhhd.flows.questions.question import asked_now
from serialhhd.flows.seam.view import Label, Message, View
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import captions, prompts
from serialhhd.flows.sentences.language import spoken
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.symbols import scan
from serialhhd.store.words.vocabulary import RunState
from serialhhd.value_class import value_class

CANCEL, BACK = ":cancel", ":back"


@value_class
class UnreadableFlow:
    """The flow of a run that this program cannot read: no more than its name is known."""

    name: str
    short_title: str = ""

    @property
    def title(self) -> str:
        """What the operator reads in the menu."""
        return self.name


_flow_of = lru_cache(maxsize=64)(Flow.from_json)


def began_with(run: Run) -> Flow | UnreadableFlow:
    """Return the flow that a run began with."""
    try:
        return _flow_of(run.config)
    except ValueError:
        return UnreadableFlow(run.flow)


def is_readable(work: Work) -> bool:
    """Return whether the run can go on, and bring it to where it can: to the flow's first question if its step is gone."""
    position = work.position
    if not position.step:
        return False
    if position.step not in work.flow.words:
        work.go_to(work.first_step)
    elif position.question is not None and (asked_now(work) is None or not supervisor.is_known(work)):
        work.go_to(position.step)
    return True


# --- what cannot go on --------------------------------------------------------------------------------------------


def unreadable(flow: str, run: Run | None, message: Message | None = None) -> View:
    """Return the View of a run that cannot be read, or of a flow whose last run that was."""
    words = (CANCEL, ":quit") if run else (":quit",)
    return View(
        flow,
        "unreadable",
        flow,
        prompts.cancel_run() if run else "",
        actions=tuple(action_of(word) for word in words),
        message=message or messages.run_unreadable(flow=flow),
        done=False,
        position=f"{run.id}.unreadable" if run else "",
        language=spoken(),
    )


def labels(run: Run | None) -> tuple[Label, ...]:
    """Return the label that lets a run go which cannot be read."""
    return (Label(CANCEL, action_of(CANCEL).label, is_good=True, why=captions.lets_run_go()),) if run else ()


def let_go(conn: Connection, run: Run, text: str, at: datetime) -> Message | None:
    """End a run that cannot be read, where the operator says so; None for whatever else was entered.

    Raises:
        Refused: `nothing_before`, which leads to the menu.
    """
    word = scan.clean(text).casefold()
    if word == BACK:
        raise messages.nothing_before()
    if word != CANCEL:
        return None
    runs.end(conn, run.id, RunState.CANCELLED, at)
    return messages.run_cancelled(captured=run.captured)
