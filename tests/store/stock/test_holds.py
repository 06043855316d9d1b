"""Serials on hold: they do not leave, whoever tries, and every hold is kept."""

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.schema import check
from serialhhd.store.serials import serial_list, traces
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import holds, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, SerialState
from tests.conftest import Sql


@pytest.fixture
def sampled(store: Store) -> Store:
    """The sample warehouse, with a pick list for two cameras."""

    def work(conn: Connection) -> None:
        sample.fill(conn, store.now())
        pick_lists.add(
            conn, "PL-1", [WantedTask("CAM-200", 2)], at=store.now(), customer="Museum", by="office"
        )

    store.write(work)
    return store


def hold(store: Store, serial: str, reason: str = "dented") -> Trace:
    at = store.now()
    return store.write(lambda conn: holds.hold(conn, serial, sku=None, reason=reason, by="maria", at=at))


def release(store: Store, serial: str) -> Trace:
    at = store.now()
    return store.write(lambda conn: holds.release(conn, serial, sku=None, by="maria", at=at))


def pick(store: Store, *texts: str) -> View:
    handheld = Session(store, FlowsFile(PACKAGED), "ben", "goods_out")
    return [handheld.submit(Scan(text)) for text in texts][-1]


def code(view: View) -> str | None:
    return view.message.code if view.message else None


def test_a_serial_on_hold_is_refused_at_the_handheld_with_place_and_reason(sampled: Store) -> None:
    hold(sampled, "SN0002")
    view = pick(sampled, "PL-1", "A-01-01", "CAM-200", "SN0002")
    assert code(view) == "serial_on_hold"
    assert view.message
    assert view.message.text == "SN0002 at A-01-01 is on hold: dented."
    assert code(pick(sampled, "SN0003")) == "serial_captured"
    release(sampled, "SN0002")
    assert code(pick(sampled, "SN0002")) == "serial_captured"


def test_a_serial_held_after_it_was_scanned_stops_the_pick(sampled: Store) -> None:
    pick(sampled, "PL-1", "A-01-01", "CAM-200", "SN0002", "SN0003")
    hold(sampled, "SN0003")
    view = pick(sampled, "")
    assert code(view) == "serials_on_hold"
    assert view.message
    assert "SN0003" in view.message.text
    for text in (":remove SN0003", "SN0004", ""):
        view = pick(sampled, text)
    assert code(view) == "task_picked"


def test_a_picked_serial_on_hold_stops_the_dispatch(sampled: Store) -> None:
    pick(sampled, "PL-1", "A-01-01", "CAM-200", "SN0002", "SN0003", "")
    hold(sampled, "SN0003")
    at = sampled.now()
    with pytest.raises(Refused) as refused:
        sampled.write(lambda conn: pick_lists.dispatch(conn, "PL-1", by="maria", at=at))
    assert (refused.value.code, refused.value.facts) == ("serials_on_hold", {"serials": ("SN0003",)})
    release(sampled, "SN0003")
    done = sampled.write(lambda conn: pick_lists.dispatch(conn, "PL-1", by="maria", at=at))
    assert done.state is DocumentState.DISPATCHED
    assert sampled.write(check.check) == ()


def test_all_that_stops_a_dispatch_is_told_at_once(sampled: Store) -> None:
    at, wanted = sampled.now(), [WantedTask("CAM-200", 1), WantedTask("RTR-10", 1)]
    sampled.write(lambda conn: pick_lists.add(conn, "PL-9", wanted, at=at, by="office"))
    pick(sampled, "PL-9", "A-01-01", "CAM-200", "SN0002", "", "A-01-02", "RTR-10", "R10-00001", "")
    for serial in ("SN0002", "R10-00001"):
        hold(sampled, serial)
    with pytest.raises(Refused) as refused:
        sampled.write(lambda conn: pick_lists.dispatch(conn, "PL-9", by="maria", at=at))
    assert set(refused.value.facts["serials"]) == {"SN0002", "R10-00001"}


