"""Where the goods go to, in a flow that has asked where they come from."""

from typing import Annotated, ClassVar

from pydantic import Field

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import InItsTable, Step
from serialhhd.flows.words import place
from serialhhd.flows.words.entry import entered
from serialhhd.flows.words.forms import PlaceForms
from serialhhd.flows.words.turn import advance
from serialhhd.flows.words.word import DESTINATION, SOURCE


class ScanDestination(Step):
    """The place that the goods are brought to."""

    name: ClassVar[str] = "scan_destination"
    asks: ClassVar[tuple[str, ...]] = (DESTINATION,)
    needs: ClassVar[frozenset[str]] = frozenset({SOURCE})

    accept: Annotated[PlaceForms, InItsTable()] = Field(
        default=("code",), description="How the place may be named."
    )

    def is_asked(self, work: Work) -> bool:
        """Whether there are goods to put somewhere."""
        return place.is_asked(work, DESTINATION)

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the place."""
        return prompts.to_location()

    def answer(self, work: Work, text: str) -> Message:
        """Go on with the location of that code."""
        message = place.choose(work, DESTINATION, entered(text, "location"))
        return advance(work) or message
