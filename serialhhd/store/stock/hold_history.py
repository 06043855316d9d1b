"""Every time that a serial was on hold: by itself, with its lot, or with its product while it was there."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store.catalogue import products
from serialhhd.store.serials import lots
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import holds, product_holds
from serialhhd.value_class import value_class


@value_class
class PastHold:
    """Once that a serial was on hold; `of` is what was held (`serial`, `lot`, `product`), `released_at` is empty while it is."""

    of: str
    reason: str
    held_at: datetime
    held_by: str
    released_at: datetime | None
    released_by: str | None


def of_trace(conn: Connection, trace: Trace) -> tuple[PastHold, ...]:
    """Return every hold of a serial, oldest first."""
    return tuple(sorted((*_own(conn, trace), *_with_product(conn, trace)), key=lambda one: one.held_at))


def _own(conn: Connection, trace: Trace) -> Iterator[PastHold]:
    for one in holds.of_serial(conn, trace.id):
        yield PastHold("serial", one.reason, one.held_at, one.held_by, one.released_at, one.released_by)


def _with_product(conn: Connection, trace: Trace) -> Iterator[PastHold]:
    """Yield the holds of its product, or of its lot, that had not ended before it came."""
    if not trace.history:
        return
    came = trace.history[0].at
    for one in product_holds.every(conn, products.by_id(conn, trace.product_id)):
        is_its = one.lot is None or lots.key(one.lot) == lots.key(trace.lot)
        if is_its and (one.released_at is None or one.released_at >= came):
            of = "product" if one.lot is None else "lot"
            yield PastHold(of, one.reason, one.held_at, one.held_by, one.released_at, one.released_by)
