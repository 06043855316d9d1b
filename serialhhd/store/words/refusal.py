"""What the store raises: a refusal by a rule, or a store that cannot be used."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

P = ParamSpec("P")

UNSURE = "store_silent"
"""The code of a store that did not say whether it kept what it was given."""


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """A rule says no. Nothing was changed.

    `code` is stable and names the sentence in `flows/sentences/`; `facts` are what that sentence needs. It is made by a
    function that is named as its code: those of the store are in `store/refusals/`, the others are the sentences
    themselves that refuse.
    """

    def __init__(self, code: str, facts: dict[str, Any]) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
        self.names: tuple[str, str] | None = None
        """The code that is not what was asked for, and what it is; None where nobody has looked, or it is nothing."""


class Doubtful(Refused):
    """Something speaks against it, but a person who looks at it may say yes.

    Where nobody can be asked it is a refusal like any other.
    """


class Unapproved(Refused):
    """It needs a supervisor, who may be asked at the handheld (R67).

    Where nobody can be asked it is a refusal like any other.
    """


def refuses(facts: Callable[P, None]) -> Callable[P, Refused]:
    """Make of a function without a body the one that makes a refusal: its name is the code, its arguments are the facts."""

    @wraps(facts)
    def made(*args: P.args, **kwargs: P.kwargs) -> Refused:
        facts(*args, **kwargs)  # which are missing, or are none
        return Refused(facts.__name__, kwargs)

    return made


def doubts(facts: Callable[P, None]) -> Callable[P, Doubtful]:
    """Make the function that makes a doubt, as `refuses` does."""
    refused = refuses(facts)

    @wraps(facts)
    def made(*args: P.args, **kwargs: P.kwargs) -> Doubtful:
        return doubtful(refused(*args, **kwargs))

    return made


def unapproves(facts: Callable[P, None]) -> Callable[P, Unapproved]:
    """Make the function that says that something needs a supervisor, as `refuses` does."""
    refused = refuses(facts)

    @wraps(facts)
    def made(*args: P.args, **kwargs: P.kwargs) -> Unapproved:
        refusal = refused(*args, **kwargs)
        return Unapproved(refusal.code, refusal.facts)

    return made


def doubtful(refused: Refused) -> Doubtful:
    """Return a refusal as the doubt of the same code: a person may say yes to it."""
    return Doubtful(refused.code, refused.facts)


class StoreUnavailable(Exception):  # noqa: N818 - as above
    """The store cannot be opened or used: locked, full, read-only, damaged, newer, or not ours.

    `code` is stable; `str()` is one clear sentence that says what to do.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
