"""R21, R30 Containers, asked of the store itself: what lies in them, what goes along, and whose a tote is."""

from collections.abc import Iterator
from functools import partial

import pytest

from serialhhd.store.catalogue import places, product_editing, products
from serialhhd.store.catalogue.product_editing import Edit
from serialhhd.store.catalogue.recognise import what_is_scanned
from serialhhd.store.containers import containers, content, totes
from serialhhd.store.containers.content import Content
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists, putting_back
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import ContainerKind
from tests.store.containers.floor import OTHER_PALLET, PALLET, Floor, announced


@pytest.fixture
def floor(store: Store) -> Floor:
    return Floor(store)


@pytest.fixture(autouse=True)
def stays_whole(floor: Floor) -> Iterator[None]:
    yield
    assert floor.check() == ()


# --- codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["a-01", "CAM", "pl-1", "T-1", "HOUSE-9"])
def test_r21_the_code_of_a_container_is_nothing_elses(floor: Floor, code: str) -> None:
    floor.add_list("PL-1", ("BOX", 1))
    floor.store.write(lambda conn: products.add_barcode(conn, products.show(conn, "BOX"), "HOUSE-9"))
    with pytest.raises(Refused, match="already_there"):
        floor.store.write(lambda conn: containers.add(conn, code, by="office"))


def test_r21_nothing_else_gets_the_code_of_a_container(floor: Floor) -> None:
    at = floor.store.now()
    for add in (
        lambda conn: places.add_location(conn, "t-1", by="office"),
        lambda conn: products.add(conn, "t-1", at=at, name="x", by="office"),
        lambda conn: products.add(conn, "NEW", at=at, name="x", barcodes=["T-1"], by="office"),
        lambda conn: product_editing.edit(conn, "CAM", Edit(add=["T-1"]), by="office", at=at),
    ):
        with pytest.raises(Refused, match="already_there") as refused:
            floor.store.write(add)
        assert refused.value.facts["what"] == "tote"
    with pytest.raises(Refused, match="already_there"):
        floor.add_list("T-1", ("BOX", 1))


@pytest.mark.parametrize("label", ["{}", "00{}", "(00){}", "]C100{}", "]c100{}"])
def test_an_sscc_is_added_by_its_digits_however_its_label_says_them(floor: Floor, label: str) -> None:
    added = floor.store.write(lambda conn: containers.add(conn, label.format(OTHER_PALLET), by="office"))
    assert added.code == OTHER_PALLET
    put = floor.store.write(lambda conn: containers.put(conn, label.format(OTHER_PALLET), "P-1", by="office"))
    assert (put.code, put.inside) == (OTHER_PALLET, "P-1")


@pytest.mark.parametrize("code", ["340123450000000018", "SN1", "3401234500000000", ""])
def test_what_is_no_sscc_is_told(floor: Floor, code: str) -> None:
    with pytest.raises(Refused, match="sscc_wrong"):
        floor.receive("A-01", CAM={"SN1": code or "-"})


# --- one in the other ---------------------------------------------------------------------------------------------


def test_r21_a_container_lies_in_one_other_four_deep_and_never_in_itself(floor: Floor) -> None:
    floor.put("T-1", "P-1")
    floor.put("T-2", "T-1")
    floor.put("T-3", "T-2")
    for code, into, why in (
        ("P-1", "P-1", "container_in_itself"),
        ("P-1", "T-3", "container_in_itself"),
        ("T-1", "T-2", "container_in_itself"),
        ("T-4", "T-3", "container_too_deep"),
        ("X-1", "T-3", "unknown"),
    ):
        with pytest.raises(Refused, match=why):
            floor.put(code, into)
    floor.put("T-2", "P-1")
    floor.put("T-4", "T-3")
    with floor.store.read() as conn:
        assert [one.code for one in containers.inside(conn, containers.show(conn, "P-1").id)] == [
            "T-1",
            "T-2",
        ]
        shown = {one.code: one.inside for one in containers.page(conn)}
    assert shown == {"P-1": None, "T-1": "P-1", "T-2": "P-1", "T-3": "T-2", "T-4": "T-3"}


