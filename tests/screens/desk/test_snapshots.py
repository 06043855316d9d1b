"""Every page as text, on a terminal of 80x24 and of 120x40. They were looked at as pictures too."""

from typing import TYPE_CHECKING

import pytest

from tests.screens.desk.conftest import OpenDesk

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from tests.screens.conftest import Golden

SIZES = ((80, 24), (120, 40))
PAGES: dict[str, tuple[str, ...]] = {
    "products": (),
    "product": ("down", "down", "enter"),
    "product-new": ("n",),
    "setting": ("down", "down", "enter", "s"),
    "pre-receipts": ("f3",),
    "pre-receipt": ("f3", "enter"),
    "serials-edit": ("f3", "enter", "e"),
    "serials-locked": ("f3", "down", "down", "down", "enter", "e"),
    "receive-line": ("f3", "enter", "r"),
    "pick-lists": ("f4",),
    "pick-list": ("f4", "down", "down", "enter"),
    "stock": ("f5",),
    "stock-line": ("f5", "enter"),
    "serials": ("f5", "s"),
    "serials-part": ("f5", "s", "slash", "=n000"),
    "lines-columns": ("f3", "enter", "c"),
    "transactions": ("f6",),
    "transaction": ("f6", "enter"),
    "filter": ("f6", "f"),
    "views": ("f6", "v"),
    "columns": ("f5", "c"),
    "recall": ("f7",),
    "find-serial": ("f9",),
    "help": ("f1",),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
async def test_a_page_looks_right(
    open_desk: OpenDesk, golden: "Golden", page: str, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as clerk:
        for key in PAGES[page]:
            await (clerk.types(key[1:]) if key.startswith("=") else clerk.presses(key))
        screen = clerk.screen
    golden(f"{page}-{size[0]}x{size[1]}", screen)
