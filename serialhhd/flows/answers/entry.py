"""What was entered at a step that takes a plain code."""

from serialhhd.flows.sentences import messages
from serialhhd.store.symbols import scan


def entered(text: str, what: str) -> str:
    """Return the code without a scanner's prefix, its terminators and outer blanks.

    Raises:
        Refused: `nothing_entered` where Enter was pressed alone.
    """
    code = scan.clean(text)
    if not code:
        raise messages.nothing_entered(what=what)
    return code
