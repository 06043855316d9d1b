"""What is said of a server: sums, percentiles, and nothing that nobody should know."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from serialhhd.flows.in_force.in_force import FlowsState
from serialhhd.hosting.handhelds.latency import BOUNDS, Latency
from serialhhd.hosting.handhelds.seat import SeatStatus
from serialhhd.hosting.monitoring.status import DoorCounts, ServerStatus, memory_in_use, merged, status_of

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SEAT = SeatStatus(
    operator="anna",
    device="DOCK-1",
    address="10.20.0.7",
    terminal="vt220 20x16",
    flow="goods_in",
    step="enter_serials",
    since=3600.04,
    last_scan=12.04,
    detached=None,
)
WITHOUT_LINK = replace(SEAT, operator="ben", device=None, address=None, terminal=None, detached=180.0)


def server(
    *waits: float, counts: DoorCounts | None = None, sessions: tuple[SeatStatus, ...] = ()
) -> ServerStatus:
    latency = Latency()
    for wait in waits:
        latency.add(wait)
    return status_of(sessions, counts or DoorCounts(), latency, started_at=AT, loop_blocks=1)


def test_it_is_one_json_document() -> None:
    status = server(0.01, 0.02, counts=DoorCounts(5, 4, 3, 2), sessions=(SEAT, WITHOUT_LINK))
    status = replace(status, flows=FlowsState(Path("flows.toml"), 7, "maria", "flows.toml:1:1: wrong"))
    told = json.loads(json.dumps(status.as_json()))
    assert told.pop("memory") == pytest.approx(status.memory)
    assert told == {
        "started_at": "2026-03-02T08:00:00+00:00",
        "pid": os.getpid(),
        "workers": 1,
        "sessions": [
            {
                "operator": "anna",
                "device": "DOCK-1",
                "address": "10.20.0.7",
                "terminal": "vt220 20x16",
                "flow": "goods_in",
                "step": "enter_serials",
                "since": 3600.0,
                "last_scan": 12.0,
                "detached": None,
            },
            {
                "operator": "ben",
                "device": None,
                "address": None,
                "terminal": None,
                "flow": "goods_in",
                "step": "enter_serials",
                "since": 3600.0,
                "last_scan": 12.0,
                "detached": 180.0,
            },
        ],
        "logins": 5,
        "refusals": 4,
        "take_overs": 3,
        "drops": 2,
        "latency": {"count": 2, "p50": 15.0, "p95": 19.5, "p99": 19.9},
        "loop_blocks": 1,
        "store_problem": None,
        "flows": {"file": "flows.toml", "version": 7, "by": "maria", "problem": "flows.toml:1:1: wrong"},
    }


def test_one_line_says_how_it_is() -> None:
    status = server(sessions=(SEAT, WITHOUT_LINK))
    assert status.line == "2 handhelds, 1 without a link"
    assert replace(status, store_problem="It is full.").line == "2 handhelds, 1 without a link. It is full."


def test_before_anybody_waited_there_are_no_percentiles() -> None:
    assert server().as_json()["latency"] == {"count": 0}
    assert server(0.01).as_json()["latency"] == {"count": 1}


def test_waits_are_counted_by_their_length() -> None:
    status = server(0.0, BOUNDS[0], BOUNDS[0] + 0.0001, BOUNDS[-1], BOUNDS[-1] + 1)
    assert status.wait_counts == (2, 1, *[0] * (len(BOUNDS) - 3), 1, 1)
    assert (status.wait_count, sum(status.wait_counts)) == (5, 5)
    assert status.wait_total == pytest.approx(sum(status.waits))


# --- several processes ------------------------------------------------------------------------------------------------


def test_several_processes_are_one_server() -> None:
    first = replace(server(0.01, 0.01, counts=DoorCounts(1, 2, 3, 4), sessions=(SEAT,)), pid=7, memory=100)
    other = replace(
        server(0.03, 0.03, counts=DoorCounts(10, 20, 30, 40), sessions=(WITHOUT_LINK,)), memory=50
    )
    both = merged(first, other)
    assert (both.pid, both.workers, both.started_at, both.memory) == (7, 2, AT, 150)
    assert both.sessions == (SEAT, WITHOUT_LINK)
    assert (both.logins, both.refusals, both.take_overs, both.drops) == (11, 22, 33, 44)
    assert both.loop_blocks == 2
    assert both.as_json()["latency"] == {"count": 4, "p50": 20.0, "p95": 30.0, "p99": 30.0}
    assert both.wait_total == pytest.approx(0.08)
    assert sum(both.wait_counts) == 4


def test_one_process_merged_is_itself() -> None:
    status = server(0.01, sessions=(SEAT,))
    assert merged(status) == status


def test_percentiles_are_of_the_waits_of_all_not_of_the_busiest() -> None:
    slow = server(*[0.2] * 10)
    quick = server(*[0.01] * 30)
    assert merged(slow, quick).as_json()["latency"]["p50"] == 10.0
    assert merged(slow, quick).as_json()["latency"]["p95"] == 200.0


# --- memory -----------------------------------------------------------------------------------------------------------


def test_memory_in_use_is_that_of_this_process() -> None:
    before = memory_in_use()
    assert before
    held = b"x" * 50_000_000
    after = memory_in_use()
    assert after
    assert after - before == pytest.approx(len(held), rel=0.1)


@pytest.mark.parametrize("text", [None, "", "1", "1 many"])
def test_where_the_system_does_not_say_it_is_not_known(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "statm").write_text(text)
    assert memory_in_use(tmp_path / "statm") is None
    assert merged(replace(server(), memory=None)).memory is None
