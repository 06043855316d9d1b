"""`serialhhd batch`, at the command line (R31)."""

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def at_work(stocked: Shell) -> Shell:
    """Two pick lists that want the cameras of the stock, in a batch."""
    stocked.run("pick-list", "add", "PL-8", "--line", "CAM-1:1@GOODS-IN")
    stocked.run("pick-list", "add", "PL-9", "--line", "CAM-1:1@GOODS-IN")
    stocked.run("batch", "add", "B-1", "--pick-list", "PL-9", "--pick-list", "PL-8")
    return stocked


def test_a_batch_is_made_of_pick_lists_in_their_order(at_work: Shell) -> None:
    shown = at_work.json("batch", "show", "B-1")
    assert (shown["batch"], shown["state"], shown["cart"]) == ("B-1", "open", None)
    assert shown["pick_lists"] == ["PL-9", "PL-8"]
    assert shown["lines"] == [
        {
            "product": "CAM-1",
            "location": "GOODS-IN",
            "wanted": 2,
            "walked": 0,
            "sorted": 0,
            "reason": None,
        }
    ]
    assert "PL-9 PL-8" in at_work.run("batch", "show", "B-1")
    (listed,) = at_work.json("batch", "list", "--state", "open")
    assert (listed["batch"], listed["lines"], listed["walked"]) == ("B-1", 1, 0)


def test_a_list_is_in_one_open_batch(at_work: Shell) -> None:
    assert "list_in_batch" in at_work.refused("batch", "add", "B-2", "--pick-list", "PL-8")
    at_work.run("batch", "cancel", "B-1")
    assert "document_not_open" in at_work.refused("batch", "cancel", "B-1")
    at_work.run("batch", "add", "B-2", "--pick-list", "PL-8")
    assert [one["state"] for one in at_work.json("batch", "list")] == ["open", "cancelled"]
    assert "unknown" in at_work.refused("batch", "show", "B-9")
