"""Adjusting stock: units that are no more, and units that were found, each with a reason and no document (R28)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing, Objection, Source, Takes
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock import holds, movement, moving
from serialhhd.store.stock.movement import Captures, Movement, Serials
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import LocationKind, SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class

_s, _tx = t.serial.c, t.stock_transaction.c
_OF_ANOTHER_ACCOUNT = (
    select(_s.serial, t.account.c.code)
    .join_from(t.serial, t.stock_transaction, _tx.id == captures.NEWEST)
    .join(t.account, _tx.account_id == t.account.c.id)
    .where(
        _s.run_id == bindparam("run_id"),
        _s.state == SerialState.REMOVED,
        _tx.account_id != bindparam("account_id"),
    )
    .order_by(_s.id)
    .limit(1)
)
_LAST_ACCOUNT = (
    select(_s.serial, _tx.account_id, t.account.c.code)
    .join_from(t.serial, t.stock_transaction, _tx.id == captures.NEWEST)
    .join(t.account, _tx.account_id == t.account.c.id)
    .where(
        _s.serial_key == bindparam("key"),
        _s.product_id == bindparam("product_id"),
        _s.state == SerialState.REMOVED,
    )
)


def capture_found(
    conn: Connection,
    capturing: Capturing,
    entries: Sequence[SerialEntry],
    *,
    objection: Objection | None = None,
) -> Run:
    """Capture the serials of one scan that were found: new ones, and ones that were removed (R15, R28).

    Args:
        conn: The writing connection.
        capturing: Who captures, and how many at most.
        entries: What was scanned.
        objection: What else may speak against one of them; None: nothing.

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `too_many_serials`; the serial's whereabouts (R6); `serials_refused` for several.
    """
    takes = Takes(NO_LIMIT, Source(SerialState.REMOVED), objection=objection, objection_to_new=objection)
    return captures.take_all(conn, capturing, entries, takes)


def last_account(conn: Connection, product: Product, serial: str) -> str | None:
    """Return whose a serial was when it was removed; None where it was not."""
    named = {"key": codes.serial_key(serial), "product_id": product.id}
    found = conn.execute(_LAST_ACCOUNT, named).one_or_none()
    return None if found is None else str(found.code)


def check_account(
    conn: Connection, product: Product, entries: Sequence[SerialEntry], account_id: int
) -> None:
    """Check that serials of one scan are new, or were this account's when they were removed (R28).

    Raises:
        Refused: `serial_of_other_account`.
    """
    for entry in entries:
        last = conn.execute(_LAST_ACCOUNT, {"key": entry.key, "product_id": product.id}).one_or_none()
        if last is not None and last.account_id != account_id:
            raise refusals.serial_of_other_account(serial=last.serial, account=last.code)


@value_class
class Approved:
    """An adjustment that was asked for, and is approved (R29).

    Attributes:
        line_id: The line of its document.
        asked_by: Who asked for it.
        approved_by: The supervisor who approves it; None where whoever does is no operator.
    """

    line_id: int
    asked_by: str
    approved_by: str | None


def leaving(
    line: StockLine,
    units: int,
    why: str,
    at: datetime,
    *,
    serials: Serials | None,
    by: str,
    approved: Approved | None = None,
    flow_version_id: int | None = None,
) -> Movement:
    """Return the movement that takes units out of stock; their serials are removed."""
    return Movement(
        TransactionKind.ADJUSTMENT,
        units,
        by,
        at,
        leaves=line.id,
        serials=serials,
        become=SerialState.REMOVED,
        note=why,
        document_line_id=approved.line_id if approved else None,
        approved_by=approved.approved_by if approved else None,
        flow_version_id=flow_version_id,
    )


def take_out(conn: Connection, line: StockLine, run: Run, *, units: int, reason: str, at: datetime) -> None:
    """Take units out of stock, with the serials that the run has captured on the stock line (`moving.capture`): they are removed.

    Raises:
        Refused: `reason_missing`; `quantity_not_positive`, `quantity_is_serial_count`, `not_enough_stock`, `known_serials_stay`;
            `wrong_location_kind` of what is on the road, which is given up on its transfer (R26).
    """
    why = holds.cleaned_reason(reason)
    if units <= 0:
        raise refusals.quantity_not_positive(sku=line.product, quantity=units)
    if line.location_kind is LocationKind.TRANSIT:
        raise refusals.wrong_location_kind(
            location=line.location, kind=line.location_kind, wanted=LocationKind.STORAGE
        )
    moving.check_serials(line, run, units)
    captured = Captures(run.id, run.captured) if run.captured else None
    out = leaving(
        line, units, why, at, serials=captured, by=run.operator, flow_version_id=run.flow_version_id
    )
    movement.post(conn, out)


def bring_in(
    conn: Connection,
    product: Product,
    run: Run,
    *,
    units: int,
    to: Location,
    account_id: int,
    reason: str,
    at: datetime,
    approved: Approved | None = None,
) -> None:
    """Bring units into stock that were found, with the serials that the run has captured, under the product's tracking type of today.

    Raises:
        Refused: `reason_missing`; `quantity_not_positive`, `quantity_is_serial_count`; `serials_not_taken` under No Tracking;
            `serial_of_other_account` of a removed one: it is its last account's; `wrong_location_kind`.
    """
    why = holds.cleaned_reason(reason)
    if units <= 0:
        raise refusals.quantity_not_positive(sku=product.sku, quantity=units)
    _check_serials(conn, product, run, units, account_id)
    movement.post(
        conn,
        Movement(
            TransactionKind.ADJUSTMENT,
            units,
            approved.asked_by if approved else run.operator,
            at,
            arrives=Identity(product.id, to.id, account_id, product.tracking_type),
            serials=Captures(run.id, run.captured) if run.captured else None,
            become=SerialState.IN_STOCK,
            note=why,
            document_line_id=approved.line_id if approved else None,
            approved_by=approved.approved_by if approved else None,
            flow_version_id=run.flow_version_id,
        ),
    )


def _check_serials(conn: Connection, product: Product, run: Run, units: int, account_id: int) -> None:
    is_full = product.tracking_type is TrackingType.FULL_TRACKING
    if run.captured and product.tracking_type is TrackingType.NO_TRACKING:
        raise refusals.serials_not_taken(sku=product.sku)
    if units < run.captured or (is_full and units != run.captured):
        raise refusals.quantity_is_serial_count(given=units, captured=run.captured)
    other = conn.execute(_OF_ANOTHER_ACCOUNT, {"run_id": run.id, "account_id": account_id}).one_or_none()
    if other is not None:
        serial, account = other
        raise refusals.serial_of_other_account(serial=serial, account=account)
