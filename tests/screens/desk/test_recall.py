"""Recalls, holds and the life of a serial at the desk."""

import csv
from pathlib import Path

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import serial_list, traces
from serialhhd.store.stock import holds
from serialhhd.store.words.vocabulary import TrackingType
from tests.screens.desk.conftest import OpenDesk, opened_on


async def test_a_serial_is_found_from_anywhere(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f4", "n", "f9")
        await clerk.types("sn0001")
        screen = await clerk.presses("enter")
        for fact in ("dispatched", "Lens & Co", "Harbour Office", "PR-1001", "PL-499"):
            assert fact in screen


async def test_a_gs1_symbol_names_a_serial(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        (gtin, *_) = clerk.asks(lambda conn: products.barcodes(conn, products.show(conn, "CAM-200")))
        await clerk.presses("f9")
        await clerk.types(f"]C101{gtin}21SN0002")
        assert "A-01-01" in await clerk.presses("enter")


async def test_an_unknown_serial_is_said_and_the_question_stays(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f9")
        await clerk.types("NOPE")
        assert "NOPE" in await clerk.presses("enter")
        await clerk.types("A-01-01")
        assert "A-01-01 is a location." in await clerk.presses("enter")
        await clerk.types("SN0001")
        assert "dispatched" in await clerk.presses("enter")


async def test_of_several_products_one_is_chosen(open_desk: OpenDesk, warehouse: Store) -> None:
    from serialhhd.store.inbound import desk_receiving, pre_receipts
    from serialhhd.store.inbound.desk_receiving import Delivery

    def also(conn: object) -> None:
        at, full = warehouse.now(), TrackingType.FULL_TRACKING
        products.add(conn, "TWIN", at=at, name="Twin", tracking_type=full, by="office")  # type: ignore[arg-type]
        pre_receipts.add(conn, "PR-9", [("TWIN", 1)], at=at, by="office")  # type: ignore[arg-type]
        delivery = Delivery("A-02-01", ("SN0002",))
        desk_receiving.receive(conn, "PR-9", "TWIN", delivery, by="maria", at=at)  # type: ignore[arg-type]

    warehouse.write(also)
    async with open_desk() as clerk:
        await clerk.presses("f9")
        await clerk.types("SN0002")
        screen = await clerk.presses("enter")
        assert "TWIN" in screen
        assert "A-02-01" in await clerk.presses("down", "enter")


async def test_a_serial_is_put_on_hold_and_released(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f9")
        await clerk.types("SN0002")
        await clerk.presses("enter", "h")
        await clerk.fills(reason="")
        assert clerk.asks(lambda conn: traces.show(conn, "SN0002")).on_hold is None
        await clerk.fills(reason="dented")
        screen = await clerk.presses("ctrl+s")
        assert "dented" in screen
        trace = clerk.asks(lambda conn: traces.show(conn, "SN0002"))
        assert trace.on_hold == "dented"
        assert "Hold" not in clerk.keys
        await clerk.presses("l")
        assert clerk.asks(lambda conn: traces.show(conn, "SN0002")).on_hold is None
        (hold,) = clerk.asks(lambda conn: holds.of_serial(conn, trace.id))
        assert (hold.held_by, hold.released_by) == ("maria", "maria")


async def test_a_recall_shows_what_is_where_and_holds_it_in_one_step(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        assert "Press n to say what is recalled" in await clerk.presses("f7")
        assert not {"Hold", "CSV", "PDF"} & clerk.keys
        await clerk.presses("n")
        await clerk.fills(product="CAM-200", serials="SN0001..SN0003, SN9999")
        screen = await clerk.presses("ctrl+s")
        assert "2 in stock" in screen
        assert "1 dispatched" in screen
        assert "Not known here: SN9999" in screen
        assert "Harbour" in screen
        await clerk.presses("h", "ctrl+s")
        assert clerk.told == "2 serials were put on hold."
        found = clerk.asks(
            lambda conn: serial_list.page(conn, serial_list.SerialFilter(prefix="SN000"), limit=4)
        )
        assert [trace.on_hold for trace in found] == [None, "recall", "recall", None]
        assert "on hold" in clerk.screen


async def test_a_recall_of_nothing_is_refused(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f7", "n", "ctrl+s")
        assert "Say what the recall is about" in clerk.words


async def test_a_recall_is_written_as_csv_and_as_pdf(open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk() as clerk:
        await clerk.presses("f7", "n")
        await clerk.fills(supplier="lens & co")
        await clerk.presses("ctrl+s", "x")
        await clerk.fills(file=str(tmp_path / "recall.csv"))
        await clerk.presses("ctrl+s")
        with (tmp_path / "recall.csv").open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        assert [row["quantity"] for row in rows] == ["1"] * 9 + ["16", "40", "8"]
        assert rows[0] | {"dispatched_at": ""} == {
            "serial": "SN0001",
            "product": "CAM-200",
            "state": "dispatched",
            "location": "",
            "document": "PL-499",
            "customer": "Harbour Office",
            "dispatched_at": "",
            "lot": "",
            "on_hold": "",
            "hold_reason": "",
            "quantity": "1",
            "container": "",
        }
        await clerk.presses("p")
        await clerk.fills(file=str(tmp_path / "recall.pdf"))
        await clerk.presses("ctrl+s")
        assert (tmp_path / "recall.pdf").read_bytes().startswith(b"%PDF-")


async def test_a_recall_counts_what_is_in_transit_and_names_the_transfer(
    sites: Store, tmp_path: Path
) -> None:
    path = tmp_path / "recall.csv"
    async with opened_on(sites, size=(120, 40)) as clerk:
        await clerk.presses("f7", "n")
        await clerk.fills(product="LCK-7")
        screen = await clerk.presses("ctrl+s")
        assert "2 in transit to another warehouse" in screen
        (row,) = [row for row in screen.split("\n") if "LCK-0001" in row]
        assert "TR-21" in row
        assert "in transit" in row
        await clerk.presses("x")
        await clerk.fills(file=str(path))
        await clerk.presses("ctrl+s")
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = [(one["state"], one["document"]) for one in csv.DictReader(file)]
        assert rows.count(("in_transit", "TR-21")) == 2
