"""What the steps have in common that ask to choose one of a list which the flow has, in words: a reason, a condition."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import reason
from serialhhd.flows.words.turn import advance


class ChooseStep(Step):
    """A question that is answered by the number of one of a list, or in words; the position of the run keeps the words."""

    offers: ClassVar[tuple[str, ...]] = (":back",)

    @abstractmethod
    def offered(self, work: Work) -> Sequence[str]:
        """Return what can be chosen, as the flow has it."""

    def choices(self, work: Work) -> tuple[Choice, ...]:
        """Offer the list."""
        return reason.choices(self.offered(work))

    def read(self, work: Work, text: str) -> str:
        """Return what an answer means; a label is none.

        Raises:
            Refused: `reason_is_code`, `no_such_choice`, `code_unprintable`.
        """
        return reason.named(work, text, self.offered(work), work.flow.words[self.name])

    def answer(self, work: Work, text: str) -> Message:
        """Keep what was chosen, and go on."""
        word = work.flow.words[self.name]
        said = self.read(work, entered(text, word))
        work.note(word, said)
        return advance(work) or messages.choice_noted(reason=said)
