"""R23-R27 Transfers, asked of the store itself: shipped, on the road, received in parts, given up; and another account's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.desk import recall_units, recalls
from serialhhd.store.desk.recalls import Scope
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.schema import check
from serialhhd.store.serials import captures, serials, traces
from serialhhd.store.serials.captures import Capturing, Takes
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import holds, ledger, movement, product_holds, proposing, runs, stock
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock import StockFilter
from serialhhd.store.stock.stock_lines import Identity
from serialhhd.store.transfers import arriving, giving_up, on_the_road, shipping, transfers
from serialhhd.store.transfers.arriving import Arrived
from serialhhd.store.transfers.shipping import Shipped
from serialhhd.store.transfers.transfers import ARRIVALS, TransferLine
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import (
    DocumentState,
    LocationKind,
    Role,
    RunState,
    SerialState,
    TrackingType,
    TransactionKind,
)

TRACKED = {
    "CAM": TrackingType.FULL_TRACKING,
    "BAT": TrackingType.TRACK_DURING_PICK,
    "BOX": TrackingType.NO_TRACKING,
}


class Floor:
    """A warehouse with cameras, batteries (one with a known serial) and boxes at A-01; another one, EAST; another account, ACME."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.write(self._fill)

    def _fill(self, conn: Connection) -> None:
        at = self.store.now()
        places.add_location(conn, "A-01", by="office")
        places.add_location(conn, "Q-01", kind=LocationKind.QUARANTINE, by="office")
        places.add_warehouse(conn, "EAST", by="office")
        places.add_location(conn, "E-01", "EAST", by="office")
        places.add_warehouse(conn, "WEST", by="office")
        places.add_location(conn, "W-01", "WEST", by="office")
        places.add_account(conn, "ACME", by="office")
        for sku, tracking in TRACKED.items():
            products.add(conn, sku, at=at, name=sku, tracking_type=tracking, by="office")
        self.put(conn, "CAM", 3, "SN1", "SN2", "SN3")
        self.put(conn, "BAT", 5, "B1")
        self.put(conn, "BOX", 10)

    def put(self, conn: Connection, sku: str, units: int, *names: str, location: str = "A-01") -> None:
        """Units that were found at a place, by an adjustment."""
        product, at = products.show(conn, sku), self.store.now()
        run = self.begin(conn, f"put {sku} {location}")
        held = self.captured(conn, run, sku, names) if names else run
        to = places.location(conn, location).id
        movement.post(
            conn,
            Movement(
                TransactionKind.ADJUSTMENT,
                units,
                "office",
                at,
                arrives=Identity(product.id, to, 1, TRACKED[sku]),
                serials=Captures(run.id, held.captured) if names else None,
                become=SerialState.IN_STOCK,
                note="found",
            ),
        )
        runs.end(conn, run.id, RunState.DONE, at)

    def captured(self, conn: Connection, run: Run, sku: str, names: tuple[str, ...]) -> Run:
        capturing = Capturing(run, products.show(conn, sku), NO_LIMIT, self.store.now())
        return captures.take_all(conn, capturing, [serials.entry(one) for one in names], Takes(new=NO_LIMIT))

    def begin(self, conn: Connection, flow: str, operator: str = "Anna") -> Run:
        at = self.store.now()
        return runs.begin(conn, operator=operator, flow=flow, config="{}", position="{}", at=at)

    # --- the transfer -------------------------------------------------------------------------------------------

    def add(self, *wanted: tuple[str, int], account: str | None = None, ref: str = "TR-1") -> Document:
        lines = [WantedLine(*one) for one in wanted]
        warehouse, at = None if account else "EAST", self.store.now()
        return self.store.write(
            lambda conn: transfers.add(
                conn, ref, lines, at=at, to_warehouse=warehouse, to_account=account, by="office"
            )
        )

    def ship(
        self, units: int, *names: str, ref: str = "TR-1", reason: str | None = None, location: str = ""
    ) -> Shipped:
        def work(conn: Connection) -> Shipped:
            transfer, at = transfers.show(conn, ref), self.store.now()
            run = self.begin(conn, f"transfer_out {units} {names}")
            line = shipping.claim_next(conn, transfer, run)
            assert line is not None
            place = places.location(conn, location).id if location else None
            there = proposing.propose(conn, line, transfer.account_id, place)
            if names:
                assert there is not None
                standing = transfers.standing(conn, transfer.id, line.id, lock=True)
                capturing = Capturing(run, products.show(conn, line.product), NO_LIMIT, at)
                entries = [serials.entry(one) for one in names]
                run = shipping.capture(conn, standing, there, capturing, entries)
            shipped = shipping.post(conn, line, there, run, Taking(units, reason), at=at)
            runs.end(conn, run.id, RunState.DONE, at)
            return shipped

        return self.store.write(work)

    def receive(
        self, sku: str, units: int, *names: str, ref: str = "TR-1", to: str = "E-01", accepts: bool = False
    ) -> Arrived:
        def work(conn: Connection) -> Arrived:
            transfer, at = transfers.show(conn, ref), self.store.now()
            run = self.begin(conn, f"transfer_in {sku} {units} {names}", "Eva")
            product = products.show(conn, sku)
            line = arriving.lines_on_the_road(conn, transfer, product)[0]
            load = arriving.loads(conn, line.id)[0]
            if names:
                standing = ARRIVALS.lines.standing(conn, transfer.id, line.id, lock=True)
                entries = [serials.entry(one) for one in names]
                run = arriving.capture(conn, standing, load, Capturing(run, product, NO_LIMIT, at), entries)
            place = places.location(conn, to)
            arrived = arriving.post(conn, line, load, run, units=units, accepts=accepts, to=place, at=at)
            runs.end(conn, run.id, RunState.DONE, at)
            return arrived

        return self.store.write(work)

    def give_up(self, reason: str = "stolen", by: str = "office", **what: object) -> Document:
        at = self.store.now()
        return self.store.write(
            lambda conn: giving_up.give_up(conn, "TR-1", reason=reason, by=by, at=at, **what)  # type: ignore[arg-type]
        )

    # --- what is there ------------------------------------------------------------------------------------------

    def quantities(self, sku: str) -> dict[str, int]:
        with self.store.read() as conn:
            lines = stock.page(conn, stock.EVERYTHING.named(conn, product=sku))
        return {f"{line.account} {line.location}": line.quantity for line in lines}

    def where(self, name: str, sku: str = "CAM") -> tuple[SerialState, str | None]:
        with self.store.read() as conn:
            trace = traces.show(conn, name, sku)
        return trace.state, trace.location

    def line(self, ref: str = "TR-1", number: int = 1) -> TransferLine:
        with self.store.read() as conn:
            return transfers.lines(conn, transfers.show(conn, ref))[number - 1]

    def state(self, ref: str = "TR-1") -> DocumentState:
        with self.store.read() as conn:
            return transfers.show(conn, ref).state


@pytest.fixture
def floor(store: Store) -> Iterator[Floor]:
    yield Floor(store)
    with store.read() as conn:
        assert check.check(conn) == ()


IN_TRANSIT, IN_STOCK, REMOVED = SerialState.IN_TRANSIT, SerialState.IN_STOCK, SerialState.REMOVED


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
        floor.give_up(serials=[serials.entry("SN3")])
    assert refused.value.facts["sku"] == "CAM, BOX"  # of which of them it is nobody has said
    with pytest.raises(Refused, match="not_in_transit"):
        floor.give_up(units=[("CAM", 1)])
    floor.give_up(serials=[serials.entry("sn1")], units=[("BOX", 2)])
    assert (floor.where("SN1"), floor.where("SN2")) == ((REMOVED, None), (IN_TRANSIT, "TRANSIT-EAST"))
    assert floor.give_up().state is DocumentState.RECEIVED
    assert floor.quantities("BOX") == {"MAIN A-01": 5}
    assert (floor.line(number=2).lost, floor.line().lost) == (5, 2)


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
