"""Takes the operator's entries one after the other: what is for the screen itself is done here, the rest is submitted.

Knows no Textual: the screen gives it what to call and draws what comes back.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from uuid import uuid4

from serialhhd.flows.seam.handheld import Handheld
from serialhhd.flows.seam.view import Message, Scan, View
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.entering.entries import (
    DeviceChanged,
    EnteredLine,
    Entry,
    FunctionKey,
    PageTurn,
    TimedEntry,
)
from serialhhd.screens.entering.prefixes import as_meant
from serialhhd.screens.hhd.drawing.echo import echo_after
from serialhhd.screens.hhd.drawing.screen_state import ScreenState
from serialhhd.screens.hhd.panels import panels
from serialhhd.screens.hhd.panels.keyed_actions import (
    CANCEL,
    HELP,
    LIST,
    MORE,
    NUMBERS,
    QUIT,
    REMOVE,
    KeyedAction,
    action_on,
    keyed_actions,
)
from serialhhd.screens.hhd.panels.panels import Ask, Close, Command, Panel, Send, Take
from serialhhd.screens.hhd.served_screen import HandheldScreen, Tone
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.store.words.codes import MOST_DIGITS
from serialhhd.store.words.refusal import StoreUnavailable

BACK = FunctionKey("F2")
"""Acknowledges, closes and goes back."""
PAUSE = 0.5
"""Seconds within which a key, or a card that agrees, is taken for one that bounced: nobody meant it twice."""
LONG_AGO = float("-inf")
FETCHED_SERIALS = 1000
"""So many captured serials are fetched at a time: more than the largest screen shows."""


class EntryHandler:
    """Holds what is shown and what the next entry means.

    Args:
        handheld: The flow's side of the seam.
        screen: The screen that is served.
        settings: How the device is set up.
        clock: The clock by which entries are stamped: seconds, only forward.
    """

    def __init__(
        self, handheld: Handheld, screen: HandheldScreen, settings: DeviceSettings, clock: Callable[[], float]
    ) -> None:
        self._handheld = handheld
        self._screen = screen
        self._profile = handheld.profile
        self._must_look = False
        self._clock = clock
        self._now = self._back_at = self._asked_at = self._disturbed_at = LONG_AGO
        self.shown = ScreenState(
            prefix=self._profile.action_prefix,
            draws_large=self._profile.large_letters,
            has_blocks=settings.has_blocks,
        )
        screen.set_up(self._profile)

    def _set_up(self) -> None:
        """Take how the device is set up, where that is other than before."""
        profile = self._handheld.profile
        if profile is not self._profile:
            self._profile = profile
            self._show(prefix=profile.action_prefix, draws_large=profile.large_letters)
            self._screen.set_up(profile)

    @property
    def _prefix(self) -> str:
        return self.shown.prefix

    def use_blocks(self, *, has_blocks: bool) -> None:
        """Make large letters of block characters from now on, or of reversed blanks."""
        self._show(has_blocks=has_blocks)

    # --- entries ------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Ask the flow where the operator is, and draw it."""
        with self._speaking():
            await self._ask_flow(asyncio.to_thread(self._handheld.view), "")

    def _speaking(self) -> AbstractContextManager[None]:
        """Say what the screen itself adds in the language of what is shown."""
        return speaking(self.shown.view.language)

    async def take(self, entered: TimedEntry) -> None:
        """Do what one entry means now."""
        entry, self._now = entered.entry, entered.at
        before, self._back_at = self._back_at, self._now if entry == BACK else LONG_AGO
        if (
            self._now - before >= PAUSE or entry != BACK
        ):  # acknowledging and going back are two keys, both meant
            with self._speaking():
                await self._take(entry)

    async def _take(self, entry: Entry) -> None:
        if isinstance(entry, EnteredLine):
            own = (action.word for action in self.shown.actions)
            entry = EnteredLine(as_meant(entry.text, entry.typed, self._profile, own), entry.typed)
        if isinstance(entry, EnteredLine) and self._screen.takes_beside(entry.text):
            return
        if isinstance(entry, DeviceChanged):
            await self._on_another_device()
        elif self.shown.error:
            await self._while_in_error(entry)
        elif isinstance(entry, EnteredLine):
            await self._take_line(entry)
        elif isinstance(entry, FunctionKey):
            await self._take_key(entry.name)
        elif isinstance(entry, PageTurn):
            await self._turn(entry.pages)
        else:
            self._notice(messages.how_to_leave(character=self._prefix))

    async def _on_another_device(self) -> None:
        """Set up the device that the handheld is on now; what is read on it stays, but in the language of that device."""
        try:
            view = await asyncio.to_thread(self._handheld.view)
        except StoreUnavailable:
            return  # whoever scans next is told
        self._set_up()
        if not self.shown.error and view.language != self.shown.view.language:
            self._show_view(view, self.shown.echo)
        self.refit()

    async def look_again(self) -> None:
        """Read anew what the virtual scanner can read, where there is one."""
        if not self._screen.shows_labels:
            return
        try:
            self._show(labels=await asyncio.to_thread(self._handheld.labels))
        except StoreUnavailable:
            self._show(labels=())

    async def _while_in_error(self, entry: Entry) -> None:
        text = entry.text if isinstance(entry, EnteredLine) else None
        if entry == BACK or text == self._prefix or self._is_card_after_pause(text):
            await self._acknowledge()
        elif isinstance(entry, PageTurn) or text == "":
            self._show(page=self.shown.page + (entry.pages if isinstance(entry, PageTurn) else 1))
        else:
            is_scan = isinstance(entry, EnteredLine)
            self._show(ignored=self.shown.ignored + is_scan)
            self._screen.sound(Tone.NOT_TAKEN)
        self._disturbed_at = self._now

    def _is_card_after_pause(self, text: str | None) -> bool:
        """Return whether a printed action was scanned when the error could be read: it ends it, and does no more."""
        cards = {*NUMBERS, *(action.word for action in self.shown.actions)}
        is_card = text is not None and text.casefold() in cards
        return is_card and self._now - self._disturbed_at >= PAUSE

    async def _acknowledge(self) -> None:
        ignored = self.shown.ignored
        self._show(error=None, page=0)
        if self._must_look:
            await self.start()
            self._show(ignored=max(ignored, self.shown.ignored))

    async def _take_line(self, line: EnteredLine) -> None:
        text = line.text
        label = self._number_after(self._prefix * 2, text)
        number = self._number_after(self._prefix, text)
        if text == self._prefix:
            self._toggle_actions()
        elif label is not None and self._screen.shows_labels:
            self._read_label(label)
        elif number is not None:
            await self._take_number(self.shown.panel or panels.actions_panel(self.shown.actions), number)
        elif self.shown.panel:
            await self._answer_panel(self.shown.panel, line)
        else:
            await self._take_text(line)

    def _number_after(self, prefix: str, text: str) -> int | None:
        digits = text.removeprefix(prefix)
        is_number = (
            text.startswith(prefix) and digits.isdecimal() and digits.isascii() and len(digits) <= MOST_DIGITS
        )
        return int(digits) if is_number else None

    def _toggle_actions(self) -> None:
        has_panel = self.shown.panel is not None
        self._show(panel=None if has_panel else panels.actions_panel(self.shown.actions))

    def _read_label(self, number: int) -> None:
        labels = self.shown.labels
        if 1 <= number <= len(labels):
            self._screen.aim(labels[number - 1])
        else:
            self._notice(messages.no_such_label(number=number))

    async def _take_number(self, panel: Panel, number: int) -> None:
        command = panel.numbered(number)
        if command:
            await self._do(command)
        else:
            self._notice(messages.no_such_action(number=number))

    async def _answer_panel(self, panel: Panel, line: EnteredLine) -> None:
        """A number chooses, a word answers, so does a serial on the list; Enter turns the page.

        Any other scan closes the panel and is taken; where a serial is to be taken back, as the one to be taken back.
        """
        text = line.text
        number = self._number_after("", text)
        chosen = panel.numbered(number) if number is not None else panel.answers.get(text.casefold())
        if chosen is None and panel.kind == "serials":
            chosen = await self._listed(panel, text)
        if not text:
            await self._turn(1)
        elif chosen:
            await self._do(chosen)
        elif panel.kind == "serials" and not text.startswith(":"):
            self._show(
                panel=None
            )  # what is to be taken back is never taken instead: the flow says what it knows of it
            await self._do(Take(f":remove {text}"))
        else:
            self._show(panel=None)
            await self._take_text(line)

    async def _listed(self, panel: Panel, text: str) -> Command | None:
        """Return what the entry of a serial does, also where its page was not fetched yet."""
        known: Panel | None = panel
        while known:
            entry = panels.entry_of(known, text)
            if entry or known.is_complete:
                return entry.command if entry else None
            known = await self._more_serials(known)
        return None

    async def _take_text(self, line: EnteredLine) -> None:
        text = line.text
        if not text and self._has_more_choices(self.shown):
            self._show(page=self.shown.page + 1)
            return
        word, blank, argument = text.partition(" ")
        is_word = text.startswith(":")
        await self._do(Take(word.casefold() + blank + argument) if is_word else Send(text, line.typed))

    def _has_more_choices(self, shown: ScreenState) -> bool:
        return not self._screen.fits([choice.label for choice in shown.view.choices])

    async def _take_key(self, key: str) -> None:
        answer = self.shown.panel.answer_on(key) if self.shown.panel else None
        action = action_on(self.shown.actions, key)
        if answer:
            await self._do(answer)
        elif action:
            self._show(panel=None)
            await self._do(Take(action.word))
        else:
            self._screen.sound(Tone.LOOK)

    async def _turn(self, pages: int) -> None:
        message = self.shown.view.message
        if self.shown.panel:
            await self._turn_panel(self.shown.panel, pages)
        elif message and self._screen.cuts_answer(self.shown):
            self._show(panel=panels.message_panel(message), view=replace(self.shown.view, message=None))
        elif self.shown.view.choices:
            self._show(page=self.shown.page + pages)
        else:
            await self._open_serials()

    async def _turn_panel(self, panel: Panel, pages: int) -> None:
        known = panel if panel.is_complete or pages < 0 else await self._more_serials(panel)
        if known:
            self._show(panel=replace(known, page=panel.page + pages))

    # --- commands -----------------------------------------------------------------------------------------------

    async def _do(self, command: Command) -> None:
        if isinstance(command, Send):
            if self._is_agreed_too_soon():
                return
            self._show(panel=None)
            await self._submit(command.text, command.typed)
        elif isinstance(command, Ask):
            self._asked_at = self._now
            self._show(panel=panels.confirm_panel(command))
        elif isinstance(command, Close):
            self._show(panel=None)
        else:
            await self._take_word(command.word)

    def _is_agreed_too_soon(self) -> bool:
        """Whether the key or card that would drop captures is still the one that asked."""
        is_dropping = self.shown.panel is not None and self.shown.panel.kind == "drop"
        return is_dropping and self._now - self._asked_at < PAUSE

    async def _take_word(self, word: str) -> None:
        question = panels.before_cancel(self.shown.view, word) if word == CANCEL else None
        if question:
            await self._do(question)
        elif word == QUIT:
            self._screen.leave()
        elif word == HELP:
            self._show(panel=panels.help_panel(self.shown.actions, self._prefix))
        elif word in {LIST, REMOVE}:
            await self._open_list()
        elif word == MORE:
            self._show(panel=None)
            await self._turn(1)
        else:
            await self._do(Send(word))

    async def _open_list(self) -> None:
        if await self._open_serials() or not self._flow_has(LIST):
            return
        await self._submit(LIST)
        if not self.shown.error:
            panel = panels.listing_panel(self.shown.view)
            self._show(panel=panel, view=replace(self.shown.view, message=None))

    def _flow_has(self, word: str) -> bool:
        """Whether the flow answers this word now; at sign-on it would be taken for a name."""
        return word in {action.word for action in self.shown.view.actions}

    async def _open_serials(self) -> bool:
        if not self.shown.view.serials or not self.shown.view.serials.captured:
            return False
        panel = await self._more_serials(panels.serials_panel((), is_complete=False))
        if panel:
            self._show(panel=panel)
        return True

    async def _more_serials(self, panel: Panel) -> Panel | None:
        """Return the panel with more serials; None while the store is away, which is told."""
        known = tuple(entry.label for entry in panel.entries)
        try:
            found = await asyncio.to_thread(self._handheld.captured, len(known), FETCHED_SERIALS)
        except StoreUnavailable as unavailable:
            self._fail(messages.store_unavailable(unavailable))
            return None
        return panels.serials_panel((*known, *found), is_complete=len(found) < FETCHED_SERIALS)

    # --- the flow -----------------------------------------------------------------------------------------------

    async def _submit(self, text: str, typed: int = 0) -> None:
        scan = Scan(text, uuid4().hex, self.shown.view.position, typed)
        await self._ask_flow(self._handheld.submit_async(scan), text)

    async def _ask_flow(self, asking: Awaitable[View], text: str) -> None:
        try:
            view = await asking
        except StoreUnavailable as unavailable:
            self._must_look = True  # nobody knows where the run stands now
            told = messages.store_unavailable(unavailable)
            self._fail(told if self.shown.view.is_private else _about(text, told))
            return
        self._must_look = False
        self._set_up()
        self._show_view(view, echo_after(self.shown.view, view, text, self.shown.echo))
        self._react(view.message)
        await self.look_again()

    def _show_view(self, view: View, echo: str) -> None:
        shown = replace(self.shown, view=view, echo=echo, page=0)
        self._show(view=view, actions=self._actions(shown), echo=echo, page=0, ignored=0)

    def _actions(self, shown: ScreenState) -> tuple[KeyedAction, ...]:
        with speaking(shown.view.language):
            return keyed_actions(
                shown.view,
                self._profile.function_keys,
                has_more=self._has_more_choices(shown),
                has_rest=self._screen.cuts_answer(shown),
            )

    def tell_beside(self, message: Message) -> None:
        """Say something of the screen itself beside what is said already; an error goes before it."""
        view = self.shown.view
        if view.message:
            message = replace(view.message, text=f"{view.message.text} {message.text}")
        if not self.shown.error:
            self._show(view=replace(view, message=message))
            self.refit()

    def tell(self, sentence: str) -> None:
        """Open what somebody says who is not the flow; where an error waits, it is read behind that."""
        with self._speaking():
            self._show(panel=panels.told_panel(sentence))
        self._screen.sound(Tone.LOOK)

    def refit(self) -> None:
        """Offer another page of choices, or no longer, after the room for them has changed."""
        found = self._actions(self.shown)
        if found != self.shown.actions and self.shown.view.step:
            self._show(actions=found)

    def _react(self, message: Message | None) -> None:
        if message is None:
            return
        if message.severity == "error":
            self._fail(message)
        elif message.severity == "warning" or message.is_unusual:
            self._screen.sound(Tone.LOOK)
        elif message.severity == "success":
            self._screen.sound(Tone.TAKEN)

    def _fail(self, message: Message) -> None:
        """Take the screen with an error; what was scanned ahead was meant for another question."""
        view = replace(self.shown.view, message=message)
        self._show(view=view, error=message, ignored=self._screen.flush(), panel=None, page=0)
        self._disturbed_at = self._clock()
        self._screen.sound(Tone.NOT_TAKEN)

    def _notice(self, message: Message) -> None:
        self._show(view=replace(self.shown.view, message=message), panel=None)
        if message.severity == "warning":
            self._screen.sound(Tone.LOOK)

    def _show(self, **changes: Any) -> None:
        shown = replace(self.shown, **changes)
        if shown != self.shown:
            self.shown = shown
            self._screen.draw(shown)


def _about(text: str, message: Message) -> Message:
    """Return the message with the scan it is about before it."""
    return replace(message, text=f"{text}: {message.text}") if text else message
