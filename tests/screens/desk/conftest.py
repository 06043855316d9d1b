"""The desk on the sample warehouse, and somebody who presses keys there."""

import shutil
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from textual import events, keys
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from serialhhd.screens.desk.app import DeskApp
from serialhhd.screens.desk.parts.office import Office
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.writer import Work
from tests.screens.conftest import AT

T = TypeVar("T")


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Show times as in Greenwich, wherever the tests run."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def empty(tmp_path: Path, sqlite_template: Path) -> Iterator[Store]:
    """A new store at a fixed time."""
    with copied(sqlite_template, tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture
def warehouse(tmp_path: Path, sample_template: Path) -> Iterator[Store]:
    """The sample warehouse at a fixed time."""
    with copied(sample_template, tmp_path / "desk.db") as opened:
        yield opened


def copied(template: Path, path: Path) -> Store:
    """Open a copy of a store, where it is always the same time."""
    shutil.copy(template, path)
    return Store.open(str(path), clock=lambda: AT)


MANY_ROUNDS = 1_000
ENOUGH = 3
"""Rounds in a row in which nothing happened."""
OF_THE_ROUND = events.Callback
"""What asks everybody whether they have answered."""


def pressed(key: str) -> events.Key:
    """Return what a terminal says of a key, by its name in Textual."""
    name = keys._get_unicode_name_from_key(keys.REPLACED_KEYS.get(key, key))
    if len(key) == 1:
        return events.Key(key if key.isalnum() else keys._character_to_key(key), key)
    try:
        return events.Key(key, unicodedata.lookup(name))
    except KeyError:
        return events.Key(key, None)


class Ears:
    """Count the messages that anybody at the desk answers, but for those of a round."""

    def __init__(self) -> None:
        self.heard = 0

    def hears(self, message: Message) -> None:
        """Hear one."""
        self.heard += not isinstance(message, OF_THE_ROUND)


class Clerk:
    """Somebody at the desk: presses keys, types, and reads the screen when everything is answered."""

    def __init__(self, app: DeskApp, pilot: Pilot[None], store: Store, ears: Ears) -> None:
        self.app = app
        self._pilot = pilot
        self._store = store
        self._ears = ears

    async def presses(self, *keys: str) -> str:
        """Press one key after the other, each when the one before is answered, and return what is drawn then."""
        for key in keys:
            self._sends(pressed(key))
            await self.settles()
        return self.screen

    def _sends(self, event: events.Event) -> None:
        """Send what a terminal would."""
        assert self.app._driver is not None
        event.set_sender(self.app)
        self.app._driver.send_message(event)

    async def clicks(self, widget: Widget) -> str:
        """Click on something, and return what is drawn then."""
        await self._pilot.click(widget)
        await self.settles()
        return self.screen

    async def resizes(self, width: int, height: int) -> str:
        """Make the terminal so large, and return what is drawn then."""
        await self._pilot.resize_terminal(width, height)
        await self.settles()
        return self.screen

    async def types(self, text: str) -> str:
        """Put a text into the field that has the focus, as a paste or a scanner would."""
        field = self.app.focused
        assert isinstance(field, Input | TextArea), field
        if isinstance(field, Input):
            field.value = text
        else:
            field.text = text
        await self.settles()
        return self.screen

    async def pastes(self, text: str) -> str:
        """Paste a text as a terminal hands it over, and return what is drawn then."""
        await self.app.on_event(events.Paste(text))
        await self.settles()
        return self.screen

    async def fills(self, **fields: str) -> None:
        """Fill in the fields of a form."""
        for name, text in fields.items():
            self.app.screen.query_one(f"#{name}", Input).value = text
        await self.settles()

    async def chooses(self, field: str, value: str) -> None:
        """Put the cursor of a list of choices on a value."""
        choices = self.app.screen.query_one(f"#{field}", OptionList)
        choices.highlighted = choices.get_option_index(value)
        await self.settles()

    async def settles(self) -> None:
        """Wait until everything is answered and drawn: twice in a row nobody has anything left to do.

        Where the desk follows what others do it never rests; there it is asked twice.

        The pilot's own pause looks at the processor's time, which says nothing where others use the processor as well.
        """
        quiet = 0
        for _ in range(MANY_ROUNDS):
            heard = self._ears.heard
            await self._pilot.pause()
            await self.app.settled()
            await self.app._animator.wait_until_complete()
            is_at_rest = not self._is_busy and self._ears.heard == heard
            quiet = quiet + 1 if is_at_rest or self.app.follow_every else 0
            if quiet == ENOUGH:
                return
            self.app.screen._on_timer_update()
        pytest.fail(f"The desk never rests:\n{self.screen}")

    @property
    def _is_busy(self) -> bool:
        """Tell whether a message waits, or something is not drawn yet."""
        screen = self.app.screen
        return bool(
            any(
                pump.message_queue_size or pump._next_callbacks
                for pump in (self.app, *screen.walk_children(with_self=True))
            )
            or screen._callbacks
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._recompose_required
            or screen._dirty_widgets
        )

    def asks(self, question: Work[T]) -> T:
        """Look into the store."""
        with self._store.read() as conn:
            return question(conn)

    @property
    def screen(self) -> str:
        """What is drawn on the top screen, row by row."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    @property
    def reversed(self) -> list[str]:
        """The texts that are drawn in reverse video, row by row."""
        rows = [
            "".join(part.text for part in strip if part.style and part.style.reverse)
            for strip in self.app.screen._compositor.render_strips()
        ]
        return [row.strip() for row in rows if row.strip()]

    @property
    def words(self) -> str:
        """The words of the top screen, whatever frames and line ends stand between them."""
        return " ".join(word for word in self.screen.split() if set(word) - set("│╭╮╰╯─▔▁"))

    @property
    def told(self) -> str:
        """What was said in the corner last."""
        return list(self.app._notifications)[-1].message

    @property
    def keys(self) -> set[str]:
        """The keys that the footer offers."""
        bindings = self.app.screen.active_bindings.values()
        return {active.binding.description for active in bindings if active.enabled and active.binding.show}


OpenDesk = Callable[..., AbstractAsyncContextManager[Clerk]]


@asynccontextmanager
async def opened_on(
    store: Store, size: tuple[int, int] = (80, 24), who: str = "maria", follow_every: float = 0
) -> AsyncIterator[Clerk]:
    """Open the desk on a store."""
    app = DeskApp(Office(store, who), follow_every=follow_every)
    heard = Ears()
    async with app.run_test(size=size, notifications=True, message_hook=heard.hears) as pilot:
        clerk = Clerk(app, pilot, store, heard)
        await clerk.settles()
        yield clerk


@pytest.fixture
def open_desk(warehouse: Store) -> OpenDesk:
    """Return what opens the desk on the sample warehouse."""
    return lambda **how: opened_on(warehouse, **how)
