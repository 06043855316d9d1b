"""What whoever takes entries asks of the screen that it serves. Knows no Textual."""

from collections.abc import Sequence
from enum import Enum
from typing import Protocol

from serialhhd.flows.seam.handheld import Profile
from serialhhd.flows.seam.view import Label
from serialhhd.screens.hhd.drawing.screen_state import ScreenState


class Tone(Enum):
    """What the operator hears, as flows.toml calls it."""

    TAKEN = "success"
    LOOK = "warning"
    """Taken, or nothing was changed; it is to be looked at."""
    NOT_TAKEN = "error"


class HandheldScreen(Protocol):
    """What the entry handler asks of the screen it serves."""

    def draw(self, shown: ScreenState) -> None:
        """Draw this from now on."""
        ...

    def sound(self, tone: Tone) -> None:
        """Let the operator hear a tone."""
        ...

    def flush(self) -> int:
        """Drop what was entered ahead and return how many scans were among it."""
        ...

    def leave(self) -> None:
        """Close the handheld. The run stays open."""
        ...

    def set_up(self, profile: Profile) -> None:
        """Sound and look as the device is set up, from now on."""
        ...

    def fits(self, labels: Sequence[str]) -> bool:
        """Return whether a numbered list of these fits on one page."""
        ...

    def cuts_answer(self, shown: ScreenState) -> bool:
        """Return whether the answer has more to say than there are rows for."""
        ...

    @property
    def shows_labels(self) -> bool:
        """Whether the virtual scanner is drawn."""
        ...

    def takes_beside(self, line: str) -> bool:
        """Take a line that is meant for what lies beside the device, whatever waits on it; False where it is meant for the device."""
        ...

    def aim(self, label: Label) -> None:
        """Let the virtual scanner read a label: what it sends is entered behind what was entered before."""
        ...
