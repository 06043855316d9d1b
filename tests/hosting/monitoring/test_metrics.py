"""What Prometheus reads, over HTTP as it does."""

import asyncio
import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from serialhhd.hosting.monitoring import metrics
from serialhhd.hosting.monitoring.metrics import LOOPBACK, exposed
from serialhhd.hosting.monitoring.status import DoorCounts, ServerStatus
from tests.hosting.monitoring.test_status import SEAT, WITHOUT_LINK, server

STATUS = replace(
    server(0.004, 0.03, 0.09, 3.0, counts=DoorCounts(5, 4, 3, 2), sessions=(SEAT, SEAT, WITHOUT_LINK)),
    memory=8_000_000,
)


async def status() -> ServerStatus:
    return STATUS


def get(port: int, path: str = "/metrics") -> tuple[int, str]:
    with closing(http.client.HTTPConnection(LOOPBACK, port, timeout=10)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


def samples(text: str) -> Iterator[tuple[str, float]]:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sample.labels.items())
            yield f"{sample.name}{{{labels}}}" if labels else sample.name, sample.value


async def test_the_figures_of_the_status_are_there() -> None:
    async with exposed(0, status) as port:
        code, text = await asyncio.to_thread(get, port)
    found = dict(samples(text))
    assert code == 200
    expected = {
        "serialhhd_sessions{link=up}": 2,
        "serialhhd_sessions{link=down}": 1,
        "serialhhd_workers": 1,
        "serialhhd_memory_bytes": 8_000_000,
        "serialhhd_start_time_seconds": STATUS.started_at.timestamp(),
        "serialhhd_logins_total": 5,
        "serialhhd_refusals_total": 4,
        "serialhhd_take_overs_total": 3,
        "serialhhd_drops_total": 2,
        "serialhhd_loop_blocks_total": 1,
        "serialhhd_scan_to_frame_seconds_bucket{le=0.005}": 1,
        "serialhhd_scan_to_frame_seconds_bucket{le=0.03}": 2,
        "serialhhd_scan_to_frame_seconds_bucket{le=0.1}": 3,
        "serialhhd_scan_to_frame_seconds_bucket{le=2.5}": 3,
        "serialhhd_scan_to_frame_seconds_bucket{le=+Inf}": 4,
        "serialhhd_scan_to_frame_seconds_count": 4,
        "serialhhd_scan_to_frame_seconds_sum": pytest.approx(3.124),
    }
    assert {name: found.get(name) for name in expected} == expected


async def test_nothing_is_told_twice_and_nothing_of_python_itself() -> None:
    async with exposed(0, status) as port:
        _, text = await asyncio.to_thread(get, port)
    names = [name for name, _ in samples(text)]
    assert len(names) == len(set(names))
    assert all(name.startswith("serialhhd_") for name in names)


async def test_nobodys_name_is_a_label() -> None:
    async with exposed(0, status) as port:
        _, text = await asyncio.to_thread(get, port)
    assert not {"anna", "ben", "DOCK-1", "10.20.0.7"} & set(text.replace('"', " ").split())


async def test_the_status_is_gathered_on_the_event_loop() -> None:
    threads: list[int] = []

    async def noted() -> ServerStatus:
        threads.append(threading.get_ident())
        return STATUS

    async with exposed(0, noted) as port:
        await asyncio.gather(*(asyncio.to_thread(get, port) for _ in range(3)))
    assert threads == [threading.get_ident()] * 3


async def test_an_event_loop_that_does_not_answer_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "PATIENCE", 0.05)

    async def never() -> ServerStatus:
        await asyncio.Event().wait()
        return STATUS

    async with exposed(0, never) as port:
        code, text = await asyncio.to_thread(get, port)
    assert (code, text) == (503, "The server does not answer.\n")


async def test_only_this_computer_is_answered() -> None:
    async with exposed(0, status) as port:
        with (
            pytest.raises(ConnectionRefusedError),
            closing(http.client.HTTPConnection("127.0.0.2", port)) as other,
        ):
            other.connect()


async def test_a_port_that_is_taken_is_said() -> None:
    async with exposed(0, status) as port:
        with pytest.raises(OSError, match=r"^metrics at 127\.0\.0\.1:\d+: Address already in use$"):
            async with exposed(port, status):
                pass


async def test_nothing_is_left_of_it() -> None:
    before = threading.active_count()
    async with exposed(0, status) as port:
        pass
    assert threading.active_count() <= before + 1  # a thread of the loop's own pool may be left
    with pytest.raises(ConnectionRefusedError):
        get(port)
