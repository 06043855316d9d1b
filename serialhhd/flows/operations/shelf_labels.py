"""What lies on the shelf that the operator is sent to: the labels of a virtual scanner."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.english import captions
from serialhhd.flows.words import labels, place, product
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import PRODUCT, SOURCE
from serialhhd.samples import scannable


def places(work: Work) -> Iterator[Label]:
    """Yield the place that the operator is sent to, and others: they are good where there is stock for the line, too."""
    wanted = place.source(work)
    if wanted:
        yield Label(wanted, captions.shelf(location=wanted), is_good=True, why=captions.place_of_task())
    for code in scannable.locations(work.conn, labels.GOOD_AT_MOST):
        if code != wanted:
            is_good = operation_of(work).turns.has_stock_at(work, code)
            why = captions.takes_from(location=code) if is_good else captions.not_place_of_task()
            yield Label(code, captions.shelf(location=code), is_good=is_good, why=why)


def product_of_task(work: Work) -> Iterator[Label]:
    """Yield the box of the task's product, and another one."""
    wanted = product.in_work(work)
    caption = captions.box(label=f"{wanted.sku} {wanted.name}")
    yield from labels.box(work, wanted, caption, captions.wanted_by_task())
    yield from labels.other_product(work, {wanted.id})


LABELS: Final[Mapping[str, Callable[[Work], Iterator[Label]]]] = MappingProxyType(
    {SOURCE: places, PRODUCT: product_of_task}
)
