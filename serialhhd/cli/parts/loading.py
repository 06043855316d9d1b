"""How modules are loaded: a command's when it is asked for first, as the handheld does not wait for the office's, and without looking for garbage."""

import gc
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import typer


@contextmanager
def loading() -> Iterator[None]:
    """Look for no garbage meanwhile, and never among what is there at the end: it stays as long as the process.

    That would be a tenth of a handheld's start, and finds none.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class LateCommands(MutableMapping[str, Any]):
    """The commands of a group by their names, in the order in which they are listed.

    Args:
        places: For each name the module, and behind a colon what in it is the command: a function, or a Typer with more.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places
        self._found: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._found:
            self._found[name] = _made(name, self._places[name])
        return self._found[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._found[name] = command
        self._places = {**self._places, name: ""}

    def __delitem__(self, name: str) -> None:
        self._found.pop(name, None)
        self._places = {one: place for one, place in self._places.items() if one != name}

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _made(name: str, place: str) -> Any:
    """Return a command as Typer makes it of a program that has it."""
    module, _, attribute = place.partition(":")
    found = getattr(import_module(module), attribute)
    program = typer.Typer(callback=_nothing, add_completion=False)
    if isinstance(found, typer.Typer):
        program.add_typer(found, name=name)
    else:
        program.command(name=name)(found)
    made: Any = typer.main.get_command(program)
    return made.commands[name]


def _nothing() -> None:
    """Make a group of a program that has one command."""
