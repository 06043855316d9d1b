"""R38-R41, R43 Counts at the desk: what differs, each serial's life, recount, approve, reject."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection
from textual.widgets import Select

from serialhhd.store.counts import counting, counts
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.schema.check import check
from serialhhd.store.serials import traces
from serialhhd.store.words.vocabulary import DocumentState, Role, SerialState
from tests.screens.desk.conftest import Clerk, opened_on

pytestmark = pytest.mark.slow

OPEN_C_7 = ("f8", "c", "down", "enter")


def state(clerk: Clerk, ref: str = "C-7") -> DocumentState:
    return clerk.asks(lambda conn: counts.show(conn, ref)).state


async def test_a_count_says_per_place_and_product_what_differs(counted: Store, tmp_path: Path) -> None:
    path = tmp_path / "count.csv"
    async with opened_on(counted, size=(140, 40)) as clerk:
        screen = await clerk.presses(*OPEN_C_7)
        assert "C-7  counted" in screen
        assert "2 missing, 1 unexpected, 1 unknown" in screen
        await clerk.presses("x")
        await clerk.fills(file=str(path))
        await clerk.presses("ctrl+s")
        header, line = path.read_text(encoding="utf-8-sig").splitlines()
        assert dict(zip(header.split(","), line.split(","), strict=True)) == {
            "location": "A-01-01",
            "product": "CAM-200",
            "state": "counted",
            "pass": "2",
            "expected": "5",
            "counted": "5",
            "found": "3",
            "missing": "2",
            "misplaced": "0",
            "unexpected": "1",
            "unknown": "1",
            "without_serial": "",
            "counted_by": "ben",
            "name": "Camera 4K outdoor",
        }


async def test_each_serial_of_a_line_opens_its_life(counted: Store) -> None:
    async with opened_on(counted) as clerk:
        screen = await clerk.presses(*OPEN_C_7, "enter")
        assert "Pass         2, by ben" in screen
        for serial in ("SN0001", "SN0002", "SN0005", "SN9999"):
            assert serial in screen
        assert "Harbour Office" in await clerk.presses("enter")
        await clerk.presses("escape", "end", "enter")
        assert "SN9999" in clerk.told
        screen = await clerk.presses("v", "down", "enter")
        assert "SN0002" not in screen
        assert "SN0005" in screen
        await clerk.presses("escape", "f")
        clerk.app.screen.query_one("#finding", Select).value = "unexpected"
        screen = await clerk.presses("ctrl+s")
        assert "SN0001" in screen
        assert "SN0005" not in screen


async def test_approving_asks_and_posts_and_says_what_stays(counted: Store) -> None:
    async with opened_on(counted) as clerk:
        await clerk.presses(*OPEN_C_7, "a")
        assert "2 missing, 1 unexpected, 1 unknown" in clerk.words
        await clerk.presses("n")
        assert state(clerk) is DocumentState.COUNTED
        await clerk.presses("a", "y")
        assert clerk.told == "C-7 is posted. Left as they are: SN0001."
        assert state(clerk) is DocumentState.POSTED
        assert not {"Approve", "Reject", "Recount"} & clerk.keys
        missing, unknown = [
            clerk.asks(partial(traces.show, serial=one)).state for one in ("SN0005", "SN9999")
        ]
        assert (missing, unknown) == (SerialState.REMOVED, SerialState.IN_STOCK)
        assert clerk.asks(check) == ()


async def test_rejecting_posts_nothing(counted: Store) -> None:
    async with opened_on(counted) as clerk:
        await clerk.presses(*OPEN_C_7, "j", "y")
        assert clerk.told == "C-7 is rejected."
        assert state(clerk) is DocumentState.REJECTED
        assert clerk.asks(lambda conn: traces.show(conn, "SN0005")).state is SerialState.IN_STOCK
        assert clerk.asks(check) == ()


async def test_deciding_takes_a_supervisor(counted: Store) -> None:
    counted.write(partial(operators.add, name="maria", role=Role.OPERATOR, at=counted.now(), by="office"))
    async with opened_on(counted) as clerk:
        for key in ("a", "j"):
            await clerk.presses(*(OPEN_C_7 if key == "a" else ()), key, "y")
            assert "maria" in clerk.told
            assert "supervisor" in clerk.told
            assert state(clerk) is DocumentState.COUNTED


async def test_a_line_is_counted_again(counted: Store) -> None:
    async with opened_on(counted) as clerk:
        await clerk.presses(*OPEN_C_7, "r")
        await clerk.fills(location="A-01-02", product="")
        await clerk.presses("ctrl+s")
        assert "C-7" in clerk.words
        await clerk.fills(location="A-01-01", product="CAM-200")
        await clerk.presses("ctrl+s")
        assert clerk.told == "C-7 is open again."
        assert state(clerk) is DocumentState.OPEN
        assert "Approve" not in clerk.keys


async def test_somebody_else_approves_meanwhile(counted: Store) -> None:
    from serialhhd.store.counts import posting

    async with opened_on(counted) as clerk:
        await clerk.presses(*OPEN_C_7, "a")
        counted.write(lambda conn: posting.approve(conn, "C-7", by="sue", at=counted.now()))
        await clerk.presses("y")
        assert "C-7" in clerk.told
        assert "is posted" not in clerk.told
        assert clerk.asks(check) == ()


async def test_a_count_is_made_and_cancelled_and_says_who_counts(counted: Store) -> None:
    async with opened_on(counted) as clerk:
        await clerk.presses("f8", "c", "n")
        await clerk.fills(ref="C-9", locations="E-01-01")
        await clerk.presses("ctrl+s")
        assert "E-01-01" in clerk.words
        await clerk.fills(locations="A-01-01, A-01-02", products="CAM-200")
        screen = await clerk.presses("ctrl+s")
        assert "0 of 2 lines" in screen

        def begin(conn: Connection) -> None:
            count = counts.COUNTS.lock(conn, "C-9")
            counting.begin(conn, count, counts.lines(conn, count)[0], by="eva", at=counted.now())

        counted.write(begin)
        assert "> eva" in await clerk.presses("ctrl+r")
        assert "nobody has counted it yet" in await clerk.presses("down", "enter")
        await clerk.presses("escape", "k", "y")
        assert state(clerk, "C-9") is DocumentState.CANCELLED
