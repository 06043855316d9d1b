"""The first question of what is done for a transfer: which one."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import ScanDocument
from serialhhd.store.words.vocabulary import DocumentKind


class ScanTransfer(ScanDocument):
    """Which transfer is to be shipped or received, or which changes the account."""

    name: ClassVar[str] = "scan_transfer"
    documents: ClassVar[frozenset[DocumentKind]] = frozenset({DocumentKind.TRANSFER})

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the number of the document."""
        return prompts.transfer()
