"""Taking goods back: what was dispatched, each unit with its condition, to where that lets it be put (R34, R35)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, or_, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents import closing, document, line_work
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.returns import announced, conditions, returns
from serialhhd.store.returns.returns import RETURNS, Origin
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing, Objection, Source, Takes
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock import movement
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity
from serialhhd.store.words import codes
from serialhhd.store.words.document_moves import COMING_BACK
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class

ANYBODY = Origin(None, None, None)
"""Nothing is announced: a serial says where it went."""


@value_class
class Coming:
    """What comes back: units of a product, on a line of a return or unannounced, from anybody or from where the return says."""

    product: Product
    line: Line | None = None
    origin: Origin = ANYBODY


@value_class
class Dispatch:
    """How a serial left: when, on which pick list, to whom, and whose it was."""

    at: datetime
    document: str | None
    document_id: int | None
    partner: str | None
    account_id: int
    account: str


@value_class
class Returned:
    """What is taken back.

    Attributes:
        condition: In what state it is.
        restock: The conditions of what may be put in storage; every other goes to quarantine.
    """

    units: int
    condition: str
    restock: Collection[str]
    to: Location


@value_class
class TakenBack:
    """What came of it: the line now, None of what was unannounced, and whether the return is complete."""

    line: Line | None
    is_complete: bool


_s, _tx, _line, _linked = t.serial.c, t.stock_transaction.c, t.stock_line.c, t.transaction_serial.c
_LEFT = (
    select(_tx.at, t.document.c.ref, t.document.c.id, t.document.c.partner, _tx.account_id, t.account.c.code)
    .join_from(t.serial, t.stock_transaction, _tx.id == captures.NEWEST)
    .join(t.account, _tx.account_id == t.account.c.id)
    .outerjoin(t.document_line, _tx.document_line_id == t.document_line.c.id)
    .outerjoin(t.document, t.document_line.c.document_id == t.document.c.id)
)
_HOW_LEFT = Prepared(_LEFT.where(_s.serial_key == bindparam("key"), _s.product_id == bindparam("product_id")))
_OF_RUN = Prepared(
    _LEFT.where(_s.run_id == bindparam("run_id")).order_by(_s.captured_at.desc(), _s.id.desc()).limit(1)
)
_LEFT_ON = (
    _LEFT.where(_s.run_id == bindparam("run_id"))
    .with_only_columns(t.document.c.id, _s.serial)
    .order_by(_s.captured_at.desc(), _s.id.desc())
)
_d, _l = t.document.c, t.document_line.c
_sign = case(
    ((_d.id == bindparam("pick_list_id")) & (_tx.kind == TransactionKind.PICK), 1),
    ((_d.pick_list_id == bindparam("pick_list_id")) & (_tx.kind == TransactionKind.RETURN), -1),
    else_=0,
)  # as conditions, SQLite would read every row of a kind, or of the product
_units = func.sum(_sign * (func.abs(_tx.quantity) - _tx.serial_count))
_WITHOUT_SERIALS = (
    select(_line.tracking_type, _units)
    .join_from(t.document, t.document_line, _l.document_id == _d.id)
    .join(t.stock_transaction, _tx.document_line_id == _l.id)
    .join(t.stock_line, _tx.stock_line_id == _line.id)
    .where(
        or_(_d.id == bindparam("pick_list_id"), _d.pick_list_id == bindparam("pick_list_id")),
        _tx.product_id + 0 == bindparam("product_id"),
    )
    .group_by(_line.tracking_type)
    .having(_units > 0)
    .order_by(_line.tracking_type)
)


def without_serials(conn: Connection, coming: Coming) -> tuple[tuple[TrackingType, int], ...]:
    """Return how many units without serials left on the pick list of a return, and are not back: by the tracking type that they left under."""
    if coming.origin.pick_list_id is None:
        return ()
    of = {"product_id": coming.product.id, "pick_list_id": coming.origin.pick_list_id}
    return tuple((tracking_type, int(units)) for tracking_type, units in conn.execute(_WITHOUT_SERIALS, of))


def that_left_so(conn: Connection, run_id: int, left: Dispatch) -> tuple[tuple[str, ...], int]:
    """Return which serials that a run has captured left on the same document as one of them, or on none as it did, the newest first; and how many left otherwise."""
    rows = conn.execute(_LEFT_ON, {"run_id": run_id}).all()  # none of one that was never here
    alike = tuple(serial for document_id, serial in rows if document_id == left.document_id)
    return alike, len(rows) - len(alike)


def last_dispatch(conn: Connection, run_id: int) -> Dispatch | None:
    """Return how the serial left that a run has captured last; None of one that was never here."""
    row = _OF_RUN.row(conn, {"run_id": run_id})
    return Dispatch(*row) if row else None


# --- its serials --------------------------------------------------------------------------------------------------


def capture(
    conn: Connection,
    standing: Standing[Line] | None,
    coming: Coming,
    capturing: Capturing,
    entries: Sequence[SerialEntry],
    *,
    accepts_unknown: bool = False,
) -> Run:
    """Capture the serials of one scan that come back: those that left, to where the return says (R34).

    Args:
        conn: The writing connection.
        standing: The return with its line; None where nothing is announced.
        coming: What comes back.
        capturing: Who captures.
        entries: What was scanned.
        accepts_unknown: Whether one that was never here is taken in as new; not on a return that names a pick list.

    Returns:
        The run with them counted; `runs.save` keeps the count.

    Raises:
        Refused: `line_changed` where the return is no longer open; `too_many_serials`; `serial_other_customer`, `serial_not_dispatched`,
            `serial_never_here`, `serial_not_on_list` where the return names its serials, `serial_of_other_account`; the serial's whereabouts (R6); `serials_refused` for several.
    """
    if standing is not None:
        locked = RETURNS.lines.locked(conn, standing)
        if line_work.line_in_work(locked, COMING_BACK, capturing.run) is None:
            raise refusals.line_changed(sku=capturing.product.sku)
    names_serials = announced.names_serials(conn, coming.line)
    is_known = names_serials or coming.origin.pick_list_id is not None or not accepts_unknown
    elsewhere = went_elsewhere(coming.origin, last_dispatch(conn, capturing.run.id))
    takes = Takes(
        None if is_known else NO_LIMIT,
        Source(SerialState.DISPATCHED),
        None if coming.line else Source(SerialState.RETURNED),
        unknown=refusals.serial_not_on_list if names_serials else refusals.serial_never_here,
        objection=_either(elsewhere, announced.not_among_those_of(coming.line))
        if coming.line and names_serials
        else elsewhere,
    )
    try:
        return captures.take_all(conn, capturing, entries, takes)
    except Refused as refused:
        raise if_picked_not_dispatched(refused) from None


def if_picked_not_dispatched(why: Refused) -> Refused:
    """Return why a serial does not come back: of one that is picked, that it has not left yet."""
    if why.code != "serial_picked":
        return why
    return refusals.serial_not_dispatched(**{name: why.facts[name] for name in ("serial", "document")})


def _either(one: Objection, other: Objection) -> Objection:
    return lambda conn, product, given: one(conn, product, given) or other(conn, product, given)


def went_elsewhere(origin: Origin, first: Dispatch | None = None) -> Objection:
    """Return what speaks against a serial that left: to somebody else, or another account's than what is captured already."""

    def objection(conn: Connection, product: Product, given: SerialEntry) -> Refused | None:
        row = _HOW_LEFT.row(conn, {"key": given.key, "product_id": product.id})
        left = Dispatch(*row) if row else None
        if left is None:
            return None
        if not _fits(origin, left):
            return refusals.serial_other_customer(
                serial=given.serial,
                customer=left.partner,
                document=left.document,
                wanted=origin.pick_list or origin.customer or "",
            )
        if first is not None and left.account_id != first.account_id:
            return refusals.serial_of_other_account(serial=given.serial, account=left.account)
        return None

    return objection


