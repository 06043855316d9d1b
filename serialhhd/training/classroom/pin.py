"""The PIN of a class: one for all who are in it, made anew each time."""

from secrets import randbelow
from typing import Final

DIGITS: Final = 6


def new_pin() -> str:
    """Return a PIN that nobody can guess in the tries that there are; it does not begin with a zero, which some leave out."""
    least = 10 ** (DIGITS - 1)
    return str(least + randbelow(9 * least))
