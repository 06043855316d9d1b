"""The tote that what is in work goes into."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, ClassVar

from pydantic import Field

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import InItsTable, Step
from serialhhd.flows.words import tote
from serialhhd.flows.words.tote import TOTE
from serialhhd.flows.words.turn import advance
from serialhhd.flows.words.word import DOCUMENT, PRODUCT, QUANTITY, SERIALS
from serialhhd.store.symbols import scan


def _take(work: Work, code: str) -> str:
    return tote.choose(work, code).code


class ScanTote(Step):
    """The tote that the units go into: the list's own, or an empty one, which becomes the list's (R30)."""

    name: ClassVar[str] = "scan_tote"
    asks: ClassVar[tuple[str, ...]] = (TOTE,)
    needs: ClassVar[frozenset[str]] = frozenset({DOCUMENT})
    follows: ClassVar[frozenset[str]] = frozenset({PRODUCT, SERIALS, QUANTITY})
    offers: ClassVar[tuple[str, ...]] = (":ok", ":back")

    verify: Annotated[bool, InItsTable()] = Field(
        default=True,
        description="Whether the list's own tote is scanned. false: it is taken without asking, and the answer says which it is.",
    )

    def is_asked(self, work: Work) -> bool:
        """Whether there are units to put into one."""
        return work.position.quantity != 0

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the tote."""
        return prompts.tote()

    def proposed(self, work: Work) -> str | None:
        """Return the list's own tote, which Enter takes."""
        own = tote.proposed(work)
        return own.code if own else None

    def unasked(self, work: Work) -> Callable[[], str] | None:
        """Return what takes the list's own tote, where the flow does not have it scanned."""
        own = None if self.verify else tote.proposed(work)
        return partial(_take, work, own.code) if own else None

    def answer(self, work: Work, text: str) -> Message:
        """Take the tote of that code, or the list's own, and go on."""
        code = self.proposed(work) if not scan.clean(text) else None
        taken = tote.choose(work, code or entered(text, TOTE))
        return advance(work) or messages.tote_chosen(tote=taken.code)
