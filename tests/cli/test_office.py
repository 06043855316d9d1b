"""The office's commands: editing and receiving pre-receipts, holds, recalls, warranty."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def test_what_a_list_of_products_says_can_be_imported(stocked: Shell, tmp_path: Path) -> None:
    """So a store of before 0.2.0 is left behind, and its products are not."""
    stocked.run("product", "edit", "CAM-1", "--serial-pattern", r"SN\d+", "--add-barcode", "=HOUSE")
    stocked.run("product", "set-warranty", "CAM-1", "365")
    stocked.run("product", "add", "BOX-1", "--name", "=1+1")
    stocked.run("product", "retire", "BOX-1")
    listed, again = tmp_path / "products.csv", tmp_path / "again.csv"
    stocked.run("product", "list", "--csv", str(listed))
    new = Shell(str(tmp_path / "another.db"))
    new.run("product", "import", str(listed))
    new.run("product", "list", "--csv", str(again))

    def read(file: Path) -> list[dict[str, str]]:
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        return [row | {"retired_at": "yes" if row["retired_at"] else ""} for row in rows]

    assert read(again) == read(listed)
    assert [row["retired_at"] for row in read(again)] == ["", "yes", ""]


def test_who_works_at_the_command_line_is_named_in_what_is_kept(
    stocked: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R45."""
    monkeypatch.setenv("SERIALHHD_OPERATOR", " Maria ")
    stocked.run("product", "set-tracking", "BAT-1", "full-tracking")
    stocked.run("product", "set-warranty", "CAM-1", "30")
    stocked.run("product", "hold", "BAT-1", "--reason", "leaks")
    stocked.run("serial", "remove", "SN2", "--reason", "lost")
    assert [one["operator"] for one in stocked.json("product", "show", "BAT-1")["changes"]] == ["Maria"]
    assert [one["held_by"] for one in stocked.json("product", "show", "BAT-1")["holds"]] == ["Maria"]
    assert [one["operator"] for one in stocked.json("product", "show", "CAM-1")["edits"]] == ["Maria"]
    assert stocked.json("serial", "show", "SN2")["history"][-1]["operator"] == "Maria"


def test_a_line_is_added_received_with_serials_and_removed(stocked: Shell, tmp_path: Path) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "BAT-1:5")
    stocked.run("pre-receipt", "add-line", "PR-2", "CAM-1:3")
    file = tmp_path / "serials.txt"
    file.write_text("SN7..SN9\n", encoding="utf-8")
    receive = ("pre-receipt", "receive", "PR-2", "CAM-1", "--serials", str(file), "--location", "GOODS-IN")
    assert "3 serials counted up: SN7 to SN9." in stocked.refused(*receive)
    stocked.run(*receive, "--yes")
    shown = stocked.json("pre-receipt", "show", "PR-2")
    assert shown["revision"] == 1
    assert [(line["product"], line["confirmed_quantity"], line["serials"]) for line in shown["lines"]] == [
        ("BAT-1", 0, []),
        ("CAM-1", 3, ["SN7", "SN8", "SN9"]),
    ]
    assert "line_already_received" in stocked.refused("pre-receipt", "remove-line", "PR-2", "CAM-1")
    stocked.run("pre-receipt", "remove-line", "PR-2", "BAT-1")
    assert len(stocked.json("pre-receipt", "show", "PR-2")["lines"]) == 1


def test_a_short_line_is_kept_open_at_the_desk(stocked: Shell) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "BAT-1:5")
    receive = ("pre-receipt", "receive", "PR-2", "BAT-1", "--location", "GOODS-IN")
    stocked.run(*receive, "--quantity", "2", "--keep-open")
    assert stocked.json("pre-receipt", "show", "PR-2")["lines"][0]["state"] == "open"
    stocked.run(*receive)
    (line,) = stocked.json("pre-receipt", "show", "PR-2")["lines"]
    assert (line["confirmed_quantity"], line["state"]) == (5, "received")


def test_pre_entered_serials_may_be_ranges(stocked: Shell) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:4")
    stocked.run(
        "pre-receipt", "serials", "PR-2", "CAM-1", "--set", "-", "--yes", given="SN10 + 2, SN12..SN13\n"
    )
    assert stocked.json("pre-receipt", "serials", "PR-2", "CAM-1") == ["SN10", "SN11", "SN12", "SN13"]


