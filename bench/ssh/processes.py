"""The processes of a route, and what they use, as Linux tells it."""

import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Usage:
    """What processes used.

    Attributes:
        cpu: Seconds of user and system time; those of children that ended and were waited for count as well.
        memory: Bytes: the proportional set size, which counts what several share once.
    """

    cpu: float
    memory: int


def family(root: int) -> tuple[int, ...]:
    """Return a process and all that descend from it."""
    parents = {pid: parent for pid in _all() if (parent := _parent(pid)) is not None}
    found = [root]
    for one in found:
        found += [pid for pid, parent in parents.items() if parent == one]
    return tuple(found)


def usage(root: int) -> Usage:
    """Return what a process and all that descend from it use now."""
    pids = family(root)
    return Usage(sum(_cpu(pid) for pid in pids), sum(_memory(pid) for pid in pids))


@contextmanager
def running(command: Sequence[str], log: Path, ready: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the process of a server that has said on stderr that it is ready, and what it said.

    What it says goes into the log. In the end it ends, with all that descends from it.

    Raises:
        OSError: It does not start.
    """
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        said = cast("IO[str]", process.stderr)
        match = _until_it_says(ready, said)
        drain = threading.Thread(target=_drain, args=(said, log))
        drain.start()
        try:
            yield process.pid, match
        finally:
            _end(family(process.pid))
            drain.join()


def _until_it_says(ready: re.Pattern[str], said: IO[str]) -> re.Match[str]:
    first = ""
    for line in said:
        first += line
        if match := ready.search(line):
            return match
    raise OSError(f"it does not start: {first}")


def _drain(said: IO[str], log: Path) -> None:
    """Keep what a server says, so that it never waits for a reader."""
    with log.open("w", encoding="utf-8") as file:
        shutil.copyfileobj(said, file)


def _end(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


def _all() -> list[int]:
    return [int(one.name) for one in PROC.iterdir() if one.name.isdecimal()]


def _parent(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def _cpu(pid: int) -> float:
    return sum(int(field) for field in _stat(pid)[11:15]) / TICKS


def _stat(pid: int) -> list[str]:
    """Return the fields from the state on; none of a process that is gone. The name before them may hold blanks."""
    return _read(pid, "stat").rpartition(")")[2].split()


def _memory(pid: int) -> int:
    lines = _read(pid, "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(pid: int, name: str) -> str:
    try:
        return (PROC / str(pid) / name).read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
