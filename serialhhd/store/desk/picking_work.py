"""Goods out at the desk, in one go and under the rules of the handheld: a pick, the walk of a batch and its sort (R12, R30, R32, R33, R37)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.batches import ending, sorting, walking
from serialhhd.store.batches.batches import BATCHES
from serialhhd.store.batches.sorting import SORTS
from serialhhd.store.batches.walking import WALKS, Walked
from serialhhd.store.catalogue import places, products, recognise
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.containers import totes
from serialhhd.store.containers.containers import Container
from serialhhd.store.containers.named import NOBODY, Capture, Named
from serialhhd.store.desk.document_work import check_named, stock_that_is_meant, take_in_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.documents.taking import Taking
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.pick_lists import PICK_LISTS, Task
from serialhhd.store.outbound.picking import Pick, Picked, PickRules, SerialsOut
from serialhhd.store.serials import whereabouts
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import approvals, holds, proposing
from serialhhd.store.stock.approvals import NONE_NEEDED, Approval
from serialhhd.store.stock.runs import FLOW_OF_DESK, Run, at_the_desk
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import Approvable, TrackingType
from serialhhd.value_class import value_class


@value_class
class Sorted:
    """Where a unit of the sort went.

    Attributes:
        serial: Its serial; None where it has none.
        pick_list: The number of its list.
        tote: The tote that it went into; None where it went into none.
        is_end_of_batch: Whether the batch is done with it.
    """

    serial: str | None
    pick_list: str
    tote: str | None
    is_end_of_batch: bool


@value_class
class Emptied:
    """What it led to that a cart was said to be empty.

    Attributes:
        batch: The number of its batch.
        cart: Its code.
        left: The SKUs of what lies on it all the same.
        is_end_of_batch: Whether the batch is done with it, or is still walked.
    """

    batch: str
    cart: str
    left: tuple[str, ...]
    is_end_of_batch: bool


def pick(
    conn: Connection,
    ref: str,
    sku: str,
    *,
    location: str,
    quantity: int | None = None,
    named: Named = NOBODY,
    tote: str | None = None,
    short: str | None = None,
    rules: PickRules,
    by: str,
    at: datetime,
) -> Picked:
    """Pick what a pick list asks for of a product from a place; what is left stays open, or ends short (R12).

    Args:
        conn: The writing connection.
        ref: The pick list.
        sku: The product.
        location: Where it is taken from.
        quantity: How many units; None: as many as serials, or all that the task still asks for.
        named: Their serials.
        tote: The tote that they go into (R30); None: none, or the list's own where the rules want one.
        short: Why the task ends with fewer; None: what is left stays open.
        rules: By which rules of flows.
        by: Who picks.
        at: When.

    Raises:
        Refused: As from `take_in_work`; `not_enough_stock`; `serials_needed`, `serials_not_taken`; `quantity_not_positive` without a reason; `role_needed`;
            `reason_missing`, `reason_is_code`; as from `picking`; `unknown`, also of a tote; `tote_needed`; `document_not_open`.
    """
    found, product, place = (
        PICK_LISTS.show(conn, ref),
        products.show(conn, sku),
        places.location(conn, location),
    )
    into = totes.show(conn, tote) if tote is not None else None
    ending.lock_of_list(conn, found.id)
    pick_list = PICK_LISTS.lock(conn, ref)
    if not pick_list.is_open:
        raise pick_list.not_open()
    day = _day(at) if rules.refuses_expired else None

    def work(run: Run) -> Picked:
        task = take_in_work(conn, PICK_LISTS, pick_list, product, place, run, units=quantity or 1)
        opened = named.opened(conn, product, carries=True, may_be_mixed=True)
        units = opened.units(quantity, task.open_quantity)
        _check_units(conn, product, units, opened, short)
        line = _stock(conn, task, pick_list, place, product, opened, units, leaves=True)
        how = _how_it_is_picked(line, product, opened, units)
        held = run
        if line is not None and opened.count:
            entries = _entries(conn, product, opened, may_be_new=how is SerialsOut.CREATE)
            capture = _capture_of_task(conn, pick_list, task, product, line, how, rules, day, at)
            held = opened.captured(conn, run, capture, entries)
        goes_into = _tote(conn, pick_list, into, is_needed=True) if units and rules.needs_tote else into
        reason = short if units < task.open_quantity else None
        approval = _approval(conn, rules.needs_supervisor, reason, by)
        return picking.post(
            conn,
            task,
            line,
            held,
            Pick(units, how, reason, day, approval, goes_into),
            stays_in_work=False,
            at=at,
        )

    return at_the_desk(conn, by, at, work)


def _capture_of_task(
    conn: Connection,
    pick_list: Document,
    task: Task,
    product: Product,
    line: StockLine,
    how: SerialsOut,
    rules: PickRules,
    day: date | None,
    at: datetime,
) -> Capture:
    standing = pick_lists.standing(conn, pick_list.id, task.id, lock=True)
    most = min(task.open_quantity, line.quantity)

    def capture(run: Run, some: Sequence[SerialEntry]) -> Run:
        capturing = Capturing(run, product, most, at, day=day)
        verifies = rules.verifies_origin
        return picking.capture(conn, standing, line, capturing, some, how, verifies_origin=verifies)

    return capture


def walk(
    conn: Connection,
    ref: str,
    sku: str,
    *,
    location: str,
    cart: str | None = None,
    quantity: int | None = None,
    named: Named = NOBODY,
    short: str | None = None,
    needs_supervisor: Collection[str] = (),
    refuses_expired: bool = True,
    by: str,
    at: datetime,
) -> Walked:
    """Take what a batch wants of a product from a place onto its cart; what is left stays to be walked, or ends short (R32).

    Args:
        conn: The writing connection.
        ref: The batch.
        sku: The product.
        location: Where it is taken from.
        cart: The cart, an empty one at first; None: the one that the batch is on.
        quantity: How many units; None: as many as serials, or all that the walk still wants.
        named: Their serials.
        short: Why there are fewer; None: what is left stays to be walked.
        needs_supervisor: What only a supervisor does, of `Approvable`.
        refuses_expired: Whether no unit is taken that is over.
        by: Who walks.
        at: When.

    Raises:
        Refused: As from `walking.take_cart`, `take_in_work`; `not_enough_stock`; `serials_needed`, `serials_not_taken`; `quantity_not_positive` without a
            reason; `reason_missing`, `reason_is_code`; `role_needed`; `batch_is_walked`; as from `walking`; `unknown`, `document_not_open`.
    """
    batch, product, place = BATCHES.lock(conn, ref), products.show(conn, sku), places.location(conn, location)
    if why := WALKS.why_idle(conn, batch):
        raise why
    if cart is not None:
        walking.take_cart(conn, batch, places.location(conn, cart))
    day = _day(at) if refuses_expired else None

    def work(run: Run) -> Walked:
        line = take_in_work(conn, BATCHES, batch, product, place, run, units=quantity or 1)
        opened = named.opened(conn, product, carries=True, may_be_mixed=True)
        units = opened.units(quantity, line.open_quantity)
        _check_units(conn, product, units, opened, short)
        there = _stock(conn, line, batch, place, product, opened, units, leaves=False)
        held = run
        if there is not None and units:
            check_named(there.tracking_type, product, opened)
        if there is not None and opened.count:
            standing = BATCHES.lines.standing(conn, batch.id, line.id, lock=True)

            def capture(run: Run, some: Sequence[SerialEntry]) -> Run:
                capturing = Capturing(run, product, line.open_quantity, at, day=day)
                return walking.capture(conn, standing, there, capturing, some)

            held = opened.captured(conn, run, capture)
        reason = short if units < line.open_quantity else None
        taking = Taking(units, reason, _approval(conn, needs_supervisor, reason, by), day)
        return walking.post(conn, line, there, held, taking, at=at)

    return at_the_desk(conn, by, at, work)


def sort(
    conn: Connection,
    ref: str,
    sku: str,
    *,
    quantity: int | None = None,
    named: Named = NOBODY,
    tote: str | None = None,
    refuses_expired: bool = True,
    needs_tote: bool = False,
    by: str,
    at: datetime,
) -> tuple[Sorted, ...]:
    """Sort units of a product from the cart of a batch, each to the first list that still wants it; all of them or none (R33).

    Args:
        conn: The writing connection.
        ref: The batch.
        sku: The product.
        quantity: How many units without serials; None: as many as serials, or one.
        named: Their serials.
        tote: The tote that they go into (R30); None: each into its list's own, where it has one.
        refuses_expired: Whether no unit leaves that is over.
        needs_tote: Whether every unit goes into a tote.
        by: Who sorts.
        at: When.

    Raises:
        Refused: As from `sorting.give`; `serials_not_taken`; `quantity_not_positive`; `quantity_is_serial_count`; as from `picking`; `unknown`, also of a
            tote; `tote_needed`; `batch_without_cart`, `document_not_open`.
    """
    batch, product = _to_sort(conn, ref), products.show(conn, sku)
    into = totes.show(conn, tote) if tote is not None else None
    day = _day(at) if refuses_expired else None
    opened = named.opened(conn, product)
    number = opened.units(quantity, 1)
    if number <= 0:
        raise refusals.quantity_not_positive(sku=product.sku, quantity=number)
    if opened.count and number != opened.count:
        raise refusals.quantity_is_serial_count(given=number, captured=opened.count)
    may_be_new = any(
        line.product_id == product.id and line.tracking_type is TrackingType.TRACK_DURING_PICK
        for line in sorting.on_cart(conn, batch)
    )
    units: Sequence[SerialEntry | None] = (
        _entries(conn, product, opened, may_be_new=may_be_new) or [None] * number
    )

    def work(run: Run) -> tuple[Sorted, ...]:
        return tuple(
            _sort(conn, batch, product, unit, run, into, day, at, needs_tote=needs_tote) for unit in units
        )

    return at_the_desk(conn, by, at, work)


def say_empty(conn: Connection, ref: str, *, refuses_expired: bool = True, at: datetime) -> Emptied:
    """Say that the cart of a batch is empty but for what is on hold, over or wanted no more (R33).

    Raises:
        Refused: `wanted_on_cart`, naming what lies there for a list; `batch_without_cart`, `document_not_open`, `unknown`.
    """
    batch = _to_sort(conn, ref)
    cart = sorting.cart_of(conn, batch)
    left = tuple(dict.fromkeys(line.product for line in sorting.on_cart(conn, batch)))
    is_end = sorting.end(conn, batch, at, day=_day(at) if refuses_expired else None)
    return Emptied(batch.ref, cart.code, left, is_end)


def _to_sort(conn: Connection, ref: str) -> Document:
    batch = SORTS.lock(conn, ref)
    if why := SORTS.why_idle(conn, batch):
        raise why
    return batch


def _sort(
    conn: Connection,
    batch: Document,
    product: Product,
    unit: SerialEntry | None,
    run: Run,
    into: Container | None,
    day: date | None,
    at: datetime,
    *,
    needs_tote: bool,
) -> Sorted:
    given, held = sorting.give(conn, batch, product, unit, run), run
    if unit is not None:
        standing = Standing(given.pick_list, given.task, product)
        held = sorting.capture(conn, standing, given.line, Capturing(run, product, 1, at, day=day), [unit])
    tote = _tote(conn, given.pick_list, into, is_needed=needs_tote)
    picked = sorting.post(conn, given.task, given.line, held, day=day, tote=tote, at=at)
    return Sorted(
        unit.serial if unit else None,
        given.pick_list.ref,
        tote.code if tote else None,
        picked.is_end_of_batch,
    )


def _tote(
    conn: Connection, pick_list: Document, named: Container | None, *, is_needed: bool
) -> Container | None:
    """Return the tote that units of a list go into: the one that is named, or else the list's own."""
    into = named or next(iter(totes.own(conn, pick_list.id)), None)
    if into is None and is_needed:
        raise refusals.tote_needed(pick_list=pick_list.ref)
    return into


