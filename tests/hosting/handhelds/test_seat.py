"""One handheld on a channel: what it draws, what it takes, and what happens when its client goes and comes back."""

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.conversation.session import Session
from serialhhd.hosting.handhelds.client import MOST_WAITING
from serialhhd.hosting.terminal import english as words
from serialhhd.screens.widgets.large_letters import POINT, large_letters
from tests.flows.supervised import SUES_PIN, staff, supervised_flows
from tests.hosting.conftest import ANNA, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from serialhhd.flows.seam.view import Scan, View
    from serialhhd.hosting.handhelds.seat import Seat
    from serialhhd.store.engine.store import Store
    from tests.hosting.conftest import OpenSeat

SIZES = [(20, 8), (20, 16), (24, 20), (26, 16), (40, 12), (80, 24)]
GOODS_IN = (
    "PR-1007\r",
    "CAM-200\r",
    "SN7001\r",
    "SN7002\r",
    "SN7002\r",
    ".\r",
    ":undo\r",
    "\x1bOS",
    "\r",
    "NOPE\r",
    "\x1bOQ",
)
GOODS_OUT = ("PL-501\r", "1\r", "A-01-01\r", "CAM-200\r", ":help\r", "\x1bOQ", "SN1\r", "\x1bOQ")


def whole_screen(seat: "Seat") -> list[str]:
    """What the screen shows when every widget is drawn anew."""
    return [strip.text for strip in seat.app.screen._compositor.render_strips()]


def drawn(seat: "Seat") -> list[str]:
    """What was handed to the terminal, put together from one change after the other."""
    return [strip.text for strip in seat.driver._frame.rows]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("flow", "writes"), [("goods_in", GOODS_IN), ("goods_out", GOODS_OUT)])
async def test_what_is_drawn_change_by_change_is_the_whole_screen(
    open_seat: "OpenSeat", size: tuple[int, int], flow: str, writes: tuple[str, ...]
) -> None:
    async with open_seat(size, flow=flow) as (seat, terminal):
        for data in writes:
            screen = await terminal.sends(data)
            assert drawn(seat) == whole_screen(seat), data
            assert screen == "\n".join(row.rstrip(" ") for row in whole_screen(seat)), data


@pytest.mark.parametrize("term", ["vt100", "vt220", "ansi", "linux", "xterm", ""])
async def test_every_terminal_shows_the_question(open_seat: "OpenSeat", term: str) -> None:
    async with open_seat(term=term) as (_, terminal):
        screen = await terminal.sends("PR-1007\r", "CAM-200\r", "SN7001\r")
        assert "SERIAL?" in screen
        assert "OK SN7001" in screen
        if term not in {"linux", "xterm"}:
            assert terminal.wire.sent.isascii()


async def test_the_cursor_stands_where_the_next_character_goes(open_seat: "OpenSeat") -> None:
    async with open_seat() as (_, terminal):
        screen = await terminal.sends("PR-10")
        column, row = terminal.wire.cursor or (0, 0)
        assert screen.split("\n")[row][:column].endswith("PR-10")
        await terminal.sends("\r")
        assert "ERROR" in terminal.screen
        assert terminal.wire.cursor is None


async def test_a_burst_and_function_keys_stay_in_order(open_seat: "OpenSeat", warehouse: "Store") -> None:
    async with open_seat() as (_, terminal):
        terminal.write("PR-1007\rCAM-200\r" + "".join(f"SN7{number:03}\r" for number in range(50)) + "\x1bOR")
        screen = await terminal.settles()
        assert "49/3" in screen
    with warehouse.read() as conn:
        assert conn.scalar(text("SELECT count(*) FROM serial WHERE state = 'captured'")) == 49


async def test_what_is_typed_before_the_first_frame_is_taken(open_seat: "OpenSeat") -> None:
    async with open_seat(flow=None) as (seat, _):
        assert seat.app.has_started.is_set()
    # the fixture waits for the first frame: here nothing does
    terminal = Terminal(ANNA, (26, 16), "xterm")
    async with open_seat() as (seat, first):
        assert seat.attach(terminal.client) is first.client
        terminal.write("PR-1007\r")
        assert "CAM-200" in await terminal.settles()


