"""R31-R33 Batches at the desk: their lists, their cart, what is walked and sorted."""

import pytest

from serialhhd.store.batches import batches
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import DocumentState
from tests.screens.desk.conftest import opened_on
from tests.store.batches.floor import Floor

pytestmark = pytest.mark.slow


@pytest.fixture
def floor(empty: Store) -> Floor:
    """Two lists that want three cameras, of which the walk has taken two and the sort given one."""
    made = Floor(empty)
    made.add_list("PL-1", ("CAM", 2))
    made.add_list("PL-2", ("CAM", 1))
    return made


async def test_a_batch_is_made_followed_and_shows_its_cart_and_lists(floor: Floor) -> None:
    async with opened_on(floor.store) as clerk:
        await clerk.presses("f8", "b", "n")
        await clerk.fills(ref="B-1", pick_lists="PL-1, PL-9")
        await clerk.presses("ctrl+s")
        assert "PL-9" in clerk.words
        await clerk.fills(pick_lists="PL-1, PL-2")
        rows = [" ".join(row.split()) for row in (await clerk.presses("ctrl+s")).split("\n")]
        assert "Cart none yet" in rows
        assert "Walked 0 of 3" in rows
        run = floor.begin()
        floor.take_cart()
        floor.walk(run, 2, "SN1", "SN2")
        floor.end(run)
        sorts = floor.begin("Eva", "sort")
        floor.sort(sorts, "CAM", "SN1")
        floor.end(sorts)
        rows = [" ".join(row.split()) for row in (await clerk.presses("ctrl+r")).split("\n")]
        assert "Cart CART-1" in rows
        assert "Walked 2 of 3" in rows
        assert "Sorted 1 of 2" in rows
        assert "CAM oldest 3 2 1" in rows
        rows = [" ".join(row.split()) for row in (await clerk.presses("enter")).split("\n")]
        told = [(row.split()[0], row.split()[-2:]) for row in rows if row.startswith("PL-")]
        assert told == [("PL-1", ["1", "2"]), ("PL-2", ["0", "1"])]
        screen = await clerk.presses("enter")
        assert "PL-1  open" in screen
        assert "1 of 2" in screen


async def test_a_batch_is_cancelled_and_its_lists_are_free(floor: Floor) -> None:
    floor.add("B-1", "PL-1", "PL-2")
    async with opened_on(floor.store) as clerk:
        await clerk.presses("f8", "b", "enter", "k")
        assert "what is on its cart is put away by a move" in clerk.words
        await clerk.presses("y")
        assert clerk.told == "B-1 is cancelled."
        assert clerk.asks(lambda conn: batches.show(conn, "B-1")).state is DocumentState.CANCELLED
        await clerk.presses("escape", "n")
        await clerk.fills(ref="B-2", pick_lists="PL-1")
        assert "B-2  open" in await clerk.presses("ctrl+s")
    assert floor.is_whole()
