"""What the store raises: a refusal by a rule, or a store that cannot be used."""

from typing import Any

UNSURE = "store_silent"
"""The code of a store that did not say whether it kept what it was given."""


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """A rule says no. Nothing was changed.

    `code` is stable and names the sentence in `flows/sentences/`; `facts` are what that sentence needs.
    """

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Doubtful(Refused):
    """Something speaks against it, but a person who looks at it may say yes.

    Where nobody can be asked it is a refusal like any other.
    """


class StoreUnavailable(Exception):  # noqa: N818 - as above
    """The store cannot be opened or used: locked, full, read-only, damaged, newer, or not ours.

    `code` is stable; `str()` is one clear sentence that says what to do.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
