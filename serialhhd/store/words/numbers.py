"""Whole numbers as people write them, and how many units there can be of anything."""

from typing import Final

from serialhhd.store import refusals

MOST_UNITS: Final = 999_999_999
"""More units are no quantity: a code was typed or scanned where a number was asked for. The database refuses them as well (R65)."""
FAR_TIMES: Final = 10
FAR_MORE: Final = 999


def is_number(text: str) -> bool:
    """Tell whether a text is a whole number in plain digits."""
    return text.isascii() and text.isdigit()


def quantity(text: str) -> int:
    """Return the units that a text names, whatever blanks stand round it: 0 to `MOST_UNITS`.

    Raises:
        Refused: `not_a_number`, `quantity_too_large`.
    """
    typed = text.strip(" ")
    if not is_number(typed):
        raise refusals.not_a_number(text=typed)
    if len(typed.lstrip("0")) > len(str(MOST_UNITS)):
        raise refusals.quantity_too_large(most=MOST_UNITS)
    return int(typed)


def is_far_above(units: int, expected: int) -> bool:
    """Tell whether so many units are a surprise that is asked about: ten times what is expected, or over 999 more (R10)."""
    return units > expected and (units >= FAR_TIMES * max(expected, 1) or units > expected + FAR_MORE)


def check_total(units: int, more: int) -> None:
    """Check that there are not too many units once more have come to them (R65).

    Raises:
        Refused: `quantity_too_large`.
    """
    if units + more > MOST_UNITS:
        raise refusals.quantity_too_large(most=MOST_UNITS - units)
