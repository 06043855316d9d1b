"""What others do in the store of a trainee, as it is read over SSH: it really happens, to one alone."""

from typing import Final

from tests.training.classroom.conftest import Hold

FIRST: Final = (("SN01\r", "1/3"),)


async def test_a_store_that_is_away_is_told_and_is_back_when_the_supervisor_was_called(hold: Hold) -> None:
    async with hold() as held:
        anna, ben = await held.begins("anna"), await held.begins("ben")
        await held.board.inject("store_away", "anna")
        await anna.enters(("SN01\r", "Not taken"))
        assert held.row("anna").waiting == ("store_away",)
        await ben.enters(*FIRST)
        trainee = held.classroom.trainee("anna")
        assert trainee
        trainee.lesson.call()
        await anna.enters(("\x1bOQ", "SERIAL?"), *FIRST)
        assert held.row("anna").counter == "1/3"


async def test_a_run_that_is_released_begins_anew(hold: Hold) -> None:
    async with hold() as held:
        anna = await held.begins("anna")
        await anna.enters(*FIRST)
        await held.board.inject("run_released", "anna")
        await anna.enters(("SN02\r", "released"), ("\x1bOQ", "PRE-RECEIPT?"))
        await anna.enters(("PR-1\r", "PRODUCT?"))
        assert (held.row("anna").caught, held.row("anna").waiting) == (1, ())
