"""R29 Adjustments that wait for a supervisor: nothing is posted meanwhile, serials are noted and on hold, and who asked does not approve."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import Connection, Engine

from serialhhd.store.adjustments import adjustments, asking, deciding
from serialhhd.store.adjustments.adjustments import Adjustment
from serialhhd.store.catalogue import places, product_editing, products
from serialhhd.store.containers import containers
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.people import operators
from serialhhd.store.schema.check import check
from serialhhd.store.serials import serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import holds, ledger, moving, runs, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Role, RunState, SerialState, TrackingType
from tests.conftest import Sql
from tests.store.schema.tampering import refused

CAMERAS, BATTERIES, BOXES = 1, 2, 3
"""The stock lines of the warehouse in `tests/conftest.py`, at GOODS-IN: S1 and S2; five; ten."""
REMOVED, IN_STOCK = SerialState.REMOVED, SerialState.IN_STOCK


class Desk:
    """The desk of that warehouse, at which Ben works, an operator, and Sue and Sam, supervisors."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.write(lambda conn: places.add_location(conn, "A-01", by="x"))
        for name, role in (("Ben", Role.OPERATOR), ("Sue", Role.SUPERVISOR), ("Sam", Role.SUPERVISOR)):
            store.write(partial(operators.add, name=name, role=role, at=store.now(), by="x"))

    def out(
        self, line: int, quantity: int, *named: str, by: str = "Ben", approve_from: int | None = 0
    ) -> Adjustment | None:
        return self.store.write(
            lambda conn: stock_work.take_out(
                conn,
                line,
                quantity=quantity,
                reason="Damaged",
                named=Named(named),
                approve_from=approve_from,
                by=by,
                at=self.store.now(),
            )
        )

    def found(self, sku: str, quantity: int, *named: str, approve_from: int | None = 0) -> Adjustment | None:
        return self.store.write(
            lambda conn: stock_work.bring_in(
                conn,
                sku,
                location="A-01",
                quantity=quantity,
                reason="Found",
                named=Named(named),
                approve_from=approve_from,
                by="Ben",
                at=self.store.now(),
            )
        )

    def approve(self, ref: str = "ADJ-1", by: str = "Sue") -> Adjustment:
        return self.store.write(lambda conn: deciding.approve(conn, ref, by=by, at=self.store.now()))

    def reject(self, ref: str = "ADJ-1", reason: str = "not so", by: str = "Sue") -> Adjustment:
        return self.store.write(
            lambda conn: deciding.reject(conn, ref, reason=reason, by=by, at=self.store.now())
        )

    def move(self, line: int, *named: str, quantity: int | None = None) -> None:
        self.store.write(
            lambda conn: stock_work.move(
                conn, line, to="A-01", quantity=quantity, named=Named(named), by="Ben", at=self.store.now()
            )
        )

    def trace(self, serial: str) -> traces.Trace:
        with self.store.read() as conn:
            return traces.show(conn, serial)

    def quantity(self, line: int) -> int:
        with self.store.read() as conn:
            return stock.show(conn, line).quantity

    def newest(self) -> ledger.Transaction:
        with self.store.read() as conn:
            return ledger.page(conn, limit=1)[0]

    def known(self, serial: str) -> bool:
        try:
            self.trace(serial)
        except Refused:
            return False
        return True


@pytest.fixture
def desk(warehouse: Store) -> Iterator[Desk]:
    yield Desk(warehouse)
    with warehouse.read() as conn:
        assert check(conn) == ()


# --- asking -------------------------------------------------------------------------------------------------------


def test_r29_what_waits_is_noted_and_on_hold_and_nothing_is_posted(desk: Desk) -> None:
    waiting = desk.out(CAMERAS, 2, "S1", "S2")
    assert waiting
    assert (waiting.document.ref, waiting.document.state, waiting.line.units) == ("ADJ-1", "waiting", -2)
    assert (waiting.line.asked_by, waiting.line.reason, waiting.line.decided_by) == ("Ben", "Damaged", None)
    assert (waiting.line.location, waiting.line.product) == ("GOODS-IN", "CAM")
    with desk.store.read() as conn:
        assert [one.serial for one in adjustments.serials(conn, waiting.line.id)] == ["S1", "S2"]
    assert desk.quantity(CAMERAS) == 2
    for serial in ("S1", "S2"):
        assert (desk.trace(serial).state, desk.trace(serial).on_hold) == (IN_STOCK, "adjustment ADJ-1")


