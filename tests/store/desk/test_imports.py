"""Import from CSV: all of a file or nothing, every bad row by its line."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.sentences import messages
from serialhhd.store.catalogue import places, products
from serialhhd.store.desk.import_files import read_rows
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType
from tests.store.desk.importing import bad_lines, load

FULL = TrackingType.FULL_TRACKING
TEMPLATES = Path(__file__).parents[3] / "docs" / "templates"


def _other_sides(conn: Connection) -> None:
    places.add_warehouse(conn, "EAST", by="office")
    places.add_account(conn, "ACME", by="office")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def test_the_templates_can_be_imported_in_order(store: Store) -> None:
    assert load(store, "products", TEMPLATES / "products.csv") == 3
    assert load(store, "pre-receipts", TEMPLATES / "pre-receipts.csv") == 5
    assert load(store, "pick-lists", TEMPLATES / "pick-lists.csv") == 2
    store.write(_other_sides)
    assert load(store, "transfers", TEMPLATES / "transfers.csv") == 3
    assert load(store, "returns", TEMPLATES / "returns.csv") == 2
    with store.read() as conn:
        assert products.show(conn, "BATTERY").sku == "BAT-1"
        first, cable = pre_receipts.lines(conn, pre_receipts.show(conn, "PR-100"))
        assert (first.quantity, first.pre_entered) == (3, 3)
        assert (cable.quantity, cable.pre_entered) == (20, 0)
        assert [task.quantity for task in pick_lists.tasks(conn, pick_lists.show(conn, "PL-100"))] == [2, 4]


@pytest.mark.parametrize(
    "text",
    [
        "sku,name,tracking\nA,Thing,full-tracking\n",
        "\ufeffSKU;Name;Tracking\r\nA;Thing;Full Tracking\r\n",
        'name,"sku",tracking\n"Thing",A,full_tracking',
        "sku,name,tracking\n\nA,Thing,FULL-TRACKING\n,,\n",
    ],
)
def test_a_file_as_a_spreadsheet_writes_it(store: Store, file: Path, text: str) -> None:
    file.write_bytes(text.encode())
    assert load(store, "products", file) == 1
    with store.read() as conn:
        assert products.show(conn, "A").tracking_type is TrackingType.FULL_TRACKING


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import_empty"),
        (b"\n\n", "import_empty"),
        (b"sku,nmae\nA,B\n", "import_column_unknown"),
        (b"sku\nA\n", "import_column_missing"),
        (b"sku,name,sku\nA,B,C\n", "import_column_repeated"),
        (b"ksu,nmae,name,name\nA,B,C,D\n", "import_columns"),
        (b"sku,name\nA,\xff\n", "import_not_utf8"),
        (b'sku,name\nA,"B\n', "import_not_csv"),
    ],
)
def test_a_file_that_is_none_is_refused(file: Path, data: bytes, code: str) -> None:
    file.write_bytes(data)
    with pytest.raises(Refused) as refused:
        read_rows(file, "products")
    assert refused.value.code == code


def test_the_line_of_a_byte_that_is_not_utf8_is_named(file: Path) -> None:
    file.write_bytes(b"sku,name\nA,B\nC,\xe4\n")
    with pytest.raises(Refused) as refused:
        read_rows(file, "products")
    assert refused.value.facts == {"line": 3}


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_rows(tmp_path / "nothing.csv", "products")
    assert refused.value.code == "import_unreadable"


def test_every_bad_row_is_named_and_nothing_is_imported(store: Store, file: Path) -> None:
    file.write_text(
        "sku,name,tracking,barcodes\nA,Thing,,\n,Nameless,,\nB,Thing,half,\nC,Thing,,9521234543214\nA,Again,,\n"
    )
    assert bad_lines(store, "products", file) == [
        (3, "code_empty"),
        (4, "import_tracking_unknown"),
        (5, "check_digit"),
        (6, "already_there"),
    ]
    with store.read() as conn:
        assert products.page(conn) == ()


@pytest.fixture
def with_products(store: Store) -> Store:
    at, full = store.now(), TrackingType.FULL_TRACKING
    for sku in ("CAM-1", "CAM-2"):
        store.write(partial(products.add, sku=sku, at=at, name="Camera", tracking_type=full, by="office"))
    return store


@pytest.mark.parametrize(
    ("rows", "bad"),
    [
        ("PR-1,NOPE,1,\n", [(2, "unknown")]),
        ("PR-1,CAM-1,many,\n", [(2, "import_quantity")]),
        ("PR-1,CAM-1,-3,\n", [(2, "import_quantity")]),
        ("PR-1,CAM-1,0,\n", [(2, "quantity_not_positive")]),
        ("PR-1,CAM-1,1000000000000,\n", [(2, "quantity_too_large")]),
        ("PR-1,1.23E+12,1,\n", [(2, "number_shortened")]),
        ("PR-1,CAM-1,3,S1\nPR-1,CAM-1,3,S2\n", [(2, "pre_entered_count")]),
        ("PR-1,CAM-1,,S1\nPR-1,CAM-1,,S2\nPR-1,CAM-1,,s1\n", [(4, "serials_repeated")]),
        ("PR-1,CAM-1,2,S1\nPR-1,CAM-1,2,\n", [(3, "import_line_repeated")]),
        ("PR-1,CAM-1,2,\nPR-1,CAM-2,1,\nPR-1,cam-1,3,\n", [(4, "import_line_repeated")]),
        ("PR-1,CAM-1,,S1\nPR-2,CAM-1,,S1\n", [(3, "serial_expected_elsewhere")]),
        ("PR-1,CAM-1,,S\x07\n", [(2, "code_unprintable")]),
    ],
)
def test_bad_rows_of_pre_receipts(
    with_products: Store, file: Path, rows: str, bad: list[tuple[int, str]]
) -> None:
    file.write_text("pre_receipt,sku,quantity,serial\n" + rows)
    found = bad_lines(with_products, "pre-receipts", file)
    assert [line for line, _ in found][: len(bad)] == [line for line, _ in bad]
    assert found[0][1] == bad[0][1]
    with with_products.read() as conn:
        assert pre_receipts.all_of(conn) == ()


def test_every_problem_of_a_header_is_told_at_once(file: Path) -> None:
    file.write_text("nmae,name,name\nA,B,C\n")
    with pytest.raises(Refused) as refused:
        read_rows(file, "products")
    assert [one.code for one in refused.value.facts["refused"]] == [
        "import_column_unknown",
        "import_column_repeated",
        "import_column_missing",
    ]
    said = (
        "There is no column nmae. Did you mean name? The column name comes twice. The column sku is missing."
    )
    assert messages.refusal(refused.value).text == said


def test_a_row_with_too_many_cells_is_told_with_all_others(store: Store, file: Path) -> None:
    file.write_text("sku,name\nA,B,C\n,Nameless\nB,Thing\n")
    assert bad_lines(store, "products", file) == [(2, "import_too_many_cells"), (3, "code_empty")]


def test_every_line_of_a_pre_receipt_is_looked_at_in_one_round(with_products: Store, file: Path) -> None:
    file.write_text(
        "pre_receipt,supplier,sku,quantity,serial\n"
        "PR-1,Lens,NOPE,1,\nPR-1,Glass,CAM-1,2,S1\nPR-1,Lens,CAM-2,many,\nPR-1,Lens,GONE,1,\n"
        "PR-2,,CAM-2,,S\x07\n"
    )
    assert bad_lines(with_products, "pre-receipts", file) == [
        (2, "unknown"),
        (3, "import_differs"),
        (3, "pre_entered_count"),
        (4, "import_quantity"),
        (5, "unknown"),
        (6, "code_unprintable"),
    ]


def test_every_task_of_a_pick_list_is_looked_at_in_one_round(with_products: Store, file: Path) -> None:
    file.write_text(
        "pick_list,sku,quantity,location\n"
        "PL-1,NOPE,1,\nPL-1,NOPE,2,\nPL-1,CAM-1,0,\nPL-1,CAM-1,1,MOON\nPL-1,CAM-2,1,\nPL-1,CAM-2,some,\n"
    )
    assert bad_lines(with_products, "pick-lists", file) == [
        (2, "unknown"),
        (3, "unknown"),
        (4, "quantity_not_positive"),
        (5, "unknown"),
        (7, "import_quantity"),
    ]


def test_what_is_wrong_with_a_document_is_told_once(with_products: Store, file: Path) -> None:
    file.write_text("pre_receipt,account,sku,quantity\nPR-1,NOBODY,CAM-1,1\nPR-1,NOBODY,CAM-2,1\n")
    assert bad_lines(with_products, "pre-receipts", file) == [(2, "unknown")]


def test_one_document_has_one_supplier(with_products: Store, file: Path) -> None:
    file.write_text("pre_receipt,supplier,sku,quantity\nPR-1,Lens,CAM-1,1\nPR-1,Glass,CAM-2,1\n")
    assert bad_lines(with_products, "pre-receipts", file) == [(3, "import_differs")]


def test_a_transfer_to_two_warehouses_is_told_so_and_not_that_it_names_none(
    with_products: Store, file: Path
) -> None:
    with_products.write(lambda conn: places.add_warehouse(conn, "EAST", by="office"))
    file.write_text("transfer,to_warehouse,sku,quantity\nTR-1,EAST,CAM-1,1\nTR-1,WEST,CAM-1,1\n")
    assert bad_lines(with_products, "transfers", file) == [(3, "import_differs")]


def test_the_same_file_again_is_refused_and_changes_nothing(with_products: Store, file: Path) -> None:
    file.write_text("pick_list,sku,quantity\nPL-1,CAM-1,1\nPL-2,CAM-1,1\n")
    load(with_products, "pick-lists", file)
    assert bad_lines(with_products, "pick-lists", file) == [(2, "already_there"), (3, "already_there")]


def test_twenty_thousand_serials_in_one_file(with_products: Store, file: Path) -> None:
    rows = "".join(f"PR-1,CAM-1,S{number:06}\n" for number in range(20_000))
    file.write_text("pre_receipt,sku,serial\n" + rows)
    assert load(with_products, "pre-receipts", file) == 20_000
    with with_products.read() as conn:
        (line,) = pre_receipts.lines(conn, pre_receipts.show(conn, "PR-1"))
    assert line.pre_entered == 20_000
