"""A class from its first trainee to its scores: the server of handhelds, and the trainer's console beside it, in one event loop."""

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.server import running
from serialhhd.hosting.settings import HostSettings
from serialhhd.screens.desk.start import take_every_byte
from serialhhd.screens.textual_private.unhurried import wait_for_no_terminal
from serialhhd.screens.training.trainer.app import TrainerApp
from serialhhd.store.engine import throw_away
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import StorePurpose
from serialhhd.training.classroom.board import Board
from serialhhd.training.classroom.classroom import Classroom, Course
from serialhhd.training.classroom.door import ClassDoor
from serialhhd.training.lessons.keeping import KeepsClass

FOR_EVER: Final = float("inf")
KEEPALIVE: Final = 5.0
"""So often a silent device is asked whether it is there: until it is known to be gone nobody of its name can come back."""
LOOK: Final = 1.0
"""So often, in seconds, it is looked whether something is due by the clock."""
ENDING: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
LOCAL: Final = {"127.0.0.1": "localhost", "::1": "localhost"}
EVERYWHERE: Final = {"0.0.0.0", "::", ""}  # noqa: S104 - is looked for, not listened on


def run_class(
    course: Course,
    settings: HostSettings,
    pin: str,
    log: Path | None,
    keeping: KeepsClass | None = None,
) -> Board:
    """Hold a class until its trainer ends it, or the console hangs up, and return it with its scores.

    Args:
        course: What is trained.
        settings: Where it listens.
        pin: The PIN of the class.
        log: The file to which the server's events are written; None: nowhere.
        keeping: Keeps what the class leaves.

    Raises:
        OSError: The address is taken, or the host keys or the log cannot be written.
        StoreUnavailable: No store can be made.
    """
    take_every_byte()
    wait_for_no_terminal()
    with (
        open(log or os.devnull, "a", encoding="utf-8") as stream,  # noqa: PTH123 - the null device is no path of ours
        logs.logged_to(stream),
        throw_away.folder("class") as folder,
        Store.open(
            str(folder / "door.db"), create=True, is_kept=False, purpose=StorePurpose.TRAINING
        ) as audit,
        Classroom(course, folder, keeping) as classroom,
    ):
        door = ClassDoor(audit, course.flows, course.language, classroom, pin)
        board = Board(classroom, pin)
        asyncio.run(_hold(board, door, classroom, settings))
    return board


async def _hold(board: Board, door: ClassDoor, classroom: Classroom, settings: HostSettings) -> None:
    here = replace(
        settings,
        idle=FOR_EVER,
        grace=FOR_EVER,
        keepalive=KEEPALIVE,
        takes_over=False,
    )
    async with running(door, here, opened=board.opened) as server:
        board.login = login_command(settings.host, server.port)
        console = TrainerApp(board)
        looking = asyncio.create_task(_look(classroom))
        try:
            with _ending(console.exit):
                await console.run_async()
        finally:
            looking.cancel()
            await asyncio.wait([looking])
            await board.end()
        if not looking.cancelled():
            looking.result()  # why nothing came by the clock any more


def login_command(host: str, port: int) -> str:
    """Return how a trainee logs in; `NAME` is the trainee's."""
    where = socket.gethostname() if host in EVERYWHERE else LOCAL.get(host, host)
    return f"ssh -e none -p {port} NAME@{where}"


async def _look(classroom: Classroom) -> None:
    while True:
        await asyncio.sleep(LOOK)
        await asyncio.to_thread(classroom.look)


@contextmanager
def _ending(end: Callable[[], object]) -> Iterator[None]:
    """Let a terminal that hangs up, and whoever ends the program, end the class in order."""
    loop = asyncio.get_running_loop()
    for number in ENDING:
        loop.add_signal_handler(number, end)
    try:
        yield
    finally:
        for number in ENDING:
            loop.remove_signal_handler(number)
