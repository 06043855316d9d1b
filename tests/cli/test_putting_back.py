"""`serialhhd pick-list cancel` and `put-back`, at the command line (R36)."""

from tests.cli.conftest import Shell


def test_what_a_cancelled_list_had_picked_is_put_back(stocked: Shell) -> None:
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    stocked.run("pick-list", "cancel", "PL-1")
    shown = stocked.json("pick-list", "show", "PL-1")
    assert (shown["state"], shown["waiting"]) == ("cancelled", 1)
    stocked.refused("pick-list", "put-back", "PL-1", "--location", "GOODS-IN", "--line", "CAM-1:1")
    at_goods_in = ("pick-list", "put-back", "PL-1", "--location", "GOODS-IN")
    stocked.refused(*at_goods_in, "--serials", "-", given="\n", code=2)
    stocked.run("location", "add", "A-01")
    stocked.run("pick-list", "put-back", "PL-1", "--location", "A-01")
    serial = stocked.json("serial", "show", "SN1")
    assert (serial["state"], serial["location"]) == ("in_stock", "A-01")
    assert stocked.json("pick-list", "show", "PL-1")["waiting"] == 0
    stocked.refused("pick-list", "put-back", "PL-1", "--location", "A-01")
