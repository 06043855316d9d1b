"""The first question of what is done for several pick lists at once: which batch."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import ScanDocument
from serialhhd.store.words.vocabulary import DocumentKind


class ScanBatch(ScanDocument):
    """Which batch of pick lists is to be walked, sorted or picked."""

    name: ClassVar[str] = "scan_batch"
    documents: ClassVar[frozenset[DocumentKind]] = frozenset({DocumentKind.BATCH})

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the number of the document."""
        return prompts.batch()
