"""The documents of one kind, as the conversation works on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection

from serialhhd.store.documents.documents import Document
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.documents.progress import SoFar


class ReadStanding(Protocol):
    """Reads a document with one of its lines in one look, locked on demand."""

    def __call__(
        self, conn: Connection, document_id: int, line_id: int | None, /, *, hold: bool = False
    ) -> Standing[Line]:
        """Return what stands there."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of one kind.

    Attributes:
        label: What a person calls one (`pre-receipt`).
        field: The key of its number in `View.fields` (`pre_receipt`).
        find: Returns the document of a number, open or not; or None.
        open_ones: Returns so many open ones, oldest first.
        standing: Returns the document of an id with one of its lines.
        lines: Returns a document's lines.
        so_far: Returns how far a document is.
        note: Notes on a run which one it works on.
    """

    label: str
    field: str
    find: Callable[[Connection, str], Document | None]
    open_ones: Callable[[Connection, int], Sequence[Document]]
    standing: ReadStanding
    lines: Callable[[Connection, Any], Sequence[Line]]
    so_far: Callable[[Connection, int, int | None], SoFar]
    note: Callable[[Connection, int, int], None]
