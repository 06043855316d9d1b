"""Facts about one thing, a line each: what it is called, and what it is."""

from collections.abc import Mapping, Sequence
from typing import Final

from serialhhd.screens.desk.parts.columns import shown
from serialhhd.screens.widgets.plain import PlainText, table

NAMED_AT_MOST: Final = 5


def few(names: Sequence[str]) -> str:
    """Return the first of several names, and how many more there are."""
    more = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


class Facts(PlainText):
    """Names on the left, values on the right; what is empty is left out."""

    DEFAULT_CSS = """
    Facts { height: auto; padding: 0 1; }
    """

    def tell(self, facts: Mapping[str, object]) -> None:
        """Show these facts."""
        rows = [(name, shown(value)) for name, value in facts.items() if value not in (None, "", ())]
        self.update(table(rows, "dim", ""))
