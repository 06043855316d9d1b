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


def test_a_serial_of_two_products_on_a_cancelled_list_is_put_back_of_neither(stocked: Shell) -> None:
    stocked.run("product", "add", "LENS-1", "--name", "Lens", "--tracking", "full-tracking")
    found = ("--location", "GOODS-IN", "--quantity", "1", "--reason", "Found", "--serials", "-")
    stocked.run("stock", "add", "LENS-1", *found, given="SN1\n")
    stocked.run("pick-list", "add", "PL-2", "--line", "CAM-1:1", "--line", "LENS-1:1")
    for sku in ("CAM-1", "LENS-1"):
        picked = ("pick-list", "pick", "PL-2", sku, "--location", "GOODS-IN", "--serials", "-")
        stocked.run(*picked, given="SN1\n")
    stocked.run("pick-list", "cancel", "PL-2")
    at_goods_in = ("pick-list", "put-back", "PL-2", "--location", "GOODS-IN")
    why = stocked.refused(*at_goods_in, "--serials", "-", given="SN1\n")
    assert why == (
        "error: serial_of_several_products: SN1 is a serial of CAM-1, LENS-1. Say of which product.\n"
    )
    stocked.run(*at_goods_in, "--product", "LENS-1", "--serials", "-", given="SN1\n")
    stocked.run(*at_goods_in, "--serials", "-", given="SN1\n")
    assert stocked.json("pick-list", "show", "PL-2")["waiting"] == 0
