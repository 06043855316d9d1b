"""Something that goes wrong in a lesson: an event of the scenario, or what a trainer brings about."""

from dataclasses import dataclass
from typing import Final

from serialhhd.flows.seam.view import Label
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Fault, Group, Right
from serialhhd.training.faults.incident import Incident
from serialhhd.training.faults.of_labels import LabelFault
from serialhhd.training.lessons.goods import Pile, Unit, readings
from serialhhd.training.scenarios.model import Event

_AT_READING: Final = frozenset({Group.LABEL, Group.SCANNER})
_TAKEN: Final = "serial_captured"
"""How the codes begin with which a serial is taken."""
_HARMLESS: Final = (Right.RESCAN, Right.RESUME, Right.REFUSE_ONLY, Right.CALL, Right.SET_ASIDE)
"""What may be right, that first after which the end is the same as without it."""


@dataclass(slots=True)
class Mishap:
    """An event as it is played.

    Attributes:
        number: Its number in the lesson.
        event: What the scenario says, or the trainer has brought about.
        unit: The unit that is not in order; None where it is none.
        misprint: What stands on its label, where that is what is wrong with it; None where it is not, or nothing can be read.
        is_due: Whether its time has come.
        has_come: Whether it has come: one of a label or the scanner only with the next label that is read.
        is_met: Whether its unit was scanned.
    """

    number: int
    event: Event
    unit: Unit | None = None
    misprint: Label | None = None
    is_due: bool = False
    has_come: bool = False
    is_met: bool = False

    @property
    def fault(self) -> Fault:
        """What goes wrong."""
        return faults()[self.event.fault]

    @property
    def waits(self) -> bool:
        """Whether it has not been brought: one of a label or the scanner waits for a label, once its time has come."""
        return not (self.has_come or (self.is_due and self.acts_at_reading))

    @property
    def acts_at_reading(self) -> bool:
        """Whether it changes what is read of a label."""
        return self.fault.group in _AT_READING

    def brings(self, text: str, code: str, *, lasts: bool) -> bool:
        """Return whether it brought an answer: its unit was scanned, or it is told that it has happened; once, or as long as it lasts.

        Args:
            text: What was entered.
            code: Of what was said.
            lasts: Whether such an incident is under way.
        """
        if not self.has_come or (self.is_met and not lasts):
            return False
        if self.unit:
            return self._bears(text, code)
        return isinstance(self.fault, Incident) and code in self.fault.codes

    def _bears(self, text: str, code: str) -> bool:
        """Return whether what was scanned stands on the label of its unit, as it should be; or as it is, where that was taken for a serial."""
        is_for_unit = code in self.fault.codes or code.startswith(_TAKEN)
        is_misprint = is_for_unit and self.misprint is not None and text in readings(self.misprint)
        return is_misprint or (self.unit is not None and self.unit.bears(text))

    def is_on_paper(self, text: str, code: str) -> bool:
        """Return whether a refusal is what it brings before it has come: all that lies there is on a sheet, for a real scanner.

        Args:
            text: What was entered.
            code: Of what was said.
        """
        if self.has_come or self.unit:
            return not self.has_come and self.unit is not None and self._bears(text, code)
        return self.is_due and isinstance(self.fault, LabelFault) and code in self.fault.codes


def of_event(number: int, event: Event, pile: Pile) -> Mishap:
    """Return the mishap of an event of the scenario."""
    unit, fault = pile.of_mishap(number), faults()[event.fault]
    misprint = (
        fault.found(pile.in_hand(unit.label, pile.units)) if unit and isinstance(fault, LabelFault) else None
    )
    return Mishap(number, event, unit, misprint)


def injectable() -> tuple[str, ...]:
    """Return the faults that a trainer can bring about at any time, whatever lies there and is to come of it."""
    return tuple(name for name, fault in faults().items() if not _is_of_scenario(fault))


def _is_of_scenario(fault: Fault) -> bool:
    """Return whether the goods, or the end, of a scenario must be made for it."""
    return fault.group is Group.GOODS or (isinstance(fault, Incident) and fault.changes_end)


def brought_about(fault: str, right: str) -> Event:
    """Return an event that is due at once.

    Args:
        fault: What goes wrong.
        right: What is right then; empty: of all that may be, that which leaves the end as it is to be.

    Raises:
        ValueError: There is no such fault, or it lies in the goods, and these lie as they do, or it changes the end.
    """
    if fault not in injectable():
        raise ValueError(fault)
    rights = faults()[fault].rights
    return Event(at="start", fault=fault, right=right or next(one for one in _HARMLESS if one in rights))
