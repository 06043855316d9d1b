"""What goes back to suppliers, and comes back from customers, at the command line."""

from pathlib import Path

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


def sold(shell: Shell) -> None:
    """SN1 and two batteries went to Hotel, SN2 is in stock; there is a place of quarantine."""
    shell.run("product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking")
    shell.run("product", "add", "BAT-1", "--name", "Battery")
    shell.run("location", "add", "Q-01", "--kind", "quarantine")
    shell.run("pre-receipt", "add", "PR-1", "--line", "CAM-1:2", "--line", "BAT-1:5")
    shell.converse(
        "goods_in", "PR-1", "CAM-1", "SN1", "SN2", ":done", "", "GOODS-IN", "BAT-1", "5", "GOODS-IN"
    )
    shell.run("pick-list", "add", "PL-1", "--line", "CAM-1:1", "--line", "BAT-1:2", "--customer", "Hotel")
    shell.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "", "GOODS-IN", "BAT-1", "2")
    shell.run("pick-list", "dispatch", "PL-1")


def test_what_was_dispatched_comes_back(shell: Shell) -> None:
    sold(shell)
    assert "customer_missing" in shell.refused("return", "add", "RT-1", "--line", "CAM-1:1")
    shell.run("return", "add", "RT-1", "--pick-list", "PL-1", "--line", "CAM-1:1", "--line", "BAT-1:2")
    shell.run("return", "add", "RT-2", "--customer", "Hotel", "--line", "CAM-1:1")
    (newest, oldest) = shell.json("return", "list")
    assert (newest["return"], newest["customer"], newest["pick_list"]) == ("RT-2", "Hotel", None)
    assert (oldest["expected_quantity"], oldest["returned_quantity"], oldest["open_lines"]) == (3, 0, 2)
    shown = shell.json("return", "show", "RT-1")
    assert (shown["state"], shown["customer"], shown["pick_list"]) == ("open", "Hotel", "PL-1")
    first = {"line": 1, "product": "CAM-1", "expected_quantity": 1, "returned_quantity": 0}
    assert shown["lines"][0] == {**first, "announced": [], "serials": [], "state": "open"}
    shell.run("return", "cancel", "RT-2")
    assert [row["return"] for row in shell.json("return", "list", "--state", "open")] == ["RT-1"]
    assert shell.run("return", "serials", "RT-1", "CAM-1") == ""


def test_the_condition_says_where_it_is_put(shell: Shell) -> None:
    sold(shell)
    back = ("serial", "return", "SN1", "--reason", "sent back")
    said = shell.refused(*back, "--location", "GOODS-IN", "--condition", "Damaged")
    assert "wrong_location_kind" in said
    shell.run(*back, "--location", "Q-01", "--condition", "Damaged")
    assert shell.json("serial", "show", "SN1")["condition"] == "Damaged"
    (newest, *_) = shell.json("transaction", "list")
    assert (newest["kind"], newest["condition"], newest["note"]) == ("return", "Damaged", "sent back")


def test_a_file_of_returns_is_refused_whole_with_every_line_that_is_wrong(
    shell: Shell, tmp_path: Path
) -> None:
    sold(shell)
    file = tmp_path / "returns.csv"
    rows = ("RT-1,Hotel,,CAM-1,1", "RT-1,Hotel,,NONE,1", "RT-2,,PL-1,CAM-1,1", "RT-2,,PL-1,BAT-1,x")
    file.write_text("\n".join(("return,customer,pick_list,sku,quantity", *rows)))
    said = shell.refused("return", "import", str(file))
    assert ("3:" in said, "5:" in said, "2:" in said) == (True, True, False), said
    assert shell.json("return", "list") == []
    file.write_text("\n".join(("return,customer,pick_list,sku,quantity", rows[0], rows[2])))
    shell.run("return", "import", str(file))
    assert [row["return"] for row in shell.json("return", "list")] == ["RT-2", "RT-1"]


