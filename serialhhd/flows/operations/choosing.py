"""Who chooses what is in work: the policies that operations take for `turns`."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol

from sqlalchemy import Connection

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Turns
from serialhhd.flows.operations.without_document import WithoutDocument
from serialhhd.flows.questions import which_stock
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document, place, serials, turn
from serialhhd.flows.words import product as word
from serialhhd.flows.words.word import PRODUCT, SOURCE
from serialhhd.store import refusals
from serialhhd.store.catalogue import carts, places
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import L, Line
from serialhhd.store.stock import held, proposing, runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind, RunState


def leave_to_all(conn: Connection, line: Line, run: Run, document: str) -> None:
    """Leave the line to all who work on it: each serial is somebody's, and units are counted when they are posted."""


@dataclass(frozen=True, kw_only=True)
class OperatorChooses(Turns, Generic[L]):
    """The operator says which line of the document is in work, by its product.

    Attributes:
        line_of: Returns the open line of a document that a product means.
        claim: Takes a line in work for a run; the document is named by its number. `leave_to_all` takes none.
    """

    line_of: Callable[[Connection, Document, Product], L]
    claim: Callable[[Connection, L, Run, str], None]

    def begin(self, work: Work) -> None:
        """Leave it to the operator which line comes first."""

    def go_on(self, work: Work) -> None:
        """Ask for the next product."""
        turn.begin(work)

    def products(self, work: Work) -> Sequence[tuple[int, str]]:
        """Return the products of the open lines."""
        return tuple((line.product_id, self._shown(work, line)) for line in document.open_lines(work))

    def _shown(self, work: Work, line: Line) -> str:
        """Return what to show of an open line; who else has it in work stands where it is not cut away."""
        who = document.colleague(work, line)
        return f"{line.product} {line.open_quantity}{who} {line.name}".rstrip(" ")

    def to_do(self, work: Work) -> tuple[str, ...]:
        """Return what to show of each open line."""
        return tuple(label for _, label in self.products(work))

    def choose(self, work: Work, product: Product, serial: str | None) -> Message:  # noqa: ARG002 - the line says it
        """Take the line of the product in work."""
        return self.take_line(work, self.line_of(work.conn, document.in_work(work), product))

    def take_line(self, work: Work, line: L, at: StockLine | None = None) -> Message:
        """Take a line of the document in work, of which the units are at a stock line where that is known."""
        if work.captured and line.id != work.position.line_id:
            raise messages.line_has_captures(sku=document.line_in_work(work).product, captured=work.captured)
        run, is_new = work.open_run(), line.id != work.position.line_id
        work.move(line_id=line.id, stock_line_id=at.id if at else None, quantity=None)
        work.forget()
        serials.check(work)
        if is_new:
            runs.drop_claims(work.conn, run.id)
        self.claim(work.conn, line, run, document.of(work, line).ref)
        work.forget()
        return messages.product_chosen(sku=line.product, quantity=line.open_quantity)

    def place_to_go(self, work: Work) -> None:
        """Leave the place to the operator."""

    def choose_source(self, work: Work, code: str) -> Message:
        """Note the place that units leave."""
        location = places.location(work.conn, code)
        work.choose(SOURCE, location.id)
        return messages.location_chosen(location=location.code)


class Proposes(Protocol):
    """Proposes the stock line that units of a document's line are taken from."""

    def __call__(
        self,
        conn: Connection,
        line: Line,
        account_id: int,
        at_location: int | None = None,
        /,
        *,
        without: Collection[int] = (),
        day: date | None = None,
        goes: bool = False,
    ) -> StockLine | None:
        """Return the oldest stock of an account of which some may go on a day: at a location, or at none of some others; None where there is none, or none that `goes`."""


