"""What a terminal is told when there is no handheld on it: before it is drawn, or as the connection ends."""

from serialhhd.flows.sentences.language import said


@said
def taken_over() -> str:
    return "You have logged in on another device. This one is closed."


@said
def stopping() -> str:
    return "The server is being restarted. Log in again in a moment: your work is kept."


@said
def failed() -> str:
    return "This handheld had a fault and was closed. Log in again: what said OK is kept."


@said
def idle() -> str:
    return "Nothing was scanned for a long time. Log in again: your work is kept."


@said
def disabled() -> str:
    return "You may not use this handheld any more. Ask your supervisor."


@said
def full() -> str:
    return "No more handhelds can be open at once. Tell your supervisor, or try again later."


@said
def too_much() -> str:
    return "Too much was sent at once. Log in again: what said OK is kept."


@said
def goodbye() -> str:
    return "Signed off."


@said
def unavailable() -> str:
    return "The store cannot be used now. Try again in a moment."


@said
def name_taken() -> str:
    return "Somebody of this name is at another device. Log in by another name, or close that one first."


@said
def wait(*, seconds: int) -> str:
    """Say that there were too many tries, and how long to wait."""
    return f"Too many tries. Wait {seconds} seconds."
