"""How a server of several processes is: each worker is asked, and what they say is told as of one server."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from serialhhd.hosting.monitoring.status import ServerStatus, merged
from serialhhd.hosting.processes.client_messages import HowAreYou, Message, Well, WorkerConnection

PATIENCE = 2.0
"""So many seconds a worker has to answer; one that is being started anew is left out."""


async def status_of_all(own: ServerStatus, paths: Sequence[Path]) -> ServerStatus:
    """Return the status of this process and of all workers as one.

    Args:
        own: Of this process.
        paths: The unix socket of each worker.
    """
    answers = await asyncio.gather(*(_asked(path) for path in paths))
    return merged(own, *(answer for answer in answers if answer))


async def _asked(path: Path) -> ServerStatus | None:
    question = _StatusQuestion()
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.get_running_loop().create_unix_connection(lambda: question.connection, str(path))
            question.connection.say(HowAreYou())
            return await question.answer
    except (OSError, TimeoutError):
        return None
    finally:
        question.connection.close()


class _StatusQuestion:
    """Asks one worker."""

    def __init__(self) -> None:
        self.connection = WorkerConnection(self)
        self.answer: asyncio.Future[ServerStatus | None] = asyncio.get_running_loop().create_future()

    def said(self, message: Message) -> None:
        """Take the answer."""
        if isinstance(message, Well) and not self.answer.done():
            self.answer.set_result(message.status)

    def cut(self) -> None:
        """Do without."""
        if not self.answer.done():
            self.answer.set_result(None)

    def came(self, data: bytes) -> None:
        """Nothing: no client is on this connection."""

    def filled(self) -> None:
        """Nothing: one question always fits."""

    def emptied(self) -> None:
        """Nothing: as above."""
