"""In what state goods come back: it is asked before they are put anywhere."""

from collections.abc import Sequence
from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations import given_conditions
from serialhhd.flows.operations.given_conditions import GivenConditions
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.choose_step import ChooseStep
from serialhhd.flows.words.word import CONDITION


class ChooseCondition(ChooseStep):
    """In what state it is: one of the conditions that the flow has, by its number, or another one in words."""

    name: ClassVar[str] = "choose_condition"
    asks: ClassVar[tuple[str, ...]] = (CONDITION,)

    def is_asked(self, work: Work) -> bool:
        """Whether it comes from a customer: what was only picked is as it was (R36)."""
        return not given_conditions.is_put_back(work)

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the condition."""
        return prompts.condition()

    def offered(self, work: Work) -> Sequence[str]:
        """Return the conditions of the flow."""
        return work.options(GivenConditions).conditions
