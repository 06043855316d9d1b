"""How far a document is: which of its lines is in work, and how many units are done. One look, at every View."""

from functools import cache, reduce
from operator import add

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, literal, select

from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words.document_moves import Stage

SoFar = tuple[int | None, int, int, int]
"""The place of the line in work, counted from 1 (None without one); how many lines there are; units done; units wanted."""

_l, _mine = t.document_line.c, t.document_line.alias()
_number_of_mine = select(_mine.c.line_no).where(_mine.c.id == bindparam("line_id")).scalar_subquery()


def columns_of(stage: Stage) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Return what says of a line how many units a stage asks for, and how many of them are counted in it.

    None where a line asks for no units, such as one of a count.
    """
    counted: list[ColumnElement[int]] = [_l[tally.column] for tally in stage.tallies]
    if not counted:
        return literal(0), literal(0)
    return _l[stage.of], reduce(add, counted)


@cache
def looking_at(stage: Stage) -> Prepared:
    """Return the statement that tells how far a document is in a stage."""
    return looking(*columns_of(stage))


def looking(asked_for: ColumnElement[int], done: ColumnElement[int]) -> Prepared:
    """Return the statement that tells how far a document is, by what says of a line how many units are asked for, and done."""
    return Prepared(
        select(
            func.sum(case((_l.line_no <= _number_of_mine, 1), else_=0)),
            func.count(),
            func.sum(done),
            func.sum(asked_for),
        ).where(_l.document_id == bindparam("document_id"))
    )


def so_far(conn: Connection, looking: Prepared, document_id: int, line_id: int | None) -> SoFar:
    """Return how far a document is, by the statement that looks at a stage."""
    (found,) = looking.rows(conn, {"document_id": document_id, "line_id": line_id})
    place, lines, done, wanted = found
    return int(place or 0) or None, int(lines), int(done or 0), int(wanted or 0)
