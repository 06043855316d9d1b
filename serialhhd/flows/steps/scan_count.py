"""The first question of a count: which one."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import ScanDocument
from serialhhd.store.words.vocabulary import DocumentKind


class ScanCount(ScanDocument):
    """Which count is to be counted."""

    name: ClassVar[str] = "scan_count"
    documents: ClassVar[frozenset[DocumentKind]] = frozenset({DocumentKind.COUNT})

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the number of the document."""
        return prompts.count()
