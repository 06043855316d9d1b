"""What is known of what is in work, by words, in the order to be shown."""

from collections.abc import Iterator

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Field
from serialhhd.flows.questions.which_stock import WHICH_STOCK
from serialhhd.flows.words import document, place, product, serials
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import DESTINATION, PRODUCT, SOURCE


def fields(work: Work) -> dict[str, str | int]:
    """Return the document, the product, the place and the quantity, as far as they are known, what the operation adds, and what steps noted."""
    known = {name: value for name, value in _known(work) if value is not None}
    return {**known, **{word: text for word, text in work.position.noted.items() if word not in known}}


def _known(work: Work) -> Iterator[Field]:
    for paper in document.papers(work):
        yield paper.kind.value, paper.ref
    if product.is_in_work(work):
        yield from _of_what_is_in_work(work)
    elif place.source(work) is not None:
        yield "location", place.source(work)
        yield "destination", place.destination(work)
    elif SOURCE not in operation_of(work).words:
        yield "location", place.destination(work)
    yield from operation_of(work).fields(work)


def _of_what_is_in_work(work: Work) -> Iterator[Field]:
    words, in_hand = operation_of(work).words, product.in_work(work)
    is_settled = (
        work.position.question != WHICH_STOCK.name
    )  # until it is, nothing is said of the oldest alone
    tracking_type = serials.rule(work).tracking_type if is_settled else None
    yield "product", in_hand.sku
    yield "name", in_hand.name
    yield "tracking_type", tracking_type.value if tracking_type else None
    if SOURCE in words:
        yield "location", place.source(work) or "-"
    yield "quantity", _quantity(work) if is_settled else None
    yield from product.lot_and_expiry(work).as_fields().items()
    if DESTINATION in words:
        yield "destination" if SOURCE in words else "location", place.destination(work)


def _quantity(work: Work) -> int | None:
    """Return what is to be moved; what arrives is told as it is confirmed, since it is on its way to a place."""
    words, line = operation_of(work).words, document.chosen_line(work)
    if DESTINATION in words and work.position.quantity is not None:
        return work.position.quantity
    has_stock = PRODUCT not in operation_of(work).turns.sends or place.stock_line(work) is not None
    return line.open_quantity if line and not has_stock else serials.expected(work)
