"""R12, R30, R32, R33, R37 Goods go out at the desk, picked, walked and sorted, under the rules of the handheld."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers, content
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import picking_work
from serialhhd.store.desk.picking_work import Sorted
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.outbound.picking import PickRules
from serialhhd.store.stock import holds, ledger, product_holds
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import DocumentState, LocationKind, TrackingType
from tests.flows.supervised import staff
from tests.store.batches.floor import Floor

STRICT = PickRules(frozenset({"short"}))


class Desk(Floor):
    """Somebody at the desk of that warehouse, with two totes, a place of quarantine, and PL-1 and PL-2, which want two and one of everything."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        store.write(self._more)
        self.add_list("PL-1", ("CAM", 2), ("BAT", 2), ("BOX", 2))
        self.add_list("PL-2", ("CAM", 1), ("BAT", 1), ("BOX", 1))

    def _more(self, conn: Connection) -> None:
        containers.add(conn, "T-1", by="office")
        containers.add(conn, "T-2", by="office")
        places.add_location(conn, "Q-01", kind=LocationKind.QUARANTINE, by="office")

    def does(self, work: Callable[..., Any], *what: object, by: str = "office", **how: Any) -> Any:
        at = self.store.now()
        return self.store.write(lambda conn: work(conn, *what, by=by, at=at, **how))

    def picks(self, sku: str, location: str, *serials: str, ref: str = "PL-1", **how: Any) -> Any:
        how.setdefault("rules", PickRules())
        named = Named(serials, sure=how.pop("sure", False))
        return self.does(picking_work.pick, ref, sku, location=location, named=named, **how)

    def walks(self, sku: str, location: str, *serials: str, **how: Any) -> Any:
        return self.does(picking_work.walk, "B-1", sku, location=location, named=Named(serials), **how)

    def sorts(self, sku: str, *serials: str, sure: bool = False, **how: Any) -> Any:
        return self.does(picking_work.sort, "B-1", sku, named=Named(serials, sure=sure), **how)

    def done(self, ref: str = "PL-1") -> list[int]:
        return [one[2] for one in self.tasks(ref)]


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    at_work = Desk(store)
    yield at_work
    assert at_work.is_whole()


# --- R12, R30, R37 the pick -------------------------------------------------------------------------------------


def test_r12_a_pick_takes_serials_that_are_there_makes_those_that_are_not_or_counts(desk: Desk) -> None:
    assert not desk.picks("CAM", "A-01", "sn1").is_complete
    assert desk.done() == [1, 0, 0]
    with pytest.raises(Doubtful, match="serials_doubtful"):
        desk.picks("BAT", "A-02", "12", "13")
    desk.picks("BAT", "A-02", "12", "13", sure=True)
    desk.picks("BOX", "A-02")
    assert desk.picks("CAM", "A-02", "SN4").is_complete
    assert [desk.where(one) for one in ("SN1", "13", "SN4")] == [("picked", None)] * 3
    assert desk.on("A-02") == {"BAT": 4, "BOX": 8}


PICKS: dict[str, tuple[tuple[str, ...], dict[str, Any], str]] = {
    "units of Full Tracking without serials": (("CAM", "A-01"), {}, "serials_needed"),
    "units whose serials the pick makes, without": (("BAT", "A-02"), {}, "serials_needed"),
    "serials of No Tracking": (("BOX", "A-02", "B1"), {}, "serials_not_taken"),
    "an unknown serial": (("CAM", "A-01", "SN9"), {}, "serial_unknown"),
    "a serial of another place": (("CAM", "A-01", "SN4"), {}, "serial_in_stock"),
    "more serials than are wanted": (("CAM", "A-01", "SN1", "SN2", "SN3"), {}, "too_many_serials"),
    "another number than of serials": (("CAM", "A-01", "SN1"), {"quantity": 2}, "quantity_is_serial_count"),
    "more than are wanted": (("BOX", "A-02"), {"quantity": 3}, "over_pick"),
    "nothing, and no reason": (("BOX", "A-02"), {"quantity": 0}, "quantity_not_positive"),
    "no serial, and a reason": (("CAM", "A-01", "SN1"), {"quantity": 0, "short": "x"}, "quantity_not_positive"),
    "where there is none": (("BOX", "A-01"), {}, "not_enough_stock"),
    "a serial where there is none": (("CAM", "E-01", "SN1"), {}, "serial_in_stock"),
    "a new serial where there is none": (("BAT", "A-01", "B1X"), {}, "not_enough_stock"),
    "from quarantine": (("CAM", "Q-01", "SN1"), {}, "wrong_location_kind"),
    "from a cart": (("CAM", "CART-1", "SN1"), {}, "wrong_location_kind"),
    "from the road": (("CAM", "TRANSIT-MAIN", "SN1"), {}, "wrong_location_kind"),
    "into no tote": (("BOX", "A-02"), {"tote": "T-9"}, "unknown"),
    "of no list": (("BOX", "A-02"), {"ref": "PL-9"}, "unknown"),
}  # fmt: skip


