"""For how long a product is under warranty, as typed: days, or `none`."""

from serialhhd.store.words.numbers import quantity


def parse_warranty(text: str) -> int | None:
    """Return the days that a text names; None for `none`, which 0 days are as well.

    Raises:
        Refused: `not_a_number`, `quantity_too_large`.
    """
    return None if text.strip(" ").casefold() == "none" else quantity(text) or None
