"""The command line that other programs rely on: commands, JSON keys, exit codes."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from serialhhd.cli.main import app
from serialhhd.cli.parts.output import LARGEST
from serialhhd.cli.reference import commands
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.store.engine.database import FIRST_RELEASED
from tests.cli.conftest import Shell

# --- stores and exit codes --------------------------------------------------------------------------------------


def test_reading_where_no_store_is_says_so_and_makes_none(shell: Shell) -> None:
    assert shell.refused("product", "list", code=3).startswith("error: store_missing: ")
    assert not Path(shell.store).exists()


def test_the_first_command_that_writes_makes_the_store_with_its_places(shell: Shell) -> None:
    shell.run("product", "add", "CAM-1", "--name", "Camera")
    assert shell.json("account", "list") == [{"account": "MAIN"}]
    assert shell.json("warehouse", "list") == [{"warehouse": "MAIN"}]
    assert shell.json("location", "list") == [
        {"location": "GOODS-IN", "warehouse": "MAIN", "kind": "storage"},
        {"location": "TRANSIT-MAIN", "warehouse": "MAIN", "kind": "transit"},
    ]
    assert shell.run("store", "check") == "ok\n"


def test_a_file_that_is_no_store_is_refused(shell: Shell) -> None:
    path = Path(shell.store)
    path.parent.mkdir()
    sqlite3.connect(path).execute("CREATE TABLE other (id INTEGER)").connection.close()
    assert shell.refused("product", "list", code=3).startswith("error: store_not_ours: ")
    path.write_text("hello " * 1000)
    assert shell.refused("product", "add", "X", "--name", "X", code=3).startswith("error: store_not_ours: ")


def test_a_newer_store_is_refused(stocked: Shell) -> None:
    with closing(sqlite3.connect(stocked.store)) as connection, connection:
        connection.execute("PRAGMA user_version = 999")
    assert stocked.refused("stock", "list", code=3).startswith("error: store_newer: ")


def test_a_rule_that_says_no_is_exit_code_1_with_code_and_sentence(shell: Shell) -> None:
    shell.run("product", "add", "CAM-1", "--name", "Camera")
    refused = shell.refused("product", "add", "cam-1", "--name", "Camera")
    assert refused == "error: already_there: Product cam-1 is already there.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("product", "add", "X"),
        ("product", "add", "X", "--name", "X", "--tracking", "half"),
        ("pre-receipt", "add", "PR-1", "--line", "CAM-1"),
        ("pre-receipt", "add", "PR-1", "--line", "CAM-1:2@A-01"),
        ("pick-list", "add", "PL-1", "--line", "CAM-1:two"),
        ("hhd", "--plain", "--json"),
        ("hhd", "--size", "big", "--plain"),
        ("hhd",),
        ("hhd", "--device", "GATE-7", "--plain"),
        ("demo",),
        ("nothing",),
    ],
)
def test_wrong_usage_is_exit_code_2(shell: Shell, arguments: tuple[str, ...]) -> None:
    shell.refused(*arguments, code=2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "release", "9" * 20),
        ("stock", "show", "9" * 20),
        ("transaction", "list", "--after", "9" * 20),
        ("serial", "list", "--limit", "9" * 20),
        ("flows", "rollback", "9" * 20, "--why", "a typing error"),
    ],
)
def test_a_number_that_no_database_takes_is_wrong_usage(stocked: Shell, arguments: tuple[str, ...]) -> None:
    stocked.refused(*arguments, code=2)


def test_every_number_that_a_command_takes_has_a_largest_one() -> None:
    numbers = {
        (*path, one.name): one.max
        for path, command in commands(get_command(app), ())
        for one in command.params
        if one.type_descriptor.annotation in {int, float}
    }
    without = {place for place, most in numbers.items() if most is None or most > LARGEST}
    of_no_row = {("serve", "sessions"), ("serve", "idle"), ("serve", "grace"), ("train", "class", "sessions")}
    assert without == of_no_row | {("pre-receipt", "receive", "quantity")}, "the last is refused by R65"


@pytest.mark.parametrize("mode", ["--plain", "--json"])
def test_a_device_that_nobody_knows_is_wrong_usage_and_those_there_are_are_named(
    shell: Shell, tmp_path: Path, mode: str
) -> None:
    flows = tmp_path / "flows.toml"
    flows.write_text(
        PACKAGED.read_text(encoding="utf-8") + "\n[devices.gate-7]\nprefix = '*'\n", encoding="utf-8"
    )
    opened = ("--flows", str(flows), "hhd", mode, "--operator", "anna", "--device")
    shell.run("device", "add", "DOCK-1")
    said = " ".join(shell.refused(*opened, "DOCK-2", code=2).replace("│", " ").split())
    assert "there is no device 'DOCK-2'; known are: DOCK-1, gate-7." in said
    for known in ("dock-1", "DOCK-1", "GATE-7"):
        assert "flow?" in shell.run(*opened, known, given="").casefold()


def test_demo_without_a_terminal_says_what_to_do_instead(shell: Shell) -> None:
    said = " ".join(shell.refused("demo", code=2).replace("│", " ").split())
    assert "serialhhd demo --plain" in said


def test_a_broken_flows_toml_is_exit_code_4_and_says_where(shell: Shell, tmp_path: Path) -> None:
    broken = tmp_path / "flows.toml"
    broken.write_text("version = 1\n[flows.goods_in]\noperation = 'pre_receipt_recieve'\n")
    refused = shell.refused("--flows", str(broken), "hhd", "--json", "--operator", "anna", code=4)
    assert f"{broken}:3:" in refused
    assert 'did you mean "pre_receipt_receive"?' in refused


# --- listings ---------------------------------------------------------------------------------------------------


def test_products(stocked: Shell) -> None:
    stocked.run("product", "set-tracking", "BAT-1", "track-during-pick")
    camera, battery = sorted(stocked.json("product", "list"), key=lambda row: row["sku"], reverse=True)
    assert camera["tracking_type"] == "full_tracking"
    assert camera["barcodes"] == ["09521234543213"]
    assert battery["tracking_type"] == "track_during_pick"
    shown = stocked.json("product", "show", "BAT-1")
    assert [(change["old"], change["new"]) for change in shown["changes"]] == [
        ("no_tracking", "track_during_pick")
    ]


def test_the_site_default_counts_for_new_products_only(shell: Shell) -> None:
    shell.run("product", "add", "OLD", "--name", "Old")
    shell.run("product", "default-tracking", "full-tracking")
    shell.run("product", "add", "NEW", "--name", "New")
    types = {row["sku"]: row["tracking_type"] for row in shell.json("product", "list")}
    assert types == {"OLD": "no_tracking", "NEW": "full_tracking"}


def test_a_pre_receipt_shows_its_lines(stocked: Shell) -> None:
    shown = stocked.json("pre-receipt", "show", "PR-1")
    assert (shown["pre_receipt"], shown["state"]) == ("PR-1", "received")
    (line,) = shown["lines"]
    expected = {
        "line": 1,
        "product": "CAM-1",
        "expected_quantity": 2,
        "confirmed_quantity": 2,
        "tracking_type": "full_tracking",
        "serials": ["SN1", "SN2"],
        "state": "received",
    }
    assert expected.items() <= line.items()
    assert [row["pre_receipt"] for row in stocked.json("pre-receipt", "list")] == ["PR-1"]


def test_stock_shows_its_serials(stocked: Shell) -> None:
    (row,) = stocked.json("stock", "list")
    assert row == {
        "id": 1,
        "product": "CAM-1",
        "location": "GOODS-IN",
        "account": "MAIN",
        "warehouse": "MAIN",
        "quantity": 2,
        "tracking_type": "full_tracking",
        "serial_count": 2,
        "location_kind": "storage",
    }
    serials = [{"serial": "SN1", "state": "in_stock"}, {"serial": "SN2", "state": "in_stock"}]
    assert stocked.json("stock", "show", "1") == {**row, "serials": serials}
    assert stocked.json("stock", "list", "--product", "BAT-1") == []
    assert stocked.json("stock", "list", "--location", "goods-in") == [row]


def test_transactions_page_by_cursor_without_gaps(stocked: Shell) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "BAT-1:5")
    stocked.converse("goods_in", "PR-2", "BAT-1", "", "GOODS-IN")
    everything = stocked.json("transaction", "list")
    assert [(row["kind"], row["product"], row["quantity"]) for row in everything] == [
        ("receipt", "BAT-1", 5),
        ("receipt", "CAM-1", 2),
    ]
    first = stocked.json("transaction", "list", "--limit", "1")
    rest = stocked.json("transaction", "list", "--limit", "1", "--after", str(first[0]["id"]))
    assert first + rest == everything
    (with_serials,) = stocked.json("transaction", "list", "--view", "with-serials")
    keys = {"id", "at", "kind", "product", "location", "quantity", "document", "operator", "serials"}
    assert keys <= with_serials.keys()
    assert (with_serials["document"], with_serials["operator"]) == ("PR-1", "anna")
    assert with_serials["serials"] == ["SN1", "SN2"]
    assert stocked.json("transaction", "list", "--product", "BAT-1") == everything[:1]


def test_the_whole_life_of_a_serial(stocked: Shell) -> None:
    views = stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "sn2", "")
    assert views[1]["fields"]["location"] == "GOODS-IN"
    assert views[1]["fields"]["product"] == "CAM-1"
    assert views[1]["fields"]["quantity"] == 1
    assert views[-1]["done"] is True
    assert stocked.json("serial", "show", "SN2")["state"] == "picked"
    stocked.run("pick-list", "dispatch", "PL-1")
    shown = stocked.json("serial", "show", "sn2", "--product", "CAM-1")
    assert (shown["serial"], shown["product"], shown["state"], shown["location"]) == (
        "SN2",
        "CAM-1",
        "dispatched",
        None,
    )
    assert [(row["kind"], row["document"], row["partner"]) for row in shown["history"]] == [
        ("receipt", "PR-1", "Lens & Co"),
        ("pick", "PL-1", "Hotel"),
        ("dispatch", "PL-1", "Hotel"),
    ]
    (task,) = stocked.json("pick-list", "show", "PL-1")["tasks"]
    assert (task["picked_quantity"], task["serials"], task["state"]) == (1, ["SN2"], "picked")
    assert stocked.run("store", "check") == "ok\n"


def test_a_serial_of_two_products_is_asked_back(stocked: Shell) -> None:
    stocked.run("product", "add", "CAM-2", "--name", "Other", "--tracking", "full-tracking")
    stocked.run("pre-receipt", "add", "PR-3", "--line", "CAM-2:1")
    stocked.converse("goods_in", "PR-3", "CAM-2", "SN1", ":done", "", "GOODS-IN")
    refused = stocked.refused("serial", "show", "SN1")
    assert refused.startswith("error: serial_of_several_products: ")
    assert "CAM-1" in refused
    assert "CAM-2" in refused


def test_serials_are_listed_by_state_and_prefix(stocked: Shell) -> None:
    assert [row["serial"] for row in stocked.json("serial", "list", "--prefix", "sn")] == ["SN1", "SN2"]
    assert stocked.json("serial", "list", "--state", "picked") == []
    assert len(stocked.json("serial", "list", "--product", "CAM-1", "--state", "in_stock")) == 2


def test_pre_entered_serials_are_all_or_none(stocked: Shell, tmp_path: Path) -> None:
    stocked.run("pre-receipt", "add", "PR-4", "--line", "CAM-1:2")
    file = tmp_path / "serials.txt"
    file.write_bytes("\ufeffA1\r\n\r\nA2\r\n".encode())
    refused = stocked.refused("pre-receipt", "serials", "PR-4", "CAM-1", "--set", "-", given="A1\n")
    assert refused.startswith("error: pre_entered_count: CAM-1 expects 2, got 1 serial.")
    stocked.run("pre-receipt", "serials", "PR-4", "CAM-1", "--set", str(file))
    assert stocked.json("pre-receipt", "serials", "PR-4", "CAM-1") == ["A1", "A2"]
    stocked.run("pre-receipt", "serials", "PR-4", "CAM-1", "--clear")
    assert stocked.json("pre-receipt", "serials", "PR-4", "CAM-1") == []


def test_a_removed_serial_comes_back_only_through_a_return(stocked: Shell) -> None:
    stocked.run("serial", "remove", "SN1", "--reason", "stolen")
    assert stocked.json("serial", "show", "SN1")["state"] == "removed"
    stocked.run("serial", "return", "SN1", "--location", "GOODS-IN", "--reason", "found")
    assert [row["kind"] for row in stocked.json("serial", "show", "SN1")["history"]] == [
        "receipt",
        "adjustment",
        "return",
    ]
    assert stocked.run("store", "check") == "ok\n"


def test_open_runs_are_listed_and_released(stocked: Shell) -> None:
    stocked.run("pre-receipt", "add", "PR-5", "--line", "CAM-1:9")
    stocked.converse("goods_in", "PR-5", "CAM-1", "SN9")
    (row,) = stocked.json("run", "list")
    assert (row["operator"], row["document"], row["captured"]) == ("anna", "PR-5", 1)
    assert stocked.refused("serial", "show", "SN9").startswith("error: serial_only_captured: ")
    stocked.run("run", "release", str(row["id"]))
    assert stocked.json("run", "list") == []
    assert stocked.refused("run", "release", "99").startswith("error: run_not_open: ")


def test_from_the_first_operator_on_only_known_ones_sign_on(stocked: Shell) -> None:
    stocked.run("operator", "add", "ben", "--role", "supervisor")
    assert [(one["operator"], one["role"]) for one in stocked.json("operator", "list")] == [
        ("ben", "supervisor")
    ]
    refused = stocked.refused("hhd", "--json", "--operator", "anna", "--flow", "goods_in")
    assert refused == "error: unknown: anna: no such operator.\n"


def test_documents_are_cancelled(stocked: Shell) -> None:
    stocked.run("pick-list", "cancel", "PL-1")
    assert stocked.json("pick-list", "list")[0]["state"] == "cancelled"
    assert stocked.refused("pre-receipt", "cancel", "PR-1").startswith("error: document_not_open: ")


def test_a_backup_is_restored(stocked: Shell, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    stocked.run("store", "backup", copy)
    stocked.run("serial", "remove", "SN1", "--reason", "stolen")
    stocked.run("store", "restore", copy)
    assert stocked.json("serial", "show", "SN1")["state"] == "in_stock"
    assert stocked.json("store", "info")["serials"] == 2


def test_listings_are_tables_for_people(stocked: Shell) -> None:
    heading, row = stocked.run("stock", "list").splitlines()
    assert heading.split() == [
        "ID",
        "PRODUCT",
        "LOCATION",
        "ACCOUNT",
        "WAREHOUSE",
        "QUANTITY",
        "TRACKING",
        "TYPE",
        "SERIAL",
        "COUNT",
    ]
    assert row.split()[:3] == ["1", "CAM-1", "GOODS-IN"]


# --- the sample warehouse ---------------------------------------------------------------------------------------


def test_a_store_of_before_the_first_release_is_refused_with_a_way_out(stocked: Shell) -> None:
    """R63."""
    with closing(sqlite3.connect(stocked.store)) as connection:
        connection.execute(f"PRAGMA user_version={FIRST_RELEASED - 1}")
    for command in (("product", "list"), ("product", "add", "X", "--name", "X"), ("store", "upgrade")):
        said = stocked.refused(*command, code=3)
        assert said.startswith("error: store_older: ")
        assert "`serialhhd product list --csv products.csv`" in said
        assert "`serialhhd product import products.csv`" in said


def test_demo_on_a_pipe_holds_a_conversation(shell: Shell) -> None:
    text = shell.run("demo", "--plain", given="1\nPR-1007\nCAM-200\nSN0001\n")
    assert "ERROR SN0001 was dispatched to Harbour Office on PL-499." in text
    assert text.splitlines()[-1] == "SERIAL? 0/3"


def test_serials_are_narrowed_and_searched_by_any_part(stocked: Shell) -> None:
    def listed(*narrowed: str) -> list[str]:
        return [row["serial"] for row in stocked.json("serial", "list", *narrowed)]

    assert listed("--contains", "n1") == ["SN1"]
    assert listed("--contains", "sn") == listed("--account", "MAIN") == listed() == ["SN1", "SN2"]
    (line,) = stocked.json("stock", "list")
    assert listed("--location", line["location"]) == listed("--stock-line", str(line["id"])) == listed()
    assert listed("--lot", "L1") == []
    (row,) = stocked.json("serial", "list", "--contains", "SN2")
    assert (row["tracking_type"], row["account"], row["hold_reason"]) == ("full_tracking", "MAIN", None)


def test_a_listing_of_serials_goes_on_after_its_cursor(stocked: Shell) -> None:
    for narrowed in ((), ("--state", "in_stock"), ("--product", "CAM-1")):
        listing = ("--store", stocked.store, "serial", "list", *narrowed, "--limit", "1", "--json")
        first = CliRunner().invoke(app, listing)
        cursor = first.stderr.rpartition("--after ")[2].strip()
        rest = stocked.json("serial", "list", *narrowed, "--after", cursor)
        assert [row["serial"] for row in (*json.loads(first.stdout), *rest)] == ["SN1", "SN2"]
    assert "no cursor" in stocked.refused("serial", "list", "--after", "1:SN1", code=2)


def test_nothing_is_printed_raw_that_commands_a_terminal(shell: Shell) -> None:
    evil = "\x1b[2J\x9b\u202e"
    for arguments in (
        ("product", "add", f"A{evil}", "--name", "A"),
        ("product", "add", "A", "--name", f"A{evil}"),
        ("product", "import", f"/nowhere/{evil}"),
        ("product", "show", evil),
        ("pre-receipt", "add", "PR-1", "--line", f"A{evil}:1"),
    ):
        said = shell.refused(*arguments)
        assert not set(evil) - set("[2J") & set(said), arguments
    assert "<1B>" in shell.refused("product", "import", f"/nowhere/{evil}")
