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


def test_a_container_on_the_cart_is_sorted_as_its_serials(shell: Shell) -> None:
    shell.run("location", "add", "CART-1", "--kind", "cart")
    shell.run("product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking")
    shell.run("pre-receipt", "add", "PR-1", "--line", "CAM-1:2")
    packed = "SN1,340123450000000017\nSN2,340123450000000017\n"
    shell.run("pre-receipt", "serials", "PR-1", "CAM-1", "--set", "-", given=packed)
    shell.run("pre-receipt", "receive", "PR-1", "CAM-1", "--location", "GOODS-IN")
    shell.run("pick-list", "add", "PL-1", "--line", "CAM-1:2")
    shell.run("batch", "add", "B-1", "--pick-list", "PL-1")
    shell.run("container", "add", "T-1")
    named = ("--serials", "-")
    walk = ("batch", "walk", "B-1", "CAM-1", "--location", "GOODS-IN", "--cart", "CART-1")
    shell.run(*walk, *named, given="340123450000000017\n")
    sort = ("batch", "sort", "B-1", "CAM-1", "--tote", "T-1", *named)
    assert "quantity_is_serial_count" in shell.refused(*sort, "--quantity", "1", given="340123450000000017\n")
    assert "serials_repeated" in shell.refused(*sort, given="SN1\nSN2\n340123450000000017\n")
    said = shell.told(*sort, given="SN2\n340123450000000017\n")
    assert said[:2] == ["SN2: PL-1, tote T-1.", "SN1: PL-1, tote T-1."]
