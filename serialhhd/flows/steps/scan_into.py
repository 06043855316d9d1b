"""The container that another one is put into."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import container
from serialhhd.flows.words.container import CONTAINER, INTO
from serialhhd.flows.words.turn import advance


class ScanInto(Step):
    """Which container the one that was scanned is put into."""

    name: ClassVar[str] = "scan_into"
    asks: ClassVar[tuple[str, ...]] = (INTO,)
    needs: ClassVar[frozenset[str]] = frozenset({CONTAINER})
    offers: ClassVar[tuple[str, ...]] = (":back",)

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the container that it goes into."""
        return prompts.into()

    def answer(self, work: Work, text: str) -> Message:
        """Put the one into the other."""
        taken = container.choose(work, INTO, text)
        return advance(work) or messages.tote_chosen(tote=taken.code)
