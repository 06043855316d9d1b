"""The handheld of an operator without hands in a lesson: whatever is entered is read by the scanner, and goes over the wire as bytes."""

from collections.abc import Collection
from typing import Final

from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.faults.fault import Right
from serialhhd.training.faults.incident import Incident
from serialhhd.training.faults.of_links import LinkFault, SlowLink
from serialhhd.training.faults.of_scanners import ScansAhead
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.mishap import Mishap
from serialhhd.training.lessons.moments import Scanned
from serialhhd.training.lessons.taken import standing
from serialhhd.training.wire import Wire

_UNSEEN: Final = frozenset({SlowLink.name, ScansAhead.name})
"""The faults by which nobody has seen the answer who does not wait for it."""
ATTEMPTS: Final = 5
"""So often the same label is read, when something goes wrong with each."""


class GivenUpError(Exception):
    """What is being done is not to be done any more: the document was cancelled."""


class Troubleshooter:
    """A conversation in which things go wrong, and what is right is done about each; but not by whoever is careless about it.

    Careless is who scans on as if nothing were wrong: sets nothing aside, calls nobody, waits for nothing, does not sign on again.

    Args:
        lesson: What is played.
        wire: The link to it.
        careless_about: The faults about which nothing is done, by their names.
    """

    def __init__(self, lesson: Lesson, wire: Wire, careless_about: Collection[str] = ()) -> None:
        self._lesson = lesson
        self._wire = wire
        self._careless_about = careless_about
        self._seen: set[int] = set()
        self._given_up: set[int] = set()
        lesson.around.connect(wire)

    def view(self) -> View:
        """Return where the operator stands."""
        return self._wire.view

    def submit(self, scan: Scan) -> View:
        """See to what has come, and enter something, unless that has led elsewhere.

        Raises:
            GivenUpError: The last one was refused, as what is being done is not to be done any more; said once.
        """
        self._give_up()
        before = self._wire.view
        self._see_to()
        if not self._has_moved(before):
            self._enter(_label(scan.text))
        return self._wire.view

    # --- what has come --------------------------------------------------------------------------------------------------

    def _see_to(self) -> None:
        """See to the mishaps that have come, each once."""
        for mishap in self._lesson.mishaps:
            if mishap.has_come and mishap.number not in self._seen:
                self._seen.add(mishap.number)
                self._do_what_is_right(mishap)

    def _do_what_is_right(self, mishap: Mishap) -> None:
        """Set aside, call, or scan what is to be refused; whoever is careless scans what is not to be scanned."""
        right, is_careless = mishap.event.right, self._is_careless(mishap)
        if right == Right.SET_ASIDE and not is_careless:
            self._lesson.set_aside(mishap.unit)
        elif right == Right.CALL and not is_careless:
            self._lesson.call()
        elif mishap.unit:
            self._read(mishap.unit.label)

    def _give_up(self) -> None:
        """Let be what somebody has cancelled, once that was said."""
        mishap = self._last_refusal()
        if not mishap or mishap.number in self._given_up or self._is_careless(mishap):
            return
        if isinstance(mishap.fault, Incident) and mishap.fault.changes_end:
            self._given_up.add(mishap.number)
            raise GivenUpError

    # --- what is entered ------------------------------------------------------------------------------------------------

    def _enter(self, label: Label) -> None:
        """Read a label until it is answered by what it says, and not by what goes wrong meanwhile."""
        before = self._wire.view
        for _ in range(ATTEMPTS):
            come = self._come()
            self._read(label)
            if self._has_moved(before):
                self._read_again_impatiently(label)
                return
            if not self._is_worth_another(come):
                return

    def _read(self, label: Label) -> None:
        """Read a label, and acknowledge what is refused of it at once."""
        self._wire.send(self._lesson.read(label))
        self._lesson.acknowledge()

    def _read_again_impatiently(self, label: Label) -> None:
        """Read a label once more where its answer was not waited for, if somebody is careless about that."""
        late = (one for one in self._lesson.mishaps if one.has_come and one.event.fault in _UNSEEN)
        if any(map(self._is_careless, late)):
            self._read(label)

    def _is_worth_another(self, come: int) -> bool:
        """Return whether a label is to be read again: it was not its fault, and what was is seen to, or over."""
        if self._lesson.around.is_cut:
            return self._sign_on()
        if self._come() > come:
            self._see_to()
            return True
        return self._wait()

    def _come(self) -> int:
        """Return how many mishaps have come."""
        return sum(one.has_come for one in self._lesson.mishaps)

    def _sign_on(self) -> bool:
        """Sign on again, and return whether that was done: whoever is careless about what has cut the link does not."""
        cutting = [one for one in self._lesson.mishaps if one.has_come and isinstance(one.fault, LinkFault)]
        if any(map(self._is_careless, cutting)):
            return False
        self._wire.connect(self._lesson, self._lesson.sign_on())
        return True

    def _wait(self) -> bool:
        """Wait until what has refused the last scan is over, and return whether that was worth it."""
        mishap, until = self._last_refusal(), self._lesson.around.incidents.last_until
        if not mishap or self._is_careless(mishap) or not until:
            return False
        self._wire.elapsed.now = max(self._wire.elapsed.now, until)
        self._lesson.look()
        return True

    def _last_refusal(self) -> Mishap | None:
        """Return the mishap that has refused the last scan; None where none did."""
        last = next((one for one in reversed(self._lesson.moments) if isinstance(one, Scanned)), None)
        if last is None or last.mishap is None or last.is_right:
            return None
        return self._lesson.mishaps[last.mishap]

    def _is_careless(self, mishap: Mishap) -> bool:
        return mishap.event.fault in self._careless_about

    def _has_moved(self, before: View) -> bool:
        """Return whether something was taken since."""
        now = self._wire.view
        return now is not before and (now.posted > 0 or standing(now) != standing(before))


def _label(text: str) -> Label:
    """Return a label by what a scanner would say of it."""
    symbology = next((one for one in Symbology if text.startswith(one.aim_id)), None)
    data = text.removeprefix(symbology.aim_id) if symbology else text
    return Label(data, "", is_good=True, why="", symbology=symbology or Symbology.CODE_128)
