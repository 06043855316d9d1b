"""Every action by a function key, by a numbered list without one, and by a command barcode."""

import asyncio
from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.store.inbound import pre_receipts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from serialhhd.store.engine.store import Store
    from tests.screens.conftest import OpenTerminal

THREE = ("PR-1007\r", "CAM-200\r", "SN1\r", "SN2\r", "SN3\r")


@pytest.mark.parametrize("undo", ["\x1bOR", "\x1b[13~", ".3\r", ":undo\r", ".\r3\r", ".\r.3\r"])
async def test_an_action_has_a_key_a_number_and_a_command(open_terminal: "OpenTerminal", undo: str) -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*THREE, undo)
        assert "2/300" in screen
        assert "OK SN2" in screen


async def test_the_prefix_opens_the_numbered_actions_and_closes_them(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*THREE, ".\r")
        assert "ACTION?" in screen
        assert " 4 Done" in screen
        assert "10 Quit" in screen
        assert "SERIAL?" in await terminal.sends(".\r")


async def test_a_scan_closes_the_list_and_is_taken(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*THREE, ".\r", "SN4\r")
        assert "SERIAL?" in screen
        assert "4/300" in screen


async def test_the_prefix_can_be_another_one(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(profile=DeviceProfile(action_prefix="*")) as terminal:
        assert "2/300" in await terminal.sends(*THREE, "*3\r")
        assert "*Menu" in terminal.screen
        assert "3/300" in await terminal.sends(".3\r")  # a serial like any other


async def test_a_number_that_is_not_on_the_list_is_said(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*THREE, ".42\r")
        assert "WARNING There is no" in screen
        assert "3/300" in screen
        await terminal.app.hears(1)


async def test_a_dead_key_beeps_and_changes_nothing(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        before = await terminal.sends(*THREE)
        assert await terminal.sends("\x1b[24~") == before
        await terminal.app.hears(1)


async def test_cancelling_with_captures_asks_once(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends(*THREE, ".8\r")
        assert "CANCEL?" in screen
        assert "3 serials scanned here" in screen
        assert "3/300" in await terminal.sends("\x1bOQ")
        assert "CANCEL?" not in await terminal.sends(":cancel\r", "\x1bOQ")
        assert "PRE-RECEIPT?" in await terminal.sends(":cancel\r", "\x1b[19~")


async def test_a_scan_instead_of_an_answer_cancels_nothing(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        assert "4/300" in await terminal.sends(*THREE, ":cancel\r", "SN4\r")


async def test_cancelling_without_captures_asks_nothing(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        assert "PRE-RECEIPT?" in await terminal.sends("PR-1007\r", ":cancel\r")


async def test_a_chosen_serial_can_be_removed(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        assert "REMOVE WHICH?" in await terminal.sends(*THREE, ":list\r")
        assert "REMOVE?" in await terminal.sends("3\r")
        screen = await terminal.sends(".1\r")
        assert "SN1 taken back" in screen
        assert "2/300" in screen


async def test_the_list_goes_back_to_the_first_serial(open_terminal: "OpenTerminal") -> None:
    serials = [f"SN{number:04}" for number in range(1, 121)]
    async with open_terminal(size=(20, 16)) as terminal:
        burst = "".join(f"{serial}\r" for serial in serials)
        seen = await terminal.sends(*THREE[:2], burst, "\x1b[15~")
        for _ in serials:  # at least one a page
            if serials[0] in terminal.screen:
                break
            seen += await terminal.sends("\x1b[6~")
    assert [serial for serial in serials if serial not in seen] == []


async def test_an_empty_list_is_answered_by_the_flow(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        screen = await terminal.sends("PR-1007\r", "\x1b[15~")
        assert "LIST" in screen
        assert "To do:" in screen


async def test_choices_that_do_not_fit_have_pages(warehouse: "Store", open_terminal: "OpenTerminal") -> None:
    def announce(conn: "Connection") -> None:
        for number in range(1, 8):
            pre_receipts.add(conn, f"PR-{number}", [("BAG-1", 1)], at=warehouse.now(), by="office")

    warehouse.write(announce)
    async with open_terminal(size=(20, 8)) as terminal:
        assert "PR-1007" in terminal.screen
        assert "PR-7" not in terminal.screen
        assert "1/3 PgDn" in terminal.screen
        assert "F9More" in terminal.screen
        assert "PR-7" in await terminal.sends("\x1b[6~", "\r")
        screen = await terminal.sends("\r")
        assert "1/3 PgDn" in screen
        assert "PR-1007" in screen
        assert "2/3 PgDn" in await terminal.sends(".\r", "9\r")
        assert "PRODUCT?" in await terminal.sends("9\r")


async def test_a_sentence_that_does_not_fit_can_be_read_whole(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(size=(20, 8)) as terminal:
        screen = await terminal.sends("PR-1007\r", "CAM-200\r", "SERIAL-0001..SERIAL-0020\r", ":yes\r")
        assert "20 serials" in screen
        assert "20 in all" not in screen
        screen = await terminal.sends("\x1b[20~")  # F9
        assert "MESSAGE" in screen
        assert "SERIAL-0020," in await terminal.sends("\x1b[6~")
        screen = await terminal.sends("\x1bOQ")
        assert "SERIAL?" in screen
        assert "20 serials" not in screen


async def test_help_names_every_key(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(size=(40, 24)) as terminal:
        screen = await terminal.sends(*THREE, "\x1bOP")
        assert "HELP" in screen
        assert "F4  Done :done" in screen
        assert ".3 + Enter: number 3 at once, as F3." in screen


@pytest.mark.parametrize("leave", [".10\r", ":quit\r", "\x1b[21~"])
async def test_leaving_keeps_the_run_open(open_terminal: "OpenTerminal", leave: str) -> None:
    async with open_terminal() as terminal:
        await terminal.sends(*THREE)
        terminal.write(leave)
        await asyncio.wait_for(terminal.app.left.wait(), timeout=10)
    async with open_terminal() as terminal:
        assert "3/300" in terminal.screen
        assert "SERIAL?" in terminal.screen


async def test_ctrl_c_says_how_to_leave_and_does_not(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        assert "To leave: . + Enter" in await terminal.sends(*THREE, "\x03")
        assert "4/300" in await terminal.sends("SN4\r")


async def test_enter_takes_the_proposed_quantity(open_terminal: "OpenTerminal") -> None:
    async with open_terminal() as terminal:
        assert "> Enter = 3".replace(" ", "") in (await terminal.sends(*THREE, "\x1bOS")).replace(" ", "")
        assert "CLOSE LINE?" in await terminal.sends("\r")
        assert "LOCATION?" in await terminal.sends("1\r")


async def test_sign_on_and_menu_are_steps_like_any_other(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(operator=None, flow=None) as terminal:
        assert "OPERATOR?" in terminal.screen
        assert "FLOW?" in await terminal.sends("anna\r")
        assert "PRE-RECEIPT?" in await terminal.sends("1\r")


async def test_the_menu_opens_at_sign_on_too_and_signs_nobody_on(open_terminal: "OpenTerminal") -> None:
    async with open_terminal(operator=None, flow=None) as terminal:
        assert "HELP" in await terminal.sends("\x1bOP")
        assert "OPERATOR?" in await terminal.sends("\x1bOQ")
