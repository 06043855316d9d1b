"""Import from CSV: all of a file or nothing, every bad row by its line."""

import multiprocessing
import os
import signal
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from serialhhd.flows.sentences import messages
from serialhhd.store.catalogue import places, products, recognise
from serialhhd.store.desk import pieces
from serialhhd.store.desk.clearing_up import clear_up
from serialhhd.store.desk.import_files import Kind, read_rows
from serialhhd.store.desk.imports import ImportRefused, import_rows
from serialhhd.store.documents import unfinished
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.schema.check import check
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType

FULL = TrackingType.FULL_TRACKING
TEMPLATES = Path(__file__).parents[3] / "docs" / "templates"


def load(store: Store, kind: Kind, path: Path) -> int:
    rows = read_rows(path, kind)
    return import_rows(store, kind, rows, lambda _done, _in_all: None, by="office")


def bad_lines(store: Store, kind: Kind, path: Path) -> list[tuple[int, str]]:
    with pytest.raises(ImportRefused) as refused:
        load(store, kind, path)
    return [(bad.line, bad.why.code) for bad in refused.value.bad_rows]


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
        ("PR-1,CAM-1,0,\n", [(2, "quantity_not_positive")]),
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


# --- in pieces, and still all or nothing --------------------------------------------------------------------------

BIG = 350
FILES: dict[Kind, str] = {
    "products": "sku,name,barcodes\n" + "".join(f"NEW-{n},Thing,HOUSE-{n}\n" for n in range(BIG)),
    "pre-receipts": "pre_receipt,sku,serial\n"
    + "".join(f"PR-BIG,CAM,Z{n:04}\n" for n in range(BIG))
    + "PR-OTHER,CAM,Y1\nPR-OTHER,CAM,Y2\n",
    "pick-lists": "pick_list,sku,quantity\n" + "".join(f"PL-BIG-{n // 100},CAM,1\n" for n in range(BIG)),
}
KINDS: list[Kind] = ["products", "pre-receipts", "pick-lists"]
OF_KIND: dict[Kind, tuple[str, ...]] = {
    "products": ("product", "product_barcode"),
    "pre-receipts": ("document", "document_line", "pre_receipt_line", "serial"),
    "pick-lists": ("document", "document_line"),
}


def counted(store: Store, kind: Kind) -> list[int]:
    with store.read() as conn:
        counts = [text(f"SELECT count(*) FROM {table}") for table in OF_KIND[kind]]
        return [int(conn.scalar(count) or 0) for count in counts]


