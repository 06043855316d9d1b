"""The key `needs_supervisor`: what of an operation a flow lets happen only with a supervisor (R67)."""

from typing import Any, Final

from pydantic import Field

from serialhhd.store.words.vocabulary import Approvable
from serialhhd.toml.key import Choices, Must, either

MEANINGS: Final = {
    Approvable.OVER_RECEIPT: 'more is received than over_receipt lets through; where that is "allow", more than expected',
    Approvable.SHORT: "a line or task ends with fewer than expected or asked for",
    Approvable.CANCEL: "what was begun is cancelled, with what was scanned for it",
}
MEANING: Final = (
    "What happens only with a supervisor (R67), who says yes at the same device with badge and PIN: the ledger keeps both names. "
    "A supervisor who does it himself is not asked, nor is anybody in a store without operators."
)


class Supervised:
    """What may stand in the list of an operation: what may happen in it that a flow may want a supervisor for."""

    def __init__(self, *what: Approvable) -> None:
        words, known = either(what), [str(one) for one in what]
        self.each = Must(words, lambda text: text in known, {"enum": known}, is_all=True)
        self.choices = Choices({str(one): MEANINGS[one] for one in what})


ANY_RUN: Final = Supervised(Approvable.CANCEL)
"""What may happen in any operation."""


def nothing_yet() -> Any:
    """Return the field of the key, with nothing in its list."""
    return Field(default=(), description=MEANING)
