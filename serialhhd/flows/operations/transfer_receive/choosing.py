"""Transfer in: the operator says which product of what is on the road is in hand; which line of it, a serial may say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.choosing import OperatorChooses, leave_to_all
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line
from serialhhd.store.stock.runs import Run
from serialhhd.store.transfers import arriving
from serialhhd.store.transfers.transfers import ArrivingLine


def _first_line(conn: Connection, transfer: Document, product: Product) -> ArrivingLine:
    return arriving.lines_on_the_road(conn, transfer, product)[0]


@dataclass(frozen=True, kw_only=True)
class RoadChooses(OperatorChooses[ArrivingLine]):
    """The operator says which product is in work, of what is on the road."""

    line_of: Callable[[Connection, Document, Product], ArrivingLine] = _first_line
    claim: Callable[[Connection, ArrivingLine, Run, str], None] = leave_to_all

    def taken(self, work: Work, line: Line) -> None:
        """Take what of the line is on the road, under one tracking type after the other."""
        there: Sequence[arriving.Load] = arriving.loads(work.conn, line.id)
        work.move(stock_line_id=there[0].line.id if there else None)