def _check_units(conn: Connection, product: Product, units: int, named: Named, short: str | None) -> None:
    """Check that something is taken, or that it is said why nothing is, and in words."""
    if short is not None:
        holds.cleaned_reason(short)
        recognise.check_reason(conn, short)
    if not units and (named.count or not short):
        raise refusals.quantity_not_positive(sku=product.sku, quantity=units)


def _stock(
    conn: Connection,
    of: Line,
    document: Document,
    place: Location,
    product: Product,
    named: Named,
    units: int,
    *,
    leaves: bool,
) -> StockLine | None:
    """Return the stock line at a place that a line takes from; None where there is none, and nothing is taken.

    Raises:
        Refused: `not_enough_stock`; where the first of the serials is instead (R6).
    """
    there = proposing.propose(conn, of, document.account_id, place.id)
    if there is not None and units:
        return stock_that_is_meant(conn, there, named, leaves=leaves)
    if not units or there is not None:
        return there
    nothing = refusals.not_enough_stock(location=place.code, available=0, wanted=units)
    if named.count:
        first = named.entries[0]
        raise whereabouts.why_not(conn, product, first, None, unknown=lambda **_: nothing, may_be_held=True)
    raise nothing


def _how_it_is_picked(line: StockLine | None, product: Product, named: Named, units: int) -> SerialsOut:
    if line is None:
        return SerialsOut.NONE
    how = picking.how_serials_go(line, FLOW_OF_DESK, has_serial_step=True, skips_without_step=False)
    if named.count and how is SerialsOut.NONE:
        raise refusals.serials_not_taken(sku=product.sku)
    if units and not named.count and how is not SerialsOut.NONE:
        raise refusals.serials_needed(sku=product.sku)
    return how


def _entries(conn: Connection, product: Product, named: Named, *, may_be_new: bool) -> Sequence[SerialEntry]:
    return named.judged(conn, product) if may_be_new and named.texts else named.entries


def _approval(conn: Connection, needed: Collection[str], reason: str | None, by: str) -> Approval:
    """Return what is approved of a line that ends short: at a desk nobody can be asked, so that it takes a supervisor (R43, R67)."""
    if reason is None or Approvable.SHORT not in needed:
        return NONE_NEEDED
    who = approvals.check_supervisor(conn, by)
    return Approval(needed, who) if who else NONE_NEEDED


def _day(at: datetime) -> date:
    """Return the local day on which no unit may be over."""
    return at.astimezone().date()
