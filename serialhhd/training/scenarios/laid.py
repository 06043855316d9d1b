"""What a start comes to in a store, and what lies there beside it: the facts that goods, events and end are held against."""

from collections import Counter
from collections.abc import Iterable, Mapping

from serialhhd.store.catalogue import places, products
from serialhhd.store.documents import open_work
from serialhhd.store.documents.lines import Line
from serialhhd.store.engine.store import Store
from serialhhd.store.stock import stock
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words import codes
from serialhhd.training.documents.values import serials_of
from serialhhd.training.faults.fault import Laid
from serialhhd.training.scenarios.model import Scenario
from serialhhd.value_class import value_class

Unit = tuple[str, str]
"""A product and a serial, by what each is found by, whatever its spelling."""


@value_class
class Found:
    """What is in a store at the start.

    Attributes:
        skus: The SKU of each product, by what it is found by.
        locations: The code of each place, by what it is found by.
        stock: Units in stock, by product.
        units: The serials in stock.
        announced: Units that open documents ask for, by product.
        documents: So many of them.
    """

    skus: Mapping[str, str]
    locations: Mapping[str, str]
    stock: Mapping[str, int]
    units: frozenset[Unit]
    announced: Mapping[str, int]
    documents: int


def found_in(store: Store) -> Found:
    """Return what is in a store."""
    with store.read() as conn:
        lines = stock.page(conn)
        units: Counter[str] = Counter()
        serials: set[Unit] = set()
        for line in lines:
            units[codes.key(line.product)] += line.quantity
            serials |= {unit_of(line.product, one.serial) for one in stock.serials_on(conn, line.id)}
        documents = [*open_work.asked(conn)]
        return Found(
            {codes.key(one.sku): one.sku for one in products.page(conn, limit=None)},
            {codes.key(one.code): one.code for one in places.locations(conn)},
            units,
            frozenset(serials),
            _units_on(line for one in documents for line in one.lines),
            len({one.document.id for one in documents}),
        )


def _units_on(lines: Iterable[Line]) -> Mapping[str, int]:
    units: Counter[str] = Counter()
    for line in lines:
        units[codes.key(line.product)] += line.open_quantity
    return units


def laid(scenario: Scenario, found: Found) -> Laid:
    """Return what lies there, and what is known of it; the serials of the goods can be read."""
    goods: Counter[str] = Counter()
    serials: list[Unit] = []
    for one in scenario.goods:
        goods[codes.key(one.sku)] += one.units
        serials += [unit_of(one.sku, serial) for serial in serials_of(one.serials)]
    held = {codes.key(one.sku) for one in scenario.start.holds}
    return Laid(
        goods=goods,
        announced=found.announced,
        products=len(found.skus),
        documents=found.documents,
        has_repeated=len(set(serials)) < len(serials),
        has_known=bool(found.units & set(serials)),
        has_held=bool(held & goods.keys()),
        has_lot=any(one.lot and one.serials and Symbology(one.symbol).is_gs1 for one in scenario.goods),
    )


def unit_of(sku: str, serial: str) -> Unit:
    """Return what a unit is known by."""
    return codes.key(sku), codes.serial_key(serial)
