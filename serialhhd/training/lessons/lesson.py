"""A lesson: a handheld on which a scenario is played. Whatever a trainee does is seen here, by whoever plays it, and from wherever.

What the screens see of it is the seam (`flows.seam.handheld.Handheld`); beside that a trainee sets things aside, calls the supervisor,
asks for hints and acknowledges alarms, and a trainer brings mishaps about. A mishap of a scenario comes when its time has come:

- one of a unit: the unit lies there from then on (`lying`);
- one of a label or the scanner: with the next label that is read. `read` is the one place that says what a scanner sends;
- any other really happens around whoever plays, as soon as it can (`Incident`).
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Final

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.handheld import Sent
from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.flows.sentences import messages
from serialhhd.store.engine.store import Store
from serialhhd.store.training.stores import check_for_training
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.training.faults.fault import Misread
from serialhhd.training.faults.incident import Incident
from serialhhd.training.faults.workplace import Workplace
from serialhhd.training.lessons.around import Around
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.ending import differences, moved, units_in
from serialhhd.training.lessons.goods import Unit, lay
from serialhhd.training.lessons.judging import Judged, judge
from serialhhd.training.lessons.mishaps import Mishap, brought_about
from serialhhd.training.lessons.moments import (
    Acknowledged,
    Aimed,
    Called,
    Came,
    Ended,
    Hinted,
    Injected,
    Moment,
    OnDevice,
    Passed,
    Scanned,
    SetAside,
    SignedOn,
    Undone,
)
from serialhhd.training.lessons.taken import Taken, captured, is_action, standing
from serialhhd.training.scanner import Scanner
from serialhhd.training.scenarios.model import Event, Scenario

OPERATOR: Final = "trainee"
"""Who plays where nobody has a name."""
_TAKING_BACK: Final = (":undo", ":remove")


class Lesson:
    """A handheld on which a scenario is played.

    Calls of the seam come one after the other; all others may come from any thread, at any time.

    Args:
        store: A training store (R68) that holds the scenario's start, made with `clock`; no other one is taken.
        scenario: The scenario.
        open_session: Signs the trainee on: the handheld that is played on, and once more after a link was lost.
        clock: The clock of the lesson.
        seed: The order of the goods follows from it.

    Attributes:
        scenario: The scenario.
        store: Its store.
        clock: The clock of the lesson.
        pile: What lies there.
        scanner: The scanner in the trainee's hand, when nothing is wrong with it.
        around: The link to the handheld, and its store, as others use it.
    """

    def __init__(
        self,
        store: Store,
        scenario: Scenario,
        open_session: Callable[[], Session],
        clock: Clock,
        seed: int = 0,
    ) -> None:
        check_for_training(store)
        self.store = store
        self.scenario = scenario
        self.clock = clock
        self.scanner = Scanner()
        with store.read() as conn:
            self.pile = lay(conn, scenario, seed)
            self._at_start = units_in(conn)
        self._lock = threading.RLock()
        self._moments: list[Moment] = []
        self._listeners: list[Callable[[Moment], None]] = []
        self._mishaps = [
            Mishap(number, event, self.pile.of_mishap(number)) for number, event in enumerate(scenario.events)
        ]
        self._taken = Taken(self.pile)
        self._reading: Mishap | None = None
        self._alarm: Scanned | None = None
        self._hints = 0
        self._open_session = open_session
        self._session = open_session()
        self._view = self._session.view()
        beside = partial(self._session.beside, flow=scenario.flow)
        workplace = Workplace(store, beside, self._session.operator or OPERATOR, scenario.flow)
        self.around = Around(workplace, lambda: self.pile.upcoming(self._view.document, self.lying()))
        self._bring()

    # --- a handheld of the seam ---------------------------------------------------------------------------------------------

    @property
    def profile(self) -> DeviceProfile:
        """How the device is set up that it is on."""
        return self._session.profile

    @property
    def operator(self) -> str | None:
        """Who is signed on."""
        return self._session.operator

    def use_on(self, names: tuple[str | None, ...]) -> None:
        """Be on the device of these names from now on."""
        with self._lock:
            self._session.use_on(names)
            self._add(OnDevice(at=self.clock.read(), names=tuple(filter(None, names))))

    def view(self) -> View:
        """Return where the trainee stands.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self.clock.read()
        self._pass()
        if not self.around.is_cut:
            with self.clock.looked_at():
                self._view = self._session.view()
        return self._view

    @property
    def seen(self) -> View:
        """Where the trainee stood when something was answered last; nothing is asked for it."""
        return self._view

    def submit(self, scan: Scan) -> View:
        """Answer a scan. An alarm that nobody has acknowledged is acknowledged with it.

        Raises:
            StoreUnavailable: The store cannot be used; the scan was not taken.
        """
        self.acknowledge()
        self._pass()
        if not self.around.is_cut:
            with self._kept(scan):
                self._answered(scan, self._session.submit(scan))
            self._bring()
        return self._view

    async def submit_async(self, scan: Scan) -> View:
        """Answer a scan as `submit` does, on an event loop.

        Raises:
            StoreUnavailable: As from `submit`.
        """
        self.acknowledge()
        if self.around.incidents.are_over(self.clock.seconds):
            await asyncio.to_thread(self._pass)
        if not self.around.is_cut:
            with self._kept(scan):
                self._answered(scan, await self._session.submit_async(scan))
            if self._waiting():
                await asyncio.to_thread(self._bring)
            if self.around.delay and not self.around.client:
                await asyncio.sleep(self.around.delay)
        return self._view

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Return captured serials, newest first, after skipping the `before` newest."""
        with self.clock.looked_at():
            return self._session.captured(before, limit)

    def labels(self) -> tuple[Label, ...]:
        """Return what lies there and can be scanned: units, boxes, papers, places."""
        pile, units = self.pile, (unit.label for unit in self.lying())
        return tuple(dict.fromkeys((*units, *pile.boxes, *pile.papers, *pile.places)))

    def offered(self) -> tuple[Label, ...]:
        """Return what the flow itself would have scanned, and what it would refuse: it knows nothing of what lies there."""
        with self.clock.looked_at():
            return self._session.labels()

    # --- what lies there, and what a scanner makes of it ----------------------------------------------------------------------

    def lying(self) -> tuple[Unit, ...]:
        """Return the units that lie there now, the next one first: not those scanned or set aside, nor those whose mishap is not due."""
        with self._lock:
            hidden = {one.unit.number for one in self._mishaps if one.unit and not one.is_due}
            return tuple(one for one in self._taken.left() if one.number not in hidden)

    def read(self, label: Label) -> tuple[Sent, ...]:
        """Return what the scanner sends when it is aimed at a label: with it a mishap of a label or the scanner comes that is due.

        Whoever makes bytes asks here: a screen, an operator without hands.
        """
        with self._lock:
            self.clock.read()
            self._bring()
            self._add(Aimed(at=self.clock.seconds, text=label.text, symbology=label.symbology.value))
            mishap = self._reading = self._spoiling(label)
            if mishap is None or not isinstance(mishap.fault, Misread):
                return self.scanner.read(label)
            self._come(mishap)
            return mishap.fault.reads(self.scanner, self.pile.in_hand(label, self.lying()))

    def _spoiling(self, label: Label) -> Mishap | None:
        """Return the mishap that acts when a label is read: one of its unit, again and again; else one that is due, once."""
        if not label.text or label.text.startswith(":"):
            return None
        due = [one for one in self._mishaps if one.is_due and one.acts_at_reading]
        of_unit = (one for one in due if one.unit and one.unit.label == label)
        return next(of_unit, next((one for one in due if not (one.unit or one.has_come)), None))

    # --- what a trainee does beside scanning ------------------------------------------------------------------------------------

    def acknowledge(self) -> None:
        """Acknowledge the alarm, where there is one."""
        with self._lock:
            at, alarm = self.clock.read(), self._alarm
            if alarm:
                self._alarm = None
                self._add(Acknowledged(at=at, code=alarm.code, seconds=round(at - alarm.at, 3)))

    def set_aside(self, unit: Unit | None = None, what: str = "") -> None:
        """Set something aside.

        Args:
            unit: A unit that lies there; None where it is something else.
            what: What stands on it, where it is no unit.
        """
        with self._lock:
            number = unit.number if unit else None
            if unit:
                self._taken.set_aside(unit)
                what = unit.label.caption
            self._add(SetAside(at=self.clock.read(), unit=number, what=what))

    def call(self) -> None:
        """Call the supervisor, who ends what is under way: a line that a colleague has, a link that is slow, a store that is away."""
        with self._lock:
            self._add(Called(at=self.clock.read()))
            self.around.incidents.end()

    def hint(self) -> str | None:
        """Return the next hint; None where all were shown."""
        with self._lock:
            if self._hints >= len(self.scenario.hints):
                return None
            self._add(Hinted(at=self.clock.read(), number=self._hints))
            self._hints += 1
            return self.scenario.hints[self._hints - 1]

    def sign_on(self) -> View:
        """Sign on again, at another device where the first one is dead, and return where the work stands; or why nobody knows that now.

        Raises:
            StoreUnavailable: The store cannot even be read.
        """
        session = self._open_session()
        if self.around.device:
            session.use_on(self.around.device)
        with self._lock:
            self._session, self.around.is_cut, self._alarm = session, False, None
            try:
                self._view = session.view()
            except StoreUnavailable as unavailable:
                self._view = replace(self._view, message=messages.store_unavailable(unavailable))
            self._add(SignedOn(at=self.clock.read()))
        self._bring()
        return self._view

    def end(self) -> Ended:
        """End the lesson, once, and return how it has ended.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        with self._lock:
            before = next((one for one in self._moments if isinstance(one, Ended)), None)
            if before:
                return before
            self.around.end()
            with self.store.read() as conn:
                units = moved(self._at_start, units_in(conn))
                differing = tuple(differences(conn, self.scenario))
            ended = Ended(at=self.clock.read(), units=units, differences=differing)
            self._add(ended)
            return ended

    # --- mishaps ------------------------------------------------------------------------------------------------------------

    @property
    def mishaps(self) -> tuple[Mishap, ...]:
        """All of them: those that have not come, too."""
        return tuple(self._mishaps)

    def judged(self) -> tuple[Judged, ...]:
        """Return what has become of those that came: caught, slipped, or neither yet."""
        return judge(self.moments)

    def look(self) -> None:
        """Bring what is due by the clock, though nobody scans: a screen may ask every second.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self.clock.read()
        self._bring()

    def inject(self, fault: str, right: str = "") -> None:
        """Let a mishap come now, as an event whose time has come.

        Args:
            fault: What goes wrong: one of `mishaps.injectable`.
            right: What is right then; empty: of all that may be, that which leaves the end as it is to be.

        Raises:
            ValueError: The fault lies in the goods, and these lie as they do.
            StoreUnavailable: The store cannot be used.
        """
        event = brought_about(fault, right)
        with self._lock:
            self._add(Injected(at=self.clock.read(), fault=event.fault, right=event.right))
            self._mishaps.append(Mishap(len(self._mishaps), event))
        self._bring()

    def _bring(self) -> None:
        """Bring every mishap whose time has come; one that really happens, once it can."""
        with self._lock:
            self._pass()
            for mishap in self._waiting():
                mishap.is_due = True
                if not mishap.acts_at_reading or mishap.unit:
                    self._come(mishap)

    def _pass(self) -> None:
        """Let be over what has lasted long enough."""
        with self._lock:
            if self.around.incidents.are_over(self.clock.seconds):
                self.around.incidents.pass_by(self.clock.seconds)
                self._add(Passed(at=self.clock.seconds))

    def _waiting(self) -> list[Mishap]:
        """Return the mishaps whose time has come, and that have to be brought."""
        with self._lock:
            return [one for one in self._mishaps if one.waits and (one.is_due or self._is_time(one.event))]

    def _is_time(self, event: Event) -> bool:
        if event.when:
            return self._view.step == event.when.step and captured(self._view) >= event.when.captured
        return bool(event.at) or self.clock.seconds >= float(event.after.removesuffix("s"))

    def _come(self, mishap: Mishap) -> None:
        fault, event, at = mishap.fault, mishap.event, self.clock.seconds
        can_come = not isinstance(fault, Incident) or self.around.incidents.begin(fault, at)
        if can_come and not mishap.has_come:
            mishap.has_come = True
            unit, number = mishap.unit.number if mishap.unit else None, mishap.number
            self._add(Came(at=at, mishap=number, fault=event.fault, right=event.right, unit=unit))

    # --- moments --------------------------------------------------------------------------------------------------------------

    @property
    def moments(self) -> tuple[Moment, ...]:
        """What has happened, in order."""
        with self._lock:
            return tuple(self._moments)

    def listen(self, listener: Callable[[Moment], None]) -> None:
        """Tell somebody each moment: those that were, then each as it happens, on whatever thread that is; who waits, the lesson waits for."""
        with self._lock:
            for moment in self._moments:
                listener(moment)
            self._listeners.append(listener)

    def _add(self, moment: Moment) -> None:
        self._moments.append(moment)
        for listener in self._listeners:
            listener(moment)

    @contextmanager
    def _kept(self, scan: Scan) -> Iterator[None]:
        """Keep that the store could not be used."""
        try:
            yield
        except StoreUnavailable as unavailable:
            told = messages.store_unavailable(unavailable)
            self._answered(scan, replace(self._view, message=told, posted=0))
            raise

    def _answered(self, scan: Scan, view: View) -> None:
        """Keep what was entered and what was said about it."""
        with self._lock:
            before, self._view = self._view, view
            message, severity = view.message, view.message.severity if view.message else "info"
            is_warning_alone = severity == "warning" and standing(view) == standing(before)
            is_right = severity != "error" and not is_warning_alone
            is_hidden = before.is_private and not is_action(scan.text, before)
            scanned = Scanned(
                at=self.clock.seconds,
                text="" if is_hidden else scan.text,
                step=before.step,
                code=message.code if message else "",
                is_right=is_right,
                is_alarm=severity == "error",
                has_taken=view.posted > 0 or captured(view) > captured(before),
                posted=view.posted,
                mishap=self._brought(scan.text, message.code if message else "", is_right=is_right),
                position=scan.position,
            )
            self._add(scanned)
            if scanned.is_alarm:
                self._alarm = scanned
            elif scan.text.casefold().startswith(_TAKING_BACK):
                self._add(Undone(at=self.clock.seconds))
            self._taken.see(before, view, self._session.captured)

    def _brought(self, text: str, code: str, *, is_right: bool) -> int | None:
        """Return the number of the mishap that brought an answer: read while it acted, or what it brings."""
        if self._reading:
            number = self._reading.number
            if not is_right:
                self._reading = None
            return number
        for mishap in self._mishaps:
            if mishap.brings(text, code, lasts=self.around.incidents.is_under_way(mishap.event.fault)):
                mishap.is_met = True
                return mishap.number
        on_paper = [one for one in self._mishaps if not is_right and one.is_on_paper(text, code)]
        for mishap in on_paper[:1]:
            mishap.is_due = mishap.is_met = True
            self._come(mishap)
            return mishap.number
        return None
