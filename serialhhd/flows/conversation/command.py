"""What an action is: a word such as `:short` that an operator says at any question."""

from collections.abc import Callable

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.value_class import value_class


def _always(work: Work) -> bool:  # noqa: ARG001 - others look
    return True


@value_class
class Command:
    """An action.

    Attributes:
        label: Returns its name on a key, six characters at most; a text that is `@said` is in each operator's language.
        does: Does it, with what was said behind its word.
        is_offered: Returns whether it makes sense now, where its step or its operation offers it.
    """

    label: Callable[[], str]
    does: Callable[[Work, str], Message]
    is_offered: Callable[[Work], bool] = _always
