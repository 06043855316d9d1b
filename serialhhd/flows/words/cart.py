"""The word `cart`: what the units of a batch are walked onto (R32)."""

from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document
from serialhhd.flows.words.turn import operation_of
from serialhhd.store import refusals
from serialhhd.store.batches import batches, walking
from serialhhd.store.catalogue import places

CART: Final = "cart"


def of_batch(work: Work) -> str | None:
    """Return the code of the cart that the batch in work is on already; None before one is taken."""
    paper = document.chosen(work)
    found = batches.cart(work.conn, paper.id) if paper else None
    return found.code if found else None


def choose(work: Work, code: str) -> Message:
    """Take a cart for the batch in work; stock of its warehouse is walked then.

    Raises:
        Refused: `unknown`, or why it cannot be this one.
    """
    cart = places.find_location(work.conn, code)
    if cart is None:
        raise refusals.unknown(what=CART, code=code)
    walking.take_cart(work.conn, document.in_work(work), cart)
    work.choose(CART, cart.id)
    work.forget()
    if document.chosen_line(work):
        operation_of(work).turns.send(work)
    return messages.location_chosen(location=cart.code)
