"""What the hosted handheld replaces of Textual: the output of the process, the drawing, the end by a fault."""

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.hosting.handhelds.app import HostedApp
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.screens.hhd.settings import DeviceSettings, DeviceSize
from serialhhd.screens.textual_private.apps import EmbeddedApp
from serialhhd.training.scanner import Scanner
from tests.hosting.conftest import ANNA, Terminal

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store
    from tests.hosting.conftest import OpenSeat


@pytest.mark.parametrize("name", ["_display", "_handle_exception", "bell"])
def test_textual_still_has_what_is_replaced(name: str) -> None:
    assert name in vars(App)
    assert name in vars(HostedApp) | vars(EmbeddedApp)


async def test_what_the_process_prints_goes_where_it_went_before(
    open_seat: "OpenSeat", capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = sys.stdout, sys.stderr
    async with open_seat() as (_, terminal):
        assert (sys.stdout, sys.stderr) == outputs
        sys.stderr.write("to the log\n")
        await terminal.sends("PR-1007\r")
    assert capsys.readouterr() == ("", "to the log\n")


async def test_each_answer_is_a_wait_that_ends_with_its_frame(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        before = seat.app._latency.count
        await terminal.sends("PR-1007\r", "CAM-200\r", "SN0007\rSN0008\r")
        assert seat.app._latency.count == before + 4


async def test_a_key_that_changes_nothing_is_answered_at_once(open_seat: "OpenSeat") -> None:
    async with open_seat() as (seat, terminal):
        before = seat.app._latency.count
        await terminal.sends("\x1b[20~")  # F9
        assert seat.app._latency.count == before + 1


async def test_a_fault_ends_the_app_and_prints_nothing(
    open_seat: "OpenSeat", monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fails(_: Session, scan: Scan) -> View:
        raise RuntimeError(scan.text)

    async with open_seat() as (seat, terminal):
        monkeypatch.setattr(Session, "submit_async", fails)
        terminal.write("PR-1007\r")
        await asyncio.wait_for(seat.until_ended(), 20)
        assert isinstance(seat.app.fault, RuntimeError)
        assert str(seat.app.fault) == "PR-1007"
    assert capsys.readouterr().out == ""


async def test_a_device_in_its_frame_is_drawn_as_it_is(warehouse: "Store") -> None:
    session = Session(warehouse, FlowsFile(PACKAGED), ANNA.name, "goods_in")
    settings = DeviceSettings(size=DeviceSize(26, 16), draws_cursor=False)
    terminal = Terminal(ANNA, (80, 24), "xterm")
    app = HostedApp(session, settings, (80, 24), Latency(), lambda: None, Scanner())
    run = asyncio.create_task(app.run_until_left())
    await asyncio.wait_for(app.has_started.wait(), 20)
    app.channel.attach(terminal.client)
    for data in ("PR-1007\r", "\x1b1", "\x1b1", "NOPE\r", ".\r"):
        app.channel.feed(data.encode())
        await app.settled()
        await app.settled()
        drawn = [row.text.rstrip(" ") for row in app.screen._compositor.render_strips()]
        assert terminal.screen.split("\n") == drawn
    app.exit()
    await run


@pytest.mark.parametrize("scanner", [Scanner(gap=0.001), Scanner(gap=0.001, reads=2, has_aim_id=True)])
async def test_what_the_scanner_sends_comes_in_as_a_client_sends_it(
    warehouse: "Store", scanner: Scanner
) -> None:
    session = Session(warehouse, FlowsFile(PACKAGED), ANNA.name, "goods_in")
    answered: asyncio.Queue[None] = asyncio.Queue()
    settings = DeviceSettings(size=DeviceSize(26, 16))
    app = HostedApp(session, settings, (80, 24), Latency(), lambda: answered.put_nowait(None), scanner)
    run = asyncio.create_task(app.run_until_left())
    await asyncio.wait_for(app.has_started.wait(), 20)
    app.channel.attach(Terminal(ANNA, (80, 24), "xterm").client)
    await app.settled()
    app.channel.feed(b"\x1b1")
    for _ in range(scanner.reads):
        await asyncio.wait_for(answered.get(), 20)
    await app.settled()
    shown = app.flow_screen.shown
    assert shown.view.document == "PR-1007"
    assert (shown.error is None) == (scanner.reads == 1), "twice, it is the answer to the next question too"
    app.exit()
    await run
