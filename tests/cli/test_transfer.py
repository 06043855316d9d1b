"""`serialhhd transfer` and the kinds of locations, at the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def sent(stocked: Shell) -> Shell:
    """Of a transfer of both cameras to EAST one is shipped."""
    stocked.run("warehouse", "add", "EAST")
    stocked.run("location", "add", "E-01", "--warehouse", "EAST")
    stocked.run("transfer", "add", "TR-1", "--line", "CAM-1:2", "--to-warehouse", "EAST")
    stocked.run("transfer", "ship", "TR-1", "CAM-1", "--location", "GOODS-IN", "--serials", "-", given="sn1")
    return stocked


def test_a_transfer_is_shown_with_what_is_in_transit(sent: Shell) -> None:
    shown = sent.json("transfer", "show", "TR-1")
    assert {
        key: shown[key] for key in ("state", "from_warehouse", "to_warehouse", "from_account", "to_account")
    } == {
        "state": "open",
        "from_warehouse": "MAIN",
        "to_warehouse": "EAST",
        "from_account": "MAIN",
        "to_account": None,
    }
    assert shown["in_transit"] == ["SN1"]
    (line,) = shown["lines"]
    assert {key: line[key] for key in ("quantity", "shipped", "received", "lost", "in_transit", "state")} == {
        "quantity": 2,
        "shipped": 1,
        "received": 0,
        "lost": 0,
        "in_transit": 1,
        "state": "open",
    }
    (listed,) = sent.json("transfer", "list", "--state", "open")
    assert (listed["quantity"], listed["shipped"], listed["in_transit"]) == (2, 1, 1)
    assert "In transit: SN1" in sent.run("transfer", "show", "TR-1")


def test_a_serial_and_the_ledger_say_on_which_transfer_and_from_where_to_where(sent: Shell) -> None:
    shown = sent.json("serial", "show", "SN1")
    assert (shown["state"], shown["location"], shown["account"], shown["transfer"]) == (
        "in_transit",
        "TRANSIT-EAST",
        "MAIN",
        "TR-1",
    )
    assert [(one["location"], one["from"], one["to"]) for one in shown["history"][-2:]] == [
        ("GOODS-IN", None, "TRANSIT-EAST"),
        ("TRANSIT-EAST", "GOODS-IN", None),
    ]
    assert [one["serial"] for one in sent.json("serial", "list", "--state", "in_transit")] == ["SN1"]
    kinds = {one["location"]: one["location_kind"] for one in sent.json("stock", "list")}
    assert kinds == {"GOODS-IN": "storage", "TRANSIT-EAST": "transit"}


def test_what_never_arrives_is_given_up(sent: Shell) -> None:
    assert "SN2" in sent.refused(
        "transfer", "lost", "TR-1", "--reason", "stolen", "--serials", "-", given="SN2"
    )
    assert "reason_is_code" in sent.refused("transfer", "lost", "TR-1", "--reason", "sn1")
    by_number = ("transfer", "lost", "TR-1", "--reason", "stolen", "--line", "CAM-1:1")
    assert "error: serials_needed: CAM-1 has serials" in sent.refused(*by_number)
    sent.run("transfer", "lost", "TR-1", "--reason", "stolen", "--serials", "-", given="sn1")
    (line,) = sent.json("transfer", "show", "TR-1")["lines"]
    assert (line["lost"], line["in_transit"], line["state"]) == (1, 0, "open")
    assert sent.json("serial", "show", "SN1")["state"] == "removed"
    assert "shipped already" in sent.refused("transfer", "cancel", "TR-1")
    sent.run("store", "check")


def test_a_list_of_serials_that_is_empty_gives_up_nothing_least_of_all_everything(sent: Shell) -> None:
    giving_up = ("transfer", "lost", "TR-1", "--reason", "stolen", "--serials", "-")
    assert "holds no serial" in sent.refused(*giving_up, given="\n", code=2)
    assert sent.json("transfer", "show", "TR-1")["in_transit"] == ["SN1"]


def test_transfers_are_imported_whole_or_not_at_all(sent: Shell, tmp_path: Path) -> None:
    file = tmp_path / "transfers.csv"
    file.write_text("transfer,to_warehouse,sku,quantity\nTR-7,EAST,CAM-1,1\nTR-8,NOPE,CAM-1,1\n")
    assert ":3: unknown" in sent.refused("transfer", "import", str(file))
    file.write_text("transfer,to_warehouse,sku,quantity\nTR-7,EAST,CAM-1,1\n")
    sent.run("transfer", "import", str(file))
    sent.run("transfer", "cancel", "TR-7")
    assert [one["transfer"] for one in sent.json("transfer", "list")] == ["TR-7", "TR-1"]


def test_a_location_has_a_kind_that_changes_only_while_it_is_empty(sent: Shell) -> None:
    sent.run("location", "add", "Q-01", "--kind", "quarantine")
    assert sent.json("location", "list", "--kind", "quarantine") == [
        {"location": "Q-01", "warehouse": "MAIN", "kind": "quarantine"}
    ]
    assert [one["location"] for one in sent.json("location", "list", "--kind", "transit")] == [
        "TRANSIT-EAST",
        "TRANSIT-MAIN",
    ]
    sent.run("location", "set-kind", "Q-01", "cart")
    assert "Goods are at GOODS-IN" in sent.refused("location", "set-kind", "GOODS-IN", "cart")
    assert "transit" in sent.refused("location", "set-kind", "TRANSIT-MAIN", "storage")


def test_a_pick_list_that_names_a_warehouse_takes_nothing_of_another(sent: Shell) -> None:
    sent.run("pick-list", "add", "PL-9", "--line", "CAM-1:1", "--warehouse", "EAST")
    said = sent.converse("goods_out", "PL-9", "GOODS-IN")[-1]["message"]
    assert said["code"] == "no_stock_here"
    assert "NOPE" in sent.refused("pick-list", "add", "PL-7", "--line", "CAM-1:1", "--warehouse", "NOPE")


def test_a_transfer_is_shipped_and_received_at_the_desk(sent: Shell) -> None:
    ship = ("transfer", "ship", "TR-1", "CAM-1", "--location")
    receive = ("transfer", "receive", "TR-1", "CAM-1", "--location")
    for command, given, code in (
        ((*ship, "GOODS-IN"), "", "serials_needed"),
        ((*ship, "GOODS-IN", "--serials", "-"), "SN1", "serial_in_transit"),
        ((*ship, "E-01", "--serials", "-"), "SN2", "not_enough_stock"),
        ((*ship, "TRANSIT-EAST", "--serials", "-"), "SN2", "wrong_location_kind"),
        ((*ship, "NOPE"), "", "unknown"),
        (("transfer", "ship", "TR-1", "BAT-1", "--location", "GOODS-IN"), "", "not_on_document"),
        ((*receive, "E-01"), "", "serials_needed"),
        ((*receive, "E-01", "--serials", "-"), "SN2", "serial_in_stock"),
        ((*receive, "E-01", "--serials", "-"), "SN9", "serial_not_on_transfer"),
        ((*receive, "TRANSIT-EAST", "--serials", "-"), "SN1", "wrong_location_kind"),
        ((*receive, "E-01", "--quantity", "2", "--serials", "-"), "SN1", "not_in_transit"),
    ):
        assert f"error: {code}: " in sent.refused(*command, given=given), command
    sent.run(*ship, "GOODS-IN", "--serials", "-", given="SN2")
    assert "error: document_not_open: " in sent.refused(*ship, "GOODS-IN")
    assert sent.json("transfer", "show", "TR-1")["state"] == "shipped"
    sent.run(*receive, "E-01", "--serials", "-", given="SN2")
    assert sent.json("transfer", "show", "TR-1")["in_transit"] == ["SN1"]
    sent.run(*receive, "GOODS-IN", "--serials", "-", given="SN1")  # it comes back to where it was sent from
    assert sent.json("transfer", "show", "TR-1")["state"] == "received"
    assert [one["location"] for one in sent.json("serial", "list", "--state", "in_stock")] == [
        "GOODS-IN",
        "E-01",
    ]
    sent.run("store", "check")


def test_goods_become_another_accounts_at_the_desk(stocked: Shell) -> None:
    stocked.run("account", "add", "ACME")
    stocked.run("location", "add", "A-01")
    stocked.run("stock", "add", "BAT-1", "--location", "A-01", "--quantity", "5", "--reason", "Opening stock")
    stocked.run("transfer", "add", "TR-2", "--line", "BAT-1:4@A-01", "--to-account", "ACME")
    ship = ("transfer", "ship", "TR-2", "BAT-1", "--location")
    assert "error: line_from_elsewhere: " in stocked.refused(*ship, "GOODS-IN")
    assert "error: over_pick: " in stocked.refused(*ship, "A-01", "--quantity", "5")
    for none in ("0", "-1"):
        assert "error: quantity_not_positive: " in stocked.refused(*ship, "A-01", "--quantity", none)
    assert stocked.told(*ship, "A-01", "--quantity", "3") == ["BAT-1: 3 of 4 now of ACME."]
    assert "error: transfer_of_account: " in stocked.refused(
        "transfer", "receive", "TR-2", "BAT-1", "--location", "A-01"
    )
    stocked.run(*ship, "A-01")
    assert stocked.json("transfer", "show", "TR-2")["state"] == "received"
    of = {one["account"]: one["quantity"] for one in stocked.json("stock", "list", "--product", "BAT-1")}
    assert of == {"MAIN": 1, "ACME": 4}
    stocked.run("store", "check")
