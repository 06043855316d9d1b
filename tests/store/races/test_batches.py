"""R15, R31-R33 Two who work on batches at the same moment: one wins, the other is told, and either order leaves a whole store."""

from collections.abc import Iterator
from functools import partial

import pytest

from serialhhd.store.batches import batches
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState
from tests.store.batches.floor import Floor
from tests.store.races.two_programs import codes, together

ROUNDS = 3


@pytest.fixture
def floors(store_url: str) -> Iterator[tuple[Floor, Floor]]:
    """One warehouse from two computers, with two lists that want three cameras; it is whole when the test is over."""
    with Store.open(store_url) as one, Store.open(store_url) as other:
        made = Floor(one)
        made.add_list("PL-1", ("CAM", 1))
        made.add_list("PL-2", ("CAM", 2))
        yield made, Floor(other, fill=False)
        assert made.is_whole()


def test_two_batches_of_one_list(floors: tuple[Floor, Floor]) -> None:
    one, other = floors
    for number in range(ROUNDS):
        answers = together(
            partial(one.add, f"B-{number}a", "PL-1", "PL-2"),
            partial(other.add, f"B-{number}b", "PL-2", "PL-1"),
        )
        assert codes(answers) == ["done", "list_in_batch"]
        with one.store.read() as conn:
            (won,) = batches.all_of(conn, DocumentState.OPEN)
        one.cancel(won.ref)


def test_two_batches_claim_one_cart(floors: tuple[Floor, Floor]) -> None:
    one, other = floors
    for number in range(ROUNDS):
        mine, theirs = f"B-{number}a", f"B-{number}b"
        one.add(mine, "PL-1")
        one.add(theirs, "PL-2")
        answers = together(partial(one.take_cart, "CART-1", mine), partial(other.take_cart, "CART-1", theirs))
        assert codes(answers) == ["cart_in_use", "done"]
        one.cancel(mine)
        one.cancel(theirs)


def test_a_list_is_cancelled_while_its_unit_is_sorted(floors: tuple[Floor, Floor]) -> None:
    one, other = floors
    one.add("B-1", "PL-1", "PL-2")
    one.take_cart()
    walker, sorter = one.begin(), one.begin("Eva", "sort")
    one.walk(walker, 3, "SN1", "SN2", "SN3")
    one.end(walker)
    answers = together(partial(one.sort, sorter, "CAM", "SN1"), partial(other.cancel_list, "PL-1"))
    assert codes(answers) in (["done", "done"], ["done", "task_changed"])
    one.end(sorter)
    assert one.where("SN1") in {("picked", None), ("in_stock", "CART-1")}


def test_a_batch_is_cancelled_while_it_is_walked(floors: tuple[Floor, Floor]) -> None:
    one, other = floors
    one.add("B-1", "PL-2")
    one.take_cart()
    walker = one.begin()
    answers = together(partial(one.walk, walker, 2, "SN1", "SN2"), partial(other.cancel, "B-1"))
    assert isinstance(answers[0], Refused) is (one.on("CART-1") == {})
    one.end(walker)
    assert one.state() is DocumentState.CANCELLED


def test_the_last_units_of_a_batch_are_sorted_by_two(floors: tuple[Floor, Floor]) -> None:
    one, other = floors
    one.add_list("PL-3", ("BOX", 1))
    one.add("B-1", "PL-1", "PL-3")
    one.take_cart()
    walker, eva, ben = one.begin(), one.begin("Eva", "sort"), one.begin("Ben", "sort")
    one.walk(walker, 1, "SN1")
    one.walk(walker, 1)
    answers = together(partial(one.sort, eva, "CAM", "SN1"), partial(other.sort, ben, "BOX"))
    assert (codes(answers), one.state()) == (["done", "done"], DocumentState.DONE)
