"""What somebody is shown who looks on while a scenario is played without hands: what is scanned, and what is answered, as line mode says it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from time import sleep
from typing import TextIO

from serialhhd.screens.line import told
from serialhhd.store.words.controls import visible
from serialhhd.training.lessons.keeping import Forgetful, Keep, Keeper
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.moments import Came, Moment, Scanned, SetAside


class Demonstration(Forgetful):
    """Shows a lesson as it goes, at its time.

    Args:
        lesson: The lesson; nothing has happened in it yet.
        out: Where it is shown.
        speed: So many times as fast as its clock goes.
        pause: Waits so many seconds.
    """

    def __init__(
        self, lesson: Lesson, out: TextIO, speed: float, pause: Callable[[float], None] = sleep
    ) -> None:
        self._lesson = lesson
        self._out = out
        self._speed = speed
        self._pause = pause
        self._at = 0.0
        self._seen = lesson.seen
        self.show(f"## {lesson.scenario.title}: {lesson.scenario.goal}\n{told(self._seen, None)}\n")
        lesson.listen(self._happened)

    def show(self, text: str) -> None:
        """Show lines."""
        self._out.write(visible(text))
        self._out.flush()

    def _happened(self, moment: Moment) -> None:
        self._pause(max(0.0, moment.at - self._at) / self._speed)
        self._at = max(self._at, moment.at)
        if isinstance(moment, Scanned):
            before, self._seen = self._seen, self._lesson.seen
            self.show(f"> {moment.text}\n{told(self._seen, before)}\n")
        elif what := what_is_seen(moment):
            self.show(f"* {what}\n")


def what_is_seen(moment: Moment) -> str:
    """Return what else happens that is seen, in the words of a scenario; nothing where it is not."""
    if isinstance(moment, Came):
        return moment.fault
    if isinstance(moment, SetAside):
        return f"{moment.kind} {moment.what}".rstrip()
    return moment.kind if moment.kind in {"called", "signed_on"} else ""


def shown(out: TextIO, speed: float) -> Keep:
    """Return what shows lessons."""

    def keep(lesson: Lesson) -> AbstractContextManager[Keeper]:
        return nullcontext(Demonstration(lesson, out, speed))

    return keep
