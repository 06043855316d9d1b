"""The few sentences that belong to the screen itself: its keys, its panels, and what happened to a scan on the way.

What an operator is told about the work comes with the View, from `flows/messages.py`.
"""

from serialhhd.flows.view import Message, Severity

SEVERITY_WORDS: dict[Severity, str] = {"info": "", "success": "", "warning": "WARNING", "error": "ERROR"}
ACCEPTED = "OK"
ERROR = "ERROR"
WAIT = "WAIT"

MENU = "Menu"
CLOSE = "Close"
BACK = "Back"
YES = "Yes"
NO = "No"

LABEL_CAPTION = "VIRTUAL SCANNER"
NO_LABELS = "Nothing to scan here: type the answer, then Enter."
DEVICE_TITLE = "HHD"


def _units(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def acknowledge(prefix: str) -> str:
    """Say how an error is acknowledged."""
    return f"F2 or {prefix} + ENT"


def scans_ignored(count: int) -> str:
    """Say how many scans were refused since the error: typed ahead, or made meanwhile."""
    return f"{_units(count, 'scan')} ignored"


def more_pages(page: int, pages: int) -> str:
    """Say which page of a long text is shown."""
    return f"{page}/{pages} PgDn"


def enter_takes(quantity: int) -> str:
    """Say what Enter alone answers."""
    return f"Enter = {quantity}"


def not_taken(text: str, message: Message) -> Message:
    """Say that the store could not take a scan."""
    return Message(
        "error", message.code, f"{message.text} {text or 'The scan'} was NOT taken: scan it again."
    )


def no_such_action(number: int, count: int) -> Message:
    """Say that the numbered list has no such entry."""
    return Message("warning", "no_such_action", f"There is no number {number}: expected 1 to {count}.")


def no_such_label(number: int) -> Message:
    """Say that the virtual scanner has no such label."""
    return Message("warning", "no_such_label", f"There is no label {number}.")


def how_to_leave(prefix: str) -> Message:
    """Say how the handheld is left; Ctrl+C alone would end it in the middle of a scanner's frame."""
    return Message("info", "how_to_leave", f"To leave: {prefix} + Enter, then Quit, or Ctrl+Q.")


ASK_CANCEL = "CANCEL?"
ASK_REMOVE = "REMOVE?"


def drops_serials(captured: int) -> str:
    """Say what cancelling would lose."""
    return f"{_units(captured, 'serial')} scanned here will be dropped."


def choose_action() -> str:
    """Ask for an action."""
    return "ACTION?"


def choose_serial() -> str:
    """Ask which of the captured serials is to be removed."""
    return "REMOVE WHICH?"


def help_title() -> str:
    """Head the page of keys."""
    return "HELP"


def list_title() -> str:
    """Head the answer to `:list`."""
    return "LIST"


def help_on_keys(prefix: str) -> tuple[str, ...]:
    """Say how the handheld is used without function keys."""
    return (
        f"{prefix} + Enter: all actions, numbered.",
        f"{prefix}3 + Enter: action 3 at once.",
        "Enter or PgDn: next page.",
        f"F2 or {prefix} + Enter: close, and acknowledge an error.",
    )


def scanner_hint(prefix: str, *, has_error: bool) -> tuple[str, ...]:
    """Say to someone who sees it for the first time what to do now, and how the virtual scanner is used."""
    return (
        f"An error waits for you: press F2, or {prefix} and Enter."
        if has_error
        else "A handheld asks, you scan what it asks for.",
        "Alt+1 to Alt+9 or a click reads a label.",
        f"Without Alt: {prefix}{prefix}1 and Enter. Typing works too.",
        "Labels marked ✗ are to be refused: try them.",
    )
