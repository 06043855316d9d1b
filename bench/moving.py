"""What a scan costs where goods move that are known already, against one at goods in."""

from collections.abc import Iterator
from pathlib import Path

from bench.counting import runner_at_count
from bench.figure import Figure, in_turns
from bench.warehouse import RECEIPT, SKU, fill, filled_serial, new_store, runner_after, runner_at_serials
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import places
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.transfers import transfers


def scans(folder: Path, times: int) -> Iterator[Figure]:
    """Measure a scan for a move, one at transfer in, and one in a count, each in turns with one at `enter_serials` of goods in."""
    for name, at_serials in (
        ("for a move", runner_at_move),
        ("at transfer in", runner_at_transfer_in),
        ("in a count", runner_at_count),
    ):
        with new_store(folder, name.replace(" ", "-")) as store:
            serials = -(-times // RECEIPT) * RECEIPT
            fill(store, serials)
            moving = at_serials(store, serials)
            receiving = runner_at_serials(store, "ben", times * 2)
            ours, base = in_turns(
                times,
                lambda number, runner=moving: _scan(runner, filled_serial(number + 1)),  # type: ignore[misc]
                lambda number, runner=receiving: _scan(runner, f"NEW{number:09}"),  # type: ignore[misc]
            )
        title = f"a scan {name} / at `enter_serials` of goods in"
        yield Figure(title, f"{ours * 1e6:.0f} us", f"{base * 1e6:.0f} us", ours / base, 1.3)


def runner_at_move(store: Store, serials: int) -> Runner:  # noqa: ARG001 - all that lies there may be moved
    """Return a handheld that stands at the serial step of a move of what `fill` put into the store."""
    return runner_after(store, "mia", "move", "GOODS-IN", SKU)


def runner_at_transfer_in(store: Store, serials: int) -> Runner:
    """Return a handheld that stands at the serial step of a transfer of which all is on the road."""
    at = store.now()
    store.write(lambda conn: places.add_warehouse(conn, "EAST", by="office"))
    wanted = [WantedLine(SKU, serials)]
    store.write(lambda conn: transfers.add(conn, "TR-1", wanted, at=at, to_warehouse="EAST", by="office"))
    runner_after(
        store, "tom", "transfer_out", "TR-1", "GOODS-IN", SKU, f"{filled_serial(1)}+{serials}", ":yes", ""
    )
    return runner_after(store, "mia", "transfer_in", "TR-1", SKU)


def _scan(runner: Runner, serial: str) -> None:
    message = runner.submit(Scan(serial, f"scan-{serial}")).message
    if message is None or message.code not in {"serial_captured", "serials_complete", "serial_noted"}:
        raise AssertionError(message)