def test_a_serial_is_held_shown_and_released(stocked: Shell) -> None:
    stocked.run("serial", "hold", "SN1", "--reason", "dented")
    assert stocked.json("serial", "show", "SN1")["hold_reason"] == "dented"
    refused = stocked.refused("serial", "hold", "SN1", "--reason", "again")
    assert refused == "error: serial_on_hold: SN1 at GOODS-IN is on hold: dented.\n"
    stocked.run("serial", "release", "SN1")
    assert stocked.json("serial", "show", "SN1")["hold_reason"] is None
    assert "serial_not_on_hold" in stocked.refused("serial", "release", "SN1")


def test_a_recall_says_what_is_where_and_holds_it(stocked: Shell, tmp_path: Path) -> None:
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    stocked.run("pick-list", "dispatch", "PL-1")
    found = stocked.json("serial", "recall", "--product", "CAM-1", "--range", "SN1..SN3", "--hold")
    assert found["counts"] == {"in_stock": 1, "dispatched": 1}
    assert (found["unknown"], found["held"]) == (["SN3"], 1)
    gone, here = found["serials"]
    assert (gone["state"], gone["customer"], gone["document"]) == ("dispatched", "Hotel", "PL-1")
    assert (here["state"], here["location"], here["hold_reason"]) == ("in_stock", "GOODS-IN", "recall")
    files = ("--csv", str(tmp_path / "r.csv"), "--pdf", str(tmp_path / "r.pdf"))
    stocked.run("serial", "recall", "--supplier", "Lens & Co", *files)
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8-sig") as file:
        assert [row["serial"] for row in csv.DictReader(file)] == ["SN1", "SN2"]
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")


def test_a_recall_goes_to_stdout_as_csv(stocked: Shell) -> None:
    out = stocked.run("serial", "recall", "--pre-receipt", "PR-1", "--csv", "-")
    assert out.splitlines()[0].startswith("serial,product,state")
    assert len(out.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "code"), [((), "recall_of_nothing"), (("--product", "NOPE"), "unknown")]
)
def test_a_recall_that_cannot_be(stocked: Shell, arguments: tuple[str, ...], code: str) -> None:
    assert stocked.refused("serial", "recall", *arguments).startswith(f"error: {code}: ")


def test_a_warranty_is_set_shown_and_taken_away(stocked: Shell) -> None:
    stocked.run("product", "set-warranty", "CAM-1", "730")
    assert stocked.json("product", "show", "CAM-1")["warranty_days"] == 730
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    assert stocked.json("serial", "show", "SN1")["warranty_until"] is None
    stocked.run("pick-list", "dispatch", "PL-1")
    shown = stocked.json("serial", "show", "SN1")
    assert shown["is_covered"] is True
    assert shown["warranty_until"] > shown["history"][-1]["at"]
    stocked.run("product", "set-warranty", "CAM-1", "none")
    assert stocked.json("serial", "show", "SN1")["is_covered"] is None
    stocked.refused("product", "set-warranty", "CAM-1", "long", code=2)


def test_a_pattern_that_takes_too_long_is_told_and_can_be_changed(stocked: Shell) -> None:
    stocked.run("product", "edit", "CAM-1", "--serial-pattern", "(?=.)([A-Z0-9]+-?)+")
    stocked.run("pre-receipt", "add", "PR-9", "--line", "CAM-1:2")
    assert stocked.json("product", "show", "CAM-1")["pattern_failed_at"] is None
    stocked.converse("goods_in", "PR-9", "CAM-1", "A" * 40 + "!")
    assert stocked.json("product", "show", "CAM-1")["pattern_failed_at"]
    assert "serial_pattern_invalid" in stocked.refused("product", "edit", "CAM-1", "--serial-pattern", "(")
    stocked.run("product", "edit", "CAM-1", "--serial-pattern", "(?=.)([A-Z0-9]+-?)+")
    assert stocked.json("product", "show", "CAM-1")["pattern_failed_at"], "it is the same, and still too slow"
    stocked.run("product", "edit", "CAM-1", "--no-serial-pattern")
    shown = stocked.json("product", "show", "CAM-1")
    assert (shown["serial_pattern"], shown["pattern_failed_at"]) == (None, None)


def test_the_desk_needs_a_terminal(stocked: Shell) -> None:
    assert "serialhhd --help" in stocked.refused("desk", code=2)