@dataclass(frozen=True, kw_only=True)
class PlaceChooses(Turns):
    """The document's lines are worked on in their order, each at the place where its stock is.

    Attributes:
        claim_next: Takes the next free line of a document in work for a run; None where none is left.
        propose: Proposes the stock for a line.
    """

    sends: frozenset[str] = frozenset({SOURCE, PRODUCT})
    claim_next: Callable[[Connection, Document, Run], Line | None]
    propose: Proposes

    def begin(self, work: Work) -> None:
        """Take the first free line in work, unless there is one already."""
        if work.position.line_id is None:
            self._begin_next(work)

    def _begin_next(self, work: Work) -> bool:
        line = self.next_line(work)
        turn.begin(work, line.id if line else None)
        if line:
            self.send(work)
        return line is not None

    def next_line(self, work: Work) -> Line | None:
        """Take the next line in work; None where none is left."""
        return self.claim_next(work.conn, document.in_work(work), work.open_run())

    def go_on(self, work: Work) -> None:
        """Go on to the next line that is free; where none is left, or others have all that is, this run is over."""
        with suppress(Refused):
            if self._begin_next(work):
                return
        work.end(RunState.DONE)

    def send(self, work: Work) -> None:
        """Send the operator to the oldest stock of which some may go, at no place known to be empty."""
        self._take(work, self._stock_for(work))

    def elsewhere(self, work: Work) -> StockLine | None:
        """Return the oldest stock at another place of which some may go; None where the line fixes its place."""
        here = place.stock_line(work)
        empty = work.position.empty
        return self._stock_for(work, without=(*empty, here.location_id), goes=True) if here else None

    def _stock_for(
        self,
        work: Work,
        location_id: int | None = None,
        *,
        line: Line | None = None,
        without: Collection[int] | None = None,
        goes: bool = False,
    ) -> StockLine | None:
        of = line or document.line_in_work(work)
        account_id, day = document.of(work, of).account_id, turn.operation_of(work).day(work)
        but = work.position.empty if without is None else without
        return self.propose(work.conn, of, account_id, location_id, without=but, day=day, goes=goes)

    def _take(self, work: Work, line: StockLine | None) -> None:
        work.move(stock_line_id=line.id if line else None)
        work.forget()

    def products(self, work: Work) -> Sequence[tuple[int, str]]:  # noqa: ARG002 - other policies look
        """Return nothing: the product is known, and only a scan proves that it is in hand."""
        return ()

    def to_do(self, work: Work) -> tuple[str, ...]:
        """Return what to show of each open line: what, how many, the next place for it, and who else has it in work."""
        return tuple(self._shown(work, line) for line in document.open_lines(work))

    def _shown(self, work: Work, line: Line) -> str:
        there = self._stock_for(work, line=line, without=())
        at = there.location if there else line.location or messages.no_place()
        return f"{line.product} {line.open_quantity} {at}{document.colleague(work, line)}"

    def choose(self, work: Work, product: Product, serial: str | None) -> Message:
        """Check that the product in hand is the line's; where the place has several kinds of it, ask which."""
        line = document.line_in_work(work)
        if product.id != line.product_id:
            raise messages.wrong_product(sku=product.sku, wanted=line.product)
        if not document.of(work, line).to_supplier:
            held.check_product(work.conn, product.id, product.sku)
        here = place.stock_line(work)
        is_settled = work.captured or here is None
        return self._chosen(work) if is_settled else which_stock.choose(work, product, serial)

    def kinds(self, work: Work, product: Product) -> Sequence[StockLine]:  # noqa: ARG002 - the line says it
        """Return the stock lines of the line's goods at the place where it is taken, oldest first."""
        here = place.stock_line(work)
        return proposing.at_its_place(work.conn, here) if here else ()

    def take(self, work: Work, line: StockLine) -> Message:
        """Take one of the stock lines at the place in work."""
        if line.id != work.position.stock_line_id:
            self._take(work, line)
        return self._chosen(work)

    def _chosen(self, work: Work) -> Message:
        serials.check(work)
        sku, units, there = (
            document.line_in_work(work).product,
            serials.expected(work),
            place.stock_line(work),
        )
        if units == 0:
            return messages.nothing_left(sku=sku, location=there.location if there else None)
        return messages.product_chosen(sku=sku, quantity=units or 0)

    def place_to_go(self, work: Work) -> str | None:
        """Return where the stock of the line is, or should be."""
        there, line = place.stock_line(work), document.chosen_line(work)
        return there.location if there else line.location if line else None

    def has_stock_at(self, work: Work, code: str) -> bool:
        """Return whether there is stock for the line at a place; it will do where the line fixes no other place."""
        location, line = places.location(work.conn, code), document.line_in_work(work)
        is_fixed = work.captured or line.location not in {None, location.code}
        return not is_fixed and self._stock_for(work, location.id) is not None

    def choose_source(self, work: Work, code: str) -> Message:
        """Check the place the operator stands at; stock elsewhere will do where the line fixes no place."""
        location, there = places.location(work.conn, code), place.stock_line(work)
        expected, line = self.place_to_go(work), document.line_in_work(work)
        if location.code == expected and there:
            return messages.location_chosen(location=location.code)
        if line.location and location.code != line.location:
            raise messages.wrong_location(location=location.code, wanted=line.location)
        if not document.of(work, line).takes_from(location.kind):
            raise refusals.wrong_location_kind(
                location=location.code, kind=location.kind, wanted=LocationKind.STORAGE
            )
        if work.captured:
            at = place.stock_line_in_work(work).location
            raise messages.location_has_captures(location=at, captured=work.captured)
        self._take(work, self._stock_for(work, location.id))
        if place.stock_line(work) is None:
            raise messages.no_stock_here(sku=line.product, location=location.code, wanted=expected)
        asked = list(work.flow.words.values())
        if asked.index(PRODUCT) < asked.index(
            SOURCE
        ):  # what was said of the place proposed does not hold here
            message = which_stock.choose(work, word.in_work(work), None)
            if work.position.question:
                return message
        return messages.location_chosen(location=location.code)


