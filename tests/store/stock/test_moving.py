"""R18, R20, R22 Stock moves from one place to another, asked of the store itself: no flow stands before it here."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from serialhhd.store.catalogue import places, products
from serialhhd.store.engine.store import Store
from serialhhd.store.schema import check
from serialhhd.store.serials import captures, serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import holds, ledger, moving, runs, stock
from serialhhd.store.stock.moving import Moved
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState, TransactionKind
from tests.waiting import wait_until

Sql = Callable[..., int]


class Floor:
    """The warehouse of `tests/conftest.py` with a second place, and a run of Anna's that moves stock."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.run = store.write(self._begin)

    def _begin(self, conn: Connection) -> Run:
        places.add_location(conn, "A-01", by="office")
        places.add_warehouse(conn, "NORTH", by="office")
        places.add_location(conn, "N-01", "NORTH", by="office")
        return runs.begin(conn, operator="Anna", flow="move", config="{}", position="{}", at=self.store.now())

    def line(self, sku: str, location: str = "GOODS-IN") -> StockLine:
        with self.store.read() as conn:
            (found,) = stock.page(conn, stock.EVERYTHING.named(conn, product=sku, location=location))
            return found

    def capture(
        self, *texts: str, sku: str = "CAM", location: str = "GOODS-IN", run: Run | None = None
    ) -> Run:
        line, entries = self.line(sku, location), [serials.entry(one) for one in texts]

        def work(conn: Connection) -> Run:
            capturing = Capturing(run or self.run, products.show(conn, sku), 99, self.store.now())
            held = moving.capture(conn, line, capturing, entries)
            runs.save(conn, held, held.position, self.store.now())
            return held

        held = self.store.write(work)
        if run is None:
            self.run = held
        return held

    def move(self, line: StockLine, units: int, to: str = "A-01") -> Moved:
        def work(conn: Connection) -> Moved:
            place = places.location(conn, to)
            return moving.post(conn, line, self.run, units=units, to=place, at=self.store.now())

        moved = self.store.write(work)
        self.run = self.run.holding(0)
        return moved

    def place_of(self, serial: str) -> str | None:
        with self.store.read() as conn:
            return traces.show(conn, serial, "CAM").location


@pytest.fixture
def floor(warehouse: Store) -> Floor:
    return Floor(warehouse)


@pytest.fixture(autouse=True)
def whole(warehouse: Store) -> Iterator[None]:
    yield
    with warehouse.read() as conn:
        assert check.check(conn) == ()


def test_captured_serials_move(floor: Floor) -> None:
    floor.capture("S1")
    moved = floor.move(floor.line("CAM"), 1)
    assert (moved.left.quantity, moved.arrived.quantity) == (1, 1)
    assert (moved.arrived.location, moved.arrived.account) == ("A-01", "MAIN")
    assert moved.arrived.tracking_type is moved.left.tracking_type
    assert (floor.place_of("S1"), floor.place_of("S2")) == ("A-01", "GOODS-IN")


def test_a_serial_that_moved_is_free_again_and_its_trace_tells_both_sides(floor: Floor) -> None:
    floor.capture("S1")
    floor.move(floor.line("CAM"), 1)
    with floor.store.read() as conn:
        assert captures.newest(conn, floor.run.id, 9) == ()
        history = traces.show(conn, "S1", "CAM").history
    assert [(one.kind, one.quantity, one.location) for one in history[-2:]] == [
        (TransactionKind.TRANSFER, -1, "GOODS-IN"),
        (TransactionKind.TRANSFER, 1, "A-01"),
    ]
    assert floor.capture("S1", location="A-01").captured == 1


def test_the_row_that_arrives_names_the_row_that_left(floor: Floor) -> None:
    floor.move(floor.line("BOX"), 4)
    with floor.store.read() as conn:
        newest = conn.execute(
            text("SELECT id, from_id, quantity, operator FROM stock_transaction ORDER BY id DESC LIMIT 2")
        ).all()
    (arrived, left) = newest
    assert (arrived.from_id, arrived.quantity, arrived.operator) == (left.id, 4, "Anna")
    assert (left.from_id, left.quantity) == (None, -4)


