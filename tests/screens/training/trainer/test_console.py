"""The trainer's console as text, at three sizes, on a class of three. It was looked at as pictures too."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from serialhhd.screens.training.trainer.app import TrainerApp
from serialhhd.screens.training.trainer.class_screen import LEAST
from serialhhd.training.classroom.class_time import ClassTime
from tests.screens.person import Ears, Person
from tests.training.classroom.conftest import Hold

if TYPE_CHECKING:
    from tests.hosting.ssh_site import Login
    from tests.screens.conftest import Golden
    from tests.training.classroom.conftest import Held

pytestmark = pytest.mark.slow

SIZES = ((80, 24), (120, 40), tuple(LEAST))
LONG = "Bernadette-Marie"


@asynccontextmanager
async def console(held: "Held", size: tuple[int, int]) -> AsyncIterator[tuple[TrainerApp, Person]]:
    """Open the console of a class."""
    app, heard = TrainerApp(held.board, look_every=0), Ears()
    async with app.run_test(size=size, notifications=True, message_hook=heard.hears) as pilot:
        trainer = Person(app, app, pilot, heard)
        await trainer.settles()
        yield app, trainer


async def comes_true(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; the loop does what leads to it meanwhile."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_console_looks_right(hold: Hold, golden: "Golden", size: tuple[int, int]) -> None:
    seconds = 0.0

    def sees(page: str, screen: str) -> None:
        golden(f"{page}-{size[0]}x{size[1]}", screen)

    async with hold() as held:
        held.classroom.time = ClassTime(lambda: seconds)
        async with console(held, size) as (app, trainer):
            sees("empty", trainer.screen)
            anna, bernadette, cleo = (
                await held.begins("anna"),
                await held.comes(LONG),
                await held.begins("cleo"),
            )
            await anna.enters(("SN01\r", "1/3"), ("SN02\r", "2/3"), ("SN03\r", "3/3"))
            await bernadette.enters(("PR-9\r", "ERROR"))
            await gone(held, cleo)
            seconds = 187.0
            app.board.look()
            await trainer.settles()
            sees("class", trainer.screen)
            sees("help", await trainer.presses("f1"))
            await trainer.presses("escape")
            sees("mirror", await trainer.presses("enter"))
            await trainer.presses("escape")
            sees("fault", await trainer.presses("i"))
            await trainer.presses("escape")
            sees("message", await trainer.presses("m"))
            await trainer.presses("escape")
            sees("paused", await trainer.presses("p"))
            await trainer.presses("p")
            sees("end", await trainer.presses("e"))
            sees("scores", await trainer.presses("y"))
            sees("write", await trainer.presses("w"))


async def gone(held: "Held", login: "Login") -> None:
    """Drop a link, and wait until the server has noticed."""
    name = login.connection.get_extra_info("username")
    await login.goes()
    await comes_true(lambda: not held.row(name).device)


async def test_too_small_a_terminal_says_what_it_takes(hold: Hold) -> None:
    async with hold() as held, console(held, (69, 13)) as (_, trainer):
        assert (
            trainer.words
            == "This console takes 70 columns and 14 rows; here are 69 and 13. Make it larger; e, then y, ends the class."
        )
        assert "Nobody is here yet." in await trainer.resizes(70, 14)


async def test_what_is_for_one_is_for_the_one_under_the_cursor_and_can_be_for_all(hold: Hold) -> None:
    async with hold() as held, console(held, (80, 24)) as (app, trainer):
        assert "Nobody is here yet." in await trainer.presses("i")
        anna, ben = await held.begins("anna"), await held.begins("ben")
        app.board.look()
        await trainer.presses("down", "i")
        assert "unreadable for ben." in await trainer.presses("enter")
        await trainer.presses("i", "a")
        assert "unreadable for 2 trainees." in await trainer.presses("enter")
        await trainer.presses("m")
        assert "A␛[2J" in await trainer.pastes("A\x1b[2J")  # which would clear the console
        await trainer.types("Look at the counter.")
        assert "Said to ben." in await trainer.presses("ctrl+s")
        await ben.sees("Look at the counter.")
        await trainer.presses("m")
        assert "Nothing was said." in await trainer.presses("ctrl+s")
        assert "counter" not in anna.screen


async def test_a_handheld_is_mirrored_as_it_changes_and_after_its_trainee_has_come_back(hold: Hold) -> None:
    async with hold() as held, console(held, (80, 24)) as (app, trainer):
        anna = await held.begins("anna")
        app.board.look()
        assert "0/3" in await trainer.presses("enter")
        await anna.enters(("SN01\r", "1/3"))
        await comes_true(lambda: "1/3" in trainer.screen)
        await anna.enters((":quit\r", "Signed off."))
        again = await held.comes("anna")
        await again.sees("1/3")
        await again.enters(("SN02\r", "2/3"))
        await comes_true(lambda: "2/3" in trainer.screen)
        await trainer.presses("enter")
        assert held.row("anna").counter == "2/3"
