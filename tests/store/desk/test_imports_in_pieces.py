"""Import from CSV in pieces: still all of a file or nothing."""

import multiprocessing
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from serialhhd.store.catalogue import products, recognise
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
from tests.store.desk.importing import bad_lines, load

FULL = TrackingType.FULL_TRACKING
TEMPLATES = Path(__file__).parents[3] / "docs" / "templates"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


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


def test_every_refused_serial_of_a_long_return_is_named(warehouse: Store, file: Path) -> None:
    rows = [f"RT-BIG,Hotel,CAM,N{n:03}" for n in range(120)]
    file.write_text("\n".join(("return,customer,sku,serial", *rows)), encoding="utf-8")
    assert bad_lines(warehouse, "returns", file) == [(2 + n, "serial_never_here") for n in range(120)]


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
