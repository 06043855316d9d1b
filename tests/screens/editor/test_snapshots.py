"""The page as text, on a terminal of 80x24 and of 120x40. It was looked at as pictures too."""

from typing import TYPE_CHECKING

import pytest

from tests.screens.editor.conftest import OpenPage

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from tests.screens.conftest import Golden

SIZES = ((80, 24), (120, 40))
PAGES: dict[str, tuple[str, ...]] = {
    "start": (),
    "step": ("down", "down", "down"),
    "devices": ("end",),
    "words": ("down", "down", "down", "right", "enter"),
    "texts": ("right", "enter"),
    "playing": ("p", "1", "enter"),
    "problem": ("down", "space"),
    "without-serials": ("down", "down", "down", "space"),
    "copy": ("n",),
    "save": ("x", "ctrl+s"),
    "help": ("f1",),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
async def test_a_page_looks_right(
    open_page: OpenPage, golden: "Golden", page: str, size: tuple[int, int]
) -> None:
    async with open_page(size=size) as admin:
        screen = await admin.presses(*PAGES[page])
    golden(f"{page}-{size[0]}x{size[1]}", screen)
