"""Where the goods come from, or go to."""

from typing import Annotated, ClassVar

from pydantic import Field

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.sentences.language import in_language
from serialhhd.flows.steps.step import InItsTable, Step
from serialhhd.flows.words import place
from serialhhd.flows.words.entry import entered
from serialhhd.flows.words.forms import PlaceForms
from serialhhd.flows.words.turn import advance
from serialhhd.flows.words.word import DESTINATION, SOURCE


class ScanLocation(Step):
    """Where the received goods are put, or the place that the pick task sends the operator to."""

    name: ClassVar[str] = "scan_location"
    asks: ClassVar[tuple[str, ...]] = (SOURCE, DESTINATION)

    accept: Annotated[PlaceForms, InItsTable()] = Field(
        default=("code",), description="How the place may be named."
    )

    def is_asked(self, work: Work) -> bool:
        """Whether there are goods to put somewhere, or to fetch."""
        return place.is_asked(work, work.flow.words[self.name])

    def wording(self, work: Work) -> str:
        """Return what is asked; behind a site's own words, too, stands the place that the operator is sent to."""
        own, sent_to = in_language(self.prompt), place.place_to_go(work, work.flow.words[self.name])
        return f"{own} {sent_to}" if own and sent_to else super().wording(work)

    def question(self, work: Work) -> str:
        """Send the operator to the place, or ask for it."""
        sent_to = place.place_to_go(work, work.flow.words[self.name])
        return prompts.go_to(location=sent_to) if sent_to else prompts.location()

    def answer(self, work: Work, text: str) -> Message:
        """Go on with the location of that code."""
        message = place.choose(work, work.flow.words[self.name], entered(text, "location"))
        return advance(work) or message
