"""The texts of every language, module by module, as they stand beside the English ones."""

import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType

from serialhhd.flows.sentences.language import Text
from serialhhd.store.words.vocabulary import Language
from tests.private_parts import SOURCES, name_of

WORDING = "wording"
"""The module of a language that has no texts, but what they share."""


def modules() -> Iterator[ModuleType]:
    """Yield every module with English texts: those of the folder `english`, and each `english.py` of the house."""
    for path in sorted(SOURCES.rglob("*.py")):
        name = name_of(path)
        if re.search(r"\.english\b", name) and path.name != "__init__.py" and path.stem != WORDING:
            yield import_module(name)


def texts(module: ModuleType) -> dict[str, Text]:
    """Return the texts that are said in a module, by their names."""
    found = inspect.getmembers(module, inspect.isfunction)
    return {
        name: function
        for name, function in found
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


def beside(module: ModuleType, language: Language) -> ModuleType | None:
    """Return the module of a language that stands beside an English one; None where there is none."""
    name = re.sub(r"\benglish\b", language.folder, module.__name__)
    path = SOURCES.parent.joinpath(*name.split(".")).with_suffix(".py")
    return import_module(name) if path.exists() else None


def faults(english: ModuleType, other: ModuleType | None) -> list[str]:
    """Return what a module of a language lacks, has other facts for, and has too much.

    English texts are those that are said, as a sentence or by themselves; what else is in a module has no language.
    """
    said = {name: text for name, text in texts(english).items() if hasattr(text, "__wrapped__")}
    there = texts(other) if other else {}
    return sorted(
        [f"{name} is missing" for name in said.keys() - there.keys()]
        + [f"{name} is no text of the English" for name in there.keys() - said.keys()]
        + [
            f"{name} has other facts"
            for name in said.keys() & there.keys()
            if _facts(said[name]) != _facts(there[name])
        ]
    )


def _facts(text: Callable[..., object]) -> list[inspect.Parameter]:
    return list(inspect.signature(text).parameters.values())
