"""What a training store holds, as the start of a scenario: its open documents, their products, and what is in stock of these."""

from collections.abc import Iterator

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flow
from serialhhd.store.catalogue import places, products
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.stock import stock
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.training.scenarios.model import (
    End,
    NewPickList,
    NewPreReceipt,
    NewProduct,
    Scenario,
    Start,
    Stock,
    Wanted,
    WantedPick,
)

GOAL = "Do what the papers ask for."
USUAL_PAR = 8.0


def scenario_of_store(conn: Connection, flow: Flow, title: str) -> Scenario:
    """Return a scenario in which nothing lies there and nothing goes wrong: its start is what a store holds.

    Pre-entered serials and holds are left out, and of documents whatever is done of them already.

    Args:
        conn: The store; at least one document is open in it.
        flow: What is played.
        title: What the scenario is called.
    """
    deliveries, orders = tuple(_deliveries(conn)), tuple(_orders(conn))
    wanted = [line.sku for one in deliveries for line in one.lines]
    wanted += [task.sku for one in orders for task in one.lines]
    skus = tuple({codes.key(sku): sku for sku in wanted}.values())
    there = tuple(_stock(conn, {codes.key(sku) for sku in skus}))
    start = Start(
        products=tuple(_product(conn, sku) for sku in skus),
        locations=tuple(one.code for one in places.locations(conn)),
        stock=there,
        pre_receipts=deliveries,
        pick_lists=orders,
    )
    nothing = (Stock(sku=skus[0], location=places.GOODS_IN, quantity=0),)
    return Scenario(
        title=title,
        goal=GOAL,
        flow=flow.name,
        needs=tuple(step.name for step in flow.steps),
        par=USUAL_PAR,
        start=start,
        end=End(stock=there or nothing),
    )


def has_documents(conn: Connection) -> bool:
    """Return whether there is a document on which something could be done."""
    open_ones = (*pre_receipts.all_of(conn, DocumentState.OPEN), *pick_lists.all_of(conn, DocumentState.OPEN))
    return bool(open_ones)


def _product(conn: Connection, sku: str) -> NewProduct:
    product = products.show(conn, sku)
    return NewProduct(
        sku=product.sku,
        name=product.name,
        tracking=product.tracking_type.value.replace("_", "-"),
        barcode=next(iter(products.barcodes(conn, product)), ""),
        serial_pattern=product.serial_pattern or "",
    )


def _deliveries(conn: Connection) -> Iterator[NewPreReceipt]:
    for one in pre_receipts.all_of(conn, DocumentState.OPEN):
        lines = [line for line in pre_receipts.lines(conn, one) if line.open_quantity]
        if lines:
            wanted = tuple(Wanted(sku=line.product, quantity=line.open_quantity) for line in lines)
            yield NewPreReceipt(ref=one.ref, supplier=one.partner or "", lines=wanted)


def _orders(conn: Connection) -> Iterator[NewPickList]:
    for one in pick_lists.all_of(conn, DocumentState.OPEN):
        tasks = [task for task in pick_lists.tasks(conn, one) if task.open_quantity]
        if tasks:
            wanted = tuple(
                WantedPick(sku=task.product, quantity=task.open_quantity, location=task.location or "")
                for task in tasks
            )
            yield NewPickList(ref=one.ref, customer=one.partner or "", lines=wanted)


def _stock(conn: Connection, skus: set[str]) -> Iterator[Stock]:
    for line in stock.page(conn):
        if codes.key(line.product) in skus:
            serials = ",".join(one.serial for one in stock.serials_on(conn, line.id))
            yield Stock(sku=line.product, location=line.location, quantity=line.quantity, serials=serials)
