"""The sample warehouse with two cameras that somebody wants to adjust out: a supervisor is waited for."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from serialhhd.samples import warehouse
from serialhhd.store.adjustments import asking
from serialhhd.store.catalogue import products
from serialhhd.store.serials import captures, new_serials, traces
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import moving, runs, stock
from serialhhd.store.words.vocabulary import RunState

BROKEN: Final = ("SN0002", "SN0003")


def fill(conn: Connection, at: datetime) -> None:
    """Fill a new store."""
    warehouse.fill(conn, at)
    product, line = products.show(conn, "CAM-200"), traces.show(conn, BROKEN[0]).stock_line_id
    there = stock.show(conn, line or 0)
    run = warehouse.begin(conn, "adjust_out", at)
    capturing = captures.Capturing(run, product, NO_LIMIT, at)
    run = moving.capture(conn, there, capturing, new_serials.judge_all(conn, product, BROKEN))
    asking.take_out(conn, there, run, units=len(BROKEN), reason="Damaged", at=at, approve_from=1)
    runs.end(conn, run.id, RunState.DONE, at)
