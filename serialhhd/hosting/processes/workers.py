"""One server of several processes: the supervisor, the store's process, and the workers.

The supervisor imports everything and opens every socket before it forks, so that the others share its memory, and find
each other however often one of them is started anew. A terminal's Ctrl+C and a service manager tell all of them to end:
the workers end first, and the store's process waits for them.
"""

import asyncio
import gc
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from serialhhd.flows.in_force.in_force import FlowsInForce
from serialhhd.hosting.door.host_keys import load_host_keys
from serialhhd.hosting.monitoring.monitoring import monitored
from serialhhd.hosting.monitoring.status import ServerStatus, memory_in_use, now
from serialhhd.hosting.processes.forwarding import Neighbours
from serialhhd.hosting.processes.ready_threads import ready_threads
from serialhhd.hosting.processes.remote import RemoteBackend
from serialhhd.hosting.processes.store_server import THREADS, StoreServer
from serialhhd.hosting.processes.supervisor import READY, Reports, Supervisor
from serialhhd.hosting.processes.worker_statuses import status_of_all
from serialhhd.hosting.server import Post, run_until_stopped, serve
from serialhhd.hosting.settings import HostSettings
from serialhhd.hosting.system_errors import said
from serialhhd.store.desk.clearing_up import clear_up
from serialhhd.store.engine.claim import claimed
from serialhhd.store.engine.store import Store
from serialhhd.value_class import value_class

FlowsOf = Callable[[Store], FlowsInForce]

BACKLOG = 1024
"""So many connections may wait to be accepted: a whole site comes back at once."""


@value_class
class _Site:
    """What the processes have in common; made before anybody forks.

    Attributes:
        settings: How the server is set up.
        began: When it was started.
        folder: Where the unix sockets are by which they find each other; nobody else may look into it.
        listener: Where clients come.
        store: Where the store's process is asked.
        workers: Where each worker takes the clients of its operators.
        reports: Where the store's process says that it can be asked.
    """

    settings: HostSettings
    began: datetime
    folder: Path
    listener: socket.socket
    store: socket.socket
    workers: tuple[socket.socket, ...]
    reports: Reports

    @property
    def store_path(self) -> Path:
        return Path(self.store.getsockname())

    @property
    def worker_paths(self) -> tuple[Path, ...]:
        return tuple(Path(one.getsockname()) for one in self.workers)


def serve_with_workers(
    count: int,
    open_store: Callable[[], Store],
    flows_of: FlowsOf,
    settings: HostSettings,
    listening: Callable[[int], None],
) -> None:
    """Serve with several processes until SIGTERM or SIGINT.

    Args:
        count: How many workers.
        open_store: Opens the store; called here once, to see whether it can be, and in the store's process.
        flows_of: Finds what is in force in a store; called here once, to see whether anything is, and in the store's process.
        settings: How the server is set up; `sessions` counts for each worker.
        listening: Called with the port, once clients can connect.

    Raises:
        OSError: The address or a socket is taken, or the host keys cannot be read or made.
        StoreUnavailable: The store cannot be used.
        FlowsInvalid: No flows are in force.
    """
    load_host_keys(settings.host_keys)  # or several workers would make them at the same time
    with open_store() as store:
        place = store.place
        flows_of(store)
    with claimed(place), _site(count, settings) as site:
        supervisor = Supervisor(
            lambda leash: _run_store(open_store, flows_of, site, leash),
            site.reports,
            [_worker(number, site) for number in range(count)],
        )
        gc.collect()
        gc.freeze()  # a collection would write to every page that the processes share
        supervisor.run(lambda: listening(site.listener.getsockname()[1]))


@contextmanager
def _site(workers: int, settings: HostSettings) -> Iterator[_Site]:
    own = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0] or None
    with ExitStack() as kept:
        listener = kept.enter_context(closing(_listener(settings)))
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="serialhhd-", dir=own)))
        names = ["store", *(f"worker-{number}" for number in range(workers))]
        store, *others = [kept.enter_context(closing(_unix_listener(folder / name))) for name in names]
        yield _Site(settings, now(), folder, listener, store, tuple(others), Reports())


def _listener(settings: HostSettings) -> socket.socket:
    """Return a socket that listens at the address, or at the first one that a name stands for."""
    found = socket.getaddrinfo(
        settings.host or None, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    family, _, _, _, address = found[0]
    return socket.create_server(address, family=family, backlog=BACKLOG)


def _unix_listener(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen(BACKLOG)
    return listener


# --- the store's process ----------------------------------------------------------------------------------------------


def _run_store(open_store: Callable[[], Store], flows_of: FlowsOf, site: _Site, leash: int) -> None:
    """Be the process that writes, and that speaks for the server to those outside."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # its leash says when: the workers may still need it
    os.environ["WATCHDOG_PID"] = str(
        os.getpid()
    )  # the signs of life that the service manager waits for are ours
    with open_store() as store:
        store.prepare_to_serve()
        clear_up(store)
        with flows_of(store) as flows:
            server = StoreServer(store, flows, site.settings.language)
            run_until_stopped(_answer_workers(server, flows, site, leash))
        shutil.rmtree(site.folder, ignore_errors=True)  # the supervisor may have been killed


async def _answer_workers(server: StoreServer, flows: FlowsInForce, site: _Site, leash: int) -> None:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def end() -> None:
        loop.remove_reader(leash)  # a pipe that is closed can always be read
        ended.set()

    loop.add_reader(leash, end)

    async def status() -> ServerStatus:
        own = ServerStatus(site.began, pid=os.getppid(), workers=0, memory=memory_in_use(), flows=flows.state)
        return await status_of_all(own, site.worker_paths)

    try:
        loop.set_default_executor(ready_threads(THREADS, "serialhhd-store"))
        async with monitored(site.settings, status, server.store_problem):
            site.reports.tell(READY)
            await server.serve(site.store, ended)
    except OSError as problem:
        site.reports.tell(said(problem).encode())
        raise


# --- a worker ---------------------------------------------------------------------------------------------------------


def _worker(number: int, site: _Site) -> Callable[[int], None]:
    def run(leash: int) -> None:
        os.environ.pop("NOTIFY_SOCKET", None)  # the store's process speaks for all
        run_until_stopped(_serve_handhelds(number, site, leash))

    return run


async def _serve_handhelds(number: int, site: _Site, leash: int) -> None:
    loop = asyncio.get_running_loop()

    def end() -> None:
        loop.remove_reader(leash)
        signal.raise_signal(signal.SIGTERM)

    loop.add_reader(leash, end)
    backend = RemoteBackend(site.store_path)
    post = Post(site.listener, site.workers[number], Neighbours(number, site.worker_paths))
    await serve(backend, replace(site.settings, control=None, metrics_port=None), lambda _: None, post)
    await backend.close()