def test_r21_a_tree_does_not_grow_too_deep_from_above(floor: Floor) -> None:
    floor.put("T-2", "T-1")
    floor.put("T-3", "T-2")
    floor.put("P-1", "T-4")
    with pytest.raises(Refused, match="container_too_deep"):
        floor.put("T-1", "P-1")


def test_containers_at_two_places_are_not_put_into_each_other(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1"))
    floor.receive("B-01", CAM=announced("SN2", sscc=OTHER_PALLET))
    with pytest.raises(Refused, match="containers_apart"):
        floor.put(PALLET, OTHER_PALLET)
    floor.put(PALLET, "P-1")
    with pytest.raises(Refused, match="containers_apart"):
        floor.put(OTHER_PALLET, "P-1")


def test_a_container_is_found_by_its_code_and_by_an_sscc(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1"))
    with floor.store.read() as conn:
        for text in (PALLET, f"00{PALLET}", f"(00){PALLET}", f"]C100{PALLET}"):
            found = containers.find(conn, text)
            assert found is not None, text
            assert (found.code, found.kind) == (PALLET, ContainerKind.SSCC)
            assert containers.show(conn, text) == found  # as every command names it
            assert what_is_scanned(conn, text) == "SSCC"
        assert what_is_scanned(conn, f"(00){OTHER_PALLET}") == "pallet label"
        assert containers.find(conn, "t-1") == containers.show(conn, "T-1")
        assert containers.find(conn, "SN1") is None
        assert [one.code for one in containers.page(conn, kind=ContainerKind.PALLET)] == ["P-1"]
        assert [one.code for one in containers.page(conn, search="t-", after="T-1", limit=2)] == [
            "T-2",
            "T-3",
        ]


# --- what lies in them, and goes along ----------------------------------------------------------------------------


def test_r21_what_comes_under_an_sscc_lies_in_it(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2") | {"SN3": ""}, LENS=announced("L1"))
    assert floor.content(PALLET) == (Content("CAM", 2, ("SN1", "SN2")), Content("LENS", 1, ("L1",)))
    assert floor.place_of(PALLET) == "A-01"
    assert [floor.trace(one).container for one in ("SN1", "SN3")] == [PALLET, None]
    assert floor.trace("SN1").history[-1].container == PALLET


def test_r21_what_moves_without_its_container_leaves_it(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2", "SN3"))
    floor.put(PALLET, "P-1")
    floor.move("CAM", "A-01", "B-01", "SN1")
    assert [floor.trace(one).container for one in ("SN1", "SN2")] == [None, PALLET]
    floor.move("CAM", "A-01", "B-01", "SN2", "SN3")  # all of it, but one by one
    assert floor.content(PALLET) == ()


def test_r21_what_moves_with_its_container_stays_in_it(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2"))
    floor.put(PALLET, "P-1")
    floor.move("CAM", "A-01", "B-01", taking=[PALLET])
    assert (floor.place_of(PALLET), floor.place_of("P-1")) == ("B-01", None)
    assert floor.content(PALLET) == (Content("CAM", 2, ("SN1", "SN2")),)
    assert [row.container for row in floor.trace("SN1").history] == [PALLET, PALLET, PALLET]


def test_r21_a_container_goes_along_with_all_that_lies_in_it_however_deep(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1") | announced("SN2", sscc=OTHER_PALLET))
    for code, into in ((PALLET, "T-1"), ("T-1", "P-1"), (OTHER_PALLET, "P-1")):
        floor.put(code, into)
    floor.move("CAM", "A-01", "B-01", taking=["P-1"])
    assert floor.place_of("P-1") == "B-01"
    assert floor.content("P-1") == (Content("CAM", 2, ("SN1", "SN2")),)
    assert floor.trace("SN1").history[-1].container == "P-1"
    floor.move("CAM", "B-01", "A-01", all_=True)
    assert floor.place_of("P-1") == "A-01"
    assert floor.content("P-1") == (Content("CAM", 2, ("SN1", "SN2")),)


def test_r21_a_container_of_which_something_stays_is_left(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1"), LENS=announced("L1"))
    floor.move("CAM", "A-01", "B-01", taking=[PALLET])
    assert floor.trace("SN1").container is None
    assert (floor.place_of(PALLET), floor.content(PALLET)) == ("A-01", (Content("LENS", 1, ("L1",)),))


def test_what_comes_to_another_place_than_its_sscc_stands_at_is_not_in_it(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1"))
    floor.receive("B-01", CAM=announced("SN2"))
    assert [floor.trace(one).container for one in ("SN1", "SN2")] == [PALLET, None]


def test_r21_what_arrives_stays_in_what_its_container_lies_in_unless_that_is_elsewhere(floor: Floor) -> None:
    floor.store.write(lambda conn: [containers.add(conn, one, by="office") for one in (PALLET, OTHER_PALLET)])
    for code in (PALLET, OTHER_PALLET):
        floor.put(code, "P-1")
    floor.receive("A-01", CAM=announced("SN1"))
    assert (floor.place_of("P-1"), floor.content("P-1")) == ("A-01", (Content("CAM", 1, ("SN1",)),))
    floor.receive("B-01", CAM=announced("SN2", sscc=OTHER_PALLET))
    assert (floor.place_of("P-1"), floor.place_of(OTHER_PALLET)) == ("A-01", "B-01")
    assert [floor.trace(one).history[-1].container for one in ("SN1", "SN2")] == [PALLET, OTHER_PALLET]
    assert floor.check() == ()


def test_an_emptied_container_holds_nothing(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1"))
    floor.put(PALLET, "P-1")
    floor.put("T-1", "P-1")
    for code in ("P-1", PALLET):
        floor.store.write(partial(containers.empty, code=code, by="office"))
        assert floor.content(code) == ()
    assert floor.trace("SN1").container is None
    with floor.store.read() as conn:
        assert [one.inside for one in containers.page(conn)] == [None] * 6


def test_r21_a_container_stands_for_the_serials_of_the_product_in_work(floor: Floor) -> None:
    floor.receive("A-01", CAM=announced("SN1", "SN2"), LENS=announced("L1"))
    floor.put(PALLET, "P-1")
    with floor.store.read() as conn:
        of, camera, box = containers.show(conn, "P-1"), products.show(conn, "CAM"), products.show(conn, "BOX")
        found = content.entries(conn, of, camera, 0, is_expected=False)
        assert [one.serial for one in found] == ["SN1", "SN2"]
        with pytest.raises(Refused, match="container_without"):
            content.entries(conn, of, box, 0, is_expected=False)
        with pytest.raises(Refused, match="container_without"):
            content.entries(conn, of, camera, 0, is_expected=True)
        with pytest.raises(Refused, match="container_mixed"):
            content.check_not_mixed(conn, of, camera)


# --- totes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def lists(floor: Floor) -> Floor:
    """Two pick lists, of a camera and two boxes each."""
    floor.receive("A-01", CAM={"SN1": "", "SN2": ""}, BOX=10)
    for ref in ("PL-1", "PL-2"):
        floor.add_list(ref, ("CAM", 1), ("BOX", 2))
    return floor


def test_r30_an_empty_tote_becomes_its_lists_and_no_other_lists(lists: Floor) -> None:
    lists.pick("PL-1", "CAM", "A-01", "T-1", "SN1")
    lists.pick("PL-1", "BOX", "A-01", "T-1", units=2)
    assert lists.content("T-1") == (Content("BOX", 2, ()), Content("CAM", 1, ("SN1",)))
    shown = lists.trace("SN1")
    assert (shown.container, shown.history[-1].container) == ("T-1", "T-1")
    with pytest.raises(Refused, match="tote_of_other_list") as refused:
        lists.pick("PL-2", "CAM", "A-01", "T-1", "SN2")
    assert refused.value.facts == {"tote": "T-1", "pick_list": "PL-1", "own": None}
    lists.pick("PL-2", "CAM", "A-01", "T-2", "SN2")
    with pytest.raises(Refused, match="tote_of_other_list") as refused:
        lists.pick("PL-2", "BOX", "A-01", "T-1", units=2)
    assert refused.value.facts == {"tote": "T-1", "pick_list": "PL-1", "own": "T-2"}
    lists.pick("PL-2", "BOX", "A-01", "T-3", units=2)
    with lists.store.read() as conn:
        mine = totes.own(conn, pick_lists.show(conn, "PL-2").id)
    assert [one.code for one in mine] == ["T-3", "T-2"]


def test_r30_a_tote_that_holds_something_else_and_an_unknown_one_are_refused(lists: Floor) -> None:
    lists.put("T-2", "T-1")
    for tote, why in (("T-1", "tote_not_empty"), ("T-9", "unknown"), ("P-1", "unknown")):
        with pytest.raises(Refused, match=why):
            lists.pick("PL-1", "CAM", "A-01", tote, "SN1")


def test_r30_a_tote_of_a_list_lies_in_no_tote_and_no_container_in_it(lists: Floor) -> None:
    lists.pick("PL-1", "CAM", "A-01", "T-1", "SN1")
    lists.pick("PL-2", "CAM", "A-01", "T-2", "SN2")
    for code, into, named in (
        ("T-1", "T-2", ("T-2", "PL-2")),
        ("T-1", "T-3", ("T-1", "PL-1")),
        ("P-1", "T-1", ("T-1", "PL-1")),
    ):
        with pytest.raises(Refused, match="tote_of_a_list") as refused:
            lists.put(code, into)
        assert (refused.value.facts["tote"], refused.value.facts["pick_list"]) == named
    lists.put("T-1", "P-1")
    with pytest.raises(Refused, match="tote_of_a_list"):  # with all that lies in it
        lists.put("P-1", "T-3")


def test_r30_a_tote_that_lies_in_a_tote_becomes_no_lists(lists: Floor) -> None:
    lists.put("T-2", "P-1")
    lists.put("P-1", "T-1")
    with pytest.raises(Refused, match="tote_in_tote") as refused:
        lists.pick("PL-1", "CAM", "A-01", "T-2", "SN1")
    assert refused.value.facts == {"tote": "T-2", "into": "T-1"}


def test_r30_dispatching_a_list_empties_its_totes(lists: Floor) -> None:
    lists.pick("PL-1", "CAM", "A-01", "T-1", "SN1")
    lists.pick("PL-1", "BOX", "A-01", "T-1", units=2)
    lists.put("T-1", "P-1")
    lists.store.write(lambda conn: pick_lists.dispatch(conn, "PL-1", by="office", at=lists.store.now()))
    assert lists.content("P-1") == lists.content("T-1") == ()
    assert lists.trace("SN1").container is None
    lists.pick("PL-2", "CAM", "A-01", "T-1", "SN2")
    assert lists.content("T-1") == (Content("CAM", 1, ("SN2",)),)


def test_r30_the_tote_of_a_cancelled_list_is_free_once_its_goods_are_put_back(lists: Floor) -> None:
    lists.pick("PL-1", "CAM", "A-01", "T-1", "SN1")
    lists.pick("PL-1", "BOX", "A-01", "T-1", units=2)
    at = lists.store.now()
    lists.store.write(lambda conn: pick_lists.cancel(conn, "PL-1", at, by="office"))
    lists.store.write(
        lambda conn: putting_back.put_back(conn, "PL-1", to="B-01", units=[("BOX", 2)], by="office", at=at)
    )
    with pytest.raises(Refused, match="tote_of_other_list"):
        lists.pick("PL-2", "CAM", "A-01", "T-1", "SN2")
    lists.store.write(lambda conn: putting_back.put_back(conn, "PL-1", to="B-01", by="office", at=at))
    assert lists.trace("SN1").container is None
    lists.pick("PL-2", "CAM", "A-01", "T-1", "SN2")
