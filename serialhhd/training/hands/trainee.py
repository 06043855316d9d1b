"""A lesson as one person plays it: what the screens of a trainee ask for, made of the lesson."""

import asyncio
import time
from collections.abc import Sequence

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.seam.handheld import Sent
from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.screens.training.trainee.played_lesson import Modules, ResultRow
from serialhhd.training.hands import symbols
from serialhhd.training.hands.marks import good_units, marked
from serialhhd.training.hands.result_rows import rows, rows_without_score
from serialhhd.training.lessons import scoring
from serialhhd.training.lessons.ending import differences
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.moments import Ended, Hinted
from serialhhd.training.lessons.scoring import Result


class ByHand:
    """A trainee.

    Args:
        lesson: The lesson.
        name: By which name or path its scenario was named.
        seed: That of the lesson.
        trainee: Who plays; may be empty.
        is_exam: Whether nothing is told before the end.
        scores: What the trainee's lessons of it were worth before, the oldest first.
        is_scored: Whether there is an end that the lesson is held against.
    """

    def __init__(
        self,
        lesson: Lesson,
        name: str,
        seed: int,
        trainee: str,
        *,
        is_exam: bool,
        scores: Sequence[int] = (),
        is_scored: bool = True,
    ) -> None:
        self._lesson = lesson
        self._name, self._seed, self._trainee = name, seed, trainee
        self.is_exam = is_exam
        self._scores = scores
        self._is_scored = is_scored
        self.is_over = False
        self._seen = 0

    # --- the handheld ---------------------------------------------------------------------------------------------------

    @property
    def profile(self) -> DeviceProfile:
        """How the device is set up."""
        return self._lesson.profile

    def view(self) -> View:
        """Return where the trainee stands."""
        return self._lesson.view()

    def submit(self, scan: Scan) -> View:
        """Take one scan."""
        view = self._lesson.submit(scan)
        self._see(view)
        time.sleep(self._lesson.around.delay)  # over a slow link the answer takes its time
        return view

    async def submit_async(self, scan: Scan) -> View:
        """Take one scan."""
        view = await self._lesson.submit_async(scan)
        if view.done:
            await asyncio.to_thread(self._see, view)
        return view

    def _see(self, view: View) -> None:
        """Note that all is done: the run has ended, and nothing is another than it should be."""
        if view.done and not self.is_over:
            with self._lesson.store.read() as conn:
                self.is_over = not any(differences(conn, self._lesson.scenario))

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Return captured serials, newest first."""
        return self._lesson.captured(before, limit)

    def labels(self) -> tuple[Label, ...]:
        """Return what lies there: papers, boxes and places, which stay where they are; below them the units, the next one first."""
        pile, units = self._lesson.pile, self._lesson.lying()
        there = (*pile.papers, *pile.boxes, *pile.places, *(unit.label for unit in units))
        labels = tuple(dict.fromkeys(there))
        if self.is_exam:
            return labels
        offered = self._lesson.offered()
        good = [one for one in offered if one.is_good]
        good += good_units(self._lesson.seen, units, offered)
        return tuple(marked(labels, good, (unit.label for unit in units if unit.mishap is not None)))

    # --- the scanner, and what else a person does -----------------------------------------------------------------------

    def read(self, label: Label) -> tuple[Sent, ...]:
        """Return what the scanner sends when it is aimed at a label."""
        return self._lesson.read(self._as_it_lies(label))

    def _as_it_lies(self, label: Label) -> Label:
        """Return a label without what a trainee is told of it."""
        pile = self._lesson.pile
        there = (*pile.papers, *pile.boxes, *pile.places, *(unit.label for unit in pile.units))
        return next((one for one in there if (one.text, one.caption) == (label.text, label.caption)), label)

    def set_aside(self, label: Label) -> None:
        """Set aside what bears a label; of two units that bear the same, the one that is not in order."""
        meant = [one for one in self._lesson.lying() if one.label.text == label.text]
        meant.sort(key=lambda unit: unit.mishap is None)
        if meant:
            self._lesson.set_aside(meant[0])
        else:
            self._lesson.set_aside(what=label.caption)

    def call(self) -> None:
        """Call the supervisor."""
        self._lesson.call()

    def hint(self) -> str | None:
        """Return the next hint; None where there is none."""
        return self._lesson.hint()

    def acknowledge(self) -> None:
        """Have acknowledged an error."""
        self._lesson.acknowledge()

    def look(self) -> bool:
        """Bring what is due by the clock, and return whether anything has happened since this was asked last."""
        self._lesson.look()
        before, self._seen = self._seen, len(self._lesson.moments)
        return self._seen != before

    def sign_on(self) -> None:
        """Sign on again, as at another device."""
        self._lesson.sign_on()

    # --- what is told ---------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What the lesson is called."""
        return self._lesson.scenario.title

    @property
    def goal(self) -> str:
        """What is to be done."""
        return self._lesson.scenario.goal

    @property
    def hints_left(self) -> int:
        """So many hints can be asked for still."""
        shown = sum(isinstance(one, Hinted) for one in self._lesson.moments)
        return 0 if self.is_exam else len(self._lesson.scenario.hints) - shown

    @property
    def hint_costs(self) -> int:
        """So many points a hint costs."""
        return scoring.HINT

    @property
    def is_cut(self) -> bool:
        """Whether the link to the handheld is lost."""
        return self._lesson.around.is_cut

    @property
    def no_symbols(self) -> str:
        """Why no symbols can be made; empty where they can."""
        return symbols.missing()

    def symbol(self, label: Label) -> Modules:
        """Return the symbol of a label as it is: with what is wrong with it; nothing where it is torn."""
        printed = self._lesson.printed(self._as_it_lies(label))
        return symbols.modules(printed) if printed else ()

    def end(self) -> Sequence[ResultRow]:
        """End the lesson, and return what came of it."""
        self._lesson.end()
        scenario, moments, result = self._lesson.scenario, self._lesson.moments, self.result()
        if not self._is_scored:
            return tuple(rows_without_score(scenario, moments, result))
        return tuple(rows(scenario, moments, result, self._scores))

    @property
    def has_ended(self) -> bool:
        """Whether the lesson has ended, and was not left before."""
        return any(isinstance(one, Ended) for one in self._lesson.moments)

    def result(self) -> Result:
        """Return what came of the lesson, as far as it went."""
        lesson = self._lesson
        return scoring.result(
            lesson.scenario, lesson.moments, name=self._name, seed=self._seed, trainee=self._trainee
        )
