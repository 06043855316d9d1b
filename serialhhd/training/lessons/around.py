"""What is around whoever plays a lesson: the link to the handheld, and the store, which others use as well."""

from collections.abc import Callable
from typing import Final

from serialhhd.training.faults.incident import Incidents, Link, Upcoming
from serialhhd.training.faults.workplace import Workplace

OTHER_DEVICE: Final = "other-handheld"
"""The name of the device that is taken when the first one is dead; by it flows.toml may set it up."""


class Around:
    """Where incidents happen: a `Scene`.

    Args:
        workplace: The store of the lesson, as others use it.
        upcoming: Returns what is worked on.

    Attributes:
        workplace: The store.
        incidents: What is under way.
        client: The link of the client that it is played at, where it has one of its own: that is really slow, and cut.
        is_cut: Whether the link to the handheld is lost: what is entered goes nowhere, until the trainee signs on again.
        device: On which device whoever signs on anew is, by its names, where it is another one; None where it is not, or the client says that.
        delay: Seconds that each answer takes: over a slow link more than none.
    """

    def __init__(self, workplace: Workplace, upcoming: Callable[[], Upcoming]) -> None:
        self.workplace = workplace
        self.incidents = Incidents(self)
        self.client: Link | None = None
        self.is_cut = False
        self.device: tuple[str, ...] | None = None
        self.delay = 0.0
        self._upcoming = upcoming

    @property
    def upcoming(self) -> Upcoming:
        """What is worked on."""
        return self._upcoming()

    def connect(self, client: Link) -> None:
        """Be played at this client from now on: over a link that is slow still, where it was."""
        self.client = client
        if self.delay:
            client.slow(self.delay)

    def slow(self, seconds: float) -> None:
        """Let each answer come so much later from now on; 0: at once again."""
        self.delay = seconds
        if self.client:
            self.client.slow(seconds)

    def cut(self) -> None:
        """Lose the link to the handheld: it is as if its device were switched off."""
        self.is_cut = True
        if self.client:
            self.client.cut()

    def switch_off(self) -> None:
        """Lose the link with the device: the work goes on at another one."""
        if self.client is None:
            self.device = (OTHER_DEVICE,)
        self.cut()

    def end(self) -> None:
        """Let everything be over, and let go of the store."""
        self.incidents.end()
        self.workplace.close()
