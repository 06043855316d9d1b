"""R21 A container at the desk: it stands for its serials, goes along with all that lies in it, and what is taken out of one is said."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import places
from serialhhd.store.containers import containers
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import document_work, picking_work, stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_entered, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.inbound.receiving import Received
from serialhhd.store.outbound.picking import PickRules
from serialhhd.store.serials import traces
from serialhhd.store.stock.moving import Moved
from serialhhd.store.transfers import giving_up, transfers
from serialhhd.store.words.refusal import Refused
from tests.store.containers.floor import OTHER_PALLET, PALLET, Floor, announced


@pytest.fixture
def floor(store: Store) -> Iterator[Floor]:
    found = Floor(store)
    yield found
    assert found.check() == ()


def move(floor: Floor, *texts: str, sku: str = "CAM", left: str = "A-01", to: str = "B-01") -> Moved:
    """Move what the texts name, at the desk."""
    line, at = floor.line(sku, left), floor.store.now()
    return floor.store.write(
        lambda conn: stock_work.move(conn, line.id, to=to, named=Named(texts), by="office", at=at)
    )


def inside(floor: Floor, *names: str) -> list[str | None]:
    return [floor.trace(one).container for one in names]


# --- it stands for its serials --------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", [PALLET, f"(00){PALLET}", f"]C100{PALLET}", "p-1"])
def test_r21_a_container_that_is_named_stands_for_its_serials_and_goes_along(
    floor: Floor, label: str
) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2") | {"SN3": "", "SN4": ""})
    floor.put(PALLET, "P-1")
    moved = move(floor, "SN3", label)
    assert (moved.arrived.quantity, moved.unpacked) == (3, ())
    assert inside(floor, "SN1", "SN2", "SN3") == [PALLET, PALLET, None]
    assert (floor.place_of(PALLET), floor.trace("SN4").location) == ("B-01", "A-01")


def test_r21_a_container_stands_for_those_that_are_not_named_before_it(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2"))
    floor.put(PALLET, "P-1")
    with pytest.raises(Refused, match="serials_repeated"):
        move(floor, "P-1", PALLET)
    assert move(floor, "SN1", PALLET).arrived.quantity == 2
    assert inside(floor, "SN1", "SN2") == [PALLET, PALLET]


def test_r21_a_container_is_refused_as_at_a_handheld(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2"), LENS=announced("L1", sscc=OTHER_PALLET))
    for code in (PALLET, OTHER_PALLET):
        floor.put(code, "P-1")
    for names, why in (
        (("P-1",), "container_mixed"),
        ((OTHER_PALLET,), "container_mixed"),
        (("T-1",), "container_without"),
        (("T-9",), "serial_unknown"),
    ):
        with pytest.raises(Refused, match=why):
            move(floor, *names)
    floor.receive("B-01", CAM={"SN8": ""})
    with pytest.raises(Refused, match="container_not_here") as refused:
        move(floor, PALLET, left="B-01", to="A-01")
    assert refused.value.facts == {"container": PALLET, "serial": "SN1", "location": "A-01"}


def test_r21_a_container_stands_for_its_serials_where_it_does_not_go_along(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2"), LENS=announced("L1"))
    line, at = floor.line("CAM", "A-01"), floor.store.now()
    floor.store.write(
        lambda conn: stock_work.take_out(
            conn, line.id, quantity=2, reason="Crushed", named=Named((PALLET,)), by="office", at=at
        )
    )
    assert floor.trace("SN1").state.value == "removed"


# --- it goes along, or is left --------------------------------------------------------------------------------------


def test_r21_serials_that_are_all_that_lies_in_a_container_go_along_in_it(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2") | announced("SN3", "SN4", sscc=OTHER_PALLET))
    for code in (PALLET, OTHER_PALLET):
        floor.put(code, "P-1")
    moved = move(floor, "SN1", "SN2", "SN3")
    assert moved.unpacked == (OTHER_PALLET,)
    assert inside(floor, "SN1", "SN2", "SN3", "SN4") == [PALLET, PALLET, None, OTHER_PALLET]
    with floor.store.read() as conn:
        assert containers.show(conn, PALLET).inside is None


@pytest.mark.parametrize("texts", [("SN1", "SN2"), (PALLET,), ("P-1",)])
def test_r21_a_container_of_which_another_has_taken_all_back_goes_along(
    floor: Floor, texts: tuple[str, ...]
) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2"))
    floor.put(PALLET, "P-1")
    for code in (PALLET, "P-1"):
        anna = Runner(floor.store, lambda: FlowsFile(PACKAGED).current().flows["move"], "anna")
        for text in ("A-01", "CAM", code, ":undo", ":undo"):
            anna.submit(Scan(text))
    assert move(floor, *texts).unpacked == ()
    assert (floor.place_of("P-1"), inside(floor, "SN1", "SN2")) == ("B-01", [PALLET, PALLET])


def test_r21_a_container_of_which_another_holds_a_part_stays_the_others(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2", "SN3"))
    floor.put(PALLET, "P-1")
    anna = Runner(floor.store, lambda: FlowsFile(PACKAGED).current().flows["move"], "anna")
    for text in ("A-01", "CAM", "P-1", ":undo"):
        anna.submit(Scan(text))
    assert move(floor, "SN3").unpacked == (PALLET,)
    for text in (":done", "", "B-01"):
        anna.submit(Scan(text))
    assert inside(floor, "SN1", "SN2", "SN3") == [PALLET, PALLET, None]
    assert floor.place_of("P-1") == "B-01"


def test_r24_a_shipment_goes_packed_and_says_what_it_takes_out(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2") | announced("SN3", "SN4", sscc=OTHER_PALLET))

    def begin(conn: Connection) -> None:
        places.add_warehouse(conn, "EAST", by="office")
        places.add_location(conn, "E-01", "EAST", by="office")
        at, wanted = floor.store.now(), [WantedLine("CAM", 4)]
        transfers.add(conn, "TR-1", wanted, to_warehouse="EAST", at=at, by="office")

    floor.store.write(begin)
    do = partial(at_the_desk, floor, "TR-1")
    assert do(document_work.ship, "SN1", "SN2", "SN3", location="A-01").unpacked == (OTHER_PALLET,)
    assert inside(floor, "SN1", "SN3", "SN4") == [PALLET, None, OTHER_PALLET]
    assert do(document_work.ship, OTHER_PALLET, location="A-01").unpacked == ()
    assert do(document_work.receive, "SN1", location="E-01").unpacked == (PALLET,)
    assert do(document_work.receive, PALLET, location="E-01").unpacked == ()
    assert inside(floor, "SN1", "SN2") == [None, PALLET]


def test_r26_a_container_that_is_named_stands_for_what_is_given_up(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2") | {"SN3": ""}, LENS=announced("SN1", sscc=OTHER_PALLET))
    floor.put(PALLET, "P-1")

    def begin(conn: Connection) -> None:
        places.add_warehouse(conn, "EAST", by="office")
        at, wanted = floor.store.now(), [WantedLine("CAM", 3), WantedLine("LENS", 1)]
        transfers.add(conn, "TR-1", wanted, to_warehouse="EAST", at=at, by="office")

    def lost(*names: str, sku: str | None = None) -> None:
        at, why = floor.store.now(), "stolen"
        floor.store.write(
            lambda conn: giving_up.give_up(conn, "TR-1", reason=why, sku=sku, serials=names, by="x", at=at)
        )

    floor.store.write(begin)
    at = floor.store.now()
    for sku, names in (("CAM", ("SN3", PALLET)), ("LENS", (OTHER_PALLET,))):
        floor.store.write(
            lambda conn, sku=sku, names=names: document_work.ship(  # type: ignore[misc]
                conn, "TR-1", sku, location="A-01", named=Named(names), by="office", at=at
            )
        )
    for names, chosen, why in (
        (("T-1",), None, "container_without"),
        ((PALLET,), "LENS", "container_without"),
        ((PALLET, "SN1"), None, "serial_of_several_products"),
    ):
        with pytest.raises(Refused, match=why):
            lost(*names, sku=chosen)
    lost(f"(00){PALLET}")
    with floor.store.read() as conn:
        states = [traces.show(conn, one, sku).state.value for one, sku in (("SN1", "CAM"), ("SN1", "LENS"))]
    assert states == ["removed", "in_transit"]
    assert (floor.trace("SN2").state.value, floor.trace("SN3").state.value) == ("removed", "in_transit")


def at_the_desk(floor: Floor, ref: str, work: Callable[..., Any], *texts: str, location: str) -> Any:
    at = floor.store.now()
    return floor.store.write(
        lambda conn: work(conn, ref, "CAM", location=location, named=Named(texts), by="office", at=at)
    )


# --- an SSCC that comes in parts ------------------------------------------------------------------------------------


def test_r21_an_sscc_that_comes_at_two_places_is_said_to_be_apart(floor: Floor) -> None:
    def come(conn: Connection, ref: str, serial: str, to: str) -> Received:
        at = floor.store.now()
        pre_receipts.add(conn, ref, [("CAM", 1)], at=at, by="office")
        pre_entered.set_serials(conn, ref, "CAM", (serial,), ssccs={serial: PALLET}, by="office")
        return desk_receiving.receive(conn, ref, "CAM", Delivery(to), by="office", at=at)

    came = [
        floor.store.write(lambda conn, one=one: come(conn, *one)).unpacked  # type: ignore[misc]
        for one in (("PR-7", "SN1", "A-01"), ("PR-8", "SN2", "B-01"), ("PR-9", "SN3", "A-01"))
    ]
    assert came == [(), (PALLET,), ()]
    assert inside(floor, "SN1", "SN2", "SN3") == [PALLET, None, PALLET]


def test_r30_a_container_stands_for_what_is_picked_from_it(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2"))
    floor.add_list("PL-1", ("CAM", 2))
    rules, at = PickRules(), floor.store.now()
    floor.store.write(
        lambda conn: picking_work.pick(
            conn,
            "PL-1",
            "CAM",
            location="A-01",
            named=Named((PALLET,)),
            tote="T-1",
            rules=rules,
            by="office",
            at=at,
        )
    )
    assert inside(floor, "SN1", "SN2") == ["T-1", "T-1"]
