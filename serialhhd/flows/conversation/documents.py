"""What a pre-receipt and a pick list have in common for the conversation."""

from enum import StrEnum
from typing import Protocol, TypeVar

from serialhhd.store.words.refusal import Refused


class Document(Protocol):
    """What a pre-receipt and a pick list have in common."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def ref(self) -> str:
        """Its number."""

    @property
    def account_id(self) -> int:
        """Whose stock it is about."""

    @property
    def partner(self) -> str | None:
        """The supplier or customer."""

    @property
    def is_open(self) -> bool:
        """Whether it can be worked on."""

    @property
    def state(self) -> StrEnum:
        """Its state, a word."""


D = TypeVar("D", bound=Document)


def chosen(document: D | None) -> D:
    """Return the document where one is chosen.

    Raises:
        Refused: `no_document_yet`.
    """
    if document is None:
        raise Refused("no_document_yet")
    return document
