"""A product's label profile: a serial pattern with a group `serial`, which says where in a longer label the serial is (R47).

>>> pattern_of_serial(r"SN:(?P<serial>[0-9A-Z]{6}),MAC:.*")
'[0-9A-Z]{6}'
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from serialhhd.store.catalogue import patterns

_GROUP = "(?P<serial>"
_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")


def serials_in(pattern: str, texts: Sequence[str]) -> Sequence[str | None]:
    """Return the serials that a product's pattern finds in texts, from end to end; None for each where it does not match.

    A label profile matches the whole label, and the serial alone as well: so it stands in lists, and is typed by hand.

    Raises:
        PatternFailed: The pattern takes too long.
    """
    found, alone = patterns.serials_in(pattern, texts), pattern_of_serial(pattern)
    if alone is None or None not in found:
        return found
    return [one or other for one, other in zip(found, patterns.serials_in(alone, texts), strict=True)]


def problem(pattern: str) -> str | None:
    """Return why the pattern of the serial alone cannot be used; None where it can, or where there is no group `serial`."""
    alone = pattern_of_serial(pattern)
    wrong = patterns.problem(alone) if alone is not None else None
    return wrong and f"the group serial has to stand by itself: {wrong}"


@lru_cache(maxsize=256)
def pattern_of_serial(pattern: str) -> str | None:
    """Return the pattern of the serial alone, as it stands in a list or is typed by hand; None where it is no profile."""
    begin = pattern.find(_GROUP)
    if begin < 0:
        return None
    start = at = begin + len(_GROUP)
    flags = found[0] if (found := _FLAGS.match(pattern)) else ""
    depth, in_class = 1, False
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 1
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
            at += pattern[at + 1 : at + 2] in {
                "]",
                "^",
            }  # a bracket that comes first is one of the characters
            at += pattern[at - 1 : at + 2] == "[^]"
        else:
            depth += (character == "(") - (character == ")")
            if not depth:
                return flags + pattern[start:at]
        at += 1
    return None
