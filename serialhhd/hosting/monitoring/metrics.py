"""Figures for Prometheus, on loopback only; needs the package `prometheus-client` (extra `metrics`).

No global registry: a collector asks for the status when it is scraped. It is served in threads of its own; the status
itself is gathered on the event loop, where nothing changes meanwhile.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager
from itertools import accumulate
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from serialhhd.hosting.handhelds.latency import BOUNDS
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.monitoring.status import ServerStatus, Status

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from prometheus_client.metrics_core import Metric

LOOPBACK = "127.0.0.1"
PATIENCE = 5.0
"""So many seconds a scrape waits for the event loop; then it fails, and Prometheus sees that."""


class StatusCollector(Collector):
    """Makes metrics of a status.

    Args:
        status: Returns how the server is now; called in the thread of a scrape.
    """

    def __init__(self, status: Callable[[], ServerStatus]) -> None:
        self._status = status

    def collect(self) -> Iterator["Metric"]:
        """Return the metrics as they are now."""
        status = self._status()
        yield from _gauges(status)
        yield from _counters(status)
        yield _waits(status)


def _gauges(status: ServerStatus) -> Iterator["Metric"]:
    sessions = GaugeMetricFamily("serialhhd_sessions", "Handhelds that are open.", labels=["link"])
    sessions.add_metric(["up"], len(status.sessions) - status.without_link)
    sessions.add_metric(["down"], status.without_link)
    yield sessions
    yield GaugeMetricFamily("serialhhd_workers", "Processes that serve handhelds.", status.workers)
    if status.memory is not None:
        yield GaugeMetricFamily("serialhhd_memory_bytes", "Memory in use (RSS).", status.memory)
    is_written = status.store_problem is None
    yield GaugeMetricFamily(
        "serialhhd_store_up", "Whether a write to the store has just gone through.", is_written
    )
    since = status.started_at.timestamp()
    yield GaugeMetricFamily(
        "serialhhd_start_time_seconds", "When the server was started, in Unix time.", since
    )


def _counters(status: ServerStatus) -> Iterator["Metric"]:
    for name, documentation, count in (
        ("logins", "Operators and devices that were let in.", status.logins),
        ("refusals", "Tries to log in that were refused.", status.refusals),
        ("take_overs", "Handhelds that went on at another connection.", status.take_overs),
        ("drops", "Links that were lost while a handheld was open on them.", status.drops),
        ("loop_blocks", "Times when something stopped all operators.", status.loop_blocks),
    ):
        yield CounterMetricFamily(f"serialhhd_{name}", documentation, count)


def _waits(status: ServerStatus) -> "Metric":
    up_to_each = zip([*map(str, BOUNDS), "+Inf"], accumulate(status.wait_counts), strict=True)
    return HistogramMetricFamily(
        "serialhhd_scan_to_frame_seconds",
        "From a scan to the frame that answers it.",
        list(up_to_each),
        status.wait_total,
    )


class Scrapes(ThreadingMixIn, WSGIServer):
    """Answers each scrape in a thread of its own; none of them keeps the process alive."""

    daemon_threads = True


class SilentHandler(WSGIRequestHandler):
    """Writes nothing of a request to stderr: the log is there. Hangs up on who asks nothing."""

    timeout = 5

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def _page(collector: StatusCollector) -> "WSGIApplication":
    """Return what answers a scrape: with the figures, or 503 where the event loop does not answer."""
    registry = CollectorRegistry()
    registry.register(collector)
    figures: WSGIApplication = make_wsgi_app(registry)

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        try:
            return figures(environ, start_response)
        except (TimeoutError, CancelledError) as problem:
            logs.warn("not scraped", reason=type(problem).__name__)
            start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b"The server does not answer.\n"]

    return answer


def _listening(port: int, page: "WSGIApplication") -> WSGIServer:
    try:
        return make_server(LOOPBACK, port, page, Scrapes, SilentHandler)
    except OSError as problem:
        raise OSError(f"metrics at {LOOPBACK}:{port}: {problem.strerror}") from None


@asynccontextmanager
async def exposed(port: int, status: Status) -> AsyncIterator[int]:
    """Serve metrics at http://127.0.0.1:PORT/metrics, and yield the port; 0 takes a free one.

    Raises:
        OSError: The port is taken.
    """
    loop = asyncio.get_running_loop()

    async def gathered() -> ServerStatus:
        return await status()

    def now() -> ServerStatus:
        return asyncio.run_coroutine_threadsafe(gathered(), loop).result(PATIENCE)

    page = _page(StatusCollector(now))
    with _listening(port, page) as server:
        thread = threading.Thread(target=server.serve_forever, name="serialhhd-metrics", daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            await asyncio.to_thread(server.shutdown)
            thread.join()
