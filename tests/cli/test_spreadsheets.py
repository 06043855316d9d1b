"""Listings for spreadsheets, and files from them, at the command line."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

HOSTILE = {"A-1": "=HYPERLINK(1)", "B-1": "'n Boom", "C-1": "-5", "D-1": "@home", "-E": "'=1", "F-1": "Gerät"}


@pytest.fixture
def named(shell: Shell) -> Shell:
    for sku, name in HOSTILE.items():
        shell.run("product", "add", "--name", name, "--", sku)
    return shell


def test_a_file_has_the_mark_of_utf8_and_stdout_has_none(named: Shell, tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    named.run("product", "list", "--csv", str(file))
    assert file.read_bytes().startswith(b"\xef\xbb\xbfsku,name")  # W61
    assert "Gerät" in file.read_text(encoding="utf-8-sig")
    assert named.run("product", "list", "--csv", "-").startswith("sku,name")


def test_no_cell_is_a_formula_unless_one_asks_for_it(named: Shell) -> None:
    texts = [line.split(",")[:2] for line in named.run("product", "list", "--csv", "-").splitlines()]
    assert not [text for row in texts for text in row if text[0] in "=+-@"]
    as_is = named.run("product", "list", "--csv", "-", "--csv-as-is").splitlines()
    assert ["-E", "'=1"] in [line.split(",")[:2] for line in as_is]


def test_quantities_stay_numbers(stocked: Shell) -> None:
    stocked.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "")
    assert ",-1," in stocked.run("transaction", "list", "--csv", "-")


def test_names_go_round(named: Shell, tmp_path: Path) -> None:
    exported, imported = tmp_path / "exported.csv", tmp_path / "imported.csv"
    named.run("product", "list", "--csv", str(exported))
    with exported.open(newline="", encoding="utf-8-sig") as file:
        rows = [(row["sku"], row["name"]) for row in csv.DictReader(file)]
    with imported.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("sku", "name"), *rows])
    other = Shell(str(tmp_path / "other.db"))
    other.run("product", "import", str(imported))
    assert {row["sku"]: row["name"] for row in other.json("product", "list")} == HOSTILE


@pytest.mark.parametrize(
    ("data", "serials"),
    [
        (b"pre_receipt,sku,serial\nPR-9,CAM-1,'00123\n", ["00123"]),  # W51
        (b"sep=;\r\npre_receipt;sku;serial\r\nPR-9;CAM-1;SN1\r\n", ["SN1"]),  # W53
        (b"pre_receipt,sku,serial\nPR-9,CAM-1,SN1,\n", ["SN1"]),  # W55
        ("pre_receipt,sku,serial\nPR-9,CAM-1,SN1\u00a0\n".encode(), ["SN1"]),  # W57
    ],
    ids=["W51", "W53", "W55", "W57"],
)
def test_files_as_spreadsheets_leave_them(
    shell: Shell, tmp_path: Path, data: bytes, serials: list[str]
) -> None:
    shell.run("product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking")
    file = tmp_path / "pre-receipts.csv"
    file.write_bytes(data)
    shell.run("pre-receipt", "import", str(file))
    assert shell.json("pre-receipt", "show", "PR-9")["lines"][0]["serials"] == serials


@pytest.mark.parametrize(
    "command", [("product", "import"), ("pre-receipt", "serials", "PR-1", "CAM-1", "--set")]
)
def test_a_workbook_is_named_as_one(stocked: Shell, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "serials.xlsx"
    file.write_bytes(b"PK\x03\x04\x14\x00")  # W59
    assert "is a workbook. Save it as CSV UTF-8" in stocked.refused(*command, str(file))


def test_a_list_of_serials_may_be_utf16(stocked: Shell, tmp_path: Path) -> None:
    stocked.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:2")
    file = tmp_path / "serials.txt"
    file.write_bytes("U1\r\nU2\u00a0\r\n".encode("utf-16"))
    stocked.run("pre-receipt", "serials", "PR-2", "CAM-1", "--set", str(file))
    assert stocked.json("pre-receipt", "serials", "PR-2", "CAM-1") == ["U1", "U2"]