@pytest.mark.parametrize(
    ("serial", "reason", "refusal"),
    [
        ("SN0001", "dented", "serial_not_holdable"),
        ("R10-00031", "dented", "serial_not_holdable"),
        ("SN0002", " ", "reason_missing"),
        ("NOPE", "dented", "unknown"),
    ],
)
def test_what_cannot_be_held_is_refused(sampled: Store, serial: str, reason: str, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        hold(sampled, serial, reason)
    assert refused.value.code == refusal


def test_what_a_serial_is_that_cannot_be_held_is_told(sampled: Store) -> None:
    for serial, state in (("SN0001", SerialState.DISPATCHED), ("R10-00031", SerialState.EXPECTED)):
        with pytest.raises(Refused) as refused:
            hold(sampled, serial)
        assert refused.value.facts == {"serial": serial, "state": state.label}


def test_holding_twice_and_releasing_twice_are_refused(sampled: Store) -> None:
    assert hold(sampled, "SN0002").on_hold == "dented"
    with pytest.raises(Refused) as refused:
        hold(sampled, "sn0002", "again")
    assert refused.value.code == "serial_on_hold"
    assert release(sampled, "SN0002").on_hold is None
    with pytest.raises(Refused) as refused:
        release(sampled, "SN0002")
    assert refused.value.code == "serial_not_on_hold"


def test_every_hold_is_kept(sampled: Store) -> None:
    serial_id = hold(sampled, "SN0002", "first").id
    release(sampled, "SN0002")
    hold(sampled, "SN0002", "second")
    with sampled.read() as conn:
        kept = holds.of_serial(conn, serial_id)
    assert [(one.reason, one.released_by) for one in kept] == [("first", "maria"), ("second", None)]


def test_holding_many_holds_only_what_is_in_the_house_and_not_held_yet(sampled: Store) -> None:
    with sampled.read() as conn:
        everyone = [trace.id for trace in serial_list.page(conn, limit=99)]
    held = hold(sampled, "SN0002")
    at = sampled.now()
    count = sampled.write(lambda conn: holds.hold_all(conn, everyone, reason="recall", by="maria", at=at))
    with sampled.read() as conn:
        in_house = [t for t in serial_list.page(conn, limit=99) if t.state is SerialState.IN_STOCK]
    assert count == len(in_house) - 1
    assert {trace.on_hold for trace in in_house} == {"recall", "dented"}
    assert sampled.write(lambda conn: holds.release_all(conn, everyone, by="maria", at=at)) == len(in_house)
    assert held.id in everyone


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("DELETE FROM serial_hold", "every hold is kept"),
        ("UPDATE serial_hold SET reason = 'other'", "a hold is kept as it was"),
        ("UPDATE serial_hold SET serial_id = serial_id + 1", "a hold is kept as it was"),
        (
            "UPDATE serial_hold SET held_by = 'x', released_at = 0, released_by = 'x'",
            "a hold is kept as it was",
        ),
        (
            (
                "INSERT INTO serial_hold (serial_id, reason, held_at, held_by)"
                " SELECT id, 'x', 0, 'x' FROM serial WHERE state = 'dispatched'"
            ),
            "only a serial in the house",
        ),
        (
            (
                "INSERT INTO serial_hold (serial_id, reason, held_at, held_by, released_at, released_by)"
                " SELECT id, 'x', 0, 'x', 0, 'x' FROM serial WHERE serial = 'SN0003'"
            ),
            "a hold begins unreleased",
        ),
    ],
)
def test_the_database_keeps_holds(sampled: Store, sql: Sql, statement: str, rule: str) -> None:
    hold(sampled, "SN0002")
    with pytest.raises(Exception, match=rule):
        sql(statement)
    with sampled.read() as conn:
        assert traces.show(conn, "SN0002").on_hold == "dented"


