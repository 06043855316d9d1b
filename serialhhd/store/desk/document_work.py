"""What a handheld does for a document, done at the desk in one go and under the same rules: shipping, receiving and taking back (R24, R25, R27, R34)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products, recognise
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.containers.named import NOBODY, Named
from serialhhd.store.documents import line_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import L
from serialhhd.store.documents.taking import Taking
from serialhhd.store.returns import returns, taking_back
from serialhhd.store.returns.returns import RETURNS
from serialhhd.store.returns.taking_back import Coming, Returned, TakenBack
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import proposing
from serialhhd.store.stock.runs import Run, at_the_desk
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.transfers import arriving, shipping, transfers
from serialhhd.store.transfers.arriving import Arrived, Load
from serialhhd.store.transfers.shipping import Shipped
from serialhhd.store.transfers.transfers import ARRIVALS, TRANSFERS, ArrivingLine
from serialhhd.store.words.vocabulary import LocationKind, TrackingType


def ship(
    conn: Connection,
    ref: str,
    sku: str,
    *,
    location: str,
    quantity: int | None = None,
    named: Named = NOBODY,
    by: str,
    at: datetime,
) -> Shipped:
    """Ship what a transfer asks for of a product from a place, or give it to the other account where it lies; what is left stays open (R24, R27).

    Args:
        conn: The writing connection.
        ref: The transfer.
        sku: The product.
        location: Where it is taken from.
        quantity: How many units; None: as many as serials, or all that the line still asks for.
        named: Their serials.
        by: Who ships.
        at: When.

    Raises:
        Refused: `quantity_not_positive`; as from `take_in_work`; `not_enough_stock`; `serials_needed`, `serials_not_taken`; as from `shipping`; `unknown`,
            `document_not_open`.
    """
    transfer, product, place = (
        TRANSFERS.lock(conn, ref),
        products.show(conn, sku),
        places.location(conn, location),
    )
    if not transfer.is_open:
        raise transfer.not_open()
    if quantity is not None and quantity <= 0:
        raise refusals.quantity_not_positive(sku=product.sku, quantity=quantity)

    def work(run: Run) -> Shipped:
        line = take_in_work(conn, TRANSFERS, transfer, product, place, run, units=quantity or 1)
        opened = named.opened(conn, product, carries=not transfers.route_of(conn, transfer.id).is_of_account)
        wanted = opened.units(quantity, line.open_quantity)
        there = proposing.propose(conn, line, transfer.account_id, place.id)
        if there is None:
            raise refusals.not_enough_stock(location=place.code, available=0, wanted=wanted)
        there = stock_that_is_meant(conn, there, opened, leaves=False)
        check_named(there.tracking_type, product, opened)
        standing = TRANSFERS.lines.standing(conn, transfer.id, line.id, lock=True)

        def capture(run: Run, some: Sequence[SerialEntry]) -> Run:
            return shipping.capture(
                conn, standing, there, Capturing(run, product, line.open_quantity, at), some
            )

        held = opened.captured(conn, run, capture)
        done = shipping.post(conn, line, there, held, Taking(wanted), at=at)
        line_work.release(conn, line.id)
        return done

    return at_the_desk(conn, by, at, work)


def receive(
    conn: Connection,
    ref: str,
    sku: str,
    *,
    location: str,
    quantity: int | None = None,
    named: Named = NOBODY,
    by: str,
    at: datetime,
) -> Arrived:
    """Receive what is in transit of a product on a transfer: the serials that are named, or units without (R25).

    Args:
        conn: The writing connection.
        ref: The transfer.
        sku: The product.
        location: Where it is put.
        quantity: How many units; None: as many as serials, or all that are on the road.
        named: The serials that have come.
        by: Who receives.
        at: When.

    Raises:
        Refused: `nothing_in_transit`, `transfer_of_account`, `not_on_document`, `not_in_transit`; `serials_needed`, `serials_not_taken`; as from
            `arriving`; `unknown`, `document_not_open`.
    """
    transfer, product, to = (
        TRANSFERS.lock(conn, ref),
        products.show(conn, sku),
        places.location(conn, location),
    )
    if why := ARRIVALS.why_idle(conn, transfer):
        raise why

    def work(run: Run) -> Arrived:
        opened = named.opened(conn, product, carries=True)
        line, load = _what_arrives(conn, transfer, product, opened)
        check_named(load.line.tracking_type, product, opened)
        standing = ARRIVALS.lines.standing(conn, transfer.id, line.id, lock=True)

        def capture(run: Run, some: Sequence[SerialEntry]) -> Run:
            return arriving.capture(conn, standing, load, Capturing(run, product, load.serials, at), some)

        held = opened.captured(conn, run, capture)
        units = opened.units(quantity, load.units)
        return arriving.post(conn, line, load, held, units=units, to=to, at=at)

    return at_the_desk(conn, by, at, work)


def take_back(
    conn: Connection,
    ref: str,
    sku: str,
    *,
    location: str,
    condition: str,
    restock: Collection[str],
    quantity: int | None = None,
    named: Named = NOBODY,
    by: str,
    at: datetime,
) -> TakenBack:
    """Take back what has come of a product on a return, by serial, or by quantity what left without one (R34, R35).

    Args:
        conn: The writing connection.
        ref: The return.
        sku: The product.
        location: Where it is put.
        condition: In what state it is.
        restock: The conditions of what may be put in storage.
        quantity: How many units; None: as many as serials, or all that are still to come.
        named: The serials that have come.
        by: Who takes them back.
        at: When.

    Raises:
        Refused: `line_already_received`, `not_on_document`; as from `taking_back`; `unknown`, `document_not_open`.
    """
    found, product, to = RETURNS.lock(conn, ref), products.show(conn, sku), places.location(conn, location)
    if not found.is_open:
        raise found.not_open()
    recognise.check_condition(conn, condition)

    def work(run: Run) -> TakenBack:
        line = returns.open_line_of(conn, found, product)
        coming = Coming(product, line, returns.origin_of(conn, found.id))
        opened = named.opened(conn, product)
        standing = RETURNS.lines.standing(conn, found.id, line.id, lock=True)

        def capture(run: Run, some: Sequence[SerialEntry]) -> Run:
            return taking_back.capture(
                conn, standing, coming, Capturing(run, product, line.open_quantity, at), some
            )

        held = opened.captured(conn, run, capture)
        units = opened.units(quantity, line.open_quantity)
        return taking_back.post(conn, coming, held, Returned(units, condition, restock, to), at=at)

    return at_the_desk(conn, by, at, work)


def take_in_work(
    conn: Connection,
    documents: Documents[L],
    of: Document,
    product: Product,
    place: Location,
    run: Run,
    *,
    units: int,
) -> L:
    """Take the first open line of a document in work that asks for a product and may take it from a place.

    Args:
        conn: The writing connection.
        documents: The documents of its kind.
        of: The document, locked by this transaction.
        product: The product.
        place: Where it is taken from.
        run: The run.
        units: How many are to be taken, for the sentence of a refusal.

    Raises:
        Refused: `not_on_document`; `over_pick` where nothing of it is left to take; `wrong_location_kind`; `line_from_elsewhere`; `line_in_work`.
    """
    of_product = [one for one in documents.lines.of(conn, of) if one.product_id == product.id]
    if not of_product:
        raise refusals.not_on_document(sku=product.sku, document=of.ref)
    left = [one for one in of_product if one.is_open]
    if not left:
        raise refusals.over_pick(given=units, most=0)
    if not of.takes_from(place.kind):
        raise refusals.wrong_location_kind(location=place.code, kind=place.kind, wanted=LocationKind.STORAGE)
    found = next((one for one in left if one.location_id in (None, place.id)), None)
    if found is None:
        raise refusals.line_from_elsewhere(sku=product.sku, location=left[0].location or "")
    if not line_work.claim(conn, documents.stage, found.id, run):
        raise refusals.line_in_work(sku=product.sku, operator=found.in_work_by or "")
    return found


def _what_arrives(
    conn: Connection, transfer: Document, product: Product, named: Named
) -> tuple[ArrivingLine, Load]:
    """Return the line of a transfer, and what of it is on the road: where the first of the serials is, else the first that has units without."""
    on_the_road = arriving.on_the_road(conn, transfer, product)
    if not named.count:
        return next(((line, load) for line, load in on_the_road if load.units > load.serials), on_the_road[0])
    of_serial = arriving.load_of(conn, transfer, product, named.entries[0])
    if of_serial:
        return of_serial
    return next(((line, load) for line, load in on_the_road if load.serials), on_the_road[0])


def stock_that_is_meant(conn: Connection, there: StockLine, named: Named, *, leaves: bool) -> StockLine:
    """Return which of several stock lines at a place is meant: that on which the first serial is, or one whose units go without (R20).

    Args:
        conn: The connection.
        there: The stock line that is proposed.
        named: The serials that are named.
        leaves: Whether it leaves the house: then a new serial is of stock whose serials are made known by that.
    """
    if named.count:
        return proposing.of_serial(conn, there, named.entries[0].serial, may_be_new=leaves)
    without = proposing.LEAVES_WITHOUT_SERIAL if leaves else proposing.MOVES_WITHOUT_SERIAL
    return proposing.of_units(conn, there, without_serial=without)


def check_named(tracking_type: TrackingType, product: Product, named: Named) -> None:
    """Check that serials are named of what moves by them, and of nothing else (R13, R20).

    Raises:
        Refused: `serials_not_taken`, `serials_needed`.
    """
    if named.count and tracking_type is TrackingType.NO_TRACKING:
        raise refusals.serials_not_taken(sku=product.sku)
    if not named.count and tracking_type is TrackingType.FULL_TRACKING:
        raise refusals.serials_needed(sku=product.sku)
