"""Entering at a desk which serials a customer sends back, before they come (R34)."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.editing import edit
from serialhhd.store.documents.lines import Line
from serialhhd.store.documents.noted import ONLY_PASS
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.returns import returns, taking_back
from serialhhd.store.returns.returns import RETURNS, Origin
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import serials, whereabouts
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import SerialState, TrackingType

_n, _s = t.noted_serial.c, t.serial.c
_STATE = Prepared(
    select(_s.state).where(_s.serial_key == bindparam("key"), _s.product_id == bindparam("product_id"))
)
_CLEAR = t.noted_serial.delete().where(_n.line_id == bindparam("of_line", type_=t.Id))


def set_serials(
    conn: Connection,
    ref: str,
    sku: str,
    texts: Sequence[str],
    *,
    revision: int | None = None,
    doubts: Sequence[Doubtful] = (),
    sure: bool = False,
    by: str,
) -> Line:
    """Enter which serials come back on a line of a return, in place of those that it names.

    Args:
        conn: The writing connection.
        ref: The return.
        sku: The line's product.
        texts: The serials: exactly as many as are announced.
        revision: What the return was when it was looked at.
        doubts: What speaks against the list as it was written: ranges that nobody has seen counted.
        sure: Somebody has seen it, and said yes.
        by: Who enters them.

    Raises:
        Doubtful: `serials_doubtful`, unless somebody is sure.
        Refused: `pre_entered_count` unless there are as many as announced; `serials_repeated`; `serials_refused`, naming each that cannot come
            back on it: `serial_never_here`, `serial_not_dispatched`, `serial_other_customer`, or its whereabouts (R6); `serials_not_taken` under No
            Tracking; `line_already_received`, `line_partly_received`; `changed_meanwhile`, `document_not_open`, `unknown`, `not_on_document`.
    """
    product = products.show(conn, sku)
    on = _line_for(conn, ref, product, len(texts), revision, by)
    entries = [serials.entry(text) for text in texts]
    serials.distinct(entries)
    if refused := _refused(conn, on, product, entries):
        raise serials.refusal_of(refused, len(entries))
    if doubts and not sure:
        raise refusals.serials_doubtful(doubts=tuple(doubts), count=len(entries))
    _note(conn, on, entries)
    return on


# --- part by part, on a line of an unfinished import ------------------------------------------------------------


def begin_parts(conn: Connection, ref: str, sku: str, count: int, *, by: str) -> Product:
    """Return the product of a line on which so many serials can be entered.

    Raises:
        Refused: As `set_serials`.
    """
    product = products.show(conn, sku)
    _line_for(conn, ref, product, count, None, by)
    return product


def judge_part(
    conn: Connection, ref: str, product: Product, entries: Sequence[SerialEntry]
) -> Sequence[Refused]:
    """Return why some of the serials of a line cannot come back on it: nothing where all can."""
    return _refused(conn, _line(conn, ref, product), product, entries)


def end_parts(conn: Connection, ref: str, product: Product, entries: Sequence[SerialEntry]) -> None:
    """Enter all serials of the line, which have been judged."""
    _note(conn, _line(conn, ref, product), entries)


def _line(conn: Connection, ref: str, product: Product) -> Line:
    return returns.open_line_of(conn, returns.show(conn, ref), product)


# --- the whole line ---------------------------------------------------------------------------------------------


def clear_serials(conn: Connection, ref: str, sku: str, *, revision: int | None = None, by: str) -> Line:
    """Take away which serials come back on a line of a return: any that left for its customer may.

    Raises:
        Refused: As `set_serials`.
    """
    on = _editable_line(conn, ref, products.show(conn, sku), revision, by)
    _note(conn, on, ())
    return on


def _editable_line(conn: Connection, ref: str, product: Product, revision: int | None, by: str) -> Line:
    """Return a line of a return of which nothing is back, its return locked."""
    now = edit(conn, RETURNS, ref, revision, by=by)
    on = returns.open_line_of(conn, now, product)
    if on.done:
        raise refusals.line_partly_received(
            sku=on.product, document=now.ref, quantity=on.done, expected=on.quantity
        )
    return on


def _line_for(
    conn: Connection, ref: str, product: Product, count: int, revision: int | None, by: str
) -> Line:
    """Return a line of a return on which so many serials can be entered, its return locked."""
    on = _editable_line(conn, ref, product, revision, by)
    if product.tracking_type is TrackingType.NO_TRACKING:
        raise refusals.serials_not_taken(sku=product.sku)
    if count != on.quantity:
        raise refusals.pre_entered_count(sku=product.sku, given=count, expected=on.quantity)
    return on


def _refused(
    conn: Connection, on: Line, product: Product, entries: Sequence[SerialEntry]
) -> Sequence[Refused]:
    origin = returns.origin_of(conn, on.document_id)
    return [why for given in entries if (why := _why_not(conn, product, origin, given)) is not None]


def _why_not(conn: Connection, product: Product, origin: Origin, given: SerialEntry) -> Refused | None:
    """Return why a serial cannot come back on a return; None where it can."""
    row = _STATE.row(conn, {"key": given.key, "product_id": product.id})
    if row is not None and row[0] is SerialState.DISPATCHED:
        return taking_back.went_elsewhere(origin)(conn, product, given)
    why = whereabouts.why_not(conn, product, given, None, unknown=refusals.serial_never_here)
    return taking_back.if_picked_not_dispatched(why)


def _note(conn: Connection, on: Line, entries: Sequence[SerialEntry]) -> None:
    conn.execute(_CLEAR, {"of_line": on.id})
    if entries:
        rows = [
            {"line_id": on.id, "pass_no": ONLY_PASS, "serial": given.serial, "serial_key": given.key}
            for given in entries
        ]
        conn.execute(t.noted_serial.insert(), rows)
