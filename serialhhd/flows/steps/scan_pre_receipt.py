"""The first question of goods in: which pre-receipt."""

from typing import TYPE_CHECKING, ClassVar

from serialhhd.flows.operations.operation import PRE_RECEIPT_RECEIVE
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words.entry import entered

if TYPE_CHECKING:
    from serialhhd.flows.conversation.work import Work


class ScanPreReceipt(Step):
    """Which pre-receipt is to be received."""

    name: ClassVar[str] = "scan_pre_receipt"
    operations: ClassVar[frozenset[str]] = frozenset({PRE_RECEIPT_RECEIVE})
    needs: ClassVar[frozenset[str]] = frozenset()
    provides: ClassVar[frozenset[str]] = frozenset({"document"})

    def prompt(self, work: "Work") -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the number of the document."""
        return "PRE-RECEIPT?"

    def choices(self, work: "Work") -> tuple[Choice, ...]:
        """Offer the open ones."""
        return work.document_choices()

    def words(self, work: "Work") -> tuple[str, ...]:  # noqa: ARG002 - there is nothing before it
        """Offer nothing but what is always there."""
        return ()

    def answer(self, work: "Work", text: str) -> Message:
        """Open the document of that number, or the one chosen from the list."""
        return work.open_document(entered(text, "pre-receipt"))
