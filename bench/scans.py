"""What a scan costs, alone and with a hundred scanners at full speed."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from bench.figure import Figure, in_turns, seconds
from bench.warehouse import FULL, insert_raw, new_store, raw_connection, runner_at_serials
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import captures
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import runs


def one_scan(folder: Path, times: int) -> Figure:
    """Measure one durable scan at the serial step, with a scan id as the handheld sends it, against a raw insert."""
    with new_store(folder, "scan") as store:
        runner = runner_at_serials(store, "anna", times * 2)
        raw = raw_connection(folder / "raw.db")
        ours, base = in_turns(
            times,
            lambda number: runner.submit(Scan(f"SN{number:08}", f"scan-{number}")),
            lambda number: insert_raw(raw, f"SN{number:08}"),
        )
        raw.close()
    name = "one durable scan through the runner / one raw durable insert"
    return Figure(name, f"{ours * 1e6:.0f} us", f"{base * 1e6:.0f} us", ours / base, 2.2)


def patterns(folder: Path, times: int) -> Iterator[Figure]:
    """Measure a scan of a product with a serial pattern against one without: a pattern for RE2, and one that only `re` reads."""
    for name, pattern, aim in (("plain", r"SN\d{8}", 1.1), ("look-ahead", r"(?=SN)SN\d{8}", 1.5)):
        with new_store(folder, f"pattern-{name}") as store:
            add = partial(products.add, by="office", sku=name, at=store.now(), name=name, tracking_type=FULL)
            store.write(lambda conn, add=add, pattern=pattern: add(conn, serial_pattern=pattern))  # type: ignore[misc]
            with_one = runner_at_serials(store, "anna", times * 2, name)
            without = runner_at_serials(store, "ben", times * 2)
            ours, base = in_turns(
                times,
                lambda number, runner=with_one: runner.submit(Scan(f"SN{number:08}")),  # type: ignore[misc]
                lambda number, runner=without: runner.submit(Scan(f"SN{number:08}")),  # type: ignore[misc]
            )
        title = f"one durable scan with a {name} serial pattern / without a pattern"
        yield Figure(title, f"{ours * 1e6:.0f} us", f"{base * 1e6:.0f} us", ours / base, aim)


def hundred_scanners(folder: Path, scanners: int, each: int) -> Figure:
    """Measure scanners at full speed, each with a run of its own, against one raw connection; none may be lost."""
    with new_store(folder, "scanners") as store:
        runners = [runner_at_serials(store, f"op{number}", each * 2) for number in range(scanners)]
        accepted = count()
        took = seconds(lambda: asyncio.run(_all_at_once(runners, each, accepted)))
        acknowledged = next(accepted)
        with store.read() as conn:
            kept = conn.exec_driver_sql("SELECT count(*) FROM serial").scalar()
    if acknowledged != kept or kept != scanners * each:
        raise AssertionError(f"sent {scanners * each}, acknowledged {acknowledged}, kept {kept}")
    raw = raw_connection(folder / "raw.db")
    raw_took = seconds(lambda: _insert_many(raw, scanners * each))
    raw.close()
    ours, base = scanners * each / took, scanners * each / raw_took
    name = f"{scanners} scanners at full speed with the whole conversation / one raw connection (all {kept} kept)"
    return Figure(name, f"{ours:.0f} scans/s", f"{base:.0f} inserts/s", ours / base, 0.6, more_is_better=True)


def hundred_captures(folder: Path, writers: int, each: int) -> Figure:
    """Measure writers at full speed through the store's writer alone: a capture each, without the conversation."""
    with new_store(folder, "writers") as store:
        run = runner_at_serials(store, "anna", writers * each)
        run_id = _run_id(store)
        took = seconds(lambda: _capture_at_once(store, run_id, writers, each))
        with store.read() as conn:
            kept = conn.exec_driver_sql("SELECT count(*) FROM serial").scalar()
    if kept != writers * each:
        raise AssertionError(f"sent {writers * each}, kept {kept}, {run}")
    raw = raw_connection(folder / "raw.db")
    raw_took = seconds(lambda: _insert_many(raw, each * 10, "writer"))
    raw.close()
    ours, base = writers * each / took, each * 10 / raw_took
    name = f"{writers} writers at full speed, a capture each / one raw connection (all {kept} kept)"
    return Figure(
        name, f"{ours:.0f} captures/s", f"{base:.0f} inserts/s", ours / base, 3, more_is_better=True
    )


def _run_id(store: Store) -> int:
    with store.read() as conn:
        return runs.all_open(conn)[0].id


def _capture_at_once(store: Store, run_id: int, writers: int, each: int) -> None:
    def write(number: int) -> None:
        for one in range(each):
            given = SerialEntry(f"W{number:03}-{one:05}", f"w{number:03}-{one:05}")
            store.write(lambda conn, given=given: captures.insert_new(conn, 1, given, run_id, store.now()))  # type: ignore[misc]

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


async def _all_at_once(runners: list[Runner], each: int, accepted: "count[int]") -> None:
    scanners = enumerate(runners)
    await asyncio.gather(*(_scan_away(number, runner, each, accepted) for number, runner in scanners))


async def _scan_away(number: int, runner: Runner, each: int, accepted: "count[int]") -> None:
    for scan in range(each):
        view = await runner.submit_async(Scan(f"SN{number:03}-{scan:05}"))
        message = view.message
        if message and message.code == "serial_captured":
            next(accepted)


def _insert_many(raw: sqlite3.Connection, times: int, prefix: str = "many") -> None:
    for number in range(times):
        insert_raw(raw, f"{prefix}-{number}")
