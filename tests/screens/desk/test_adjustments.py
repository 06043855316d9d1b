"""R29, R43 Adjustments at the desk: what waits for a supervisor, who approves or rejects it."""

from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection

from serialhhd.store.adjustments import adjustments
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.schema.check import check
from serialhhd.store.serials import traces
from serialhhd.store.words.vocabulary import DocumentState, Role, SerialState
from tests.screens.desk.conftest import Clerk, opened_on

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from tests.screens.conftest import Golden

PAGES: dict[str, tuple[str, ...]] = {
    "adjustments": ("f8", "a"),
    "adjustment": ("f8", "a", "down", "enter"),
    "adjustment-reject": ("f8", "a", "down", "enter", "j"),
}


@pytest.fixture
def asked(warehouse: Store) -> Store:
    """Ben, an operator, asks that two cameras leave, and then that one which nobody knew comes in; Sue is a supervisor, Maria none."""
    for name, role in (("ben", Role.OPERATOR), ("maria", Role.OPERATOR), ("sue", Role.SUPERVISOR)):
        warehouse.write(partial(operators.add, name=name, role=role, at=warehouse.now(), by="office"))

    def ask(conn: Connection) -> None:
        at = warehouse.now()
        stock_work.take_out(
            conn,
            traces.show(conn, "SN0002").stock_line_id or 0,
            quantity=2,
            reason="Damaged",
            named=Named(("SN0002", "SN0003")),
            approve_from=1,
            by="ben",
            at=at,
        )
        stock_work.bring_in(
            conn,
            "CAM-200",
            location="A-02-01",
            quantity=1,
            reason="Found",
            named=Named(("SN0777",), sure=True),
            approve_from=1,
            by="ben",
            at=at,
        )

    warehouse.write(ask)
    return warehouse


def state(clerk: Clerk, ref: str) -> DocumentState:
    return clerk.asks(lambda conn: adjustments.show(conn, ref)).document.state


async def test_what_waits_is_shown_with_its_serials_and_approved_by_a_supervisor(asked: Store) -> None:
    async with opened_on(asked, size=(120, 40), who="sue") as clerk:
        screen = await clerk.presses("f8", "a", "v", "down", "enter")
        rows = [" ".join(row.split()) for row in screen.split("\n")]
        assert any(row.startswith("ADJ-1 waiting CAM-200 -2 A-01-01 Damaged ben") for row in rows)
        assert any(row.startswith("ADJ-2 waiting CAM-200 +1 A-02-01 Found ben") for row in rows)
        rows = [" ".join(row.split()) for row in (await clerk.presses("down", "enter")).split("\n")]
        assert "Asked -2 CAM-200 at A-01-01: Damaged" in rows
        assert "SN0003" in await clerk.presses("enter")
        rows = [" ".join(row.split()) for row in (await clerk.presses("enter")).split("\n")]
        assert "Serial SN0002 CAM-200" in rows
        assert any(row.startswith("On hold") for row in rows)
        await clerk.presses("escape", "a")
        assert "-2 CAM-200 at A-01-01" in clerk.words
        await clerk.presses("n")
        assert state(clerk, "ADJ-1") is DocumentState.WAITING
        await clerk.presses("a", "y")
        assert clerk.told == "ADJ-1 is posted."
        assert clerk.asks(lambda conn: traces.show(conn, "SN0002")).state is SerialState.REMOVED
        assert not {"Approve", "Reject"} & clerk.keys
        assert clerk.asks(check) == ()


async def test_rejecting_takes_a_reason_and_posts_nothing(asked: Store) -> None:
    async with opened_on(asked, who="sue") as clerk:
        await clerk.presses("f8", "a", "enter", "enter", "enter")
        assert "SN0777" in clerk.told
        await clerk.presses("j", "ctrl+s")
        assert "reason" in clerk.words.casefold()
        await clerk.fills(reason="ask again")
        screen = await clerk.presses("ctrl+s")
        assert clerk.told == "ADJ-2 is rejected."
        assert "ask again" in screen
        assert state(clerk, "ADJ-2") is DocumentState.REJECTED
        assert clerk.asks(check) == ()


@pytest.mark.parametrize("who", ["maria", "ben"])
async def test_deciding_takes_a_supervisor(asked: Store, who: str) -> None:
    async with opened_on(asked, who=who) as clerk:
        await clerk.presses("f8", "a", "enter", "a", "y")
        assert who in clerk.told
        assert state(clerk, "ADJ-2") is DocumentState.WAITING


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
async def test_a_page_of_adjustments_looks_right(
    asked: Store, golden: "Golden", page: str, size: tuple[int, int]
) -> None:
    async with opened_on(asked, size=size, who="sue") as clerk:
        await clerk.presses(*PAGES[page])
        screen = clerk.screen
    golden(f"{page}-{size[0]}x{size[1]}", screen)