def test_the_database_lets_no_serial_on_hold_leave(sampled: Store, sql: Sql) -> None:
    pick(sampled, "PL-1", "A-01-01", "CAM-200", "SN0002", "SN0003", "")
    hold(sampled, "SN0003")
    dispatch = (
        "INSERT INTO stock_transaction (at, kind, product_id, account_id, quantity, serial_count, document_line_id, operator)"
        " SELECT 0, 'dispatch', product_id, 1, -2, 2, id, 'x' FROM document_line WHERE kind = 'pick_list' AND done = 2"
    )
    assert sql(dispatch) == 1
    sql(
        "INSERT INTO transaction_serial SELECT (SELECT max(id) FROM stock_transaction), id FROM serial WHERE serial = 'SN0003'"
    )
    with pytest.raises(Exception, match="a serial on hold does not leave"):
        sql("UPDATE serial SET state = 'dispatched' WHERE serial = 'SN0003'")


def test_the_database_lets_no_serial_on_hold_be_picked(sampled: Store, sql: Sql) -> None:
    hold(sampled, "SN0002")
    sql(
        "INSERT INTO stock_transaction"
        " (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, document_line_id, operator)"
        " SELECT 0, 'pick', s.product_id, s.account_id, s.id, -1, s.quantity - 1, 1, k.id, 'x' FROM stock_line AS s"
        " JOIN document_line AS k ON k.id = (SELECT max(id) FROM document_line WHERE kind = 'pick_list')"
        " WHERE s.id = (SELECT stock_line_id FROM serial WHERE serial = 'SN0002')"
    )
    sql(
        "INSERT INTO transaction_serial SELECT (SELECT max(id) FROM stock_transaction), id FROM serial WHERE serial = 'SN0002'"
    )
    with pytest.raises(Exception, match="a serial on hold does not leave"):
        sql("UPDATE serial SET state = 'picked', stock_line_id = NULL WHERE serial = 'SN0002'")


def test_a_released_hold_stays_released(sampled: Store, sql: Sql) -> None:
    serial_id = hold(sampled, "SN0002").id
    release(sampled, "SN0002")
    for statement in (
        "UPDATE serial_hold SET released_at = NULL, released_by = NULL",
        "UPDATE serial_hold SET released_by = 'x'",
    ):
        with pytest.raises(Exception, match="a hold is kept as it was"):
            sql(statement)
    with sampled.read() as conn:
        (kept,) = holds.of_serial(conn, serial_id)
    assert kept.released_by == "maria"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_hold_takes_the_place_of_another(sampled: Store, sql: Sql) -> None:
    serial_id = hold(sampled, "SN0002").id
    another = "INTO serial_hold (serial_id, reason, held_at, held_by) SELECT id, 'x', 0, 'x' FROM serial WHERE serial = 'SN0002'"
    for verb in ("INSERT OR REPLACE", "REPLACE"):
        with pytest.raises(Exception, match="a row of serial_hold cannot be replaced"):
            sql(f"{verb} {another}")
    with sampled.read() as conn:
        assert [one.reason for one in holds.of_serial(conn, serial_id)] == ["dented"]


def test_two_holds_of_a_serial_may_begin_and_end_at_the_same_moment(sampled: Store) -> None:
    at = sampled.now()
    for _ in range(2):
        sampled.write(lambda conn: holds.hold(conn, "SN0002", sku=None, reason="x", by="maria", at=at))
        sampled.write(lambda conn: holds.release(conn, "SN0002", sku=None, by="maria", at=at))
    with sampled.read() as conn:
        assert len(holds.of_serial(conn, traces.show(conn, "SN0002").id)) == 2


def test_a_hold_outlives_an_adjustment_and_a_return(sampled: Store) -> None:
    hold(sampled, "SN0002")
    at = sampled.now()
    moved = {"sku": None, "reason": "lost", "by": "maria", "at": at}
    sampled.write(lambda conn: stock.remove(conn, "SN0002", **moved))  # type: ignore[arg-type]
    sampled.write(lambda conn: stock.take_back(conn, "SN0002", location="A-01-01", **moved))  # type: ignore[arg-type]
    assert code(pick(sampled, "PL-1", "A-01-01", "CAM-200", "SN0002")) == "serial_on_hold"
    assert sampled.write(check.check) == ()
