"""What there is at the start, made in a store by its own operations: what they refuse is wrong with the scenario."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.desk import import_files, imports
from serialhhd.store.desk.import_files import Kind
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.stock import holds, product_holds
from serialhhd.store.words.vocabulary import LocationKind
from serialhhd.toml.positions import Where
from serialhhd.training.documents.kinds import KINDS, KindAtStart
from serialhhd.training.documents.making import TRAINER
from serialhhd.training.documents.values import serials_of
from serialhhd.training.documents.written import WrittenDocument
from serialhhd.training.scenarios.model import (
    NewHold,
    NewProduct,
    NewWarehouse,
    Scenario,
    Start,
    Stock,
)
from serialhhd.value_class import value_class

_FILES: Final[Mapping[str, Kind]] = {kind.value: row.file for kind, row in KINDS.items() if row.file}
"""What a file holds, by the column that names its documents; else products."""


@value_class
class StartPart:
    """A part of the start: where it stands in the scenario, and what makes it."""

    where: Where
    make: Callable[[Store], object]


def fill(store: Store, scenario: Scenario, folder: Path) -> None:
    """Make the start of a scenario in a new store.

    Args:
        store: A store that holds nothing yet.
        scenario: The scenario.
        folder: Where its files are.

    Raises:
        Refused: A rule is against a part of it. A scenario that was checked has none.
        ImportRefused: As `Refused`, of a file.
    """
    for part in parts(scenario.start, folder):
        part.make(store)


def parts(start: Start, folder: Path) -> Iterator[StartPart]:
    """Yield the parts of a start in the order in which they are made."""
    for number, name in enumerate(start.files):
        yield StartPart(("start", "files", number), partial(_import, folder / name))
    for number, product in enumerate(start.products):
        yield _written(("start", "products", number), partial(_product, product))
    yield from _places(start)
    for number, stock in enumerate(start.stock):
        yield _written(("start", "stock", number), partial(_stock, stock, f"START-{number + 1}"))
    for kind, row in KINDS.items():
        for number, document in enumerate(start.documents(kind)):
            yield _written(("start", row.key, number), partial(_document, row, document))
    for number, hold in enumerate(start.holds):
        yield _written(("start", "holds", number), partial(_hold, hold))


def _places(start: Start) -> Iterator[StartPart]:
    for number, warehouse in enumerate(start.warehouses):
        yield _written(("start", "warehouses", number), partial(_warehouse, warehouse))
    for number, code in enumerate(start.locations):
        yield _written(("start", "locations", number), partial(_location, code))
    for number, code in enumerate(start.carts):
        yield _written(("start", "carts", number), partial(_place, LocationKind.CART, code))
    for number, code in enumerate(start.quarantine):
        yield _written(("start", "quarantine", number), partial(_place, LocationKind.QUARANTINE, code))


def _written(where: Where, make: Callable[[Connection, datetime], object]) -> StartPart:
    return StartPart(where, lambda store: store.write(lambda conn: make(conn, store.now())))


def _import(file: Path, store: Store) -> None:
    kind = _kind_of(file)
    imports.import_rows(store, kind, import_files.read_rows(file, kind), _nobody_looks, by=TRAINER, sure=True)


def _nobody_looks(_done: int, _in_all: int) -> None:
    """Tell nobody how far an import is."""


def _kind_of(file: Path) -> Kind:
    try:
        with file.open("rb") as opened:
            head = opened.readline(4096).decode("utf-8", "replace").casefold()
    except OSError:
        return "products"  # whoever reads it says what is wrong with it
    names = {name.strip(' "\ufeff').replace("-", "_").replace(" ", "_") for name in _cells(head)}
    return next((kind for column, kind in _FILES.items() if column in names), "products")


def _cells(line: str) -> list[str]:
    return line.strip().replace(";", ",").replace("\t", ",").split(",")


def _product(new: NewProduct, conn: Connection, at: datetime) -> None:
    products.add(
        conn,
        new.sku,
        at=at,
        name=new.name,
        tracking_type=new.tracking_type,
        barcodes=[new.barcode] if new.barcode else [],
        serial_pattern=new.serial_pattern or None,
        by=TRAINER,
    )


def _location(code: str, conn: Connection, _at: datetime) -> None:
    if places.find_location(conn, code) is None:
        places.add_location(conn, code, by=TRAINER)


def _place(kind: LocationKind, code: str, conn: Connection, _at: datetime) -> None:
    places.add_location(conn, code, kind=kind, by=TRAINER)


def _warehouse(new: NewWarehouse, conn: Connection, _at: datetime) -> None:
    code = places.add_warehouse(conn, new.code, by=TRAINER)
    for location in new.locations:
        places.add_location(conn, location, code, by=TRAINER)


def _stock(stock: Stock, ref: str, conn: Connection, at: datetime) -> None:
    """Put units in stock as an earlier delivery would have."""
    _location(stock.location, conn, at)
    pre_receipts.add(conn, ref, [(stock.sku, stock.quantity)], at=at, by=TRAINER)
    serials = serials_of(stock.serials)
    delivery = Delivery(stock.location, serials, None if serials else stock.quantity, sure=True)
    desk_receiving.receive(conn, ref, stock.sku, delivery, by=TRAINER, at=at)


def _document(row: KindAtStart, written: WrittenDocument, conn: Connection, at: datetime) -> None:
    row.make(conn, written, at)


def _hold(new: NewHold, conn: Connection, at: datetime) -> None:
    if not new.serials:
        product_holds.hold(conn, new.sku, lot=None, reason=new.reason, by=TRAINER, at=at)
    for serial in serials_of(new.serials):
        holds.hold(conn, serial, sku=new.sku, reason=new.reason, by=TRAINER, at=at)
