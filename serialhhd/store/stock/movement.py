"""A movement: the only thing that changes stock (R16, R18).

Units of one product leave a stock line, arrive at one, or both, under a line of a document or with a reason, with their
serials. `post` does all of it, or nothing: it locks the stock lines, writes the ledger, links the serials and moves them.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, bindparam, case, func, null, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import carts
from serialhhd.store.containers import carrying
from serialhhd.store.containers.carrying import Carried
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures, lots
from serialhhd.store.serials.lots import LotAndExpiry
from serialhhd.store.stock import held, holds, runs, stock_lines
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.words import numbers, serial_moves
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind, SerialState, TrackingType, TransactionKind
from serialhhd.value_class import value_class


@value_class
class Captures:
    """The serials that a run has captured, and how many it says these are."""

    run_id: int
    count: int


@value_class
class Expected:
    """The serials that are still expected on a line, and the lot and expiry that came with the product."""

    line_id: int
    count: int
    lot_and_expiry: LotAndExpiry = lots.UNKNOWN


@value_class
class Known:
    """These serials, by id, as somebody saw them: all in one state, and captured by nobody."""

    ids: tuple[int, ...]
    state: SerialState

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


Serials = Captures | Expected | Known


@value_class
class Goods:
    """What moves, and whose it is, where no stock line says it."""

    product_id: int
    account_id: int


@value_class
class Movement:
    """Units that leave a stock line, arrive at one, or both.

    Attributes:
        kind: The kind of transaction.
        units: How many; 0 only where they neither leave nor arrive.
        by: Who moves them.
        at: When.
        leaves: The stock line that they leave, by id.
        arrives: The stock line at which they arrive; it is added where there is none yet.
        goods: What they are, where they neither leave nor arrive: a dispatch, or a line that is closed with nothing.
        serials: Their serials; None where they have none.
        become: What the serials become (R5); None where there are none.
        document_line_id: The line of a document under which they move.
        note: The reason, or what is out of the ordinary.
        flow_version_id: The version of flows.toml by which the handheld asked (R66).
        approved_by: The supervisor who let it happen, where one was needed (R67).
        condition: In what state goods come back (R35).
        to_supplier: It goes back to its supplier: from quarantine, too, and on hold or over (R37, R42).
        day: The day on which no captured unit may be over; None where expired ones go.
        tote_id: The tote that they go into (R30); None where they go into none.
        packed_in: The container in which they leave the house, for the ledger; None where they leave in none, or in several.
    """

    kind: TransactionKind
    units: int
    by: str
    at: datetime
    leaves: int | None = None
    arrives: Identity | None = None
    goods: Goods | None = None
    serials: Serials | None = None
    become: SerialState | None = None
    document_line_id: int | None = None
    note: str | None = None
    day: date | None = None
    flow_version_id: int | None = None
    approved_by: str | None = None
    to_supplier: bool = False
    tote_id: int | None = None
    packed_in: int | None = None
    condition: str | None = None

    @property
    def serial_count(self) -> int:
        """How many serials move."""
        return self.serials.count if self.serials else 0


@value_class
class Recorded:
    """What a movement led to.

    Attributes:
        lines: The stock lines that it left and arrived at, as they were before; locked now.
        unpacked: The codes of the containers that its serials lay in, or were announced in, and do not lie in any more (R21).
    """

    lines: tuple[StockLine, ...]
    unpacked: tuple[str, ...] = ()


_s, _links, _tx = t.serial.c, t.transaction_serial.c, t.stock_transaction.c
_RECORD = t.stock_transaction.insert()
_LINK = t.transaction_serial.insert()
_MOVED = select(_links.serial_id).where(_links.transaction_id == bindparam("moved_by"))
_MOVE = (
    t.serial.update()
    .where(_s.id.in_(_MOVED))
    .values(
        state=bindparam("new_state", type_=_s.state.type),
        stock_line_id=bindparam("to_line", type_=t.Id),
        run_id=None,
        captured_at=None,
    )
)
_CARRIED = _s.container_id.in_(bindparam("carried", expanding=True, type_=t.Id))
_IN_CONTAINER: dict[str, dict[str, ColumnElement[Any]]] = {
    "leaves": {"container_id": bindparam("tote_id", type_=t.Id)},
    "goes_along": {"container_id": case((_CARRIED, _s.container_id), else_=null())},
    "stays": {},
}
"""What becomes of the container that a serial lies in: it leaves it, be it for a tote; goes along with it; or stays in it where it lies (R21, R27)."""
_OF_LOT: dict[str, ColumnElement[Any]] = {
    name: bindparam(f"new_{name}") for name in ("lot", "lot_key", "expiry")
}
_MOVES = {
    (how, has_lot): _MOVE.values(columns | (_OF_LOT if has_lot else {}))
    for how, columns in _IN_CONTAINER.items()
    for has_lot in (False, True)
}
_AS_SEEN = (
    select(_s.id)
    .where(
        _s.id.in_(bindparam("ids", expanding=True)),
        _s.state == bindparam("old_state", type_=_s.state.type),
        _s.stock_line_id.is_not_distinct_from(bindparam("on_line", type_=t.Id)),
        _s.run_id.is_(None),
    )
    .order_by(_s.id)
    .with_for_update()
)
_under = case((_s.run_id.is_not(None), t.run.c.document_id), else_=t.document_line.c.document_id)
_IN_WHOSE_HANDS = (
    select(_s.serial, func.coalesce(t.run.c.operator, _tx.operator), t.document.c.ref)
    .select_from(
        t.serial.join(t.stock_transaction, _tx.id == captures.NEWEST)
        .outerjoin(t.run, _s.run_id == t.run.c.id)
        .outerjoin(t.document_line, _tx.document_line_id == t.document_line.c.id)
        .outerjoin(t.document, t.document.c.id == _under)
    )
    .where(_s.id == bindparam("serial_id"))
)
"""Who has a serial captured, or moved it last, and on which document."""
_CHUNK = 500


def _link_all(*where: ColumnElement[bool]) -> Insert:
    """Return the statement that links a row of the ledger to all serials of which something is true."""
    linked = select(bindparam("transaction_id", type_=t.Id), _s.id).where(*where)
    return t.transaction_serial.insert().from_select(["transaction_id", "serial_id"], linked)


_LINK_CAPTURES = _link_all(_s.run_id == bindparam("run_id"))
_LINK_EXPECTED = _link_all(_s.document_line_id == bindparam("line_id"), _s.state == SerialState.EXPECTED)


def post(conn: Connection, movement: Movement) -> Recorded:
    """Post a movement: stock lines, ledger, serials and captures in one go. The document is the caller's.

    Raises:
        Refused: `not_enough_stock`; `quantity_too_large`; `same_place`; `wrong_location_kind` (R19); `cart_in_use` (R22); `quantity_is_serial_count` where units under Full Tracking would move
            without as many serials (R16), or where there are not as many as is said; `known_serials_stay` where a stock line would keep more serials than units
            (R20); `product_on_hold`, `serials_on_hold`, `serials_expired` where what leaves the house, its warehouse or its account must not;
            `serial_changed` where known serials are no longer as they were seen, naming who has them or moved them (R6).
    """
    left, arrived = _lock(conn, movement)
    is_stopped = _is_stopped_by_hold(movement, left, arrived)
    if left:
        _check_leaving(conn, left, movement, is_stopped_by_hold=is_stopped)
    if isinstance(movement.serials, Known):
        _lock_as_seen(conn, movement.serials, movement.leaves)
    carried, unpacked = _packed(conn, movement, left, arrived)
    container_id = movement.tote_id or movement.packed_in or carried.named
    rows: list[int] = []
    if left or not arrived:
        rows.append(_record(conn, movement, left, -movement.units, container_id))
    if arrived:
        left_row = rows[0] if rows else None
        rows.append(_record(conn, movement, arrived, movement.units, container_id, from_id=left_row))
    if movement.serials and movement.serials.count:
        _link(conn, movement.serials, rows)
        if is_stopped:
            holds.check_moved(conn, rows[-1])
        if not movement.to_supplier:
            lots.check_moved(conn, rows[-1], movement.day)
        _move_serials(conn, movement, movement.serials, rows[-1], left, arrived, carried)
    return Recorded(tuple(line for line in (left, arrived) if line), unpacked)


def lock_seen(conn: Connection, serials: Known, line_id: int) -> None:
    """Lock a stock line and serials on it as `post` does, before something is asked of them that others may change.

    Raises:
        Refused: `serial_changed`.
    """
    stock_lines.lock(conn, line_id)
    _lock_as_seen(conn, serials, line_id)


def _lock(conn: Connection, movement: Movement) -> tuple[StockLine | None, StockLine | None]:
    """Lock the stock lines that a movement leaves and arrives at, by rising id: two that cross never wait for each other."""
    arrives = stock_lines.find_or_add(conn, movement.arrives, movement.at) if movement.arrives else None
    ids = sorted({line_id for line_id in (movement.leaves, arrives) if line_id is not None})
    lines = {line_id: stock_lines.lock(conn, line_id) for line_id in ids}
    left = lines[movement.leaves] if movement.leaves is not None else None
    arrived = lines[arrives] if arrives is not None else None
    if left and left is arrived:
        raise refusals.same_place(location=left.location)
    _check_places(conn, movement, left, arrived)
    if arrived and not arrived.quantity:
        stock_lines.fills_again(conn, arrived.id, movement.at)
    return left, arrived


def _check_places(
    conn: Connection, movement: Movement, left: StockLine | None, arrived: StockLine | None
) -> None:
    """Check that goods are picked from storage, quarantine (R37) or the cart of their batch, and are put on the road by a shipment alone (R19, R22)."""
    for line in (left, arrived):
        if line and line.location_kind is LocationKind.CART and movement.kind in carts.STOPPED:
            carts.check_free(conn, line.location_id, movement.document_line_id if line is arrived else None)
    if left and movement.kind is TransactionKind.PICK and not _may_be_picked(conn, movement, left):
        raise _wrong_kind(left, LocationKind.STORAGE)
    is_shipped = movement.become is SerialState.IN_TRANSIT
    if arrived and (arrived.location_kind is LocationKind.TRANSIT) is not is_shipped:
        raise _wrong_kind(arrived, LocationKind.TRANSIT if is_shipped else LocationKind.STORAGE)


def _may_be_picked(conn: Connection, movement: Movement, line: StockLine) -> bool:
    if line.location_kind is LocationKind.CART:
        return carts.is_of_its_batch(conn, line.location_id, movement.document_line_id)
    return line.is_in_storage or (movement.to_supplier and line.location_kind is LocationKind.QUARANTINE)


def _wrong_kind(line: StockLine, wanted: LocationKind) -> Refused:
    return refusals.wrong_location_kind(location=line.location, kind=line.location_kind, wanted=wanted)


def _is_stopped_by_hold(movement: Movement, left: StockLine | None, arrived: StockLine | None) -> bool:
    """Tell whether nothing on hold moves so: out of the house, or to another warehouse or account (R42, R49, R50).

    What is on the road always arrives (R25).
    """
    if left and left.location_kind is LocationKind.TRANSIT:
        return False
    if left and arrived and (left.account_id, left.warehouse) != (arrived.account_id, arrived.warehouse):
        return True
    return movement.kind in serial_moves.stopped_by_hold() and not movement.to_supplier


def _check_leaving(
    conn: Connection, line: StockLine, movement: Movement, *, is_stopped_by_hold: bool
) -> None:
    if is_stopped_by_hold:
        held.check_leaving(conn, line.product_id, line.product)
    if line.tracking_type is TrackingType.TRACK_DURING_PICK:
        _check_staying(conn, line, movement)


def _check_staying(conn: Connection, line: StockLine, movement: Movement) -> None:
    """Check that no serial stays on a stock line without a unit: others may have taken the units that had none (R20)."""
    run_id = movement.serials.run_id if isinstance(movement.serials, Captures) else None
    known, leaving = stock_lines.known_serials(conn, line.id, run_id)
    if isinstance(movement.serials, Known):
        leaving = movement.serials.count
    if known - leaving > line.quantity - movement.units:
        raise refusals.known_serials_stay(
            sku=line.product, location=line.location, known=known, without=line.quantity - known
        )


# --- the ledger -------------------------------------------------------------------------------------------------


def _record(
    conn: Connection,
    movement: Movement,
    line: StockLine | None,
    quantity: int,
    container_id: int | None,
    *,
    from_id: int | None = None,
) -> int:
    """Write one row of the ledger and return its id; the database adds its quantity to the stock line."""
    what = movement.goods or line
    assert what is not None  # noqa: S101 - the goods are named where there is no stock line
    row = {
        "at": movement.at,
        "kind": movement.kind,
        "product_id": what.product_id,
        "account_id": what.account_id,
        "stock_line_id": line.id if line else None,
        "quantity": quantity,
        "balance": _balance(line, quantity, movement.serial_count) if line else None,
        "serial_count": movement.serial_count,
        "from_id": from_id,
        "document_line_id": movement.document_line_id,
        "operator": movement.by,
        "note": movement.note,
        "flow_version_id": movement.flow_version_id,
        "approved_by": movement.approved_by,
        "container_id": container_id,
        "condition": movement.condition,
    }
    return t.new_id(conn.execute(_RECORD, row))


def _balance(line: StockLine, quantity: int, serial_count: int) -> int:
    """Return what a stock line has once units have come or left."""
    if line.tracking_type is TrackingType.FULL_TRACKING and serial_count != abs(quantity):
        raise refusals.quantity_is_serial_count(given=abs(quantity), captured=serial_count)
    numbers.check_total(line.quantity, quantity)
    balance = line.quantity + quantity
    if balance < 0:
        raise refusals.not_enough_stock(location=line.location, available=line.quantity, wanted=-quantity)
    return balance


# --- the serials ------------------------------------------------------------------------------------------------


def _move_serials(
    conn: Connection,
    movement: Movement,
    serials: Serials,
    moved_by: int,
    left: StockLine | None,
    arrived: StockLine | None,
    carried: Carried,
) -> None:
    moved: dict[str, Any] = {
        "moved_by": moved_by,
        "new_state": movement.become,
        "to_line": arrived.id if arrived else None,
    }
    if _lies_where_it_lay(left, arrived):
        how = "stays"
    elif carried.ids:
        how, moved = "goes_along", moved | {"carried": carried.ids}
        carrying.leave_outer(conn, carried)
    else:
        how, moved = "leaves", moved | {"tote_id": movement.tote_id}
    lot_and_expiry = serials.lot_and_expiry if isinstance(serials, Expected) else lots.UNKNOWN
    moved |= (
        {f"new_{name}": value for name, value in lot_and_expiry.as_columns().items()}
        if lot_and_expiry
        else {}
    )
    count = conn.execute(_MOVES[how, bool(lot_and_expiry)], moved).rowcount
    if count != serials.count:
        raise refusals.quantity_is_serial_count(given=serials.count, captured=count)
    if isinstance(serials, Captures):
        runs.no_captures(conn, serials.run_id)


def _packed(
    conn: Connection, movement: Movement, left: StockLine | None, arrived: StockLine | None
) -> tuple[Carried, tuple[str, ...]]:
    """Return the containers that go along, and the codes of those that the serials leave, but for a tote of their list (R21, R30)."""
    if _lies_where_it_lay(left, arrived) or not movement.serial_count or movement.tote_id:
        return carrying.NOTHING, ()
    run_id = movement.serials.run_id if isinstance(movement.serials, Captures) else None
    line_id, to = movement.document_line_id, arrived.location_id if arrived else None
    carried = carrying.along(conn, movement.kind, run_id, line_id, to)
    return carried, carrying.unpacked(conn, movement.kind, carried, run_id, line_id)


def _lies_where_it_lay(left: StockLine | None, arrived: StockLine | None) -> bool:
    """Tell whether goods become another account's at the place where they lie (R27)."""
    return left is not None and arrived is not None and left.location_id == arrived.location_id


