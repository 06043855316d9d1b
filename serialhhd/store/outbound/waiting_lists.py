"""Cancelled pick lists of which something waits to be put back, and putting it back scan by scan (R36)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, case, func, select, text

from serialhhd.store import refusals
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.containers import totes
from serialhhd.store.documents import document, line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents, Only
from serialhhd.store.documents.lines import Line, Lines
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.returns import conditions
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.line_checks import TO_PUT_BACK
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing, Source, Takes
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import movement
from serialhhd.store.stock.movement import Captures, Known, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity
from serialhhd.store.words.document_moves import PUTTING_BACK
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind, SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class


@value_class
class WaitingTask(Line):
    """A task of a cancelled pick list: `quantity` units were picked for it, of which `done` are back."""

    @property
    def is_open(self) -> bool:
        """Whether something of it waits."""
        return self.open_quantity > 0


@value_class
class PutBack:
    """What was put back: how many units, and the codes of the containers that they were taken out of (R21)."""

    units: int
    unpacked: tuple[str, ...] = ()


@value_class
class ToPutBack:
    """What of a task waits under one tracking type: units, and how many of them have a serial."""

    task: Line
    tracking_type: TrackingType
    units: int
    known: int


_s, _l, _tx, _line = t.serial.c, t.document_line.c, t.stock_transaction.c, t.stock_line.c
_linked = t.transaction_serial.c
_units = func.sum(case((_tx.kind == TransactionKind.PICK, 1), else_=-1) * func.abs(_tx.quantity))
_MOVED = (_tx.kind == TransactionKind.PICK) | (_tx.kind == TransactionKind.RETURN)
_HAS_ONE = t.document.c.id.in_(select(_l.document_id).where(text(TO_PUT_BACK)))
"""Said as the index of them says it: then nothing else is read of what was ever cancelled."""
_WAITS: Final = Only(_HAS_ONE, lambda _, of: refusals.nothing_waiting(document=of.ref))


class WaitingLists(Documents[WaitingTask]):
    """Cancelled pick lists, as whoever puts back sees them."""

    def __init__(self) -> None:
        super().__init__(DocumentKind.PICK_LIST, Lines(WaitingTask, stage=PUTTING_BACK), (_WAITS,))


WAITING_LISTS: Final = WaitingLists()
"""Pick lists that are cancelled, and of which something waits."""
UNITS = (
    select(_line.tracking_type, _units)
    .join_from(t.stock_transaction, t.stock_line)
    .where(_tx.document_line_id == bindparam("task_id"), _MOVED)
    .group_by(_line.tracking_type)
    .having(_units > 0)
    .order_by(_line.tracking_type)
)
"""How many units of a task wait, by the tracking type that they left under."""
SERIALS = (
    select(_s.id, _s.serial, _s.serial_key)
    .join_from(t.stock_transaction, t.stock_line)
    .join(t.transaction_serial, _linked.transaction_id == _tx.id)
    .join(t.serial, _linked.serial_id == _s.id)
    .where(
        _tx.document_line_id == bindparam("task_id"),
        _tx.kind == TransactionKind.PICK,
        _s.state == SerialState.PICKED,
        _tx.id == captures.NEWEST,
        _line.tracking_type == bindparam("tracking_type", type_=_line.tracking_type.type),
    )
)
"""Which serials of a task wait that left under a tracking type."""
_KNOWN = SERIALS.with_only_columns(func.count())
_LEFT = (
    select(_line.tracking_type)
    .join_from(t.serial, t.stock_transaction, _tx.id == captures.NEWEST)
    .join(t.stock_line, _tx.stock_line_id == _line.id)
)
_LEFT_UNDER = Prepared(
    _LEFT.where(_s.serial_key == bindparam("key"), _s.product_id == bindparam("product_id"))
)
_ITS_PLACE = t.location.c.id == _line.location_id
_LEFT_FROM = (
    select(t.warehouse.c.code, _units)
    .join_from(t.stock_transaction, t.stock_line)
    .join(t.location, _ITS_PLACE)
    .join(t.warehouse)
    .where(
        _tx.document_line_id == bindparam("task_id"),
        _MOVED,
        _line.tracking_type == bindparam("tracking_type", type_=_line.tracking_type.type),
    )
    .group_by(t.warehouse.c.code)
    .having(_units > 0)
    .order_by(t.warehouse.c.code)
)
"""How many units of a task that left under a tracking type wait, by the warehouse that they left."""
_FROM_ELSEWHERE = (
    SERIALS.join(t.location, _ITS_PLACE)
    .join(t.warehouse)
    .where(bindparam("warehouse", type_=t.Text) != t.warehouse.c.code)
    .with_only_columns(_s.id, t.warehouse.c.code)
    .order_by(_s.id)
)
_CAPTURED_FROM_ELSEWHERE = _FROM_ELSEWHERE.where(_s.run_id == bindparam("run_id")).limit(1)
_CAPTURED_UNDER = _LEFT.where(_s.run_id == bindparam("run_id")).limit(1)


def task_of(conn: Connection, pick_list: Document, product: Product) -> WaitingTask:
    """Return the first task of a list of which a product waits.

    Raises:
        Refused: `not_on_document`; `more_than_waiting` where nothing of it waits.
    """
    there = [task for task in WAITING_LISTS.lines.of(conn, pick_list) if task.product_id == product.id]
    if not there:
        raise refusals.not_on_document(sku=product.sku, document=pick_list.ref)
    found = next((task for task in there if task.is_open), None)
    if found is None:
        raise refusals.more_than_waiting(sku=product.sku, document=pick_list.ref, given=1, most=0)
    return found


def in_hand(conn: Connection, task: Line, run: Run | None) -> ToPutBack | None:
    """Return what of a task waits, under one tracking type after the other; None where nothing does.

    What a run has captured says which of them it is.
    """
    there: dict[TrackingType, int] = {
        of_type: int(units) for of_type, units in conn.execute(UNITS, {"task_id": task.id})
    }
    if not there:
        return None
    under = conn.scalar(_CAPTURED_UNDER, {"run_id": run.id}) if run and run.captured else None
    tracking_type = under if under in there else next(iter(there))
    units = there[tracking_type]
    is_full = tracking_type is TrackingType.FULL_TRACKING
    of = {"task_id": task.id, "tracking_type": tracking_type}
    known = units if is_full else conn.scalar(_KNOWN, of) or 0
    return ToPutBack(task, tracking_type, units, int(known))


def capture(conn: Connection, of: ToPutBack, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:
    """Capture the serials of one scan that were picked for a task, on hold or not; all that is captured left under one tracking type.

    Raises:
        Refused: `too_many_serials`; `serial_other_tracking`; the serial's whereabouts (R6); `serials_refused` for several.
    """
    under = of.tracking_type if capturing.run.captured else _left_under(conn, capturing.product, entries[0])

    def objection(conn: Connection, product: Product, given: SerialEntry) -> Refused | None:
        left_under = _left_under(conn, product, given)
        if left_under is None or left_under is under:
            return None
        return refusals.serial_other_tracking(serial=given.serial, tracking_type=left_under.label)

    source = Source(SerialState.PICKED, moved_under=of.task.id)
    return captures.take_all(conn, capturing, entries, Takes(source=source, objection=objection))


def _left_under(conn: Connection, product: Product, given: SerialEntry) -> TrackingType | None:
    """Return the tracking type of the stock line that a serial left; None of one that left none."""
    row = _LEFT_UNDER.row(conn, {"key": given.key, "product_id": product.id})
    return row[0] if row else None


def check_units(of: ToPutBack, units: int, *, captured: int, pick_list: str) -> None:
    """Check that so many units may be put back, of which so many serials are captured.

    Raises:
        Refused: `quantity_not_positive`; `quantity_is_serial_count`; `more_than_waiting` of units without serials.
    """
    if units <= 0:
        raise refusals.quantity_not_positive(sku=of.task.product, quantity=units)
    is_full = of.tracking_type is TrackingType.FULL_TRACKING
    if units < captured or (is_full and units != captured):
        raise refusals.quantity_is_serial_count(given=units, captured=captured)
    without, most = units - captured, of.units - of.known
    if without > most:
        raise refusals.more_than_waiting(sku=of.task.product, document=pick_list, given=without, most=most)


def check_place(conn: Connection, of: ToPutBack, run: Run | None, to: Location, *, units: int) -> None:
    """Check that units of a task, with the serials that a run has captured, may be put back at a place: of the warehouse that they left.

    Raises:
        Refused: `wrong_location_kind`; `other_warehouse`; `more_than_waiting` of what left that warehouse.
    """
    conditions.check_takes_goods_back(to)
    captured = run.captured if run else 0
    if run and captured:
        left = _left(of.task, of.tracking_type, to) | {"run_id": run.id}
        for _, warehouse in conn.execute(_CAPTURED_FROM_ELSEWHERE, left):
            raise _other_warehouse(to, warehouse)
    check_left_from(conn, of.task, of.tracking_type, to, units=units, known=captured)


def check_left_from(
    conn: Connection,
    task: Line,
    tracking_type: TrackingType,
    to: Location,
    *,
    units: int,
    known: int,
    serial_ids: Collection[int] = (),
) -> None:
    """Check that so many units of a task that wait, of which so many have serials, left the warehouse of a place, and these serials among them.

    Raises:
        Refused: `other_warehouse`; `more_than_waiting` of what left that warehouse.
    """
    left = _left(task, tracking_type, to)
    if serial_ids:
        for serial_id, warehouse in conn.execute(_FROM_ELSEWHERE, left):
            if serial_id in serial_ids:
                raise _other_warehouse(to, warehouse)
    there = {warehouse: int(some) for warehouse, some in conn.execute(_LEFT_FROM, left)}
    most = there.pop(to.warehouse, 0)
    if there and not most:
        raise _other_warehouse(to, next(iter(there)))
    if there and units > most:
        ref = document.by_id(conn, task.document_id).ref
        raise refusals.more_than_waiting(
            sku=task.product, document=ref, given=units - known, most=most - known
        )


def _left(task: Line, tracking_type: TrackingType, to: Location) -> dict[str, Any]:
    return {"task_id": task.id, "tracking_type": tracking_type, "warehouse": to.warehouse}


def _other_warehouse(to: Location, wanted: str) -> Refused:
    return refusals.other_warehouse(location=to.code, warehouse=to.warehouse, wanted=wanted)


def post(conn: Connection, of: ToPutBack, run: Run, *, units: int, to: Location, at: datetime) -> PutBack:
    """Put units of a task back with the serials that a run has captured.

    Once nothing of its list waits its totes are free (R30).

    Raises:
        Refused: As `check_units`; `check_place`; `more_than_waiting` where somebody else has put it back meanwhile.
    """
    document.lock(conn, of.task.document_id)
    pick_list, now = document.by_id(conn, of.task.document_id), in_hand(conn, of.task, run)
    if now is None or now.tracking_type is not of.tracking_type:
        raise refusals.more_than_waiting(sku=of.task.product, document=pick_list.ref, given=units, most=0)
    check_units(now, units, captured=run.captured, pick_list=pick_list.ref)
    check_place(conn, now, run, to, units=units)
    captured = Captures(run.id, run.captured) if run.captured else None
    back = coming_back(
        pick_list, of.task, of.tracking_type, units, to, by=run.operator, at=at, serials=captured
    )
    unpacked = post_back(conn, replace(back, flow_version_id=run.flow_version_id))
    free_totes(conn, pick_list)
    return PutBack(units, unpacked)


def coming_back(
    pick_list: Document,
    task: Line,
    tracking_type: TrackingType,
    units: int,
    to: Location,
    *,
    by: str,
    at: datetime,
    serials: Captures | Known | None,
) -> Movement:
    """Return the movement by which units of a task come back: to the account and under the tracking type that they left."""
    return Movement(
        TransactionKind.RETURN,
        units,
        by,
        at,
        arrives=Identity(task.product_id, to.id, pick_list.account_id, tracking_type),
        serials=serials,
        become=SerialState.IN_STOCK if serials else None,
        document_line_id=task.id,
    )


def post_back(conn: Connection, back: Movement) -> tuple[str, ...]:
    """Post units of a task that come back, count them on it, and return the codes of the containers that they were taken out of."""
    unpacked = movement.post(conn, back).unpacked
    line_work.count(conn, PUTTING_BACK, back.document_line_id or 0, back.units)
    return unpacked


def free_totes(conn: Connection, pick_list: Document) -> None:
    """Free the totes of a list of which nothing waits any more (R30)."""
    if not any(task.is_open for task in WAITING_LISTS.lines.of(conn, pick_list)):
        totes.free(conn, pick_list.id)
