"""A handheld speaks the language of its session, in what the flow says and in what the screen itself adds."""

from typing import TYPE_CHECKING

import pytest

from serialhhd.store.words.vocabulary import Language
from tests.screens.conftest import terminals_on

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store

SAID = {
    Language.GERMAN: (
        "SERIENNR?        0/3",
        "AKTION?",
        "3 Korr.",
        "FEHLER",
        "SN0002 liegt schon auf A-01-01.",
    ),
    Language.SPANISH: (
        "¿SERIE?          0/3",
        "¿ACCIÓN?",
        "3 Borrar",
        "ERROR",
        "SN0002 ya está en stock en A-01-01.",
    ),
}


@pytest.mark.parametrize("size", [(20, 8), (20, 16)], ids=["20x8", "20x16"])
@pytest.mark.parametrize("language", SAID)
async def test_the_smallest_handhelds_say_it_in_their_language(
    sample_warehouse: "Store", language: Language, size: tuple[int, int]
) -> None:
    question, action, undo, error, sentence = SAID[language]
    opened = terminals_on(sample_warehouse, "goods_in")
    async with opened(size, language=language) as terminal:
        assert question in await terminal.sends("PR-1007\r", "CAM-200\r")
        await terminal.sends("SN9001\r")
        actions = await terminal.sends(".\r")
        assert action in actions
        assert undo in actions
        refused = await terminal.sends(".\r", "SN0002\r")
        assert error in refused
        assert sentence in " ".join(refused.split())
