"""The first question of goods in: which pre-receipt."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import ScanDocument
from serialhhd.store.words.vocabulary import DocumentKind


class ScanPreReceipt(ScanDocument):
    """Which pre-receipt is to be received."""

    name: ClassVar[str] = "scan_pre_receipt"
    documents: ClassVar[frozenset[DocumentKind]] = frozenset({DocumentKind.PRE_RECEIPT})

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the number of the document."""
        return prompts.pre_receipt()
