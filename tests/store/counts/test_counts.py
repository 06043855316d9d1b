"""R38-R41 Counts, asked of the store itself: noted, compared, counted again by another, posted after approval."""

import pytest
from sqlalchemy import Connection, Engine

from serialhhd.store.counts import counting, counts, posting
from serialhhd.store.counts.counting import PlaceDone
from serialhhd.store.counts.passes import Pass, Recount, RecountBy, Recounting
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.schema.check import check
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers
from serialhhd.store.serials import serials
from serialhhd.store.stock import stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, Role, SerialState
from tests.conftest import Sql
from tests.store.counts.floor import Floor
from tests.store.schema.tampering import refused


def test_each_serial_is_found_missing_misplaced_unexpected_or_unknown(floor: Floor) -> None:
    def others(conn: Connection) -> None:
        floor.put(conn, "CAM", 1, "OLD", location="A-03")
        floor.put(conn, "CAM", 1, "ACM", location="A-03", account="ACME")
        stock.remove(conn, "OLD", sku="CAM", reason="lost", by="office", at=floor.store.now())

    floor.store.write(others)
    floor.add("A-01", skus=["CAM"])
    floor.enter("CAM", "sn1", "SN4", "OLD", "ACM", "NEW")
    assert floor.said("CAM") == {
        "found": ["sn1"],
        "missing": ["SN2", "SN3"],
        "misplaced": ["SN4"],
        "removed": ["OLD"],
        "unexpected": ["ACM"],
        "unknown": ["NEW"],
    }
    assert floor.done().again == ("CAM",)
    assert floor.state() is DocumentState.OPEN


def test_what_agrees_with_stock_is_counted_once_and_what_was_not_scanned_counts_as_nothing(
    floor: Floor,
) -> None:
    floor.add("A-01")
    floor.enter("CAM", "SN1", "SN2", "SN3")
    floor.enter("BAT", "B1", units=5)
    assert floor.done().again == ("BOX",)
    assert floor.done(by="Ben") == PlaceDone("A-01", (), is_counted=True)
    assert floor.quantities("BOX") == {"A-01": 10}
    assert floor.approve().left == ()
    assert floor.quantities("BOX") == {}
    assert floor.quantities("CAM") == {"A-01": 3, "A-02": 2}
    assert floor.state() is DocumentState.POSTED


def test_another_counts_again_until_two_in_a_row_agree(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])
    floor.enter("CAM", "SN1")
    assert floor.done().again == ("CAM",)
    with pytest.raises(Refused, match="recount_by_other"):
        floor.enter("CAM", "SN1")
    assert floor.done().again == ("CAM",)
    floor.enter("CAM", "SN1", "SN2", by="Ben")
    assert floor.done(by="Ben").again == ("CAM",)
    floor.enter("CAM", "SN1", "SN2", by="Anna")
    assert floor.done().is_counted
    with pytest.raises(Refused, match="document_not_open"):
        floor.enter("CAM", "SN1", by="Ben")


@pytest.mark.parametrize(
    ("recounting", "again"),
    [
        (Recounting(Recount.NEVER), False),
        (Recounting(Recount.ALWAYS), True),
        (Recounting(Recount.DIFFERS, RecountBy.ANYONE), True),
    ],
)
def test_when_it_is_counted_again_is_said(floor: Floor, recounting: Recounting, again: bool) -> None:
    floor.add("A-01", skus=["CAM"])
    floor.enter("CAM", "SN1")
    assert floor.done(recounting=recounting).is_counted is not again
    if again and recounting.by is RecountBy.ANYONE:
        assert floor.done(recounting=recounting).again == ("CAM",)
        assert floor.done(recounting=recounting).is_counted


def test_a_pass_is_void_where_stock_moved_meanwhile(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])

    def through(conn: Connection) -> Pass:
        count = counts.COUNTS.lock(conn, "C-1")
        line = counts.lines(conn, count)[0]
        begun = counting.begin(conn, count, line, by="Anna", at=floor.store.now())
        counting.note(conn, count, line, begun, [serials.entry("SN1")])
        with pytest.raises(Refused, match="serial_counted_already"):
            counting.note(conn, count, line, begun, [serials.entry("sn1")])
        stock.remove(conn, "SN3", sku="CAM", reason="lost", by="Eva", at=floor.store.now())
        with pytest.raises(Refused, match="line_in_work"):
            counting.begin(conn, count, line, by="Ben", at=floor.store.now())
        assert counting.begin(conn, count, line, by="Anna", at=floor.store.now()) == begun
        return counting.end(conn, count, line, begun, units=None, at=floor.store.now())

    assert floor.store.write(through).is_void
    assert floor.done().again == ("CAM",)
    floor.enter("CAM", "SN1", "SN2")
    assert floor.done().is_counted