@pytest.mark.parametrize(("what", "how", "code"), PICKS.values(), ids=PICKS)
def test_r12_what_is_no_pick_is_refused(
    desk: Desk, what: tuple[str, ...], how: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        desk.picks(*what, **how)
    assert desk.done() == [0, 0, 0]


def test_r20_a_new_serial_is_of_the_stock_whose_serials_are_made_known_though_older_stock_lies_beside_it(
    desk: Desk,
) -> None:
    at = desk.store.now()
    desk.store.write(
        lambda conn: products.set_tracking(conn, "CAM", TrackingType.TRACK_DURING_PICK, by="office", at=at)
    )
    desk.store.write(lambda conn: desk.put(conn, "CAM", 2, "T1"))
    desk.picks("CAM", "A-01", "N1")
    with pytest.raises(Refused, match="serial_unknown"):  # what is left there has all its serials
        desk.picks("CAM", "A-01", "N2")
    desk.picks("CAM", "A-01", "T1")
    assert [desk.where(one) for one in ("N1", "T1")] == [("picked", None)] * 2
    desk.add("B-1", "PL-2")
    with pytest.raises(Refused, match="serial_unknown"):  # what stays in the house needs none
        desk.walks("CAM", "A-01", "N3", cart="CART-1")
    desk.walks("CAM", "A-01", "SN1", cart="CART-1")


def test_r30_a_list_has_its_own_totes(desk: Desk) -> None:
    desk.picks("CAM", "A-01", "SN1", tote="T-1")
    with pytest.raises(Refused, match="tote_of_other_list"):
        desk.picks("CAM", "A-01", "SN2", ref="PL-2", tote="T-1")
    desk.picks("CAM", "A-01", "SN2", ref="PL-2", tote="T-2")
    with desk.store.read() as conn:
        assert [containers.show(conn, one).pick_list for one in ("T-1", "T-2")] == ["PL-1", "PL-2"]


def test_r30_where_the_flows_want_a_tote_a_pick_goes_into_the_one_that_is_named_or_the_lists_own(
    desk: Desk,
) -> None:
    rules = PickRules(needs_tote=True)
    with pytest.raises(Refused, match="tote_needed"):
        desk.picks("CAM", "A-01", "SN1", rules=rules)
    desk.picks("CAM", "A-01", "SN1", rules=rules, tote="T-1")
    desk.picks("BOX", "A-02", quantity=1, rules=rules)
    desk.picks("BOX", "A-02", quantity=0, short="Location empty", rules=rules)
    with desk.store.read() as conn:
        packed = content.content(conn, containers.show(conn, "T-1"))
        assert [(one.product, one.quantity) for one in packed] == [("BOX", 1), ("CAM", 1)]


def test_r12_a_task_ends_short_with_a_reason_alone(desk: Desk) -> None:
    desk.picks("BOX", "A-01", quantity=0, short="Location empty")
    desk.picks("CAM", "A-01", "SN1", short="Damaged")
    desk.picks("BAT", "A-02", "B1X", "B2X", short="said for nothing, as all are there")
    assert [(one[2], one[3], one[4]) for one in desk.tasks("PL-1")] == [
        (1, DocumentState.PICKED, "Damaged"),
        (2, DocumentState.PICKED, None),
        (0, DocumentState.PICKED, "Location empty"),
    ]
    with pytest.raises(Refused, match="document_not_open"):
        desk.picks("CAM", "A-01", "SN2")


def test_r67_what_a_handheld_asks_a_supervisor_for_takes_one_at_a_desk(desk: Desk) -> None:
    how: dict[str, Any] = {"quantity": 1, "short": "Damaged", "rules": STRICT}
    desk.picks("BOX", "A-02", ref="PL-2", quantity=0, short="Lost", rules=STRICT)  # nobody is an operator yet
    staff(desk.store)
    with pytest.raises(Refused, match="role_needed"):
        desk.picks("BOX", "A-02", by="anna", **how)
    desk.picks("BOX", "A-02", by="anna", quantity=1, rules=STRICT)  # the rest is waited for
    desk.picks("BOX", "A-02", by="sue", quantity=0, short="Damaged", rules=STRICT)
    with desk.store.read() as conn:
        (newest,) = ledger.page(conn, limit=1)
    assert (newest.operator, newest.approved_by, newest.quantity) == ("sue", "Sue", 0)


def test_r42_what_is_on_hold_leaves_for_its_supplier_alone(desk: Desk) -> None:
    at = desk.store.now()

    def come(conn: Connection) -> None:
        pre_receipts.add(conn, "PR-1", [("CAM", 1)], at=at, supplier="Lens", by="office")
        delivery = Delivery("Q-01", ("SN-77",), sure=True)
        desk_receiving.receive(conn, "PR-1", "CAM", delivery, by="office", at=at)
        for one in ("SN-77", "SN1"):
            holds.hold(conn, one, sku="CAM", reason="dented", by="office", at=at)
        product_holds.hold(conn, "BOX", lot=None, reason="recall", by="office", at=at)
        pick_lists.add(conn, "RMA-1", [WantedTask("CAM", 2)], at=at, supplier="Lens", by="office")

    desk.store.write(come)
    with pytest.raises(Refused, match="serial_on_hold"):
        desk.picks("CAM", "A-01", "SN1")
    with pytest.raises(Refused, match="product_on_hold"):
        desk.picks("BOX", "A-02")
    with pytest.raises(Refused, match="serial_other_supplier"):
        desk.picks("CAM", "A-01", "SN1", ref="RMA-1")
    picked = desk.picks("CAM", "Q-01", "SN-77", ref="RMA-1")
    assert picked.set_aside.on_hold == ("SN-77",)
    any_origin = PickRules(verifies_origin=False)
    assert desk.picks("CAM", "A-01", "SN1", ref="RMA-1", rules=any_origin).is_complete


# --- R32 the walk -----------------------------------------------------------------------------------------------


@pytest.fixture
def batch(desk: Desk) -> Desk:
    """Both lists are in a batch, PL-2 before PL-1."""
    desk.add("B-1", "PL-2", "PL-1")
    return desk


def test_r32_the_walk_takes_what_all_lists_want_onto_one_cart(batch: Desk) -> None:
    with pytest.raises(Refused, match="batch_without_cart"):
        batch.walks("BOX", "A-02")
    batch.walks("CAM", "A-01", "SN1", "SN2", cart="CART-1")
    for how, code in (
        ({"cart": "CART-2"}, "batch_on_other_cart"),
        ({"quantity": 4}, "over_pick"),
        ({"quantity": 0}, "quantity_not_positive"),
    ):
        with pytest.raises(Refused, match=code):
            batch.walks("BOX", "A-02", **how)
    with pytest.raises(Refused, match="serials_needed"):
        batch.walks("CAM", "A-02")
    batch.walks("CAM", "A-02", "SN4")
    batch.walks("BAT", "A-02", quantity=2)
    assert not batch.walks("BAT", "A-02", quantity=0, short="Lost").is_over
    assert batch.walks("BOX", "A-02", cart="CART-1").is_over
    assert batch.on("CART-1") == {"CAM": 3, "BAT": 2, "BOX": 3}
    with pytest.raises(Refused, match="batch_is_walked"):
        batch.walks("BOX", "A-02")


def test_r67_a_walk_ends_short_by_a_supervisor_where_the_flows_say_so(batch: Desk) -> None:
    staff(batch.store)
    how: dict[str, Any] = {"cart": "CART-1", "short": "Lost", "needs_supervisor": frozenset({"short"})}
    with pytest.raises(Refused, match="role_needed"):
        batch.walks("BOX", "A-02", by="Anna", quantity=2, **how)
    assert batch.on("CART-1") == {}
    batch.walks("BOX", "A-02", by="Anna", **how)  # all are there: nothing is short


# --- R33 the sort -----------------------------------------------------------------------------------------------


def test_r33_each_unit_goes_to_the_first_list_that_wants_it_and_into_its_tote(batch: Desk) -> None:
    with pytest.raises(Refused, match="batch_without_cart"):
        batch.sorts("CAM", "SN1")
    batch.walks("CAM", "A-01", "SN1", "SN2", "SN3", cart="CART-1")
    batch.walks("BAT", "A-02", quantity=2)
    batch.walks("BAT", "A-02", quantity=0, short="Lost")
    batch.walks("BOX", "A-02")
    with pytest.raises(Refused, match="tote_of_other_list"):  # they go to two lists: none of them does
        batch.sorts("CAM", "SN1", "SN2", tote="T-1")
    assert batch.sorts("CAM", "SN1", tote="T-1") == (Sorted("SN1", "PL-2", "T-1", False),)
    assert batch.sorts("CAM", "SN3", tote="T-2") == (Sorted("SN3", "PL-1", "T-2", False),)
    for sku, serials, how, code in (
        ("CAM", ("SN4",), {}, "serial_in_stock"),
        ("CAM", ("SN9",), {}, "serial_unknown"),
        ("CAM", (), {}, "unit_needs_serial"),
        ("CAM", ("SN2",), {"tote": "T-1"}, "tote_of_other_list"),
        ("BOX", ("X1",), {}, "serials_not_taken"),
        ("BOX", (), {"quantity": 0}, "quantity_not_positive"),
        ("BOX", (), {"quantity": 4}, "unit_not_"),
        ("BAT", ("B1X",), {"quantity": 2}, "quantity_is_serial_count"),
    ):
        with pytest.raises(Refused, match=code):
            batch.sorts(sku, *serials, **how)
    with pytest.raises(Refused, match="wanted_on_cart"):
        batch.store.write(lambda conn: picking_work.say_empty(conn, "B-1", at=batch.store.now()))
    assert [one.tote for one in batch.sorts("BOX", quantity=3)] == ["T-1", "T-2", "T-2"]
    assert [one.pick_list for one in batch.sorts("BAT", "B1X", "B2X")] == ["PL-2", "PL-1"]
    assert batch.sorts("CAM", "SN2")[0].is_end_of_batch
    assert (batch.state(), batch.done("PL-2"), batch.done()) == (DocumentState.DONE, [1, 1, 1], [2, 1, 2])
    assert batch.tasks("PL-1")[1][4] == "Lost"
    with pytest.raises(Refused, match="document_not_open"):
        batch.sorts("BOX")


def test_r33_a_batch_whose_cart_is_empty_is_done_once_it_is_walked(batch: Desk) -> None:
    def is_done() -> bool:
        at = batch.store.now()
        return batch.store.write(lambda conn: picking_work.say_empty(conn, "B-1", at=at)).is_end_of_batch

    with pytest.raises(Refused, match="batch_without_cart"):
        is_done()
    batch.walks("BOX", "A-02", quantity=0, short="Lost", cart="CART-1")
    assert not is_done()
    batch.walks("CAM", "A-01", quantity=0, short="Lost")
    assert batch.walks("BAT", "A-02", quantity=0, short="Lost").is_done
    with pytest.raises(Refused, match="document_not_open"):
        is_done()
