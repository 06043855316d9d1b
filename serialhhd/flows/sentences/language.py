"""In which language something is said: what is spoken now, and the text of it in that language.

A text is a function of a module `english`, or of one in a folder of that name; its text in another language is the function
of the same name in the module beside it: `english/serials.py` and `german/serials.py`, `pick/english.py` and `pick/german.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib import import_module
from typing import Final, ParamSpec

from serialhhd.store.words.vocabulary import Language

P = ParamSpec("P")
Text = Callable[..., str]
"""Returns what is said, from its facts."""

_HOME: Final = re.compile(r"(?<=\.)english\b")
_spoken: Final = ContextVar("spoken", default=Language.ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Say in a language whatever is said meanwhile, here and in what is begun from here."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _spoken.get()


def text_of(english: Text) -> Text:
    """Return a text in the language that is spoken now; what has none there is said in English."""
    language = _spoken.get()
    return english if language is Language.ENGLISH else translated(english, language)


@cache
def translated(english: Text, language: Language) -> Text:
    """Return the text in a language that stands beside an English one, or the English one where there is none."""
    beside = _HOME.sub(language.folder, english.__module__)
    if beside == english.__module__:
        return english
    try:
        return getattr(import_module(beside), english.__name__, english)
    except ModuleNotFoundError as missing:
        if missing.name is None or not beside.startswith(missing.name):
            raise
        return english


def said(english: Callable[P, str]) -> Callable[P, str]:
    """Make of a function that returns a text in English the one that returns it in the language that is spoken."""

    @wraps(english)
    def text(*args: P.args, **kwargs: P.kwargs) -> str:
        return text_of(english)(*args, **kwargs)

    return text


def in_language(texts: str | Mapping[str, str]) -> str:
    """Return what a site has written for its operators, in one language or in several (by their codes).

    Of several it is the one in the language that is spoken, or else the English one, or else the first.
    """
    if isinstance(texts, str):
        return texts
    return texts.get(spoken()) or texts.get(Language.ENGLISH) or next(iter(texts.values()), "")
