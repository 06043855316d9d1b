"""How a document ends: complete once none of its lines is open, or cancelled."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store.documents import document
from serialhhd.store.documents.document import Document
from serialhhd.store.schema import tables as t
from serialhhd.store.stock import runs
from serialhhd.store.words import acting
from serialhhd.store.words.document_moves import Stage, lifecycle_of
from serialhhd.store.words.vocabulary import DocumentState, RunState

_d, _l, _r = t.document.c, t.document_line.c, t.run.c
_LINE_BEFORE = (
    select(_l.id)
    .where(_l.document_id == bindparam("document_id"), _l.state == bindparam("before", type_=_l.state.type))
    .limit(1)
)
_CLOSE = (
    t.document.update()
    .where(_d.id == bindparam("document_id"))
    .values(
        state=bindparam("closed_as", type_=_d.state.type), closed_at=bindparam("at", type_=_d.closed_at.type)
    )
)
_END_STAGE = _CLOSE.where(_d.state == bindparam("before", type_=_d.state.type))
_WORKING = select(_r.id).where(_r.document_id == bindparam("document_id"), _r.state == RunState.OPEN)
_CANCEL_LINES = (
    t.document_line.update()
    .where(_l.document_id == bindparam("of_document"), _l.state == bindparam("as_begun", type_=_l.state.type))
    .values(state=DocumentState.CANCELLED)
)


def close(conn: Connection, document_id: int, state: DocumentState, at: datetime) -> None:
    """Give a document the state that it ends in."""
    conn.execute(_CLOSE, {"document_id": document_id, "closed_as": state, "at": at})


def open_again(conn: Connection, document_id: int, state: DocumentState) -> None:
    """Give a document the state that it goes on from, after it had ended."""
    conn.execute(_CLOSE, {"document_id": document_id, "closed_as": state, "at": None})


def close_if_complete(conn: Connection, stage: Stage, document_id: int, at: datetime) -> bool:
    """End a stage of a document that is before it once none of its lines is, and tell whether it is over.

    It is closed with its last stage.
    """
    document.lock(conn, document_id)
    if conn.scalar(_LINE_BEFORE, {"document_id": document_id, "before": stage.before}) is not None:
        return False
    closed_at = None if stage.goes_on else at
    ended = {"document_id": document_id, "closed_as": stage.after, "at": closed_at, "before": stage.before}
    return bool(conn.execute(_END_STAGE, ended).rowcount)


def cancel(conn: Connection, of: Document, at: datetime, *, by: str) -> Document:
    """Cancel a document that this transaction has locked, and its lines that begin; what was done stays done.

    A run that works on it is told when it goes on; what it had captured is released now.

    Raises:
        Refused: `document_not_open`.
    """
    acting.named(by)
    if not of.may_be_cancelled:
        raise of.not_open()
    for run_id in conn.scalars(_WORKING, {"document_id": of.id}).all():
        runs.drop_captures(conn, run_id)
        runs.drop_claims(conn, run_id)
    conn.execute(_CANCEL_LINES, {"of_document": of.id, "as_begun": lifecycle_of(of.kind).begins})
    close(conn, of.id, DocumentState.CANCELLED, at)
    return document.by_id(conn, of.id)
