"""What is wrong with the link, or with the device: the client is slow, or really gone, and the work goes on where it stands (R14)."""

from typing import ClassVar, Final

from serialhhd.training.faults.fault import Group, Right
from serialhhd.training.faults.incident import Incident, Scene

DELAY: Final = 4.0
"""Seconds that an answer takes over a slow link: more than anybody waits who has not learned to."""


class LinkFault(Incident):
    """A link that does not carry what it should."""

    group: ClassVar[Group] = Group.LINK


class SlowLink(LinkFault):
    """The answer takes its time."""

    name: ClassVar[str] = "slow_link"
    meaning: ClassVar[str] = "The radio is weak: each answer takes some seconds, for a while."
    rights: ClassVar[tuple[Right, ...]] = (Right.REFUSE_ONLY, Right.CALL)
    codes: ClassVar[tuple[str, ...]] = ("serial_already_captured",)
    lasts: ClassVar[float] = 20.0

    def happens(self, scene: Scene) -> bool:
        """Slow the link down."""
        scene.slow(DELAY)
        return True

    def passes(self, scene: Scene) -> None:
        """Let it be as quick as before."""
        scene.slow(0.0)


class DroppedLink(LinkFault):
    """The link is gone."""

    name: ClassVar[str] = "dropped_link"
    meaning: ClassVar[str] = "The link breaks off: what is scanned is lost, and nothing beeps."
    rights: ClassVar[tuple[Right, ...]] = (Right.RESUME,)
    codes: ClassVar[tuple[str, ...]] = ("run_resumed",)

    def happens(self, scene: Scene) -> bool:
        """Cut the client off."""
        scene.cut()
        return True


class DeadBattery(LinkFault):
    """The device is dead."""

    name: ClassVar[str] = "dead_battery"
    meaning: ClassVar[str] = (
        "The battery is empty: the screen is dark, and the work goes on at another device."
    )
    rights: ClassVar[tuple[Right, ...]] = (Right.RESUME,)
    codes: ClassVar[tuple[str, ...]] = ("run_resumed",)

    def happens(self, scene: Scene) -> bool:
        """Cut the client off, with its device."""
        scene.switch_off()
        return True
