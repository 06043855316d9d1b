"""The first question of what comes back: on which return it was announced, or for which cancelled pick list it was picked."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import ScanDocument
from serialhhd.store.words.vocabulary import DocumentKind


class ScanReturn(ScanDocument):
    """Which return has come, or which cancelled pick list is to be put back."""

    name: ClassVar[str] = "scan_return"
    documents: ClassVar[frozenset[DocumentKind]] = frozenset({DocumentKind.RETURN, DocumentKind.PICK_LIST})

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the number of the document."""
        return prompts.return_()
