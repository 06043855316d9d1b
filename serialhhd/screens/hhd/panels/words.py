"""What stands on the device itself: the names of its keys and panels, and how they are used.

The sentences that an operator is told are in `flows/sentences/`.
"""

from serialhhd.flows.seam.view import Severity, View

SEVERITY_WORDS: dict[Severity, str] = {"info": "", "success": "", "warning": "WARNING", "error": "ERROR"}
ACCEPTED = "OK"
ERROR = "ERROR"
WAIT = "WAIT"
TOO_SMALL = "Screen too small"

MENU = "Menu"
CLOSE = "Close"
BACK = "Back"
YES = "Yes"
NO = "No"
DROP = "Drop"
KEEP = "Keep"

LABEL_CAPTION = "VIRTUAL SCANNER"
NO_LABELS = "Nothing to scan here: type the answer, then Enter."


def acknowledge(prefix: str, width: int) -> str:
    """Say how an error is acknowledged, in at most `width` columns."""
    keys = f"F2 or {prefix} + ENT"
    said = f"Go on: {keys}"
    return said if len(said) <= width else keys


def more_pages(page: int, pages: int) -> str:
    """Say which page of a long text is shown."""
    return f"{page}/{pages} PgDn"


def on_enter(view: View) -> str:
    """Say what Enter alone answers; nothing where it is no answer."""
    if view.proposed is not None:
        return f"Enter = {view.proposed}"
    return "F4 / Enter" if view.enter == ":done" else ""


def ignored(count: int) -> str:
    """Say how many scans were not taken while an error was shown."""
    return f"{count} ignored"


ASK_CANCEL = "CANCEL?"
ASK_REMOVE = "REMOVE?"


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


def message_title() -> str:
    """Head a sentence that was too long for its rows."""
    return "MESSAGE"


def help_on_keys(prefix: str) -> tuple[str, ...]:
    """Say how the handheld is used without function keys."""
    return (
        f"{prefix} + Enter: all actions, numbered.",
        f"{prefix}3 + Enter: number 3 at once, as F3.",
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
