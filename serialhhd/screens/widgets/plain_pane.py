"""The pane below a tab, whose title is shown as it is: apart from `plain.py`, as the handheld has no tabs to load."""

from textual.content import Content
from textual.widget import Widget
from textual.widgets import TabPane


class PlainPane(TabPane):
    """The pane below a tab."""

    def __init__(self, title: str, *children: Widget, id: str) -> None:  # noqa: A002 - Textual says id
        super().__init__(Content(title), *children, id=id)
