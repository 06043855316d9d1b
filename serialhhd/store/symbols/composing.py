"""GS1 data as it is written into a symbol: the inverse of how `element_strings` reads it."""

from collections.abc import Iterable

from serialhhd.store.symbols.element_strings import GS, Elements, check_together, needs_separator, read_pairs


def of_unit(gtin: str, *, serial: str = "", lot: str = "", expiry: str = "") -> Elements:
    """Return what a GS1 symbol says of a unit, or of a product alone, in the order in which it is written.

    Args:
        gtin: The product's GTIN.
        serial: Its serial; empty where the symbol names none, as of the others.
        lot: Its lot.
        expiry: The day on which it expires, as YYMMDD.

    Raises:
        Refused: As `ordered`.
    """
    said = {"01": gtin, "17": expiry, "10": lot, "21": serial}
    return ordered((ai, value) for ai, value in said.items() if value)


def joined(elements: Elements) -> str:
    """Return the message of elements that are checked, in their order, with 0x1D for FNC1 where one is needed and nowhere else."""
    behind = [GS if needs_separator(ai) else "" for ai, _ in elements[:-1]]
    return "".join(ai + value + end for (ai, value), end in zip(elements, [*behind, ""], strict=True))


def ordered(pairs: Iterable[tuple[str, str]]) -> Elements:
    """Return (AI, value) pairs, checked, in the order in which they are written: those first that need no FNC1 behind them.

    Raises:
        Refused: What is wrong with a value, such as `bad_character`, `too_long`, `check_digit`, or with two together.
    """
    return tuple(sorted(check_together(read_pairs(pairs)), key=lambda element: needs_separator(element[0])))


def bracketed(elements: Iterable[tuple[str, str]]) -> str:
    """Return elements as people read them beside a symbol: `(01)09521234543213(21)SN0001`."""
    return "".join(f"({ai}){value}" for ai, value in elements)
