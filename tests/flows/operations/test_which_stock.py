"""R20 Which of several stock lines at a place is meant, where a flow asks for the product before the place."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.words.vocabulary import TrackingType

STEPS = """
version = 1

[flows.goods_out]
operation = "pick_by_pick_list"
steps = ["scan_pick_list", "scan_product", "scan_location", "enter_serials", "confirm_quantity"]
"""


@pytest.fixture
def at_b(store: Store, tmp_path: Path) -> Session:
    """One unit at A-01; at B-01 one with a serial and, younger, three without; PL-1 wants three."""

    def fill(conn: Connection) -> None:
        at = store.now()
        products.add(conn, "CAM", at=at, name="Camera", tracking_type=TrackingType.FULL_TRACKING, by="office")
        for code, tracking, names, units in (
            ("A-01", TrackingType.FULL_TRACKING, ["SN1"], 1),
            ("B-01", TrackingType.FULL_TRACKING, ["SN2"], 1),
            ("B-01", TrackingType.NO_TRACKING, [], 3),
        ):
            if places.find_location(conn, code) is None:
                places.add_location(conn, code, by="office")
            products.set_tracking(conn, "CAM", tracking, by="office", at=at)
            named = Named(names)
            stock_work.bring_in(
                conn, "CAM", location=code, quantity=units, reason="found", named=named, by="office", at=at
            )
        pick_lists.add(conn, "PL-1", [WantedLine("CAM", 3)], at=at, by="office")

    store.write(fill)
    flows = tmp_path / "flows.toml"
    flows.write_text(STEPS, encoding="utf-8")
    session = Session(store, FlowsFile(flows), "anna", "goods_out")
    said(session, "PL-1", "CAM")
    return session


def said(session: Session, *entries: str) -> tuple[str, View]:
    """Enter one after the other; return the code of what was said last, and the View."""
    for entry in entries:
        view = session.submit(Scan(entry))
    assert view.message
    return view.message.code, view


def test_r20_at_another_place_than_the_one_proposed_it_is_asked_anew(at_b: Session) -> None:
    code, view = said(at_b, "B-01")
    assert (code, view.prompt) == ("which_stock", "WHICH?")
    assert [one.label for one in view.choices] == ["1 MAIN Full Tracking", "3 MAIN No Tracking"]
    code, view = said(at_b, "2")
    assert (code, view.step, view.proposed) == ("product_chosen", "confirm_quantity", 3)
    code, view = said(at_b, "")
    assert (code, view.done) == ("task_picked", True)


def test_r20_a_serial_there_says_it(at_b: Session) -> None:
    code, view = said(at_b, "B-01", "SN2")
    assert (code, view.step) == ("serial_captured", "confirm_quantity")


def test_r20_nothing_is_asked_at_the_place_that_is_proposed(at_b: Session) -> None:
    assert said(at_b, "A-01")[0] == "location_chosen"
