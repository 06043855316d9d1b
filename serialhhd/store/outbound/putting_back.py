"""Putting back what was picked for a pick list that is cancelled (R36)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.containers import carrying
from serialhhd.store.containers.named import OfProduct, among
from serialhhd.store.documents.document import Document
from serialhhd.store.outbound import pick_lists, waiting_lists
from serialhhd.store.outbound.pick_lists import PICK_LISTS, Task
from serialhhd.store.outbound.waiting_lists import PutBack, ToPutBack
from serialhhd.store.returns import conditions
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry, entry
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import holds
from serialhhd.store.stock.movement import Captures
from serialhhd.store.stock.runs import Run, at_the_desk
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
        serials: Those among them that have a serial, with the id of each.
    """

    task: Task
    tracking_type: TrackingType
    units: int
    serials: tuple[tuple[int, SerialEntry], ...]

    @property
    def without_serial(self) -> int:
        """How many units of it have no serial."""
        return self.units - len(self.serials)


@value_class
class _Part:
    """What is put back of it: units, and the serials among them, with their ids."""

    of: Waiting
    units: int
    serials: tuple[SerialEntry, ...] = ()
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
        serials = tuple(
            (serial_id, SerialEntry(serial, key)) for serial_id, serial, key in conn.execute(_SERIALS, of)
        )
        yield Waiting(task, tracking_type, int(units), serials)


def put_back(
    conn: Connection,
    ref: str,
    *,
    to: str,
    sku: str | None = None,
    units: Sequence[tuple[str, int]] = (),
    serials: Sequence[str] = (),
    by: str,
    at: datetime,
) -> PutBack:
    """Put what was picked for a cancelled pick list back into stock, to the account and under the tracking type that it left.

    A container of which all that lies in it is put back goes along, but for a tote (R21). Once nothing of the list waits its totes are free (R30).

    Args:
        conn: The writing connection.
        ref: The pick list's number.
        to: Where it is put: a place of storage or quarantine.
        sku: Only what is of this product; None: of all.
        units: SKU and units that have no serial; where neither these nor serials are named, all that waits.
        serials: Serials, and containers for those that lie in them.
        by: Who puts it back.
        at: When, UTC.

    Raises:
        Refused: `list_not_cancelled`, `nothing_waiting`; `not_on_document`; `serial_not_waiting`, `serial_of_several_products`, `more_than_waiting`, `quantity_not_positive`;
            as from `named.among`; `wrong_location_kind`, `other_warehouse` than it left; `unknown` pick list, product or location.
    """
    place = _place(conn, to)
    pick_list = PICK_LISTS.lock(conn, ref)
    if pick_list.state is not DocumentState.CANCELLED:
        raise refusals.list_not_cancelled(document=pick_list.ref)
    there = waiting(conn, pick_list)
    if not there:
        raise refusals.nothing_waiting(document=pick_list.ref)
    if sku is not None:
        task = waiting_lists.task_of(conn, pick_list, products.show(conn, sku))
        there = tuple(one for one in there if one.task.product_id == task.product_id)
    parts = list(_parts(conn, pick_list, there, units, serials))

    def work(run: Run) -> PutBack:
        return _post(conn, pick_list, parts, run, place, at)

    return at_the_desk(conn, by, at, work)


def put_back_one(conn: Connection, of: Trace, *, to: str, note: str, by: str, at: datetime) -> PutBack:
    """Put one serial back that was picked for a list which is cancelled, as `put_back` does; the note is kept in the ledger.

    Raises:
        Refused: `serial_not_returnable` of one that is not picked, or whose list is not cancelled; `reason_missing`; `wrong_location_kind`,
            `other_warehouse` than it left; `unknown` location.
    """
    place, why = _place(conn, to), holds.cleaned_reason(note)
    ref = of.history[-1].document if of.history and of.state is SerialState.PICKED else None
    pick_list = PICK_LISTS.lock(conn, ref) if ref else None
    there = waiting(conn, pick_list) if pick_list else ()
    one = next((one for one in there if any(serial_id == of.id for serial_id, _ in one.serials)), None)
    if pick_list is None or one is None:
        raise refusals.serial_not_returnable(serial=of.serial, state=of.state.label)
    part = _Part(one, 1, (entry(of.serial),), (of.id,))
    return at_the_desk(conn, by, at, lambda run: _post(conn, pick_list, [part], run, place, at, note=why))


def _post(
    conn: Connection,
    pick_list: Document,
    parts: Sequence[_Part],
    run: Run,
    to: Location,
    at: datetime,
    *,
    note: str | None = None,
) -> PutBack:
    """Put parts back, each with what it lies in where that is all of it."""
    unpacked: set[str] = set()
    for part in parts:
        of, ids = part.of, frozenset(part.serial_ids)
        waiting_lists.check_left_from(
            conn, of.task, of.tracking_type, to, units=part.units, known=len(ids), serial_ids=ids
        )
        captured = _captured(conn, part, run, at)
        back = waiting_lists.coming_back(
            pick_list, of.task, of.tracking_type, part.units, to, by=run.operator, at=at, serials=captured
        )
        unpacked.update(waiting_lists.post_back(conn, replace(back, note=note)))
    waiting_lists.free_totes(conn, pick_list)
    return PutBack(sum(part.units for part in parts), tuple(sorted(unpacked)))


def _captured(conn: Connection, part: _Part, run: Run, at: datetime) -> Captures | None:
    """Capture the serials of a part, with the containers that they are the whole content of."""
    if not part.serials:
        return None
    product = products.by_id(conn, part.of.task.product_id)
    waits = ToPutBack(part.of.task, part.of.tracking_type, part.units, len(part.serials))
    held = waiting_lists.capture(conn, waits, Capturing(run, product, NO_LIMIT, at), part.serials)
    carrying.take_with_captures(conn, run.id)
    return Captures(run.id, held.captured)


def _place(conn: Connection, code: str) -> Location:
    found = places.location(conn, code)
    conditions.check_takes_goods_back(found)
    return found


def _parts(
    conn: Connection,
    pick_list: Document,
    there: Sequence[Waiting],
    units: Sequence[tuple[str, int]],
    serials: Sequence[str],
) -> Iterator[_Part]:
    if not (units or serials):
        for one in there:
            yield _part(one, one.units, (serial_id for serial_id, _ in one.serials))
        return
    yield from _by_serial(conn, pick_list, there, serials)
    yield from _by_units(conn, pick_list, there, units)


def _part(of: Waiting, units: int, ids: Iterable[int]) -> _Part:
    named = dict(of.serials)
    meant = tuple(ids)
    return _Part(of, units, tuple(named[one] for one in meant), meant)


def _by_serial(
    conn: Connection, pick_list: Document, there: Sequence[Waiting], texts: Sequence[str]
) -> Iterator[_Part]:
    ids: dict[int, dict[str, int]] = {}
    for one in there:
        ids.setdefault(one.task.product_id, {}).update((given.key, number) for number, given in one.serials)
    on_list = [OfProduct(products.by_id(conn, product_id), keys) for product_id, keys in ids.items()]
    meant = among(
        conn,
        texts,
        on_list,
        lambda serial: refusals.serial_not_waiting(serial=serial, document=pick_list.ref),
    )
    for one in there:
        some = [serial_id for serial_id, _ in one.serials if serial_id in meant]
        if some:
            yield _part(one, len(some), some)


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
