"""Work on the lines of documents: a run takes one in work, captures for it, and confirms what is done of it."""

from collections.abc import Callable, Iterable
from functools import cache

from sqlalchemy import Boolean, ColumnElement, Connection, Update, and_, bindparam, case, literal, or_, true

from serialhhd.store import refusals
from serialhhd.store.documents import progress
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import L, Standing
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.document_moves import Stage, Tally

_l = t.document_line.c
_CLAIM = Prepared(
    t.document_line.update()
    .where(
        _l.id == bindparam("line_id"),
        _l.run_id.is_(None),
        _l.state == bindparam("before", type_=_l.state.type),
    )
    .values(run_id=bindparam("by_run"))
)


@cache
def _counting(stage: Stage, tally: Tally) -> Update:
    """Return the statement that counts more units of a line, and ends its stage once all are counted."""
    others = (_l[one.column] for one in stage.tallies if one.column != tally.column)
    counted = _l[tally.column] + bindparam("more", type_=_l.done.type)
    done, asked_for = sum(others, counted), _l[stage.of]
    ends: ColumnElement[bool] = asked_for <= done
    if not stage.is_shared:
        ends = or_(ends, bindparam("ends_short", type_=Boolean))
    return (
        t.document_line.update()
        .where(
            _l.id == bindparam("line_id"),
            or_(*(_l.state == state for state in stage.counts_in)),
            true() if stage.may_exceed else done <= asked_for,
        )
        .values(
            {
                tally.column: counted,
                "state": case(
                    (and_(_l.state == stage.before, ends), literal(stage.after, _l.state.type)),
                    else_=_l.state,
                ),
            }
        )
    )


@cache
def _confirming(stage: Stage) -> Update:
    """Return the statement that counts units of a line which a run has in work."""
    mine = _counting(stage, stage.tallies[0]).where(_l.run_id == bindparam("by_run"))
    return mine.values(short_reason=bindparam("reason"), run_id=bindparam("still_of"))


@cache
def _ending(stage: Stage) -> Update:
    """Return the statement that ends a stage of a line of which all is counted."""
    asked_for, done = progress.columns_of(stage)
    ended = t.document_line.update().where(_l.id == bindparam("line_id"), _l.state == stage.before)
    return ended.where(asked_for <= done).values(state=stage.after)


_RELEASE = t.document_line.update().where(_l.id == bindparam("line_id")).values(run_id=None)


def claim(conn: Connection, stage: Stage, line_id: int, run: Run) -> bool:
    """Take a line that is before a stage in work for a run, and tell whether it was free: one run at a time (R57).

    Not in a stage that is shared: there nobody has a line to himself.
    """
    wanted = {"line_id": line_id, "by_run": run.id, "before": stage.before}
    return bool(_CLAIM.changed(conn, wanted))


def claim_next(conn: Connection, documents: Documents[L], of: Document, run: Run) -> L | None:
    """Take the next line of a document in work for the run, skipping those in work by others; None if none is left.

    Raises:
        Refused: `tasks_in_work`, naming who has them, where lines are left but none is free.
    """
    stage, lines = documents.stage, documents.lines
    claimed = claim_first(conn, stage, lambda: lines.in_state(conn, of, stage.before), of, run)
    return lines.by_id(conn, claimed.id) if claimed else None


def claim_first(
    conn: Connection, stage: Stage, waiting: Callable[[], Iterable[L]], of: Document, run: Run
) -> L | None:
    """Take the first line that waits in work for the run, skipping those in work by others; return it as it was, None if none waits.

    Args:
        conn: The writing connection.
        stage: The part of their way that this is.
        waiting: Reads those that wait, in order; each when it comes, as the first one mostly is free.
        of: The document that is told of.
        run: The run.

    Raises:
        Refused: `tasks_in_work`, naming who has them, where lines are left but none is free.
    """
    for line in waiting():
        if line.run_id == run.id or claim(conn, stage, line.id, run):
            return line
    taken = tuple(waiting())  # as they are now: they may have been cancelled meanwhile
    if not taken:
        return None
    who = sorted({line.in_work_by for line in taken if line.in_work_by})
    raise refusals.tasks_in_work(document=of.ref, operators=tuple(who))


def release(conn: Connection, line_id: int) -> None:
    """Let others have a line, once nothing more is to be done by the run that had it."""
    conn.execute(_RELEASE, {"line_id": line_id})


def line_in_work(standing: Standing[L], stage: Stage, run: Run) -> L | None:
    """Return the line that a run has in work; None where it, or its document, is not counted in the stage any more.

    Where the document is locked, it stays so (R14).
    """
    line = standing.line
    if line is None or not (stage.is_shared or line.run_id == run.id):
        return None
    return line if standing.document.awaits(stage) and line.awaits(stage) else None


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
) -> bool:
    """Count what is done of a line that a run has in work; the stage ends once all is, or with fewer where it ends short.

    Args:
        conn: The writing connection.
        stage: The part of the line's way that this is; one that is not shared.
        line_id: The line.
        run: The run.
        more: Units that are done now.
        ends_short: Whether the stage ends although units are left.
        reason: Why it is short.
        stays_in_work: Whether the run keeps it in work.

    Returns:
        False where the line is not before the stage and in work by the run, or would have more than it asks for (R12): then nothing is changed.
    """
    confirmed = {
        "line_id": line_id,
        "by_run": run.id,
        "more": more,
        "ends_short": ends_short,
        "reason": reason,
        "still_of": run.id if stays_in_work else None,
    }
    return bool(conn.execute(_confirming(stage), confirmed).rowcount)


def check_units(units: int, most: int) -> None:
    """Check that so many units may be taken for a line: never more than are asked for (R12).

    Raises:
        Refused: `quantity_negative`, `over_pick`.
    """
    if units < 0:
        raise refusals.quantity_negative(quantity=units)
    if units > most:
        raise refusals.over_pick(given=units, most=most)


def count(conn: Connection, stage: Stage, line_id: int, more: int, *, tally: Tally | None = None) -> bool:
    """Count units of a line in a stage that is shared; the stage ends once all of it is there and counted.

    Args:
        conn: The writing connection.
        stage: The part of the line's way that this is.
        line_id: The line.
        more: Units that are done now.
        tally: As what they are counted; the first of the stage where nothing is said.

    Returns:
        False where the line is not counted in the stage, or would have more than there are: then nothing is changed.
    """
    counted = conn.execute(_counting(stage, tally or stage.tallies[0]), {"line_id": line_id, "more": more})
    return bool(counted.rowcount)


def end_if_complete(conn: Connection, stage: Stage, line_id: int) -> None:
    """End a stage of a line that has just come to it, if nothing is left to do in it."""
    conn.execute(_ending(stage), {"line_id": line_id})
