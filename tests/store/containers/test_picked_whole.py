"""R30 What is picked whole stays in what it lies in: a pallet leaves as a pallet, and is its list's until it is dispatched or put back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import carrying, containers, content, totes
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import picking_work, recalls, stock_work
from serialhhd.store.desk.recalls import Scope
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists, picking, putting_back, waiting_lists
from serialhhd.store.outbound.picking import Pick, PickRules, SerialsOut
from serialhhd.store.serials import serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import proposing
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState
from tests.store.containers.floor import OTHER_PALLET, PALLET, Floor, announced


@pytest.fixture
def floor(store: Store) -> Iterator[Floor]:
    """Two cameras under an SSCC, two under another, one in none; a list that wants two, and one that wants three."""
    found = Floor(store)
    cameras = announced("SN1", "SN2") | announced("SN3", "SN4", sscc=OTHER_PALLET)
    found.receive("A-01", CAM=cameras | {"SN5": ""})
    found.add_list("PL-1", ("CAM", 2))
    found.add_list("PL-2", ("CAM", 3))
    yield found
    assert found.check() == ()


def lies(floor: Floor, code: str) -> tuple[str | None, str | None]:
    """Return in what a container lies, and whose goods it holds."""
    with floor.store.read() as conn:
        found = containers.show(conn, code)
    return found.inside, found.pick_list


def dispatch(floor: Floor, ref: str) -> None:
    floor.store.write(lambda conn: pick_lists.dispatch(conn, ref, by="office", at=floor.store.now()))


def inside(floor: Floor, *names: str) -> list[str | None]:
    return [floor.trace(one).container for one in names]


def test_r30_an_sscc_that_is_picked_whole_leaves_as_it_is(floor: Floor) -> None:
    floor.put(PALLET, "P-1")
    assert floor.pick("PL-1", "CAM", "A-01", None, taking=PALLET) == ()
    assert inside(floor, "SN1", "SN2") == [PALLET, PALLET]
    assert lies(floor, PALLET) == (None, "PL-1")
    with floor.store.read() as conn:
        listed = pick_lists.show(conn, "PL-1").id
        assert (totes.own(conn, listed), totes.codes(conn, listed)) == ((), (PALLET,))
    dispatch(floor, "PL-1")
    assert [row.container for row in floor.trace("SN1").history[-2:]] == [PALLET, PALLET]
    assert (inside(floor, "SN1"), lies(floor, PALLET)) == ([None], (None, None))


def test_r30_a_pallet_that_is_picked_whole_leaves_with_what_lies_in_it(floor: Floor) -> None:
    floor.put(PALLET, "P-1")
    floor.put("T-1", "P-1")
    assert floor.pick("PL-1", "CAM", "A-01", None, taking="P-1") == ()
    assert [lies(floor, one) for one in (PALLET, "P-1")] == [("P-1", "PL-1"), (None, "PL-1")]
    assert floor.trace("SN1").history[-1].container == "P-1"
    for code, into in (("T-2", "P-1"), (OTHER_PALLET, PALLET), ("P-1", "T-2")):
        with pytest.raises(Refused, match="tote_of_a_list"):
            floor.put(code, into)
    floor.put(PALLET, "P-1")
    dispatch(floor, "PL-1")
    assert floor.trace("SN2").history[-1].container == "P-1"
    assert [lies(floor, one) for one in (PALLET, "P-1", "T-1")] == [(None, None)] * 3


def test_r30_what_is_picked_in_part_or_into_a_tote_is_taken_out(floor: Floor) -> None:
    assert floor.pick("PL-1", "CAM", "A-01", "T-1", taking=PALLET) == ()
    assert inside(floor, "SN1", "SN2") == ["T-1", "T-1"]
    assert floor.pick("PL-2", "CAM", "A-01", None, "SN3", "SN5") == (OTHER_PALLET,)
    assert inside(floor, "SN3", "SN4", "SN5") == [None, OTHER_PALLET, None]
    assert lies(floor, OTHER_PALLET) == (None, None)


def test_r30_what_holds_something_else_is_taken_out_of(floor: Floor) -> None:
    floor.receive("A-01", LENS=announced("L1"))
    assert floor.pick("PL-1", "CAM", "A-01", None, taking=PALLET) == (PALLET,)
    assert (inside(floor, "SN1"), lies(floor, PALLET)) == ([None], (None, None))


def test_r30_what_lies_in_a_tote_or_on_the_pallet_of_a_list_is_taken_out_of_that(floor: Floor) -> None:
    floor.put(PALLET, "T-1")
    assert floor.pick("PL-1", "CAM", "A-01", None, taking="T-1") == (PALLET,)
    assert lies(floor, "T-1") == (None, None)
    floor.put(OTHER_PALLET, "P-1")
    floor.receive("A-01", BOX=2)
    floor.add_list("PL-3", ("BOX", 2))
    floor.pick("PL-3", "BOX", "A-01", "T-2", units=2)
    floor.put("T-2", "P-1")
    assert floor.pick("PL-2", "CAM", "A-01", None, "SN5", taking="P-1") == (OTHER_PALLET,)
    assert (lies(floor, "T-2"), lies(floor, "P-1")) == (("P-1", "PL-3"), (None, None))


def test_r30_a_pallet_that_was_scanned_and_is_emptied_since_becomes_no_lists(floor: Floor) -> None:
    def work(conn: Connection) -> None:
        pick_list, camera, at = pick_lists.show(conn, "PL-1"), products.show(conn, "CAM"), floor.store.now()
        with floor.working(conn, "goods_out") as run:
            carrying.take(conn, containers.show(conn, "P-1"), run.id)  # what lay in it is undone, and moved
            task = picking.claim_next(conn, pick_list, run)
            assert task is not None
            line = proposing.propose(conn, task, pick_list.account_id, places.location(conn, "A-01").id)
            assert line is not None
            standing = pick_lists.standing(conn, pick_list.id, task.id, lock=True)
            how, loose = SerialsOut.FROM_STOCK, [serials.entry("SN5")]
            held = picking.capture(conn, standing, line, Capturing(run, camera, 9999, at), loose, how)
            picking.post(conn, task, line, held, Pick(1, how), at=at)

    floor.store.write(work)
    assert (lies(floor, "P-1"), floor.trace("SN5").history[-1].container) == ((None, None), None)


def test_r36_a_tote_is_emptied_by_putting_back(floor: Floor) -> None:
    floor.pick("PL-1", "CAM", "A-01", "T-1", "SN1", "SN2")
    at = floor.store.now()
    floor.store.write(lambda conn: pick_lists.cancel(conn, "PL-1", at, by="office"))
    put_back(floor, "T-1", to="B-01")  # emptied, as every tote
    assert (inside(floor, "SN1"), lies(floor, "T-1")) == ([None], (None, None))


def put_back(floor: Floor, taking: str, *, to: str) -> None:
    """Put back what lies in a container and waits, with it, as a handheld does."""

    def work(conn: Connection) -> None:
        pick_list, camera, at = pick_lists.show(conn, "PL-1"), products.show(conn, "CAM"), floor.store.now()
        with floor.working(conn, "returns") as begun:
            container, task = containers.show(conn, taking), waiting_lists.task_of(conn, pick_list, camera)
            waits = waiting_lists.in_hand(conn, task, begun)
            assert waits is not None
            carrying.take(conn, container, begun.id)
            entries = content.entries(conn, container, camera, begun.id, is_expected=False)
            run = waiting_lists.capture(conn, waits, Capturing(begun, camera, 9999, at), entries)
            place = places.location(conn, to)
            waiting_lists.post(conn, waits, run, units=len(entries), to=place, at=at)

    floor.store.write(work)


def test_r36_what_was_picked_whole_is_put_back_in_what_it_lies_in(floor: Floor) -> None:
    floor.pick("PL-1", "CAM", "A-01", None, taking=PALLET)
    at = floor.store.now()
    floor.store.write(lambda conn: pick_lists.cancel(conn, "PL-1", at, by="office"))
    put_back(floor, PALLET, to="B-01")
    assert (inside(floor, "SN1", "SN2"), lies(floor, PALLET)) == ([PALLET, PALLET], (None, None))
    assert floor.place_of(PALLET) == "B-01"


def test_r36_what_was_picked_whole_is_free_once_it_is_put_back(floor: Floor) -> None:
    floor.pick("PL-1", "CAM", "A-01", None, taking=PALLET)
    at = floor.store.now()
    floor.store.write(lambda conn: pick_lists.cancel(conn, "PL-1", at, by="office"))
    assert lies(floor, PALLET) == (None, "PL-1")
    floor.store.write(lambda conn: putting_back.put_back(conn, "PL-1", to="B-01", by="office", at=at))
    assert (inside(floor, "SN1"), lies(floor, PALLET)) == ([PALLET], (None, None))
    assert floor.place_of(PALLET) == "B-01"


@pytest.fixture
def unwanted(floor: Floor) -> Floor:
    """The two pallets, each picked whole for a list that is cancelled since, and with the second a camera in none."""
    floor.pick("PL-1", "CAM", "A-01", None, taking=PALLET)
    floor.pick("PL-2", "CAM", "A-01", None, "SN5", taking=OTHER_PALLET)
    at = floor.store.now()
    for ref in ("PL-1", "PL-2"):
        floor.store.write(lambda conn, ref=ref: pick_lists.cancel(conn, ref, at, by="office"))  # type: ignore[misc]
    return floor


def back(floor: Floor, ref: str, *names: str, sku: str | None = None) -> tuple[int, tuple[str, ...]]:
    """Put back what is named of a list, at the desk; return how many units, and what they were taken out of."""
    at = floor.store.now()
    done = floor.store.write(
        lambda conn: putting_back.put_back(conn, ref, to="B-01", sku=sku, serials=names, by="office", at=at)
    )
    return done.units, done.unpacked


@pytest.mark.parametrize("names", [(), (PALLET,), (f"(00){PALLET}",), ("SN1", "SN2"), ("sn1", PALLET)])
def test_r36_at_the_desk_a_pallet_is_put_back_as_a_pallet(unwanted: Floor, names: tuple[str, ...]) -> None:
    assert back(unwanted, "PL-1", *names) == (2, ())
    assert (inside(unwanted, "SN1", "SN2"), lies(unwanted, PALLET)) == ([PALLET, PALLET], (None, None))
    assert (unwanted.place_of(PALLET), unwanted.trace("SN1").history[-1].container) == ("B-01", PALLET)


def test_r36_at_the_desk_what_is_put_back_of_a_pallet_is_taken_out_and_that_is_said(unwanted: Floor) -> None:
    assert back(unwanted, "PL-2", "SN3", "SN5") == (2, (OTHER_PALLET,))
    assert inside(unwanted, "SN3", "SN4", "SN5") == [None, OTHER_PALLET, None]
    assert lies(unwanted, OTHER_PALLET) == (None, "PL-2")
    assert back(unwanted, "PL-2", OTHER_PALLET, sku="cam") == (1, ())
    assert (inside(unwanted, "SN4"), unwanted.place_of(OTHER_PALLET)) == ([OTHER_PALLET], "B-01")


def test_r36_at_the_desk_a_container_of_nothing_that_waits_is_put_back_of_nothing(unwanted: Floor) -> None:
    for names, why in (
        ((OTHER_PALLET,), "serial_not_waiting"),
        (("T-1",), "container_without"),
        (("SN1", "SN2", PALLET), "serials_repeated"),
        (("SN1", "sn1"), "serials_repeated"),
        (("T-9",), "serial_not_waiting"),
    ):
        with pytest.raises(Refused, match=why):
            back(unwanted, "PL-1", *names)
    with pytest.raises(Refused, match="not_on_document"):
        back(unwanted, "PL-1", sku="LENS")
    assert lies(unwanted, PALLET) == (None, "PL-1")


def test_r36_the_only_serial_of_a_pallet_is_put_back_in_it_without_its_list(floor: Floor) -> None:
    floor.receive("A-01", LENS=announced("L1", sscc="340123450000000031"))
    floor.add_list("PL-3", ("LENS", 1))
    floor.pick("PL-3", "LENS", "A-01", None, taking="340123450000000031")
    at = floor.store.now()
    floor.store.write(lambda conn: pick_lists.cancel(conn, "PL-3", at, by="office"))
    floor.store.write(
        lambda conn: stock_work.take_back(
            conn, "L1", sku=None, location="B-01", reason="Not wanted", by="office", at=at
        )
    )
    assert floor.trace("L1", "LENS").container == "340123450000000031"


def test_r21_one_serial_that_is_put_back_without_its_list_says_what_it_was_taken_out_of(
    unwanted: Floor,
) -> None:
    back = unwanted.store.write(
        lambda conn: stock_work.take_back(
            conn,
            "SN1",
            sku=None,
            location="B-01",
            reason="Not wanted",
            by="office",
            at=unwanted.store.now(),
        )
    )
    assert (back.trace.location, back.trace.container, back.unpacked) == ("B-01", None, (PALLET,))


def test_r21_what_is_taken_out_of_a_pallet_by_putting_back_is_said_at_the_handheld(unwanted: Floor) -> None:
    ben = Runner(unwanted.store, lambda: FlowsFile(PACKAGED).current().flows["returns"], "ben")
    said = [ben.submit(Scan(text)).message for text in ("PL-2", "CAM", "SN3", ":done", "", "B-01")]
    assert said[-1] is not None
    assert said[-1].text.endswith(f"Taken out of {OTHER_PALLET}.")


def test_r21_what_comes_under_an_sscc_that_is_a_lists_does_not_lie_in_it(floor: Floor) -> None:
    floor.pick("PL-1", "CAM", "A-01", None, taking=PALLET)
    floor.receive("A-01", CAM=announced("SN8"))
    assert inside(floor, "SN1", "SN8") == [PALLET, None]


def test_r30_at_the_desk_what_is_the_whole_content_stays_in_it(floor: Floor) -> None:
    def pick(ref: str, *texts: str) -> tuple[str, ...]:
        named, at = Named(texts), floor.store.now()
        return floor.store.write(
            lambda conn: picking_work.pick(
                conn, ref, "CAM", location="A-01", named=named, rules=PickRules(), by="office", at=at
            )
        ).unpacked

    assert pick("PL-1", "SN1", "SN2") == ()
    assert pick("PL-2", OTHER_PALLET, "SN5") == ()
    assert inside(floor, "SN1", "SN3", "SN5") == [PALLET, OTHER_PALLET, None]
    assert [lies(floor, one)[1] for one in (PALLET, OTHER_PALLET)] == ["PL-1", "PL-2"]


def test_r30_the_ledger_names_no_container_for_what_does_not_lie_in_it(floor: Floor) -> None:
    floor.pick("PL-2", "CAM", "A-01", None, "SN5", taking=OTHER_PALLET)
    floor.pick("PL-1", "CAM", "A-01", None, taking=PALLET)
    assert inside(floor, "SN3", "SN5") == [OTHER_PALLET, None]
    dispatch(floor, "PL-2")
    dispatch(floor, "PL-1")
    assert [row.container for row in floor.trace("SN5").history[-2:]] == [None, None]
    assert [row.container for row in floor.trace("SN1").history[-2:]] == [PALLET, PALLET]


def test_r30_what_left_in_a_tote_did_not_leave_on_the_pallet_of_its_list(floor: Floor) -> None:
    floor.pick("PL-2", "CAM", "A-01", "T-1", "SN5")
    floor.pick("PL-2", "CAM", "A-01", None, taking=PALLET)
    assert inside(floor, "SN5", "SN1") == ["T-1", PALLET]
    dispatch(floor, "PL-2")
    assert [row.container for row in floor.trace("SN5").history[-2:]] == ["T-1", None]


def test_r61_a_recall_says_in_what_each_unit_lies_or_left(floor: Floor) -> None:
    floor.pick("PL-1", "CAM", "A-01", None, taking=PALLET)
    floor.pick("PL-2", "CAM", "A-01", "T-1", "SN5")
    dispatch(floor, "PL-1")
    with floor.store.read() as conn:
        found = recalls.find(conn, Scope(product="CAM"))
        lies_in = {one.serial: one.container for one in recalls.every(conn, found)}
        assert recalls.page(conn, found, limit=1, state=SerialState.PICKED)[0].container == "T-1"
    assert lies_in == {
        "SN1": PALLET,
        "SN2": PALLET,
        "SN3": OTHER_PALLET,
        "SN4": OTHER_PALLET,
        "SN5": "T-1",
    }
