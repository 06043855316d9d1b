"""Keeps the processes of a server running: it forks them, forks those that die anew, and ends them in their order.

It has no event loop, no thread and no store, so that it may fork at any time. Every other process is on a leash: a pipe
that only the supervisor holds the other end of. When that closes, the process ends, whatever became of the supervisor.
"""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

from serialhhd.hosting.monitoring import logs

WORKERS_END = 4.0
"""So many seconds the workers have to answer what was scanned and to say good-bye; then they are killed."""
STORE_ENDS = 0.9
"""So many seconds the store's process has after them."""
FIRST_DELAY, LONGEST_DELAY = 0.1, 5.0
"""So many seconds after its death a process is started anew at first, and at most; each early death doubles it."""
STEADY = 30.0
"""A process that lived so many seconds did not die of its start."""
READY = b"ready"
"""What the store's process reports when it can be asked."""
HEEDED = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)


class Leash:
    """A pipe; whoever holds its far end is told to end by closing it, and by the supervisor's death too."""

    def __init__(self) -> None:
        self.end, self._held = os.pipe()

    def let_go(self) -> None:
        """Tell everybody on it to end; in another process: leave it to the supervisor."""
        os.close(self._held)


class Reports:
    """A pipe on which the store's process says that it can be asked, or why it cannot."""

    def __init__(self) -> None:
        self.come, self._go = os.pipe()
        os.set_blocking(self._go, False)

    def tell(self, text: bytes) -> None:
        """Say it; called in the store's process."""
        os.write(self._go, text)

    def read(self) -> bytes:
        """Return what was said."""
        return os.read(self.come, 4096)


@dataclass(slots=True)
class _Process:
    """One of the processes.

    Attributes:
        name: For the log.
        run: What it does; given the end of its leash.
        leash: Ends it.
        pid: None while it is not running.
        due: When it is to be started, by the monotonic clock.
        began: When it was started last.
        delay: So long it waits after the next early death.
    """

    name: str
    run: Callable[[int], None]
    leash: Leash
    pid: int | None = None
    due: float = 0.0
    began: float = 0.0
    delay: float = FIRST_DELAY

    def ended(self, status: int) -> None:
        """Note its end, and when to start it anew."""
        now = monotonic()
        if now - self.began > STEADY:
            self.delay = FIRST_DELAY
        self.pid, self.due = None, now + self.delay
        self.delay = min(self.delay * 2, LONGEST_DELAY)
        tell = logs.warn if status else logs.tell
        tell("process ended", process=self.name, status=os.waitstatus_to_exitcode(status))


class Supervisor:
    """Starts processes, starts them anew when they die, and ends them when it is told to.

    Args:
        store: What the store's process does.
        reports: Where it reports.
        workers: What each worker does.
    """

    def __init__(
        self, store: Callable[[int], None], reports: Reports, workers: Sequence[Callable[[int], None]]
    ) -> None:
        self._reports = reports
        self._store = _Process("store", store, Leash())
        leash = Leash()
        self._workers = [_Process(f"worker {at}", run, leash) for at, run in enumerate(workers)]
        self._is_over = False

    def run(self, started: Callable[[], None]) -> None:
        """Keep everything running until SIGTERM or SIGINT, then end it: the workers first.

        Args:
            started: Called once the store can be asked.

        Raises:
            OSError: The store's process could not begin.
        """
        with _heeding() as signals:
            try:
                self._start_store(signals)
                if not self._is_over:
                    started()
                while not self._is_over:
                    self._start_due()
                    self._wait(signals, self._next_due())
            finally:
                logs.tell("stopping", processes=sum(one.pid is not None for one in self._all))
                self._end(self._workers, signals, WORKERS_END)
                self._end([self._store], signals, STORE_ENDS)

    @property
    def _all(self) -> list[_Process]:
        return [self._store, *self._workers]

    def _start_store(self, signals: int) -> None:
        self._start(self._store)
        if self._store.pid is None:
            raise OSError("no process can be started; the log says why")
        while not self._is_over:
            report = self._wait(signals, None)
            if report == READY:
                return
            if report or self._store.pid is None:
                raise OSError(report.decode() or "the store's process did not start; the log says why")

    def _start_due(self) -> None:
        for one in self._all:
            if one.pid is None and one.due <= monotonic():
                self._start(one)

    def _next_due(self) -> float | None:
        due = [one.due for one in self._all if one.pid is None]
        return max(min(due) - monotonic(), 0.0) if due else None

    def _wait(self, signals: int, timeout: float | None) -> bytes:
        """Wait until something happens, and take note of it; what the store's process reports is returned."""
        ready, _, _ = select.select([signals, self._reports.come], [], [], timeout)
        if signals in ready:
            came = os.read(signals, 4096)
            self._is_over = self._is_over or signal.SIGTERM in came or signal.SIGINT in came
            self._reap()
        return self._reports.read() if self._reports.come in ready else b""

    def _reap(self) -> None:
        for one in self._all:
            if one.pid is not None:
                pid, status = os.waitpid(one.pid, os.WNOHANG)
                if pid:
                    one.ended(status)

    def _end(self, processes: Sequence[_Process], signals: int, seconds: float) -> None:
        """Let processes end, and kill what does not."""
        processes[0].leash.let_go()
        deadline = monotonic() + seconds
        while any(one.pid for one in processes) and monotonic() < deadline:
            self._wait(signals, deadline - monotonic())
        for one in processes:
            if one.pid is not None:
                logs.warn("process killed", process=one.name)
                os.kill(one.pid, signal.SIGKILL)
                one.ended(os.waitpid(one.pid, 0)[1])

    # --- a new process ----------------------------------------------------------------------------------------------

    def _start(self, process: _Process) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, HEEDED)  # a signal meant for the new one must not reach us
        try:
            pid = os.fork()
            if pid == 0:
                self._become(process)
        except OSError as problem:
            logs.warn("process not started", process=process.name, reason=problem.strerror)
            process.due = monotonic() + LONGEST_DELAY
            return
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HEEDED)
        process.pid, process.began = pid, monotonic()
        logs.tell("process started", process=process.name, pid=pid)

    def _become(self, process: _Process) -> None:
        """Do the process's work in the new process; never returns."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in HEEDED:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HEEDED)
            for leash in (self._store.leash, self._workers[0].leash):
                leash.let_go()
            process.run(process.leash.end)
            code = 0
        finally:
            error = sys.exc_info()[1]
            if error:
                logs.fault("process failed", error, process=process.name)
            sys.stderr.flush()
            os._exit(code)  # what the supervisor would do at its own end is not this one's to do


@contextmanager
def _heeding() -> Iterator[int]:
    """Give a pipe that each signal sends its number through, so that waiting for one is waiting for all."""
    come, go = os.pipe()
    for number in (come, go):
        os.set_blocking(number, False)
    before = {number: signal.signal(number, lambda *_: None) for number in HEEDED}
    signal.set_wakeup_fd(go)
    try:
        yield come
    finally:
        signal.set_wakeup_fd(-1)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(come)
        os.close(go)
