"""The bar above every screen of the desk: its pages, each with its key."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from serialhhd.flows.sentences import messages
from serialhhd.screens.desk.page_names import FURTHER_PAGES, MORE_KEY, PAGES, DeskPage
from serialhhd.screens.widgets.plain import PlainText
from serialhhd.store.words.vocabulary import TRAINING


class PageBar(Vertical):
    """All pages; the present one stands out. Of a training store that is said above them (R68): beside them not all had room."""

    DEFAULT_CSS = """
    PageBar { dock: top; height: auto; background: $panel; }
    PageBar .training { width: 1fr; height: 1; text-style: reverse bold; }
    PageBar Horizontal { height: 1; }
    PageBar Horizontal PlainText { width: auto; }
    PageBar PageTab { width: auto; padding: 0 1 0 0; }
    PageBar PageTab.-here { background: $primary; color: $background; text-style: bold; }
    """

    def __init__(self, here: str, *, is_training: bool) -> None:
        super().__init__()
        self._here = here
        self._is_training = is_training

    def compose(self) -> ComposeResult:
        """Place a tab for each page: those with a key of their own above those that are opened by a letter."""
        if self._is_training:
            yield PlainText(TRAINING, classes="training")
        with Horizontal():
            yield from (self._tab(page, page.key.upper()) for page in PAGES)
        with Horizontal():
            yield PlainText(f"{MORE_KEY.upper()} ")
            yield from (self._tab(page, page.key) for page in FURTHER_PAGES)

    def _tab(self, page: DeskPage, key: str) -> "PageTab":
        tab = PageTab(f"{key} {page.title}")
        tab.page = page.name
        tab.set_class(page.name == self._here, "-here")
        return tab


class FlowsLine(PlainText):
    """Says below the bar that flows.toml is broken: nobody at a handheld is told, and somebody must mend it."""

    DEFAULT_CSS = """
    FlowsLine { height: auto; max-height: 3; color: $warning; text-style: bold; display: none; }
    """

    def show(self, problems: Iterable[str]) -> None:
        """Show the first problem; nothing where there is none."""
        problem = next(iter(problems), None)
        self.display = problem is not None
        if problem is not None:
            self.update(messages.flows_file_broken(problem=problem).text)


class PageTab(PlainText):
    """A page in the bar; a click goes there."""

    page: str = ""

    async def on_click(self) -> None:
        """Go to the page."""
        await self.run_action(f"app.go('{self.page}')")
