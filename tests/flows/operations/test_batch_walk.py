"""R32 Which carts a virtual scanner offers for a walk is looked up, and nothing is taken by looking."""

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine.store import Store
from tests.store.batches.floor import Floor


def test_a_cart_that_is_taken_or_elsewhere_is_offered_as_one_to_be_refused(store: Store) -> None:
    floor = Floor(store)
    for number in (1, 2):
        floor.add_list(f"PL-{number}", ("BOX", 1))
        floor.add(f"B-{number}", f"PL-{number}")
    floor.take_cart("CART-2", "B-2")
    walker = Runner(store, lambda: FlowsFile(PACKAGED).current().flows["batch_walk"], "anna")
    assert walker.submit(Scan("B-1")).step == "scan_cart"
    for _ in range(2):
        offered = {label.text: label.is_good for label in walker.labels()}
        assert offered["CART-1"]
        assert not offered["CART-2"]
    assert walker.submit(Scan("CART-1")).step == "scan_location"
