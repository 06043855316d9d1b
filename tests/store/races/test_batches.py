"""R30, R31-R33 Two who claim one pick list, cart, tote or unit at the same moment: one has it, the other is told; either order ends whole."""

from collections.abc import Callable, Iterator

import pytest

from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import DocumentState
from tests.store.batches.floor import Floor
from tests.store.containers import floor as containers
from tests.store.races.two_programs import ROUNDS, codes, together

Both = tuple[Floor, Floor]


@pytest.fixture
def both(store_url: str) -> Iterator[Both]:
    """One warehouse, in which two programs work."""
    with Store.open(store_url) as one, Store.open(store_url) as other:
        floors = Floor(one), Floor(other, fill=False)
        yield floors
        assert floors[0].is_whole()


def test_of_two_batches_that_want_the_same_lists_one_has_them(both: Both) -> None:
    """In opposite order: neither waits for the other for ever."""
    one, other = both
    for number in range(ROUNDS):
        lists = [f"PL-{number}", f"QL-{number}"]
        for ref in lists:
            one.add_list(ref, ("BOX", 1))
        refs = f"B-{number}", f"C-{number}"
        answers = together(
            lambda refs=refs, lists=lists: one.add(refs[0], *lists),  # type: ignore[misc]
            lambda refs=refs, lists=lists: other.add(refs[1], *reversed(lists)),  # type: ignore[misc]
        )
        assert codes(answers) == ["done", "list_in_batch"]


def test_of_two_batches_that_take_a_cart_one_has_it(both: Both) -> None:
    one, other = both
    for number in range(ROUNDS):
        refs = f"B-{number}", f"C-{number}"
        for ref in refs:
            one.add_list(f"of-{ref}", ("BOX", 1))
            one.add(ref, f"of-{ref}")
        answers = together(
            lambda refs=refs: one.take_cart("CART-1", refs[0]),  # type: ignore[misc]
            lambda refs=refs: other.take_cart("CART-1", refs[1]),  # type: ignore[misc]
        )
        assert codes(answers) == ["cart_in_use", "done"]
        for ref in refs:
            one.cancel(ref)


def walked(both: Both) -> Floor:
    """Three cameras are on the cart: one for PL-1, two for PL-2."""
    one, _ = both
    one.add_list("PL-1", ("CAM", 1))
    one.add_list("PL-2", ("CAM", 2))
    one.add("B-1", "PL-1", "PL-2")
    one.take_cart()
    run = one.begin("walker")
    one.walk(run, 3, "SN1", "SN2", "SN3")
    one.end(run)
    return one


def test_of_two_who_sort_one_unit_one_has_it(both: Both) -> None:
    one, other = walked(both), both[1]
    for number, serial in enumerate(("SN1", "SN2", "SN3")):
        runs = one.begin(f"Anna-{number}", "sort"), one.begin(f"Ben-{number}", "sort")
        answers = together(
            lambda serial=serial, run=runs[0]: one.sort(run, "CAM", serial),  # type: ignore[misc]
            lambda serial=serial, run=runs[1]: other.sort(run, "CAM", serial),  # type: ignore[misc]
        )
        told = codes(answers)
        assert "done" in told
        assert len(set(told)) == 2, told
        assert one.where(serial) == ("picked", None)
        for run in runs:
            one.end(run)
        assert one.is_whole()


ENDS: dict[str, Callable[[Floor], object]] = {
    "its list": lambda floor: floor.cancel_list("PL-1"),
    "its batch": lambda floor: floor.cancel(),
    "the sort": lambda floor: floor.say_empty(),
}


@pytest.mark.parametrize("what", ENDS)
def test_what_ends_while_a_unit_is_sorted_leaves_it_with_one(both: Both, what: str) -> None:
    one, other = walked(both), both[1]
    run = one.begin("Anna", "sort")
    answers = together(lambda: one.sort(run, "CAM", "SN1"), lambda: ENDS[what](other))
    one.end(run)
    assert "done" in codes(answers)
    state, place = one.where("SN1")
    assert (state, place) in {("picked", None), ("in_stock", "CART-1")}
    if codes(answers) == ["done", "done"] and what != "its list":
        assert state == "picked"


def test_what_is_walked_while_its_batch_is_cancelled_is_on_the_cart_or_where_it_was(both: Both) -> None:
    one, other = both
    one.add_list("PL-1", ("CAM", 1))
    one.add("B-1", "PL-1")
    one.take_cart()
    run = one.begin("walker")
    answers = together(lambda: one.walk(run, 1, "SN1"), other.cancel)
    one.end(run)
    assert "done" in codes(answers)
    assert one.where("SN1") in {("in_stock", "CART-1"), ("in_stock", "A-01")}
    assert one.state() is DocumentState.CANCELLED


def test_of_two_lists_that_take_a_tote_one_has_it(store_url: str) -> None:
    with Store.open(store_url) as one, Store.open(store_url) as other:
        floors = containers.Floor(one), containers.Floor(other, fill=False)
        names = [f"SN{number}" for number in range(2 * 4)]
        floors[0].receive("A-01", CAM=dict.fromkeys(names, ""))
        for number in range(4):
            tote, mine, theirs = f"T-{number + 1}", names[2 * number], names[2 * number + 1]
            for ref in (f"PL-{number}", f"QL-{number}"):
                floors[0].add_list(ref, ("CAM", 1))
            answers = together(
                lambda n=number, t=tote, s=mine: floors[0].pick(f"PL-{n}", "CAM", "A-01", t, s),  # type: ignore[misc]
                lambda n=number, t=tote, s=theirs: floors[1].pick(f"QL-{n}", "CAM", "A-01", t, s),  # type: ignore[misc]
            )
            assert codes(answers) == ["done", "tote_of_other_list"]


def test_a_list_that_is_cancelled_while_its_batch_is_made_leaves_no_batch_that_wants_nothing(
    both: Both,
) -> None:
    """The batch is refused, or it was made and is over with its only list."""
    one, other = both
    for number in range(ROUNDS):
        ref, batch = f"PL-{number}", f"B-{number}"
        one.add_list(ref, ("BOX", 1))
        answers = together(
            lambda ref=ref: one.cancel_list(ref),  # type: ignore[misc]
            lambda ref=ref, batch=batch: other.add(batch, ref),  # type: ignore[misc]
        )
        told = codes(answers)
        assert told in (["done", "done"], ["document_not_open", "done"])
        if told == ["done", "done"]:
            assert one.state(batch) is DocumentState.DONE


def test_a_list_that_is_picked_alone_while_a_batch_of_it_is_made_is_picked_or_in_the_batch(
    both: Both,
) -> None:
    one, other = both
    for number in range(ROUNDS):
        ref, batch = f"PL-{number}", f"B-{number}"
        one.add_list(ref, ("BOX", 1))
        run = one.begin(f"Anna-{number}", "goods_out")
        answers = together(
            lambda ref=ref, run=run: one.pick_box(run, ref),  # type: ignore[misc]
            lambda ref=ref, batch=batch: other.add(batch, ref),  # type: ignore[misc]
        )
        one.end(run)
        assert codes(answers) in (["document_not_open", "done"], ["done", "list_in_batch"])
