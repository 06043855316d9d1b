"""Taking scanned serials as captures of a run: all of one scan or none, each refused one named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from serialhhd.store.catalogue.products import Product
from serialhhd.store.serials import serials
from serialhhd.store.serials.lots import UNKNOWN, Batch
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused

Take = Callable[[SerialEntry, datetime], bool]
WhyNot = Callable[[SerialEntry], Refused]


@dataclass(frozen=True, slots=True)
class Capturing:
    """Who captures what.

    Attributes:
        run: The run, locked by this transaction.
        product: Whose serials.
        most: How many serials the run may hold at most.
        at: When.
        batch: The lot and expiry that came with the product, for serials whose own label says none.
        day: Goods out: the day on which no unit may be over; None where expired units go.
    """

    run: Run
    product: Product
    most: int
    at: datetime
    batch: Batch = UNKNOWN
    day: date | None = None


def take_all(
    conn: Connection, capturing: Capturing, entries: Sequence[SerialEntry], take: Take, why_not: WhyNot
) -> Run:
    """Take every serial of one scan, in order, and return the run with them counted: `runs.save` keeps the count.

    Args:
        conn: The writing connection.
        capturing: Who, and how many at most.
        entries: What was scanned.
        take: Takes one serial for the run at a time that rises with each; False where it cannot be had.
        why_not: Says why one cannot be had.

    Raises:
        Refused: `too_many_serials`; the reason for a lone serial (R6); `serials_refused` with all reasons for several.
    """
    run = capturing.run
    serials.distinct(entries)
    if run.captured + len(entries) > capturing.most:
        raise _too_many(conn, capturing, entries)
    first = run.capture_time(capturing.at)
    refused = [
        why_not(given)
        for place, given in enumerate(entries)
        if not take(given, first + timedelta(microseconds=place))
    ]
    if refused:
        raise refused[0] if len(entries) == 1 else serials.refusal_of(refused, len(entries))
    last = first + timedelta(microseconds=len(entries) - 1)
    return replace(run, captured=run.captured + len(entries), last_capture_at=last)


def _too_many(conn: Connection, capturing: Capturing, entries: Sequence[SerialEntry]) -> Refused:
    run_id = capturing.run.id
    if len(entries) == 1 and serials.is_captured(conn, capturing.product.id, entries[0].key, run_id):
        return serials.why_not(conn, capturing.product, entries[0], run_id)
    return Refused(
        "too_many_serials", most=capturing.most, given=len(entries), captured=capturing.run.captured
    )