def test_a_quantity_moves_there_and_back(floor: Floor) -> None:
    moved = floor.move(floor.line("BOX"), 4)
    assert (moved.left.quantity, moved.arrived.quantity) == (6, 4)
    back = floor.move(moved.arrived, 4, "GOODS-IN")
    assert (back.left.quantity, back.arrived.quantity) == (0, 10)
    assert back.arrived.id == moved.left.id


def test_r20_track_during_pick_moves_by_quantity(floor: Floor) -> None:
    moved = floor.move(floor.line("BAT"), 5)
    assert (moved.left.quantity, moved.arrived.quantity) == (0, 5)


@pytest.fixture
def came_back(floor: Floor, sql: Sql) -> Floor:
    """A battery whose serial is known came back to the five that have none."""
    sql(
        "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at)"
        " VALUES (2, 'B1', 'b1', 'captured', 1, 9)"
    )
    sql(
        "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count,"
        " operator, condition) VALUES (0, 'return', 2, 1, 2, 1, 6, 1, 'Anna', 'as new')"
    )
    sql("INSERT INTO transaction_serial SELECT 4, id FROM serial WHERE serial = 'B1'")
    sql(
        "UPDATE serial SET state = 'in_stock', stock_line_id = 2, run_id = NULL, captured_at = NULL WHERE serial = 'B1'"
    )
    return floor


def test_r20_a_known_unit_moves_by_its_serial_and_others_with_it(came_back: Floor) -> None:
    came_back.capture("B1", sku="BAT")
    moved = came_back.move(came_back.line("BAT"), 3)
    assert (moved.left.quantity, moved.arrived.quantity) == (3, 3)
    with came_back.store.read() as conn:
        assert traces.show(conn, "B1", "BAT").location == "A-01"


def test_r20_a_known_unit_is_adjusted_out_by_its_serial(came_back: Floor) -> None:
    at = came_back.store.now()
    removed = came_back.store.write(
        lambda conn: stock.remove(conn, "B1", sku="BAT", reason="leaks", by="office", at=at)
    )
    assert removed.state is SerialState.REMOVED
    assert came_back.line("BAT").quantity == 5


def test_r20_without_a_serial_go_as_many_as_have_none(came_back: Floor) -> None:
    line = came_back.line("BAT")
    with pytest.raises(Refused) as refused:
        came_back.move(line, 6)
    assert refused.value.code == "known_serials_stay"
    assert came_back.move(line, 5).left.quantity == 1


