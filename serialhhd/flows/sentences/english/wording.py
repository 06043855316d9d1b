"""How English says how many, and names some of many."""

from serialhhd.flows.sentences.shown import BETWEEN, FIRST_NAMED


def units(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def named(names: tuple[str, ...]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - FIRST_NAMED
    return BETWEEN.join(names[:FIRST_NAMED]) + (f" and {more} more" if more > 0 else "")


def step_name(step: str) -> str:
    """Return a step, or the menu, as a person reads it: `scan product`."""
    return "the menu" if step == "menu" else step.replace("_", " ")


def place_of(kind: str) -> str:
    """Return what a place of a kind is: `a cart`."""
    return "a cart" if kind == "cart" else f"a {kind} location"


def rest_of_line(short_reason: str | None, open_quantity: int, also: str = "") -> list[str]:
    """Return what is said of a line that goods were taken for, beside what was taken: why it ended short, what else, and what is elsewhere."""
    said = [f"Short: {short_reason}."] if short_reason else []
    said += [also] if also else []
    return [*said, f"{open_quantity} more elsewhere."] if open_quantity else said
