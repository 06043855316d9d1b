"""Adjustments: documents that ask for units to leave stock, or to come into it, with a reason; one line each (R29)."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import Line, Lines
from serialhhd.store.documents.noted import ONLY_PASS
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState
from serialhhd.value_class import value_class

KIND = DocumentKind.ADJUSTMENT


@value_class
class AdjustmentLine(Line):
    """What is asked of stock.

    Attributes:
        stock_line_id: The stock line that the units are to leave; None: they are to arrive.
        reason: Why.
        decided_by: Who has approved or rejected it; None while it waits.
        asked_by: Who asks.
    """

    stock_line_id: int | None
    reason: str
    decided_by: str | None
    asked_by: str

    @property
    def units(self) -> int:
        """How many units more there are to be in stock; below 0, how many fewer."""
        return self.quantity if self.stock_line_id is None else -self.quantity


@value_class
class Adjustment:
    """An adjustment, with the only line that it has."""

    document: Document
    line: AdjustmentLine


_a, _n, _asked = t.adjustment_line.c, t.noted_serial.c, t.document.alias()
_ASKED_BY = select(_asked.c.created_by).where(_asked.c.id == t.document_line.c.document_id).scalar_subquery()
ADJUSTMENTS = Documents(
    KIND, Lines(AdjustmentLine, (_a.stock_line_id, _a.reason, _a.decided_by, _ASKED_BY), t.adjustment_line)
)
_SERIALS = (
    select(_n.serial, _n.serial_key, _n.lot, _n.expiry)
    .where(_n.line_id == bindparam("line_id"), _n.pass_no == ONLY_PASS)
    .order_by(_n.id)
)


def show(conn: Connection, ref: str) -> Adjustment:
    """Return the adjustment of that number.

    Raises:
        Refused: `unknown`.
    """
    return of(conn, ADJUSTMENTS.show(conn, ref))


def of(conn: Connection, document: Document) -> Adjustment:
    """Return a document that is an adjustment with its line."""
    (line,) = ADJUSTMENTS.lines.of(conn, document)
    return Adjustment(document, line)


def page(
    conn: Connection,
    *,
    state: DocumentState | None = None,
    search: str = "",
    limit: int | None = 50,
    after: int | None = None,
) -> tuple[Adjustment, ...]:
    """Return a page of the adjustments, the newest first; see `Documents.page`."""
    found = ADJUSTMENTS.page(conn, state=state, search=search, limit=limit, after=after)
    documents = [one.document for one in found]
    lines = {line.document_id: line for line in ADJUSTMENTS.lines.of_page(conn, documents)}
    return tuple(Adjustment(one, lines[one.id]) for one in documents)


def serials(conn: Connection, line_id: int) -> Sequence[SerialEntry]:
    """Return the serials that are noted on the line of an adjustment, as they were scanned."""
    rows = conn.execute(_SERIALS, {"line_id": line_id})
    return [SerialEntry(*row) for row in rows]
