"""The word `reason`: why there are fewer, chosen from a list or said in words."""

from collections.abc import Sequence

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.words.word import CONDITION, REASON
from serialhhd.store.catalogue.recognise import what_is_scanned
from serialhhd.store.symbols import scan
from serialhhd.store.words import codes
from serialhhd.store.words.numbers import is_number


def choices(reasons: Sequence[str]) -> tuple[Choice, ...]:
    """Return reasons as a numbered list."""
    shown = (prompts.reason_label(reason=reason) for reason in reasons)
    return tuple(Choice(str(number), label) for number, label in enumerate(shown, start=1))


def named(work: Work, text: str, reasons: Sequence[str], what: str = REASON) -> str:
    """Return the reason, or condition, of that number or those words; a label is none, and a number that the list has not.

    Raises:
        Refused: `reason_is_code`, `no_such_choice`, `code_unprintable`.
    """
    if is_number(text) and 0 < int(text) <= len(reasons):
        return reasons[int(text) - 1]
    if text.casefold() in map(str.casefold, reasons):
        return codes.words(text, what)
    shown = {prompts.reason_label(reason=reason).casefold(): reason for reason in reasons}
    if text.casefold() in shown:
        return shown[text.casefold()]  # what is kept is the flow's word, whoever said it in which language
    known_as = _label(work, text)
    if known_as:
        is_no = messages.condition_is_code if what == CONDITION else messages.reason_is_code
        raise is_no(code=text, known_as=known_as)
    if reasons and is_number(text):
        raise messages.no_such_choice(code=text)  # a slip of the finger, and the ledger would keep it
    return codes.words(text, what)


def _label(work: Work, text: str) -> str | None:
    """Return what a label with this text is on; None for words."""
    scan.parse(text, fnc1=work.fnc1, expects="serial")  # what is damaged is told so, and kept as nothing
    return what_is_scanned(work.conn, text, work.fnc1)
