"""What every screen of the desk has: the bar of pages above, the live keys below, and answers from the store."""

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer
from textual.worker import Worker

from serialhhd.flows.sentences import at_a_desk
from serialhhd.screens.desk.parts.page_bar import FlowsLine, PageBar
from serialhhd.screens.desk.parts.program import DeskProgram
from serialhhd.store.catalogue import settings
from serialhhd.store.words.refusal import Refused, StoreUnavailable

if TYPE_CHECKING:
    from serialhhd.screens.desk.parts.office import Office

T = TypeVar("T")
REFUSED_SECONDS = 10
"""So long it is said in a corner why something was not done."""


class DeskScreen(Screen[None]):
    """A screen of the desk."""

    PAGE: ClassVar[str] = ""
    """The page it belongs to, marked in the bar."""
    FOLLOWS_WORK: ClassVar[bool] = False
    """Whether it reads anew by itself while handhelds work."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", tooltip="Go back to where you came from"),
        Binding("ctrl+r", "refresh", "Refresh", tooltip="Read the store anew", show=False),
    ]

    app: DeskProgram
    _has_read = False

    def compose(self) -> ComposeResult:
        """Place the bar, the screen's own, and the live keys."""
        yield PageBar(self.PAGE, is_training=self.office.is_for_training)
        yield FlowsLine()
        yield from self.compose_body()
        yield Footer(compact=True, show_command_palette=False)

    def compose_body(self) -> ComposeResult:
        """Place what is the screen's own."""
        yield from ()

    def on_mount(self) -> None:
        """Read the store, and follow it."""
        self.read_store()
        self._has_read = True
        if self.app.follow_every:
            self.set_interval(self.app.follow_every, self._follow)

    def on_screen_resume(self) -> None:
        """Read anew what may have changed meanwhile, and say what waited for a dialog to be closed."""
        self.app.say_what_waits()
        if self._has_read:
            self.read_again()
            self._look_at_flows()

    def read_store(self) -> None:
        """Read what the screen shows, for the first time."""

    def read_again(self) -> None:
        """Read anew what the screen shows, where the operator has got to."""
        self.read_store()

    def _follow(self) -> None:
        if self.is_current:
            self._look_at_flows()
            if self.FOLLOWS_WORK:
                self.read_again()

    def _look_at_flows(self) -> None:
        self.start(self._show_flows, group="flows")

    async def _show_flows(self) -> None:
        with suppress(StoreUnavailable):  # what the screen itself asks for says so
            problems = await self.office.ask(partial(settings.flows_problems, now=self.office.now()))
            for line in self.query(FlowsLine):  # it is gone where the screen was left meanwhile
                line.show(problems.values())

    @property
    def office(self) -> "Office":
        """The store and who works."""
        return self.app.office

    def start(self, work: Callable[[], Coroutine[None, None, None]], group: str = "facts") -> Worker[None]:
        """Do something that waits for the store; what was begun before in the group is given up."""
        return self.run_worker(work, group=group, exclusive=True)

    async def answered(self, answer: Awaitable[T]) -> T | None:
        """Return the store's answer; where it says no, say why in a corner and return None."""
        try:
            return await answer
        except (Refused, StoreUnavailable) as refused:
            self.say_refused(refused)
            return None

    def say(self, text: str) -> None:
        """Say that something is done."""
        self.app.say(text)

    def say_refused(self, refused: Refused | StoreUnavailable) -> None:
        """Say why something was not done."""
        self.app.say(sentence(refused), "error", REFUSED_SECONDS)

    def action_refresh(self) -> None:
        """Read the store anew."""
        self.read_again()

    def action_leave(self) -> None:
        """Go back to the screen below."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's shape
        """Offer to go back only where there is something below."""
        return len(self.app.screen_stack) > 1 if action == "leave" else True


def sentence(refused: Refused | StoreUnavailable) -> str:
    """Return what to say of a refusal."""
    return str(refused) if isinstance(refused, StoreUnavailable) else at_a_desk.refusal(refused)
