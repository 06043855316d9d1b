"""Where the goods go to, in a flow that has asked where they come from."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.place_step import ScanPlace
from serialhhd.flows.words.word import DESTINATION, SOURCE


class ScanDestination(ScanPlace):
    """The place that the goods are brought to."""

    name: ClassVar[str] = "scan_destination"
    asks: ClassVar[tuple[str, ...]] = (DESTINATION,)
    needs: ClassVar[frozenset[str]] = frozenset({SOURCE})

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the place."""
        return prompts.to_location()
