"""How a lesson has ended: what is in stock, held against what should be."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from serialhhd.store.stock import stock
from serialhhd.store.words import codes
from serialhhd.training.documents.values import serials_of
from serialhhd.training.scenarios.model import Scenario

ProductAt = tuple[str, str]
"""A product and a place, by what each is found by, whatever its spelling."""


def units_in(conn: Connection) -> Mapping[ProductAt, int]:
    """Return the units in stock, by product and place."""
    units: Counter[ProductAt] = Counter()
    for line in stock.page(conn):
        units[codes.key(line.product), codes.key(line.location)] += line.quantity
    return units


def moved(before: Mapping[ProductAt, int], after: Mapping[ProductAt, int]) -> int:
    """Return how many units came, went, or were put elsewhere: what was put elsewhere counts once."""
    changes = [after.get(place, 0) - before.get(place, 0) for place in before.keys() | after.keys()]
    return max(sum(one for one in changes if one > 0), -sum(one for one in changes if one < 0))


def differences(conn: Connection, scenario: Scenario) -> Iterator[str]:
    """Yield in what the stock is another than it should be, a sentence each."""
    units = units_in(conn)
    serials: dict[ProductAt, set[str]] = {}
    for line in stock.page(conn):
        key = codes.key(line.product), codes.key(line.location)
        known = {codes.serial_key(one.serial) for one in stock.serials_on(conn, line.id)}
        serials[key] = serials.get(key, set()) | known
    for wanted in scenario.end.stock:
        key = codes.key(wanted.sku), codes.key(wanted.location)
        where = f"{wanted.sku} at {wanted.location}"
        if units.get(key, 0) != wanted.quantity:
            yield f"{where}: {units.get(key, 0)} units, not {wanted.quantity}"
        expected = {codes.serial_key(one): one for one in serials_of(wanted.serials)}
        there = serials.get(key, set())
        if expected and there != expected.keys():
            missing = [serial for one, serial in expected.items() if one not in there]
            other = sorted(there - expected.keys())
            told = [f"without {', '.join(missing)}"] * bool(missing)
            told += [f"with {', '.join(other)}"] * bool(other)
            yield f"{where}: {' and '.join(told)}"
