"""R36 What was picked for a cancelled pick list comes back: asked of the store itself, and of the database by a foreign client."""

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, Engine

from serialhhd.store.catalogue import places
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists, putting_back
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.schema.check import Broken, check
from serialhhd.store.serials import traces
from serialhhd.store.stock import holds, product_holds, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind, SerialState
from tests.store.outbound.test_rules_picking import GoodsOut
from tests.store.schema.tampering import LINK, Sql, entry, refused
from tests.store.schema.test_check import tamper

if TYPE_CHECKING:
    from serialhhd.store.outbound.putting_back import Waiting


@pytest.fixture
def cancelled(store: Store) -> GoodsOut:
    """One camera, two lenses (one with a serial) and two batteries are picked, each for its list, and the lists cancelled."""
    out = GoodsOut(store)
    out.capture("SN1")
    out.post(Pick(1, SerialsOut.FROM_STOCK), 1)
    out.take("PL-2")
    out.capture("L1", how=SerialsOut.CREATE)
    out.post(Pick(1, SerialsOut.CREATE), 1)
    out.run = out.run.holding(0)
    out.post(Pick(1, SerialsOut.SKIP))
    out.take("PL-3")
    out.post(Pick(2, SerialsOut.NONE))
    store.write(cancel_all)
    return out


def cancel_all(conn: Connection) -> None:
    for one in pick_lists.all_of(conn):
        pick_lists.cancel(conn, one.ref, one.created_at, by="office")


def back(
    store: Store,
    ref: str,
    *named: str,
    units: list[tuple[str, int]] | None = None,
    to: str = "A-02",
) -> int:
    def work(conn: Connection) -> int:
        return putting_back.put_back(
            conn, ref, to=to, units=units or [], serials=named, by="office", at=store.now()
        ).units

    return store.write(work)


def waits(store: Store, ref: str) -> "tuple[Waiting, ...]":
    with store.read() as conn:
        return putting_back.waiting(conn, pick_lists.show(conn, ref))


def at(store: Store, location: str) -> dict[str, int]:
    with store.read() as conn:
        return {line.product: line.quantity for line in stock.page(conn) if line.location == location}


@pytest.mark.usefixtures("cancelled")
def test_r36_everything_comes_back_where_it_is_put_under_the_type_that_it_left_under(store: Store) -> None:
    assert [(one.units, one.without_serial) for one in waits(store, "PL-2")] == [(2, 1)]
    assert [back(store, ref) for ref in ("PL-1", "PL-2", "PL-3")] == [1, 2, 2]
    assert at(store, "A-02") == {"CAM": 2, "LENS": 2, "BAT": 2}
    with store.read() as conn:
        for serial in ("SN1", "L1"):
            trace = traces.show(conn, serial)
            assert (trace.state, trace.location) == (SerialState.IN_STOCK, "A-02")
        assert trace.history[-1].document == "PL-2"
        assert check(conn) == ()
    assert waits(store, "PL-2") == ()
    for ref in ("PL-1", "PL-2"):
        with pytest.raises(Refused, match="nothing_waiting"):
            back(store, ref)


@pytest.mark.usefixtures("cancelled")
def test_r36_it_comes_back_in_parts_and_never_more_than_waits(store: Store) -> None:
    with pytest.raises(Refused, match="more_than_waiting") as why:
        back(store, "PL-2", units=[("LENS", 1), ("LENS", 1)])
    assert (why.value.facts["given"], why.value.facts["most"]) == (2, 1)
    assert back(store, "PL-2", units=[("LENS", 1)]) == 1
    assert [(one.units, one.without_serial) for one in waits(store, "PL-2")] == [(1, 0)]
    with pytest.raises(Refused, match="serial_not_waiting"):
        back(store, "PL-2", "L1", "SN1")
    assert back(store, "PL-2", "l1") == 1
    with pytest.raises(Refused, match="quantity_not_positive"):
        back(store, "PL-3", units=[("BAT", 0)])
    with store.read() as conn:
        assert check(conn) == ()


