"""What is left to count, and for whom (R40): the lines of a count that are open, each with its last pass."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, or_, select

from serialhhd.store import refusals
from serialhhd.store.counts import passes
from serialhhd.store.counts.passes import Pass, Recounting
from serialhhd.store.documents.document import Document
from serialhhd.store.schema import tables as t
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.value_class import value_class


@value_class
class OpenLine:
    """A line that is not counted yet, and its last pass, if it has one."""

    product_id: int
    product: str
    name: str
    location_id: int
    location: str
    run_id: int | None
    last: Pass | None


@value_class
class Counting:
    """Who counts, and who may count again."""

    operator: str
    run_id: int | None
    recounting: Recounting

    def may_count(self, line: OpenLine) -> bool:
        """Return whether a line is to be counted now, and by this operator."""
        last = line.last
        if last is None:
            return True
        if last.ended_at is None:
            return line.run_id is not None and line.run_id == self.run_id
        if last.place_done_at is None:
            return last.is_void
        return passes.may_recount(last, self.recounting, self.operator)

    def has_work(self, line: OpenLine) -> bool:
        """Return whether something is to be done about a line: it is to be counted, or its place to be said done."""
        is_counted = line.last is not None and line.last.ended_at is not None and not line.last.place_done_at
        return is_counted or self.may_count(line)

    def why_not(self, line: OpenLine) -> Refused:
        """Return why a line is not for this operator."""
        if line.last is not None and line.last.ended_at is None:
            return refusals.line_in_work(sku=line.product, operator=line.last.counted_by)
        return refusals.recount_by_other(sku=line.product, location=line.location)


_l, _p = t.document_line.c, t.count_pass.c
_AT = bindparam("location_id", type_=t.Id)
_OPEN = (
    select(_l.product_id, t.product.c.sku, t.product.c.name, _l.location_id, t.location.c.code, _l.run_id)
    .add_columns(*passes.COLUMNS)
    .select_from(
        t.document_line.join(t.product, _l.product_id == t.product.c.id)
        .join(t.location, _l.location_id == t.location.c.id)
        .outerjoin(t.count_pass, (_p.line_id == _l.id) & passes.IS_NEWEST)
    )
    .where(
        _l.document_id == bindparam("document_id"),
        _l.state == DocumentState.OPEN,
        or_(_AT.is_(None), _l.location_id == _AT),
    )
    .order_by(_l.line_no)
)
_OWN = 6


def lines(conn: Connection, count: Document, location_id: int | None = None) -> Iterator[OpenLine]:
    """Yield the lines of a count that are open, in order; those at one place, where it is named."""
    for row in conn.execute(_OPEN, {"document_id": count.id, "location_id": location_id}):
        last = Pass(*row[_OWN:]) if row[_OWN] is not None else None
        yield OpenLine(*(*row[:_OWN], last))


def next_place(conn: Connection, count: Document, counting: Counting) -> str | None:
    """Return the code of the first place of a count where this operator has something to do; None where there is none."""
    return next((line.location for line in lines(conn, count) if counting.has_work(line)), None)


def check_place(conn: Connection, count: Document, location_id: int, code: str, counting: Counting) -> None:
    """Check that this operator has something to do at a place of a count.

    Raises:
        Refused: `place_not_on_count`; `place_is_counted`; `recount_by_other`, `line_in_work`.
    """
    there = list(lines(conn, count, location_id))
    if any(counting.has_work(line) for line in there):
        return
    if there:
        raise counting.why_not(there[0])
    on_count = select(_l.id).where(_l.document_id == count.id, _l.location_id == location_id).limit(1)
    if conn.scalar(on_count) is None:
        raise refusals.place_not_on_count(location=code, document=count.ref)
    raise refusals.place_is_counted(location=code)


def check_any(conn: Connection, count: Document, counting: Counting) -> None:
    """Check that this operator has something to do on a count.

    Raises:
        Refused: `recount_by_other`, `line_in_work`.
    """
    there = list(lines(conn, count))
    if there and not any(counting.has_work(line) for line in there):
        raise counting.why_not(there[0])