def _fits(origin: Origin, left: Dispatch) -> bool:
    if origin.pick_list_id is not None:
        return left.document_id == origin.pick_list_id
    return origin.customer is None or codes.key(origin.customer) == codes.key(left.partner or "")


# --- posting it ---------------------------------------------------------------------------------------------------


def check_units(conn: Connection, coming: Coming, units: int, *, captured: int) -> None:
    """Check that so many units may come back, of which so many serials are captured (R34).

    Raises:
        Refused: `quantity_not_positive`, `quantity_is_serial_count`, `over_pick`, `more_than_dispatched`.
    """
    sku = coming.product.sku
    if units <= 0:
        raise refusals.quantity_not_positive(sku=sku, quantity=units)
    if units < captured or (units > captured and announced.names_serials(conn, coming.line)):
        raise refusals.quantity_is_serial_count(given=units, captured=captured)
    if coming.line and units > coming.line.open_quantity:
        raise refusals.over_pick(given=units, most=coming.line.open_quantity)
    most = sum(there for _, there in without_serials(conn, coming))
    if units - captured > most:
        raise refusals.more_than_dispatched(
            sku=sku, document=coming.origin.pick_list, given=units - captured, most=most
        )


def post(conn: Connection, coming: Coming, run: Run, returned: Returned, *, at: datetime) -> TakenBack:
    """Take units back with the serials that a run has captured: stock, serials, ledger and the return in one go.

    Raises:
        Refused: `condition_missing`, `wrong_location_kind` (R35); as `check_units`; `line_changed`; `serial_not_on_list` where the return came to name its
            serials meanwhile.
    """
    condition = conditions.cleaned(returned.condition)
    conditions.check_place(returned.to, condition, returned.restock)
    if coming.line:
        document.lock(conn, coming.line.document_id)
        if coming.origin.pick_list_id is not None:
            document.lock(conn, coming.origin.pick_list_id)  # two returns may name one
    check_units(conn, coming, returned.units, captured=run.captured)
    if coming.line and announced.names_serials(conn, coming.line):
        announced.check_captured(conn, coming.line, run.id)
    if coming.line and not line_work.count(conn, COMING_BACK, coming.line.id, returned.units):
        raise refusals.line_changed(sku=coming.product.sku)
    if run.captured:
        _post(
            conn,
            coming,
            run,
            returned,
            run.captured,
            _comes_back_under(coming.product),
            at,
            Captures(run.id, run.captured),
        )
    left = returned.units - run.captured
    for tracking_type, there in without_serials(conn, coming):
        if some := min(left, there):
            _post(conn, coming, run, returned, some, tracking_type, at)
            left -= some
    if coming.line is None:
        return TakenBack(None, is_complete=False)
    is_complete = closing.close_if_complete(conn, COMING_BACK, coming.line.document_id, at)
    return TakenBack(returns.line(conn, coming.line.id), is_complete)


