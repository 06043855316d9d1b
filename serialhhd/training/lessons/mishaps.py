"""What goes wrong in a lesson: the events of the scenario, and what a trainer brings about."""

from dataclasses import dataclass
from typing import Final

from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Fault, Group, Right
from serialhhd.training.lessons.goods import Unit
from serialhhd.training.scenarios.model import Event

_AT_READING: Final = frozenset({Group.LABEL, Group.SCANNER})
_HARMLESS: Final = (Right.RESCAN, Right.RESUME, Right.REFUSE_ONLY, Right.CALL, Right.SET_ASIDE)
"""What may be right, that first after which the end is the same as without it."""


@dataclass(slots=True)
class Mishap:
    """An event as it is played.

    Attributes:
        number: Its number in the lesson.
        event: What the scenario says, or the trainer has brought about.
        unit: The unit that is not in order; None where it is none.
        is_due: Whether its time has come.
        has_come: Whether it has come: one of a label or the scanner only with the next label that is read.
        is_met: Whether its unit was scanned.
    """

    number: int
    event: Event
    unit: Unit | None = None
    is_due: bool = False
    has_come: bool = False
    is_met: bool = False

    @property
    def fault(self) -> Fault:
        """What goes wrong."""
        return faults()[self.event.fault]

    @property
    def acts_at_reading(self) -> bool:
        """Whether it changes what is read of a label."""
        return self.fault.group in _AT_READING


def injectable() -> tuple[str, ...]:
    """Return the faults that a trainer can bring about at any time, whatever lies there."""
    return tuple(name for name, fault in faults().items() if fault.group is not Group.GOODS)


def brought_about(fault: str, right: str) -> Event:
    """Return an event that is due at once.

    Args:
        fault: What goes wrong.
        right: What is right then; empty: of all that may be, that which leaves the end as it is to be.

    Raises:
        ValueError: There is no such fault, or it lies in the goods, and these lie as they do.
    """
    if fault not in injectable():
        raise ValueError(fault)
    rights = faults()[fault].rights
    return Event(at="start", fault=fault, right=right or next(one for one in _HARMLESS if one in rights))
