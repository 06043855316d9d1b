"""Everything by which a server is seen from outside: its control socket, its metrics, its service manager."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any

from serialhhd.hosting.monitoring.control import answering
from serialhhd.hosting.monitoring.notify import ServiceManager
from serialhhd.hosting.monitoring.status import ServerStatus, Status
from serialhhd.hosting.settings import HostSettings

StoreProblem = Callable[[], Awaitable[str | None]]
"""Returns what keeps the store from being written, in a sentence; None where a write has just gone through."""


@asynccontextmanager
async def monitored(
    settings: HostSettings, status_without_store: Status, store_problem: StoreProblem
) -> AsyncIterator[None]:
    """Say that the server is ready, and answer those who ask how it is, until it stops.

    Args:
        settings: How the server is set up.
        status_without_store: Returns how it is now.
        store_problem: Returns what keeps the store from being written: a server that cannot write gives no sign of life.

    Raises:
        OSError: The control socket or the port of the metrics is taken.
    """

    async def status() -> ServerStatus:
        return replace(await status_without_store(), store_problem=await store_problem())

    async def is_well() -> bool:
        return await store_problem() is None

    async def as_json() -> dict[str, Any]:
        return (await status()).as_json()

    async def line() -> str:
        return (await status()).line

    async with AsyncExitStack() as opened:
        if settings.control:
            await opened.enter_async_context(answering(settings.control, {"status": as_json}))
        if settings.metrics_port is not None:
            from serialhhd.hosting.monitoring.metrics import exposed

            await opened.enter_async_context(exposed(settings.metrics_port, status))
        await opened.enter_async_context(ServiceManager().informed(line, is_well))
        yield
