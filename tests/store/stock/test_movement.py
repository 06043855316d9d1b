"""R18 One movement carries what is still to come: goods on their way, adjustments without a document, a change of the account."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from serialhhd.store.catalogue import places, products
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.schema import check
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.guards.ledger import entries_guard, links_guard
from serialhhd.store.schema.guards.serials import moves_guard
from serialhhd.store.schema.triggers import trigger_of
from serialhhd.store.serials import captures, serials, traces
from serialhhd.store.serials.captures import Capturing, Takes
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import holds, movement, product_holds, runs, stock, stock_lines
from serialhhd.store.stock.movement import Captures, Known, Movement
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.transfers import transfers
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.serial_moves import MOVES, Move
from serialhhd.store.words.vocabulary import LocationKind, SerialState, TrackingType, TransactionKind

IN_STOCK, IN_TRANSIT, REMOVED = SerialState.IN_STOCK, SerialState.IN_TRANSIT, SerialState.REMOVED
ROAD = "TRANSIT-NORTH"
PRODUCTS = ("CAM", "BAT", "BOX")


class Floor:
    """The warehouse of `tests/conftest.py`; another one, and another account, with a transfer of everything to each."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.write(self._fill)

    def _fill(self, conn: Connection) -> None:
        places.add_location(conn, "A-01", by="office")
        places.add_warehouse(conn, "NORTH", by="office")
        places.add_location(conn, "N-01", "NORTH", by="office")
        places.add_account(conn, "ACME", by="office")
        wanted, at = [WantedLine(sku, 50) for sku in PRODUCTS], self.store.now()
        to_north = transfers.add(conn, "TR-1", wanted, at=at, to_warehouse="NORTH", by="office")
        to_acme = transfers.add(conn, "TR-2", wanted, at=at, to_account="ACME", by="office")
        self.lines = {
            way: {line.product: line.id for line in transfers.lines(conn, of)}
            for way, of in (("NORTH", to_north), ("ACME", to_acme))
        }

    def line(self, sku: str, location: str = "GOODS-IN", account: str = "MAIN") -> StockLine:
        with self.store.read() as conn:
            wanted = stock.EVERYTHING.named(conn, product=sku, location=location, account=account)
            (found,) = stock.page(conn, wanted)
            return found

    def at(self, line: StockLine, location: str) -> Identity:
        with self.store.read() as conn:
            return replace(line.identity, location_id=places.location(conn, location).id)

    def of(self, line: StockLine, account: str) -> Identity:
        with self.store.read() as conn:
            return replace(line.identity, account_id=places.account_id(conn, account))

    def known(self, *names: str, sku: str = "CAM", state: SerialState = IN_STOCK) -> Known:
        with self.store.read() as conn:
            return Known(tuple(traces.show(conn, name, sku).id for name in names), state)

    def post(self, wanted: Movement) -> None:
        self.store.write(lambda conn: movement.post(conn, wanted))

    def transfer(
        self,
        line: StockLine,
        arrives: Identity,
        units: int,
        *names: str,
        kind: TransactionKind = TransactionKind.TRANSFER,
    ) -> None:
        """Post it, under the line of the transfer that goes this way; within a warehouse and account under none."""
        with self.store.read() as conn:
            to = places.by_id(conn, arrives.location_id)
        is_from_road = line.location_kind is LocationKind.TRANSIT
        way = "NORTH" if to.is_transit or is_from_road or to.warehouse != line.warehouse else None
        way = "ACME" if arrives.account_id != line.account_id else way
        state = IN_TRANSIT if is_from_road else IN_STOCK
        self.post(
            Movement(
                kind,
                units,
                "Anna",
                self.store.now(),
                leaves=line.id,
                arrives=arrives,
                serials=self.known(*names, sku=line.product, state=state) if names else None,
                become=IN_TRANSIT if to.is_transit else IN_STOCK,
                document_line_id=self.lines[way][line.product] if way else None,
                note="found" if kind is TransactionKind.ADJUSTMENT else None,
            )
        )
        if way:
            self.count(self.lines[way][line.product], units, is_shipped=to.is_transit, is_both=way == "ACME")

    def count(self, line_id: int, units: int, *, is_shipped: bool, is_both: bool) -> None:
        """Count on the line of the transfer what was moved under it."""
        columns = ("done", "received") if is_both else ("done",) if is_shipped else ("received",)
        line = t.document_line
        change = line.update().where(line.c.id == line_id)
        self.store.write(
            lambda conn: conn.execute(change.values({name: line.c[name] + units for name in columns}))
        )

    def adjust_out(self, line: StockLine, units: int, *names: str) -> None:
        """Take units out of stock, or give up what is on the road under its transfer."""
        is_road = line.location_kind is LocationKind.TRANSIT
        of = self.lines["NORTH"][line.product] if is_road else None
        state = IN_TRANSIT if is_road else IN_STOCK
        self.post(
            Movement(
                TransactionKind.ADJUSTMENT,
                units,
                "Anna",
                self.store.now(),
                leaves=line.id,
                serials=self.known(*names, sku=line.product, state=state) if names else None,
                become=REMOVED if names else None,
                document_line_id=of,
                note="lost",
            )
        )
        if of:
            lost = t.document_line.update().where(t.document_line.c.id == of).values(lost=units)
            self.store.write(lambda conn: conn.execute(lost))

    def quantities(self, sku: str) -> dict[str, int]:
        with self.store.read() as conn:
            lines = stock.page(conn, stock.EVERYTHING.named(conn, product=sku))
        return {f"{line.account} {line.location}": line.quantity for line in lines}

    def where(self, name: str, sku: str = "CAM") -> tuple[SerialState, str | None, str | None]:
        with self.store.read() as conn:
            trace = traces.show(conn, name, sku)
        return trace.state, trace.account, trace.location


