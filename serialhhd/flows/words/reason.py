"""The word `reason`: why there are fewer, chosen from a list or said in words."""

from collections.abc import Sequence

from serialhhd.flows.answers.entry import listed
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.words.word import CONDITION, REASON
from serialhhd.store.catalogue.recognise import A_NUMBER, check_condition, check_reason
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused


def choices(reasons: Sequence[str]) -> tuple[Choice, ...]:
    """Return reasons as a numbered list."""
    shown = (prompts.reason_label(reason=reason) for reason in reasons)
    return tuple(Choice(str(number), label) for number, label in enumerate(shown, start=1))


def named(work: Work, text: str, reasons: Sequence[str], what: str = REASON) -> str:
    """Return the reason, or condition, of that number or those words; a label is none, and a number that the list has not.

    Raises:
        Refused: `reason_is_code`, `words_unreadable`, `no_such_choice`, `code_unprintable`.
    """
    if (chosen := listed(work, text, reasons)) is not None:
        return chosen
    worded = {prompts.reason_label(reason=reason).casefold(): reason for reason in reasons}
    worded |= {reason.casefold(): reason for reason in reasons}
    if (
        text.casefold() in worded
    ):  # what is kept is the flow's word, whoever said it in which language and case
        return worded[text.casefold()]
    check = check_condition if what == CONDITION else check_reason
    try:
        check(work.conn, text, work.fnc1)
    except Refused as refused:
        if reasons and refused.facts.get("known_as") == A_NUMBER:
            raise messages.no_such_choice(code=text) from None  # a slip of the finger
        raise
    return codes.words(text, what)
