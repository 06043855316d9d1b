"""Signing on: the question for the operator, and the one for the PIN."""

from serialhhd.flows.conversation.actions import action_of
from serialhhd.flows.seam.view import Message, View
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.sentences.language import spoken


def badge(message: Message | None) -> View:
    """Return the question who is there, after an answer or at first."""
    return View(
        "",
        "sign_on",
        prompts.sign_on(),
        prompts.operator(),
        actions=(action_of(":quit"),),
        message=message,
        is_private=True,
        language=spoken(),
    )


def pin(message: Message | None) -> View:
    """Return the question for the PIN, which is neither shown nor logged."""
    return View(
        "",
        "pin",
        prompts.sign_on(),
        prompts.pin(),
        actions=(action_of(":back"), action_of(":quit")),
        message=message,
        is_secret=True,
        is_private=True,
        language=spoken(),
    )
