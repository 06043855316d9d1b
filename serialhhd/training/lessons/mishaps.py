"""What goes wrong in a lesson: each mishap comes when its time has come."""

import threading
from collections.abc import Callable, Collection

from serialhhd.flows.seam.view import Label, View
from serialhhd.store.engine.store import Store
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Fault
from serialhhd.training.faults.incident import Incident
from serialhhd.training.faults.of_labels import LabelFault
from serialhhd.training.lessons.around import Around
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.goods import Pile
from serialhhd.training.lessons.mishap import Mishap, brought_about, of_event
from serialhhd.training.lessons.moments import Came, Chronicle, Injected, Passed
from serialhhd.training.lessons.taken import captured
from serialhhd.training.scenarios.laid import found_in, laid
from serialhhd.training.scenarios.model import Event, Scenario


class Mishaps:
    """The mishaps of a lesson. What really happens touches the disk: it has a lock of its own, that of the chronicle is free meanwhile.

    Args:
        store: The store of the lesson.
        scenario: The scenario.
        pile: What lies there.
        around: Where incidents happen.
        clock: The clock of the lesson; whoever calls has read it.
        chronicle: What has happened.
        shown: Returns where the trainee stands.

    Attributes:
        bringing: Held while something happens, is let pass, or the lesson ends: one after the other. Taken before the chronicle's.
    """

    def __init__(
        self,
        store: Store,
        scenario: Scenario,
        pile: Pile,
        around: Around,
        clock: Clock,
        chronicle: Chronicle,
        shown: Callable[[], View],
    ) -> None:
        self._store = store
        self._scenario = scenario
        self._around = around
        self._clock = clock
        self._chronicle = chronicle
        self._shown = shown
        self._lock = chronicle.lock
        self.bringing = threading.RLock()
        self._all = [of_event(number, event, pile) for number, event in enumerate(scenario.events)]
        self._reading: Mishap | None = None

    @property
    def all(self) -> tuple[Mishap, ...]:
        """All of them: those that have not come, too."""
        return tuple(self._all)

    def units_to_come(self) -> Collection[int]:
        """Return the numbers of the units that do not lie there yet, as the time of their mishaps has not come."""
        return {one.unit.number for one in self._all if one.unit and not one.is_due}

    # --- what is due ----------------------------------------------------------------------------------------------------------

    def waiting(self) -> list[Mishap]:
        """Return those whose time has come, and that have to be brought."""
        with self._lock:
            return [one for one in self._all if one.waits and (one.is_due or self._is_time(one.event))]

    def _is_time(self, event: Event) -> bool:
        if event.when:
            view = self._shown()
            return view.step == event.when.step and captured(view) >= event.when.captured
        return bool(event.at) or self._clock.seconds >= float(event.after.removesuffix("s"))

    def bring(self) -> None:
        """Bring every one whose time has come; one that really happens, once it can.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        with self.bringing:
            self.let_pass()
            for mishap in self.waiting():
                mishap.is_due = True
                if not mishap.acts_at_reading or mishap.unit:
                    self._come(mishap)

    def let_pass(self) -> None:
        """Let be over what has lasted long enough.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        with self.bringing:
            if self._around.incidents.are_over(self._clock.seconds):
                self._around.incidents.pass_by(self._clock.seconds)
                self._chronicle.add(Passed(at=self._clock.seconds))

    def end(self) -> None:
        """Let all be over that goes on, as a supervisor does who is called.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        with self.bringing:
            self._around.incidents.end()

    def _come(self, mishap: Mishap) -> None:
        fault, event, at = mishap.fault, mishap.event, self._clock.seconds
        if isinstance(fault, Incident) and not self._around.incidents.begin(fault, at):
            return
        with self._lock:
            if not mishap.has_come:
                mishap.has_come = True
                unit, number = mishap.unit.number if mishap.unit else None, mishap.number
                self._chronicle.add(
                    Came(at=at, mishap=number, fault=event.fault, right=event.right, unit=unit)
                )

    def inject(self, fault: str, right: str) -> None:
        """Let one come now that is no event of the scenario; see `Lesson.inject`."""
        event = brought_about(fault, right)
        with self.bringing:
            self.let_pass()  # what may fail comes first: what was let come is not taken back
            if faults()[event.fault].lacks(laid(self._scenario, found_in(self._store))):
                raise ValueError(fault)
            with self._lock:
                self._chronicle.add(Injected(at=self._clock.seconds, fault=event.fault, right=event.right))
                self._all.append(Mishap(len(self._all), event))
            self.bring()

    # --- what is read, and what came of it ------------------------------------------------------------------------------------

    def come_at_reading(self, label: Label) -> Fault | None:
        """Let come what acts when a label is read, and return it; None where nothing does."""
        with self._lock:
            mishap = self._reading = self._spoiling(label)
            if mishap is None:
                return None
            self._come(mishap)
            return mishap.fault

    def spoiling_label(self, label: Label) -> LabelFault | None:
        """Return what is wrong with a label that is due, before it is read; None where it is in order."""
        with self._lock:
            mishap = self._spoiling(label)
            return mishap.fault if mishap and isinstance(mishap.fault, LabelFault) else None

    def _spoiling(self, label: Label) -> Mishap | None:
        """Return the mishap that acts when a label is read: one of its unit, again and again; else one that is due, once."""
        if not label.text or label.text.startswith(":"):
            return None
        due = [one for one in self._all if one.is_due and one.acts_at_reading]
        of_unit = (one for one in due if one.unit and one.unit.label == label)
        return next(of_unit, next((one for one in due if not (one.unit or one.has_come)), None))

    def leave_label(self) -> None:
        """Have no label in hand any more: what is entered next no mishap of one has brought."""
        self._reading = None

    def brought(self, text: str, code: str, *, is_right: bool) -> int | None:
        """Return the number of the mishap that brought an answer: read while it acted, or what it brings; None where none did.

        Args:
            text: What was entered.
            code: Of what was said.
            is_right: Whether it was taken.
        """
        if self._reading:
            number = self._reading.number
            if not is_right:
                self._reading = None
            return number
        for mishap in self._all:
            if mishap.brings(text, code, lasts=self._around.incidents.is_under_way(mishap.event.fault)):
                mishap.is_met = True
                return mishap.number
        on_paper = [one for one in self._all if not is_right and one.is_on_paper(text, code)]
        for mishap in on_paper[:1]:
            mishap.is_due = mishap.is_met = True
            self._come(mishap)
            return mishap.number
        return None
