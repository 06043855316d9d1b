"""What a training store holds, as the start of a scenario: its open documents, their products, and what is in stock of these."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flow
from serialhhd.flows.rehearsal.replaying import works_on
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.places import Location
from serialhhd.store.documents import open_work
from serialhhd.store.documents.open_work import Asked
from serialhhd.store.stock import stock
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentKind, LocationKind
from serialhhd.training.documents.kinds import KINDS, KindAtStart
from serialhhd.training.scenarios.model import (
    End,
    NewProduct,
    NewWarehouse,
    Scenario,
    Start,
    Stock,
)

if TYPE_CHECKING:
    from serialhhd.training.documents.written import WrittenDocument

GOAL = "Do what the papers ask for."
USUAL_PAR = 8.0


def scenario_of_store(conn: Connection, flow: Flow, title: str) -> Scenario:
    """Return a scenario in which nothing lies there and nothing goes wrong: its start is what a store holds.

    Pre-entered serials and holds are left out, of documents whatever is done of them already, and what places of other warehouses are for.

    Args:
        conn: The store; at least one document is open in it, or goods are there for a flow without.
        flow: What is played.
        title: What the scenario is called.
    """
    documents: defaultdict[str, list[WrittenDocument]] = defaultdict(list)
    for row, asked in _written(conn):
        documents[row.key].append(row.written(conn, asked))
    lines = [line for written in documents.values() for document in written for line in document.rows]
    wanted = (
        [line.sku for line in lines] if asks_documents(flow) else [one.product for one in stock.page(conn)]
    )
    skus = tuple({codes.key(sku): sku for sku in wanted}.values())
    there = tuple(_stock(conn, {codes.key(sku) for sku in skus}))
    start = Start(
        products=tuple(_product(conn, sku) for sku in skus),
        warehouses=tuple(_warehouses(conn)),
        locations=tuple(_places(conn, LocationKind.STORAGE)),
        carts=tuple(_places(conn, LocationKind.CART)),
        quarantine=tuple(_places(conn, LocationKind.QUARANTINE)),
        stock=there,
    ).model_copy(update={key: tuple(written) for key, written in documents.items()})
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
    return any(True for _ in _written(conn))


def asks_documents(flow: Flow) -> bool:
    """Return whether what is done in a flow is done for documents."""
    return any(works_on(flow, kind) for kind in DocumentKind)


def _written(conn: Connection) -> Iterator[tuple[KindAtStart, Asked]]:
    """Yield the documents that a scenario can begin with; what is on the road already is none of them."""
    for one in open_work.asked(conn):
        row = KINDS.get(one.document.kind)
        if row and one.is_first:
            yield row, one


def _warehouses(conn: Connection) -> Iterator[NewWarehouse]:
    for code in places.warehouses(conn):
        if code != places.MAIN:
            there = (one.code for one in places.locations(conn) if _is_place(one, code))
            yield NewWarehouse(code=code, locations=tuple(there))


def _places(conn: Connection, kind: LocationKind) -> Iterator[str]:
    yield from (one.code for one in places.locations(conn, kind) if _is_place(one, places.MAIN))


def _is_place(location: Location, warehouse: str) -> bool:
    return location.warehouse == warehouse and not location.is_transit


def _product(conn: Connection, sku: str) -> NewProduct:
    product = products.show(conn, sku)
    return NewProduct(
        sku=product.sku,
        name=product.name,
        tracking=product.tracking_type.value.replace("_", "-"),
        barcode=next(iter(products.barcodes(conn, product)), ""),
        serial_pattern=product.serial_pattern or "",
    )


def _stock(conn: Connection, skus: set[str]) -> Iterator[Stock]:
    for line in stock.page(conn):
        if codes.key(line.product) in skus:
            serials = ",".join(one.serial for one in stock.serials_on(conn, line.id))
            yield Stock(sku=line.product, location=line.location, quantity=line.quantity, serials=serials)
