"""Documents that are written in a scenario, made in its store by the operations of the store."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places, products
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.inbound import pre_entered, pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.serials import new_serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import proposing, runs, stock
from serialhhd.store.transfers import shipping, transfers
from serialhhd.store.transfers.transfers import TransferLine
from serialhhd.store.words.vocabulary import RunState
from serialhhd.training.documents.values import serials_of
from serialhhd.training.documents.written import NewBatch, NewPickList, NewPreReceipt, NewTransfer, WantedFrom

TRAINER: Final = "trainer"
"""Who made all that nobody scanned."""


def pre_receipt(conn: Connection, new: NewPreReceipt, at: datetime) -> None:
    """Announce a delivery, with its pre-entered serials.

    Raises:
        Refused: As from the store.
    """
    wanted = [(line.sku, line.quantity) for line in new.lines]
    pre_receipts.add(conn, new.ref, wanted, at=at, supplier=new.supplier or None, by=TRAINER)
    for line in new.lines:
        if line.serials:
            serials = serials_of(line.serials)
            pre_entered.set_serials(conn, new.ref, line.sku, serials, sure=True, by=TRAINER)


def pick_list(conn: Connection, new: NewPickList, at: datetime) -> None:
    """Add a pick list.

    Raises:
        Refused: As from the store.
    """
    pick_lists.add(conn, new.ref, _wanted(new.lines), at=at, customer=new.customer or None, by=TRAINER)


def _wanted(lines: tuple[WantedFrom, ...]) -> list[WantedLine]:
    return [WantedLine(line.sku, line.quantity, line.location or None) for line in lines]


def batch(conn: Connection, new: NewBatch, at: datetime) -> None:
    """Put pick lists into a batch.

    Raises:
        Refused: As from the store.
    """
    batches.add(conn, new.ref, new.pick_lists, at=at, by=TRAINER)


def transfer(conn: Connection, new: NewTransfer, at: datetime) -> None:
    """Add a transfer, and ship all of it where it is on the road.

    Raises:
        Refused: As from the store; `no_stock` where there is less than is to be on the road.
    """
    if new.to_account and new.to_account not in places.accounts(conn):
        places.add_account(conn, new.to_account, by=TRAINER)
    made = transfers.add(
        conn,
        new.ref,
        _wanted(new.lines),
        at=at,
        to_warehouse=new.to_warehouse or None,
        from_warehouse=new.from_warehouse or None,
        to_account=new.to_account or None,
        by=TRAINER,
    )
    if new.is_shipped:
        _ship(conn, made, at)


def _ship(conn: Connection, of: Document, at: datetime) -> None:
    run = runs.begin(conn, operator=TRAINER, flow=of.kind, config="{}", position="{}", at=at)
    runs.set_document(conn, run.id, of.id)
    while line := shipping.claim_next(conn, of, run):
        while line.is_open:
            line = _ship_some(conn, of, line, at)
    runs.end(conn, run.id, RunState.DONE, at)


def _ship_some(conn: Connection, of: Document, line: TransferLine, at: datetime) -> TransferLine:
    """Ship what one stock line has for a line, and return the line as it is then."""
    there = proposing.propose(conn, line, of.account_id)
    if there is None:
        location = line.location or transfers.route_of(conn, of.id).from_warehouse or of.account
        raise refusals.not_enough_stock(location=location, available=0, wanted=line.open_quantity)
    units = min(line.open_quantity, there.quantity)
    run = runs.peek_open(conn, TRAINER, of.kind)
    assert run is not None  # noqa: S101 - `_ship` has begun it
    product, known = products.show(conn, line.product), stock.serials_on(conn, there.id, limit=units)
    if known:
        entries = new_serials.judge_all(conn, product, [one.serial for one in known], sure=True)
        capturing = Capturing(run, product, NO_LIMIT, at)
        run = shipping.capture(conn, transfers.standing(conn, of.id, line.id), there, capturing, entries)
    return shipping.post(conn, line, there, run, Taking(units), at=at).line
