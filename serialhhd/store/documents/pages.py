"""Pages of documents, newest first, each with how far it is."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, select

from serialhhd.store.documents import documents
from serialhhd.store.documents.documents import Document
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState


@dataclass(frozen=True, slots=True)
class Progress:
    """A document as a list shows it: how many lines it has, how many are open, and units asked for and done."""

    document: Document
    lines: int
    open_lines: int
    quantity: int
    done: int

    tasks = property(lambda self: int(self.lines))
    open_tasks = property(lambda self: int(self.open_lines))
    expected_quantity = property(lambda self: int(self.quantity))
    confirmed_quantity = property(lambda self: int(self.done))
    picked_quantity = property(lambda self: int(self.done))


_d, _l = t.document.c, t.document_line.c


def _of_lines(what: ColumnElement[int], *where: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(what).where(_l.document_id == _d.id, *where).correlate(t.document).scalar_subquery()


_PROGRESS: t.AnySelect = (
    select(
        *documents.COLUMNS,
        _of_lines(func.count()),
        _of_lines(func.count(), _l.state == DocumentState.OPEN),
        _of_lines(func.coalesce(func.sum(_l.quantity), 0)),
        _of_lines(func.coalesce(func.sum(_l.done), 0)),
    )
    .join_from(t.document, t.account)
    .where(documents.IS_SEEN)
    .order_by(_d.id.desc())
)
_LINES_AT = len(documents.COLUMNS)


def page(
    conn: Connection,
    kind: DocumentKind,
    *,
    state: DocumentState | None = None,
    search: str = "",
    limit: int | None = 50,
    after: int | None = None,
) -> tuple[Progress, ...]:
    """Return a page of the documents of a kind with their progress, newest first, after the id `after`.

    Args:
        conn: The connection.
        kind: Of which kind.
        state: Only in this state.
        search: Only those whose number or partner begins with this, whatever the letter case.
        limit: At most so many.
        after: Where the page before ended.
    """
    wanted = _PROGRESS.where(_d.kind == kind).limit(limit)
    if state is not None:
        wanted = wanted.where(_d.state == state)
    if search.strip(" "):
        wanted = wanted.where(codes.begins(search, _d.ref_key, func.lower(_d.partner)))
    if after is not None:
        wanted = wanted.where(_d.id < after)
    rows = conn.execute(wanted)
    return tuple(Progress(Document(*row[:_LINES_AT]), *row[_LINES_AT:]) for row in rows)