def _comes_back_under(product: Product) -> TrackingType:
    """Return the tracking type under which a serial comes back: that of its product now, unless that takes no serials."""
    of_today = product.tracking_type
    return of_today if of_today.needs_serials_out else TrackingType.FULL_TRACKING


def _post(
    conn: Connection,
    coming: Coming,
    run: Run,
    returned: Returned,
    units: int,
    tracking_type: TrackingType,
    at: datetime,
    serials: Captures | None = None,
) -> None:
    movement.post(
        conn,
        Movement(
            TransactionKind.RETURN,
            units,
            run.operator,
            at,
            arrives=Identity(coming.product.id, returned.to.id, _account(conn, coming, run), tracking_type),
            serials=serials,
            become=SerialState.IN_STOCK if serials else None,
            document_line_id=coming.line.id if coming.line else None,
            condition=conditions.cleaned(returned.condition),
            flow_version_id=run.flow_version_id,
        ),
    )


def _account(conn: Connection, coming: Coming, run: Run) -> int:
    """Return whose the units are: the account that they left; of what never was here that of the return, or the first one."""
    left = last_dispatch(conn, run.id)
    if left is not None:
        return left.account_id
    if coming.line is not None:
        return document.by_id(conn, coming.line.document_id).account_id
    return places.account_id(conn, places.MAIN)
