"""What stands on the device itself: the names of its keys and panels, and how they are used.

The sentences that an operator is told are in `flows/sentences/`.
"""

from serialhhd.flows.sentences.language import said

# --- beside and in place of the answer ----------------------------------------------------------------------------


@said
def warning() -> str:
    return "WARNING"


@said
def error() -> str:
    return "ERROR"


@said
def accepted() -> str:
    return "OK"


@said
def wait() -> str:
    return "WAIT"


@said
def ignored(*, count: int) -> str:
    """Say how many scans were not taken while an error was shown."""
    return f"{count} ignored"


@said
def too_small() -> str:
    return "Screen too small"


@said
def acknowledge(*, prefix: str) -> str:
    """Say how an error is acknowledged."""
    return f"Go on: {acknowledging(prefix=prefix)}"


@said
def acknowledging(*, prefix: str) -> str:
    """Name what acknowledges an error, where there is no room for more."""
    return f"F2 or {prefix} + ENT"


@said
def more_pages(*, page: int, pages: int) -> str:
    """Say which page of a long text is shown."""
    return f"{page}/{pages} PgDn"


@said
def enter_takes(*, taken: int | str) -> str:
    """Say what Enter alone takes."""
    return f"Enter = {taken}"


@said
def done_or_enter() -> str:
    """Say what goes on when all serials are there."""
    return "F4 / Enter"


# --- the keys -----------------------------------------------------------------------------------------------------


@said
def menu() -> str:
    return "Menu"


@said
def close() -> str:
    return "Close"


@said
def back() -> str:
    return "Back"


@said
def yes() -> str:
    return "Yes"


@said
def no() -> str:
    return "No"


@said
def drop() -> str:
    return "Drop"


@said
def keep() -> str:
    return "Keep"


# --- the panels ---------------------------------------------------------------------------------------------------


@said
def ask_cancel() -> str:
    return "CANCEL?"


@said
def ask_remove() -> str:
    return "REMOVE?"


@said
def choose_action() -> str:
    return "ACTION?"


@said
def choose_serial() -> str:
    """Ask which of the captured serials is to be removed."""
    return "REMOVE WHICH?"


@said
def help_title() -> str:
    return "HELP"


@said
def list_title() -> str:
    """Head the answer to `:list`."""
    return "LIST"


@said
def message_title() -> str:
    """Head a sentence that was too long for its rows."""
    return "MESSAGE"


@said
def help_all_actions(*, prefix: str) -> str:
    return f"{prefix} + Enter: all actions, numbered."


@said
def help_one_action(*, prefix: str) -> str:
    return f"{prefix}3 + Enter: number 3 at once, as F3."


@said
def help_next_page() -> str:
    return "Enter or PgDn: next page."


@said
def help_closing(*, prefix: str) -> str:
    return f"F2 or {prefix} + Enter: close, and acknowledge an error."


# --- the virtual scanner ------------------------------------------------------------------------------------------


@said
def scanner() -> str:
    return "VIRTUAL SCANNER"


@said
def no_labels() -> str:
    return "Nothing to scan here: type the answer, then Enter."


@said
def hint_on_error(*, prefix: str) -> str:
    return f"An error waits for you: press F2, or {prefix} and Enter."


@said
def hint_on_scanning() -> str:
    return "A handheld asks, you scan what it asks for."


@said
def hint_on_alt() -> str:
    return "Alt+1 to Alt+9 or a click reads a label."


@said
def hint_without_alt(*, prefix: str) -> str:
    return f"Without Alt: {prefix}{prefix}1 and Enter. Typing works too."


@said
def hint_on_bad() -> str:
    return "Labels marked ✗ are to be refused: try them."
