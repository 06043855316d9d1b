"""The handheld on a warehouse whose texts look like markup: every one is shown as it is, also by the virtual scanner."""

import pytest

from serialhhd.store.engine.store import Store
from tests.hostile import MARK, spoil
from tests.screens.conftest import terminals_on

STEPS = {
    "goods_in": ("PR-1009", "LCK-7", "K1", "K1", ":list", "other"),
    "goods_out": ("PL-501", "A-01-01", "CAM-200", "SN0002", "SN0002", ":list"),
}
ACKNOWLEDGE = "\x1bOQ"


@pytest.mark.parametrize("flow", STEPS)
@pytest.mark.parametrize("size", [(26, 16), (100, 40)])
async def test_what_a_user_typed_is_no_markup(
    sample_warehouse: Store, flow: str, size: tuple[int, int]
) -> None:
    spoil(sample_warehouse)
    async with terminals_on(sample_warehouse, flow)(size=size, operator=f"{MARK}anna") as terminal:
        for text in STEPS[flow]:
            scan = text if text.startswith(":") else f"{MARK}{text}"
            screen = await terminal.sends(f"{scan}\r")
            assert MARK in screen, text
            if "ERROR" in screen:
                await terminal.sends(ACKNOWLEDGE)
