"""One file a step type. Being in this folder registers it: there is no list to edit."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from serialhhd.flows.steps.step import Step


@cache
def step_types() -> Mapping[str, type[Step]]:
    """Return every step type by its name, sorted by name."""
    return MappingProxyType(dict(sorted(_found())))


def step_types_of(operation: str) -> Mapping[str, type[Step]]:
    """Return the step types that a flow of the operation may use, by name; all of them if there is no such operation."""
    fitting = {name: kind for name, kind in step_types().items() if operation in kind.operations}
    return MappingProxyType(fitting) if fitting else step_types()


def _found() -> Iterator[tuple[str, type[Step]]]:
    names = {found.name for found in iter_modules(__path__)} - {"step"}
    for name in names:
        module = import_module(f"{__name__}.{name}")
        yield from ((step_type.name, step_type) for step_type in _defined_in(module))


def _defined_in(module: ModuleType) -> Iterator[type[Step]]:
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, Step) and thing.__module__ == module.__name__:
            yield thing
