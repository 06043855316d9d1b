"""What systemd is told, on a real socket; with and without a watchdog."""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from serialhhd.hosting.monitoring.notify import TOLD_EVERY, ServiceManager

LONGEST = 4096


@pytest.fixture(params=["file", "abstract"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A socket's name as systemd writes it, of both kinds."""
    return f"@serialhhd-test-{os.getpid()}" if request.param == "abstract" else str(tmp_path / "notify")


@pytest.fixture
def listener(address: str) -> Iterator[socket.socket]:
    """What systemd listens on."""
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as listening:
        listening.bind(address.replace("@", "\0", 1))
        listening.settimeout(5)
        yield listening


async def ready_line() -> str:
    return "3 handhelds"


async def is_well() -> bool:
    return True


def told(listener: socket.socket) -> dict[str, str]:
    lines = listener.recv(LONGEST).decode().split("\n")
    return dict(line.split("=", 1) for line in lines)


async def test_it_says_that_it_is_ready_and_that_it_stops(listener: socket.socket, address: str) -> None:
    async with ServiceManager({"NOTIFY_SOCKET": address}).informed(ready_line, is_well):
        assert told(listener) == {"READY": "1", "STATUS": "3 handhelds"}
    assert told(listener) == {"STOPPING": "1", "STATUS": "Stopping"}


async def test_with_a_watchdog_it_gives_signs_of_life(listener: socket.socket, address: str) -> None:
    environment = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "20000", "WATCHDOG_PID": str(os.getpid())}
    async with ServiceManager(environment).informed(ready_line, is_well):
        assert told(listener)["READY"] == "1"
        signs = [await asyncio.to_thread(told, listener) for _ in range(4)]
    assert signs == [{"WATCHDOG": "1"}, {"STATUS": "3 handhelds"}] * 2


async def test_a_blocked_event_loop_gives_no_sign_of_life(listener: socket.socket, address: str) -> None:
    environment = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "20000"}
    async with ServiceManager(environment).informed(ready_line, is_well):
        assert told(listener)["READY"] == "1"
        listener.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listener.recv(LONGEST)  # blocks the loop for ten times as long as the watchdog allows


async def test_a_server_that_cannot_write_gives_no_sign_of_life(
    listener: socket.socket, address: str
) -> None:
    async def cannot_write() -> bool:
        return False

    environment = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "20000"}
    async with ServiceManager(environment).informed(ready_line, cannot_write):
        assert told(listener)["READY"] == "1"
        signs = [await asyncio.to_thread(told, listener) for _ in range(2)]
    assert signs == [{"STATUS": "3 handhelds"}] * 2


def test_signs_come_twice_as_often_as_the_watchdog_wants() -> None:
    assert ServiceManager({"WATCHDOG_USEC": "30000000"}).told_every == 15
    assert ServiceManager({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}).told_every == TOLD_EVERY
    assert ServiceManager({}).told_every == TOLD_EVERY


def test_no_process_that_is_started_from_here_speaks_for_this_one() -> None:
    environment = {"NOTIFY_SOCKET": "/run/x", "WATCHDOG_USEC": "1", "WATCHDOG_PID": "2", "HOME": "/"}
    ServiceManager(environment)
    assert environment == {"HOME": "/"}


async def test_without_a_service_manager_nothing_is_told() -> None:
    manager = ServiceManager({})
    async with manager.informed(ready_line, is_well):
        assert not manager.tell(READY=1)


def test_a_service_manager_that_is_gone_does_no_harm(tmp_path: Path) -> None:
    assert not ServiceManager({"NOTIFY_SOCKET": str(tmp_path / "gone")}).tell(READY=1)


def test_a_service_manager_that_does_not_read_is_not_waited_for(
    listener: socket.socket, address: str
) -> None:
    manager = ServiceManager({"NOTIFY_SOCKET": address})
    while manager.tell(STATUS="x" * 1000):
        pass
    with suppress(TimeoutError):
        assert told(listener) == {"STATUS": "x" * 1000}


def test_a_line_is_one_line(listener: socket.socket, address: str) -> None:
    ServiceManager({"NOTIFY_SOCKET": address}).tell(STATUS="one\nREADY=1")
    assert told(listener) == {"STATUS": "one READY=1"}