def test_r29_what_was_found_waits_without_being_there(desk: Desk) -> None:
    before = desk.newest()
    waiting = desk.found("CAM", 1, "SN-77")
    assert waiting
    assert (waiting.line.units, waiting.line.stock_line_id, waiting.document.account) == (1, None, "MAIN")
    assert not desk.known("SN-77")
    assert desk.found("BOX", 3)
    assert desk.newest() == before


@pytest.mark.parametrize(
    ("units", "limit", "is_asked"), [(4, 5, False), (5, 5, True), (1, 0, True), (9, None, False)]
)
def test_r29_it_waits_from_the_limit_on(desk: Desk, units: int, limit: int | None, is_asked: bool) -> None:
    assert (desk.out(BOXES, units, approve_from=limit) is not None) is is_asked
    assert desk.quantity(BOXES) == (10 if is_asked else 10 - units)


@pytest.mark.parametrize("by", ["Sue", "nobody that is known"])
def test_r29_a_supervisor_at_a_desk_does_not_wait(desk: Desk, by: str) -> None:
    assert desk.out(BOXES, 4, by=by) is None
    assert desk.quantity(BOXES) == 6


def test_r29_nobody_waits_while_a_store_has_no_operators(warehouse: Store) -> None:
    at = warehouse.now()
    asked = warehouse.write(
        lambda conn: stock_work.take_out(
            conn, BOXES, quantity=4, reason="Lost", approve_from=0, by="office", at=at
        )
    )
    assert asked is None


def test_r29_serial_remove_is_such_an_adjustment(desk: Desk) -> None:
    def remove(serial: str, by: str) -> Adjustment | None:
        return desk.store.write(
            lambda conn: stock_work.remove(
                conn, serial, sku="CAM", reason="lost", approve_from=1, by=by, at=desk.store.now()
            )
        )

    assert remove("S1", "Sue") is None
    assert desk.trace("S1").state is REMOVED
    waiting = remove("S2", "Ben")
    assert waiting
    assert desk.trace("S2").on_hold == "adjustment ADJ-1"
    with pytest.raises(Refused, match="serial_waits"):
        remove("S2", "Ben")
    with pytest.raises(Refused, match="serial_not_in_stock"):
        remove("S1", "Ben")


CANNOT = {
    "more than there are": (BOXES, 11, (), "not_enough_stock"),
    "none": (BOXES, 0, (), "quantity_not_positive"),
    "without its serial": (CAMERAS, 1, (), "serials_needed"),
    "an unknown one": (CAMERAS, 1, ("S9",), "serial_unknown"),
}


