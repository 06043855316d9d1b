"""What goes wrong in a scenario: a closed vocabulary, one class a fault; being declared in a module of this room registers it."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Final

from serialhhd.training.faults.fault import Fault, every

_MODULES: Final = ("of_labels", "of_goods", "of_scanners")
"""The groups, in the order in which they are told."""


@cache
def faults() -> Mapping[str, Fault]:
    """Return all faults, by name, group by group."""
    for module in _MODULES:
        import_module(f"{__name__}.{module}")
    return MappingProxyType({fault.name: fault() for fault in every()})
