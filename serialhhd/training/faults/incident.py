"""What happens around whoever scans: to the link and the device, or to the store, which others use as well."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Protocol

from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.training.faults.fault import Fault
from serialhhd.training.faults.workplace import Workplace


class Link(Protocol):
    """What a client reaches its handheld over: whoever hosts a client has one that acts on the client itself, from any thread."""

    def slow(self, seconds: float) -> None:
        """Let each answer come so much later from now on; 0: at once again."""
        ...

    def cut(self) -> None:
        """Cut the client off: nothing that it sends arrives, and it is answered nothing, before somebody signs on anew."""
        ...


Upcoming = tuple[Sequence[str], str]
"""The document that is worked on, or those that could be next, and the barcode of what lies there next; empty where nothing does."""


class Scene(Link, Protocol):
    """A lesson, as far as an incident reaches into it: its link, and what lies around."""

    def switch_off(self) -> None:
        """Cut the link, and be on another device from the next time on that somebody signs on."""
        ...

    @property
    def workplace(self) -> Workplace:
        """The store that is worked on, as others use it."""
        ...

    @property
    def upcoming(self) -> Upcoming:
        """What is worked on."""
        ...


class Incident(Fault):
    """Something that happens, and really does: it waits for a moment at which it can.

    Attributes:
        lasts: Seconds after which it passes by itself, if a supervisor who is called does not end it before; 0: it happens, and that is it.
        changes_end: Whether the end is another than it would have been, whatever is done about it.
    """

    is_of_unit: ClassVar[bool] = False
    lasts: ClassVar[float] = 0.0
    changes_end: ClassVar[bool] = False

    @abstractmethod
    def happens(self, scene: Scene) -> bool:
        """Let it happen, and return whether it could; else it is tried again after the next scan.

        Raises:
            StoreUnavailable: The store cannot be used.
        """

    def passes(self, scene: Scene) -> None:
        """Let it be over.

        Raises:
            StoreUnavailable: The store cannot be used.
        """


class Incidents:
    """The incidents of a lesson: each begins at its moment, and passes.

    Args:
        scene: The lesson.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._lasting: list[tuple[float, Incident]] = []

    def begin(self, incident: Incident, now: float) -> bool:
        """Let something happen, and return whether it could.

        Args:
            incident: What happens.
            now: Seconds since the start, as for `pass_by`.
        """
        try:
            has_happened = incident.happens(self._scene)
        except StoreUnavailable:  # another one has seen to that
            return False
        if has_happened and incident.lasts:
            self._lasting.append((now + incident.lasts, incident))
        return has_happened

    @property
    def last_until(self) -> float:
        """When all that is under way will have passed; 0 where nothing is."""
        return max((until for until, _ in self._lasting), default=0.0)

    def is_under_way(self, name: str) -> bool:
        """Return whether an incident of that name has happened, and has not passed."""
        return any(one.name == name for _, one in self._lasting)

    def are_over(self, now: float) -> bool:
        """Return whether there is something that `pass_by` would let be over."""
        return any(until <= now for until, _ in self._lasting)

    def pass_by(self, now: float) -> None:
        """Let be over whose time has come, the last that began first: it may be in the way of others."""
        over = [one for one in self._lasting if one[0] <= now]
        for one in reversed(over):
            one[1].passes(self._scene)
            self._lasting.remove(one)  # each by itself: one that cannot pass now leaves those alone that have

    def end(self) -> None:
        """Let all be over, as a supervisor does who is called."""
        self.pass_by(self.last_until)
