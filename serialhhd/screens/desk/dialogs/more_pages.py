"""The pages that have no key of their own: a letter opens one, or Enter that under the cursor."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets.option_list import Option

from serialhhd.screens.desk.page_names import FURTHER_PAGES
from serialhhd.screens.widgets.plain import PlainOptions, entitle


class MorePagesModal(ModalScreen[str | None]):
    """Offers the further pages. It is dismissed with the name of one, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(page.key, f"choose('{page.name}')", page.title, tooltip=page.purpose)
            for page in FURTHER_PAGES
        ),
        Binding("escape", "dismiss", "Close"),
    ]

    def compose(self) -> ComposeResult:
        """Place a line for each page."""
        widest = max(len(page.title) for page in FURTHER_PAGES)
        with Vertical(classes="dialog wide") as dialog:
            entitle(dialog, "More pages", "A letter opens one  Esc closes")
            yield PlainOptions(
                *(
                    Option(f"{page.key}  {page.title:{widest}}  {page.purpose}", id=page.name)
                    for page in FURTHER_PAGES
                ),
                id="pages",
            )

    def on_mount(self) -> None:
        """Put the cursor on the first."""
        self.query_one(PlainOptions).highlighted = 0

    @on(PlainOptions.OptionSelected)
    def _selected(self, event: PlainOptions.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_choose(self, page: str) -> None:
        """Open a page."""
        self.dismiss(page)
