"""Tells systemd how the server is: ready, stopping, alive. A few lines of our own: the packages for it are not kept up.

The protocol is a datagram of `NAME=value` lines to the socket that `NOTIFY_SOCKET` names (sd_notify(3)); a name that
begins with `@` is in Linux's abstract namespace. Without the variable nothing is told.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress

from serialhhd.hosting.monitoring import logs

TOLD_EVERY = 10.0
"""So often, in seconds, the line of `systemctl status` is brought up to date where no watchdog wants more."""


class ServiceManager:
    """What started this process, if it wants to be told.

    Args:
        environment: Its variables are taken out, so that no process started from here speaks for this one.
    """

    def __init__(self, environment: MutableMapping[str, str] = os.environ) -> None:
        address = environment.pop("NOTIFY_SOCKET", "")
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._watchdog = _watchdog_seconds(environment)

    @property
    def told_every(self) -> float:
        """So many seconds may pass between two signs of life: half of what the watchdog allows."""
        return self._watchdog / 2 if self._watchdog else TOLD_EVERY

    def tell(self, **facts: str | int) -> bool:
        """Tell facts, such as `READY=1`; return whether anybody was told. Never waits, never fails."""
        if not self._address:
            return False
        text = "\n".join(f"{name}={str(value).replace(chr(10), ' ')}" for name, value in facts.items())
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.setblocking(False)
                sender.sendto(text.encode(), self._address)
        except OSError as problem:
            logs.warn("service manager not told", reason=problem.strerror or type(problem).__name__)
            return False
        return True

    async def keep_telling(
        self, status: Callable[[], Awaitable[str]], is_well: Callable[[], Awaitable[bool]]
    ) -> None:
        """Give signs of life for ever, from the event loop: one that is blocked gives none, and is restarted.

        Neither does a server that is not well.
        """
        alive = {"WATCHDOG": 1} if self._watchdog else {}
        while True:
            await asyncio.sleep(self.told_every)
            if await is_well():
                self.tell(**alive)
            self.tell(STATUS=await status())

    @asynccontextmanager
    async def informed(
        self, status: Callable[[], Awaitable[str]], is_well: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[None]:
        """Say that the server is ready, that it is alive, and in the end that it stops.

        Args:
            status: Returns one line for `systemctl status`.
            is_well: Returns whether the server does what it is there for.
        """
        if not self._address:
            yield
            return
        self.tell(READY=1, STATUS=await status())
        signs = asyncio.create_task(self.keep_telling(status, is_well), name="signs of life")
        try:
            yield
        finally:
            signs.cancel()
            with suppress(asyncio.CancelledError):
                await signs
            self.tell(STOPPING=1, STATUS="Stopping")


def _watchdog_seconds(environment: MutableMapping[str, str]) -> float | None:
    """Return how long the service manager waits for a sign of life; None where it waits for none of this process."""
    limit, process = environment.pop("WATCHDOG_USEC", ""), environment.pop("WATCHDOG_PID", "")
    if process and process != str(os.getpid()):
        return None
    return int(limit) / 1e6 if limit.isdecimal() and int(limit) else None
