"""Giving up what never arrives of a transfer: by a supervisor, with a reason (R26, R43)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products, recognise
from serialhhd.store.containers.named import OfProduct, among
from serialhhd.store.documents import closing, document, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.stock import approvals, holds, movement
from serialhhd.store.stock.movement import Known, Movement
from serialhhd.store.transfers import arriving, transfers
from serialhhd.store.transfers.arriving import Load
from serialhhd.store.transfers.transfers import TRANSFERS, TransferLine
from serialhhd.store.words import acting
from serialhhd.store.words.document_moves import ARRIVING
from serialhhd.store.words.vocabulary import SerialState, TransactionKind
from serialhhd.value_class import value_class

_, LOST = ARRIVING.tallies


@value_class
class _Part:
    """What is given up of a line at one stock line: units, and the serials among them by id."""

    line: TransferLine
    load: Load
    units: int
    serial_ids: tuple[int, ...] = ()


_s = t.serial.c
_IN_TRANSIT = (
    select(_s.id, _s.serial, _s.serial_key)
    .where(
        _s.stock_line_id == bindparam("stock_line_id"),
        _s.state == SerialState.IN_TRANSIT,
        bindparam("document_line_id") == captures.MOVED_UNDER,
    )
    .order_by(_s.id)
)


def give_up(
    conn: Connection,
    ref: str,
    *,
    reason: str,
    sku: str | None = None,
    units: Sequence[tuple[str, int]] = (),
    serials: Sequence[str] = (),
    by: str,
    at: datetime,
) -> Document:
    """Give up what is in transit on a transfer: all of it, or the units and serials that are named. Its serials are removed.

    Args:
        conn: The writing connection.
        ref: The transfer's number.
        reason: Why.
        sku: Only what is of this product; None: of all.
        units: SKU and units that have no serial.
        serials: Serials, and containers for those that lie in them (R21).
        by: Who gives it up.
        at: When, UTC.

    Raises:
        Refused: `role_needed` (R43); `reason_missing`, `reason_is_code`; `nothing_in_transit`; `not_on_document`, `not_in_transit`, `serials_needed` of what is there by serial alone, `serial_not_on_transfer`, `serial_of_several_products`;
            as from `named.among`; `serial_changed` of one that somebody is receiving; `unknown`.
    """
    approved_by = approvals.check_supervisor(conn, acting.named(by))
    why = holds.cleaned_reason(reason)
    recognise.check_reason(conn, reason)
    transfer = TRANSFERS.lock(conn, ref)
    for part in _parts(conn, transfer, _there(conn, transfer, sku), units, serials):
        if not line_work.count(conn, ARRIVING, part.line.id, part.units, tally=LOST):
            most = transfers.line(conn, part.line.id).in_transit  # it was named twice
            raise refusals.not_in_transit(
                sku=part.line.product, document=transfer.ref, given=part.units, most=most
            )
        movement.post(
            conn,
            Movement(
                TransactionKind.ADJUSTMENT,
                part.units,
                by,
                at,
                leaves=part.load.line.id,
                serials=Known(part.serial_ids, SerialState.IN_TRANSIT) if part.serial_ids else None,
                become=SerialState.REMOVED,
                document_line_id=part.line.id,
                note=why,
                approved_by=approved_by,
            ),
        )
    closing.close_if_complete(conn, ARRIVING, transfer.id, at)
    return document.by_id(conn, transfer.id)


def _there(conn: Connection, transfer: Document, sku: str | None) -> list[tuple[TransferLine, Load]]:
    """Return what is on the road: of all lines of a transfer, or of those of a product."""
    there = [
        (line, load) for line in transfers.lines(conn, transfer) for load in arriving.loads(conn, line.id)
    ]
    if not there:
        raise refusals.nothing_in_transit(document=transfer.ref)
    if sku is None:
        return there
    product = products.show(conn, sku)
    arriving.on_the_road(conn, transfer, product)
    return [(line, load) for line, load in there if line.product_id == product.id]


def _parts(
    conn: Connection,
    transfer: Document,
    there: Sequence[tuple[TransferLine, Load]],
    units: Sequence[tuple[str, int]],
    serials: Sequence[str],
) -> list[_Part]:
    if not (units or serials):
        return [_whole(conn, line, load) for line, load in there]
    return [*_by_serial(conn, there, serials), *_by_units(conn, transfer, there, units)]


def _whole(conn: Connection, line: TransferLine, load: Load) -> _Part:
    ids = tuple(row.id for row in _serials_of(conn, line, load))
    return _Part(line, load, load.units, ids)


def _serials_of(conn: Connection, line: TransferLine, load: Load) -> Sequence[t.AnyRow]:
    return conn.execute(_IN_TRANSIT, {"stock_line_id": load.line.id, "document_line_id": line.id}).all()


def _by_serial(
    conn: Connection, there: Sequence[tuple[TransferLine, Load]], texts: Sequence[str]
) -> Iterator[_Part]:
    named = [(line, load, _serials_of(conn, line, load)) for line, load in there]
    ids: dict[int, dict[str, int]] = {}
    for line, _, rows in named:
        ids.setdefault(line.product_id, {}).update((row.serial_key, row.id) for row in rows)
    on_the_road = [OfProduct(products.by_id(conn, product_id), keys) for product_id, keys in ids.items()]
    skus = ", ".join(of.product.sku for of in on_the_road)  # nobody has said of which product it is
    meant = among(
        conn, texts, on_the_road, lambda serial: refusals.serial_not_on_transfer(serial=serial, sku=skus)
    )
    for line, load, rows in named:
        some = tuple(row.id for row in rows if row.id in meant)
        if some:
            yield _Part(line, load, len(some), some)


def _by_units(
    conn: Connection,
    transfer: Document,
    there: Sequence[tuple[TransferLine, Load]],
    units: Sequence[tuple[str, int]],
) -> Iterator[_Part]:
    for sku, quantity in units:
        product = products.show(conn, sku)
        if quantity <= 0:
            raise refusals.quantity_not_positive(sku=product.sku, quantity=quantity)
        wanted = quantity
        for line, load in there:
            some = min(wanted, load.units - load.serials) if line.product_id == product.id else 0
            if some:
                wanted -= some
                yield _Part(line, load, some)
        if wanted:
            if any(load.serials for line, load in there if line.product_id == product.id):
                raise refusals.serials_needed(sku=product.sku)
            raise refusals.not_in_transit(
                sku=product.sku, document=transfer.ref, given=quantity, most=quantity - wanted
            )
