"""What goes wrong in a scenario: a closed vocabulary, one class a fault; being declared in a module of this room registers it."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Final

from serialhhd.training.faults.fault import Fault

_MODULES: Final = ("of_labels", "of_goods", "of_scanners", "of_links", "of_others")
"""The groups, in the order in which they are told."""


@cache
def faults() -> Mapping[str, Fault]:
    """Return all faults, by name, group by group."""
    return MappingProxyType({fault.name: fault() for module in _MODULES for fault in _declared_in(module)})


def _declared_in(module: str) -> Iterator[type[Fault]]:
    for one in vars(import_module(f"{__name__}.{module}")).values():
        if isinstance(one, type) and issubclass(one, Fault) and "name" in vars(one):
            yield one
