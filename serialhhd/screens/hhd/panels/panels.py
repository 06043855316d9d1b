"""Numbered lists and texts that the screen itself opens over the flow's answer; no scan is lost while one is open."""

from typing import Literal

from serialhhd.flows.config.devices.function_keys import FUNCTION_KEYS
from serialhhd.flows.seam.view import Message, View
from serialhhd.flows.sentences import messages
from serialhhd.screens.hhd.panels import english as words
from serialhhd.screens.hhd.panels.keyed_actions import CANCEL, KeyedAction, captured_count
from serialhhd.store.symbols import scan
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.value_class import value_class

PanelKind = Literal["actions", "serials", "text", "confirm", "drop", "held"]


@value_class
class Send:
    """Hand a line to the flow; `typed` as in `Scan`."""

    text: str
    typed: int = 0


@value_class
class Take:
    """Do what a word of the line mode says, with what the screen itself does for it (`:list`, `:quit` ...)."""

    word: str


@value_class
class Ask:
    """Ask once before a line is handed to the flow; `about` says what it would do."""

    prompt: str
    about: str
    text: str


@value_class
class Close:
    """Close the panel."""


Command = Send | Take | Ask | Close


@value_class
class PanelEntry:
    """One entry and what it does; its number chooses it."""

    number: int
    label: str
    command: Command


@value_class
class Panel:
    """What is open: its question, a text, and numbered entries.

    `is_complete` is False while more entries can be fetched; `page` counts on, and wraps when drawn.
    """

    kind: PanelKind
    prompt: str
    entries: tuple[PanelEntry, ...] = ()
    text: tuple[str, ...] = ()
    is_complete: bool = True
    page: int = 0

    @property
    def answers(self) -> dict[str, Command]:
        """The words that close it or answer it. The flow behind it never sees them."""
        if not self.asks:
            return {":back": Close()}
        yes, no = self.entries
        agrees = CANCEL if self.kind == "drop" else ":yes"
        return {agrees: yes.command, ":no": no.command, ":back": no.command}

    @property
    def asks(self) -> bool:
        """Whether it asks before something is done; nothing beside that is to be read for its answer."""
        return self.kind in {"confirm", "drop"}

    def answer_on(self, key: str) -> Command | None:
        """Return what the function key of one of these words does."""
        return next((does for word, does in self.answers.items() if FUNCTION_KEYS[word] == key), None)

    def numbered(self, number: int) -> Command | None:
        """Return what the entry of a number does, or else the function key of that number."""
        found = next((entry.command for entry in self.entries if entry.number == number), None)
        return found or self.answer_on(f"F{number}")


def actions_panel(found: tuple[KeyedAction, ...]) -> Panel:
    """Return the actions of the step; each has the number of its key."""
    entries = (PanelEntry(action.number, action.label, Take(action.word)) for action in found)
    return Panel("actions", words.choose_action(), tuple(sorted(entries, key=lambda entry: entry.number)))


def confirm_panel(ask: Ask) -> Panel:
    """Return a question that is answered with Yes or No; what drops captures is agreed to by its own word or key only."""
    if ask.text == CANCEL:
        drop = PanelEntry(_number_of(CANCEL), words.drop(), Send(ask.text))
        return Panel(
            "drop", ask.prompt, (drop, PanelEntry(_number_of(":no"), words.keep(), Close())), (ask.about,)
        )
    entries = (PanelEntry(1, words.yes(), Send(ask.text)), PanelEntry(2, words.no(), Close()))
    return Panel("confirm", ask.prompt, entries, (ask.about,))


def _number_of(word: str) -> int:
    return int(FUNCTION_KEYS[word].removeprefix("F"))


def serials_panel(serials: tuple[str, ...], *, is_complete: bool) -> Panel:
    """Return the captured serials, newest first; choosing one asks whether it is to be removed."""
    entries = tuple(
        PanelEntry(number, serial, Ask(words.ask_remove(), serial, f":remove {serial}"))
        for number, serial in enumerate(serials, start=1)
    )
    return Panel("serials", words.choose_serial(), entries, is_complete=is_complete)


def entry_of(panel: Panel, text: str) -> PanelEntry | None:
    """Return the entry of a serial that was scanned, alone or in a GS1 symbol."""
    if not text or text.startswith(":"):
        return None
    try:
        serial = scan.parse(text, expects="serial").serial or text
    except Refused:
        serial = text
    wanted = codes.serial_key(serial)
    return next((entry for entry in panel.entries if codes.serial_key(entry.label) == wanted), None)


def help_panel(found: tuple[KeyedAction, ...], prefix: str) -> Panel:
    """Return the help of the step: every key and its command, then how to do without function keys."""
    keys = tuple(f"{action.key or '':<3} {action.label} {action.word}" for action in found)
    return Panel("text", words.help_title(), text=(*keys, "", *_help_on_keys(prefix)))


def _help_on_keys(prefix: str) -> tuple[str, ...]:
    """Return how the handheld is used without function keys."""
    return (
        words.help_all_actions(prefix=prefix),
        words.help_one_action(prefix=prefix),
        words.help_next_page(),
        words.help_closing(prefix=prefix),
    )


def listing_panel(view: View) -> Panel:
    """Return the flow's answer to `:list` as a text, each entry in a row of its own."""
    text = view.message.text.split(messages.BETWEEN) if view.message else ()
    return Panel("text", words.list_title(), text=tuple(text))


def message_panel(message: Message) -> Panel:
    """Return a sentence that was too long for its rows as a text with pages."""
    return Panel("text", words.message_title(), text=(message.text,))


def told_panel(sentence: str) -> Panel:
    """Return what somebody says to the operator who is not the flow."""
    return Panel("text", words.message_title(), text=(sentence,))


def held_panel(sentences: tuple[str, ...]) -> Panel:
    """Return why the handheld takes nothing now; no key closes it."""
    return Panel("held", words.wait(), text=sentences)


def before_cancel(view: View, word: str) -> Ask | None:
    """Return the question before captured serials are dropped; None where there are none."""
    captured = captured_count(view)
    return (
        Ask(words.ask_cancel(), messages.captures_to_drop(captured=captured).text, word) if captured else None
    )
