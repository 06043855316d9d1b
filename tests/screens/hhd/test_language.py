"""A handheld speaks the language of its session; what that has no text for is said in English."""

from typing import TYPE_CHECKING

from serialhhd.flows.sentences.language import Language
from tests.flows.sentences import german
from tests.screens.conftest import terminals_on

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store


async def test_the_smallest_handheld_says_in_its_language_what_it_can(sample_warehouse: "Store") -> None:
    opened = terminals_on(sample_warehouse, "goods_in")
    async with opened((20, 16), language=Language.of(german)) as terminal:
        refused = " ".join((await terminal.sends("PR-1007\r", "CAM-200\r", "SN0002\r")).split())
        assert "SN0002 liegt schon auf A-01-01." in refused
        unknown = " ".join((await terminal.sends(".\r", ":x\r")).split())
        assert ":x: no such action." in unknown
