"""Where the goods come from, or go to."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.sentences.language import in_language
from serialhhd.flows.steps.place_step import ScanPlace
from serialhhd.flows.words import place
from serialhhd.flows.words.word import DESTINATION, SOURCE


class ScanLocation(ScanPlace):
    """Where the received goods are put, or the place that the pick task sends the operator to."""

    name: ClassVar[str] = "scan_location"
    asks: ClassVar[tuple[str, ...]] = (SOURCE, DESTINATION)

    def wording(self, work: Work) -> str:
        """Return what is asked; behind a site's own words, too, stands the place that the operator is sent to."""
        own, sent_to = in_language(self.prompt), place.place_to_go(work, self.word(work))
        return f"{own} {sent_to}" if own and sent_to else super().wording(work)

    def question(self, work: Work) -> str:
        """Send the operator to the place, or ask for it."""
        sent_to = place.place_to_go(work, self.word(work))
        return prompts.go_to(location=sent_to) if sent_to else prompts.location()
