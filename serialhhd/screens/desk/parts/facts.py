"""Facts about one thing, a line each: what it is called, and what it is."""

from collections.abc import Mapping

from serialhhd.screens.desk.parts.columns import shown
from serialhhd.screens.widgets.plain import PlainText, table


class Facts(PlainText):
    """Names on the left, values on the right; what is empty is left out."""

    DEFAULT_CSS = """
    Facts { height: auto; padding: 0 1; }
    """

    def tell(self, facts: Mapping[str, object]) -> None:
        """Show these facts."""
        rows = [(name, shown(value)) for name, value in facts.items() if value not in (None, "", ())]
        self.update(table(rows, "dim", ""))
