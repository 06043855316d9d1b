"""`serialhhd transfer` and the kinds of locations, at the command line."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import products
from serialhhd.store.documents.taking import Taking
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import proposing, runs
from serialhhd.store.transfers import shipping, transfers
from serialhhd.store.words.vocabulary import RunState
from tests.cli.conftest import Shell


@pytest.fixture
def sent(stocked: Shell) -> Shell:
    """Of a transfer of both cameras to EAST one is shipped."""
    stocked.run("warehouse", "add", "EAST")
    stocked.run("location", "add", "E-01", "--warehouse", "EAST")
    stocked.run("transfer", "add", "TR-1", "--line", "CAM-1:2", "--to-warehouse", "EAST")
    with Store.open(stocked.store) as store, store.read() as conn:
        transfer = transfers.show(conn, "TR-1")

    def ship(conn: Connection) -> None:
        at = store.now()
        run = runs.begin(conn, operator="Anna", flow="out", config="{}", position="{}", at=at)
        line = shipping.claim_next(conn, transfer, run)
        assert line is not None
        there = proposing.propose(conn, line, transfer.account_id)
        assert there is not None
        standing = transfers.standing(conn, transfer.id, line.id, lock=True)
        capturing = Capturing(run, products.show(conn, "CAM-1"), 9, at)
        run = shipping.capture(conn, standing, there, capturing, [serials.entry("SN1")])
        shipping.post(conn, line, there, run, Taking(1), at=at)
        runs.end(conn, run.id, RunState.DONE, at)

    with Store.open(stocked.store) as store:
        store.write(ship)
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
