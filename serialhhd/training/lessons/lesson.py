"""A lesson: a handheld on which a scenario is played. Whatever a trainee does is seen here, by whoever plays it, and from wherever.

What the screens see of it is the seam (`flows.seam.handheld.Handheld`); beside that a trainee sets things aside, calls the supervisor,
asks for hints and acknowledges alarms, and a trainer brings mishaps about. A mishap of a scenario comes when its time has come:

- one of a unit: the unit lies there from then on (`lying`);
- one of a label or the scanner: with the next label that is read. `read` is the one place that says what a scanner sends;
- any other really happens around whoever plays, as soon as it can (`Incident`).
"""

import asyncio
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
from serialhhd.training.faults.workplace import Workplace
from serialhhd.training.lessons.around import Around
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.ending import differences, moved, units_in
from serialhhd.training.lessons.goods import Unit, lay
from serialhhd.training.lessons.judging import Judged, judge
from serialhhd.training.lessons.mishap import Mishap
from serialhhd.training.lessons.mishaps import Mishaps
from serialhhd.training.lessons.moments import (
    Acknowledged,
    Aimed,
    Called,
    Chronicle,
    Ended,
    Hinted,
    Keyed,
    Moment,
    OnDevice,
    Scanned,
    SetAside,
    SignedOn,
    Undone,
)
from serialhhd.training.lessons.taken import Taken, captured, is_action, standing
from serialhhd.training.scanner import Scanner
from serialhhd.training.scenarios.model import Scenario

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
        self._chronicle = Chronicle()
        self._lock = self._chronicle.lock
        self._taken = Taken(self.pile)
        self._alarm: Scanned | None = None
        self._hints = 0
        self._open_session = open_session
        self._session = open_session()
        self._view = self._session.view()
        beside = partial(self._session.beside, flow=scenario.flow)
        workplace = Workplace(store, beside, self._session.operator or OPERATOR, scenario.flow)
        self.around = Around(workplace, lambda: self.pile.upcoming(self._view.document, self.lying()))
        self._mishaps = Mishaps(
            store, scenario, self.pile, self.around, clock, self._chronicle, lambda: self._view
        )
        self._mishaps.bring()

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
            self._chronicle.add(OnDevice(at=self.clock.read(), names=tuple(filter(None, names))))

    def view(self) -> View:
        """Return where the trainee stands.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self.clock.read()
        self._mishaps.let_pass()
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
        self._mishaps.let_pass()
        if not self.around.is_cut:
            with self.clock.standing(), self._kept(scan):
                self._answered(scan, self._session.submit(scan))
            self._mishaps.bring()
        return self._view

    async def submit_async(self, scan: Scan) -> View:
        """Answer a scan as `submit` does, on an event loop.

        Raises:
            StoreUnavailable: As from `submit`.
        """
        self.acknowledge()
        if self.around.incidents.are_over(self.clock.seconds):
            await asyncio.to_thread(self._mishaps.let_pass)
        if not self.around.is_cut:
            with self.clock.standing(), self._kept(scan):
                self._answered(scan, await self._session.submit_async(scan))
            await self.bring_async()
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
            hidden = self._mishaps.units_to_come()
            return tuple(one for one in self._taken.left() if one.number not in hidden)

    def read(self, label: Label) -> tuple[Sent, ...]:
        """Return what the scanner sends when it is aimed at a label: with it a mishap of a label or the scanner comes that is due.

        Whoever makes bytes asks here: a screen, an operator without hands. On an event loop ask `bring_async` before it.
        """
        self.clock.read()
        self._mishaps.bring()
        with self._lock:
            self._chronicle.add(
                Aimed(at=self.clock.seconds, text=label.text, symbology=label.symbology.value)
            )
            fault = self._mishaps.come_at_reading(label)
            if not isinstance(fault, Misread):
                return self.scanner.read(label)
            return fault.reads(self.scanner, self.pile.in_hand(label, self.lying()))

    def printed(self, label: Label) -> Label | None:
        """Return what stands on a label now, for whoever draws it for a real scanner; None where nothing can be read."""
        fault = self._mishaps.spoiling_label(label)
        return fault.found(self.pile.in_hand(label, self.lying())) if fault else label

    def type(self) -> None:
        """Say that what is entered next is typed, and read of no label: no mishap of one has brought it."""
        with self._lock:
            self._chronicle.add(Keyed(at=self.clock.read()))
            self._mishaps.leave_label()

    # --- what a trainee does beside scanning ------------------------------------------------------------------------------------

    def acknowledge(self) -> None:
        """Acknowledge the alarm, where there is one."""
        with self._lock:
            at, alarm = self.clock.read(), self._alarm
            if alarm:
                self._alarm = None
                self._chronicle.add(Acknowledged(at=at, code=alarm.code, seconds=round(at - alarm.at, 3)))

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
            self._chronicle.add(SetAside(at=self.clock.read(), unit=number, what=what))

    def call(self) -> None:
        """Call the supervisor, who ends what is under way: a line that a colleague has, a link that is slow, a store that is away."""
        self._chronicle.add(Called(at=self.clock.read()))
        self._mishaps.end()

    def hint(self) -> str | None:
        """Return the next hint; None where all were shown."""
        with self._lock:
            if self._hints >= len(self.scenario.hints):
                return None
            self._chronicle.add(Hinted(at=self.clock.read(), number=self._hints))
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
        try:
            view = session.view()
        except StoreUnavailable as unavailable:
            view = replace(self._view, message=messages.store_unavailable(unavailable))
        with self._lock:
            self._session, self.around.is_cut, self._alarm, self._view = session, False, None, view
            self._chronicle.add(SignedOn(at=self.clock.read()))
        self._mishaps.bring()
        return self._view

    def end(self) -> Ended:
        """End the lesson, once, and return how it has ended.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        with self._mishaps.bringing:
            before = next((one for one in self.moments if isinstance(one, Ended)), None)
            if before:
                return before
            self.around.end()
            with self.store.read() as conn:
                units = moved(self._at_start, units_in(conn))
                differing = tuple(differences(conn, self.scenario))
            ended = Ended(at=self.clock.read(), units=units, differences=differing)
            self._chronicle.add(ended)
            return ended

    # --- mishaps ------------------------------------------------------------------------------------------------------------

    @property
    def mishaps(self) -> tuple[Mishap, ...]:
        """All of them: those that have not come, too."""
        return self._mishaps.all

    def judged(self) -> tuple[Judged, ...]:
        """Return what has become of those that came: caught, slipped, or neither yet."""
        return judge(self.moments)

    def look(self) -> None:
        """Bring what is due by the clock, though nobody scans: a screen may ask every second.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self.clock.read()
        self._mishaps.bring()

    async def bring_async(self) -> None:
        """Bring what is due, on an event loop, which does not wait for it.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        if self._mishaps.waiting():
            await asyncio.to_thread(self._mishaps.bring)

    def inject(self, fault: str, right: str = "") -> None:
        """Let a mishap come now, as an event whose time has come.

        Args:
            fault: What goes wrong: one of `mishap.injectable`.
            right: What is right then; empty: of all that may be, that which leaves the end as it is to be.

        Raises:
            ValueError: The fault lies in the goods, and these lie as they do; or it cannot come about with what there is.
            StoreUnavailable: The store cannot be used, and nothing was let come.
        """
        self.clock.read()
        self._mishaps.inject(fault, right)

    # --- moments --------------------------------------------------------------------------------------------------------------

    @property
    def moments(self) -> tuple[Moment, ...]:
        """What has happened, in order."""
        return self._chronicle.moments

    def listen(self, listener: Callable[[Moment], None]) -> None:
        """Tell somebody each moment: those that were, then each as it happens, on whatever thread that is; who waits, the lesson waits for."""
        self._chronicle.listen(listener)

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
                mishap=self._mishaps.brought(scan.text, message.code if message else "", is_right=is_right),
                position=scan.position,
            )
            self._chronicle.add(scanned)
            if scanned.is_alarm:
                self._alarm = scanned
            elif scan.text.casefold().startswith(_TAKING_BACK):
                self._chronicle.add(Undone(at=self.clock.seconds))
            self._taken.see(before, view, self._session.captured)
