"""The serials that a customer announced to send back: noted on a line of a return, all or none, and held by nobody (R34)."""

from sqlalchemy import Connection, bindparam, exists, select

from serialhhd.store import refusals
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.lines import Line
from serialhhd.store.documents.noted import ONLY_PASS
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.captures import Objection
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.words.refusal import Refused

_n, _s = t.noted_serial.c, t.serial.c
_OF_LINE = (_n.line_id == bindparam("line_id", type_=t.Id)) & (_n.pass_no == ONLY_PASS)
_SERIALS = select(_n.serial).where(_OF_LINE).order_by(_n.id)
_NAMES_SOME = Prepared(select(_n.id).where(_OF_LINE).limit(1))
_NAMES = Prepared(select(_n.id).where(_OF_LINE, _n.serial_key == bindparam("key")))
_CAPTURED_BESIDE = (
    select(_s.serial)
    .where(
        _s.run_id == bindparam("run_id", type_=t.Id),
        ~exists().where(_OF_LINE, _n.serial_key == _s.serial_key),
    )
    .order_by(_s.id)
    .limit(1)
)


def serials_of(conn: Connection, line: Line) -> tuple[str, ...]:
    """Return the serials that are announced on a line of a return, in the order in which they were entered; none where any may come."""
    return tuple(conn.scalars(_SERIALS, {"line_id": line.id}))


def names_serials(conn: Connection, line: Line | None) -> bool:
    """Tell whether a line says which serials come back on it."""
    return line is not None and _NAMES_SOME.row(conn, {"line_id": line.id}) is not None


def not_among_those_of(line: Line) -> Objection:
    """Return what speaks against a serial of a line that says which ones come back: it is not one of them."""

    def objection(conn: Connection, product: Product, given: SerialEntry) -> Refused | None:
        if _NAMES.row(conn, {"line_id": line.id, "key": given.key}) is not None:
            return None
        return refusals.serial_not_on_list(serial=given.serial, sku=product.sku)

    return objection


def check_captured(conn: Connection, line: Line, run_id: int) -> None:
    """Check that what a run has captured for a line that says which serials come back is among them: they may have been entered meanwhile.

    Raises:
        Refused: `serial_not_on_list`.
    """
    beside = conn.scalar(_CAPTURED_BESIDE, {"run_id": run_id, "line_id": line.id})
    if beside is not None:
        raise refusals.serial_not_on_list(serial=beside, sku=line.product)