@pytest.mark.parametrize(
    ("sku", "units", "to", "code"),
    [
        ("BOX", 0, "A-01", "quantity_not_positive"),
        ("BOX", 11, "A-01", "not_enough_stock"),
        ("BOX", 1, "GOODS-IN", "same_place"),
        ("BOX", 1, "N-01", "other_warehouse"),
        ("CAM", 1, "A-01", "quantity_is_serial_count"),
    ],
)
def test_r22_what_is_no_move_is_refused(floor: Floor, sku: str, units: int, to: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        floor.move(floor.line(sku), units, to)
    assert refused.value.code == code


def test_fewer_units_than_captured_serials_are_refused(came_back: Floor) -> None:
    came_back.capture("S1", "S2")
    with pytest.raises(Refused) as refused:
        came_back.move(came_back.line("CAM"), 1)
    assert refused.value.code == "quantity_is_serial_count"


def test_a_run_that_says_it_holds_more_serials_than_it_does_moves_nothing(floor: Floor) -> None:
    floor.capture("S1")
    floor.run = floor.run.holding(2)
    with pytest.raises(Refused) as refused:
        floor.move(floor.line("CAM"), 2)
    assert (refused.value.code, refused.value.facts) == (
        "quantity_is_serial_count",
        {"given": 2, "captured": 1},
    )
    floor.run = floor.run.holding(1)
    assert floor.move(floor.line("CAM"), 1).arrived.quantity == 1


def test_r15_what_another_run_holds_is_not_taken(floor: Floor) -> None:
    def begin(conn: Connection) -> Run:
        at = floor.store.now()
        return runs.begin(conn, operator="Ben", flow="move", config="{}", position="{}", at=at)

    floor.capture("S1", run=floor.store.write(begin))
    with pytest.raises(Refused) as refused:
        floor.capture("S1")
    assert refused.value.code == "serial_captured_elsewhere"


@pytest.mark.parametrize(
    ("serial", "code"),
    [
        ("S9", "serial_unknown"),
        ("C3", "serial_captured_elsewhere"),
        ("E4", "serial_expected_elsewhere"),
        ("S2", "serial_removed"),
    ],
)
def test_r6_a_serial_that_is_not_there_says_where_it_is(floor: Floor, serial: str, code: str) -> None:
    said = {"sku": "CAM", "reason": "lost", "by": "office", "at": floor.store.now()}
    floor.store.write(lambda conn: stock.remove(conn, "S2", **said))  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        floor.capture(serial)
    assert refused.value.code == code


def test_r42_a_serial_on_hold_moves_and_stays_on_hold(floor: Floor) -> None:
    at = floor.store.now()
    floor.store.write(lambda conn: holds.hold(conn, "S1", sku="CAM", reason="dented", by="maria", at=at))
    floor.capture("S1")
    floor.move(floor.line("CAM"), 1)
    with floor.store.read() as conn:
        trace = traces.show(conn, "S1", "CAM")
    assert (trace.location, trace.on_hold, trace.state) == ("A-01", "dented", SerialState.IN_STOCK)


def test_a_serial_on_hold_elsewhere_says_its_place(floor: Floor) -> None:
    floor.capture("S1")
    floor.move(floor.line("CAM"), 1)
    at = floor.store.now()
    floor.store.write(lambda conn: holds.hold(conn, "S1", sku="CAM", reason="dented", by="maria", at=at))
    with pytest.raises(Refused) as refused:
        floor.capture("S1")
    assert (refused.value.code, refused.value.facts["location"]) == ("serial_in_stock", "A-01")


def test_nothing_is_left_of_a_move_that_is_refused(floor: Floor) -> None:
    """The stock line that would have been added is not, either."""
    with pytest.raises(Refused):
        floor.move(floor.line("BOX"), 11)
    with floor.store.read() as conn:
        assert len(ledger.page(conn)) == 3
        assert conn.execute(text("SELECT count(*) FROM stock_line")).scalar() == 3


def test_r18_the_database_refuses_a_line_that_says_less_than_it_moves(floor: Floor) -> None:
    """What a caller gets wrong is no movement either: units that are on another line."""
    wrong = replace(floor.line("BOX"), tracking_type=floor.line("CAM").tracking_type)
    with pytest.raises((IntegrityError, Refused)):
        floor.move(wrong, 1)


@pytest.mark.parametrize("engine_name", [pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True)
def test_the_stock_line_with_the_smaller_id_is_locked_first(floor: Floor, foreign: Engine) -> None:
    """Or two moves that cross would each wait for the other: here one that leaves line 4 for line 3 waits for line 3."""
    left = floor.move(floor.line("BOX"), 4).arrived
    lock = "SELECT id FROM stock_line WHERE id = {} FOR UPDATE{}"
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with foreign.execution_options(isolation_level="READ COMMITTED").connect() as other:
        other.execute(text(lock.format(3, "")))
        move = Thread(target=lambda: floor.move(left, 1, "GOODS-IN"))
        move.start()
        wait_until(lambda: bool(other.scalar(text(waiting))), "the move waits for a stock line")
        other.execute(text(lock.format(left.id, " NOWAIT")))
        other.rollback()
        move.join()
    assert floor.line("BOX", "A-01").quantity == 3
