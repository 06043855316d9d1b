"""R20, R24, R25 Transfers shipped and received at the desk, where a product is there under two tracking types."""

from collections.abc import Callable
from typing import Any

import pytest

from serialhhd.store.catalogue import places
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import document_work
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType
from tests.store.transfers.floor import IN_STOCK, IN_TRANSIT, Floor


def at_the_desk(floor: Floor, work: Callable[..., Any], *texts: str, location: str, **how: object) -> Any:
    """Do so much of TR-1 as the texts, serials, say."""
    at = floor.store.now()
    return floor.store.write(
        lambda conn: work(
            conn, "TR-1", "CAM", location=location, named=Named(texts), by="office", at=at, **how
        )
    )


@pytest.fixture
def mixed(floor: Floor) -> Floor:
    """On the road on the one line of TR-1: SN1 to SN3 under Full Tracking, and under Track During Pick T1 and two units without a serial."""
    floor.store.write(lambda conn: places.add_location(conn, "A-02", by="office"))
    during_pick = TrackingType.TRACK_DURING_PICK
    floor.store.write(lambda conn: floor.put(conn, "CAM", 3, "T1", location="A-02", under=during_pick))
    floor.add(("CAM", 6))
    floor.ship(3, "SN1", "SN2", "SN3", location="A-01")
    floor.ship(3, "T1", location="A-02")
    return floor


def test_r25_the_first_serial_says_under_which_tracking_type_it_was_shipped(mixed: Floor) -> None:
    for names, code in ((("T1", "SN1"), "too_many_serials"), (("SN1", "T1"), "serials_refused")):
        with pytest.raises(Refused, match=code):
            at_the_desk(mixed, document_work.receive, *names, location="E-01")
    assert at_the_desk(mixed, document_work.receive, "t1", location="E-01").in_transit == (
        "SN1",
        "SN2",
        "SN3",
    )
    at_the_desk(mixed, document_work.receive, "SN2", location="E-01")
    assert (mixed.where("T1"), mixed.where("SN2")) == ((IN_STOCK, "E-01"), (IN_STOCK, "E-01"))
    with pytest.raises(Refused, match="serial_not_on_transfer"):
        at_the_desk(mixed, document_work.receive, "T9", location="E-01")


def test_r25_without_serials_those_units_arrive_that_have_none(mixed: Floor) -> None:
    with pytest.raises(Refused, match="known_serials_stay"):
        at_the_desk(mixed, document_work.receive, location="E-01", quantity=3)
    at_the_desk(mixed, document_work.receive, location="E-01", quantity=2)
    assert mixed.where("T1") == (IN_TRANSIT, "TRANSIT-EAST")
    with pytest.raises(Refused, match="serials_needed"):  # what is left has serials
        at_the_desk(mixed, document_work.receive, location="E-01", quantity=1)
    assert at_the_desk(mixed, document_work.receive, "T1", location="E-01").in_transit_units == 3
    assert at_the_desk(mixed, document_work.receive, "SN3", "SN1", "SN2", location="E-01").is_complete


def test_r20_what_lies_at_a_place_under_two_types_is_shipped_by_its_serial_or_without_one(
    floor: Floor,
) -> None:
    during_pick = TrackingType.TRACK_DURING_PICK
    floor.store.write(lambda conn: floor.put(conn, "CAM", 2, "T1", location="A-01", under=during_pick))
    floor.add(("CAM", 4))
    at_the_desk(floor, document_work.ship, "T1", location="A-01")
    at_the_desk(floor, document_work.ship, location="A-01", quantity=1)
    at_the_desk(floor, document_work.ship, "SN1", location="A-01")
    assert [floor.where(text)[0] for text in ("T1", "SN1")] == [IN_TRANSIT, IN_TRANSIT]
    with pytest.raises(Refused, match="serials_needed"):  # what is left has serials
        at_the_desk(floor, document_work.ship, location="A-01", quantity=1)