@pytest.fixture
def floor(warehouse: Store) -> Iterator[Floor]:
    yield Floor(warehouse)
    with warehouse.read() as conn:
        assert check.check(conn) == ()


@pytest.fixture
def came_back(floor: Floor) -> Floor:
    """Two batteries that were sold and came back, beside five whose serials nobody knows."""
    adjust_in(floor, "BAT", "b1", "b2")
    return floor


def adjust_in(floor: Floor, sku: str, *names: str) -> None:
    """Units that were found, with serials that nobody knew: no document asks for them."""

    def work(conn: Connection) -> None:
        at = floor.store.now()
        run = runs.begin(conn, operator="Ben", flow="adjust_in", config="{}", position="{}", at=at)
        capturing = Capturing(run, products.show(conn, sku), NO_LIMIT, at)
        held = captures.take_all(conn, capturing, [serials.entry(one) for one in names], Takes(new=NO_LIMIT))
        movement.post(
            conn,
            Movement(
                TransactionKind.ADJUSTMENT,
                held.captured,
                run.operator,
                at,
                arrives=stock_lines.lock(conn, line.id).identity,
                serials=Captures(run.id, held.captured),
                become=IN_STOCK,
                note="found",
            ),
        )
        runs.save(conn, held.holding(0), "{}", at)

    line = floor.line(sku)
    floor.store.write(work)


# --- goods on their way -----------------------------------------------------------------------------------------


def test_a_shipment_and_its_receipts_under_one_line_of_a_document(floor: Floor) -> None:
    cameras = floor.line("CAM")
    floor.transfer(cameras, floor.at(cameras, ROAD), 2, "S1", "S2")
    on_the_way = floor.line("CAM", ROAD)
    floor.transfer(on_the_way, floor.at(cameras, "N-01"), 1, "S2")
    assert floor.quantities("CAM") == {"MAIN TRANSIT-NORTH": 1, "MAIN N-01": 1}
    assert floor.where("S1") == (IN_TRANSIT, "MAIN", ROAD)
    assert floor.where("S2") == (IN_STOCK, "MAIN", "N-01")
    floor.adjust_out(on_the_way, 1, "S1")
    assert floor.where("S1") == (REMOVED, "MAIN", None)
    with floor.store.read() as conn:
        tx = t.stock_transaction.c
        of = tx.document_line_id == floor.lines["NORTH"]["CAM"]
        rows = conn.execute(select(tx.kind, tx.quantity).where(of).order_by(tx.id))
        moved = [(str(kind), quantity) for kind, quantity in rows]
    assert moved == [
        ("transfer", -2),
        ("transfer", 2),
        ("transfer", -1),
        ("transfer", 1),
        ("adjustment", -1),
    ]


@pytest.mark.parametrize(("sku", "units"), [("BAT", 5), ("BOX", 10)])
def test_units_without_serials_are_shipped_and_received_in_parts(floor: Floor, sku: str, units: int) -> None:
    line = floor.line(sku)
    floor.transfer(line, floor.at(line, ROAD), units)
    on_the_way = floor.line(sku, ROAD)
    floor.transfer(on_the_way, floor.at(line, "N-01"), units - 2)
    floor.transfer(floor.line(sku, ROAD), floor.at(line, "GOODS-IN"), 1)
    assert floor.quantities(sku) == {"MAIN GOODS-IN": 1, f"MAIN {ROAD}": 1, "MAIN N-01": units - 2}


def test_r20_known_serials_leave_under_a_document_that_no_run_has_in_work(came_back: Floor) -> None:
    """Six of seven units of which two are known leave: one of the known at least is with them."""
    batteries = came_back.line("BAT")
    with pytest.raises(Refused, match="known_serials_stay"):
        came_back.transfer(batteries, came_back.at(batteries, ROAD), 6)
    came_back.transfer(batteries, came_back.at(batteries, ROAD), 6, "b1")
    on_the_way = came_back.line("BAT", ROAD)
    came_back.adjust_out(on_the_way, 6, "b1")
    assert came_back.quantities("BAT") == {"MAIN GOODS-IN": 1}
    assert came_back.where("b2", "BAT") == (IN_STOCK, "MAIN", "GOODS-IN")


