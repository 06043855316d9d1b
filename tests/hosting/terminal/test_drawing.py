"""How a screen is drawn: by rows and at once, and yet as Textual would draw it."""

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from textual.constants import MAX_FPS
from textual.geometry import Region
from textual.widget import Widget

from serialhhd.hosting.terminal.cells import row_of
from serialhhd.hosting.terminal.terminals import terminal_of
from serialhhd.screens.hhd.drawing.display import DisplayRow, ListRows
from tests.hosting.conftest import ANNA, Terminal

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.strip import Strip

    from serialhhd.hosting.handhelds.seat import Seat
    from serialhhd.hosting.terminal.cells import CellRow
    from tests.hosting.conftest import OpenSeat

SIZES = [(20, 8), (26, 16), (80, 24)]
BURST = 100


def stop_frames(seat: "Seat", monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep Textual from drawing by its timer."""
    monkeypatch.setattr(seat.app.screen._update_timer, "resume", lambda: None)


async def test_an_answer_is_drawn_before_textual_would(
    open_seat: "OpenSeat", monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN7001\r")
        stop_frames(seat, monkeypatch)
        terminal.write("SN7002\r")
        assert "2/3" in await terminal.sees("OK SN7002")
        monkeypatch.undo()


async def test_what_was_typed_goes_in_the_frame_of_its_answer(
    open_seat: "OpenSeat", monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN7001\r", "SN7")
        stop_frames(seat, monkeypatch)
        terminal.write("002\r")
        assert ">SN7" not in await terminal.sees("OK SN7002")
        monkeypatch.undo()


@pytest.mark.parametrize(
    "writes",
    [("CAM-200\r",), ("CAM-200\r", "SN7001\r", ".\r", "1\r"), ("NOPE\r", ".\r"), ("CAM-200\r", ":done\r")],
)
async def test_no_frame_is_half_of_one_step_and_half_of_the_next(
    open_seat: "OpenSeat", monkeypatch: pytest.MonkeyPatch, writes: tuple[str, ...]
) -> None:
    async with open_seat((20, 8)) as (_, terminal):
        screens = [await terminal.sends("PR-1007\r")]
        write = terminal.wire.write

        def look(data: bytes) -> None:
            write(data)
            screens.append(terminal.screen)

        monkeypatch.setattr(terminal.wire, "write", look)
        settled = [screens[0], *[await terminal.sends(data) for data in writes]]
        assert [screen for screen in screens if screen not in settled] == []


async def test_the_scans_of_a_burst_are_drawn_together(
    open_seat: "OpenSeat", monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN7001\r")
        frames = []
        display = seat.app._display

        def count(screen: "Screen[None]", update: object) -> None:
            frames.append(update)
            display(screen, update)  # type: ignore[arg-type]

        monkeypatch.setattr(seat.app, "_display", count)
        began = monotonic()
        screen = await terminal.sends("".join(f"SN8{number:03}\r" for number in range(BURST)))
        times_to_draw = (monotonic() - began) * MAX_FPS  # more than scans where this computer is busy
        assert f"{BURST + 1}/3" in screen
        assert 0 < len(frames) < max(BURST / 2, times_to_draw + 2)
        monkeypatch.undo()


def seen(strips: "list[Strip]") -> "list[CellRow]":
    """What a terminal with colours shows of them."""
    return [row_of(strip, terminal_of("xterm")) for strip in strips]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "writes", [("PR-1007\r", "CAM-200\r", "SN7001\r"), ("PR-1007\r", "NOPE\r"), ("PR-1007\r", ".\r")]
)
async def test_a_row_looks_as_textual_would_draw_it(
    open_seat: "OpenSeat", size: tuple[int, int], writes: tuple[str, ...]
) -> None:
    async with open_seat(size) as (seat, terminal):
        await terminal.sends(*writes)
        with seat.app._context():
            shown = [row for row in seat.app.screen.query(DisplayRow) if row.display]
            for row in shown:
                crop = Region(0, 0, *row.outer_size)
                assert seen(row.render_lines(crop)) == seen(Widget.render_lines(row, crop)), row
    assert len(shown) > len(writes)


async def test_a_fault_while_a_row_is_drawn_ends_the_handheld(
    open_seat: "OpenSeat", monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: ListRows, crop: Region) -> "list[Strip]":
        raise RuntimeError(f"cannot be drawn: {crop}")

    async with open_seat() as (seat, terminal):
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN7001\r")
        monkeypatch.setattr(ListRows, "render_lines", fails)
        terminal.write("SN7002\r")
        await asyncio.wait_for(seat.until_ended(), timeout=20)
        assert "cannot be drawn" in str(seat.app.fault)


async def test_a_handheld_draws_on_itself_whoever_moves_a_client_to_it(open_seat: "OpenSeat") -> None:
    async with (
        open_seat((40, 12), term="vt220") as (other, _),
        open_seat((40, 12), term="vt220") as (seat, _),
    ):
        client = Terminal(ANNA, (40, 12), "xterm", "utf-8")
        with other.app._context():
            seat.attach(client.client)
        screen = await client.sends("PR-1007\r")
        assert screen == "\n".join(
            strip.text.rstrip(" ") for strip in seat.app.screen._compositor.render_strips()
        )
        assert "PRODUCT?" in screen