def test_what_is_approved_is_posted(floor: Floor) -> None:
    def old(conn: Connection) -> None:
        stock.remove(conn, "SN3", sku="CAM", reason="lost", by="office", at=floor.store.now())

    floor.store.write(old)
    floor.add("A-01")
    for by in ("Anna", "Ben"):
        floor.enter("CAM", "SN1", "SN3", "SN4", "NEW", by=by)
        floor.enter("BAT", "B2", units=4, by=by)
        floor.enter("BOX", units=12, by=by)
        done = floor.done(by=by)
    assert done.is_counted
    assert floor.quantities("BOX") == {"A-01": 10}
    assert floor.approve().left == ()
    assert [floor.where(name) for name in ("SN1", "SN2", "SN3", "SN4", "NEW")] == [
        (SerialState.IN_STOCK, "A-01"),
        (SerialState.REMOVED, None),
        (SerialState.IN_STOCK, "A-01"),
        (SerialState.IN_STOCK, "A-01"),
        (SerialState.IN_STOCK, "A-01"),
    ]
    assert [floor.where(name)[0] for name in ("B1", "B2")] == [SerialState.REMOVED, SerialState.IN_STOCK]
    assert floor.quantities("CAM") == {"A-01": 4, "A-02": 1}
    assert floor.quantities("BAT") == {"A-01": 4}
    assert floor.quantities("BOX") == {"A-01": 12}


def test_what_moved_since_its_pass_is_left_as_it_is_and_named(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])
    floor.count_twice("CAM", "SN1", "SN4", "NEW")

    def move_on(conn: Connection) -> None:
        stock.remove(conn, "SN2", sku="CAM", reason="lost", by="office", at=floor.store.now())
        floor.put(conn, "CAM", 1, "NEW", location="A-03")

    floor.store.write(move_on)
    assert sorted(floor.approve().left) == ["NEW", "SN2"]
    assert floor.where("NEW") == (SerialState.IN_STOCK, "A-03")
    assert floor.where("SN4") == (SerialState.IN_STOCK, "A-01")
    assert floor.where("SN3") == (SerialState.REMOVED, None)


def test_units_that_are_missing_and_have_left_meanwhile_are_not_taken_twice(floor: Floor) -> None:
    floor.add("A-01", skus=["BOX"])
    floor.count_twice("BOX", units=2)

    def take_out(conn: Connection) -> None:
        (line,) = stock.page(conn, stock.StockFilter(search="BOX"), limit=None)
        stock_work.take_out(conn, line.id, quantity=5, reason="broken", by="office", at=floor.store.now())

    floor.store.write(take_out)
    with pytest.raises(Refused, match="not_enough_stock"):
        floor.approve()
    assert floor.quantities("BOX") == {"A-01": 5}


def test_only_a_supervisor_decides(floor: Floor) -> None:
    def people(conn: Connection) -> None:
        for name, role in (("Anna", Role.OPERATOR), ("Sue", Role.SUPERVISOR)):
            operators.add(conn, name, role=role, at=floor.store.now(), by="office")

    floor.store.write(people)
    floor.add("A-01", skus=["CAM"])
    with pytest.raises(Refused, match="nothing_to_decide"):
        floor.approve("Sue")
    floor.count_twice("CAM", "SN1")
    with pytest.raises(Refused, match="role_needed"):
        floor.approve("Anna")
    with pytest.raises(Refused, match="role_needed"):
        floor.store.write(lambda conn: posting.reject(conn, "C-1", by="Anna", at=floor.store.now()))
    again = floor.store.write(lambda conn: posting.recount(conn, "C-1", location="A-01", by="Anna"))
    assert again.state is DocumentState.OPEN
    floor.enter("CAM", "SN1", "SN2", "SN3")
    assert floor.done().is_counted
    floor.store.write(lambda conn: posting.reject(conn, "C-1", by="Sue", at=floor.store.now()))
    assert floor.state() is DocumentState.REJECTED
    assert floor.quantities("CAM") == {"A-01": 3, "A-02": 2}


def test_a_count_is_cancelled_until_it_is_posted(floor: Floor) -> None:
    floor.add("A-01")
    floor.enter("CAM", "SN1")
    floor.store.write(lambda conn: posting.cancel(conn, "C-1", by="office", at=floor.store.now()))
    assert floor.state() is DocumentState.CANCELLED
    with pytest.raises(Refused, match="document_not_open"):
        floor.store.write(lambda conn: posting.cancel(conn, "C-1", by="office", at=floor.store.now()))
    with pytest.raises(Refused, match="document_not_open"):
        floor.store.write(lambda conn: posting.recount(conn, "C-1", by="office"))


def test_what_is_not_expected_at_a_place_belongs_to_the_result(floor: Floor) -> None:
    floor.add("A-02")
    floor.enter("BOX", units=1, location="A-02")
    with pytest.raises(Refused, match="place_not_on_count"):
        floor.enter("BOX", units=1, location="A-01")
    assert floor.done("A-02").again == ("CAM", "BOX")


