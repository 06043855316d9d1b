"""Every page as text, on a terminal of 80x24 and of 120x40. They were looked at as pictures too."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest

from serialhhd.store.engine.store import Store
from tests.screens.desk.conftest import Clerk, OpenDesk, opened_on

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
    "serial": ("f9", "=SN0001", "enter"),
    "help": ("f1",),
    "more-pages": ("f8",),
}
AT_BOTH_SITES: dict[str, tuple[str, ...]] = {
    "transfers": ("f8", "t"),
    "transfer": ("f8", "t", "down", "down", "enter"),
    "transfer-serials": ("f8", "t", "down", "down", "enter", "enter"),
    "transfer-give-up": ("f8", "t", "down", "down", "enter", "g"),
    "transfer-new": ("f8", "t", "n"),
    "counts": ("f8", "c"),
    "count": ("f8", "c", "down", "enter"),
    "count-serials": ("f8", "c", "down", "enter", "enter"),
    "count-approve": ("f8", "c", "down", "enter", "a"),
    "count-in-work": ("f8", "c", "enter"),
    "returns": ("f8", "r"),
    "return": ("f8", "r", "enter"),
    "batches": ("f8", "b"),
    "batch": ("f8", "b", "enter"),
    "batch-pick-lists": ("f8", "b", "enter", "enter"),
    "serial-in-transit": ("f9", "=LCK-0001", "enter"),
}
"""Pages of what the sample warehouse alone has not."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
async def test_a_page_looks_right(
    open_desk: OpenDesk, golden: "Golden", page: str, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as clerk:
        await does(clerk, PAGES[page])
        screen = clerk.screen
    golden(f"{page}-{size[0]}x{size[1]}", screen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", AT_BOTH_SITES)
async def test_a_page_of_two_warehouses_looks_right(
    counted: Store, golden: "Golden", page: str, size: tuple[int, int]
) -> None:
    async with opened_on(counted, size=size) as clerk:
        await does(clerk, AT_BOTH_SITES[page])
        screen = clerk.screen
    golden(f"{page}-{size[0]}x{size[1]}", screen)


async def does(clerk: Clerk, keys: Sequence[str]) -> None:
    """Press keys; what begins with `=` is put into the field."""
    for key in keys:
        await (clerk.types(key[1:]) if key.startswith("=") else clerk.presses(key))
