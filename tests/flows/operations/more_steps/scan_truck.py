"""The truck at the dock."""

from typing import ClassVar

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words.turn import advance


class ScanTruck(Step):
    """Which truck."""

    name: ClassVar[str] = "scan_truck"
    asks: ClassVar[tuple[str, ...]] = ("truck",)

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for it."""
        return "TRUCK?"

    def answer(self, work: Work, text: str) -> Message:
        """Keep any and go on."""
        truck = entered(text, "truck")
        work.note("truck", truck)
        return advance(work) or messages.location_chosen(location=truck)
