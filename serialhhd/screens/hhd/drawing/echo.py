"""The echo of the last accepted scan. Knows no Textual."""

from serialhhd.flows.seam.view import View


def echo_after(before: View, after: View, text: str, echo: str) -> str:
    """Return what is echoed after an answer: the last serial of the line, or else what was entered or chosen last.

    Args:
        before: Where the operator was.
        after: The answer.
        text: What was entered.
        echo: What was echoed before; what was not taken leaves it.
    """
    if after.serials and after.serials.last:
        return after.serials.last
    if before.is_private and before.flow:
        return echo  # a supervisor's badge, and a PIN, are none of what is taken
    if text.startswith(":") and before.is_secret:
        return ""  # whoever went back from the PIN is nobody any more
    if text.startswith(":"):
        was_last = before.serials.last if before.serials else None
        return "" if was_last == echo else echo
    return _what_was_taken(before, text) or echo if _is_taken(before, after) else echo


def _is_taken(before: View, after: View) -> bool:
    """Return whether the flow took what was entered: it says so, or went on."""
    severity = after.message.severity if after.message else "info"
    has_gone_on = (before.step, before.fields) != (after.step, after.fields)
    return severity == "success" or (severity == "info" and has_gone_on)


def _what_was_taken(before: View, text: str) -> str:
    """Return what an entry stood for: Enter for the proposed quantity, a number for a choice, anything else for itself."""
    if before.is_secret:
        return ""
    if not text:
        return "" if before.proposed is None else str(before.proposed)
    return next((choice.label for choice in before.choices if choice.key == text), text)
