"""Pages of documents, newest first, each with how far it is."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, select

from serialhhd.store.documents import document
from serialhhd.store.documents.document import Document
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState
from serialhhd.value_class import value_class


class OfDocument(Protocol):
    """What a list shows of a document."""

    @property
    def document(self) -> Document:
        """The document."""


D_co = TypeVar("D_co", bound=OfDocument, covariant=True)


class PageOf(Protocol[D_co]):
    """Reads a page of the documents of one kind, newest first; see `Documents.page`."""

    def __call__(
        self,
        conn: Connection,
        /,
        *,
        state: DocumentState | None = None,
        search: str = "",
        limit: int | None = 50,
        after: int | None = None,
    ) -> Sequence[D_co]:
        """Return the page."""


@value_class
class Progress:
    """A document as a list shows it: how many lines it has, how many are open, and units asked for and done."""

    document: Document
    lines: int
    open_lines: int
    quantity: int
    done: int


_d, _l = t.document.c, t.document_line.c


def _of_lines(what: ColumnElement[int], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(what).where(_l.document_id == _d.id, *where).correlate(t.document).scalar_subquery()


PROGRESS: t.AnySelect = (
    select(
        *document.COLUMNS,
        _of_lines(func.count()),
        _of_lines(func.count(), _l.state == DocumentState.OPEN),
        _of_lines(func.coalesce(func.sum(_l.quantity), 0)),
        _of_lines(func.coalesce(func.sum(_l.done), 0)),
    )
    .join_from(t.document, t.account)
    .where(document.IS_SEEN)
    .order_by(_d.id.desc())
)
"""Documents with how far they are, newest first; `progress` reads a row."""
_LINES_AT = len(document.COLUMNS)


def progress(row: t.AnyRow) -> Progress:
    """Return how far a document is, of a row of `PROGRESS`."""
    return Progress(Document(*row[:_LINES_AT]), *row[_LINES_AT:])


def page(
    conn: Connection,
    kind: DocumentKind,
    *,
    state: DocumentState | None = None,
    search: str = "",
    limit: int | None = 50,
    after: int | None = None,
) -> tuple[Progress, ...]:
    """Return a page of the documents of a kind with their progress, newest first, after the id `after`; see `Documents.page`."""
    wanted = PROGRESS.where(_d.kind == kind).limit(limit)
    if state is not None:
        wanted = wanted.where(_d.state == state)
    if search.strip(" "):
        wanted = wanted.where(codes.begins(search, _d.ref_key, func.lower(_d.partner)))
    if after is not None:
        wanted = wanted.where(_d.id < after)
    return tuple(map(progress, conn.execute(wanted)))
