"""What of an operation takes a supervisor: what `needs_supervisor` names (R67), and from how many units on, `approve_from` (R29, R41)."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

from pydantic import Field

from serialhhd.store.words.numbers import MOST_UNITS
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


NEVER: Final = "never"


def _is_limit(value: Any) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool) and 0 <= value <= MOST_UNITS
    return bool(value == NEVER)


ApproveFrom = Annotated[
    int | str,
    Must(
        '"never" or a number of units, 0 or more',
        _is_limit,
        {"anyOf": [{"enum": [NEVER]}, {"type": "integer", "minimum": 0, "maximum": MOST_UNITS}]},
        is_all=True,
    ),
    Choices({NEVER: "it is posted at once"}),
]
"""From how many units on something waits for a supervisor."""


def limit_of(approve_from: int | str) -> int | None:
    """Return from how many units on it waits; None: it never does."""
    return approve_from if isinstance(approve_from, int) else None


def least(limits: Iterable[int | None]) -> int | None:
    """Return the least of several limits; None where nothing ever waits."""
    return min((limit for limit in limits if limit is not None), default=None)


ANY_RUN: Final = Supervised(Approvable.CANCEL)
"""What may happen in any operation."""


def nothing_yet() -> Any:
    """Return the field of the key, with nothing in its list."""
    return Field(default=(), description=MEANING)
