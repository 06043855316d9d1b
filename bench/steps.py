"""What a scan costs at every step that asks for goods, against one at `enter_serials` of goods in."""

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.counting import runner_at_count
from bench.figure import Figure, in_turns, seconds
from bench.moving import runner_at_move, runner_at_transfer_in
from bench.sorting import BATCH, CART, TOTE, add_batch, runner_at_sort, scan
from bench.warehouse import RECEIPT, SKU, fill, filled_serial, new_store, runner_after, runner_at_serials
from serialhhd.flows.conversation.runner import Runner
from serialhhd.store.containers import containers
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.returns import returns
from serialhhd.store.words.vocabulary import ContainerKind

AIM = 1.3
AtSerials = Callable[[Store, int], Runner]
"""Returns a handheld that stands at the serial step of what `fill` put into the store, so many serials."""


def scans(folder: Path, times: int) -> Iterator[Figure]:
    """Measure a scan at each new step, in turns with one at `enter_serials` of goods in."""
    for name, at_serials in AT_SERIALS.items():
        with new_store(folder, name.replace(" ", "-")) as store:
            moving = at_serials(store, _filled(store, times))
            receiving = runner_at_serials(store, "ben", times * 2)
            ours, base = in_turns(
                times,
                lambda number, runner=moving: scan(runner, filled_serial(number + 1)),  # type: ignore[misc]
                lambda number, runner=receiving: scan(runner, _new(number)),  # type: ignore[misc]
            )
        yield _figure(f"a scan {name}", ours, base)
    with new_store(folder, "sort") as store:
        sorting = runner_at_sort(store, 1, _filled(store, times))
        yield from _in_pairs(
            store, sorting, times, _sorted, ("of a unit at a sort", "of its tote, which posts it")
        )
    with new_store(folder, "pack") as store:
        packing = _runner_at_pack(store)
        yield from _in_pairs(
            store, packing, times, _packed, ("of a container to pack", "of its pallet, which packs it")
        )


def _filled(store: Store, times: int) -> int:
    serials = -(-times // RECEIPT) * RECEIPT
    fill(store, serials)
    return serials


def _new(number: int) -> str:
    return f"NEW{number:09}"


def _figure(name: str, ours: float, base: float, at: str = "at `enter_serials` of goods in") -> Figure:
    return Figure(f"{name} / {at}", f"{ours * 1e6:.0f} us", f"{base * 1e6:.0f} us", ours / base, AIM)


# --- at a serial step ---------------------------------------------------------------------------------------------


def _at_adjustment(store: Store, serials: int) -> Runner:  # noqa: ARG001 - all that lies there may be adjusted
    return runner_after(store, "ada", "adjust_out", "GOODS-IN", SKU)


def _at_walk(store: Store, serials: int) -> Runner:
    add_batch(store, serials)
    return runner_after(store, "wes", "batch_walk", BATCH, CART, "GOODS-IN", SKU)


def _at_tote_pick(store: Store, serials: int) -> Runner:
    add_batch(store, serials)
    return runner_after(store, "tia", "tote_pick", BATCH, "GOODS-IN", SKU)


def _at_return(store: Store, serials: int) -> Runner:
    at, wanted = store.now(), [WantedLine(SKU, serials)]
    store.write(lambda conn: pick_lists.add(conn, "PL-R", wanted, at=at, customer="Hotel", by="bench"))
    scanned = f"{filled_serial(1)}+{serials}"
    runner_after(store, "pia", "goods_out", "PL-R", "GOODS-IN", SKU, scanned, ":yes", "")
    store.write(lambda conn: pick_lists.dispatch(conn, "PL-R", by="bench", at=at))
    store.write(lambda conn: returns.add(conn, "R-1", [(SKU, serials)], customer="Hotel", at=at, by="bench"))
    return runner_after(store, "rob", "returns", "R-1", SKU)


AT_SERIALS: dict[str, AtSerials] = {
    "for a move": runner_at_move,
    "at transfer in": runner_at_transfer_in,
    "in a count": runner_at_count,
    "for an adjustment": _at_adjustment,
    "in a walk": _at_walk,
    "for a tote pick": _at_tote_pick,
    "of what comes back": _at_return,
}


# --- at two steps, the second of which posts ----------------------------------------------------------------------


def _in_pairs(
    store: Store, runner: Runner, times: int, pair: Callable[[int], tuple[str, str]], names: tuple[str, str]
) -> Iterator[Figure]:
    """Measure two scans, the first in turns with one at `enter_serials`, the second with that of the place which posts a receipt of a unit."""
    receiving = runner_at_serials(store, "ben", times * 2)
    took: tuple[list[float], list[float], list[float], list[float]] = [], [], [], []
    for number in range(times):
        one, other = pair(number)
        for into, by, text in (
            (took[0], runner, one),
            (took[1], runner, other),
            (took[2], receiving, _new(number)),
            (None, receiving, ":done"),
            (None, receiving, ""),
            (None, receiving, ":no"),
            (took[3], receiving, "GOODS-IN"),
            (None, receiving, SKU),
        ):
            spent = seconds(lambda by=by, text=text: scan(by, text))  # type: ignore[misc]
            if into is not None:
                into.append(spent)
    asked, posted, captured, received = map(statistics.median, took)
    yield _figure(f"a scan {names[0]}", asked, captured)
    yield _figure(f"a scan {names[1]}", posted, received, "of the place which posts a receipt of one")


def _sorted(number: int) -> tuple[str, str]:
    return filled_serial(number + 1), TOTE


def _packed(number: int) -> tuple[str, str]:
    return TOTE, f"P-{number % 2}"


def _runner_at_pack(store: Store) -> Runner:
    store.write(lambda conn: containers.add(conn, TOTE, by="bench"))
    for code in ("P-0", "P-1"):
        store.write(lambda conn, code=code: containers.add(conn, code, ContainerKind.PALLET, by="bench"))  # type: ignore[misc]
    return runner_after(store, "pat", "pack")
