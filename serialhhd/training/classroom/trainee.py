"""A trainee in a class: the handheld that is served, which is a lesson, and what the trainer sees of it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.seam.handheld import Sent
from serialhhd.flows.seam.view import Label, Message, Scan, View
from serialhhd.screens.entering.entries import EnteredLine
from serialhhd.screens.entering.entry_reader import EntryReader
from serialhhd.screens.training.trainee.said_beside import ASIDE, CALL, said_beside
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.training.classroom import english as words
from serialhhd.training.lessons.goods import readings
from serialhhd.training.lessons.judging import Judged, judge
from serialhhd.training.lessons.keeping import Keeper
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.scoring import Result, result
from serialhhd.training.scanner import ENTER, Scanner

if TYPE_CHECKING:
    from serialhhd.training.lessons.moments import Moment

GIVE_WAY: Final = 0.005
"""So many seconds a scan waits at a time for what comes by the clock, or from the trainer."""


class Trainee:
    """A lesson as a host sees it. What a scanner has read goes through the scanner of the lesson, where a mishap may change it.

    Args:
        name: By which the trainee logged in.
        lesson: The lesson.
        passing: Tells how many seconds the lesson has lasted.
        keeper: Keeps the lesson.

    Attributes:
        name: By which the trainee logged in.
        lesson: The lesson.
        keeper: Keeps the lesson.
        passing: Tells how many seconds the lesson has lasted.
        shown: Where the trainee stands.
        has_begun: Whether the trainee was told what is to be done.
        type_on: Puts on the line what a scanner has sent and not ended.
    """

    def __init__(self, name: str, lesson: Lesson, passing: Callable[[], float], keeper: Keeper) -> None:
        self.name = name
        self.keeper = keeper
        self.lesson = lesson
        self.passing = passing
        self.shown = lesson.view()
        self.has_begun = False
        self.type_on: Callable[[str], None] = lambda _: None
        self._at_work = threading.Lock()
        self._moments: list[Moment] = []
        self._in_hand = ""
        self._judged_at = 0
        self._judged: tuple[Judged, ...] = ()
        lesson.listen(self._moments.append)
        self._labels = _by_reading(lesson)

    # --- a handheld of the host -----------------------------------------------------------------------------------------

    @property
    def profile(self) -> DeviceProfile:
        """How the device is set up that it is on."""
        return self.lesson.profile

    @property
    def operator(self) -> str | None:
        """Who is signed on."""
        return self.name

    def use_on(self, names: tuple[str | None, ...]) -> None:
        """Be on the device of these names from now on."""
        self.lesson.use_on(names)

    def come_back(self, names: tuple[str | None, ...]) -> None:
        """Go on with the lesson on a device of these names; it may touch the disk.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self.shown = self.lesson.sign_on()
        self.use_on(names)

    def view(self) -> View:
        """Return where the trainee stands."""
        self.shown = self.lesson.view()
        return self.shown

    async def submit_async(self, scan: Scan) -> View:
        """Answer a scan, or what a mishap has made of it."""
        async with self._alone():
            return await self._answer(scan)

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Let nothing else happen in the lesson meanwhile: what is one scan is at one time, and comes again in the same order."""
        while not self._at_work.acquire(blocking=False):  # noqa: ASYNC110 - whoever is cancelled here must not have it
            await asyncio.sleep(GIVE_WAY)
        try:
            yield
        finally:
            self._at_work.release()

    async def _answer(self, scan: Scan) -> View:
        said = said_beside(scan.text, self.profile.action_prefix)
        label = self._labels.get(scan.text)
        if said and said.key in {ASIDE, CALL} and said.number is None:  # labels lie on paper, without numbers
            self.shown = await asyncio.to_thread(self._beside, said.key)
            return self.shown
        self._in_hand = scan.text
        if label:
            self.shown = await self._read(scan, label)
        else:
            self.lesson.type()
            self.shown = await self.lesson.submit_async(scan)
        return self.shown

    async def _read(self, scan: Scan, label: Label) -> View:
        """Submit what the scanner sends of a label: what has come, unless something is wrong with it."""
        self.lesson.scanner = Scanner(has_aim_id=scan.text.startswith(label.symbology.aim_id))
        await self.lesson.bring_async()
        sent = self.lesson.read(label)
        if sent == self.lesson.scanner.read(label):
            return await self.lesson.submit_async(scan)
        lines, rest = _entered(sent)
        view = replace(self.shown, message=None)
        for line in lines:
            self.keeper.hear(line.encode() + ENTER)
            again = Scan(line, uuid4().hex, view.position, fnc1=scan.fnc1)
            view = await self.lesson.submit_async(again)
        if rest:
            self.type_on(rest)
        return view

    def _beside(self, what: str) -> View:
        """Set aside what was read last, or call the supervisor."""
        if what == CALL:
            self.lesson.call()
            return replace(self.shown, message=_told("supervisor_called", words.supervisor_called()))
        text, self._in_hand = self._in_hand, ""
        unit = next(
            (one for one in self.lesson.lying() if text in {*one.spellings, *readings(one.label)}), None
        )
        self.lesson.set_aside(unit, "" if unit else text)
        return replace(self.shown, message=_told("set_aside", words.set_aside()))

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Return captured serials, newest first, after skipping the `before` newest."""
        return self.lesson.captured(before, limit)

    def labels(self) -> tuple[Label, ...]:
        """Return nothing: the labels lie before the trainee, on paper."""
        return ()

    # --- what the trainer sees ------------------------------------------------------------------------------------------

    def judged(self) -> tuple[Judged, ...]:
        """Return what has become of the mishaps that came. It waits for nobody."""
        moments = tuple(self._moments)
        if len(moments) != self._judged_at:
            self._judged_at, self._judged = len(moments), judge(moments)
        return self._judged

    def look(self) -> None:
        """Let come what is due by the clock, unless something is answered just now: then the next time.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        if self._at_work.acquire(blocking=False):
            try:
                self.lesson.look()
            finally:
                self._at_work.release()

    def inject(self, fault: str) -> bool:
        """Let something go wrong, and return whether it can; it waits for what is answered just now."""
        with self._at_work:
            try:
                self.lesson.inject(fault)
            except (ValueError, StoreUnavailable):
                return False
        return True

    def end(self) -> None:
        """End the lesson, once. It may touch the disk. A store that a mishap has taken away leaves it without an end."""
        with suppress(StoreUnavailable):
            self.lesson.end()
            self.keeper.end()

    def result(self, name: str, seed: int) -> Result:
        """Return what the lesson was worth.

        Args:
            name: How the scenario was named.
            seed: Of the lesson.
        """
        return result(self.lesson.scenario, tuple(self._moments), name=name, seed=seed, trainee=self.name)


def _told(code: str, text: str) -> Message:
    return Message("info", code, text)


def _by_reading(lesson: Lesson) -> dict[str, Label]:
    """Return the labels there are, by what a scanner says of each: a serial alone of a label that says more was typed."""
    pile = lesson.pile
    labels = (*pile.boxes, *pile.papers, *pile.places, *(unit.label for unit in pile.units))
    return {text: label for label in reversed(labels) for text in readings(label)}


def _entered(sent: tuple[Sent, ...]) -> tuple[list[str], str]:
    """Return the lines that a scanner sends, and what it sends and does not end."""
    reader, now = EntryReader(), 0.0
    lines: list[str] = []
    for pause, data in sent:
        now += pause
        lines += [one.text for one in reader.feed(data, now) if isinstance(one, EnteredLine)]
    return lines, reader.text
