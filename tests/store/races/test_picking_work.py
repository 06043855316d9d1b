"""R12, R32, R33 Goods go out at two desks, or at a desk and a handheld, at the same moment: one has them, the other is told; either order ends whole."""

from functools import partial

import pytest

from serialhhd.store.containers.named import Named
from serialhhd.store.desk import picking_work
from serialhhd.store.outbound.picking import PickRules
from tests.store.batches.floor import Floor
from tests.store.races.test_batches import ENDS, Both, both, walked
from tests.store.races.two_programs import ROUNDS, codes, together

__all__ = ["both"]


def picks(floor: Floor, ref: str, sku: str, *names: str) -> object:
    location, at = ("A-01" if names else "A-02"), floor.store.now()
    how = {"location": location, "named": Named(names), "rules": PickRules(), "by": "office", "at": at}
    return floor.store.write(partial(picking_work.pick, ref=ref, sku=sku, **how))  # type: ignore[arg-type]


def sorts(floor: Floor, *names: str) -> object:
    how = {"named": Named(names), "by": "office", "at": floor.store.now()}
    return floor.store.write(partial(picking_work.sort, ref="B-1", sku="CAM", **how))  # type: ignore[arg-type]


def test_of_two_desks_that_pick_one_serial_one_has_it(both: Both) -> None:
    for number, serial in enumerate(("SN1", "SN2", "SN3")):
        for ref in (f"PL-{number}", f"QL-{number}"):
            both[0].add_list(ref, ("CAM", 1))
        answers = together(
            partial(picks, both[0], f"PL-{number}", "CAM", serial),
            partial(picks, both[1], f"QL-{number}", "CAM", serial),
        )
        assert codes(answers) == ["done", "serial_picked"]


def test_a_desk_and_a_handheld_pick_no_more_than_a_list_asks_for(both: Both) -> None:
    run = both[1].begin("Anna", "goods_out")
    for number in range(min(ROUNDS, 5)):
        both[0].add_list(f"PL-{number}", ("BOX", 1))
        answers = together(
            partial(picks, both[0], f"PL-{number}", "BOX"), partial(both[1].pick_box, run, f"PL-{number}")
        )
        assert "done" in codes(answers)
        assert [one[2] for one in both[0].tasks(f"PL-{number}")] == [1]
    both[1].end(run)


@pytest.mark.parametrize("what", ENDS)
def test_what_ends_while_it_is_sorted_at_a_desk_leaves_it_with_one(both: Both, what: str) -> None:
    one = walked(both)
    answers = together(partial(sorts, one, "SN1", "SN2", "SN3"), partial(ENDS[what], both[1]))
    told = codes(answers)
    assert "done" in told
    places = {one.where(serial) for serial in ("SN1", "SN2", "SN3")}
    assert places in ({("picked", None)}, {("in_stock", "CART-1")}), told
