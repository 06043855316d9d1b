"""What is said in a corner of the desk never lies over a dialog."""

import pytest
from textual.widgets._toast import Toast

from tests.screens.desk.conftest import Clerk, OpenDesk

pytestmark = pytest.mark.slow

EDIT_SERIALS = ("f3", "enter", "e")


def corner(clerk: Clerk) -> list[str]:
    """What is drawn in the corner of the top screen."""
    toasts = clerk.app.screen.query(Toast)
    return [toast._notification.message for toast in toasts if toast.display and toast.region.area]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_what_was_said_before_a_dialog_does_not_lie_over_it(
    open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk(size=size) as clerk:
        await clerk.presses(*EDIT_SERIALS[:-1])
        clerk.app.say("Added 2 CAM-200, Full Tracking.")
        await clerk.settles()
        assert corner(clerk) == ["Added 2 CAM-200, Full Tracking."]
        await clerk.presses("e")
        assert corner(clerk) == []
        assert "Save ^S" in clerk.screen


async def test_what_is_said_while_a_dialog_is_open_is_said_when_it_is_closed(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses(*EDIT_SERIALS)
        before = clerk.screen
        clerk.app.say("stock.csv is written.")
        await clerk.settles()
        assert (corner(clerk), clerk.screen) == ([], before)
        await clerk.presses("escape")
        assert corner(clerk) == ["stock.csv is written."]


async def test_what_a_dialog_did_is_said_once_it_is_closed(open_desk: OpenDesk) -> None:
    async with open_desk() as clerk:
        await clerk.presses(*EDIT_SERIALS)
        await clerk.types("")
        await clerk.presses("ctrl+s")
        assert len(corner(clerk)) == 1
        assert "serials of" in corner(clerk)[0]