@pytest.mark.usefixtures("cancelled")
def test_r36_what_is_on_hold_comes_back_and_stays_on_hold(store: Store) -> None:
    def hold(conn: Connection) -> None:
        holds.hold(conn, "SN1", sku="CAM", reason="wet", by="office", at=store.now())
        product_holds.hold(conn, "BAT", lot=None, reason="recall", by="office", at=store.now())

    store.write(hold)
    assert (back(store, "PL-1"), back(store, "PL-3")) == (1, 2)
    with store.read() as conn:
        assert traces.show(conn, "SN1").on_hold == "wet"
        assert check(conn) == ()


@pytest.mark.usefixtures("cancelled")
@pytest.mark.parametrize("kind", [LocationKind.CART, LocationKind.QUARANTINE])
def test_r36_it_is_put_into_storage_or_quarantine(store: Store, kind: LocationKind) -> None:
    store.write(lambda conn: places.add_location(conn, "X-01", kind=kind, by="office"))
    if kind is LocationKind.QUARANTINE:
        assert back(store, "PL-1", to="X-01") == 1
        return
    with pytest.raises(Refused, match="wrong_location_kind"):
        back(store, "PL-1", to="X-01")


@pytest.mark.usefixtures("cancelled")
def test_r36_one_serial_is_put_back_at_the_desk_without_its_list(store: Store) -> None:
    def takes(serial: str, reason: str = "too many", condition: str | None = None) -> traces.Trace:
        said = {"location": "A-02", "reason": reason, "by": "office"}
        return store.write(
            lambda conn: stock_work.take_back(
                conn, serial, sku=None, condition=condition, at=store.now(), **said
            )
        ).trace

    with pytest.raises(Refused, match="reason_missing"):
        takes("SN1", reason=" ")
    with pytest.raises(Refused, match="condition_not_taken"):
        takes("SN1", condition="As new")
    for serial in ("SN1", "L1"):
        back = takes(serial)
        assert (back.state, back.location, back.condition) == (SerialState.IN_STOCK, "A-02", None)
        assert (back.history[-1].note, back.history[-1].kind) == ("too many", "return")
    assert waits(store, "PL-1") == ()
    assert [(one.units, one.without_serial) for one in waits(store, "PL-2")] == [(1, 1)]
    with pytest.raises(Refused, match="serial_not_returnable"):
        takes("SN1")
    with store.read() as conn:
        assert check(conn) == ()


def test_r36_what_is_picked_for_a_list_that_goes_on_is_not_put_back(store: Store) -> None:
    out = GoodsOut(store)
    out.capture("SN1")
    out.post(Pick(1, SerialsOut.FROM_STOCK), 1)
    said = {"location": "A-02", "reason": "x", "by": "office"}
    with pytest.raises(Refused, match="serial_not_returnable"):
        store.write(lambda conn: stock_work.take_back(conn, "SN1", sku=None, at=store.now(), **said))


# --- by a foreign client ------------------------------------------------------------------------------------------

CANCEL = (
    "UPDATE document_line SET state = 'cancelled' WHERE document_id = 3 AND state = 'open'",
    "UPDATE document SET state = 'cancelled' WHERE id = 3",
)
BACK = "UPDATE serial SET state = 'in_stock', stock_line_id = 1 WHERE id = {serial}"


@pytest.fixture
def picked(warehouse: Store, sql: Sql) -> Sql:  # noqa: ARG001 - it is there first
    """Serial 1 is picked for line 3 by transaction 4."""
    sql(entry("pick", -1, 1, task=3))
    sql(LINK.format(transaction=4, serial=1))
    sql("UPDATE serial SET state = 'picked', stock_line_id = NULL WHERE id = 1")
    sql("UPDATE document_line SET done = 1 WHERE id = 3")
    return sql


@pytest.fixture
def unwanted(picked: Sql) -> Sql:
    """And the list is cancelled."""
    for statement in CANCEL:
        picked(statement)
    return picked


