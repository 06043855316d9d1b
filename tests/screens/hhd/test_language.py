"""A handheld speaks the language of its session, in what the flow says and in what the screen itself adds."""

from typing import TYPE_CHECKING

from serialhhd.store.words.vocabulary import Language
from tests.screens.conftest import terminals_on

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store


async def test_the_smallest_handheld_says_it_in_its_language(sample_warehouse: "Store") -> None:
    opened = terminals_on(sample_warehouse, "goods_in")
    async with opened((20, 16), language=Language.GERMAN) as terminal:
        refused = " ".join((await terminal.sends("PR-1007\r", "CAM-200\r", "SN0002\r")).split())
        assert "SN0002 liegt schon auf A-01-01." in refused