# --- adjustments without a document -----------------------------------------------------------------------------


def test_an_adjustment_without_a_document_takes_units_out_and_brings_them_in(floor: Floor) -> None:
    floor.adjust_out(floor.line("CAM"), 1, "S1")
    floor.adjust_out(floor.line("BOX"), 4)
    adjust_in(floor, "CAM", "found-1", "found-2")
    assert floor.quantities("CAM") == {"MAIN GOODS-IN": 3}
    assert floor.quantities("BOX") == {"MAIN GOODS-IN": 6}
    assert floor.where("S1") == (REMOVED, "MAIN", None)
    assert floor.where("found-2") == (IN_STOCK, "MAIN", "GOODS-IN")


# --- within one place -------------------------------------------------------------------------------------------


def test_units_become_another_accounts_where_they_lie(came_back: Floor) -> None:
    for sku, units, names in (("CAM", 1, ("S1",)), ("BAT", 6, ("b1",)), ("BOX", 10, ())):
        line = came_back.line(sku)
        came_back.transfer(line, came_back.of(line, "ACME"), units, *names)
    assert came_back.where("S1") == (IN_STOCK, "ACME", "GOODS-IN")
    assert came_back.quantities("BAT") == {"MAIN GOODS-IN": 1, "ACME GOODS-IN": 6}
    assert came_back.quantities("BOX") == {"ACME GOODS-IN": 10}


def test_what_moves_nowhere_is_no_movement(floor: Floor) -> None:
    line = floor.line("BOX")
    with pytest.raises(Refused, match="same_place"):
        floor.transfer(line, line.identity, 1)


def test_the_tracking_type_stays_in_a_transfer(floor: Floor) -> None:
    line = floor.line("BOX")
    other = replace(floor.at(line, "A-01"), tracking_type=TrackingType.TRACK_DURING_PICK)
    before = floor.quantities("BOX")
    with pytest.raises(IntegrityError, match="R18: what arrives is what left"):
        floor.transfer(line, other, 1)
    assert floor.quantities("BOX") == before


# --- on hold ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [ROAD, "ACME"])
def test_r42_a_serial_on_hold_stays_in_its_warehouse_and_account(floor: Floor, target: str) -> None:
    line = floor.line("CAM")
    to = floor.of(line, "ACME") if target == "ACME" else floor.at(line, ROAD)
    at = floor.store.now()
    floor.store.write(lambda conn: holds.hold(conn, "S1", sku="CAM", reason="dented", by="office", at=at))
    with pytest.raises(Refused, match="serials_on_hold"):
        floor.transfer(line, to, 1, "S1")
    floor.transfer(line, to, 1, "S2")
    floor.transfer(line, floor.at(line, "A-01"), 1, "S1")
    assert floor.where("S1") == (IN_STOCK, "MAIN", "A-01")


def test_r42_units_of_a_product_on_hold_stay_in_their_warehouse_and_account(floor: Floor) -> None:
    line, at = floor.line("BOX"), floor.store.now()
    floor.store.write(
        lambda conn: product_holds.hold(conn, "BOX", lot=None, reason="wet", by="office", at=at)
    )
    for to in (floor.of(line, "ACME"), floor.at(line, ROAD)):
        with pytest.raises(Refused, match="product_on_hold"):
            floor.transfer(line, to, 1)
    floor.transfer(line, floor.at(line, "A-01"), 1)
    assert floor.quantities("BOX") == {"MAIN GOODS-IN": 9, "MAIN A-01": 1}


# --- a kind of movement that the table has not -------------------------------------------------------------------

ADJUSTED = tuple(
    replace(move, by=(*move.by, TransactionKind.ADJUSTMENT)) if move.leaves and move.arrives else move
    for move in MOVES
)
"""The moves of today, and that an adjustment may find a serial elsewhere than where it should be."""


def test_another_kind_brings_a_serial_where_it_was_found_once_the_table_says_so(floor: Floor) -> None:
    line = floor.line("CAM")
    found_at = floor.at(line, "A-01")
    with pytest.raises(IntegrityError, match="R18"):
        floor.transfer(line, found_at, 1, "S1", kind=TransactionKind.ADJUSTMENT)

    def add_row(conn: Connection, moves: Sequence[Move] = ADJUSTED) -> None:
        for guard in (moves_guard(moves), links_guard(moves), entries_guard(moves)):
            where = "" if conn.dialect.name == "sqlite" else f" ON {guard.table}"
            conn.exec_driver_sql(f"DROP TRIGGER {guard.name}{where}")
            for statement in trigger_of(guard, conn.dialect.name).statements:
                conn.exec_driver_sql(statement)

    floor.store.write(add_row)
    floor.transfer(line, found_at, 1, "S1", kind=TransactionKind.ADJUSTMENT)
    assert floor.where("S1") == (IN_STOCK, "MAIN", "A-01")
    floor.transfer(line, found_at, 1, "S2")
    floor.store.write(lambda conn: add_row(conn, MOVES))
