"""Putting back what was picked for a pick list that is cancelled (R36)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.documents.document import Document
from serialhhd.store.outbound import pick_lists, waiting_lists
from serialhhd.store.outbound.pick_lists import PICK_LISTS, Task
from serialhhd.store.returns import conditions
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.serials import SerialEntry, of_one_product
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import holds
from serialhhd.store.stock.movement import Known
from serialhhd.store.words import acting
from serialhhd.store.words.vocabulary import (
    DocumentState,
    SerialState,
    TrackingType,
)
from serialhhd.value_class import value_class


@value_class
class Waiting:
    """What of a task waits to be put back, under the tracking type that it left under.

    Attributes:
        task: The task for which it was picked.
        tracking_type: That of the stock line that it left, under which it comes back.
        units: How many.
        serials: Those among them that have a serial: id and key.
    """

    task: Task
    tracking_type: TrackingType
    units: int
    serials: tuple[tuple[int, str], ...]

    @property
    def without_serial(self) -> int:
        """How many units of it have no serial."""
        return self.units - len(self.serials)


@value_class
class _Part:
    """What is put back of it: units, and the serials among them by id."""

    of: Waiting
    units: int
    serial_ids: tuple[int, ...] = ()


_SERIALS = waiting_lists.SERIALS.order_by(t.serial.c.id)


def waiting(conn: Connection, pick_list: Document) -> tuple[Waiting, ...]:
    """Return what of a pick list waits to be put back: nothing of one that is not cancelled."""
    if pick_list.state is not DocumentState.CANCELLED:
        return ()
    return tuple(one for task in pick_lists.tasks(conn, pick_list) for one in _of(conn, task))


def _of(conn: Connection, task: Task) -> Iterator[Waiting]:
    for tracking_type, units in conn.execute(waiting_lists.UNITS, {"task_id": task.id}).all():
        of = {"task_id": task.id, "tracking_type": tracking_type}
        serials = tuple((serial_id, key) for serial_id, key in conn.execute(_SERIALS, of))
        yield Waiting(task, tracking_type, int(units), serials)


def put_back(
    conn: Connection,
    ref: str,
    *,
    to: str,
    units: Sequence[tuple[str, int]] = (),
    serials: Sequence[SerialEntry] = (),
    by: str,
    at: datetime,
) -> int:
    """Put what was picked for a cancelled pick list back into stock, to the account and under the tracking type that it left.

    Once nothing of it waits its totes are free (R30).

    Args:
        conn: The writing connection.
        ref: The pick list's number.
        to: Where it is put: a place of storage or quarantine.
        units: SKU and units that have no serial; where neither these nor serials are named, all that waits.
        serials: Serials.
        by: Who puts it back.
        at: When, UTC.

    Returns:
        How many units are back.

    Raises:
        Refused: `list_not_cancelled`, `nothing_waiting`; `serial_not_waiting`, `serial_of_several_products`, `more_than_waiting`, `quantity_not_positive`; `wrong_location_kind`,
            `other_warehouse` than it left; `unknown` pick list, product or location.
    """
    who, place = acting.named(by), _place(conn, to)
    pick_list = PICK_LISTS.lock(conn, ref)
    if pick_list.state is not DocumentState.CANCELLED:
        raise refusals.list_not_cancelled(document=pick_list.ref)
    there = waiting(conn, pick_list)
    if not there:
        raise refusals.nothing_waiting(document=pick_list.ref)
    parts = list(_parts(conn, pick_list, there, units, serials))
    for part in parts:
        known = Known(part.serial_ids, SerialState.PICKED) if part.serial_ids else None
        of, ids = part.of, frozenset(part.serial_ids)
        waiting_lists.check_left_from(
            conn, of.task, of.tracking_type, place, units=part.units, known=len(ids), serial_ids=ids
        )
        back = waiting_lists.coming_back(
            pick_list, of.task, of.tracking_type, part.units, place, by=who, at=at, serials=known
        )
        waiting_lists.post_back(conn, back)
    waiting_lists.free_totes(conn, pick_list)
    return sum(part.units for part in parts)


def put_back_one(conn: Connection, of: Trace, *, to: str, note: str, by: str, at: datetime) -> None:
    """Put one serial back that was picked for a list which is cancelled, as `put_back` does; the note is kept in the ledger.

    Raises:
        Refused: `serial_not_returnable` of one that is not picked, or whose list is not cancelled; `reason_missing`; `wrong_location_kind`,
            `other_warehouse` than it left; `unknown` location.
    """
    who, place, why = acting.named(by), _place(conn, to), holds.cleaned_reason(note)
    ref = of.history[-1].document if of.history and of.state is SerialState.PICKED else None
    pick_list = PICK_LISTS.lock(conn, ref) if ref else None
    there = waiting(conn, pick_list) if pick_list else ()
    one = next((one for one in there if any(serial_id == of.id for serial_id, _ in one.serials)), None)
    if pick_list is None or one is None:
        raise refusals.serial_not_returnable(serial=of.serial, state=of.state.label)
    waiting_lists.check_left_from(
        conn, one.task, one.tracking_type, place, units=1, known=1, serial_ids=(of.id,)
    )
    known = Known((of.id,), SerialState.PICKED)
    back = waiting_lists.coming_back(
        pick_list, one.task, one.tracking_type, 1, place, by=who, at=at, serials=known
    )
    waiting_lists.post_back(conn, replace(back, note=why))
    waiting_lists.free_totes(conn, pick_list)


def _place(conn: Connection, code: str) -> Location:
    found = places.location(conn, code)
    conditions.check_takes_goods_back(found)
    return found


def _parts(
    conn: Connection,
    pick_list: Document,
    there: Sequence[Waiting],
    units: Sequence[tuple[str, int]],
    serials: Sequence[SerialEntry],
) -> Iterator[_Part]:
    if not (units or serials):
        for one in there:
            yield _Part(one, one.units, tuple(serial_id for serial_id, _ in one.serials))
        return
    yield from _by_serial(pick_list, there, serials)
    yield from _by_units(conn, pick_list, there, units)


def _by_serial(
    pick_list: Document, there: Sequence[Waiting], serials: Sequence[SerialEntry]
) -> Iterator[_Part]:
    of_one_product(serials, ((one.task.product, key) for one in there for _, key in one.serials))
    left = {one.key: one for one in serials}
    for one in there:
        ids = tuple(serial_id for serial_id, key in one.serials if left.pop(key, None))
        if ids:
            yield _Part(one, len(ids), ids)
    for entry in left.values():
        raise refusals.serial_not_waiting(serial=entry.serial, document=pick_list.ref)


def _by_units(
    conn: Connection, pick_list: Document, there: Sequence[Waiting], units: Sequence[tuple[str, int]]
) -> Iterator[_Part]:
    wanted: dict[int, int] = {}
    for sku, quantity in units:
        product = products.show(conn, sku)
        if quantity <= 0:
            raise refusals.quantity_not_positive(sku=product.sku, quantity=quantity)
        wanted[product.id] = given = wanted.get(product.id, 0) + quantity
        most = sum(one.without_serial for one in there if one.task.product_id == product.id)
        if given > most:
            raise refusals.more_than_waiting(sku=product.sku, document=pick_list.ref, given=given, most=most)
    for one in there:
        some = min(wanted.get(one.task.product_id, 0), one.without_serial)
        if some:
            wanted[one.task.product_id] -= some
            yield _Part(one, some)
