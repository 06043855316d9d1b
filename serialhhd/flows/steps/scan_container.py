"""The container that is put into another one."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import container
from serialhhd.flows.words.container import CONTAINER
from serialhhd.flows.words.turn import advance


class ScanContainer(Step):
    """Which container is put into another one, with all that lies in it."""

    name: ClassVar[str] = "scan_container"
    asks: ClassVar[tuple[str, ...]] = (CONTAINER,)
    offers: ClassVar[tuple[str, ...]] = (":back",)

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the container."""
        return prompts.container()

    def answer(self, work: Work, text: str) -> Message:
        """Take the container in work, and go on."""
        taken = container.choose(work, CONTAINER, text)
        return advance(work) or messages.tote_chosen(tote=taken.code)
