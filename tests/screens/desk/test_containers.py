"""R21, R30 Containers at the desk: what lies in them, however deep; put into each other, emptied."""

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Select, TabbedContent

from serialhhd.store.containers import containers
from serialhhd.store.engine.store import Store
from tests.screens.desk.conftest import opened_on
from tests.store.containers.floor import PALLET, Floor, announced

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from tests.screens.conftest import Golden

TO_PALLET = ("f8", "o", "down", "enter")
PAGES: dict[str, tuple[str, ...]] = {
    "containers": ("f8", "o"),
    "container": TO_PALLET,
    "container-new": ("f8", "o", "n"),
}


@pytest.fixture
def floor(empty: Store) -> Floor:
    """Two cameras came under an SSCC, which lies on the pallet P-1; a third is picked into the tote T-1."""
    made = Floor(empty)
    made.receive("A-01", CAM={**announced("S1", "S2"), "S3": ""})
    made.put(PALLET, "P-1")
    made.add_list("PL-1", ("CAM", 1))
    made.pick("PL-1", "CAM", "A-01", "T-1", "S3")
    return made


async def test_what_lies_in_a_container_is_shown_however_deep(floor: Floor) -> None:
    async with opened_on(floor.store, size=(120, 40)) as clerk:
        screen = await clerk.presses("f8", "o")
        rows = [" ".join(row.split()) for row in screen.split("\n")]
        assert f"{PALLET} SSCC P-1 A-01" in rows
        assert "T-1 tote PL-1" in rows
        await clerk.presses("f")
        clerk.app.screen.query_one("#kind", Select).value = "pallet"
        screen = await clerk.presses("ctrl+s")
        assert "T-1" not in screen
        rows = [" ".join(row.split()) for row in (await clerk.presses("enter")).split("\n")]
        assert "Container P-1 pallet" in rows
        assert "Location A-01" in rows
        assert "CAM 2 2" in rows
        screen = await clerk.presses("enter")
        assert "S1" in screen
        assert "S3" not in screen
        clerk.app.screen.query_one(TabbedContent).active = "container-inside"
        await clerk.settles()
        clerk.app.screen.query_one("#inside").focus()
        rows = [" ".join(row.split()) for row in (await clerk.presses("enter")).split("\n")]
        assert f"Container {PALLET} SSCC" in rows
        assert "Lies in P-1" in rows


async def test_each_serial_opens_its_life_which_names_the_container(floor: Floor) -> None:
    async with opened_on(floor.store, size=(120, 40)) as clerk:
        await clerk.presses("f8", "o", "slash")
        await clerk.types("t-1")
        await clerk.presses("enter", "enter", "enter")
        rows = [" ".join(row.split()) for row in (await clerk.presses("enter")).split("\n")]
        assert "Serial S3 CAM" in rows
        assert "Container T-1" in rows


async def test_containers_are_made_put_into_each_other_and_emptied(floor: Floor) -> None:
    async with opened_on(floor.store) as clerk:
        await clerk.presses("f8", "o", "n")
        await clerk.fills(code="A-01")
        await clerk.presses("ctrl+s")
        assert "A-01" in clerk.words
        await clerk.fills(code="T-0")
        screen = await clerk.presses("ctrl+s")
        assert "T-0" in screen
        await clerk.presses("slash")
        await clerk.types("P-1")
        await clerk.presses("enter", "enter", "p")
        await clerk.fills(into=PALLET)
        await clerk.presses("ctrl+s")
        assert PALLET in clerk.words
        assert clerk.asks(lambda conn: containers.show(conn, "P-1")).inside is None
        await clerk.presses("escape", "escape", "slash")
        await clerk.types("T-0")
        await clerk.presses("enter", "enter", "p")
        await clerk.fills(into="P-1")
        assert "Lies in    P-1" in await clerk.presses("ctrl+s")
        await clerk.presses("e", "n", "escape", "slash")
        await clerk.types("P-1")
        await clerk.presses("enter", "enter", "e")
        assert "stays where it is in stock" in clerk.words
        await clerk.presses("y")
        assert clerk.told == "P-1 is empty."
        assert clerk.asks(lambda conn: containers.show(conn, "T-0")).inside is None
        assert floor.check() == ()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
async def test_a_page_of_containers_looks_right(
    floor: Floor, golden: "Golden", page: str, size: tuple[int, int]
) -> None:
    async with opened_on(floor.store, size=size) as clerk:
        await clerk.presses(*PAGES[page])
        screen = clerk.screen
    golden(f"{page}-{size[0]}x{size[1]}", screen)
