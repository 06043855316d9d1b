"""What somebody in a lesson does beside the handheld, as it is typed or scanned: `..a4`, `..c`; on a screen, line by line, and in a class."""

import re
from typing import Final

from serialhhd.value_class import value_class

READ, ASIDE, CALL, HINT, END = "", "a", "c", "h", "e"
"""By which key each is done: read a label, set one aside, call the supervisor, have a hint, end the lesson."""
_SAID: Final = re.compile("([ache])|(a?)([0-9]+)|", re.ASCII)


@value_class
class SaidBeside:
    """What is to be done.

    Attributes:
        key: `READ`, `ASIDE`, `CALL`, `HINT` or `END`.
        number: That of the label that is meant; None where none is named.
    """

    key: str
    number: int | None = None


def begins(line: str, prefix: str) -> bool:
    """Return whether a line is about what lies beside the handheld: it begins with the sign of actions, twice."""
    return line.startswith(prefix * 2)


def said_beside(line: str, prefix: str) -> SaidBeside | None:
    """Return what a line says that is to be done; None where it says nothing of that.

    Args:
        line: What was entered.
        prefix: The sign with which actions begin on the device.
    """
    found = _SAID.fullmatch(line.removeprefix(prefix * 2).casefold()) if begins(line, prefix) else None
    if found is None:
        return None
    return SaidBeside(found[1] or found[2] or READ, int(found[3]) if found[3] else None)
