"""Why a terminal has no handheld any more, or gets none."""

from enum import StrEnum

from serialhhd.hosting.terminal import english as words


class Ending(StrEnum):
    """Why a client is hung up on. Its value is the name of the sentence that is said then, in the client's language."""

    TAKEN_OVER = "taken_over"
    STOPPING = "stopping"
    FAILED = "failed"
    IDLE = "idle"
    DISABLED = "disabled"
    FULL = "full"
    TOO_MUCH = "too_much"
    GOODBYE = "goodbye"
    UNAVAILABLE = "unavailable"
    NAME_TAKEN = "name_taken"

    def sentence(self) -> str:
        """Return what is said, in the language that is spoken."""
        return SENTENCES[self]()


SENTENCES = {
    Ending.TAKEN_OVER: words.taken_over,
    Ending.STOPPING: words.stopping,
    Ending.FAILED: words.failed,
    Ending.IDLE: words.idle,
    Ending.DISABLED: words.disabled,
    Ending.FULL: words.full,
    Ending.TOO_MUCH: words.too_much,
    Ending.GOODBYE: words.goodbye,
    Ending.UNAVAILABLE: words.unavailable,
    Ending.NAME_TAKEN: words.name_taken,
}
