"""Adjust in: the operator says which product was found, and whose it is where nothing else does."""

from dataclasses import dataclass
from typing import Final

from serialhhd.flows.answers.entry import listed
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.adjust import english as sentences
from serialhhd.flows.operations.adjust.options import InOptions
from serialhhd.flows.operations.without_document import WithoutDocument
from serialhhd.flows.questions.question import Question
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.words import product as word
from serialhhd.flows.words import serials, turn
from serialhhd.flows.words.word import DESTINATION, PRODUCT
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.stock import adjusting

ACCOUNT: Final = "account"
"""Whose the units are that were found."""


@dataclass(frozen=True, kw_only=True)
class WhatWasFound(WithoutDocument):
    """No document asks for it: the operator says which product was found at a place."""

    keeps: frozenset[str] = frozenset({DESTINATION})

    def choose(self, work: Work, product: Product, serial: str | None) -> Message:
        """Take the product in work; where there are several accounts and nothing says whose it is, ask."""
        if work.captured and product.id != work.chosen(PRODUCT):
            raise messages.line_has_captures(sku=word.in_work(work).sku, captured=work.captured)
        if work.captured:
            return sentences.found_chosen(sku=product.sku)
        account = _account(work, product, serial)
        work.open_run()
        if account is None:
            work.move(question=WHOSE.name, pending=product.sku)
            return sentences.whose(sku=product.sku)
        return take(work, product, account)


def take(work: Work, product: Product, account: str) -> Message:
    """Take a product in work that is an account's.

    Raises:
        Refused: `unknown` account; what the rules say (R17).
    """
    work.choose(ACCOUNT, places.account_id(work.conn, account))
    work.choose(PRODUCT, product.id)
    work.move(quantity=None)
    work.forget()
    serials.check(work)
    return sentences.found_chosen(sku=product.sku)


def _account(work: Work, product: Product, serial: str | None) -> str | None:
    """Return whose the units are: as the flow says, the only one's, or the last one's of a serial that was removed (R28)."""
    named = work.options(InOptions).account
    there = places.accounts(work.conn)
    if named or len(there) == 1:
        return named or there[0]
    return adjusting.last_account(work.conn, product, serial) if serial else None


def _answer_whose(work: Work, text: str) -> Message:
    there, found = places.accounts(work.conn), products.find(work.conn, work.position.pending or "")
    account = listed(work, text, there) or text
    if found is None:
        raise messages.no_product_yet()
    work.move(question=None, pending=None)
    message = take(work, found, account)
    return turn.advance(work) or message


WHOSE: Final = Question(
    "whose",
    prompt=lambda work: prompts.account(),  # noqa: ARG005 - the same for any product
    choices=lambda work: tuple(
        Choice(str(number), code) for number, code in enumerate(places.accounts(work.conn), start=1)
    ),
    answer=_answer_whose,
)
