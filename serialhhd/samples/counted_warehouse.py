"""The sample warehouse with a count of one of its places that waits for a supervisor: of its serials some are missing, gone and unknown."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from serialhhd.samples import warehouse
from serialhhd.store.counts import counting, counts

COUNT: Final = "C-7"
PLACE: Final = "A-01-01"
SCANNED: Final = ("SN0002", "SN0003", "SN0004", "SN9999", "SN0001")


def fill(conn: Connection, at: datetime) -> None:
    """Fill a new store."""
    warehouse.fill(conn, at)
    count(conn, at)


def count(conn: Connection, at: datetime) -> None:
    """Count the place in the sample warehouse, twice, as what was counted differs."""
    counts.add(conn, COUNT, [PLACE], at=at, by=warehouse.OFFICE)
    for by in ("anna", "ben"):
        counting.enter(conn, COUNT, location=PLACE, sku="CAM-200", texts=SCANNED, sure=True, by=by, at=at)
        counting.place_done(conn, COUNT, location=PLACE, by=by, at=at)
