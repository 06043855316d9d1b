"""Who acts: every operation that writes is told by whom (R45).

No role is asked for yet. What is kept of a change - in the ledger, of a hold, of a product - is kept under this name.
"""

from serialhhd.store import refusals
from serialhhd.store.words import codes


def named(by: str) -> str:
    """Return the name of who acts, as it was given.

    Raises:
        Refused: `code_empty` where nobody is named, `code_unprintable`.
    """
    if not codes.words(by, "operator"):
        raise refusals.code_empty(what="operator")
    return by
