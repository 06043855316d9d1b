"""In which language it is said: in English, or in one whose texts are a package of modules of the same functions."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Final, Self

Text = Callable[..., str]
"""Returns what is said, from the facts of its sentence."""
WORDING: Final = "wording"
"""The module of a language that has no sentences, but what they share."""


@dataclass(frozen=True)
class Language:
    """A language; what it has no text for is said in English."""

    name: str
    texts: Mapping[str, Text] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, package: ModuleType) -> Self:
        """Return the language whose texts are the functions in the modules of a package, each named as its sentence."""
        names = (found.name for found in iter_modules(package.__path__) if found.name != WORDING)
        modules = [import_module(f"{package.__name__}.{name}") for name in names]
        return cls(
            package.__name__.rpartition(".")[2],
            {
                text.__name__: text
                for module in modules
                for text in vars(module).values()
                if isfunction(text) and text.__module__ == module.__name__
            },
        )


ENGLISH: Final = Language("english")
_spoken: Final = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Say in a language whatever is said meanwhile, here and in what is begun from here."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def text_of(name: str, english: Text) -> Text:
    """Return the text of a sentence in the language that is spoken now."""
    return _spoken.get().texts.get(name, english)
