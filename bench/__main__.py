"""Measures every figure and writes the table: `python -m bench [--full] [--quick]`."""

import argparse
import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import (
    checking,
    containing,
    counting,
    editing,
    growth,
    posting,
    rehearsing,
    scans,
    start,
    steps,
    upkeep,
)
from bench.figure import Figure
from bench.training import classes, labels, playing, recording, stores
from serialhhd.store.engine import throw_away

FEW = 50
"""So often small steps are repeated in a quick run."""
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- written by make bench -->", "<!-- end -->"
HEAD = "| figure | ours | against | ratio | aim | reached |\n|---|---|---|---|---|---|"


def figures(folder: Path, sizes: list[int], times: int) -> Iterator[Figure]:
    """Yield every figure; `times` is how often small steps are repeated."""
    yield scans.one_scan(folder, times)
    yield from scans.patterns(folder, times)
    yield from steps.scans(folder, times)
    yield scans.hundred_scanners(folder, 100, max(2, times // 5))
    yield scans.hundred_captures(folder, 100, max(2, times // 5))
    yield posting.receipt(folder, min(10_000, times * 10), max(2, times // 100))
    yield posting.move(folder, min(10_000, times * 10), max(2, times // 100))
    yield containing.taken(folder, min(1_000, times * 10), max(3, times // 50))
    yield counting.compared(folder, min(10_000, times * 10), max(2, times // 100))
    yield from growth.figures([growth.costs(folder, size, times) for size in sizes])
    yield upkeep.store_check(folder, sizes[-1], 3)
    yield upkeep.upgraded(folder, sizes[-1])
    yield editing.one_set(folder, max(10, times // 10))
    yield rehearsing.one_impact(folder, min(1_000, times * 4 // 20 * 20))
    yield playing.one_lesson(folder, max(3, times // 100), min(30, times))
    yield labels.hundred_labels(max(5, times // 20))
    yield recording.lesson(max(5, times // 50))
    yield classes.scan_to_frame(folder / "class", *((20, 30, 3) if times > FEW else (2, 3, 1)))
    yield stores.one_reset(folder, sizes[0] * 10, max(2, times // 50))
    yield from start.starts(folder, max(2, times // 100))
    yield from checking.checks(folder, times)


def main(arguments: list[str]) -> None:
    """Print the table, and write it into the page unless it was a quick run."""
    options = argparse.ArgumentParser("python -m bench", description=__doc__)
    options.add_argument("--full", action="store_true", help="with a store of 10 million serials, too")
    options.add_argument(
        "--quick", action="store_true", help="see whether each figure can be measured at all"
    )
    given = options.parse_args(arguments)
    is_quick = given.quick
    sizes = [1_000, 10_000] if is_quick else [10_000, 1_000_000]
    if given.full:
        sizes.append(10_000_000)
    rows = [_machine(), "", *HEAD.split("\n")]
    print("\n".join(rows))
    with throw_away.folder("bench") as folder:
        for figure in figures(folder, sizes, FEW if is_quick else 1000):
            rows.append(figure.row())
            print(rows[-1], flush=True)
    if not is_quick:
        _write("\n".join(rows))


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}."
    )


def _write(table: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