def test_what_was_picked_is_put_back(warehouse: Store, unwanted: Sql) -> None:
    unwanted(entry("return", 1, 2, task=3))
    unwanted(LINK.format(transaction=5, serial=1))
    unwanted(BACK.format(serial=1))
    unwanted("UPDATE document_line SET received = 1 WHERE id = 3")
    with warehouse.read() as connection:
        assert check(connection) == ()


def test_r36_what_is_back_is_counted_on_its_task_once_its_list_is_cancelled(
    foreign: Engine, picked: Sql
) -> None:
    counted = "UPDATE document_line SET received = 1 WHERE id = 3"
    refused(foreign, picked, counted, "R8, R12: a closed line takes nothing")
    for statement in CANCEL:
        picked(statement)
    more = "UPDATE document_line SET received = 2 WHERE id = 3"
    refused(foreign, picked, more, "R36: no more is put back than was picked")
    assert picked(counted) == 1
    refused(foreign, picked, "UPDATE document_line SET received = 0 WHERE id = 3", "what was done stays done")


RETURNS: dict[str, str] = {
    "more than was picked": entry("return", 2, 3, serials=2, task=3),
    "of a task of which nothing was picked": entry("return", 1, 6, product=2, line=2, serials=0, task=4),
    "another product": entry("return", 1, 6, product=2, line=2, serials=0, task=3),
}


@pytest.mark.parametrize("statement", RETURNS.values(), ids=RETURNS)
def test_r36_nothing_else_comes_back_under_a_task(foreign: Engine, unwanted: Sql, statement: str) -> None:
    refused(foreign, unwanted, statement, "R36")


def test_r36_nothing_comes_back_of_a_list_that_is_not_cancelled(foreign: Engine, picked: Sql) -> None:
    refused(foreign, picked, entry("return", 1, 2, task=3), "R36")


def test_r36_it_comes_back_to_the_account_that_it_left(foreign: Engine, unwanted: Sql) -> None:
    unwanted("INSERT INTO account (code, code_key) VALUES ('ACME', 'acme')")
    unwanted(
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 1, 2, 'full_tracking', 0, 0)"
    )
    acmes = entry("return", 1, 1, line=4, task=3).replace("1, 1, 4,", "1, 2, 4,")
    refused(foreign, unwanted, acmes, "R36")


def test_r36_a_unit_comes_back_with_its_serial(foreign: Engine, warehouse: Store, sql: Sql) -> None:  # noqa: ARG001 - it is there first
    """A serial that a pick made does not stay behind when its unit comes back."""
    sql("UPDATE document_line SET run_id = 1 WHERE id = 4")
    sql(entry("pick", -1, 4, product=2, line=2, task=4))
    sql("UPDATE document_line SET done = 1, run_id = NULL WHERE id = 4")
    for statement in CANCEL:
        sql(statement)
    refused(foreign, sql, entry("return", 1, 5, product=2, line=2, serials=0, task=4), "R36")


def test_r36_a_serial_comes_back_under_the_task_that_it_was_picked_for(
    foreign: Engine, unwanted: Sql
) -> None:
    """Serial 2 is picked for another task of the list, and one that is in stock is not picked at all."""
    unwanted(entry("return", 1, 2, task=3))
    refused(foreign, unwanted, LINK.format(transaction=5, serial=2), "R5")
    unwanted(LINK.format(transaction=5, serial=1))


def test_r36_a_picked_serial_comes_back_under_its_task_alone(foreign: Engine, unwanted: Sql) -> None:
    unwanted(entry("return", 1, 2))
    refused(foreign, unwanted, LINK.format(transaction=5, serial=1), "R5")


OTHER_TYPE = (
    "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
    " VALUES (1, 1, 1, 'track_during_pick', 0, 0)"
)
"""Stock line 4: that of the cameras under another tracking type."""


def test_r36_it_comes_back_under_the_tracking_type_that_it_left_under(unwanted: Sql) -> None:
    unwanted(OTHER_TYPE)
    with pytest.raises(Exception, match="R36: what was picked comes back under the tracking type"):
        unwanted(entry("return", 1, 1, line=4, task=3))


