"""Facts about one thing, a line each: what it is called, and what it is."""

from collections.abc import Mapping

from rich.table import Table
from textual.widgets import Static

from serialhhd.screens.desk.columns import shown


class Facts(Static):
    """Names on the left, values on the right; what is empty is left out."""

    DEFAULT_CSS = """
    Facts { height: auto; padding: 0 1; }
    """

    def tell(self, facts: Mapping[str, object]) -> None:
        """Show these facts."""
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(no_wrap=True, style="dim")
        table.add_column()
        for name, value in facts.items():
            if value not in (None, "", ()):
                table.add_row(name, shown(value))
        self.update(table)