def test_a_return_announces_its_serials(shell: Shell) -> None:
    sold(shell)
    shell.run("return", "add", "RT-1", "--customer", "Hotel", "--line", "CAM-1:1", "--line", "BAT-1:1")
    serials = ("return", "serials", "RT-1", "CAM-1")
    for given, code in (
        ("SN2", "serials_refused"),
        ("SN1\nSN2", "pre_entered_count"),
        ("", "pre_entered_count"),
    ):
        assert f"error: {code}: " in shell.refused(*serials, "--set", "-", given=given)
    assert "serials_not_taken" in shell.refused(
        "return", "serials", "RT-1", "BAT-1", "--set", "-", given="B1"
    )
    shell.refused(*serials, "--set", "-", "--clear", code=2)
    assert "serials_doubtful" in shell.refused(*serials, "--set", "-", given="SN1..SN1")
    shell.run(*serials, "--set", "-", "--yes", given="SN1..SN1")
    shell.run(*serials, "--set", "-", given="sn1")
    assert (shell.run(*serials), shell.json(*serials)) == ("sn1\n", ["sn1"])
    (camera, _) = shell.json("return", "show", "RT-1")["lines"]
    assert (camera["announced"], camera["serials"]) == (["sn1"], [])
    shell.run(*serials, "--clear")
    assert shell.json(*serials) == []
    assert shell.run("store", "check").strip() == "ok"


def test_a_file_of_returns_may_say_which_serials_come(shell: Shell, tmp_path: Path) -> None:
    sold(shell)
    file = tmp_path / "returns.csv"
    header = "\ufeffReturn;Customer;SKU;Quantity;Serial\r\n"
    file.write_text(f"{header}RT-1;Hotel;CAM-1;;SN2\r\n\r\nRT-1;Hotel;BAT-1;2;\r\n")
    assert ":2: serial_in_stock: " in shell.refused("return", "import", str(file))
    file.write_text(f"{header}RT-1;Hotel;CAM-1;;SN1\r\nRT-2;Hotel;NONE;1;\r\n")
    assert ":3: unknown: " in shell.refused("return", "import", str(file))
    assert shell.json("return", "list") == []  # what was announced before the bad row is gone with it
    file.write_text(f"{header}RT-1;Hotel;CAM-1;;SN1\r\n;;;;\r\nRT-1;Hotel;BAT-1;2;\r\n")
    shell.run("return", "import", str(file))
    lines = shell.json("return", "show", "RT-1")["lines"]
    assert [(one["expected_quantity"], one["announced"]) for one in lines] == [(1, ["SN1"]), (2, [])]


def test_what_was_announced_is_taken_back_at_the_desk(shell: Shell) -> None:
    sold(shell)
    shell.run("return", "add", "RT-1", "--pick-list", "PL-1", "--line", "CAM-1:1", "--line", "BAT-1:2")
    back = ("return", "receive", "RT-1", "BAT-1", "--location")
    camera = (
        "return",
        "receive",
        "RT-1",
        "CAM-1",
        "--location",
        "Q-01",
        "--condition",
        "Wet",
        "--serials",
        "-",
    )
    for command, given, code in (
        ((*back, "GOODS-IN", "--condition", "Damaged"), "", "wrong_location_kind"),
        ((*back, "GOODS-IN", "--condition", "As new", "--quantity", "3"), "", "over_pick"),
        ((*back, "GOODS-IN", "--condition", "As new", "--quantity", "0"), "", "quantity_not_positive"),
        ((*back, "NOPE", "--condition", "As new"), "", "unknown"),
        ((*back, "Q-01", "--condition", "SN1"), "", "condition_is_code"),
        ((*back, "Q-01", "--condition", "1"), "", "condition_is_code"),
        (camera, "SN2", "serial_in_stock"),
        (camera, "SN9", "serial_never_here"),
    ):
        assert f"error: {code}: " in shell.refused(*command, given=given), command
    shell.run(*back, "GOODS-IN", "--condition", " as NEW", "--quantity", "1")
    shell.run(*back, "Q-01", "--condition", "damaged")
    shell.run(*camera, given="SN1")
    shown = shell.json("return", "show", "RT-1")
    assert (shown["state"], [one["returned_quantity"] for one in shown["lines"]]) == ("received", [1, 2])
    assert shell.json("serial", "show", "SN1")["condition"] == "Wet"
    said = {one["condition"] for one in shell.json("transaction", "list", "--kind", "return")}
    assert said == {"As new", "Damaged", "Wet"}, "as the flows write what they offer"
    assert shell.run("store", "check").strip() == "ok"
