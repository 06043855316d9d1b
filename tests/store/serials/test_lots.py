"""What is kept of the lots of many serials is asked for at once, however many they are."""

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import lots
from serialhhd.store.serials.lots import ASKED_AT_ONCE, UNKNOWN, LotAndExpiry


def test_what_is_kept_of_each_serial_is_found_by_its_key_and_of_its_own_product_alone(store: Store) -> None:
    store.write(lambda conn: sample.fill(conn, store.now()))
    session = Session(store, FlowsFile(PACKAGED), "anna", "goods_in")
    for text in ("PR-1007", "CAM-200", "]d2010952123454321310L-5\x1d1727013121SN0007"):
        session.submit(Scan(text))
    asked = [f"nobody-{number}" for number in range(ASKED_AT_ONCE)] + ["sn0007", "sn0001"]
    with store.read() as conn:
        camera, router = (products.show(conn, sku).id for sku in ("CAM-200", "RTR-10"))
        assert lots.known(conn, camera, asked) == {
            "sn0007": LotAndExpiry("L-5", "2027-01-31"),
            "sn0001": UNKNOWN,
        }
        assert lots.known(conn, router, asked) == {}
        assert lots.known(conn, camera, []) == {}
