"""Takes the operator's entries one after the other: what is for the screen itself is done here, the rest is submitted.

Knows no Textual: the screen gives it what to call and draws what comes back.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any, Protocol
from uuid import uuid4

from serialhhd.flows import messages
from serialhhd.flows.view import Message, Scan, View
from serialhhd.screens.hhd import panels
from serialhhd.screens.hhd.entries import Entry, FunctionKey, LabelRead, Line, PageTurn
from serialhhd.screens.hhd.offers import CANCEL, HELP, LIST, MORE, QUIT, REMOVE, Offer, offer_on, offers
from serialhhd.screens.hhd.panels import Ask, Close, Command, Panel, Send, Take
from serialhhd.screens.hhd.seam import Handheld
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.hhd.shown import Shown
from serialhhd.store.refusal import StoreUnavailable
from serialhhd.store.symbols.scan import without_aim_id

ACKNOWLEDGING_KEY = "F2"
MOST_DIGITS = 3
FETCHED_SERIALS = 1000
"""So many captured serials are fetched at a time: more than the largest screen shows."""


class Tone(Enum):
    """What the operator hears."""

    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"
    IGNORED = "ignored"


class Device(Protocol):
    """What the attendant asks of the device it serves."""

    def draw(self, shown: Shown) -> None:
        """Draw this from now on."""
        ...

    def sound(self, tone: Tone) -> None:
        """Let the operator hear a tone."""
        ...

    def flush(self) -> int:
        """Drop what was entered ahead and return how many scans were among it."""
        ...

    def leave(self) -> None:
        """Close the handheld. The run stays open."""
        ...

    def fits(self, labels: Sequence[str]) -> bool:
        """Return whether a numbered list of these fits on one page."""
        ...

    def cuts_answer(self, shown: Shown) -> bool:
        """Return whether the answer has more to say than there are rows for."""
        ...

    @property
    def shows_labels(self) -> bool:
        """Whether the virtual scanner is drawn."""
        ...


class Attendant:
    """Holds what is shown and what the next entry means."""

    def __init__(self, handheld: Handheld, device: Device, settings: DeviceSettings) -> None:
        self._handheld = handheld
        self._device = device
        self._prefix = settings.prefix
        self._must_look = False
        self.shown = Shown(prefix=settings.prefix, draws_large=settings.draws_large)

    def draw_large(self, *, is_large: bool) -> None:
        """Draw in large letters from now on, or no longer."""
        self._show(draws_large=is_large)

    # --- entries ------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Ask the flow where the operator is, and draw it."""
        await self._ask_flow(self._handheld.view, "")

    async def take(self, entry: Entry) -> None:
        """Do what one entry means now."""
        if isinstance(entry, Line):
            entry = replace(entry, text=self._as_typed(entry.text))
        if self.shown.error:
            await self._while_in_error(entry)
        elif isinstance(entry, Line):
            await self._take_line(entry)
        elif isinstance(entry, LabelRead):
            self._show(panel=None)
            await self._submit(entry.text)
        elif isinstance(entry, FunctionKey):
            await self._take_key(entry.name)
        elif isinstance(entry, PageTurn):
            await self._turn(entry.pages)
        else:
            self._notice(messages.how_to_leave(character=self._prefix))

    def _as_typed(self, text: str) -> str:
        """Return a printed action without the AIM identifier that a scanner puts before it; any other scan as it is."""
        code = without_aim_id(text)
        return code if code.startswith((":", self._prefix)) else text

    async def look_again(self) -> None:
        """Read anew what the virtual scanner can read, where there is one."""
        if not self._device.shows_labels:
            return
        try:
            self._show(labels=await asyncio.to_thread(self._handheld.labels))
        except StoreUnavailable:
            self._show(labels=())

    async def _while_in_error(self, entry: Entry) -> None:
        if entry in {FunctionKey(ACKNOWLEDGING_KEY), Line(self._prefix)}:
            await self._acknowledge()
        elif isinstance(entry, PageTurn) or entry == Line(""):
            self._show(page=self.shown.page + (entry.pages if isinstance(entry, PageTurn) else 1))
        else:
            is_scan = isinstance(entry, Line | LabelRead)
            self._show(ignored=self.shown.ignored + is_scan)
            self._device.sound(Tone.IGNORED)

    async def _acknowledge(self) -> None:
        self._show(error=None, ignored=0, page=0)
        if self._must_look:
            await self.start()

    async def _take_line(self, line: Line) -> None:
        text = line.text
        label = self._number_after(self._prefix * 2, text)
        number = self._number_after(self._prefix, text)
        if text == self._prefix:
            self._toggle_actions()
        elif label is not None and self._device.shows_labels:
            await self._read_label(label)
        elif number is not None:
            await self._take_number(self.shown.panel or panels.actions_panel(self.shown.offers), number)
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
        self._show(panel=None if has_panel else panels.actions_panel(self.shown.offers))

    async def _read_label(self, number: int) -> None:
        labels = self.shown.labels
        if 1 <= number <= len(labels):
            await self.take(LabelRead(labels[number - 1].text))
        else:
            self._notice(messages.no_such_label(number=number))

    async def _take_number(self, panel: Panel, number: int) -> None:
        if 1 <= number <= len(panel.entries):
            await self._do(panel.entries[number - 1].command)
        else:
            self._notice(messages.no_such_action(number=number, count=len(panel.entries)))

    async def _answer_panel(self, panel: Panel, line: Line) -> None:
        """A number chooses, a word answers, Enter turns the page; a scan closes the panel and is taken."""
        text = line.text
        number, answer = self._number_after("", text), panel.answers.get(text.casefold())
        if not text:
            await self._turn(1)
        elif answer:
            await self._do(answer)
        elif number is not None and 1 <= number <= len(panel.entries):
            await self._do(panel.entries[number - 1].command)
        else:
            self._show(panel=None)
            await self._take_text(line)

    async def _take_text(self, line: Line) -> None:
        text = line.text
        if not text and self._has_more_choices(self.shown):
            self._show(page=self.shown.page + 1)
            return
        word, blank, argument = text.partition(" ")
        is_word = text.startswith(":")
        await self._do(Take(word.casefold() + blank + argument) if is_word else Send(text, line.typed))

    def _has_more_choices(self, shown: Shown) -> bool:
        return not self._device.fits([choice.label for choice in shown.view.choices])

    async def _take_key(self, key: str) -> None:
        answer = self.shown.panel.answer_on(key) if self.shown.panel else None
        offer = offer_on(self.shown.offers, key)
        if answer:
            await self._do(answer)
        elif offer:
            self._show(panel=None)
            await self._do(Take(offer.word))
        else:
            self._device.sound(Tone.WARNING)

    async def _turn(self, pages: int) -> None:
        message = self.shown.view.message
        if self.shown.panel:
            await self._turn_panel(self.shown.panel, pages)
        elif message and self._device.cuts_answer(self.shown):
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
            self._show(panel=None)
            await self._submit(command.text, command.typed)
        elif isinstance(command, Ask):
            self._show(panel=panels.confirm_panel(command))
        elif isinstance(command, Close):
            self._show(panel=None)
        else:
            await self._take_word(command.word)

    async def _take_word(self, word: str) -> None:
        question = panels.before_cancel(self.shown.view, word) if word == CANCEL else None
        if question:
            await self._do(question)
        elif word == QUIT:
            self._device.leave()
        elif word == HELP:
            self._show(panel=panels.help_panel(self.shown.offers, self._prefix))
        elif word in {LIST, REMOVE}:
            await self._open_list()
        elif word == MORE:
            self._show(panel=None)
            await self._turn(1)
        else:
            await self._do(Send(word))

    async def _open_list(self) -> None:
        if await self._open_serials() or not self._flow_offers(LIST):
            return
        await self._submit(LIST)
        if not self.shown.error:
            panel = panels.listing_panel(self.shown.view)
            self._show(panel=panel, view=replace(self.shown.view, message=None))

    def _flow_offers(self, word: str) -> bool:
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
        await self._ask_flow(lambda: self._handheld.submit(scan), text)

    async def _ask_flow(self, ask: Callable[[], View], text: str) -> None:
        try:
            view = await asyncio.to_thread(ask)
        except StoreUnavailable as unavailable:
            self._must_look = True  # nobody knows where the run stands now
            told = messages.store_unavailable(unavailable)
            self._fail(told if self.shown.view.is_secret else _about(text, told))
            return
        self._must_look = False
        before = self.shown.view
        self._show_view(view, self._echo(view, text))
        self._react(view.message, is_beyond=_goes_beyond(before, view))
        await self.look_again()

    def _show_view(self, view: View, echo: str) -> None:
        shown = replace(self.shown, view=view, echo=echo, page=0)
        self._show(view=view, offers=self._offers(shown), echo=echo, page=0)

    def _offers(self, shown: Shown) -> tuple[Offer, ...]:
        return offers(
            shown.view, has_more=self._has_more_choices(shown), has_rest=self._device.cuts_answer(shown)
        )

    def refit(self) -> None:
        """Offer another page of choices, or no longer, after the room for them has changed."""
        found = self._offers(self.shown)
        if found != self.shown.offers and self.shown.view.step:
            self._show(offers=found)

    def _echo(self, view: View, text: str) -> str:
        """Return the last accepted scan: the last serial of the line, or else what was entered or chosen last."""
        before, echo = self.shown.view, self.shown.echo
        if view.serials and view.serials.last:
            return view.serials.last
        if text.startswith(":") and before.is_secret:
            return ""  # whoever went back from the PIN is nobody any more
        if text.startswith(":"):
            was_last = before.serials.last if before.serials else None
            return "" if was_last == echo else echo
        return _what_was_taken(before, text) or echo if _is_taken(before, view) else echo

    def _react(self, message: Message | None, *, is_beyond: bool) -> None:
        if message is None:
            return
        if message.severity == "error":
            self._fail(message)
        elif message.severity == "warning" or is_beyond:
            self._device.sound(Tone.WARNING)
        elif message.severity == "success":
            self._device.sound(Tone.SUCCESS)

    def _fail(self, message: Message) -> None:
        """Take the screen with an error; what was scanned ahead was meant for another question."""
        view = replace(self.shown.view, message=message)
        self._show(view=view, error=message, ignored=self._device.flush(), panel=None, page=0)
        self._device.sound(Tone.ERROR)

    def _notice(self, message: Message) -> None:
        self._show(view=replace(self.shown.view, message=message), panel=None)
        if message.severity == "warning":
            self._device.sound(Tone.WARNING)

    def _show(self, **changes: Any) -> None:
        shown = replace(self.shown, **changes)
        if shown != self.shown:
            self.shown = shown
            self._device.draw(shown)


def _about(text: str, message: Message) -> Message:
    """Return the message with the scan it is about before it."""
    return replace(message, text=f"{text}: {message.text}") if text else message


def _is_taken(before: View, after: View) -> bool:
    """Return whether the flow took what was entered: it says so, or went on."""
    severity = after.message.severity if after.message else "info"
    has_gone_on = (before.step, before.fields) != (after.step, after.fields)
    return severity == "success" or (severity == "info" and has_gone_on)


def _goes_beyond(before: View, after: View) -> bool:
    """Return whether a scan was taken beyond the expected number of serials: it counts, and is to be looked at."""
    serials, known = after.serials, before.serials.captured if before.serials else 0
    if serials is None or serials.expected is None:
        return False
    is_taken = after.message is not None and after.message.severity == "success"
    return is_taken and serials.captured > max(known, serials.expected)


def _what_was_taken(before: View, text: str) -> str:
    """Return what an entry stood for: Enter for the proposed quantity, a number for a choice, anything else for itself."""
    if before.is_secret:
        return ""
    if not text:
        return "" if before.proposed is None else str(before.proposed)
    return next((choice.label for choice in before.choices if choice.key == text), text)
