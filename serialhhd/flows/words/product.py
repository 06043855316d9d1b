"""The word `product`: what is in the operator's hands, and the lot and expiry that its label says."""

from serialhhd.flows.answers.entry import listed
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import PRODUCT
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.serials.lots import LotAndExpiry, is_expired
from serialhhd.store.words.numbers import is_number


def chosen(work: Work) -> Product | None:
    """Return the product in work; None before there is one."""
    return work.remember(_chosen)


def _chosen(work: Work) -> Product | None:
    standing = document.standing(work)
    if standing is not None:
        return standing.product
    product_id = work.chosen(PRODUCT)
    return None if product_id is None else products.by_id(work.conn, product_id)


def is_in_work(work: Work) -> bool:
    """Return whether there is a product in work."""
    return chosen(work) is not None


def in_work(work: Work) -> Product:
    """Return the product in work.

    Raises:
        Refused: `no_product_yet`.
    """
    found = chosen(work)
    if found is None:
        raise messages.no_product_yet()
    return found


def choices(work: Work) -> tuple[Choice, ...]:
    """Return the products that can be worked on now as a numbered list."""
    there = enumerate(operation_of(work).turns.products(work), start=1)
    return tuple(Choice(str(number), label) for number, (_, label) in there)


def only(work: Work) -> Product | None:
    """Return the product that can be worked on where there is one alone."""
    there = operation_of(work).turns.products(work)
    return products.by_id(work.conn, there[0][0]) if len(there) == 1 else None


def of_choice(work: Work, text: str) -> Product | None:
    """Return the product chosen by its number in the list, or None."""
    chosen_one = listed(work, text, operation_of(work).turns.products(work)) if is_number(text) else None
    return products.by_id(work.conn, chosen_one[0]) if chosen_one else None


def choose(work: Work, product: Product, serial: str | None) -> Message:
    """Take a product in work, without going on; the serial is what came with it in one symbol.

    Raises:
        Refused: Why it cannot be worked on now.
    """
    return operation_of(work).turns.choose(work, product, serial)


def lot_and_expiry(work: Work) -> LotAndExpiry:
    """Return the lot and expiry that came with the product, for the serials that follow."""
    return LotAndExpiry(work.position.lot, work.position.expiry)


def hold_lot_and_expiry(work: Work, said: LotAndExpiry) -> Message | None:
    """Let a lot and expiry hold for the serials that follow, in place of what held before.

    Returns:
        What to say of it; None where nothing follows that would keep it, or nothing is known.

    Raises:
        Refused: `product_expired`.
    """
    operation = operation_of(work)
    if is_expired(said.expiry, operation.day(work)):
        raise messages.product_expired(sku=in_work(work).sku, expiry=said.expiry)
    if not work.remember(operation.serials.rule).keeps_lot_and_expiry:
        return None
    work.move(lot=said.lot, expiry=said.expiry)
    return messages.lot_holds(lot=said.lot, expiry=said.expiry) if said else None
