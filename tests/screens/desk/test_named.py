"""Whatever document or container a page names is opened from there."""

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.screens.desk.app import DOCUMENTS
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import DocumentKind
from tests.screens.desk.conftest import Clerk, opened_on

pytestmark = pytest.mark.slow

INTO_A_TOTE = ("B-1", "A-01-01", "CAM-200", "SN0005", "SN0006", "", "TOTE-1")


@pytest.fixture
def picked(counted: Store) -> Store:
    """Two cameras of PL-501, which is in the batch B-1, are in TOTE-1."""
    handheld = Session(counted, FlowsFile(PACKAGED), "ben", "tote_pick")
    for text in INTO_A_TOTE:
        handheld.submit(Scan(text))
    return counted


def facts(screen: str) -> list[str]:
    """The rows of a page, whatever blanks stand in them."""
    return [" ".join(row.split()) for row in screen.split("\n")]


async def finds(clerk: Clerk, serial: str) -> list[str]:
    """Look at a serial."""
    await clerk.presses("f9")
    await clerk.types(serial)
    return facts(await clerk.presses("enter"))


def test_documents_of_every_kind_have_a_page() -> None:
    assert set(DOCUMENTS) == set(DocumentKind)


async def test_a_pick_list_names_its_batch_and_totes_which_name_it(picked: Store) -> None:
    async with opened_on(picked, size=(120, 40)) as clerk:
        await clerk.presses("f4", "slash")
        await clerk.types("PL-501")
        rows = facts(await clerk.presses("enter", "enter"))
        assert {"Batch B-1", "Totes TOTE-1"} <= set(rows)
        assert "batch B-1" in await clerk.presses("o")
        assert "Batch B-1 open" in facts(await clerk.presses("enter"))
        await clerk.presses("escape", "o", "down")
        rows = facts(await clerk.presses("enter"))
        assert {"Container TOTE-1 tote", "Pick list PL-501"} <= set(rows)
        assert "Pick list PL-501 open" in facts(await clerk.presses("o"))  # the only one: it is not asked


async def test_a_serial_names_its_transfer_and_its_tote(picked: Store) -> None:
    async with opened_on(picked, size=(120, 40)) as clerk:
        assert "Transfer TR-21" in await finds(clerk, "LCK-0001")
        screen = await clerk.presses("o")
        assert screen.index("transfer TR-21") < screen.index("pre-receipt PR-1002")
        assert "Transfer TR-21 shipped" in facts(await clerk.presses("enter"))
        await clerk.presses("escape")
        assert "Container TOTE-1" in await finds(clerk, "SN0005")
        assert "pick list PL-501" in await clerk.presses("o")
        assert "Container TOTE-1 tote" in facts(await clerk.presses("enter"))


async def test_an_entry_of_a_serials_life_opens_and_leads_to_its_document(picked: Store) -> None:
    async with opened_on(picked, size=(120, 40)) as clerk:
        await finds(clerk, "SN0001")
        rows = facts(await clerk.presses("end", "enter"))
        assert "Document PL-499 Harbour Office" in rows
        assert "Pick list PL-499 dispatched" in facts(await clerk.presses("o"))


async def test_a_return_leads_to_the_pick_list_on_which_its_goods_left(picked: Store) -> None:
    async with opened_on(picked, size=(120, 40)) as clerk:
        await clerk.presses("f8", "r", "enter")
        assert "Pick list PL-499 dispatched" in facts(await clerk.presses("o"))
