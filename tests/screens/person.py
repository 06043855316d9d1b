"""Somebody at a screen of the office: presses keys, types, and reads it when everything is answered."""

import unicodedata
from typing import Protocol

import pytest
from textual import events, keys
from textual.app import App
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

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
    """Count the messages that anybody in the program answers, but for those of a round."""

    def __init__(self) -> None:
        self.heard = 0

    def hears(self, message: Message) -> None:
        """Hear one."""
        self.heard += not isinstance(message, OF_THE_ROUND)


class Settling(Protocol):
    """A program that says when all is done that was asked for."""

    async def settled(self) -> None: ...


class Person:
    """Works with a program on a terminal.

    Args:
        app: The program.
        settling: The same, as far as it can be waited for.
        pilot: Who presses the keys.
        ears: Who hears the messages.
        rests: Whether the program comes to rest by itself.
    """

    def __init__(
        self, app: App[None], settling: Settling, pilot: Pilot[None], ears: Ears, *, rests: bool = True
    ) -> None:
        self._app = app
        self._settling = settling
        self._pilot = pilot
        self._ears = ears
        self._rests = rests

    async def presses(self, *keys: str) -> str:
        """Press one key after the other, each when the one before is answered, and return what is drawn then."""
        for key in keys:
            self._sends(pressed(key))
            await self.settles()
        return self.screen

    def _sends(self, event: events.Event) -> None:
        """Send what a terminal would."""
        assert self._app._driver is not None
        event.set_sender(self._app)
        self._app._driver.send_message(event)

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
        field = self._app.focused
        assert isinstance(field, Input | TextArea), field
        if isinstance(field, Input):
            field.value = text
        else:
            field.text = text
        await self.settles()
        return self.screen

    async def pastes(self, text: str) -> str:
        """Paste a text as a terminal hands it over, and return what is drawn then."""
        await self._app.on_event(events.Paste(text))
        await self.settles()
        return self.screen

    async def settles(self) -> None:
        """Wait until everything is answered and drawn: twice in a row nobody has anything left to do.

        Where the program follows what others do it never rests; there it is asked a few times.

        The pilot's own pause looks at the processor's time, which says nothing where others use the processor as well.
        """
        quiet = 0
        for _ in range(MANY_ROUNDS):
            heard = self._ears.heard
            await self._pilot.pause()
            await self._settling.settled()
            await self._app._animator.wait_until_complete()
            is_at_rest = not self._is_busy and self._ears.heard == heard
            quiet = quiet + 1 if is_at_rest or not self._rests else 0
            if quiet == ENOUGH:
                return
            self._app.screen._on_timer_update()
        pytest.fail(f"It never rests:\n{self.screen}")

    @property
    def _is_busy(self) -> bool:
        """Tell whether a message waits, or something is not drawn yet."""
        screen = self._app.screen
        return bool(
            any(
                pump.message_queue_size or pump._next_callbacks
                for pump in (self._app, *screen.walk_children(with_self=True))
            )
            or screen._callbacks
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._recompose_required
            or screen._dirty_widgets
        )

    @property
    def screen(self) -> str:
        """What is drawn on the top screen, row by row."""
        return "\n".join(strip.text for strip in self._app.screen._compositor.render_strips())

    @property
    def words(self) -> str:
        """The words of the top screen, whatever frames and line ends stand between them."""
        return " ".join(word for word in self.screen.split() if set(word) - set("│╭╮╰╯─▔▁"))

    @property
    def keys(self) -> set[str]:
        """The keys that the footer offers."""
        bindings = self._app.screen.active_bindings.values()
        return {active.binding.description for active in bindings if active.enabled and active.binding.show}
