"""Why: it is asked before what is in work is posted."""

from collections.abc import Sequence
from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.given_reasons import GivenReasons
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.choose_step import ChooseStep
from serialhhd.flows.words.word import REASON


class ChooseReason(ChooseStep):
    """Why: one of the reasons that the flow has, by its number, or another one in words."""

    name: ClassVar[str] = "choose_reason"
    asks: ClassVar[tuple[str, ...]] = (REASON,)

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask why."""
        return prompts.reason()

    def offered(self, work: Work) -> Sequence[str]:
        """Return the reasons of the flow."""
        return work.options(GivenReasons).reasons
