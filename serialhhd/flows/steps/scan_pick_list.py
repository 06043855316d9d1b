"""The first question of goods out: which pick list."""

from typing import ClassVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import ScanDocument
from serialhhd.store.words.vocabulary import DocumentKind


class ScanPickList(ScanDocument):
    """Which pick list is to be picked."""

    name: ClassVar[str] = "scan_pick_list"
    documents: ClassVar[frozenset[DocumentKind]] = frozenset({DocumentKind.PICK_LIST})

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the number of the document."""
        return prompts.pick_list()