async def test_a_dropped_client_is_found_again_with_what_was_typed(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN7001\r", "SN70")
        before = terminal.screen
        terminal.client.lost()
        assert seat.detached_since() is not None
        again = Terminal(ANNA, (26, 16), "xterm")
        seat.attach(again.client)
        assert again.screen == before  # at once: nothing is waited for
        assert seat.detached_since() is None
        assert "OK SN7002" in await again.sends("0", "2", "\r")


def back_after_a_drop(seat: "Seat", terminal: Terminal) -> Terminal:
    """Lose the link, and return the terminal at which the operator is back."""
    terminal.client.lost()
    again = Terminal(ANNA, (26, 16), "xterm")
    seat.attach(again.client)
    return again


async def test_half_a_pin_is_not_there_any_more_after_a_drop(
    open_seat: "OpenSeat", warehouse: "Store", tmp_path: "Path"
) -> None:
    staff(warehouse)
    async with open_seat(flows=supervised_flows(tmp_path)) as (seat, terminal):
        screen = await terminal.sends("PR-1007\r", "CAM-200\r", ":cancel\r", "Sue\r", SUES_PIN[:4])
        assert ">****" in screen
        again = back_after_a_drop(seat, terminal)
        assert "PIN?" in await again.settles()
        assert ">*" not in again.screen
        assert "Cancelled." in await again.sends(f"{SUES_PIN}\r")


async def test_a_scan_that_the_drop_cut_off_is_not_put_before_the_next_one(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN70")
        again = back_after_a_drop(seat, terminal)
        assert "OK SN7001" in await again.sends("SN7001\r")
        assert ">SN7002" in await again.sends("SN70", "02")


async def test_enter_after_a_drop_takes_what_was_typed_whatever_enter_sends(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN7001")
        again = back_after_a_drop(seat, terminal)
        assert "OK SN7001" in await again.sends("\r\n")


async def test_what_arrived_before_the_drop_is_answered_without_a_client(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        terminal.write("PR-1007\rCAM-200\rSN7001\r")
        terminal.client.lost()
        await asyncio.wait_for(seat.app.settled(), timeout=20)
        again = Terminal(ANNA, (26, 16), "xterm")
        seat.attach(again.client)
        assert "OK SN7001" in again.screen


async def test_another_size_and_another_terminal_after_the_drop(open_seat: "OpenSeat") -> None:
    async with open_seat((80, 24)) as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN7001\r")
        terminal.client.lost()
        again = Terminal(ANNA, (20, 8), "vt100")
        seat.attach(again.client)
        screen = await again.settles()
        assert screen == "\n".join(row.rstrip(" ") for row in whole_screen(seat)).replace("…", ".")
        assert again.wire.sent.isascii()
        assert "SERIAL?" in screen


async def test_an_error_rings_again_for_whoever_comes_back(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("NOPE\r")
        terminal.client.lost()
        again = Terminal(ANNA, (26, 16), "xterm")
        seat.attach(again.client)
        assert b"\a" in again.wire.sent
        assert "ERROR" in again.screen


async def test_scans_behind_an_error_let_others_have_their_turn(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        assert "ERROR" in await terminal.sends("NOPE\r")
        terminal.write("X\r" * 2000)
        turns = 0
        while seat.app.waiting:
            await asyncio.sleep(0)
            turns += 1
        assert turns > 1000
        assert "2000 scans ignored" in await terminal.settles()


async def test_a_take_over_gives_up_the_first_terminal(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        again = Terminal(ANNA, (26, 16), "xterm")
        assert seat.attach(again.client) is terminal.client
        terminal.write("PR-1007\r")  # what the first one still sends is not taken
        assert "PRODUCT?" not in await again.settles()


@pytest.mark.parametrize("size", [(20, 8), (80, 24), (40, 12)])
async def test_a_resize_draws_anew(open_seat: "OpenSeat", size: tuple[int, int]) -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r")
        screen = await terminal.resizes(*size)
        assert screen == "\n".join(row.rstrip(" ") for row in whole_screen(seat))
        assert seat.status().terminal == f"xterm {size[0]}x{size[1]}"


@pytest.mark.parametrize("other", [(40, 12), (26, 12), (40, 16)])
async def test_a_size_that_changes_and_changes_back_at_once_freezes_nothing(
    open_seat: "OpenSeat", other: tuple[int, int]
) -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r")
        for number in range(5):
            terminal.client.resized(*other)
            terminal.client.resized(26, 16)
            screen = await terminal.sends(f"SN700{number}\r")
            assert f"OK SN700{number}" in screen
            assert screen == "\n".join(row.rstrip(" ") for row in whole_screen(seat))


async def test_two_terminals_of_other_sizes_at_once_leave_the_second_with_a_screen(
    open_seat: "OpenSeat",
) -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r")
        wide, narrow = Terminal(ANNA, (80, 24), "xterm"), Terminal(ANNA, (26, 16), "xterm")
        seat.attach(wide.client)
        seat.attach(narrow.client)
        assert "SERIAL?" in await narrow.settles()
        assert "OK SN7001" in await narrow.sends("SN7001\r")


@pytest.mark.parametrize(("first", "second"), [("xterm", "vt100"), ("vt100", "xterm")])
async def test_large_letters_are_drawn_only_where_the_terminal_of_now_has_them(
    open_seat: "OpenSeat", first: str, second: str
) -> None:
    async with open_seat((40, 16), first, flow="goods_out") as (seat, terminal):
        screens = {first: await terminal.sends("PL-501\r")}
        again = Terminal(ANNA, (40, 16), second)
        seat.attach(again.client)
        screens[second] = await again.settles()
        assert "█" in screens["xterm"]
        assert "A-01-01" in screens["vt100"]
        assert not {"#", "█"} & set(screens["vt100"])


async def test_a_sign_on_that_was_sent_too_much_is_closed(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        seat.operator = None  # as at a shared device
        terminal.write(b".\r" * (MOST_WAITING + 2))
        await asyncio.wait_for(seat.until_ended(), 20)
        assert " ".join(terminal.screen.split()) == words.too_much()


@pytest.mark.parametrize("said", [(0, 0), (1, 1), (100_000, 100_000)])
async def test_no_size_is_believed(open_seat: "OpenSeat", said: tuple[int, int]) -> None:
    async with open_seat() as (seat, terminal):
        terminal.client.resized(*said)
        await asyncio.wait_for(seat.app.settled(), timeout=20)
        assert (16, 4) <= seat.app.size <= (200, 60)


async def test_a_client_that_does_not_read_costs_one_frame(open_seat: "OpenSeat") -> None:
    async with open_seat() as (_, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r")
        terminal.client.blocked()
        before = len(terminal.wire.sent)
        await terminal.sends(*(f"SN7{number:03}\r" for number in range(20)))
        assert len(terminal.wire.sent) == before
        terminal.client.unblocked()
        assert "OK SN7019" in terminal.screen
        assert len(terminal.wire.sent) - before < 26 * 16 * 4


@pytest.mark.parametrize("term", ["vt220", "xterm"])
async def test_latin_1_and_utf_8_are_told_apart_by_what_is_sent(open_seat: "OpenSeat", term: str) -> None:
    async with open_seat(term=term) as (seat, terminal):
        await terminal.sends("Ö1".encode("latin-1"))
        assert terminal.client.terminal.encoding == "latin-1"
        assert "Ö".encode("latin-1") in terminal.wire.sent
    async with open_seat(term=term) as (seat, terminal):
        await terminal.sends("Ö1".encode())
        assert terminal.client.terminal.encoding == "utf-8"
        assert seat.driver.client is terminal.client


async def test_ctrl_l_draws_everything_anew(open_seat: "OpenSeat") -> None:
    async with open_seat() as (_, terminal):
        before = terminal.screen
        terminal.wire._screen.reset()
        assert await terminal.sends("\x0c") == before


# --- who typed, and when ----------------------------------------------------------------------------------------------


@pytest.fixture
def submitted(monkeypatch: pytest.MonkeyPatch) -> "list[Scan]":
    """Every scan that comes to the flow, as it comes."""
    scans: list[Scan] = []
    submit = Session.submit_async

    async def noting(session: Session, scan: "Scan") -> "View":
        scans.append(scan)
        return await submit(session, scan)

    monkeypatch.setattr(Session, "submit_async", noting)
    return scans


async def test_the_flow_is_told_of_a_key_before_a_burst(
    open_seat: "OpenSeat", submitted: "list[Scan]"
) -> None:
    async with open_seat() as (_, terminal):
        await terminal.sends("PR-1009\r", "LCK-7\r", "5", "LK-4\r", "LK-5\r")
    assert [(scan.text, scan.typed) for scan in submitted[2:]] == [("5LK-4", 1), ("LK-5", 0)]


@pytest.mark.parametrize("end", ["\r\r", "\n\r", "\t\r", "\r\n\r\n", "\r \r"])
@pytest.mark.parametrize("cut", [False, True], ids=["one read", "two reads"])
async def test_a_scanner_with_two_terminators_answers_one_question(
    open_seat: "OpenSeat", submitted: "list[Scan]", end: str, *, cut: bool
) -> None:
    async with open_seat() as (_, terminal):
        await terminal.sends("PR-1009\r")
        terminal.write(f"BRK-1{end[:1]}" if cut else f"BRK-1{end}")
        if cut:
            terminal.write(end[1:], after=0.005)
        assert "QUANTITY?" in await terminal.settles()
        assert "LOCATION?" in await terminal.sends("\r")
    assert [scan.text for scan in submitted] == ["PR-1009", "BRK-1", ""]


async def test_lines_with_blank_ones_between_them_are_the_scans_alone(
    open_seat: "OpenSeat", submitted: "list[Scan]"
) -> None:
    async with open_seat() as (_, terminal):
        await terminal.sends("PR-1009\r", "LCK-7\r", "SN1\r\r\nSN2\r\n\r\n \nSN3\r")
    assert [scan.text for scan in submitted[2:]] == ["SN1", "SN2", "SN3"]


async def test_an_enter_that_is_handed_on_counts_there(
    open_seat: "OpenSeat", submitted: "list[Scan]"
) -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1009\r")
        terminal.write("BRK-1\r")
        terminal.write("\r")
        terminal.write("DOCK")
        ahead = seat.take_back()
        seat.app.flow_screen.clear_line()
        terminal.write(ahead)
        assert "LOCATION?" in await terminal.settles()
        assert ">DOCK" in terminal.screen
    assert [scan.text for scan in submitted] == ["PR-1009", "BRK-1", ""]


async def test_a_seat_is_set_up_by_its_profile(
    open_seat: "OpenSeat", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "profile", DeviceProfile(action_prefix="*", large_letters=False))
    async with open_seat((40, 24), flow="goods_out") as (_, terminal):
        screen = await terminal.sends("PL-501\r")
        assert "*Menu" in screen
        assert not {"█", "▀", "▄"} & set(screen)
        assert "ACTION?" in await terminal.sends("*\r")


@pytest.mark.parametrize("term", ["vt100", "vt220"])
async def test_old_terminals_get_large_letters_of_reversed_blanks(open_seat: "OpenSeat", term: str) -> None:
    async with open_seat((40, 24), term=term, flow="goods_out") as (_, terminal):
        screen = await terminal.sends("PL-501\r")
        assert "#" not in screen
        rows = large_letters("A-01-01", 40, 5, has_blocks=False)
        points = [{column for column, cell in enumerate(row) if cell == POINT} for row in rows]
        assert [terminal.wire.reversed_columns(row) for row in range(18, 23)] == points