def test_transactions_are_narrowed(stocked: Shell) -> None:
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    listed = {
        arguments: [row["kind"] for row in stocked.json("transaction", "list", *arguments)]
        for arguments in (
            (),
            ("--document", "pl-1"),
            ("--document", "PR-1"),
            ("--serial", "sn2"),
            ("--kind", "pick"),
            ("--operator", "anna"),
            ("--operator", "nobody"),
            ("--period", "2000-01-01"),
            ("--period", "2000-01-01.."),
        )
    }
    both, pick, receipt = ["pick", "receipt"], ["pick"], ["receipt"]
    assert list(listed.values()) == [both, pick, receipt, receipt, pick, both, [], [], both]
    assert "period_unclear" in stocked.refused("transaction", "list", "--period", "May")
    assert "unknown" in stocked.refused("transaction", "list", "--document", "NOPE")


def test_stock_products_and_documents_are_narrowed(stocked: Shell) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "BAT-1:5")
    stocked.run("pre-receipt", "receive", "PR-2", "BAT-1", "--location", "GOODS-IN")
    stocked.run("pre-receipt", "add", "PR-3", "--line", "BAT-1:5", "--supplier", "Volt")

    def skus(*arguments: str, key: str = "product") -> list[str]:
        return [row[key] for row in stocked.json(*arguments)]

    assert skus("stock", "list", "--tracking", "no-tracking") == ["BAT-1"]
    assert skus("stock", "list", "--search", "cam") == ["CAM-1"]
    assert skus("stock", "list", "--account", "MAIN") == ["CAM-1", "BAT-1"]
    assert skus("product", "list", "--search", "bat", key="sku") == ["BAT-1"]
    assert skus("pre-receipt", "list", "--state", "open", key="pre_receipt") == ["PR-3"]
    assert skus("pre-receipt", "list", "--search", "volt", key="pre_receipt") == ["PR-3"]
    assert skus("pre-receipt", "list", key="pre_receipt") == ["PR-3", "PR-2", "PR-1"]
    assert skus("pick-list", "list", "--search", "hot", key="pick_list") == ["PL-1"]
    (row,) = stocked.json("pick-list", "list", "--state", "open")
    assert (row["tasks"], row["open_tasks"], row["quantity"], row["picked_quantity"]) == (1, 1, 1, 0)


@pytest.mark.parametrize(
    ("listing", "first"),
    [
        (("product", "list"), ["BAT-1", "Battery"]),
        (("pre-receipt", "list"), ["PR-1", "received"]),
        (("pick-list", "list"), ["PL-1", "open"]),
        (("stock", "list"), ["1", "CAM-1"]),
        (("serial", "list"), ["SN1", "CAM-1"]),
        (("serial", "list", "--product", "CAM-1"), ["SN1", "CAM-1"]),
    ],
)
def test_every_listing_is_exported(
    stocked: Shell, tmp_path: Path, listing: tuple[str, ...], first: list[str]
) -> None:
    path = tmp_path / "listing.csv"
    stocked.run(*listing, "--csv", str(path))
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows[1][:2] == first
    assert stocked.run(*listing, "--csv", "-").splitlines()[0] == ",".join(rows[0])
    stocked.refused(*listing, "--csv", str(tmp_path / "no" / "such.csv"), code=2)


def test_a_long_listing_is_exported_whole(stocked: Shell, tmp_path: Path) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:2500")
    serials = tmp_path / "serials.txt"
    serials.write_text("X0001..X2500", encoding="utf-8")
    stocked.run(
        "pre-receipt",
        "receive",
        "PR-2",
        "CAM-1",
        "--serials",
        str(serials),
        "--location",
        "GOODS-IN",
        "--yes",
    )
    for narrowed in (
        (),
        ("--product", "CAM-1"),
        ("--prefix", "x"),
        ("--contains", "X"),
        ("--state", "in_stock"),
    ):
        out = stocked.run("serial", "list", *narrowed, "--csv", "-").splitlines()
        assert (
            len(out)
            == len(set(out))
            == 2501 + (0 if "--prefix" in narrowed or "--contains" in narrowed else 2)
        )


def test_a_barcode_is_added(stocked: Shell) -> None:
    stocked.run("product", "add-barcode", "CAM-1", "HOUSE-7")
    assert stocked.json("product", "show", "HOUSE-7")["sku"] == "CAM-1"
    assert "check_digit" in stocked.refused("product", "add-barcode", "CAM-1", "9521234543214")
    assert "barcode_taken" in stocked.refused("product", "add-barcode", "BAT-1", "HOUSE-7")


