"""R34, R35 Returns at the desk: what was announced, what came back on it, and in what condition."""

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.engine.store import Store
from serialhhd.store.returns import announced, announcing, returns, taking_back
from serialhhd.store.returns.taking_back import Coming, Returned
from serialhhd.store.schema.check import check
from serialhhd.store.serials import serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import runs
from serialhhd.store.words.vocabulary import DocumentState, LocationKind, RunState
from tests.screens.desk.conftest import OpenDesk

pytestmark = pytest.mark.slow


def comes_back(store: Store, ref: str, sku: str, serial: str, condition: str, to: str) -> None:
    """Take a serial back on a return, as a handheld does."""

    def work(conn: Connection) -> None:
        product, at = products.show(conn, sku), store.now()
        run = runs.begin(conn, operator="ben", flow="returns", config="{}", position="{}", at=at)
        of = returns.show(conn, ref)
        line = returns.line_of(conn, of, product)
        coming = Coming(product, line, returns.origin_of(conn, of.id))
        standing = returns.RETURNS.lines.standing(conn, of.id, line.id)
        capturing = Capturing(run, product, 1, at)
        run = taking_back.capture(conn, standing, coming, capturing, [serials.entry(serial)])
        runs.save(conn, run, run.position, at)
        returned = Returned(1, condition, (), places.location(conn, to))
        taking_back.post(conn, coming, run, returned, at=at)
        runs.end(conn, run.id, RunState.DONE, at)

    store.write(work)


async def test_a_return_is_announced_followed_and_says_in_what_condition_goods_came(
    open_desk: OpenDesk, warehouse: Store
) -> None:
    warehouse.write(lambda conn: places.add_location(conn, "Q-01", kind=LocationKind.QUARANTINE, by="office"))
    async with open_desk(size=(120, 40)) as clerk:
        await clerk.presses("f8", "r", "n")
        await clerk.fills(ref="RT-9", customer="Museum", pick_list="PL-499", lines="CAM-200:1")
        await clerk.presses("ctrl+s")
        assert "Harbour Office" in clerk.words
        await clerk.fills(customer="")
        rows = [" ".join(row.split()) for row in (await clerk.presses("ctrl+s")).split("\n")]
        assert "Customer Harbour Office" in rows
        assert "Pick list PL-499" in rows
        assert "Returned 0 of 1" in rows
        comes_back(warehouse, "RT-9", "CAM-200", "SN0001", "Opened", "Q-01")
        screen = await clerk.presses("ctrl+r")
        assert "RT-9  received" in screen
        screen = await clerk.presses("enter")
        assert "Opened" in screen
        assert "Q-01" in screen
        rows = [" ".join(row.split()) for row in (await clerk.presses("enter")).split("\n")]
        assert "Condition Opened" in rows
        rows = [" ".join(row.split()) for row in (await clerk.presses("enter")).split("\n")]
        assert "Serial SN0001 CAM-200" in rows
        assert "Condition Opened" in rows
        assert clerk.asks(check) == ()


async def test_a_return_is_cancelled(open_desk: OpenDesk, warehouse: Store) -> None:
    for number, customer in (("RT-1", "Harbour Office"), ("RT-2", "Hotel")):
        lines = [("CAM-200", 1)]
        warehouse.write(
            lambda conn, number=number, customer=customer, lines=lines: returns.add(  # type: ignore[misc]
                conn, number, lines, at=warehouse.now(), customer=customer, by="office"
            )
        )
    async with open_desk() as clerk:
        screen = await clerk.presses("f8", "r", "slash")
        assert "Hotel" in screen
        screen = await clerk.types("RT-1")
        assert "Hotel" not in screen
        await clerk.presses("enter", "enter", "k")
        assert "what has come back stays" in clerk.words
        await clerk.presses("y")
        assert clerk.told == "RT-1 is cancelled."
        assert clerk.asks(lambda conn: returns.show(conn, "RT-1")).state is DocumentState.CANCELLED


async def test_which_serials_come_back_is_said_at_the_desk(open_desk: OpenDesk, warehouse: Store) -> None:
    lines = [("CAM-200", 1)]
    warehouse.write(
        lambda conn: returns.add(conn, "RT-9", lines, at=warehouse.now(), pick_list="PL-499", by="office")
    )
    async with open_desk() as clerk:
        await clerk.presses("f8", "r", "enter", "e")
        await clerk.types("SN0002")
        await clerk.presses("ctrl+s")
        assert "SN0002 is in stock at A-01-01" in clerk.words
        await clerk.types("sn0001, SN0002")
        await clerk.presses("ctrl+s")
        assert "CAM-200 expects 1, got 2 serials." in clerk.words
        await clerk.types("SN0001..SN0001")
        assert "Look at 1 of" in await clerk.presses("ctrl+s")  # a range is counted and asked about
        await clerk.presses("y")
        assert clerk.told == "1 of 1 serials of CAM-200 are announced."
        await clerk.presses("e")
        await clerk.types("SN0001")
        await clerk.presses("ctrl+s")
        assert clerk.told == "1 of 1 serials of CAM-200 are announced."
        line = clerk.asks(lambda conn: returns.lines(conn, returns.show(conn, "RT-9"))[0])
        assert clerk.asks(lambda conn: announced.serials_of(conn, line)) == ("SN0001",)
        assert "SN0001" in await clerk.presses("e")
        assert "CAM-200" in await clerk.presses("escape")  # nothing is lost: it is not asked
        await clerk.presses("e")
        await clerk.types("")
        await clerk.presses("ctrl+s")
        assert clerk.told == "Any CAM-200 that left for it may come back on RT-9."
        assert clerk.asks(lambda conn: announced.serials_of(conn, line)) == ()
        await clerk.presses("e")
        await clerk.types("SN0001")
        warehouse.write(lambda conn: announcing.clear_serials(conn, "RT-9", "CAM-200", by="ben"))
        await clerk.presses("ctrl+s")
        assert "changed" in clerk.words
        assert clerk.asks(check) == ()
