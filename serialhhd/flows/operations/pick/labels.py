"""What lies on the shelf at goods out: the labels of a virtual scanner."""

from collections.abc import Iterator

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.english import captions
from serialhhd.flows.words import labels, place, product
from serialhhd.samples import scannable


def places(work: Work) -> Iterator[Label]:
    """Yield the place of the task, and others."""
    wanted = place.source(work)
    if wanted:
        yield Label(wanted, captions.shelf(location=wanted), is_good=True, why=captions.place_of_task())
    for code in scannable.locations(work.conn, labels.GOOD_AT_MOST):
        if code != wanted:
            yield Label(code, captions.shelf(location=code), is_good=False, why=captions.not_place_of_task())


def product_of_task(work: Work) -> Iterator[Label]:
    """Yield the box of the task's product, and another one."""
    wanted = product.in_work(work)
    caption = captions.box(label=f"{wanted.sku} {wanted.name}")
    yield from labels.box(work, wanted, caption, captions.wanted_by_task())
    yield from labels.other_product(work, {wanted.id})
