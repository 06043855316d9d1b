"""Pick lists at the desk, the stock list, and the transactions."""

from pathlib import Path

import pytest
from textual.widgets import Select

from serialhhd.flows.config.discovery import FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.schema.check import check
from serialhhd.store.words.vocabulary import DocumentState
from tests.flows.supervised import SUES_PIN, staff, supervised_flows
from tests.screens.desk.conftest import OpenDesk, opened_on

pytestmark = pytest.mark.slow


async def test_a_pick_list_is_made_and_cancelled(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f4", "n")
        await clerk.fills(ref="PL-900", customer="Museum", tasks="CAM-200:2, CBL-2:5@B-01-01")
        screen = await clerk.presses("ctrl+s")
        assert "B-01-01" in screen
        document = clerk.asks(lambda conn: pick_lists.show(conn, "PL-900"))
        tasks = clerk.asks(lambda conn: pick_lists.tasks(conn, document))
        assert [(task.product, task.quantity, task.location) for task in tasks] == [
            ("CAM-200", 2, None),
            ("CBL-2", 5, "B-01-01"),
        ]
        await clerk.presses("k", "y")
        assert clerk.asks(lambda conn: pick_lists.show(conn, "PL-900")).state is DocumentState.CANCELLED


async def test_a_picked_list_is_dispatched_and_shows_which_serials_went_where(
    open_desk: OpenDesk, warehouse: Store
) -> None:
    from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
    from serialhhd.flows.conversation.session import Session
    from serialhhd.flows.seam.view import Scan

    add = [pick_lists.WantedTask("CAM-200", 2)]
    warehouse.write(
        lambda conn: pick_lists.add(conn, "PL-900", add, at=warehouse.now(), customer="Museum", by="office")
    )
    handheld = Session(warehouse, FlowsFile(PACKAGED), "ben", "goods_out")
    for text in ("PL-900", "A-01-01", "CAM-200", "SN0003", "SN0004", ""):
        handheld.submit(Scan(text))
    async with open_desk() as clerk:
        await clerk.presses("f4", "enter")
        assert "Dispatch" in clerk.keys
        await clerk.presses("d")
        assert "2 units to Museum?" in clerk.words
        await clerk.presses("y")
        assert clerk.asks(lambda conn: pick_lists.show(conn, "PL-900")).state is DocumentState.DISPATCHED
        assert "Dispatch" not in clerk.keys
        screen = await clerk.presses("t", "enter")
        assert "SN0003" in screen
        assert "SN0004" in screen
        screen = await clerk.presses("down", "enter")
        assert "SN0004" in screen
        assert "Museum" in screen
        assert "Lens & Co" in screen


async def test_a_stock_line_shows_its_serials_and_its_transactions(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f5", "slash")
        screen = await clerk.types("A-01-01")
        assert "CAM-200" in screen
        assert "RTR-10" not in screen
        screen = await clerk.presses("enter", "enter")
        assert "SN0002" in screen
        clerk.app.screen.query_one("TabbedContent").active = "line-transactions"  # type: ignore[attr-defined]
        await clerk.settles()
        assert "PR-1001" in clerk.screen
        assert "PL-499" in clerk.screen


async def test_the_stock_list_is_filtered(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f5", "f")
        clerk.app.screen.query_one("#tracking_type", Select).value = "no_tracking"
        screen = await clerk.presses("ctrl+s")
        assert "CBL-2" in screen
        assert "CAM-200" not in screen
        assert "Tracking type: No Tracking" in screen
        assert "CAM-200" in await clerk.presses("escape")


async def test_transactions_with_serial_numbers_are_a_view(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        assert "CBL-2" in await clerk.presses("f6")
        screen = await clerk.presses("v", "down", "enter")
        assert "Transactions with Serial Numbers" in screen
        assert "CBL-2" not in screen
        assert "RTR-10" in screen


async def test_transactions_are_filtered_by_document_serial_and_period(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        for fields, there, gone in (
            ({"document": "pl-499"}, " dispatch ", " receipt "),
            ({"serial": "sn0002"}, " receipt ", " dispatch "),
            ({"period": "2026-02-28"}, " pick ", " receipt "),
            ({"operator": "office"}, " dispatch ", " pick "),
        ):
            await clerk.presses("f6", "f")
            await clerk.fills(**fields)
            screen = await clerk.presses("ctrl+s")
            assert there in screen
            assert gone not in screen
            await clerk.presses("escape")


async def test_a_filter_that_is_unclear_is_said_and_shows_nothing_wrong(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f6", "f")
        await clerk.fills(period="last week")
        await clerk.presses("ctrl+s")
        assert "'last week' is no period." in clerk.told
        await clerk.presses("f")
        await clerk.fills(period="", document="NOPE")
        await clerk.presses("ctrl+s")
        assert "NOPE" in clerk.told


async def test_who_approved_is_shown_with_who_did_it(
    warehouse: Store, open_desk: OpenDesk, tmp_path: Path
) -> None:
    staff(warehouse)
    session = Session(warehouse, FlowsFile(supervised_flows(tmp_path)), "anna", "goods_in")
    for text in ("PR-1007", "CAM-200", "SN9001", ":done", "", ":yes", "GOODS-IN", "Sue", SUES_PIN):
        view = session.submit(Scan(text))
    assert view.message
    assert view.message.code == "line_received"
    path = tmp_path / "transactions.csv"
    async with open_desk(size=(180, 24)) as clerk:
        assert "Approved by" in await clerk.presses("f6")
        await clerk.presses("x")
        await clerk.fills(file=str(path))
        await clerk.presses("ctrl+s")
        header, newest, *_ = path.read_text(encoding="utf-8-sig").splitlines()
        assert (header.split(",")[-1], newest.split(",")[-1]) == ("approved_by", "Sue")
        assert "Approved by  Sue" in await clerk.presses("enter")
        assert "Sue" in await clerk.presses("enter")


async def test_a_list_is_exported(open_desk: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "transactions.csv"
    async with open_desk() as clerk:
        await clerk.presses("f6", "x")
        await clerk.fills(file=str(path))
        await clerk.presses("ctrl+s")
        assert clerk.told == f"{path} is written."
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert lines[0].startswith("at,kind,product,quantity")
        assert lines[1].startswith("2026-02-28T09:00:00+00:00,dispatch,CAM-200")
        assert [line.split(",")[3] for line in lines[1:3]] == ["-1", "-1"]
        assert len(lines) == 8
        await clerk.presses("x")
        await clerk.fills(file=str(tmp_path / "no" / "such.csv"))
        await clerk.presses("ctrl+s")
        assert "cannot be written: No such file or directory." in clerk.told


async def test_a_file_that_is_there_is_overwritten_only_when_one_is_sure(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "transactions.csv"
    path.write_text("mine", encoding="utf-8")
    async with open_desk(size=(120, 40)) as clerk:
        await clerk.presses("f6", "x")
        assert str(tmp_path) in clerk.words.replace(" ", "")
        await clerk.presses("ctrl+s")
        assert "is there already. Overwrite it?" in clerk.words
        await clerk.presses("n")
        assert path.read_text(encoding="utf-8") == "mine"
        await clerk.presses("x", "ctrl+s", "y")
        assert clerk.told == f"{path} is written."
        assert path.read_bytes().startswith(b"\xef\xbb\xbfat,kind")


async def test_what_was_picked_for_a_cancelled_list_is_put_back_in_parts(
    open_desk: OpenDesk, warehouse: Store
) -> None:
    from serialhhd.flows.config.discovery import PACKAGED

    handheld = Session(warehouse, FlowsFile(PACKAGED), "ben", "goods_out")
    for text in ("PL-501", "A-01-01", "CAM-200", "SN0003", "SN0004", "", "B-01-01", "CBL-2", "4"):
        handheld.submit(Scan(text))
    async with open_desk() as clerk:
        await clerk.presses("f4", "down", "enter")
        assert "Put back" not in clerk.keys
        await clerk.presses("k")
        assert "What was picked waits to be put back" in clerk.words
        screen = await clerk.presses("y")
        assert "To be put back  6" in screen
        await clerk.presses("b")
        await clerk.fills(location="TRANSIT-MAIN", serials="SN0003")
        await clerk.presses("ctrl+s")
        assert "TRANSIT-MAIN" in clerk.words
        await clerk.fills(location="A-02-01", units="CBL-2:9")
        await clerk.presses("ctrl+s")
        assert "CBL-2" in clerk.words
        await clerk.fills(units="CBL-2:1")
        screen = await clerk.presses("ctrl+s")
        assert clerk.told == "Put back: 2."
        assert "To be put back  4" in screen
        await clerk.presses("b")
        await clerk.fills(location="A-02-01")
        await clerk.presses("ctrl+s")
        assert clerk.told == "Put back: 4."
        assert "Put back" not in clerk.keys
        assert clerk.asks(check) == ()


async def test_the_stock_list_shows_and_filters_kinds_of_locations(sites: Store) -> None:
    async with opened_on(sites) as clerk:
        screen = await clerk.presses("f5")
        assert "storage" in screen
        await clerk.presses("f")
        clerk.app.screen.query_one("#location_kind", Select).value = "transit"
        screen = await clerk.presses("ctrl+s")
        assert "TRANSIT-EA" in screen
        assert "A-01-01" not in screen
        screen = await clerk.presses("enter")
        assert "transit" in screen
        assert "LCK-0001" in screen
        await clerk.presses("escape", "escape", "v", "down", "enter")
        assert "TRANSIT-EA" not in clerk.screen
        assert "A-01-01" in clerk.screen


async def test_a_serial_in_transit_names_its_transfer_and_the_other_places(sites: Store) -> None:
    async with opened_on(sites, size=(180, 40)) as clerk:
        await clerk.presses("f9")
        await clerk.types("LCK-0001")
        screen = await clerk.presses("enter")
        rows = [" ".join(row.split()) for row in screen.split("\n")]
        assert "State in transit" in rows
        assert "Transfer TR-21" in rows
        assert "to TRANSIT-" in screen
        assert "from B-01-01" in screen


async def test_goods_go_back_to_their_supplier_and_the_serial_says_so(
    open_desk: OpenDesk, warehouse: Store
) -> None:
    from serialhhd.flows.config.discovery import PACKAGED

    async with open_desk() as clerk:
        await clerk.presses("f4", "n")
        await clerk.fills(ref="SR-1", customer="Museum", supplier="Lens & Co", tasks="CAM-200:1")
        await clerk.presses("ctrl+s")
        assert "supplier" in clerk.words
        await clerk.fills(customer="")
        screen = await clerk.presses("ctrl+s")
        assert "Back to supplier  Lens & Co" in screen
        handheld = Session(warehouse, FlowsFile(PACKAGED), "ben", "goods_out")
        for text in ("SR-1", "A-01-01", "CAM-200", "SN0003", ""):
            handheld.submit(Scan(text))
        await clerk.presses("ctrl+r", "d")
        assert "1 unit back to Lens & Co?" in clerk.words
        assert "Pick list         SR-1  dispatched: returned" in await clerk.presses("y")
        await clerk.presses("f9")
        await clerk.types("SN0003")
        screen = await clerk.presses("enter")
        rows = [" ".join(row.split()) for row in screen.split("\n")]
        assert "State returned" in rows
        assert "Returned to Lens & Co" in rows
        await clerk.presses("f7", "n")
        await clerk.fills(product="CAM-200")
        screen = await clerk.presses("ctrl+s")
        assert "1 returned to the supplier" in screen
        (row,) = [row for row in screen.split("\n") if "SN0003" in row]
        assert "SR-1" in row
