"""The class: who comes, and the lesson that each of them gets, on a store of its own."""

import shutil
import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import partial
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.source import FlowsSource
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.unavailable import unavailable
from serialhhd.store.words.codes import key
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import Language, StorePurpose
from serialhhd.training.classroom.class_time import ClassTime
from serialhhd.training.classroom.trainee import Trainee
from serialhhd.training.faults import faults
from serialhhd.training.faults.workplace import PATIENCE
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.keeping import KeepsClass, KeepsNoClass
from serialhhd.training.lessons.lesson import OPERATOR
from serialhhd.training.lessons.mishap import injectable
from serialhhd.training.lessons.opening import begun
from serialhhd.training.scenarios.laid import found_in, laid
from serialhhd.training.scenarios.loader import CheckedScenario
from serialhhd.training.scenarios.start import fill
from serialhhd.value_class import value_class


@value_class
class Course:
    """What is trained, and under what.

    Attributes:
        name: How the scenario was named.
        checked: The scenario.
        flows: The flows in force.
        seed: Of every lesson: all have the same goods in the same order.
        language: That of the devices for which flows.toml names none.
    """

    name: str
    checked: CheckedScenario
    flows: FlowsSource
    seed: int = 0
    language: Language = Language.ENGLISH


class Classroom:
    """Everybody's lesson. Stores lie in a folder that is thrown away; close it before that, or use it as a context manager.

    Args:
        course: What is trained.
        folder: Where stores may be made.
        keeping: Keeps what it leaves.

    Attributes:
        course: What is trained.
        keeping: Keeps what it leaves.
        time: The time of the class.
        is_over: Whether nobody may come any more.
        faults: What can go wrong at any time, whatever lies there.
    """

    def __init__(self, course: Course, folder: Path, keeping: KeepsClass | None = None) -> None:
        self.course = course
        self.keeping = keeping or KeepsNoClass()
        self._filling = Clock(course.seed)
        self.time = ClassTime()
        self.is_over = False
        self._folder = folder
        self._kept = ExitStack()
        self._admitting = threading.Lock()
        self._trainees: dict[str, Trainee] = {}
        self._numbers = count(1)  # one that came to nothing may be open still: its file is no one else's
        self._filled = folder / "start.db"
        self.faults = self._fill()

    def _fill(self) -> tuple[str, ...]:
        """Make the store that every lesson begins with, and return what can go wrong in it at any time."""
        scenario, folder = self.course.checked.scenario, self.course.checked.path.parent
        with Store.open(
            str(self._filled),
            create=True,
            clock=self._filling,
            is_kept=False,
            purpose=StorePurpose.TRAINING,
        ) as store:
            fill(store, scenario, folder)
            lying = laid(scenario, found_in(store))
        return tuple(name for name in injectable() if not faults()[name].lacks(lying))

    @property
    def trainees(self) -> Sequence[Trainee]:
        """Everybody who has logged in, in the order in which they did."""
        return tuple(self._trainees.values())

    def trainee(self, name: str) -> Trainee | None:
        """Return a trainee; None where nobody has logged in by that name."""
        return self._trainees.get(key(name))

    def admit(self, name: str, names: tuple[str | None, ...]) -> Trainee:
        """Return a trainee who comes, or comes back to the lesson that was left. It may touch the disk.

        Args:
            name: By which the trainee has logged in.
            names: Those of the device.

        Raises:
            StoreUnavailable: There is no room for another store, or a mishap has taken the store away.
        """
        with self._admitting:
            trainee = self.trainee(name)
            if trainee is None:
                trainee = self._trainees[key(name)] = self._new(name, names)
            else:
                trainee.come_back(names)
            return trainee

    def _new(self, name: str, names: tuple[str | None, ...]) -> Trainee:
        course, began = self.course, self.time()
        scenario, path = course.checked.scenario, self._folder / f"trainee-{next(self._numbers)}.db"
        try:
            shutil.copyfile(self._filled, path)
        except OSError as error:
            raise unavailable("store_unreachable", str(path), error.strerror or "unknown error") from error
        clock = Clock(course.seed, lambda: self.time() - began, before=self._filling)
        store = self._kept.enter_context(
            Store.open(str(path), clock=clock, busy_seconds=PATIENCE, is_kept=False)
        )
        open_session = partial(  # by no name: what is kept of the store is to name nobody
            Session, store, course.flows, OPERATOR, scenario.flow, usual_language=course.language
        )
        lesson = begun(store, scenario, open_session, clock, course.seed)
        self._kept.enter_context(lesson.around.workplace)
        keeper = self._kept.enter_context(self.keeping.lesson_of(name)(lesson))
        lesson.use_on(names)
        return Trainee(name, lesson, lambda: self.time() - began, keeper)

    def look(self) -> None:
        """Let come what is due by the clock. It may touch the disk."""
        if self.is_over or self.time.is_stopped:
            return
        for trainee in self.trainees:
            with suppress(StoreUnavailable):  # a mishap may have taken it away
                trainee.look()

    def close(self) -> None:
        """Close the stores."""
        self._kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
