"""What goes back to suppliers, and comes back from customers, at the command line."""

from tests.cli.conftest import Shell


def test_goods_go_back_to_their_supplier(shell: Shell) -> None:
    shell.run("product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking")
    shell.run("pre-receipt", "add", "PR-1", "--line", "CAM-1:2", "--supplier", "ACME")
    shell.converse("goods_in", "PR-1", "CAM-1", "SN1", "SN2", ":done", "", "GOODS-IN")
    wanted = ("pick-list", "add", "RMA-1", "--line", "CAM-1:1", "--supplier-return", "ACME")
    shell.refused(*wanted, "--customer", "Shop")
    shell.run(*wanted)
    shown = shell.json("pick-list", "show", "RMA-1")
    assert (shown["supplier"], shown["customer"]) == ("ACME", None)
    shell.converse("goods_out", "RMA-1", "GOODS-IN", "CAM-1", "SN1", "")
    shell.run("pick-list", "dispatch", "RMA-1")
    serial = shell.json("serial", "show", "SN1")
    assert (serial["state"], serial["returned_to"], serial["customer"]) == ("returned", "ACME", None)
    assert [row["serial"] for row in shell.json("serial", "list", "--state", "returned")] == ["SN1"]
    shell.run("serial", "return", "SN1", "--location", "GOODS-IN", "--reason", "sent by mistake")
    assert shell.json("serial", "show", "SN1")["returned_to"] is None
    assert shell.run("store", "check").strip() == "ok"
