"""What a sentence is: how grave it is, its code, and where all of them are found by their names."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec

from serialhhd.flows.seam.view import Message, Severity
from serialhhd.flows.sentences.language import text_of
from serialhhd.store.words.refusal import Doubtful, Refused, Unapproved

P = ParamSpec("P")
Sentence = Callable[..., Message]

SENTENCES: dict[str, Sentence] = {}


def says(
    severity: Severity, code: str | None = None, *, is_unusual: bool = False
) -> Callable[[Callable[P, str]], Callable[P, Message]]:
    """Make a sentence of a function that returns its text in English from its facts.

    Args:
        severity: How grave it is.
        code: Its code, where that is another sentence's; otherwise its name.
        is_unusual: Whether what was taken is to be looked at all the same.

    Raises:
        ValueError: There is another sentence of that name, in whatever room: one would be said for the other.
    """

    def decorate(sentence: Callable[P, str]) -> Callable[P, Message]:
        name = sentence.__name__
        if name in SENTENCES:
            raise ValueError(name)

        @wraps(sentence)
        def message(*args: P.args, **kwargs: P.kwargs) -> Message:
            text = text_of(sentence)(*args, **kwargs)
            return Message(severity, code or name, text, is_unusual)

        SENTENCES[name] = message
        return message

    return decorate


info, success, warning, error = says("info"), says("success"), says("warning"), says("error")


def refuses(sentence: Callable[P, Message]) -> Callable[P, Refused]:
    """Make of a sentence the function that refuses with it; the store's refusals are made in `store/refusals/`."""

    @wraps(sentence)
    def refused(*args: P.args, **kwargs: P.kwargs) -> Refused:  # noqa: ARG001 - facts are given by their names
        return Refused(sentence.__name__, kwargs)

    return refused


def refusal(refused: Refused) -> Message:
    """Return the sentence of a refusal, by its code."""
    return SENTENCES[refused.code](**refused.facts)


def is_known(code: str, facts: Mapping[str, Any]) -> bool:
    """Return whether there is a sentence of a code, which has these facts: another version of the program may have others."""
    sentence = SENTENCES.get(code)
    return sentence is not None and signature(sentence).parameters.keys() == facts.keys()


def question(doubt: Doubtful | Unapproved) -> Message:
    """Return the sentence of a doubt, or of what needs a supervisor, that somebody is asked about: nothing is refused yet."""
    return replace(refusal(doubt), severity="warning")