@dataclass(frozen=True, kw_only=True)
class WhatLiesThere(WithoutDocument):
    """No document asks for it: the operator takes what lies at a place, product by product."""

    keeps: frozenset[str] = frozenset({SOURCE})

    def products(self, work: Work) -> Sequence[tuple[int, str]]:
        """Return what lies at the place, in so far as it can be listed."""
        there: dict[int, tuple[str, int]] = {}
        for line in self._there(work):
            there[line.product_id] = line.product, there.get(line.product_id, ("", 0))[1] + line.quantity
        return tuple((product_id, f"{sku} {quantity}") for product_id, (sku, quantity) in there.items())

    def _there(self, work: Work, product_id: int | None = None) -> Sequence[StockLine]:
        location_id = work.chosen(SOURCE)
        if location_id is None:
            return ()
        wanted = stock.StockFilter(product_id=product_id, location_id=location_id)
        return stock.page(work.conn, wanted, limit=document.LISTED)

    def has_stock_at(self, work: Work, code: str) -> bool:
        """Return whether anything lies at a place that somebody may take from."""
        location = places.location(work.conn, code)
        if location.is_transit or carts.in_use_by(work.conn, location.id):
            return False
        return bool(stock.page(work.conn, stock.StockFilter(location_id=location.id), limit=1))

    def choose(self, work: Work, product: Product, serial: str | None) -> Message:
        """Take the stock of the product in work that lies at the place; where it is of several kinds, ask which."""
        there = self.kinds(work, product)
        if not there:
            raise messages.nothing_of_it_here(sku=product.sku, location=place.source(work) or "")
        if not work.captured:
            return which_stock.choose(work, product, serial)
        in_work = next((line for line in there if line.id == work.position.stock_line_id), None)
        if in_work is None:
            raise messages.line_has_captures(
                sku=place.stock_line_in_work(work).product, captured=work.captured
            )
        return self.take(work, in_work)

    def take(self, work: Work, line: StockLine) -> Message:
        """Take a stock line in work."""
        work.choose(PRODUCT, line.product_id)
        work.move(stock_line_id=line.id, quantity=None)
        work.forget()
        serials.check(work)
        return messages.stock_chosen(sku=line.product, quantity=line.quantity)

    def kinds(self, work: Work, product: Product) -> Sequence[StockLine]:
        """Return the stock lines of a product at the place."""
        return self._there(work, product.id)

    def choose_source(self, work: Work, code: str) -> Message:
        """Note the place that units leave."""
        location = places.free_location(work.conn, code)
        if work.captured and location.id != work.chosen(SOURCE):
            at = place.stock_line_in_work(work).location
            raise messages.location_has_captures(location=at, captured=work.captured)
        if location.id != work.chosen(SOURCE):  # what is in work lies there, not here
            work.choose(PRODUCT, None)
            work.move(stock_line_id=None, quantity=None, lot=None, expiry=None)
        work.choose(SOURCE, location.id)
        work.forget()
        return messages.location_chosen(location=location.code)
