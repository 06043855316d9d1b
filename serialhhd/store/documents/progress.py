"""How far a document is: which of its lines is in work, and how many units are done. One look, at every View."""

from sqlalchemy import Connection, bindparam, case, func, select

from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t

SoFar = tuple[int | None, int, int, int]
"""The place of the line in work, counted from 1 (None without one); how many lines there are; units done; units wanted."""

_l, _mine = t.document_line.c, t.document_line.alias()
_number_of_mine = select(_mine.c.line_no).where(_mine.c.id == bindparam("line_id")).scalar_subquery()
_SO_FAR = Prepared(
    select(
        func.sum(case((_l.line_no <= _number_of_mine, 1), else_=0)),
        func.count(),
        func.sum(_l.done),
        func.sum(_l.quantity),
    ).where(_l.document_id == bindparam("document_id"))
)


def so_far(conn: Connection, document_id: int, line_id: int | None) -> SoFar:
    """Return how far a document is."""
    (found,) = _SO_FAR.rows(conn, {"document_id": document_id, "line_id": line_id})
    place, lines, done, wanted = found
    return int(place or 0) or None, int(lines), int(done or 0), int(wanted or 0)
