"""Returns: the operator says which product of a return, or of a cancelled list, is in hand; unannounced, any may be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.choosing import OperatorChooses, leave_to_all
from serialhhd.flows.operations.take_back import english as sentences
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document, serials
from serialhhd.flows.words import product as word
from serialhhd.flows.words.word import PRODUCT
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line
from serialhhd.store.outbound import waiting_lists
from serialhhd.store.returns import returns
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import DocumentKind


def _line_of(conn: Connection, paper: Document, product: Product) -> Line:
    if paper.kind is DocumentKind.PICK_LIST:
        return waiting_lists.task_of(conn, paper, product)
    return returns.open_line_of(conn, paper, product)


@dataclass(frozen=True, kw_only=True)
class WhatComesBack(OperatorChooses[Line]):
    """The operator says which product is in work: of the document, or where the flow asks for none, any."""

    line_of: Callable[[Connection, Document, Product], Line] = _line_of
    claim: Callable[[Connection, Line, Run, str], None] = leave_to_all

    def products(self, work: Work) -> Sequence[tuple[int, str]]:
        """Return the products of the open lines; unannounced, any may come back."""
        return super().products(work) if document.are_asked_for(work) else ()

    def choose(self, work: Work, product: Product, serial: str | None) -> Message:
        """Take the line of the product in work, or the product itself."""
        if document.are_asked_for(work):
            return super().choose(work, product, serial)
        if work.captured and product.id != work.chosen(PRODUCT):
            raise messages.line_has_captures(sku=word.in_work(work).sku, captured=work.captured)
        work.open_run()
        work.choose(PRODUCT, product.id)
        work.move(quantity=None)
        work.forget()
        serials.check(work)
        return sentences.coming_chosen(sku=product.sku)
