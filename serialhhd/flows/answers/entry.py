"""What was entered at a step that takes a plain code, or the number of a choice."""

from collections.abc import Sequence
from typing import TypeVar

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences import messages
from serialhhd.store.symbols import scan
from serialhhd.store.words.numbers import is_number

T = TypeVar("T")


def entered(text: str, what: str) -> str:
    """Return the code without a scanner's prefix, its terminators and outer blanks.

    Raises:
        Refused: `nothing_entered` where Enter was pressed alone.
    """
    code = scan.clean(text)
    if not code:
        raise messages.nothing_entered(what=what)
    return code


def listed(work: Work, text: str, there: Sequence[T]) -> T | None:
    """Return which one of a list was chosen by its number; None for any other entry, and for what says itself that a scanner sent it."""
    is_chosen = not work.is_scan and is_number(text) and 0 < int(text) <= len(there)
    return there[int(text) - 1] if is_chosen else None
