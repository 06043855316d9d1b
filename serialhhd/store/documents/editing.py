"""Changes of an open document at the desk: its revision keeps two people apart (R56)."""

from sqlalchemy import Connection, true

from serialhhd.store.documents import document
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import L
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting
from serialhhd.store.words.vocabulary import DocumentState

_d = t.document.c


def edit(
    conn: Connection, documents: Documents[L], ref: str, revision: int | None = None, *, by: str
) -> Document:
    """Return an open document, locked, for a change at the desk, and count the change.

    Args:
        conn: The writing connection.
        documents: Those of its kind.
        ref: Its number.
        revision: The revision that the change was made on; None where nobody looked at it before.
        by: Who makes it.

    Raises:
        Refused: `changed_meanwhile` where somebody else has changed it since; `document_not_open`; `unknown`.
    """
    acting.named(by)
    found = documents.show(conn, ref)
    is_as_seen = true() if revision is None else _d.revision == revision
    counted = (
        t.document.update()
        .where(_d.id == found.id, _d.state == DocumentState.OPEN, is_as_seen)
        .values(revision=_d.revision + 1)
    )
    is_counted = conn.execute(counted).rowcount
    now = document.by_id(conn, found.id)
    if is_counted:
        return now
    raise now.changed_meanwhile() if now.is_open else now.not_open()
