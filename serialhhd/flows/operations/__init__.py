"""What a flow does in the warehouse: one operation a room. Being in this folder registers it: there is no list to edit."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from serialhhd.flows.operations.operation import Operation


@cache
def operations() -> Mapping[str, Operation]:
    """Return every operation by its name, in the order in which they are listed."""
    found = sorted(_found(), key=lambda operation: (operation.rank, operation.name))
    return MappingProxyType({operation.name: operation for operation in found})


def _found() -> Iterator[Operation]:
    for module in iter_modules(__path__):
        things = vars(import_module(f"{__name__}.{module.name}")).values()
        yield from (thing for thing in things if isinstance(thing, Operation))
