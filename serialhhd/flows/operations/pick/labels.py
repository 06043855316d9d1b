"""What lies on the shelf at goods out: the labels of a virtual scanner."""

from collections.abc import Iterator

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Label
from serialhhd.flows.words import labels, place, product
from serialhhd.samples import scannable


def places(work: Work) -> Iterator[Label]:
    """Yield the place of the task, and others."""
    wanted = place.source(work)
    if wanted:
        yield Label(wanted, f"Shelf {wanted}", is_good=True, why="The place of this task")
    for code in scannable.locations(work.conn, labels.GOOD_AT_MOST):
        if code != wanted:
            yield Label(code, f"Shelf {code}", is_good=False, why="Not the place of this task")


def product_of_task(work: Work) -> Iterator[Label]:
    """Yield the box of the task's product, and another one."""
    wanted = product.in_work(work)
    code = scannable.barcode(work.conn, wanted)
    yield Label(code, f"Box {wanted.sku} {wanted.name}", is_good=True, why="What this task wants")
    yield from labels.other_product(work, {wanted.id})
