"""Where the goods go to, or come from."""

from typing import TYPE_CHECKING, ClassVar

from serialhhd.flows.operations.operation import PICK_BY_PICK_LIST, PRE_RECEIPT_RECEIVE
from serialhhd.flows.seam.view import Message
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words.entry import entered

if TYPE_CHECKING:
    from serialhhd.flows.conversation.work import Work


class ScanLocation(Step):
    """Where the received goods are put, or the place that the pick task sends the operator to."""

    name: ClassVar[str] = "scan_location"
    operations: ClassVar[frozenset[str]] = frozenset({PRE_RECEIPT_RECEIVE, PICK_BY_PICK_LIST})
    needs: ClassVar[frozenset[str]] = frozenset({"document"})
    provides: ClassVar[frozenset[str]] = frozenset({"location"})

    def is_asked(self, work: "Work") -> bool:
        """Whether there are goods to put somewhere, or to fetch."""
        return work.asks_location

    def prompt(self, work: "Work") -> str:
        """Send the operator to the place, or ask where the goods are put."""
        return f"GO TO {work.place_to_go}" if work.place_to_go else "LOCATION?"

    def answer(self, work: "Work", text: str) -> Message:
        """Go on with the location of that code."""
        message = work.choose_location(entered(text, "location"))
        return work.advance() or message