def test_a_line_expects_another_quantity_and_the_delivery_another_supplier(stocked: Shell) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:2")
    stocked.run("pre-receipt", "replace-line", "PR-2", "CAM-1:5")
    stocked.run("pre-receipt", "set-supplier", "PR-2", "Volt")
    shown = stocked.json("pre-receipt", "show", "PR-2")
    assert (shown["supplier"], shown["revision"]) == ("Volt", 2)
    assert [line["expected_quantity"] for line in shown["lines"]] == [5]
    assert "document_not_open" in stocked.refused("pre-receipt", "replace-line", "PR-1", "CAM-1:5")


def test_a_product_is_edited_retired_and_held(stocked: Shell) -> None:
    stocked.refused("product", "edit", "CAM-1", code=2)
    stocked.refused("product", "edit", "CAM-1", "--serial-pattern", "X", "--no-serial-pattern", code=2)
    stocked.run(
        "product",
        "edit",
        "CAM-1",
        "--name",
        "Kamera",
        "--add-barcode",
        "K1",
        "--remove-barcode",
        "9521234543213",
    )
    stocked.run("product", "retire", "CAM-1")
    assert "product_retired" in stocked.refused("pre-receipt", "add", "PR-5", "--line", "CAM-1:2")
    stocked.run("pick-list", "add", "PL-5", "--line", "CAM-1:1")
    stocked.run("product", "hold", "cam-1", "--reason", "fire")
    stocked.run("product", "hold", "CAM-1", "--lot", "L1", "--reason", "water")
    assert "product_on_hold" in stocked.refused("product", "hold", "CAM-1", "--reason", "again")
    shown = stocked.json("product", "show", "CAM-1")
    assert (shown["name"], shown["barcodes"]) == ("Kamera", ["k1"])
    assert [(one["what"], one["old"], one["new"]) for one in shown["edits"]] == [
        ("name", "Camera", "Kamera"),
        ("barcode", "09521234543213", None),
        ("barcode", None, "k1"),
        ("retired", None, "yes"),
    ]
    assert [(one["lot"], one["reason"], one["released_at"]) for one in shown["holds"]] == [
        (None, "fire", None),
        ("L1", "water", None),
    ]
    assert stocked.json("serial", "show", "SN1")["hold_reason"] == "fire"
    told = stocked.run("product", "show", "CAM-1")
    for part in (
        "the whole of it on hold: fire",
        "lot L1 on hold: water",
        "name: Camera -> Kamera",
        ": retired",
    ):
        assert part in told
    stocked.run("product", "release", "CAM-1")
    assert "product_not_on_hold" in stocked.refused("product", "release", "CAM-1")
    stocked.run("product", "release", "CAM-1", "--lot", "l1")
    stocked.run("product", "reinstate", "CAM-1")
    assert stocked.json("product", "show", "CAM-1")["retired_at"] is None
    stocked.run("store", "check")


def test_a_recall_counts_units_without_serials_everywhere(stocked: Shell, tmp_path: Path) -> None:
    stocked.run("product", "set-tracking", "BAT-1", "no-tracking")
    stocked.run("pre-receipt", "add", "PR-5", "--line", "BAT-1:12")
    stocked.converse("goods_in", "PR-5", "BAT-1", "", "GOODS-IN")
    found = stocked.json("serial", "recall", "--product", "BAT-1", "--hold")
    assert (found["serials"], found["held"]) == ([], 0)
    (units,) = found["without_serials"]
    assert (units["product"], units["state"], units["location"], units["quantity"]) == (
        "BAT-1",
        "in_stock",
        "GOODS-IN",
        12,
    )
    table = stocked.run("serial", "recall", "--product", "BAT-1")
    assert [row.split()[-2:] for row in table.splitlines()] == [["QUANTITY", "CONTAINER"], ["12", "-"]]
    out = stocked.run(
        "serial", "recall", "--product", "BAT-1", "--csv", "-", "--pdf", str(tmp_path / "r.pdf")
    )
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["serial"], row["product"], row["location"], row["quantity"]) == (
        "",
        "BAT-1",
        "GOODS-IN",
        "12",
    )
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")
