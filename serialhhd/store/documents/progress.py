"""How far a document is: which of its lines is in work, and how many units are done. One look, at every View."""

from sqlalchemy import Column, Connection, Table, bindparam, case, func, select

from serialhhd.store.schema import tables as t

SoFar = tuple[int | None, int, int, int]
"""The place of the line in work, counted from 1 (None without one); how many lines there are; units done; units wanted."""


def of(
    lines: Table, document: Column[int], number: Column[int], done: Column[int], wanted: Column[int]
) -> t.AnySelect:
    """Return the statement that looks up how far a document is, from the table of its lines and four of its columns."""
    mine = lines.alias()
    number_of_mine = select(mine.c[number.name]).where(mine.c.id == bindparam("line_id")).scalar_subquery()
    not_behind = case((number <= number_of_mine, 1), else_=0)
    return select(func.sum(not_behind), func.count(), func.sum(done), func.sum(wanted)).where(
        document == bindparam("document_id")
    )


def so_far(conn: Connection, progress: t.AnySelect, document_id: int, line_id: int | None) -> SoFar:
    """Return how far a document is, by the statement of `of`."""
    place, lines, done, wanted = conn.execute(
        progress, {"document_id": document_id, "line_id": line_id}
    ).one()
    return int(place or 0) or None, int(lines), int(done or 0), int(wanted or 0)
