"""Transfer in: the operator says which product of what is on the road is in hand; which line of it, a serial may say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.choosing import OperatorChooses, leave_to_all
from serialhhd.flows.operations.transfer_receive.arriving import units
from serialhhd.flows.questions import which_stock
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.document import Document
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.transfers import arriving
from serialhhd.store.transfers.transfers import ArrivingLine


def _first_line(conn: Connection, transfer: Document, product: Product) -> ArrivingLine:
    return arriving.lines_on_the_road(conn, transfer, product)[0]


@dataclass(frozen=True, kw_only=True)
class RoadChooses(OperatorChooses[ArrivingLine]):
    """The operator says which product is in work, of what is on the road."""

    line_of: Callable[[Connection, Document, Product], ArrivingLine] = _first_line
    claim: Callable[[Connection, ArrivingLine, Run, str], None] = leave_to_all

    def choose(self, work: Work, product: Product, serial: str | None) -> Message:
        """Take what is on the road of the product in work; where it is of several kinds, ask which has come (R20)."""
        if not work.captured:
            return which_stock.choose(work, product, serial)
        line = document.line_in_work(work)
        if product.id != line.product_id:
            raise messages.line_has_captures(sku=line.product, captured=work.captured)
        return messages.product_chosen(sku=product.sku, quantity=units(work))

    def kinds(self, work: Work, product: Product) -> Sequence[StockLine]:
        """Return what of the product is on the road under each tracking type: so many units as its first line may receive of it."""
        there: dict[int, StockLine] = {}
        for _, load in arriving.on_the_road(work.conn, document.in_work(work), product):
            there.setdefault(load.line.id, replace(load.line, quantity=load.units))
        return tuple(there.values())

    def take(self, work: Work, line: StockLine) -> Message:
        """Take in work what is on the road at a stock line, of the first line of the transfer that has some of it there."""
        product = products.by_id(work.conn, line.product_id)
        there = arriving.on_the_road(work.conn, document.in_work(work), product)
        self.take_line(work, next(of for of, load in there if load.line.id == line.id), line)
        return messages.product_chosen(sku=product.sku, quantity=units(work))
