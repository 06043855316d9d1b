"""A store that answers on a unix socket, and handhelds on it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.seam.view import Scan, View
from serialhhd.hosting.handhelds.backend import Backend, HostedHandheld
from serialhhd.hosting.processes.remote import RemoteBackend
from serialhhd.hosting.processes.store_server import THREADS, StoreServer
from serialhhd.store.engine.store import Store
from tests.hosting.conftest import ANNA
from tests.waiting import PATIENCE

BURST = 40


def unix_listener(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(64)
    return listener


@asynccontextmanager
async def answered(
    store: Store, path: Path, flows: Path = PACKAGED, threads: int = THREADS
) -> AsyncIterator[RemoteBackend]:
    """A store that answers on a unix socket in this process, and the way to it; both wait in the same threads."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads))
    ended = asyncio.Event()
    with closing(unix_listener(path)) as listener:
        serving = asyncio.create_task(StoreServer(store, FlowsFile(flows)).serve(listener, ended))
        backend = RemoteBackend(path)
        try:
            yield backend
        finally:
            await backend.close()
            ended.set()
            await serving


async def opened(backend: Backend, name: str = "anna") -> HostedHandheld:
    """Open a handheld and look at it, as a screen does."""
    handheld = await backend.open_handheld(replace(ANNA, name=name))
    await asyncio.to_thread(handheld.view)
    return handheld


async def submitted(handheld: HostedHandheld, text: str, scan_id: str | None = None) -> View:
    return await handheld.submit_async(Scan(text, scan_id))


async def until(is_so: Callable[[], bool]) -> None:
    """Let everything else go on until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0)


@contextmanager
def held_writer(store: Store) -> Iterator[None]:
    """A store whose writer is busy as long as this lasts."""
    goes_on = Event()

    def hold(_: Connection) -> None:
        goes_on.wait()

    held = store.write_soon(hold)
    try:
        yield
    finally:
        goes_on.set()
        held.result()
