"""The handheld of a perfect operator in a scenario: whatever is entered goes over the wire, and what goes wrong comes between."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Fault, InHand, Misread, Right
from serialhhd.training.faults.incident import Incident, Incidents, Upcoming
from serialhhd.training.faults.of_goods import GoodsFault
from serialhhd.training.faults.of_links import LinkFault
from serialhhd.training.faults.workplace import Workplace
from serialhhd.training.playing.plan import Mishap
from serialhhd.training.scanner import Scanner
from serialhhd.training.wire import Wire

_SECONDS: Final = "s"
DEVICE: Final = "handheld"
OTHER_DEVICE: Final = "other-handheld"
Devices = Callable[[str], Session]
"""What gives a device of a name, at which nobody is signed on."""


class Seat:
    """A conversation in which mishaps happen, each when its time has come, and what is right is done about it.

    Args:
        session: The handheld.
        devices: Where the operator signs on anew when the link was cut.
        workplace: The store, as others use it.
        trainee: Who signs on.
        mishaps: What goes wrong.
        around: What is within reach, whatever the label in hand.
        following: The label of the unit that comes to hand next, by that of each unit, as they are entered.
        pace: Seconds that each scan takes, by the clock of the lesson.
    """

    def __init__(
        self,
        session: Session,
        devices: Devices,
        workplace: Workplace,
        trainee: str,
        mishaps: tuple[Mishap, ...],
        around: InHand,
        following: Mapping[str, str],
        pace: float,
    ) -> None:
        self._devices = devices
        self.workplace = workplace
        self._trainee = trainee
        self._wire = Wire(session, pace)
        self._mishaps = mishaps
        self._incidents = Incidents(self)
        self._around = around
        self._following = following
        self._view = session.view()
        self.scans = 0
        self._in_hand = _label("")

    # --- what happens around it ---------------------------------------------------------------------------------------

    @property
    def upcoming(self) -> Upcoming:
        """What is worked on, and what is in hand."""
        return [self._view.document or self._in_hand.text], self._in_hand.text

    def slow(self, seconds: float) -> None:
        """Let each answer come so much later from now on."""
        self._wire.slow(seconds)

    def cut(self) -> None:
        """Cut the link."""
        self._wire.cut()

    # --- the conversation ---------------------------------------------------------------------------------------------

    def view(self) -> View:
        """Return where the operator stands."""
        return self._view

    def submit(self, scan: Scan) -> View:
        """Meet what goes wrong now, and enter something, unless it has been read by the way."""
        label = self._in_hand = _label(scan.text)
        before = _standing(self._view)
        self._incidents.pass_by(self._wire.now)
        for mishap in self._mishaps:
            if not mishap.has_happened and _standing(self._view) == before:
                mishap.is_due = mishap.is_due or self._is_time(mishap)
                if mishap.is_due:
                    self._meet(mishap, faults()[mishap.event.fault], label)
        if _standing(self._view) == before:
            self._send(Scanner(has_aim_id=label.text != scan.text), label)
        return self._view

    def _is_time(self, mishap: Mishap) -> bool:
        event = mishap.event
        if event.when:
            captured = self._view.serials.captured if self._view.serials else 0
            return (self._view.step, captured) == (event.when.step, event.when.captured)
        return bool(event.at) or self._wire.now >= float(event.after.removesuffix(_SECONDS))

    def _meet(self, mishap: Mishap, fault: Fault, label: Label) -> None:
        """Let a mishap happen, and do what is right about it."""
        right = mishap.event.right
        if isinstance(fault, Incident):
            mishap.has_happened = self._incidents.begin(fault, self._wire.now)
            if mishap.has_happened:
                self._go_through(fault, label, is_called=right == Right.CALL)
            return
        mishap.has_happened = True
        if right in {Right.SET_ASIDE, Right.CALL}:
            return  # it is not scanned at all
        if isinstance(fault, GoodsFault) and mishap.unit:
            self._send(Scanner(), _label(mishap.unit))
        elif isinstance(fault, Misread) and label.text:
            ahead = self._following.get(label.text) or ""
            hand = replace(self._around, label=label, next_label=_label(ahead) if ahead else None)
            self._show(self._wire.send(fault.reads(Scanner(), hand)))

    def _go_through(self, incident: Incident, label: Label, *, is_called: bool) -> None:
        """Scan what is in hand, as nobody has seen what happened; sign on again, or wait, where it was not taken."""
        before = _standing(self._view)
        self._send(Scanner(), label)
        if self._wire.is_cut:
            is_gone = isinstance(incident, LinkFault) and incident.is_device_gone
            self._wire.connect(self._devices(OTHER_DEVICE if is_gone else DEVICE))
            self._send(Scanner(), _label(self._trainee))
        elif _standing(self._view) == before:
            if not is_called:
                self._wire.now = max(self._wire.now, self._incidents.last_until)
            self._incidents.end()

    def _send(self, scanner: Scanner, label: Label) -> None:
        self._show(self._wire.send(scanner.read(label)))

    def _show(self, views: tuple[View, ...]) -> None:
        for view in views:
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
