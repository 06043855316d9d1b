"""The supervisor where no process can be started: what was running goes on, and the rest is tried again."""

import json
import subprocess
import sys

SCRIPT = """
import os, resource, signal, time

from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.processes import supervisor
from serialhhd.hosting.processes.supervisor import READY, Reports, Supervisor

NOBODY = 65534
supervisor.LONGEST_DELAY = 0.1
reports = Reports()
hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]


def store(leash):
    reports.tell(READY)
    os.read(leash, 1)


def worker(leash):
    os.kill(os.getppid(), signal.SIGTERM)
    os.read(leash, 1)


def forbid():
    resource.setrlimit(resource.RLIMIT_NPROC, (1, hard))
    signal.setitimer(signal.ITIMER_REAL, 0.5)


def allow(*_):
    resource.setrlimit(resource.RLIMIT_NPROC, (hard, hard))


logs.log_to()
signal.signal(signal.SIGALRM, allow)
if os.getuid() == 0:
    os.setuid(NOBODY)  # the limit does not hold for root
Supervisor(store, reports, [worker]).run(forbid)
"""


def test_a_process_that_cannot_be_started_is_tried_again_and_nothing_else_ends() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True
    )
    told = [json.loads(line) for line in run.stderr.splitlines()]
    events = [(line["event"], line.get("process")) for line in told]
    failed = ("process not started", "worker 0")
    assert events[0] == ("process started", "store")
    assert events[1 : events.index(("process started", "worker 0"))] == [failed] * events.count(failed)
    assert events.count(failed) > 1
    assert events[-3:] == [("stopping", None), ("process ended", "worker 0"), ("process ended", "store")]
