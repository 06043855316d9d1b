"""The server of handhelds in one process: from the first connection to the last."""

import asyncio
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from serialhhd.flows.in_force.in_force import FlowsInForce
from serialhhd.hosting.door.connections import Door
from serialhhd.hosting.door.ssh import listen
from serialhhd.hosting.handhelds.backend import Backend
from serialhhd.hosting.handhelds.seats import Opened, Seats
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.monitoring.monitoring import monitored
from serialhhd.hosting.monitoring.status import ServerStatus, Status, now, status_of
from serialhhd.hosting.monitoring.watchdog import Watchdog
from serialhhd.hosting.processes import memory
from serialhhd.hosting.processes.forwarding import Neighbours
from serialhhd.hosting.processes.ready_threads import ready_threads
from serialhhd.hosting.settings import HostSettings
from serialhhd.screens.textual_private.apps import leave_output_alone
from serialhhd.value_class import value_class

THREADS = 16
"""So many may wait for the store at a time who do not scan: they log in, sign on, or ask for a list."""
WAITING_THREADS = 64
"""So many may wait for the store's process, where that is another one: they only wait."""

LAST_WRITES = 0.6
"""So many seconds are left, once everybody has been told, to write what is under way and to close the store."""
AGAIN = 5.0
"""Seconds after which a chore that failed is begun anew."""


@value_class
class Post:
    """Where a process stands that is one of several.

    Attributes:
        listener: The server's socket; all processes take connections from it.
        own: The unix socket at which other processes reach this one.
        neighbours: The other processes.
    """

    listener: socket.socket
    own: socket.socket
    neighbours: Neighbours


@value_class
class Running:
    """A server that clients can connect to.

    Attributes:
        port: The port it listens on.
        seats: Its handhelds.
    """

    port: int
    seats: Seats


def run_until_stopped(serving: Coroutine[Any, Any, None]) -> None:
    """Run a server until it has stopped, and leave what is left of it as it is: whoever calls ends the process.

    It ends soon in any case. Another program may hold the store for half a minute; what it keeps from being committed
    was not answered.
    """
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(serving)
    except OSError:
        loop.close()  # it did not start: somebody else may go on in this process
        raise
    end = threading.Timer(LAST_WRITES, os._exit, [0])
    end.daemon = True
    end.start()


async def serve(
    backend: Backend,
    settings: HostSettings,
    listening: Callable[[int], None],
    post: Post | None = None,
    flows: FlowsInForce | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; then everybody is told, and everything that was scanned is answered.

    Args:
        backend: The store.
        settings: How the server is set up.
        listening: Called with the port, once clients can connect.
        post: Where this process stands, if it is one of several.
        flows: What is in force, where this process knows it.

    Raises:
        OSError: The address is taken, the host keys cannot be read or made, or there are too few threads.
    """
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with running(backend, settings, post, flows) as server:
        listening(server.port)
        await stopped.wait()


@asynccontextmanager
async def running(
    backend: Backend,
    settings: HostSettings,
    post: Post | None = None,
    flows: FlowsInForce | None = None,
    opened: Opened | None = None,
) -> AsyncIterator[Running]:
    """Serve as long as this lasts; then everybody is told, and everything that was scanned is answered.

    Args:
        backend: Who may log in, and which handheld they get.
        settings: How the server is set up.
        post: Where this process stands, if it is one of several.
        flows: What is in force, where this process knows it.
        opened: Called with all handhelds and each new one, before its operator can enter anything.

    Raises:
        OSError: As from `serve`.
    """
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ready_threads(WAITING_THREADS if post else THREADS, "serialhhd-store"))
    leave_output_alone()
    seats = Seats(backend, settings, post.neighbours if post else None, opened)
    door = Door(backend, seats)
    acceptor = await listen(door, settings, post.listener if post else None)
    memory.take_over()
    async with _looked_after(seats, door) as watchdog:
        status = _status(seats, watchdog, flows)
        if post:
            await post.neighbours.listen(post.own, seats, status)
        try:
            async with monitored(settings, status, backend.store_problem):
                yield Running(acceptor.get_port(), seats)
        finally:
            logs.tell("stopping", sessions=len(seats.all))
            door.is_open = False
            acceptor.close()
            await asyncio.gather(seats.stop(), *([post.neighbours.stop()] if post else []))
            await door.until_empty()


def _status(seats: Seats, watchdog: Watchdog, flows: FlowsInForce | None) -> Status:
    started_at = now()

    async def status() -> ServerStatus:
        sessions = [seat.status() for seat in seats.all]
        own = status_of(
            sessions, seats.door_counts, seats.latency, started_at=started_at, loop_blocks=watchdog.blocked
        )
        return replace(own, flows=flows.state) if flows else own

    return status


@asynccontextmanager
async def _looked_after(seats: Seats, door: Door) -> AsyncIterator[Watchdog]:
    """Do a server's chores, and watch its event loop, as long as this lasts."""
    watchdog = Watchdog(asyncio.get_running_loop())
    watchdog.start()
    chores = [
        asyncio.create_task(_for_ever(chore))
        for chore in (
            seats.sweep,
            seats.watch_principals,
            lambda: memory.collect(lambda: seats.ended + door.ended, seats.last_entry),
        )
    ]
    try:
        yield watchdog
    finally:
        for chore in chores:
            chore.cancel()
        await asyncio.wait(chores)
        watchdog.stop()


async def _for_ever(chore: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do a chore that never ends; where it does, by a fault, that is logged, and it is begun anew."""
    while True:
        try:
            await chore()
        except Exception as fault:  # noqa: BLE001 - the server is no better off without its chores
            logs.fault("chore failed", fault)
            await asyncio.sleep(AGAIN)
