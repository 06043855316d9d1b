"""What one scan of a container costs, against its serials as one list."""

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection

from bench.figure import Figure, seconds
from serialhhd.store.catalogue import products
from serialhhd.store.containers import carrying, containers, content
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import new_serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import moving
from serialhhd.store.stock.runs import Run
from tests.store.containers.floor import PALLET, Floor

SKU, PLACE = "CAM", "A-01"
Entries = Callable[[Connection, Run], Sequence[SerialEntry]]


def taken(folder: Path, serials: int, times: int) -> Figure:
    """Measure capturing all serials of a pallet for a move by its code, in turns with the same serials one by one, in one go."""
    names = [f"SN{number:05}" for number in range(serials)]
    with Store.open(str(folder / "containing.db"), create=True) as store:
        floor = Floor(store)
        floor.receive(PLACE, **{SKU: dict.fromkeys(names, PALLET)})

        def by_code(conn: Connection, run: Run) -> Sequence[SerialEntry]:
            of, pallet = products.show(conn, SKU), containers.show(conn, PALLET)
            carrying.take(conn, pallet, run.id)
            content.check_not_mixed(conn, pallet, of)
            return content.entries(conn, pallet, of, run.id, is_expected=False)

        def by_names(conn: Connection, run: Run) -> Sequence[SerialEntry]:  # noqa: ARG001 - entries are read in one way
            return new_serials.judge_all(conn, products.show(conn, SKU), names)

        took = [(_seconds(floor, by_code), _seconds(floor, by_names)) for _ in range(times)]
    ours, base = map(statistics.median, zip(*took, strict=True))
    name = f"a container of {serials:,} serials in one scan / its serials as one list"
    return Figure(name, f"{ours * 1e3:.1f} ms", f"{base * 1e3:.1f} ms", ours / base, 1.1)


def _seconds(floor: Floor, entries: Entries) -> float:
    """Return how long all of the pallet's stock line is captured; it is released afterwards, which is not counted."""
    line = floor.line(SKU, PLACE)

    def take(conn: Connection, run: Run) -> None:
        capturing = Capturing(run, products.show(conn, SKU), line.quantity, floor.store.now())
        moving.capture(conn, line, capturing, entries(conn, run))

    def work(conn: Connection) -> float:
        with floor.working(conn, "move") as run:
            return seconds(lambda: take(conn, run))

    return floor.store.write(work)