@pytest.mark.parametrize(("line", "units", "named", "code"), CANNOT.values(), ids=CANNOT)
def test_r29_what_could_not_be_posted_does_not_wait(
    desk: Desk, line: int, units: int, named: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        desk.out(line, units, *named)
    with desk.store.read() as conn:
        assert adjustments.page(conn) == ()


def test_r29_a_serial_waits_on_one_adjustment(desk: Desk) -> None:
    desk.out(CAMERAS, 1, "S1")
    with pytest.raises(Refused, match="serial_waits"):
        desk.out(CAMERAS, 1, "S1")
    desk.found("CAM", 1, "SN-77")
    with pytest.raises(Refused, match="serial_waits"):
        desk.found("CAM", 1, "sn-77")


def test_r29_what_waits_is_not_posted_at_once_beside_it_by_a_supervisor_either(desk: Desk) -> None:
    desk.out(CAMERAS, 1, "S1")
    desk.found("CAM", 1, "SN-77")
    with pytest.raises(Refused, match="serial_waits"):
        desk.out(CAMERAS, 1, "S1", by="Sue")
    with pytest.raises(Refused, match="serial_waits"):
        desk.store.write(
            lambda conn: stock_work.remove(
                conn, "S1", sku="CAM", reason="lost", by="Sue", at=desk.store.now()
            )
        )
    with pytest.raises(Refused, match="serial_waits"):
        desk.found("CAM", 1, "SN-77", approve_from=None)
    assert desk.approve("ADJ-1").document.state == desk.approve("ADJ-2").document.state == "posted"


def test_r29_a_retired_product_can_be_found(desk: Desk) -> None:
    at = desk.store.now()
    desk.store.write(lambda conn: products.add(conn, "OLD", at=at, name="Old", by="x"))
    desk.store.write(lambda conn: product_editing.retire(conn, "OLD", by="x", at=at))
    desk.found("OLD", 2)
    desk.approve()
    assert desk.newest().quantity == 2


# --- deciding -----------------------------------------------------------------------------------------------------


def test_r29_what_is_approved_is_posted_under_who_asked(desk: Desk) -> None:
    desk.out(CAMERAS, 1, "S1")
    approved = desk.approve()
    assert (approved.document.state, approved.line.decided_by, approved.line.done) == ("posted", "Sue", 1)
    entry = desk.newest()
    assert (entry.kind, entry.quantity, entry.note, entry.document) == ("adjustment", -1, "Damaged", "ADJ-1")
    assert (entry.operator, entry.approved_by) == ("Ben", "Sue")
    assert (desk.trace("S1").state, desk.trace("S1").on_hold) == (REMOVED, None)
    assert desk.trace("S2").state is IN_STOCK


def test_r29_what_was_found_comes_in(desk: Desk) -> None:
    desk.found("CAM", 1, "SN-77")
    desk.approve()
    assert (desk.trace("SN-77").state, desk.trace("SN-77").location) == (IN_STOCK, "A-01")
    assert desk.newest().quantity == 1


def test_r29_what_is_rejected_is_as_it_was(desk: Desk) -> None:
    before = desk.newest()
    desk.out(CAMERAS, 2, "S1", "S2")
    with pytest.raises(Refused, match="reason_missing"):
        desk.reject(reason=" ")
    rejected = desk.reject()
    assert (rejected.document.state, rejected.line.decided_by) == ("rejected", "Sue")
    assert (rejected.line.short_reason, rejected.line.done) == ("not so", 0)
    assert (desk.trace("S1").state, desk.trace("S1").on_hold) == (IN_STOCK, None)
    assert desk.newest() == before
    assert desk.out(CAMERAS, 1, "S1")


@pytest.mark.parametrize("first", ["approve", "reject"])
def test_r29_it_is_decided_once(desk: Desk, first: str) -> None:
    desk.out(BOXES, 4)
    (desk.approve if first == "approve" else desk.reject)()
    left = desk.quantity(BOXES)
    for again in (desk.approve, desk.reject):
        with pytest.raises(Refused, match="nothing_to_decide"):
            again()
    assert desk.quantity(BOXES) == left == (6 if first == "approve" else 10)


def test_r43_who_asked_does_not_approve_nor_does_an_operator(desk: Desk) -> None:
    desk.out(BOXES, 4)
    for decide in (desk.approve, desk.reject):
        with pytest.raises(Refused, match="role_needed"):
            decide(by="Ben")
    at = desk.store.now()

    def asks(conn: Connection) -> None:
        run = runs.begin(conn, operator="Sue", flow="adjust_out", config="{}", position="{}", at=at)
        line = stock.show(conn, BOXES)
        asking.take_out(conn, line, run, units=3, reason="Lost", at=at, approve_from=0)
        runs.end(conn, run.id, RunState.DONE, at)

    desk.store.write(asks)
    with pytest.raises(Refused, match="own_request"):
        desk.approve("ADJ-2", by="sue")
    assert desk.quantity(BOXES) == 10
    desk.approve("ADJ-2", by="Sam")
    assert desk.quantity(BOXES) == 7


# --- what changed meanwhile ---------------------------------------------------------------------------------------


def moved(desk: Desk) -> None:
    desk.move(CAMERAS, "S2")


def in_somebodys_hands(desk: Desk) -> None:
    def captures(conn: Connection) -> None:
        run = runs.begin(conn, operator="Ben", flow="move", config="{}", position="{}", at=desk.store.now())
        line, product = stock.show(conn, CAMERAS), products.show(conn, "CAM")
        held = moving.capture(conn, line, Capturing(run, product, 9, desk.store.now()), [serials.entry("S2")])
        runs.save(conn, held, held.position, desk.store.now())

    desk.store.write(captures)


@pytest.mark.parametrize("change", [moved, in_somebodys_hands])
def test_r29_a_serial_that_is_not_there_any_more_is_named(desk: Desk, change: Callable[[Desk], None]) -> None:
    desk.out(CAMERAS, 2, "S1", "S2")
    change(desk)
    with pytest.raises(Refused, match="stock_line_changed") as why:
        desk.approve()
    assert why.value.facts["serials"] == ("S2",)
    assert (why.value.facts["sku"], why.value.facts["location"]) == ("CAM", "GOODS-IN")
    assert desk.trace("S1").state is IN_STOCK
    assert desk.reject().document.state == "rejected"
    assert desk.trace("S2").on_hold is None


def test_r29_units_that_are_not_there_any_more_are_named(desk: Desk) -> None:
    desk.out(BOXES, 8)
    desk.move(BOXES, quantity=3)
    with pytest.raises(Refused, match="stock_line_changed") as why:
        desk.approve()
    assert (why.value.facts["available"], why.value.facts["wanted"]) == (7, 8)
    assert desk.quantity(BOXES) == 7


def test_r29_a_serial_that_came_in_elsewhere_meanwhile_is_named_with_its_place(desk: Desk) -> None:
    desk.found("CAM", 1, "SN-77")
    at = desk.store.now()
    desk.store.write(lambda conn: pre_receipts.add(conn, "PR-9", [("CAM", 1)], at=at, by="x"))
    delivery = Delivery("GOODS-IN", ("SN-77",))
    desk.store.write(lambda conn: desk_receiving.receive(conn, "PR-9", "CAM", delivery, by="x", at=at))
    with pytest.raises(Refused, match="serial_in_stock") as why:
        desk.approve()
    assert why.value.facts["location"] == "GOODS-IN"


def test_r29_tracking_that_changed_meanwhile_is_told(desk: Desk) -> None:
    desk.found("CAM", 1, "SN-77")
    desk.store.write(
        lambda conn: products.set_tracking(conn, "CAM", TrackingType.NO_TRACKING, by="x", at=desk.store.now())
    )
    with pytest.raises(Refused, match="serials_not_taken"):
        desk.approve()


# --- on hold ------------------------------------------------------------------------------------------------------


def test_r29_what_waits_is_not_released_by_hand(desk: Desk) -> None:
    desk.out(CAMERAS, 1, "S1")
    at = desk.store.now()
    with pytest.raises(Refused, match="serial_waits"):
        desk.store.write(lambda conn: holds.release(conn, "S1", sku="CAM", by="x", at=at))
    one = desk.trace("S1").id
    assert desk.store.write(lambda conn: holds.release_all(conn, [one], by="x", at=at)) == 0


def test_r29_what_was_on_hold_before_stays_so_and_is_not_let_go_meanwhile(desk: Desk) -> None:
    at = desk.store.now()
    desk.store.write(lambda conn: holds.hold(conn, "S1", sku="CAM", reason="dented", by="x", at=at))
    desk.out(CAMERAS, 2, "S1", "S2")
    with pytest.raises(Refused, match="serial_waits"):
        desk.store.write(lambda conn: holds.release(conn, "S1", sku="CAM", by="x", at=at))
    desk.reject()
    assert (desk.trace("S1").on_hold, desk.trace("S2").on_hold) == ("dented", None)
    desk.store.write(lambda conn: holds.release(conn, "S1", sku="CAM", by="x", at=at))


# --- whoever writes -----------------------------------------------------------------------------------------------

LEAVES = (
    "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count,"
    " document_line_id, operator, note, approved_by) SELECT 9, 'adjustment', {product}, 1, {line}, {quantity}, {balance}, 0, max(l.id), 'Ben',"
    " 'x', {approved_by} FROM document_line AS l"
)
FOREIGN = {
    "another reason": "UPDATE adjustment_line SET reason = 'y'",
    "another line": "UPDATE adjustment_line SET stock_line_id = 3",
    "in again": "UPDATE document_line SET run_id = 1 WHERE kind = 'adjustment'",
    "another place": "UPDATE document_line SET location_id = 2 WHERE kind = 'adjustment'",
    "rejected by nobody": "UPDATE document_line SET state = 'rejected', short_reason = 'x' WHERE kind = 'adjustment'",
    "gone": "DELETE FROM adjustment_line",
    "another serial": "UPDATE noted_serial SET serial = 'S2', serial_key = 's2'",
    "another lot": "UPDATE noted_serial SET lot = 'L'",
    "one serial more": "INSERT INTO noted_serial (line_id, pass_no, serial, serial_key) SELECT line_id, 1, 'S2', 's2' FROM adjustment_line",
    "one serial fewer": "DELETE FROM noted_serial",
    "released": "UPDATE serial_hold SET released_at = 9, released_by = 'x'",
    "another adjustment's": "UPDATE serial_hold SET document_line_id = NULL",
    "held for it": "INSERT INTO serial_hold (serial_id, reason, held_at, held_by, document_line_id) SELECT 2, 'x', 9, 'x', line_id FROM adjustment_line",
    "posted undecided": LEAVES.format(product=1, line=1, quantity=-1, balance=1, approved_by="NULL"),
}


@pytest.mark.parametrize("statement", FOREIGN.values(), ids=FOREIGN)
def test_r29_what_was_asked_stays_as_it_is_whoever_writes(
    desk: Desk, foreign: Engine, sql: Sql, statement: str
) -> None:
    desk.out(CAMERAS, 1, "S1")
    refused(foreign, sql, statement, "R10|R16|R29|R49")


POSTED = {
    "fewer": LEAVES.format(product=3, line=3, quantity=-3, balance=7, approved_by="'Sue'"),
    "another product": LEAVES.format(product=2, line=2, quantity=-4, balance=1, approved_by="'Sue'"),
    "the other way": LEAVES.format(product=3, line=3, quantity=4, balance=14, approved_by="'Sue'"),
    "by who asked": LEAVES.format(product=3, line=3, quantity=-4, balance=6, approved_by="'Ben'"),
    "half": "UPDATE document_line SET state = 'posted', done = 3 WHERE kind = 'adjustment'",
    "rejected without a reason": "UPDATE document_line SET state = 'rejected' WHERE kind = 'adjustment'",
    "decided by another": "UPDATE adjustment_line SET decided_by = 'Sam'",
}


@pytest.mark.parametrize("statement", POSTED.values(), ids=POSTED)
def test_r29_nothing_else_is_posted_than_was_asked(
    desk: Desk, foreign: Engine, sql: Sql, statement: str
) -> None:
    desk.out(BOXES, 4)
    sql("UPDATE operator SET role = 'supervisor'")
    sql("UPDATE adjustment_line SET decided_by = 'Sue'")
    refused(foreign, sql, statement, "R29")
    desk.store.write(lambda conn: stock.show(conn, BOXES))


def test_r29_who_asked_is_refused_by_the_database_as_well(desk: Desk, foreign: Engine, sql: Sql) -> None:
    desk.out(BOXES, 4)
    refused(foreign, sql, "UPDATE adjustment_line SET decided_by = 'BEN'", "R43")
    sql("UPDATE operator SET role = 'supervisor'")
    sql("UPDATE adjustment_line SET decided_by = 'BEN'")
    refused(
        foreign, sql, "UPDATE document_line SET state = 'posted', done = 4 WHERE kind = 'adjustment'", "R29"
    )


def test_r64_the_number_that_it_gets_names_nothing_else(desk: Desk) -> None:
    desk.store.write(lambda conn: places.add_location(conn, "ADJ-1", by="x"))
    desk.store.write(lambda conn: containers.add(conn, "adj-2", by="x"))
    asked = desk.out(BOXES, 1)
    assert asked is not None
    assert asked.document.ref == "ADJ-3"