def seen(store: Store) -> list[object]:
    """What people see of what the files bring."""
    with store.read() as conn:
        return [
            products.find(conn, "NEW-1"),
            products.find(conn, "HOUSE-1"),
            recognise.what_is(conn, "NEW-1"),
            recognise.what_is(conn, "HOUSE-1"),
            *products.page(conn, search="NEW-", limit=1),
            pre_receipts.find(conn, "PR-BIG"),
            recognise.what_is(conn, "PR-BIG"),
            *(one for one in pre_receipts.page(conn) if one.document.ref == "PR-BIG"),
            *(one for one in pre_receipts.all_of(conn) if one.ref == "PR-BIG"),
            pick_lists.find(conn, "PL-BIG-0"),
            recognise.what_is(conn, "PL-BIG-0"),
            *(one for one in pick_lists.page(conn) if one.document.ref == "PL-BIG-0"),
            *(one for one in pick_lists.all_of(conn) if one.ref == "PL-BIG-0"),
        ]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of one step, so that a small import has many."""
    monkeypatch.setattr(pieces, "BUSY", 0.0)
    monkeypatch.setattr(pieces, "PAUSE", 0.0)
    monkeypatch.setattr(pieces, "_Piece", OneStep)


class OneStep(pieces._Piece):
    def run(self, conn: Connection) -> None:
        for step in self._done:
            pieces._try(conn, step)
        if not self._done and self.next is not None:
            step = self.next
            result = pieces._try(conn, step)
            self._done.append(step)
            self.go_on(result)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("small_pieces")
def test_nobody_sees_an_import_before_all_of_it_is_there(warehouse: Store, file: Path, kind: Kind) -> None:
    file.write_text(FILES[kind], encoding="utf-8")
    nothing, before = seen(warehouse), counted(warehouse, kind)
    written: list[list[int]] = []

    def look(_done: int, _in_all: int) -> None:
        assert seen(warehouse) == nothing
        with warehouse.read() as conn:
            assert check(conn) == ()
        written.append(counted(warehouse, kind))

    assert import_rows(warehouse, kind, read_rows(file, kind), look, by="office") > 0
    assert written[0] > before, "it is written while it goes on"
    assert [one for one in seen(warehouse) if one is not None]
    with warehouse.read() as conn:
        assert check(conn) == ()


class Broken(Exception):  # noqa: N818 - nothing of the program
    pass


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("small_pieces")
def test_what_breaks_an_import_off_takes_all_of_it_away(warehouse: Store, file: Path, kind: Kind) -> None:
    file.write_text(FILES[kind], encoding="utf-8")
    before = counted(warehouse, kind)

    def breaks(done: int, in_all: int) -> None:
        if done == in_all:
            raise Broken

    with pytest.raises(Broken):
        import_rows(warehouse, kind, read_rows(file, kind), breaks, by="office")
    assert counted(warehouse, kind) == before
    assert load(warehouse, kind, file) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_killed_import_is_nowhere_and_the_next_one_clears_up(
    store_url: str, file: Path, kind: Kind
) -> None:
    file.write_text(FILES[kind], encoding="utf-8")
    with Store.open(store_url) as store:
        store.write(
            lambda conn: products.add(
                conn, "CAM", at=store.now(), name="Camera", tracking_type=FULL, by="office"
            )
        )
        before, nothing = counted(store, kind), seen(store)
    killed = multiprocessing.get_context("spawn").Process(target=import_and_die, args=(store_url, kind, file))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    with Store.open(store_url) as store:
        assert counted(store, kind) > before
        assert seen(store) == nothing
        with store.read() as conn:
            assert check(conn) == ()
        with pytest.raises(Refused, match="import_under_way"):
            load(store, kind, file)
    with Store.open(store_url, clock=lambda: datetime.now(UTC) + unfinished.SILENCE) as later:
        with pytest.raises(ImportRefused):
            load(later, kind, bad_file(file))
        assert counted(later, kind) == before
        assert load(later, kind, file) > 0
        assert seen(later) != nothing


def test_a_server_clears_up_what_an_import_left(store_url: str, file: Path) -> None:
    file.write_text(FILES["products"], encoding="utf-8")
    with Store.open(store_url) as store:
        assert clear_up(store) is None
        before = counted(store, "products")
    killed = multiprocessing.get_context("spawn").Process(
        target=import_and_die, args=(store_url, "products", file)
    )
    killed.start()
    killed.join()
    with Store.open(store_url, clock=lambda: datetime.now(UTC) + unfinished.SILENCE) as later:
        assert counted(later, "products") > before
        clearing = clear_up(later)
        assert clearing is not None
        clearing.join()
        assert counted(later, "products") == before
        assert clear_up(later) is None
        with later.read() as conn:
            assert check(conn) == ()


def bad_file(file: Path) -> Path:
    """The same file with a row that cannot be imported at its end."""
    bad = file.with_name("bad.csv")
    good = file.read_text(encoding="utf-8")
    bad.write_text(good + ("\x01,x,\n" if good.startswith("sku") else "X,NOPE,1\n"), encoding="utf-8")
    return bad


def import_and_die(store_url: str, kind: Kind, file: Path) -> None:
    def die(done: int, in_all: int) -> None:
        if done == in_all:
            os.kill(os.getpid(), signal.SIGKILL)

    with Store.open(store_url) as store:
        import_rows(store, kind, read_rows(file, kind), die, by="office")


def test_who_took_an_import_away_ends_it(store: Store, file: Path) -> None:
    file.write_text(FILES["products"], encoding="utf-8")

    def takes_away(_done: int, _in_all: int) -> None:
        with store.read() as conn:
            found = unfinished.broken_off(conn, store.now() + unfinished.SILENCE * 2)
        if found:
            pieces.take_away(store, found)

    with pytest.raises(Refused, match="import_broken_off"):
        import_rows(store, "products", read_rows(file, "products"), takes_away, by="office")
    assert counted(store, "products") == [0, 0]


@pytest.mark.usefixtures("small_pieces")
def test_what_somebody_adds_meanwhile_is_a_bad_row(store: Store, file: Path) -> None:
    file.write_text(FILES["products"], encoding="utf-8")

    def adds(done: int, _in_all: int) -> None:
        if done == 100:
            store.write(lambda conn: products.add(conn, "new-300", at=store.now(), name="Mine", by="office"))

    with pytest.raises(ImportRefused) as refused:
        import_rows(store, "products", read_rows(file, "products"), adds, by="office")
    assert [(bad.line, bad.why.code) for bad in refused.value.bad_rows] == [(302, "already_there")]
    assert counted(store, "products") == [1, 0]


def test_every_refused_serial_of_a_long_line_is_named(warehouse: Store, file: Path) -> None:
    rows = "".join(f"PR-9,CAM,{'S1' if n in {7, 340} else f'Q{n}'}\n" for n in range(BIG))
    file.write_text(f"pre_receipt,sku,serial\n{rows}", encoding="utf-8")
    assert bad_lines(warehouse, "pre-receipts", file) == [(342, "serials_repeated")]
    known = file.read_text(encoding="utf-8").replace("Q300", "S2").replace(",S1\n", ",A1\n", 1)
    file.write_text(known, encoding="utf-8")
    assert bad_lines(warehouse, "pre-receipts", file) == [(302, "serial_in_stock"), (342, "serial_in_stock")]


@pytest.mark.usefixtures("small_pieces")
def test_others_write_while_an_import_goes_on(store: Store, file: Path) -> None:
    """In one transaction SQLite's lock was held for 41 seconds by 300,000 products."""
    file.write_text(FILES["products"], encoding="utf-8")
    added: list[str] = []

    def adds(done: int, _in_all: int) -> None:
        with Store.open(store.url, busy_seconds=0.1) as other:
            other.write(
                lambda conn: products.add(conn, f"MINE-{done}", at=other.now(), name="Mine", by="office")
            )
        added.append(f"MINE-{done}")

    import_rows(store, "products", read_rows(file, "products"), adds, by="office")
    assert len(added) >= 7
    with store.read() as conn:
        assert all(products.find(conn, sku) for sku in added)
