"""Serials that wait on an adjustment: each on one, until a supervisor has decided about it (R29)."""

from sqlalchemy import ColumnElement, Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.noted import ONLY_PASS
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState

_s, _l, _n = t.serial.c, t.document_line.c, t.noted_serial.c
_IS_WAITING_LINE = _l.state == DocumentState.WAITING
_IS_ITS_NOTE = (_n.line_id == _l.id) & (_n.pass_no == ONLY_PASS)
WAITING = t.serial.join(t.document_line, (_l.product_id == _s.product_id) & _IS_WAITING_LINE).join(
    t.noted_serial, _IS_ITS_NOTE & (_n.serial_key == _s.serial_key)
)
"""The serials of stock that wait, each with the line that asks for it and its note."""
_WAITING_ONE = (
    select(_s.serial, t.document.c.ref)
    .select_from(WAITING.join(t.document, t.document.c.id == _l.document_id))
    .order_by(_s.id)
    .limit(1)
)
_WAITS_ON = Prepared(
    select(t.document.c.ref)
    .select_from(
        t.document_line.join(t.noted_serial, _IS_ITS_NOTE).join(t.document, t.document.c.id == _l.document_id)
    )
    .where(
        _IS_WAITING_LINE, _l.product_id == bindparam("product_id"), _n.serial_key == bindparam("serial_key")
    )
)


def objection(conn: Connection, product: Product, given: SerialEntry) -> Refused | None:
    """Return what speaks against asking for a serial once more: it waits on an adjustment; None: it does not."""
    row = _WAITS_ON.row(conn, {"product_id": product.id, "serial_key": given.key})
    return None if row is None else refusals.serial_waits(serial=given.serial, document=row[0])


def check_captured(conn: Connection, run_id: int) -> None:
    """Check that nothing that a run has captured waits.

    Raises:
        Refused: `serial_waits`.
    """
    _check_none(conn, _s.run_id == run_id)


def check_serial(conn: Connection, serial_id: int) -> None:
    """Check that a serial does not wait.

    Raises:
        Refused: `serial_waits`.
    """
    _check_none(conn, _s.id == serial_id)


def _check_none(conn: Connection, which: ColumnElement[bool]) -> None:
    found = conn.execute(_WAITING_ONE.where(which)).one_or_none()
    if found is not None:
        raise refusals.serial_waits(serial=found.serial, document=found.ref)