@pytest.mark.parametrize(
    ("sku", "names", "units", "code"),
    [
        ("CAM", ("SN1",), 2, "quantity_is_serial_count"),
        ("BAT", ("B1",), 0, "quantity_is_serial_count"),
        ("BOX", ("X1",), 1, "serials_not_taken"),
        ("BOX", (), -1, "quantity_negative"),
        ("CAM", ("SN1", "sn1"), None, "serials_repeated"),
        ("NONE", (), 1, "unknown"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    floor: Floor, sku: str, names: tuple[str, ...], units: int | None, code: str
) -> None:
    floor.add("A-01")
    with pytest.raises(Refused, match=code):
        floor.enter(sku, *names, units=units)


def test_a_place_where_nothing_lies_is_counted_for_products_that_are_named(floor: Floor) -> None:
    with pytest.raises(Refused, match="nothing_to_count"):
        floor.add("A-03")
    with pytest.raises(Refused, match="wrong_location_kind"):
        floor.add("TRANSIT-MAIN")
    with pytest.raises(Refused, match="product_repeated"):
        floor.add("A-01", "A-01")
    floor.add("A-03", skus=["CAM"])
    assert floor.done("A-03").is_counted


# --- the database refuses as well ---------------------------------------------------------------------------------


def test_what_was_counted_stays_as_it_was(floor: Floor, foreign: Engine, sql: Sql) -> None:
    floor.add("A-01", skus=["CAM"])
    floor.enter("CAM", "SN1")
    for statement, rule in (
        ("UPDATE noted_serial SET serial = 'SN9', serial_key = 'sn9' WHERE finding = 'found'", "R40"),
        ("UPDATE noted_serial SET finding = 'found'", "R40"),
        ("DELETE FROM noted_serial", "R40"),
        (
            "INSERT INTO noted_serial (line_id, pass_no, serial, serial_key) VALUES (1, 1, 'SN9', 'sn9')",
            "R40",
        ),
        (
            "INSERT INTO noted_serial (line_id, pass_no, serial, serial_key) VALUES (1, 2, 'SN9', 'sn9')",
            "R40",
        ),
        ("UPDATE count_pass SET counted = 3", "R40"),
        ("UPDATE count_pass SET counted_by = 'Ben'", "R40"),
        ("UPDATE count_pass SET ended_at = NULL, ended_after = NULL, counted = NULL, expected = NULL", "R40"),
        ("DELETE FROM count_pass", "R40"),
        (
            "INSERT INTO count_pass (line_id, pass_no, counted_by, begun_at, begun_after) VALUES (1, 3, 'Ben', 0, 0)",
            "R40",
        ),
        ("UPDATE document_line SET location_id = 1", "R10"),
        ("UPDATE document_line SET state = 'posted'", "R8"),
        ("UPDATE document SET state = 'counted'", "R8"),
    ):
        refused(foreign, sql, statement, rule)
    floor.done()
    refused(foreign, sql, "UPDATE count_pass SET place_done_at = NULL", "R40")


def test_a_line_is_counted_by_a_pass_that_says_something(floor: Floor, foreign: Engine, sql: Sql) -> None:
    floor.add("A-01", skus=["CAM"])
    refused(foreign, sql, "UPDATE document_line SET state = 'counted'", "R40")
    sql(
        "INSERT INTO count_pass (line_id, pass_no, counted_by, begun_at, begun_after) VALUES (1, 1, 'Ben', 0, 1)"
    )
    refused(foreign, sql, "UPDATE document_line SET state = 'counted'", "R40")
    refused(
        foreign,
        sql,
        "INSERT INTO count_pass (line_id, pass_no, counted_by, begun_at, begun_after) VALUES (1, 2, 'Ben', 0, 1)",
        "R40",
    )


def test_nothing_of_a_count_is_in_the_ledger_before_it_is_counted(
    floor: Floor, foreign: Engine, sql: Sql
) -> None:
    floor.add("A-01", skus=["BOX"])
    row = (
        "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count,"
        " document_line_id, operator) SELECT 0, 'count', product_id, 1, id, -1, 9, 0, {line}, 'x' FROM stock_line"
        " WHERE quantity = 10"
    )
    refused(foreign, sql, row.format(line="NULL"), "R41")
    refused(foreign, sql, row.format(line=1), "R41")


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ("UPDATE document SET state = 'open'", "count_state_wrong"),
        ("UPDATE document_line SET state = 'counted'", "count_state_wrong"),
        ("UPDATE count_pass SET counted = NULL, expected = NULL", "count_state_wrong"),
        ("UPDATE count_pass SET counted = 7", "count_posted_wrong"),
        ("UPDATE noted_serial SET serial_key = 'other' WHERE finding = 'unknown'", "count_posted_wrong"),
        (
            "UPDATE noted_serial SET serial_key = 'sn1', finding = 'missing' WHERE pass_no = 2 AND serial_key = 'sn1'",
            "count_posted_wrong",
        ),
    ],
)
def test_store_check_finds_what_was_not_posted(store: Store, broken: str, code: str) -> None:
    floor = Floor(store)
    floor.add("A-01", skus=["CAM"])
    floor.count_twice("CAM", "SN1", "SN2", "NEW")
    floor.approve()

    def behind_the_guards(conn: Connection) -> None:
        drop_triggers(conn)
        conn.exec_driver_sql(broken)
        apply_triggers(conn)

    store.write(behind_the_guards)
    with store.read() as conn:
        assert code in {one.code for one in check(conn)}