def _lock_as_seen(conn: Connection, serials: Known, line_id: int | None) -> None:
    """Lock serials that are as somebody saw them, so that nobody moves or captures them meanwhile."""
    seen = {"old_state": serials.state, "on_line": line_id}
    for some in _chunks(serials.ids):
        locked = conn.scalars(_AS_SEEN, {**seen, "ids": some}).all()
        if len(locked) < len(some):
            raise _changed(conn, set(some).difference(locked))


def _changed(conn: Connection, ids: Collection[int]) -> Refused:
    serial, operator, document = conn.execute(_IN_WHOSE_HANDS, {"serial_id": min(ids)}).one()
    return refusals.serial_changed(serial=serial, operator=operator, document=document)


def _link(conn: Connection, serials: Serials, rows: Sequence[int]) -> None:
    """Make serials belong to the rows of the ledger that move them."""
    for transaction_id in rows:
        _link_to(conn, transaction_id, serials)


def _link_to(conn: Connection, transaction_id: int, serials: Serials) -> None:
    match serials:
        case Captures(run_id):
            conn.execute(_LINK_CAPTURES, {"transaction_id": transaction_id, "run_id": run_id})
        case Expected(line_id):
            conn.execute(_LINK_EXPECTED, {"transaction_id": transaction_id, "line_id": line_id})
        case Known(ids):
            for some in _chunks(ids):
                conn.execute(_LINK, [{"transaction_id": transaction_id, "serial_id": one} for one in some])


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
