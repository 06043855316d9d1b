"""Changes of an open document at the desk: its revision keeps two people apart (R56)."""

from sqlalchemy import Connection, true

from serialhhd.store.documents import documents
from serialhhd.store.documents.documents import Document
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState

_d = t.document.c


def edit(conn: Connection, kind: DocumentKind, ref: str, revision: int | None = None) -> Document:
    """Return an open document, locked, for a change at the desk, and count the change.

    Args:
        conn: The writing connection.
        kind: Its kind.
        ref: Its number.
        revision: The revision that the change was made on; None where nobody looked at it before.

    Raises:
        Refused: `changed_meanwhile` where somebody else has changed it since; `document_not_open`; `unknown`.
    """
    document = documents.show(conn, kind, ref)
    is_as_seen = true() if revision is None else _d.revision == revision
    counted = (
        t.document.update()
        .where(_d.id == document.id, _d.state == DocumentState.OPEN, is_as_seen)
        .values(revision=_d.revision + 1)
    )
    is_counted = conn.execute(counted).rowcount
    now = documents.by_id(conn, document.id)
    if is_counted:
        return now
    raise now.changed_meanwhile() if now.is_open else now.not_open()
