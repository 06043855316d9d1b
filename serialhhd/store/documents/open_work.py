"""What open documents ask for, of whatever kind they are: by their lifecycles, so that a new kind is among them."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import Line, Lines
from serialhhd.store.words.document_moves import LIFECYCLES, Stage, lifecycle_of
from serialhhd.value_class import value_class

_STAGES: Final = tuple(
    Documents(one.kind, Lines(Line, stage=stage))
    for one in LIFECYCLES
    for stage in one.stages
    if stage.tallies
)
"""The stages in which units are counted: who counts places is asked for no units."""


@value_class
class Asked:
    """What a document asks for.

    Attributes:
        document: The document.
        lines: Its lines of which units are still to come or to go in a stage of their way.
        stage: That stage.
    """

    document: Document
    lines: Sequence[Line]
    stage: Stage

    @property
    def is_first(self) -> bool:
        """Whether that is the first stage."""
        return self.stage is lifecycle_of(self.document.kind).stages[0]


def asked(conn: Connection) -> Iterator[Asked]:
    """Yield what documents ask for, kind by kind and stage by stage, the oldest first."""
    for documents in _STAGES:
        for found in documents.waiting(conn, None):
            lines = documents.lines.of(conn, found)
            still = tuple(one for one in lines if one.awaits(documents.stage) and one.open_quantity)
            if still:
                yield Asked(found, still, documents.stage)


def ever_asked(conn: Connection) -> Iterator[Line]:
    """Yield the lines of all documents as their first stage sees them, whatever became of them."""
    for documents in filter(_is_first, _STAGES):
        for found in documents.all_of(conn):
            yield from documents.lines.of(conn, found)


def _is_first(documents: Documents[Line]) -> bool:
    return documents.stage is lifecycle_of(documents.kind).stages[0]
