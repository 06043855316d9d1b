"""The menu: the flows to choose from, and which of them a number meant when it was typed."""

from collections.abc import Sequence
from typing import Final

from serialhhd.flows.config.model import Flow
from serialhhd.flows.conversation.resuming import UnreadableFlow
from serialhhd.flows.seam.view import Action, Choice, Label, Message, View
from serialhhd.flows.sentences.english import captions, prompts
from serialhhd.flows.sentences.language import in_language, spoken
from serialhhd.store.symbols.scan import LONGEST, clean

SHOWN: Final = "menu:"
"""What the position of a menu begins with; then come the names of its flows."""
BETWEEN: Final = ","
"""Stands between two names: no name of a flow has it."""


MENU: Final = ":menu"
"""The way to it."""
_HELP: Final = frozenset({":help", ":list"})


def is_asked_for(text: str) -> bool:
    """Return whether an entry is the way to the menu; a scan that is too long is not, and the flow refuses it."""
    return len(text) <= LONGEST and clean(text).casefold() == MENU


def is_help_asked_for(text: str) -> bool:
    """Return whether an entry asks what can be done in the menu."""
    return len(text) <= LONGEST and clean(text).casefold() in _HELP


def label_of(choice: Choice) -> Label:
    """Return the barcode of an entry, for a virtual scanner."""
    return Label(choice.key, choice.label, is_good=True, why=captions.begins_here(), is_key=True)


def view(
    flows: Sequence[Flow | UnreadableFlow],
    operator: str,
    actions: tuple[Action, ...],
    message: Message | None,
) -> View:
    """Return the menu; what is answered to it tells by its position which flows it showed."""
    return View(
        "",
        "menu",
        prompts.menu(operator=operator),
        prompts.flow(),
        choices=tuple(
            Choice(
                str(number),
                prompts.flow_title(title=in_language(flow.title)),
                prompts.flow_title(title=in_language(flow.short_title)),
            )
            for number, flow in enumerate(flows, start=1)
        ),
        actions=actions,
        message=message,
        position=SHOWN + BETWEEN.join(flow.name for flow in flows),
        language=spoken(),
    )


def shown(position: str | None) -> tuple[str, ...]:
    """Return the names of the flows that the menu of that position showed; nothing for what was no menu."""
    if position is None or not position.startswith(SHOWN):
        return ()
    return tuple(filter(None, position.removeprefix(SHOWN).split(BETWEEN)))
