"""The handheld of a perfect operator in a scenario: whatever is entered goes over the wire, and what goes wrong comes between."""

from dataclasses import replace
from typing import Final

from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Group, InHand, Right
from serialhhd.training.playing.plan import Mishap
from serialhhd.training.scanner import Scanner
from serialhhd.training.wire import Wire

_SECONDS: Final = "s"


class Seat:
    """A conversation in which mishaps happen, each when its time has come, and what is right is done about it.

    Args:
        session: The handheld.
        mishaps: What goes wrong.
        around: What is within reach, whatever the label in hand.
        pace: Seconds that each scan takes, by the clock of the lesson.
    """

    def __init__(self, session: Session, mishaps: tuple[Mishap, ...], around: InHand, pace: float) -> None:
        self._session = session
        self._wire = Wire(session, pace)
        self._mishaps = mishaps
        self._around = around
        self._view = session.view()
        self.scans = 0

    def view(self) -> View:
        """Return where the operator stands."""
        return self._view

    def submit(self, scan: Scan) -> View:
        """Meet what goes wrong now, and enter something, unless it has been read by the way."""
        label = _label(scan.text)
        before = _standing(self._view)
        for mishap in self._mishaps:
            if not mishap.has_happened and _standing(self._view) == before and self._is_time(mishap):
                mishap.has_happened = True
                self._meet(mishap, label)
        if _standing(self._view) == before:
            self._send(Scanner(has_aim_id=label.text != scan.text), label)
        return self._view

    def _is_time(self, mishap: Mishap) -> bool:
        event = mishap.event
        if event.when:
            captured = self._view.serials.captured if self._view.serials else 0
            return (self._view.step, captured) == (event.when.step, event.when.captured)
        return bool(event.at) or self._wire.now >= float(event.after.removesuffix(_SECONDS))

    def _meet(self, mishap: Mishap, label: Label) -> None:
        """Scan what is wrong where it is right to; what is set aside, or shown to the supervisor, is not scanned at all."""
        fault = faults()[mishap.event.fault]
        if mishap.event.right in {Right.SET_ASIDE, Right.CALL}:
            return
        in_hand = _label(mishap.unit) if fault.group is Group.GOODS else label
        if not in_hand.text:
            return
        for view in self._wire.send(fault.reads(Scanner(), replace(self._around, label=in_hand))):
            self._view = view
            self.scans += 1

    def _send(self, scanner: Scanner, label: Label) -> None:
        for view in self._wire.send(scanner.read(label)):
            self._view = view
            self.scans += 1


def _label(text: str) -> Label:
    """Return a label by what a scanner would say of it."""
    symbology = next((one for one in Symbology if text.startswith(one.aim_id)), None)
    data = text.removeprefix(symbology.aim_id) if symbology else text
    return Label(data, "", is_good=True, why="", symbology=symbology or Symbology.CODE_128)


def _standing(view: View) -> tuple[str, int, int]:
    """Return what changes when an answer is taken."""
    return view.asks, view.serials.captured if view.serials else 0, view.posted
