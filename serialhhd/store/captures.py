"""Taking scanned serials as captures of a run: all of one scan or none, each refused one named."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from serialhhd.store import serials
from serialhhd.store.products import Product
from serialhhd.store.refusal import Refused
from serialhhd.store.serials import SerialEntry

Take = Callable[[SerialEntry, datetime], bool]


@dataclass(frozen=True, slots=True)
class Capturing:
    """Who captures what: the run, the product, and how many serials the run may hold at most."""

    run_id: int
    product: Product
    most: int
    at: datetime


def take_all(
    conn: Connection, capturing: Capturing, entries: Sequence[SerialEntry], take: Take, unknown: str
) -> None:
    """Take every serial of one scan, in order.

    Args:
        conn: The writing connection.
        capturing: Who, and how many at most.
        entries: What was scanned.
        take: Takes one serial for the run at a time that rises with each; False where it cannot be had.
        unknown: The code of the refusal where the store does not know a serial at all.

    Raises:
        Refused: `too_many_serials`; the reason for a lone serial (R6); `serials_refused` with all reasons for several.
    """
    serials.distinct(entries)
    if not serials.count_captures(conn, capturing.run_id, len(entries), capturing.most):
        raise _too_many(conn, capturing, entries)
    refused = [
        serials.why_not(conn, capturing.product, given, capturing.run_id, unknown)
        for place, given in enumerate(entries)
        if not take(given, capturing.at + timedelta(microseconds=place))
    ]
    if refused:
        raise (
            refused[0]
            if len(entries) == 1
            else Refused("serials_refused", refused=tuple(refused), count=len(entries))
        )


def _too_many(conn: Connection, capturing: Capturing, entries: Sequence[SerialEntry]) -> Refused:
    if len(entries) == 1 and serials.is_captured(
        conn, capturing.product.id, entries[0].key, capturing.run_id
    ):
        return serials.why_not(conn, capturing.product, entries[0], capturing.run_id)
    return Refused("too_many_serials", most=capturing.most, given=len(entries))
