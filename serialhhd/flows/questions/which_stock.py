"""Which of several stock lines of a product is meant, where no serial has said it: the operator is asked (R20)."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from serialhhd.flows.answers.entry import listed
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.questions.question import Question
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import fields as words
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.words import place, serials, turn
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import SERIALS
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.serials import new_serials
from serialhhd.store.stock import stock_lines
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.refusal import Refused


def choose(work: Work, product: Product, serial: str | None) -> Message:
    """Take a stock line of a product in work: the only one there is, or the one that a serial is on; else ask which."""
    turns = operation_of(work).turns
    there = turns.kinds(work, product)
    meant = there[0] if len(there) == 1 else _with(work, there, serial)
    work.open_run()
    if meant is not None:
        return turns.take(work, meant)
    work.move(question=WHICH_STOCK.name, pending=product.sku)
    return messages.which_stock(sku=product.sku, location=there[0].location, kinds=len(there))


def _with(work: Work, there: Sequence[StockLine], serial: str | None) -> StockLine | None:
    """Return the stock line that a serial is on."""
    on = None if serial is None else stock_lines.of_serial(work.conn, there[0].product_id, serial)
    return next((line for line in there if line.id == on), None)


def _kinds(work: Work) -> Sequence[StockLine]:
    asked_about = products.find(work.conn, work.position.pending or "")
    return operation_of(work).turns.kinds(work, asked_about) if asked_about else ()


def _choices(work: Work) -> tuple[Choice, ...]:
    """Return the stock lines to choose from: none where nothing is left, of which the answer to an entry says why."""
    there: Sequence[StockLine] = ()
    with suppress(Refused):
        there = _kinds(work)
    return tuple(_shown(str(number), line) for number, line in enumerate(there, start=1))


def _shown(key: str, line: StockLine) -> Choice:
    """Return a stock line to choose; what tells it from others is seen on a narrow screen, too."""
    whole = f"{line.quantity} {line.account} {words.tracking_type(value=line.tracking_type)}"
    kind = words.tracking_type_in_short(value=line.tracking_type)
    return Choice(key, whole, f"{line.quantity} {kind} {line.account}")


def _answer(work: Work, text: str) -> Message:
    """Take the stock line of that number in work; or the one that a serial is on, which then is scanned already."""
    there = _kinds(work)
    if not there:
        raise messages.nothing_of_it_here(sku=work.position.pending or "", location=place.source(work) or "")
    if chosen := listed(work, text, there):
        return _take(work, chosen)
    made = products.by_id(work.conn, there[0].product_id)
    if meant := _with(work, there, new_serials.named_by(made, text, fnc1=work.fnc1)):
        return _take(work, meant, text)
    for line in (
        there
    ):  # a container, several serials in one code, or one that is made known where stock of this kind leaves
        taken = work.attempt(partial(_take_scanned, work, line, text))
        if not isinstance(taken, Refused):
            return taken
    raise messages.no_such_kind(code=text, sku=made.sku, location=there[0].location)


def _take(work: Work, line: StockLine, scanned: str | None = None) -> Message:
    """Take a stock line in work and go on; a serial that said which is scanned already where serials are asked for."""
    work.move(question=None, pending=None)
    message = operation_of(work).turns.take(work, line)
    posted = turn.advance(work)
    if posted or scanned is None or not work.asks(SERIALS):
        return posted or message
    return work.step.take(work, scanned)


def _take_scanned(work: Work, line: StockLine, text: str) -> Message:
    """Take a stock line in work, of whose serials a scan is one or more.

    Raises:
        Refused: It is none, or this stock goes without.
    """
    operation_of(work).turns.take(work, line)
    if not serials.rule(work).is_scanned:
        raise messages.no_such_kind(code=text, sku=line.product, location=line.location)
    return _take(work, line, text)


WHICH_STOCK = Question(
    "which_stock",
    prompt=lambda work: prompts.which(),  # noqa: ARG005 - the same for any product
    choices=_choices,
    answer=_answer,
)
