"""Handhelds at which goods move that are known already."""

from bench.warehouse import SKU, filled_serial, runner_after
from serialhhd.flows.conversation.runner import Runner
from serialhhd.store.catalogue import places
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.transfers import transfers


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
