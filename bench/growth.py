"""What grows with the store, and what must not: scans, pages, traces, bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.counting import runner_at_count
from bench.figure import Figure, median
from bench.moving import runner_at_move, runner_at_transfer_in
from bench.sorting import median_of_units, runner_at_sort
from bench.warehouse import RECEIPT, fill, filled_serial, new_store, runner_at_serials
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import traces
from serialhhd.store.stock import ledger, stock

BYTES_AIM = 140
PAGE = 50


@dataclass(frozen=True, slots=True)
class Costs:
    """Median seconds of each thing in a store of one size, and its bytes a serial."""

    serials: int
    scan: float
    move: float
    arriving: float
    count: float
    sort: float
    stock_page: float
    first_page: float
    last_page: float
    trace: float
    bytes_a_serial: float


NAMES = {
    "scan": ("a scan", 1.5),
    "move": ("a scan for a move", 1.5),
    "arriving": ("a scan at transfer in", 1.5),
    "count": ("a scan in a count", 1.5),
    "sort": ("a scan of a unit at a sort", 1.5),
    "stock_page": ("the first Stock List page", 1.5),
    "first_page": ("the first page of Transactions with Serial Numbers", 1.5),
    "last_page": ("the last page of Transactions with Serial Numbers", 1.5),
    "trace": ("a trace", 3),
}


def costs(folder: Path, serials: int, times: int) -> Costs:
    """Measure a store of one size, then remove it."""
    with new_store(folder, f"grown-{serials}") as store:
        path = Path(str(store.place.url.database))
        fill(store, serials)
        size = path.stat().st_size / serials
        found = _measured(store, serials, times, size)
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return found


def _measured(store: Store, serials: int, times: int, bytes_a_serial: float) -> Costs:
    runner = runner_at_serials(store, "anna", times * 2)
    scan = median(times, lambda number: runner.submit(Scan(f"NEW{number:08}", f"scan-{number}")))
    arriving = runner_at_transfer_in(store, min(times, serials // 2))
    arrive = median(times, lambda number: arriving.submit(Scan(filled_serial(number + 1))))
    first, units = serials // 2 + 1, min(times, serials // 4)
    sort = median_of_units(runner_at_sort(store, first, units), first, units)
    moving = runner_at_move(store, serials)
    apart = max(1, serials // times)
    move = median(times, lambda number: moving.submit(Scan(filled_serial(number * apart % serials + 1))))
    counting = runner_at_count(store, serials)
    count = median(times, lambda number: counting.submit(Scan(filled_serial(number * apart % serials + 1))))
    with store.read() as conn:
        return Costs(
            serials,
            scan,
            move,
            arrive,
            count,
            sort,
            median(times, lambda _: stock.page(conn, limit=200)),
            median(
                times, lambda _: ledger.page(conn, ledger.TransactionFilter(with_serials=True), limit=PAGE)
            ),
            median(
                times,
                lambda _: ledger.page(
                    conn, ledger.TransactionFilter(with_serials=True), limit=PAGE, after=PAGE + 1
                ),
            ),
            median(times, lambda number: traces.show(conn, filled_serial(number * apart % serials + 1))),
            bytes_a_serial,
        )


def figures(measured: list[Costs]) -> Iterator[Figure]:
    """Yield each cost in the larger stores against the smallest, and the bytes a serial of the largest."""
    small, *larger = measured
    for large in larger:
        for key, (name, aim) in NAMES.items():
            ours, base = getattr(large, key), getattr(small, key)
            title = f"{name} with {large.serials:,} serials / with {small.serials:,}"
            yield Figure(title, f"{ours * 1e6:.0f} us", f"{base * 1e6:.0f} us", ours / base, aim)
    last = measured[-1]
    title = f"bytes a serial in the file ({last.serials:,} of 12 characters, received {RECEIPT} at a time)"
    yield Figure(
        title, f"{last.bytes_a_serial:.0f} bytes", f"{BYTES_AIM} bytes", last.bytes_a_serial / BYTES_AIM, 1
    )
