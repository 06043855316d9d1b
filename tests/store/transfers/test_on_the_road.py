"""What is on the road: in a recall, and since when."""

from datetime import datetime

from serialhhd.store.desk import recall_units, recalls
from serialhhd.store.desk.recalls import Scope
from serialhhd.store.stock import ledger, stock
from serialhhd.store.stock.stock import StockFilter
from serialhhd.store.transfers import on_the_road, transfers
from serialhhd.store.words.vocabulary import (
    LocationKind,
    SerialState,
    TrackingType,
)
from tests.store.transfers.floor import IN_STOCK, IN_TRANSIT, Floor

TRACKED = {
    "CAM": TrackingType.FULL_TRACKING,
    "BAT": TrackingType.TRACK_DURING_PICK,
    "BOX": TrackingType.NO_TRACKING,
}


# --- R61 a recall -----------------------------------------------------------------------------------------------


def test_r61_a_recall_counts_what_is_on_the_road_and_names_its_transfer(floor: Floor) -> None:
    floor.add(("CAM", 1), ("BOX", 4))
    floor.ship(1, "SN1")
    floor.ship(4)
    with floor.store.read() as conn:
        cameras = recall_units.counted(conn, Scope(product="CAM"))
        (on_the_road,) = (one for one in recalls.every(conn, cameras.recall) if one.state is IN_TRANSIT)
        boxes = recall_units.counted(conn, Scope(product="BOX"))
    assert dict(cameras.counts) == {IN_STOCK: 2, IN_TRANSIT: 1}
    assert (on_the_road.serial, on_the_road.document, on_the_road.location) == ("SN1", "TR-1", "TRANSIT-EAST")
    assert [(one.state, one.location, one.document, one.quantity) for one in boxes.units] == [
        (IN_STOCK, "A-01", None, 6),
        (IN_TRANSIT, "TRANSIT-EAST", "TR-1", 4),
    ]
    assert recall_units.said(boxes.units).endswith("6 BOX at A-01; 4 BOX in transit on TR-1.")


def test_r61_of_units_in_transit_each_transfer_is_told_with_what_of_it_has_not_come(floor: Floor) -> None:
    for ref, units in (("TR-1", 4), ("TR-2", 3)):
        floor.add(("BOX", units), ref=ref)
        floor.ship(units, ref=ref)
    floor.receive("BOX", 1)
    floor.receive("BOX", 3, ref="TR-2")
    with floor.store.read() as conn:
        boxes = recall_units.counted(conn, Scope(product="BOX"))
        batteries = recall_units.counted(conn, Scope(product="BAT"))
    on_the_road = [one for one in boxes.units if one.state is IN_TRANSIT]
    assert [(one.document, one.quantity) for one in on_the_road] == [("TR-1", 3)]
    assert [(one.state, one.quantity) for one in batteries.units] == [(IN_STOCK, 4)]


def test_r61_a_serial_of_a_line_that_has_few_is_no_unit_without(floor: Floor) -> None:
    floor.add(("BAT", 3))
    floor.ship(3, "B1")
    with floor.store.read() as conn:
        batteries = recall_units.counted(conn, Scope(product="BAT"))
    assert [(one.state, one.quantity) for one in batteries.units] == [(IN_STOCK, 2), (IN_TRANSIT, 2)]


def test_r19_the_stock_list_is_narrowed_to_a_kind_of_location(floor: Floor) -> None:
    floor.add(("CAM", 1))
    floor.ship(1, "SN1")
    with floor.store.read() as conn:
        found = {
            kind.value: [line.location for line in stock.page(conn, StockFilter(location_kind=kind))]
            for kind in LocationKind
        }
    assert found == {
        "storage": ["A-01", "A-01", "A-01"],
        "quarantine": [],
        "cart": [],
        "transit": ["TRANSIT-EAST"],
    }


def test_r61_every_state_of_a_serial_is_a_group_of_a_recall() -> None:
    assert set(recalls.GROUPS) == set(SerialState) - {SerialState.CAPTURED}


# --- what is on the road, and since when ------------------------------------------------------------------------


def since(floor: Floor) -> list[datetime | None]:
    with floor.store.read() as conn:
        return [row.since for row in on_the_road.shown(conn, "TR-1").lines]


def shipped_at(floor: Floor, sku: str) -> list[datetime]:
    """When units of a product came to the transit location, in order."""
    with floor.store.read() as conn:
        found = ledger.page(conn, ledger.named(conn, ledger.EVERYTHING, product=sku))
    return [one.at for one in reversed(found) if one.location == "TRANSIT-EAST" and one.quantity > 0]


def test_since_when_something_is_in_transit_is_told_by_the_serials_that_are(floor: Floor) -> None:
    floor.add(("CAM", 3), ("BOX", 5))
    assert since(floor) == [None, None]
    floor.ship(1, "SN1", reason=None)
    floor.ship(1, "SN2")
    first, second = shipped_at(floor, "CAM")
    assert first < second
    assert since(floor) == [first, None]
    with floor.store.read() as conn:
        transfer = transfers.show(conn, "TR-1")
        (listed,) = on_the_road.listed(conn)
        everything = on_the_road.serials(conn, transfer.id)
        assert on_the_road.serials(conn, transfer.id, limit=1) == everything[:1]
        assert on_the_road.serials(conn, transfer.id, after=everything[0]) == everything[1:]
    assert (listed.since, listed.listed.in_transit) == (first, 2)
    assert [(one.serial, one.since, one.shipped_by) for one in everything] == [
        ("SN1", first, "Anna"),
        ("SN2", second, "Anna"),
    ]
    floor.receive("CAM", 1, "SN1")
    assert since(floor) == [second, None]
    floor.give_up()
    assert since(floor) == [None, None]


def test_without_serials_what_was_shipped_first_has_come_first(floor: Floor) -> None:
    floor.add(("BOX", 9))
    floor.ship(4)
    floor.ship(3)
    first, second = shipped_at(floor, "BOX")
    floor.receive("BOX", 3)
    assert since(floor) == [first]
    floor.receive("BOX", 2)
    assert since(floor) == [second]


def test_of_several_transfers_each_is_told_its_own(floor: Floor) -> None:
    floor.add(("CAM", 1))
    floor.add(("BOX", 2), ref="TR-2")
    floor.add(("BOX", 1), account="ACME", ref="TR-3")
    floor.ship(2, ref="TR-2")
    with floor.store.read() as conn:
        found = on_the_road.listed(conn)
    (at,) = shipped_at(floor, "BOX")
    assert [(one.document.ref, one.listed.route.to_account, one.since) for one in found] == [
        ("TR-3", "ACME", None),
        ("TR-2", None, at),
        ("TR-1", None, None),
    ]
