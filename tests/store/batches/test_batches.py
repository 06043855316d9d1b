"""R31-R33 Batches, asked of the store itself: made of open lists, walked onto a cart, sorted from it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Connection

from serialhhd.store.batches import batches, sorting, tasks
from serialhhd.store.batches.tasks import LISTS_ALONE
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.serials import serials
from serialhhd.store.stock import holds, product_holds, proposing, runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, LocationKind
from tests.store.batches.floor import Floor

PICKED, OPEN = DocumentState.PICKED, DocumentState.OPEN


@pytest.fixture
def floor(store: Store) -> Iterator[Floor]:
    """Two lists that want three cameras and two boxes; the store holds together when the test is over."""
    made = Floor(store)
    made.add_list("PL-1", ("CAM", 1), ("BOX", 2))
    made.add_list("PL-2", ("CAM", 2))
    yield made
    assert made.is_whole()


def refused(work: Callable[[], object]) -> str:
    """Do what is refused, and return its code."""
    with pytest.raises(Refused) as why:
        work()
    return why.value.code


# --- R31 ----------------------------------------------------------------------------------------------------------


def test_r31_a_batch_wants_what_its_lists_want_together(floor: Floor) -> None:
    added = floor.add("B-1", "PL-2", "PL-1")
    assert (added.state, floor.lines()) == (OPEN, [("CAM", 3, 0, 0, None), ("BOX", 2, 0, 0, None)])
    with floor.store.read() as conn:
        assert [one.ref for one in batches.pick_lists(conn, added.id)] == ["PL-2", "PL-1"]
        assert batches.cart(conn, added.id) is None


def test_r31_what_a_list_fixes_to_a_place_is_a_line_of_its_own(floor: Floor) -> None:
    floor.add_list("PL-3", ("CAM", 1, "A-02"), ("CAM", 1))
    floor.add("B-1", "PL-1", "PL-3")
    assert floor.lines() == [("CAM", 2, 0, 0, None), ("BOX", 2, 0, 0, None), ("CAM", 1, 0, 0, None)]


def test_r31_a_list_is_in_one_open_batch_at_most(floor: Floor) -> None:
    floor.add("B-1", "PL-1")
    assert refused(lambda: floor.add("B-2", "PL-2", "PL-1")) == "list_in_batch"
    assert refused(lambda: floor.add("B-2", "PL-2", "PL-2")) == "list_repeated"
    floor.cancel()
    assert floor.add("B-2", "PL-2", "PL-1").state is OPEN
    assert refused(floor.cancel) == "document_not_open"


def test_r31_lists_that_make_no_batch_are_refused(floor: Floor) -> None:
    floor.add_list("PL-E", ("BOX", 1), warehouse="EAST")
    floor.add_list("PL-M", ("BOX", 1), warehouse="MAIN")
    floor.store.write(
        lambda conn: pick_lists.add(
            conn, "PL-A", [WantedLine("BOX", 1)], account="ACME", at=floor.store.now(), by="office"
        )
    )
    floor.cancel_list("PL-2")
    assert refused(lambda: floor.add("B-1")) == "no_lists"
    assert refused(lambda: floor.add("B-1", "PL-9")) == "unknown"
    assert refused(lambda: floor.add("B-1", "PL-2")) == "document_not_open"
    assert refused(lambda: floor.add("B-1", "PL-1", "PL-A")) == "lists_of_two_accounts"
    assert refused(lambda: floor.add("B-1", "PL-M", "PL-E")) == "lists_of_two_warehouses"
    floor.add("B-1", "PL-1")
    assert refused(lambda: floor.add("B-1", "PL-M")) == "already_there"


def test_r31_a_list_of_which_something_is_picked_comes_into_no_batch(floor: Floor) -> None:
    floor.add("B-1", "PL-2")
    floor.take_cart()
    walker = floor.begin()
    floor.walk(walker, 2, "SN1", "SN2")
    floor.sort(floor.begin(flow="sort"), "CAM", "SN1")
    floor.cancel()
    assert refused(lambda: floor.add("B-2", "PL-2")) == "list_has_picks"


# --- R32 ----------------------------------------------------------------------------------------------------------


def test_r32_the_walk_moves_the_sum_onto_the_cart(floor: Floor) -> None:
    floor.add("B-1", "PL-1", "PL-2")
    floor.take_cart()
    run = floor.begin()
    walked = floor.walk(run, 3, "SN1", "SN2", "SN3")
    assert (walked.line.state, walked.is_over, walked.is_done) == (DocumentState.DONE, False, False)
    walked = floor.walk(run, 2)
    assert (walked.is_over, walked.is_done, floor.state()) == (True, False, OPEN)
    assert floor.lines() == [("CAM", 3, 3, 0, None), ("BOX", 2, 2, 0, None)]
    assert (floor.on("CART-1"), floor.where("SN1")) == ({"CAM": 3, "BOX": 2}, ("in_stock", "CART-1"))


def test_r32_it_takes_stock_line_by_stock_line_and_fewer_only_with_a_reason(floor: Floor) -> None:
    floor.add_list("PL-3", ("CAM", 2))
    floor.add("B-1", "PL-2", "PL-3")
    floor.take_cart()
    run = floor.begin()
    assert floor.walk(run, 3, "SN1", "SN2", "SN3").line.state is OPEN
    walked = floor.walk(run, 0, reason="Not found")
    assert (walked.line.short_reason, walked.is_over, walked.is_done) == ("Not found", True, False)
    assert floor.lines() == [("CAM", 4, 3, 0, "Not found")]


def test_r32_what_cannot_be_walked_is_refused(floor: Floor) -> None:
    floor.add("B-1", "PL-1", "PL-2")
    run = floor.begin()
    assert refused(lambda: floor.walk(run, 1, "SN1")) == "batch_without_cart"
    floor.take_cart()
    assert refused(lambda: floor.walk(run, 4, "SN1", "SN2", "SN3")) == "over_pick"
    assert refused(lambda: floor.walk(run, 2, "SN1")) == "quantity_is_serial_count"
    assert refused(lambda: floor.walk(run, 1, "SN4")) == "serial_in_stock"
    floor.walk(run, 3, "SN1", "SN2", "SN3")
    assert refused(lambda: floor.walk(floor.begin("Ben"), 3)) == "over_pick"


@pytest.mark.parametrize(
    ("cart", "code"),
    [("A-01", "wrong_location_kind"), ("CART-2", "cart_not_empty"), ("TRANSIT-MAIN", "wrong_location_kind")],
)
def test_r32_the_cart_is_an_empty_cart(floor: Floor, cart: str, code: str) -> None:
    floor.store.write(lambda conn: floor.put(conn, "BOX", 1, location="CART-2"))
    floor.add("B-1", "PL-1", "PL-2")
    assert refused(lambda: floor.take_cart(cart)) == code


def test_r32_a_cart_has_one_batch_and_a_batch_one_cart(floor: Floor) -> None:
    floor.add("B-1", "PL-1")
    floor.add("B-2", "PL-2")
    floor.take_cart("CART-1", "B-1")
    floor.take_cart("CART-1", "B-1")
    assert refused(lambda: floor.take_cart("CART-1", "B-2")) == "cart_in_use"
    assert refused(lambda: floor.take_cart("CART-2", "B-1")) == "batch_on_other_cart"
    floor.cancel("B-1")
    assert refused(lambda: floor.take_cart("CART-1", "B-1")) == "document_not_open"
    floor.take_cart("CART-1", "B-2")


def test_r32_the_cart_is_in_the_warehouse_that_a_list_names(floor: Floor) -> None:
    floor.add_list("PL-E", ("BOX", 1), warehouse="EAST")
    floor.add("B-1", "PL-E")
    assert refused(floor.take_cart) == "other_warehouse"
    floor.take_cart("CART-E")


def test_r32_stock_is_proposed_in_the_warehouse_of_the_cart(floor: Floor) -> None:
    floor.store.write(lambda conn: floor.put(conn, "BOX", 1, location="E-01"))
    floor.add_list("PL-3", ("BOX", 1))
    floor.add("B-1", "PL-3")
    floor.take_cart("CART-E")
    floor.walk(floor.begin(), 1)
    assert floor.on("E-01") == {}


def over_at(conn: Connection, location: str, *names: str) -> None:
    """Bring in cameras that are over since 2020."""
    for name in names:
        stock_work.bring_in(
            conn,
            "CAM",
            location=location,
            quantity=1,
            reason="found",
            named=Named((f"(01)09521234543213(21){name}(17)200101",), sure=True),
            by="office",
            at=datetime.now(UTC),
        )


def test_r32_what_may_not_go_is_proposed_last(floor: Floor) -> None:
    store = floor.store
    store.write(lambda conn: products.add_barcode(conn, products.show(conn, "CAM"), "09521234543213"))
    store.write(lambda conn: places.add_location(conn, "A-03", "MAIN", by="office"))
    store.write(lambda conn: over_at(conn, "A-03", "OLD1", "OLD2"))
    store.write(lambda conn: floor.put(conn, "CAM", 1, "SN5", location="E-01"))
    floor.add_list("PL-3", ("CAM", 4, "A-03"), ("CAM", 4))
    today = store.now().date()

    def proposed(number: int, *without: str, day: date | None = today) -> str:
        with store.read() as conn:
            line = pick_lists.tasks(conn, pick_lists.show(conn, "PL-3"))[number]
            places_known = [places.location(conn, code).id for code in without]
            there = proposing.propose(conn, line, 1, without=places_known, day=day)
            assert there is not None
            return there.location

    assert proposed(1) == "A-01"
    assert proposed(1, "A-01", "A-02") == "E-01", "all at A-03 is over"
    assert proposed(1, "A-01", "A-02", day=None) == "A-03"
    assert proposed(1, "A-01", "A-02", "E-01") == "A-03", "who goes there is told why not"
    assert proposed(0) == "A-03", "the line says so"
    store.write(lambda conn: holds.hold(conn, "SN4", sku="CAM", reason="wet", by="office", at=store.now()))
    assert proposed(1, "A-01") == "E-01", "all at A-02 is on hold"
    assert proposed(1, "A-01", "E-01") == "A-02", "nothing may go: the oldest"


@pytest.mark.parametrize("sku", ["CAM", "BAT", "BOX"])
def test_r49_nothing_goes_of_a_product_on_hold_whether_its_units_have_serials_or_not(
    floor: Floor, sku: str
) -> None:
    floor.add_list("PL-3", (sku, 1))
    at = floor.store.now()

    def goes() -> bool:
        with floor.store.read() as conn:
            task = pick_lists.tasks(conn, pick_lists.show(conn, "PL-3"))[0]
            return proposing.propose(conn, task, 1, goes=True) is not None

    assert goes()
    floor.store.write(
        lambda conn: product_holds.hold(conn, sku, lot=None, reason="recall", by="office", at=at)
    )
    assert not goes()


def test_r19_what_is_on_the_cart_is_in_stock_for_its_batch_alone(floor: Floor) -> None:
    floor.add("B-1", "PL-1", "PL-2")
    floor.take_cart()
    floor.walk(floor.begin(), 3, "SN1", "SN2", "SN3")
    floor.add_list("PL-3", ("CAM", 2))
    with floor.store.read() as conn:
        other = pick_lists.tasks(conn, pick_lists.show(conn, "PL-3"))[0]
        cart = places.location(conn, "CART-1")
        there = proposing.propose(conn, other, 1)
        assert there is not None
        assert there.location == "A-02"
        assert proposing.propose(conn, other, 1, cart.id) is None


def test_r22_the_cart_of_an_open_batch_gives_nothing_and_takes_nothing(floor: Floor) -> None:
    floor.add("B-1", "PL-1", "PL-2")
    floor.take_cart()
    floor.walk(floor.begin(), 3, "SN1", "SN2", "SN3")
    assert refused(lambda: move(floor, "CART-1", "A-02", "CAM")) == "cart_in_use"
    assert refused(lambda: move(floor, "A-02", "CART-1", "BOX")) == "cart_in_use"
    assert refused(lambda: make_storage(floor)) == "location_not_empty"
    floor.cancel()
    assert floor.on("CART-1") == {"CAM": 3}
    move(floor, "A-02", "CART-1", "BOX")


def test_r22_a_cart_that_a_batch_has_stays_a_cart(floor: Floor) -> None:
    floor.add("B-1", "PL-1")
    floor.take_cart()
    assert refused(lambda: make_storage(floor)) == "cart_in_use"


def make_storage(floor: Floor) -> None:
    """Make the cart a place of storage, or try to."""
    kind = LocationKind.STORAGE
    floor.store.write(lambda conn: places.set_kind(conn, "CART-1", kind, by="office"))


def line_at(floor: Floor, location: str, sku: str) -> int:
    """Return the id of the stock line of a product at a place."""
    with floor.store.read() as conn:
        where = stock.StockFilter(location_id=places.location(conn, location).id)
        return next(line.id for line in stock.page(conn, where) if line.product == sku)


def move(floor: Floor, left: str, to: str, sku: str) -> None:
    """Move all of a product from a place to another by hand, or try to."""
    line_id, at = line_at(floor, left, sku), floor.store.now()
    floor.store.write(lambda conn: stock_work.move(conn, line_id, to=to, by="Mo", at=at))


# --- R33 ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def walked(floor: Floor) -> Floor:
    """The batch B-1 of PL-1 and PL-2 is walked, all of it: three cameras and two boxes lie on CART-1."""
    floor.add("B-1", "PL-1", "PL-2")
    floor.take_cart()
    run = floor.begin()
    floor.walk(run, 3, "SN1", "SN2", "SN3")
    floor.walk(run, 2)
    floor.end(run)
    return floor


def test_r33_each_unit_goes_to_the_first_list_that_still_wants_it(walked: Floor) -> None:
    run = walked.begin("Eva", "sort")
    assert [walked.sort(run, "CAM", one)[0] for one in ("SN3", "SN1")] == ["PL-1", "PL-2"]
    assert walked.where("SN3")[0] == "picked"
    assert (walked.tasks("PL-1")[0][2:4], walked.tasks("PL-2")) == (
        (1, PICKED),
        [("CAM", 2, 1, OPEN, None)],
    )
    assert walked.lines() == [("CAM", 3, 3, 2, None), ("BOX", 2, 2, 0, None)]
    assert [walked.sort(run, "BOX")[0] for _ in range(2)] == ["PL-1", "PL-1"]
    ref, picked = walked.sort(run, "CAM", "SN2")
    assert (ref, picked.is_complete, picked.is_end_of_batch) == ("PL-2", True, True)
    assert (walked.state(), walked.on("CART-1")) == (DocumentState.DONE, {})


def test_r33_the_order_is_that_of_the_batch(floor: Floor) -> None:
    floor.add("B-1", "PL-2", "PL-1")
    floor.take_cart()
    floor.walk(floor.begin(), 3, "SN1", "SN2", "SN3")
    run = floor.begin("Eva", "sort")
    assert [floor.sort(run, "CAM", one)[0] for one in ("SN1", "SN2", "SN3")] == ["PL-2", "PL-2", "PL-1"]


def test_r33_what_is_not_wanted_or_not_there_is_refused_and_stays(walked: Floor) -> None:
    run = walked.begin("Eva", "sort")
    assert refused(lambda: walked.sort(run, "CAM", "SN4")) == "serial_in_stock"
    assert refused(lambda: walked.sort(run, "CAM", "SN9")) == "serial_unknown"
    assert refused(lambda: walked.sort(run, "BAT", "B1")) == "unit_not_on_cart"
    assert refused(lambda: walked.sort(run, "CAM")) == "unit_needs_serial"
    assert refused(lambda: walked.sort(run, "BOX", "X1")) == "serials_not_taken"
    walked.cancel_list("PL-1")
    walked.sort(run, "CAM", "SN1")
    walked.sort(run, "CAM", "SN2")
    assert refused(lambda: walked.sort(run, "CAM", "SN3")) == "document_not_open"
    assert (walked.state(), walked.on("CART-1")) == (DocumentState.DONE, {"CAM": 1, "BOX": 2})
    move(walked, "CART-1", "A-01", "CAM")


def test_r33_a_unit_that_no_list_wants_stays_on_the_cart(walked: Floor) -> None:
    walked.cancel_list("PL-2")
    run = walked.begin("Eva", "sort")
    walked.sort(run, "CAM", "SN1")
    assert refused(lambda: walked.sort(run, "CAM", "SN2")) == "unit_not_wanted"
    assert walked.where("SN2") == ("in_stock", "CART-1")


def test_r33_a_serial_says_its_product_or_where_it_is(walked: Floor) -> None:
    with walked.store.read() as conn:
        batch = batches.show(conn, "B-1")
        assert sorting.product_of(conn, batch, serials.entry("SN1"), None).sku == "CAM"
        elsewhere, nowhere = serials.entry("SN4"), serials.entry("SN9")
        assert refused(lambda: sorting.product_of(conn, batch, elsewhere, None)) == "serial_in_stock"
        assert refused(lambda: sorting.product_of(conn, batch, nowhere, None)) == "unknown"


def test_r33_track_during_pick_makes_its_serials_at_the_sort(floor: Floor) -> None:
    floor.add_list("PL-3", ("BAT", 2))
    floor.add("B-1", "PL-3")
    floor.take_cart()
    floor.walk(floor.begin(), 2)
    run = floor.begin("Eva", "sort")
    assert refused(lambda: floor.sort(run, "BAT")) == "unit_needs_serial"
    floor.sort(run, "BAT", "B1")
    assert refused(lambda: floor.sort(run, "BAT", "B1")) == "serial_picked"
    floor.sort(run, "BAT", "B2")
    assert (floor.where("B1")[0], floor.state()) == ("picked", DocumentState.DONE)


def test_r33_what_was_not_walked_ends_short_with_the_reason_of_the_walk(floor: Floor) -> None:
    floor.add("B-1", "PL-1", "PL-2")
    floor.take_cart()
    run = floor.begin()
    floor.walk(run, 2, "SN1", "SN2", reason="Damaged")
    floor.walk(run, 2)
    sorter = floor.begin("Eva", "sort")
    floor.sort(sorter, "BOX")
    floor.sort(sorter, "BOX")
    floor.sort(sorter, "CAM", "SN1")
    assert floor.tasks("PL-2") == [("CAM", 2, 0, OPEN, None)]
    assert floor.sort(sorter, "CAM", "SN2")[1].is_end_of_batch
    assert floor.tasks("PL-2") == [("CAM", 2, 1, PICKED, "Damaged")]
    assert (floor.state(), floor.lines()[0]) == (DocumentState.DONE, ("CAM", 3, 2, 2, "Damaged"))


def test_r33_a_walk_that_finds_nothing_ends_the_batch(floor: Floor) -> None:
    floor.add("B-1", "PL-2")
    floor.take_cart()
    assert floor.walk(floor.begin(), 0, reason="Not found").is_done
    assert (floor.tasks("PL-2"), floor.state()) == (
        [("CAM", 2, 0, PICKED, "Not found")],
        DocumentState.DONE,
    )


def test_r33_a_list_that_is_cancelled_wants_nothing(floor: Floor) -> None:
    floor.add("B-1", "PL-1", "PL-2")
    floor.take_cart()
    floor.cancel_list("PL-1")
    assert floor.lines() == [("CAM", 2, 0, 0, None), ("BOX", 0, 0, 0, None)]
    run = floor.begin()
    assert refused(lambda: floor.walk(run, 3, "SN1", "SN2", "SN3")) == "over_pick"
    assert floor.walk(run, 2, "SN1", "SN2").is_over
    floor.cancel_list("PL-2")
    assert (floor.state(), floor.on("CART-1")) == (DocumentState.DONE, {"CAM": 2})


def test_r33_what_is_lost_from_the_cart_ends_short_once_somebody_says_that_it_is_empty(walked: Floor) -> None:
    run = walked.begin("Eva", "sort")
    for _ in range(2):
        walked.sort(run, "BOX")
    for one in ("SN1", "SN2"):
        walked.sort(run, "CAM", one)
    assert refused(walked.say_empty) == "wanted_on_cart"
    line_id, at = line_at(walked, "CART-1", "CAM"), walked.store.now()
    walked.store.write(
        lambda conn: stock_work.take_out(
            conn, line_id, quantity=1, reason="Broken", named=Named(["SN3"]), by="Mo", at=at
        )
    )
    assert walked.say_empty()
    assert walked.tasks("PL-2") == [("CAM", 2, 1, PICKED, "Not on the cart")]


def test_r31_lists_of_a_batch_that_are_picked_straight_away_end_it(floor: Floor) -> None:
    floor.add("B-1", "PL-2")
    assert floor.pick_of_batch(floor.begin(flow="tote_pick"), "B-1", 2, "SN1", "SN2").is_end_of_batch
    assert (floor.state(), floor.lines()) == (DocumentState.DONE, [("CAM", 2, 0, 0, None)])


def test_r31_a_list_of_an_open_batch_is_not_picked_alone(floor: Floor) -> None:
    """Its goods would be brought twice: once by whoever picks it, and once on the cart."""
    floor.add_list("PL-9", ("BOX", 1))
    floor.add("B-1", "PL-9", "PL-2")
    run = floor.begin(flow="goods_out")
    assert refused(lambda: floor.pick_box(run, "PL-9")) == "list_in_batch"

    def offered() -> list[str]:
        with floor.store.read() as conn:
            return [one.ref for one in LISTS_ALONE.waiting(conn, 9)]

    assert offered() == ["PL-1"]
    with floor.store.read() as conn:
        idle = LISTS_ALONE.why_idle(conn, pick_lists.show(conn, "PL-9"))
    assert idle is not None
    assert (idle.code, idle.facts) == ("list_in_batch", {"document": "PL-9", "batch": "B-1"})
    floor.cancel()
    assert offered() == ["PL-1", "PL-2", "PL-9"]
    assert floor.pick_box(run, "PL-9").is_complete


def test_r31_a_list_that_somebody_picks_comes_into_no_batch(floor: Floor) -> None:
    floor.add_list("PL-9", ("BOX", 1))
    run = floor.begin("Ben", flow="goods_out")
    floor.store.write(lambda conn: picking.claim_next(conn, pick_lists.show(conn, "PL-9"), run))
    assert refused(lambda: floor.add("B-1", "PL-9")) == "tasks_in_work"
    floor.end(run)
    floor.add("B-1", "PL-9")


def test_r31_a_run_that_works_on_a_list_alone_posts_nothing_once_that_is_in_a_batch(floor: Floor) -> None:
    """So it was begun under an older release, which let it."""
    floor.add_list("PL-9", ("BOX", 1))
    floor.add("B-1", "PL-9")
    run = floor.begin("Ben", flow="goods_out")

    def pick(conn: Connection) -> None:
        task = tasks.claim_next(conn, batches.show(conn, "B-1"), run, ())
        assert task
        runs.set_document(conn, run.id, task.document_id)
        there = proposing.propose(conn, task, batches.show(conn, "B-1").account_id)
        picking.post(conn, task, there, run, Pick(1, SerialsOut.NONE), at=floor.store.now())

    assert refused(lambda: floor.store.write(pick)) == "list_in_batch"


def test_r33_a_unit_on_hold_stays_on_the_cart(walked: Floor) -> None:
    at = walked.store.now()
    walked.store.write(lambda conn: holds.hold(conn, "SN1", sku=None, reason="scratch", by="Mo", at=at))
    run = walked.begin("Eva", "sort")
    assert refused(lambda: walked.sort(run, "CAM", "SN1")) == "serial_on_hold"
    walked.sort(run, "CAM", "SN2")


def test_r33_what_is_on_hold_does_not_keep_a_batch_that_is_said_to_be_sorted(walked: Floor) -> None:
    at = walked.store.now()
    walked.store.write(lambda conn: holds.hold(conn, "SN1", sku=None, reason="scratch", by="Mo", at=at))
    assert refused(walked.say_empty) == "wanted_on_cart"
    run = walked.begin("Eva", "sort")
    for serial in ("SN2", "SN3"):
        walked.sort(run, "CAM", serial)
    for _ in range(2):
        walked.sort(run, "BOX")
    assert walked.state() is DocumentState.OPEN
    assert walked.say_empty()
    assert "On hold" in {reason for ref in ("PL-1", "PL-2") for *_, reason in walked.tasks(ref)}


def test_r57_a_task_that_somebody_else_sorts_for_is_skipped(walked: Floor) -> None:
    eva, ben = walked.begin("Eva", "sort"), walked.begin("Ben", "sort")

    def give(run: Run) -> str:
        return walked.store.write(
            lambda conn: (
                sorting.give(
                    conn, batches.show(conn, "B-1"), products.show(conn, "CAM"), serials.entry("SN1"), run
                ).pick_list.ref
            )
        )

    assert [give(eva), give(ben)] == ["PL-1", "PL-2"]
    assert refused(lambda: give(walked.begin("Mo", "sort"))) == "tasks_in_work"
