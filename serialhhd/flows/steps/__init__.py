"""One file a step type. Being in this folder registers it: there is no list to edit."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import isabstract
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words.word import WORDS


@cache
def step_types() -> Mapping[str, type[Step]]:
    """Return every step type by its name, sorted by name."""
    return MappingProxyType(dict(sorted(_found())))


def step_types_of(operation: Operation) -> Mapping[str, type[Step]]:
    """Return the step types that a flow of the operation may use, by name."""
    return MappingProxyType({name: kind for name, kind in step_types().items() if fits(kind, operation)})


def operations_of(step_type: type[Step]) -> list[str]:
    """Return the names of the operations whose flows may use a step type."""
    return [name for name, operation in operations().items() if fits(step_type, operation)]


def step_types_for(word: str, operation: Operation) -> list[str]:
    """Return the names of the step types that ask for a word in a flow of the operation."""
    return [name for name, kind in step_types_of(operation).items() if operation.word(kind.asks) == word]


def fits(step_type: type[Step], operation: Operation) -> bool:
    """Return whether a flow of the operation may use a step type: it knows what the step asks for and what it needs.

    A step that asks for documents of several kinds is none of an operation that knows only some: who is asked for a return is not
    to find pick lists to be picked. A word that no operation knows is the step's own: the position of the run keeps what is answered.
    """
    if not step_type.documents <= {one.kind for one in operation.documents}:
        return False
    asks = set(step_type.asks)
    return step_type.needs <= operation.words and bool(asks & operation.words or not asks & _known_words())


def _known_words() -> frozenset[str]:
    """Return the words that any operation knows."""
    return WORDS.union(*(operation.words for operation in operations().values()))


def _found() -> Iterator[tuple[str, type[Step]]]:
    for found in iter_modules(__path__):
        module = import_module(f"{__name__}.{found.name}")
        yield from ((step_type.name, step_type) for step_type in _defined_in(module))


def _defined_in(module: ModuleType) -> Iterator[type[Step]]:
    for thing in vars(module).values():
        is_step = isinstance(thing, type) and issubclass(thing, Step) and not isabstract(thing)
        if is_step and thing.__module__ == module.__name__:
            yield thing
