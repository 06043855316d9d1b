"""Everything by which a server is seen from outside: its control socket, its metrics, its service manager."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from serialhhd.hosting.control import answering
from serialhhd.hosting.notify import ServiceManager
from serialhhd.hosting.settings import HostSettings
from serialhhd.hosting.status import Status


@asynccontextmanager
async def seen_from_outside(settings: HostSettings, status: Status) -> AsyncIterator[None]:
    """Say that the server is ready, and answer those who ask how it is, until it stops.

    Args:
        settings: How the server is set up.
        status: Returns how it is now.

    Raises:
        OSError: The control socket or the port of the metrics is taken.
    """

    async def as_json() -> dict[str, Any]:
        return (await status()).as_json()

    async def line() -> str:
        return (await status()).line

    async with AsyncExitStack() as windows:
        if settings.control:
            await windows.enter_async_context(answering(settings.control, {"status": as_json}))
        if settings.metrics_port is not None:
            from serialhhd.hosting.metrics import exposed

            await windows.enter_async_context(exposed(settings.metrics_port, status))
        await windows.enter_async_context(ServiceManager().informed(line))
        yield
