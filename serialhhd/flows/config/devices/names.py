"""The names by which a device is known: its own, and its TERM; letter case does not count. A pattern stands for many."""

from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase

LONGEST_PATTERN = 40
"""Characters of a pattern, or of a name, at most."""


def is_named(names: Iterable[str | None], patterns: Iterable[str]) -> bool:
    """Return whether one of some names is one of some patterns: * stands for any characters, ? for one.

    Args:
        names: The names of one device; None and nothing are no name, and no pattern stands for them.
        patterns: Names and patterns.
    """
    known = [name.casefold() for name in names if name]
    return any(fnmatchcase(name, pattern.casefold()) for pattern in patterns for name in known)


def meet(patterns: Iterable[str], others: Collection[str]) -> bool:
    """Return whether a device may be named by both: one of two patterns is for what the other stands for."""
    return any(is_named([one], [other]) or is_named([other], [one]) for one in patterns for other in others)
