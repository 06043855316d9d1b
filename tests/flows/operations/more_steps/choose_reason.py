"""Why it is done, of a list."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import reason
from serialhhd.flows.words.turn import advance
from serialhhd.flows.words.word import PRODUCT, REASON
from serialhhd.store import refusals


class ChooseReason(Step):
    """The reason."""

    name: ClassVar[str] = "choose_reason"
    asks: ClassVar[tuple[str, ...]] = (REASON,)
    needs: ClassVar[frozenset[str]] = frozenset({PRODUCT})

    reasons: Annotated[tuple[str, ...], BeforeValidator(list_as_tuple)] = Field(
        default=("Damaged", "Lost"), description="The reasons that can be given, as a numbered list."
    )

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for it."""
        return "WHY?"

    def choices(self, work: Work) -> tuple[Choice, ...]:  # noqa: ARG002 - the same for any product
        """Offer the list."""
        return reason.choices(self.reasons)

    def answer(self, work: Work, text: str) -> Message:
        """Keep it and go on."""
        why = reason.named(work, text, self.reasons)
        work.move(reason=why)
        posted = advance(work)
        if posted is None:
            raise refusals.reason_missing()
        return posted
