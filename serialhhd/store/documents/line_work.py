"""Work on the lines of documents: a run takes one in work, captures for it, and confirms what is done of it."""

from sqlalchemy import Connection, bindparam, case, or_

from serialhhd.store.documents.lines import L, Standing
from serialhhd.store.schema import tables as t
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState

_l = t.document_line.c
_CLAIM = (
    t.document_line.update()
    .where(_l.id == bindparam("line_id"), _l.run_id.is_(None), _l.state == DocumentState.OPEN)
    .values(run_id=bindparam("by_run"))
)
_DONE = _l.done + bindparam("more", type_=_l.done.type)
_CONFIRM = (
    t.document_line.update()
    .where(
        _l.id == bindparam("line_id"),
        _l.run_id == bindparam("by_run"),
        _l.state == DocumentState.OPEN,
        or_(_l.kind == DocumentKind.PRE_RECEIPT, _l.quantity >= _DONE),
    )
    .values(
        done=_DONE,
        state=case(
            (_l.quantity <= _DONE, bindparam("state_if_done", type_=_l.state.type)),
            else_=bindparam("state_if_short", type_=_l.state.type),
        ),
        short_reason=bindparam("reason"),
        run_id=bindparam("still_of"),
    )
)
_RELEASE = t.document_line.update().where(_l.id == bindparam("line_id")).values(run_id=None)


def claim(conn: Connection, line_id: int, run: Run) -> bool:
    """Take an open line in work for a run, and tell whether it was free: one run at a time (R57)."""
    return bool(conn.execute(_CLAIM, {"line_id": line_id, "by_run": run.id}).rowcount)


def release(conn: Connection, line_id: int) -> None:
    """Let others have a line, once nothing more is to be done by the run that had it."""
    conn.execute(_RELEASE, {"line_id": line_id})


def line_in_work(standing: Standing[L], run: Run) -> L | None:
    """Return the line that a run has in work; None where it, or its document, is not open for the run any more.

    Where the document is locked, it stays so (R14).
    """
    line = standing.line
    is_open = standing.document.is_open and line is not None and line.is_open
    return line if is_open and line is not None and line.run_id == run.id else None


def confirm(
    conn: Connection,
    kind: DocumentKind,
    line_id: int,
    run: Run,
    more: int,
    *,
    ends_short: bool,
    reason: str | None = None,
    stays_in_work: bool = False,
) -> bool:
    """Add to what is done of a line that a run has in work; it is closed once all is, or with fewer where it ends short.

    Args:
        conn: The writing connection.
        kind: The document's.
        line_id: The line.
        run: The run.
        more: Units that are done now.
        ends_short: Whether the line is closed although units are left.
        reason: Why it is short.
        stays_in_work: Whether the run keeps it in work.

    Returns:
        False where the line is not open for the run, or would have more than it asks for (R12): then nothing is changed.
    """
    confirmed = {
        "line_id": line_id,
        "by_run": run.id,
        "more": more,
        "state_if_done": kind.done,
        "state_if_short": kind.done if ends_short else DocumentState.OPEN,
        "reason": reason,
        "still_of": run.id if stays_in_work else None,
    }
    return bool(conn.execute(_CONFIRM, confirmed).rowcount)
