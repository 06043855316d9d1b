"""The paper in hand, of either kind."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.steps.step import ScanDocument
from serialhhd.store.words.vocabulary import DocumentKind


class ScanPaper(ScanDocument):
    """A pick list or a pre-receipt."""

    name: ClassVar[str] = "scan_paper"
    documents: ClassVar[frozenset[DocumentKind]] = frozenset(
        {DocumentKind.PICK_LIST, DocumentKind.PRE_RECEIPT}
    )

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for it."""
        return "PAPER?"