def test_r36_a_serial_does_not_take_the_place_of_a_unit_that_left_under_another_type(
    foreign: Engine, picked: Sql
) -> None:
    picked(OTHER_TYPE)
    picked(entry("receipt", 1, 1, line=4, serials=0, task=1))
    picked(entry("pick", -1, 0, line=4, serials=0, task=3))
    for statement in CANCEL:
        picked(statement)
    picked(entry("return", 1, 1, line=4, task=3))
    refused(foreign, picked, LINK.format(transaction=7, serial=1), "R5")


ELSEWHERE = (
    "INSERT INTO warehouse (code, code_key) VALUES ('EAST', 'east')",
    "INSERT INTO location (warehouse_id, code, code_key, kind) VALUES ((SELECT id FROM warehouse WHERE code = 'EAST'), 'E-01', 'e-01', 'storage')",
    (
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, (SELECT id FROM location WHERE code = 'E-01'), 1, 'full_tracking', 0, 0)"
    ),
)
"""Stock line 4: that of the cameras in another warehouse."""


def test_r36_it_comes_back_in_the_warehouse_that_it_left(foreign: Engine, unwanted: Sql) -> None:
    for statement in ELSEWHERE:
        unwanted(statement)
    refused(foreign, unwanted, entry("return", 1, 1, line=4, task=3), "R36")


def test_r36_a_serial_does_not_take_the_place_of_a_unit_that_left_another_warehouse(
    foreign: Engine, picked: Sql
) -> None:
    for statement in ELSEWHERE:
        picked(statement)
    picked(entry("receipt", 1, 1, line=4, task=1))
    picked(entry("pick", -1, 0, line=4, task=3))
    for statement in CANCEL:
        picked(statement)
    picked(entry("return", 1, 1, line=4, task=3))
    refused(foreign, picked, LINK.format(transaction=7, serial=1), "R5")


BROKEN = {
    "return_above_dispatch": (
        entry("return", 2, 3, serials=2, task=3),
        "pick task 3 has -1 units and -1 serials that are not back: more came back than left",
    ),
    "put_back_uncancelled": (
        entry("return", 1, 2, task=3),
        "transaction 5 put back 1 units of pick list PL-1, which is open",
    ),
}


@pytest.mark.usefixtures("picked")
@pytest.mark.parametrize(("code", "how"), BROKEN.items(), ids=BROKEN)
def test_store_check_names_what_came_back_wrongly(warehouse: Store, code: str, how: tuple[str, str]) -> None:
    statement, sentence = how
    tamper(warehouse, statement)
    with warehouse.read() as connection:
        assert Broken(code, sentence) in check(connection)


@pytest.mark.usefixtures("cancelled")
def test_r36_it_is_put_back_in_the_warehouse_that_it_left(store: Store) -> None:
    def east(conn: Connection) -> None:
        places.add_warehouse(conn, "EAST", by="office")
        places.add_location(conn, "E-01", "EAST", by="office")

    store.write(east)

    def one(conn: Connection, to: str) -> None:
        said = {"location": to, "reason": "in hand", "by": "office"}
        stock_work.take_back(conn, "SN1", sku=None, at=store.now(), **said)

    for ref, named in (("PL-1", ()), ("PL-1", ("SN1",)), ("PL-2", ()), ("PL-2", ("L1",)), ("PL-3", ())):
        with pytest.raises(Refused, match="other_warehouse"):
            back(store, ref, *named, to="E-01")
    with pytest.raises(Refused, match="other_warehouse"):
        back(store, "PL-3", units=[("BAT", 1)], to="E-01")
    with pytest.raises(Refused, match="other_warehouse"):
        store.write(lambda conn: one(conn, "E-01"))
    store.write(lambda conn: one(conn, "A-02"))
    assert [back(store, ref) for ref in ("PL-2", "PL-3")] == [2, 2]
