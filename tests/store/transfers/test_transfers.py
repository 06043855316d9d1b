"""R23-R27 Transfers, asked of the store itself: shipped, on the road, received in parts, given up; and another account's."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.people import operators
from serialhhd.store.stock import holds, product_holds
from serialhhd.store.transfers import transfers
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import (
    DocumentState,
    Role,
    TrackingType,
)
from tests.store.transfers.floor import IN_STOCK, IN_TRANSIT, REMOVED, Floor

TRACKED = {
    "CAM": TrackingType.FULL_TRACKING,
    "BAT": TrackingType.TRACK_DURING_PICK,
    "BOX": TrackingType.NO_TRACKING,
}


# --- R23 what a transfer is -------------------------------------------------------------------------------------


def test_r23_a_transfer_goes_one_way(floor: Floor) -> None:
    at = floor.store.now()

    def add(**way: str) -> None:
        floor.store.write(
            lambda conn: transfers.add(conn, "TR-9", [WantedLine("CAM", 1)], at=at, by="office", **way)  # type: ignore[arg-type]
        )

    for way in (
        {},
        {"to_warehouse": "EAST", "to_account": "ACME"},
        {"from_warehouse": "EAST", "to_account": "ACME"},
    ):
        with pytest.raises(Refused, match="transfer_one_way"):
            add(**way)
    for way in ({"to_warehouse": "MAIN"}, {"to_account": "MAIN"}):
        with pytest.raises(Refused, match="same_side"):
            add(**way)


@pytest.mark.parametrize(
    ("location", "code"), [("E-01", "other_warehouse"), ("Q-01", "wrong_location_kind"), ("X", "unknown")]
)
def test_r24_a_fixed_place_is_storage_of_the_side_that_sends(floor: Floor, location: str, code: str) -> None:
    at, lines = floor.store.now(), [WantedLine("CAM", 1, location)]
    with pytest.raises(Refused, match=code):
        floor.store.write(
            lambda conn: transfers.add(conn, "TR-9", lines, at=at, to_warehouse="EAST", by="office")
        )


def test_r23_it_is_cancelled_only_while_nothing_is_shipped(floor: Floor) -> None:
    floor.add(("CAM", 2))
    floor.add(("CAM", 2), ref="TR-2")
    at = floor.store.now()
    assert (
        floor.store.write(lambda conn: transfers.cancel(conn, "TR-2", at, by="office")).state == "cancelled"
    )
    floor.ship(1, "SN1")
    with pytest.raises(Refused, match="transfer_has_shipments"):
        floor.store.write(lambda conn: transfers.cancel(conn, "TR-1", at, by="office"))


# --- R24 shipping, R25 receiving --------------------------------------------------------------------------------


def test_several_shipments_and_receipts_that_overlap(floor: Floor) -> None:
    floor.add(("CAM", 3))
    assert not floor.ship(2, "SN1", "SN2").is_complete
    assert floor.where("SN1") == (IN_TRANSIT, "TRANSIT-EAST")
    arrived = floor.receive("CAM", 1, "SN2")
    assert (arrived.in_transit, arrived.in_transit_units, arrived.is_complete) == (("SN1",), 1, False)
    assert (floor.line().state, floor.state()) == ("open", "open")
    assert floor.ship(1, "SN3").is_complete
    assert floor.state() == "shipped"
    assert not floor.receive("CAM", 1, "SN1", to="A-01").is_complete
    assert floor.receive("CAM", 1, "SN3").is_complete
    assert floor.quantities("CAM") == {"MAIN A-01": 1, "MAIN E-01": 2}
    line = floor.line()
    assert (line.done, line.received, line.lost, line.state, floor.state()) == (
        3,
        3,
        0,
        "received",
        "received",
    )


def test_what_is_all_received_when_the_last_line_ends_short_is_received_at_once(floor: Floor) -> None:
    floor.add(("CAM", 3))
    floor.ship(1, "SN1")
    floor.receive("CAM", 1, "SN1")
    assert floor.ship(0, reason="Not found").is_complete
    assert (floor.line().short_reason, floor.line().state, floor.state()) == (
        "Not found",
        "received",
        "received",
    )


@pytest.mark.parametrize(("sku", "units", "names"), [("BAT", 5, ("B1",)), ("BOX", 10, ())])
def test_units_without_serials_go_in_parts(
    floor: Floor, sku: str, units: int, names: tuple[str, ...]
) -> None:
    floor.add((sku, units))
    floor.ship(units, *names)
    floor.receive(sku, 2)
    with pytest.raises(Refused, match="not_in_transit"):
        floor.receive(sku, units - 1, *names)
    assert floor.receive(sku, units - 2, *names).is_complete
    assert floor.quantities(sku) == {"MAIN E-01": units}


def test_r20_a_known_serial_goes_with_its_unit(floor: Floor) -> None:
    floor.add(("BAT", 5))
    with pytest.raises(Refused, match="known_serials_stay"):
        floor.ship(5)
    floor.ship(5, "B1")
    with pytest.raises(Refused, match="known_serials_stay"):
        floor.receive("BAT", 5)
    floor.receive("BAT", 5, "B1")
    assert floor.where("B1", "BAT") == (IN_STOCK, "E-01")


@pytest.mark.parametrize(("sku", "units", "names"), [("CAM", 2, ("SN1", "SN2")), ("BAT", 5, ("B1",))])
def test_r25_all_are_accepted_as_they_are(floor: Floor, sku: str, units: int, names: tuple[str, ...]) -> None:
    floor.add((sku, units))
    floor.ship(units, *names)
    with pytest.raises(Refused, match="quantity_is_serial_count"):
        floor.receive(sku, units - 1, accepts=True)
    assert floor.receive(sku, units, accepts=True).is_complete
    assert floor.where(names[0], sku) == (IN_STOCK, "E-01")


def test_r25_only_what_is_in_transit_on_this_transfer_arrives(floor: Floor) -> None:
    floor.add(("CAM", 1))
    floor.add(("CAM", 1), ref="TR-2")
    floor.ship(1, "SN1")
    floor.ship(1, "SN2", ref="TR-2")
    for name, code in (
        ("SN9", "serial_not_on_transfer"),
        ("SN2", "serial_in_transit"),
        ("SN3", "serial_in_stock"),
    ):
        with pytest.raises(Refused, match=code):
            floor.receive("CAM", 1, name)
    with pytest.raises(Refused, match="not_on_document"):
        floor.receive("BOX", 1)


@pytest.mark.parametrize(
    ("to", "code"), [("W-01", "other_warehouse"), ("TRANSIT-EAST", "wrong_location_kind")]
)
def test_r25_it_arrives_at_one_of_its_two_warehouses(floor: Floor, to: str, code: str) -> None:
    floor.add(("CAM", 1))
    floor.ship(1, "SN1")
    with pytest.raises(Refused, match=code):
        floor.receive("CAM", 1, "SN1", to=to)


def test_r24_never_more_than_the_line_and_only_from_storage(floor: Floor) -> None:
    floor.add(("BOX", 2))
    with pytest.raises(Refused, match="over_pick"):
        floor.ship(3)
    floor.store.write(lambda conn: floor.put(conn, "BOX", 2, location="Q-01"))
    with pytest.raises(Refused, match="quantity_is_serial_count"):
        floor.ship(1, location="Q-01")  # nothing is proposed there


def test_r42_what_is_on_hold_is_not_shipped(floor: Floor) -> None:
    floor.add(("CAM", 2))
    floor.add(("BOX", 2), ref="TR-2")
    at = floor.store.now()
    floor.store.write(lambda conn: holds.hold(conn, "SN1", sku="CAM", reason="dented", by="office", at=at))
    floor.store.write(
        lambda conn: product_holds.hold(conn, "BOX", lot=None, reason="wet", by="office", at=at)
    )
    with pytest.raises(Refused, match="serial_on_hold"):
        floor.ship(1, "SN1")
    with pytest.raises(Refused, match="product_on_hold"):
        floor.ship(1, ref="TR-2")


def test_r25_what_is_on_the_road_arrives_though_its_product_is_on_hold_by_then(floor: Floor) -> None:
    floor.add(("CAM", 2))
    floor.ship(2, "SN1", "SN2")
    at = floor.store.now()
    floor.store.write(
        lambda conn: product_holds.hold(conn, "CAM", lot=None, reason="wet", by="office", at=at)
    )
    floor.receive("CAM", 1, "SN1")
    floor.receive("CAM", 1, "SN2", to="A-01")
    assert floor.quantities("CAM") == {"MAIN A-01": 2, "MAIN E-01": 1}


# --- R26 giving up ----------------------------------------------------------------------------------------------


def test_r26_what_never_arrives_is_given_up_with_a_reason(floor: Floor) -> None:
    floor.add(("CAM", 2), ("BOX", 5))
    with pytest.raises(Refused, match="nothing_in_transit"):
        floor.give_up()
    floor.ship(2, "SN1", "SN2")
    floor.ship(5)
    with pytest.raises(Refused, match="reason_missing"):
        floor.give_up(reason=" ")
    with pytest.raises(Refused, match="serial_not_on_transfer") as refused:
        floor.give_up(serials=["SN3"])
    assert refused.value.facts["sku"] == "CAM, BOX"  # of which of them it is nobody has said
    with pytest.raises(Refused, match="serials_needed"):
        floor.give_up(units=[("CAM", 1)])
    floor.give_up(serials=["sn1"], units=[("BOX", 2)])
    assert (floor.where("SN1"), floor.where("SN2")) == ((REMOVED, None), (IN_TRANSIT, "TRANSIT-EAST"))
    assert floor.give_up().state is DocumentState.RECEIVED
    assert floor.quantities("BOX") == {"MAIN A-01": 5}
    assert (floor.line(number=2).lost, floor.line().lost) == (5, 2)


def test_r4_a_serial_of_two_products_on_the_road_is_given_up_of_neither(floor: Floor) -> None:
    floor.store.write(lambda conn: floor.put(conn, "BAT", 1, "SN1"))
    floor.add(("CAM", 2), ("BAT", 1))
    floor.ship(2, "SN1", "SN2")
    floor.ship(1, "SN1")
    with pytest.raises(Refused, match="serial_of_several_products") as refused:
        floor.give_up(serials=["SN2", "sn1"])
    assert refused.value.facts["skus"] == ("CAM", "BAT")
    assert [floor.where("SN1", sku)[0] for sku in ("CAM", "BAT")] == [IN_TRANSIT, IN_TRANSIT]
    floor.give_up(serials=["SN1"], sku="bat")
    floor.give_up(serials=["SN2", "SN1"])
    assert [floor.where("SN1", sku)[0] for sku in ("CAM", "BAT")] == [REMOVED, REMOVED]


def test_r26_only_what_is_of_a_product_is_given_up(floor: Floor) -> None:
    floor.add(("CAM", 2), ("BOX", 5), ("BAT", 1))
    floor.ship(2, "SN1", "SN2")
    floor.ship(5)
    for sku, why in (("BAT", "not_in_transit"), ("LENS", "unknown")):
        with pytest.raises(Refused, match=why):
            floor.give_up(sku=sku)
    with pytest.raises(Refused, match="serial_not_on_transfer"):
        floor.give_up(sku="BOX", serials=["SN1"])
    floor.give_up(sku="BOX")
    assert (floor.line(number=2).lost, floor.line().lost) == (5, 0)


def test_r26_units_that_are_named_twice_are_no_more_than_there_are(floor: Floor) -> None:
    floor.add(("BOX", 3))
    floor.ship(3)
    for units in ([("BOX", 2), ("BOX", 2)], [("BOX", 3), ("box", 1)]):
        with pytest.raises(Refused, match="not_in_transit"):
            floor.give_up(units=units)
    assert floor.give_up(units=[("BOX", 1), ("BOX", 2)]).state is DocumentState.RECEIVED


def test_r43_giving_up_takes_a_supervisor_once_there_are_operators(floor: Floor) -> None:
    floor.add(("CAM", 1))
    floor.ship(1, "SN1")
    at = floor.store.now()
    roles = {"ben": Role.OPERATOR, "eva": Role.SUPERVISOR}

    def add(conn: Connection) -> None:
        for name, role in roles.items():
            operators.add(conn, name, role=role, at=at, by="office")

    floor.store.write(add)
    with pytest.raises(Refused, match="role_needed"):
        floor.give_up(by="ben")
    assert floor.give_up(by="eva").state is DocumentState.RECEIVED


# --- R27 another account ----------------------------------------------------------------------------------------


def test_r27_goods_become_another_accounts_where_they_lie(floor: Floor) -> None:
    floor.add(("CAM", 2), ("BAT", 2), ("BOX", 10), account="ACME")
    floor.ship(2, "SN1", "SN2")
    floor.ship(2, "B1")
    assert floor.ship(10).is_complete
    assert floor.state() == "received"
    assert floor.quantities("CAM") == {"MAIN A-01": 1, "ACME A-01": 2}
    assert floor.quantities("BAT") == {"MAIN A-01": 3, "ACME A-01": 2}
    assert floor.where("SN1") == (IN_STOCK, "A-01")


def test_r27_a_serial_on_hold_stays_with_its_account(floor: Floor) -> None:
    floor.add(("CAM", 2), account="ACME")
    at = floor.store.now()
    floor.store.write(lambda conn: holds.hold(conn, "SN1", sku="CAM", reason="dented", by="office", at=at))
    with pytest.raises(Refused, match="serial_on_hold"):
        floor.ship(1, "SN1")
    assert replace(floor.line(), id=0).done == 0
