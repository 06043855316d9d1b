"""Products and lots on hold: nothing of them leaves, what arrives is on hold, and every hold is kept."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.desk import recall_units, recalls
from serialhhd.store.desk.recall_units import Units
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists, putting_back
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.schema import check
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers
from serialhhd.store.serials import traces
from serialhhd.store.stock import holds, product_holds, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState
from tests.conftest import Sql

T = TypeVar("T")


@pytest.fixture
def sampled(store: Store) -> Store:
    """The sample warehouse, with a pick list for two cameras and one for three brackets and two sensors."""

    def work(conn: Connection) -> None:
        at = store.now()
        sample.fill(conn, at)
        pick_lists.add(conn, "PL-1", [WantedTask("CAM-200", 2)], at=at, customer="Museum", by="office")
        pick_lists.add(
            conn, "PL-2", [WantedTask("BRK-1", 3), WantedTask("SEN-3", 2)], at=at, customer="Zoo", by="office"
        )

    store.write(work)
    return store


def ask(store: Store, question: Callable[[Connection], T]) -> T:
    with store.read() as conn:
        return question(conn)


def hold(store: Store, sku: str, lot: str | None = None, reason: str = "water gets in") -> None:
    at = store.now()
    store.write(lambda conn: product_holds.hold(conn, sku, lot=lot, reason=reason, by="maria", at=at))


def release(store: Store, sku: str, lot: str | None = None) -> None:
    at = store.now()
    store.write(lambda conn: product_holds.release(conn, sku, lot=lot, by="maria", at=at))


def scans(store: Store, flow: str, *texts: str) -> View:
    handheld = Session(store, FlowsFile(PACKAGED), "ben", flow)
    return [handheld.submit(Scan(text)) for text in texts][-1]


def pick(store: Store, *texts: str) -> View:
    return scans(store, "goods_out", *texts)


def code(view: View) -> str | None:
    return view.message.code if view.message else None


def text(view: View) -> str:
    return view.message.text if view.message else ""


def refusal(work: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value


def receive_lots(store: Store) -> None:
    """Receive two cameras of lot L1 and one of L2, all at A-01-02."""
    at = store.now()
    store.write(lambda conn: pre_receipts.add(conn, "PR-9", [("CAM-200", 3)], at=at, by="office"))
    label = "(01)09521234543213(21){}(10){}"
    labels = [label.format(*one) for one in (("SN0101", "L1"), ("SN0102", "l1"), ("SN0103", "L2"))]
    view = scans(store, "goods_in", "PR-9", "CAM-200", *labels, ":done", "", "A-01-02")
    assert code(view) == "line_received"


def test_a_product_on_hold_is_refused_at_the_handheld_with_the_reason(sampled: Store) -> None:
    hold(sampled, "CAM-200")
    view = pick(sampled, "PL-1", "A-01-01", "CAM-200")
    assert (code(view), text(view)) == ("product_on_hold", "CAM-200 is on hold: water gets in.")
    release(sampled, "CAM-200")
    assert code(pick(sampled, "CAM-200")) == "product_chosen"


def test_a_product_held_after_its_serials_were_scanned_stops_the_pick(sampled: Store) -> None:
    pick(sampled, "PL-1", "A-01-01", "CAM-200", "SN0002")
    hold(sampled, "CAM-200")
    assert code(pick(sampled, "SN0003")) == "serial_on_hold"
    release(sampled, "CAM-200")
    pick(sampled, "SN0003")
    hold(sampled, "CAM-200")
    assert code(pick(sampled, "")) == "product_on_hold"
    release(sampled, "CAM-200")
    assert code(pick(sampled, "")) == "task_picked"


def test_units_without_serials_are_held_with_the_whole_product(sampled: Store) -> None:
    pick(sampled, "PL-2", "B-01-01", "BRK-1")
    hold(sampled, "BRK-1")
    view = pick(sampled, "")
    assert (code(view), text(view)) == ("product_on_hold", "BRK-1 is on hold: water gets in.")
    release(sampled, "BRK-1")
    hold(sampled, "BRK-1", "L1")
    assert code(pick(sampled, "")) == "task_picked"
    pick(sampled, "A-02-01", "SEN-3", "N1")
    hold(sampled, "SEN-3")
    assert code(pick(sampled, "N2")) == "product_on_hold"
    release(sampled, "SEN-3")
    assert code(pick(sampled, "N2")) == "serial_captured"
    assert code(pick(sampled, "")) == "task_picked"


def test_a_held_product_that_was_picked_is_not_dispatched(sampled: Store) -> None:
    pick(sampled, "PL-2", "B-01-01", "BRK-1", "", "A-02-01", "SEN-3", "N1", "N2", "")
    at = sampled.now()
    for sku in ("BRK-1", "SEN-3"):
        hold(sampled, sku)
        why = refusal(
            lambda: sampled.write(lambda conn: pick_lists.dispatch(conn, "PL-2", by="maria", at=at))
        )
        assert (why.code, why.facts["sku"]) == ("product_on_hold", sku)
        release(sampled, sku)
    sampled.write(lambda conn: pick_lists.dispatch(conn, "PL-2", by="maria", at=at))
    hold(sampled, "BRK-1")
    assert sampled.write(check.check) == ()


def test_what_arrives_of_a_held_product_is_on_hold(sampled: Store) -> None:
    hold(sampled, "CAM-200")
    receive_lots(sampled)
    assert ask(sampled, lambda conn: traces.show(conn, "SN0101")).on_hold == "water gets in"
    view = scans(sampled, "goods_in", "PR-1007", "CAM-200", "SN0201,SN0202,SN0203", ":done", "", "A-01-02")
    assert text(view).endswith("On hold: water gets in. Put it aside.")
    release(sampled, "CAM-200")
    assert ask(sampled, lambda conn: traces.show(conn, "SN0101")).on_hold is None


def test_a_lot_holds_its_serials_whatever_its_letter_case_and_what_arrives_of_it(sampled: Store) -> None:
    hold(sampled, "CAM-200", " L1 ")
    receive_lots(sampled)
    with sampled.read() as conn:
        on_hold = [traces.show(conn, serial).on_hold for serial in ("SN0101", "SN0102", "SN0103")]
    assert on_hold == ["water gets in", "water gets in", None]
    pick(sampled, "PL-1", "A-01-02", "CAM-200")
    view = pick(sampled, "SN0102")
    assert (code(view), text(view)) == ("serial_on_hold", "SN0102 at A-01-02 is on hold: water gets in.")
    assert code(pick(sampled, "SN0103")) == "serial_captured"
    hold(sampled, "CAM-200", "l2")
    assert code(pick(sampled, ":short Damaged", "")) == "serials_on_hold"
    release(sampled, "CAM-200", "L2")
    assert code(pick(sampled, "")) == "task_picked"
    hold(sampled, "CAM-200", "L2")
    at = sampled.now()
    why = refusal(lambda: sampled.write(lambda conn: pick_lists.dispatch(conn, "PL-1", by="maria", at=at)))
    assert (why.code, why.facts) == ("serials_on_hold", {"serials": ("SN0103",)})
    assert sampled.write(check.check) == ()


def test_a_pick_makes_no_serial_of_a_held_lot(sampled: Store) -> None:
    hold(sampled, "SEN-3", "L1")
    pick(sampled, "PL-2", "B-01-01", "BRK-1", "", "A-02-01", "(01)09521234543251(10)l1")
    view = pick(sampled, "N1")
    assert (code(view), text(view)) == ("product_on_hold", "Lot L1 of SEN-3 is on hold: water gets in.")
    assert code(pick(sampled, "(01)09521234543251(21)N1(10)L2")) == "serial_captured"


def test_the_receipt_of_a_held_lot_says_so(sampled: Store) -> None:
    hold(sampled, "CAM-200", "L1")
    label = "(01)09521234543213(21){}(10){}"
    said = []
    for serial, lot in (("SN0201", "L2"), ("SN0202", "L1")):
        at, ref = sampled.now(), f"PR-{serial}"
        sampled.write(lambda conn: pre_receipts.add(conn, ref, [("CAM-200", 1)], at=at, by="office"))  # noqa: B023
        view = scans(sampled, "goods_in", ref, "CAM-200", label.format(serial, lot), ":done", "", "A-01-02")
        said.append("On hold: water gets in." in text(view))
    assert said == [False, True]


def test_holding_and_releasing_twice_are_refused_with_what_is_on_hold(sampled: Store) -> None:
    hold(sampled, "CAM-200", "L1")
    assert refusal(lambda: hold(sampled, "CAM-200", "l1")).code == "product_on_hold"
    why = refusal(lambda: release(sampled, "CAM-200"))
    assert (why.code, why.facts["held"]) == ("product_not_on_hold", ("L1",))
    hold(sampled, "CAM-200", reason="all of it")
    assert refusal(lambda: hold(sampled, "CAM-200", "L2", " ")).code == "reason_missing"
    assert refusal(lambda: hold(sampled, "CAM-200", " ")).code == "code_empty"
    assert refusal(lambda: hold(sampled, "NOPE")).code == "unknown"
    release(sampled, "CAM-200", "L1")
    release(sampled, "CAM-200")
    kept = ask(sampled, lambda conn: product_holds.every(conn, products.show(conn, "CAM-200")))
    assert [(one.lot, one.reason, one.released_by) for one in kept] == [
        (None, "all of it", "maria"),
        ("L1", "water gets in", "maria"),
    ]


def test_a_serial_on_hold_by_itself_and_with_its_product(sampled: Store) -> None:
    hold(sampled, "CAM-200")
    at = sampled.now()
    who = {"sku": None, "by": "maria", "at": at}
    why = refusal(lambda: sampled.write(lambda conn: holds.release(conn, "SN0002", **who)))  # type: ignore[arg-type]
    assert (why.code, why.facts["sku"]) == ("serial_held_with_product", "CAM-200")
    sampled.write(lambda conn: holds.hold(conn, "SN0002", reason="dented", **who))  # type: ignore[arg-type]
    assert ask(sampled, lambda conn: traces.show(conn, "SN0002")).on_hold == "dented"
    sampled.write(lambda conn: holds.release(conn, "SN0002", **who))  # type: ignore[arg-type]
    assert ask(sampled, lambda conn: traces.show(conn, "SN0002")).on_hold == "water gets in"
    assert ask(sampled, lambda conn: traces.show(conn, "SN0001")).on_hold is None, "it has left"
    sampled.write(lambda conn: stock.remove(conn, "SN0003", reason="scrapped", **who))  # type: ignore[arg-type]
    assert sampled.write(check.check) == ()


# --- the database -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("DELETE FROM product_hold", "every hold is kept"),
        ("UPDATE product_hold SET reason = 'other'", "a hold is kept as it was"),
        ("UPDATE product_hold SET lot = 'X', lot_key = 'x'", "a hold is kept as it was"),
        (
            "UPDATE product_hold SET released_at = 0, released_by = 'x', released_after = 999",
            "a hold ends after what is in the ledger",
        ),
        (
            (
                "INSERT INTO product_hold (product_id, lot_key, reason, held_at, held_by, held_after)"
                " SELECT id, '', 'x', 0, 'x', 999 FROM product WHERE sku = 'BRK-1'"
            ),
            "a hold begins after what is in the ledger",
        ),
        (
            (
                "INSERT INTO product_hold (product_id, lot_key, reason, held_at, held_by, held_after, released_at,"
                " released_by, released_after) SELECT id, '', 'x', 0, 'x', 0, 0, 'x', 0 FROM product WHERE sku = 'BAT-5'"
            ),
            "a hold begins unreleased",
        ),
        (
            (
                "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance,"
                " serial_count, operator) SELECT 0, 'pick', s.product_id, s.account_id, s.id, -1, s.quantity - 1, 1, 'x'"
                " FROM stock_line AS s JOIN product AS p ON p.id = s.product_id WHERE p.sku = 'CAM-200'"
            ),
            "a product on hold does not leave",
        ),
    ],
)
def test_the_database_keeps_holds_of_products(sampled: Store, sql: Sql, statement: str, rule: str) -> None:
    hold(sampled, "CAM-200")
    with pytest.raises(Exception, match=rule):
        sql(statement)
    assert ask(sampled, lambda conn: traces.show(conn, "SN0002")).on_hold == "water gets in"


def test_the_database_lets_no_serial_of_a_held_lot_leave(sampled: Store, sql: Sql) -> None:
    receive_lots(sampled)
    hold(sampled, "CAM-200", "L1")
    sql(
        "INSERT INTO stock_transaction"
        " (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, document_line_id, operator)"
        " SELECT 0, 'pick', s.product_id, s.account_id, s.id, -1, s.quantity - 1, 1, k.id, 'x' FROM stock_line AS s"
        " JOIN document_line AS k ON k.id = (SELECT min(o.id) FROM document_line AS o"
        " WHERE o.product_id = s.product_id AND o.kind = 'pick_list' AND o.state = 'open')"
        " WHERE s.id = (SELECT stock_line_id FROM serial WHERE serial = 'SN0102')"
    )
    sql(
        "INSERT INTO transaction_serial SELECT (SELECT max(id) FROM stock_transaction), id FROM serial WHERE serial = 'SN0102'"
    )
    with pytest.raises(Exception, match="a serial on hold does not leave"):
        sql("UPDATE serial SET state = 'picked', stock_line_id = NULL WHERE serial = 'SN0102'")


# --- what a recall says of units without serials ----------------------------------------------------------------


def units(
    store: Store, product: str = "", *, pre_receipt: str = "", supplier: str = "", lot: str = ""
) -> tuple[Units, ...]:
    asked = recalls.Scope(product, (), pre_receipt, supplier, lot)
    return ask(store, lambda conn: recall_units.without_serials(conn, recalls.find(conn, asked)))


def test_a_recall_counts_the_units_without_serials_and_says_where_they_are(sampled: Store) -> None:
    pick(sampled, "PL-2", "B-01-01", "BRK-1", "", "A-02-01", "SEN-3", "N1", "N2", "")
    at, in_stock, picked = sampled.now(), SerialState.IN_STOCK, SerialState.PICKED
    bracket = ("BRK-1", "Wall bracket")
    hold(sampled, "BRK-1")
    assert units(sampled, product="BRK-1") == (
        Units(*bracket, in_stock, "B-01-01", None, None, 13, "water gets in"),
        Units(*bracket, picked, None, "PL-2", "Zoo", 3, "water gets in"),
    )
    release(sampled, "BRK-1")
    sampled.write(lambda conn: pick_lists.dispatch(conn, "PL-2", by="maria", at=at))
    assert units(sampled, product="BRK-1", lot="L1")[1:] == (
        Units(*bracket, SerialState.DISPATCHED, None, "PL-2", "Zoo", 3, None),
    )
    assert units(sampled, product="SEN-3") == (
        Units("SEN-3", "Motion sensor", in_stock, "A-02-01", None, None, 6, None),
    )
    assert units(sampled, product="CAM-200") == ()
    assert recall_units.said(units(sampled, product="BRK-1")) == (
        "16 units without serials cannot be told apart: 13 BRK-1 at B-01-01; 3 BRK-1 dispatched on PL-2 for Zoo."
    )


def test_r36_what_was_put_back_is_in_stock_and_on_no_list(sampled: Store) -> None:
    pick(sampled, "PL-2", "B-01-01", "BRK-1", "", "A-02-01", "SEN-3", "N1", "N2", "")
    at, bracket = sampled.now(), ("BRK-1", "Wall bracket")
    sampled.write(lambda conn: pick_lists.cancel(conn, "PL-2", at, by="maria"))
    some = [("BRK-1", 1)]
    sampled.write(
        lambda conn: putting_back.put_back(conn, "PL-2", to="B-01-01", units=some, by="maria", at=at)
    )
    assert units(sampled, product="BRK-1") == (
        Units(*bracket, SerialState.IN_STOCK, "B-01-01", None, None, 14, None),
        Units(*bracket, SerialState.PICKED, None, "PL-2", "Zoo", 2, None),
    )
    sampled.write(lambda conn: putting_back.put_back(conn, "PL-2", to="B-01-01", by="maria", at=at))
    assert units(sampled, product="BRK-1") == (
        Units(*bracket, SerialState.IN_STOCK, "B-01-01", None, None, 16, None),
    )


def test_one_unit_and_one_place_are_said_as_one() -> None:
    one = Units("CBL-2", "Cable", SerialState.IN_STOCK, "B-01-01", None, None, 1, None)
    assert recall_units.said([one]) == "1 unit without a serial cannot be told apart: 1 CBL-2 at B-01-01."
    assert recall_units.said([one] * 6).endswith("; and 1 place more.")
    assert recall_units.said([one] * 7).startswith("7 units without serials cannot")
    assert recall_units.said([one] * 7).endswith("; and 2 places more.")


def test_a_delivery_concerns_the_units_without_serials_that_it_brought(sampled: Store) -> None:
    assert {one.product for one in units(sampled, pre_receipt="PR-1001")} == {"SEN-3", "CBL-2", "BRK-1"}
    assert {one.product for one in units(sampled, supplier="lens & co")} == {"SEN-3", "CBL-2", "BRK-1"}
    assert units(sampled, lot="L1") == ()


def test_a_unit_that_came_back_is_known_by_its_serial(sampled: Store) -> None:
    pick(sampled, "PL-2", "B-01-01", "BRK-1", "", "A-02-01", "SEN-3", "N1", "N2", "")
    at = sampled.now()
    sampled.write(lambda conn: pick_lists.dispatch(conn, "PL-2", by="maria", at=at))
    back = {"sku": None, "location": "A-02-01", "reason": "back", "by": "maria", "at": at}
    sampled.write(lambda conn: stock.take_back(conn, "N1", **back))  # type: ignore[arg-type]
    assert [one.quantity for one in units(sampled, product="SEN-3")] == [6]


def test_what_left_against_a_hold_is_found(sampled: Store, sql: Sql) -> None:
    receive_lots(sampled)
    hold(sampled, "CAM-200", "L1")
    hold(sampled, "BRK-1")
    hold(sampled, "CBL-2")
    release(sampled, "CBL-2")
    sampled.write(drop_triggers)
    sql(
        "INSERT INTO stock_transaction (at, kind, product_id, account_id, quantity, serial_count, operator)"
        " SELECT 0, 'dispatch', id, 1, 0, 0, 'x' FROM product WHERE sku IN ('BRK-1', 'CBL-2') ORDER BY id"
    )
    sql(
        "INSERT INTO stock_transaction (at, kind, product_id, account_id, quantity, serial_count, operator)"
        " SELECT 0, 'dispatch', id, 1, 0, 1, 'x' FROM product WHERE sku = 'CAM-200'"
    )
    sql(
        "INSERT INTO transaction_serial SELECT (SELECT max(id) FROM stock_transaction), id FROM serial WHERE serial = 'SN0102'"
    )
    sampled.write(apply_triggers)
    found = [one for one in ask(sampled, check.check) if one.code == "left_on_hold"]
    with sampled.read() as conn:
        last = conn.exec_driver_sql("SELECT max(id) FROM stock_transaction").scalar_one()
    assert [one.sentence.split(" ")[0] for one in found] == ["BRK-1", "CAM-200"]
    assert found[-1].sentence == f"CAM-200 left with transaction {last}, though it was on hold: water gets in"
