"""Work on the lines of documents: a run takes one in work, captures for it, and confirms what is done of it."""

from functools import cache

from sqlalchemy import Connection, Update, bindparam, case, literal, true

from serialhhd.store.documents.lines import L, Standing
from serialhhd.store.schema import tables as t
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.document_moves import Stage, Tally

_l = t.document_line.c
_CLAIM = (
    t.document_line.update()
    .where(
        _l.id == bindparam("line_id"),
        _l.run_id.is_(None),
        _l.state == bindparam("before", type_=_l.state.type),
    )
    .values(run_id=bindparam("by_run"))
)


@cache
def _confirming(stage: Stage, tally: Tally) -> Update:
    """Return the statement that counts more units of a line, and ends its stage once all are counted."""
    others = (_l[one.column] for one in stage.tallies if one.column != tally.column)
    counted = _l[tally.column] + bindparam("more", type_=_l.done.type)
    done, asked_for = sum(others, counted), _l[stage.of]
    return (
        t.document_line.update()
        .where(
            _l.id == bindparam("line_id"),
            _l.run_id == bindparam("by_run"),
            _l.state == stage.before,
            true() if stage.may_exceed else done <= asked_for,
        )
        .values(
            {
                tally.column: counted,
                "state": case(
                    (asked_for <= done, literal(stage.after, _l.state.type)),
                    else_=bindparam("state_if_short", type_=_l.state.type),
                ),
                "short_reason": bindparam("reason"),
                "run_id": bindparam("still_of"),
            }
        )
    )


_RELEASE = t.document_line.update().where(_l.id == bindparam("line_id")).values(run_id=None)


def claim(conn: Connection, stage: Stage, line_id: int, run: Run) -> bool:
    """Take a line that is before a stage in work for a run, and tell whether it was free: one run at a time (R57)."""
    wanted = {"line_id": line_id, "by_run": run.id, "before": stage.before}
    return bool(conn.execute(_CLAIM, wanted).rowcount)


def release(conn: Connection, line_id: int) -> None:
    """Let others have a line, once nothing more is to be done by the run that had it."""
    conn.execute(_RELEASE, {"line_id": line_id})


def line_in_work(standing: Standing[L], stage: Stage, run: Run) -> L | None:
    """Return the line that a run has in work; None where it, or its document, is not before the stage any more.

    Where the document is locked, it stays so (R14).
    """
    line = standing.line
    if line is None or line.run_id != run.id:
        return None
    return line if standing.document.state is line.state is stage.before else None


def confirm(
    conn: Connection,
    stage: Stage,
    line_id: int,
    run: Run,
    more: int,
    *,
    ends_short: bool,
    reason: str | None = None,
    stays_in_work: bool = False,
    tally: Tally | None = None,
) -> bool:
    """Count what is done of a line that a run has in work; the stage ends once all is, or with fewer where it ends short.

    Args:
        conn: The writing connection.
        stage: The part of the line's way that this is.
        line_id: The line.
        run: The run.
        more: Units that are done now.
        ends_short: Whether the stage ends although units are left.
        reason: Why it is short.
        stays_in_work: Whether the run keeps it in work.
        tally: As what they are counted; the first of the stage where nothing is said.

    Returns:
        False where the line is not before the stage and in work by the run, or would have more than it asks for (R12): then nothing is changed.
    """
    confirmed = {
        "line_id": line_id,
        "by_run": run.id,
        "more": more,
        "state_if_short": stage.after if ends_short else stage.before,
        "reason": reason,
        "still_of": run.id if stays_in_work else None,
    }
    return bool(conn.execute(_confirming(stage, tally or stage.tallies[0]), confirmed).rowcount)
