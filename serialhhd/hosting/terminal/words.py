"""What a terminal is told when there is no handheld on it: before it is drawn, or as the connection ends."""

TAKEN_OVER = "You have logged in on another device. This one is closed."
STOPPING = "The server is being restarted. Log in again in a moment: your work is kept."
FAILED = "This handheld had a fault and was closed. Log in again: what said OK is kept."
IDLE = "Nothing was scanned for a long time. Log in again: your work is kept."
DISABLED = "You may not use this handheld any more. Ask your supervisor."
FULL = "No more handhelds can be open at once. Tell your supervisor, or try again later."
TOO_MUCH = "Too much was sent at once. Log in again: what said OK is kept."
GOODBYE = "Signed off."
UNAVAILABLE = "The store cannot be used now. Try again in a moment."


def wait(seconds: int) -> str:
    """Say that there were too many tries, and how long to wait."""
    return f"Too many tries. Wait {seconds} seconds."
