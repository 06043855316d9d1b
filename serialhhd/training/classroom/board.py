"""What a trainer sees of a class that is served, and does with it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from serialhhd.flows.sentences.language import speaking
from serialhhd.hosting.handhelds.seat import Seat
from serialhhd.hosting.handhelds.seats import Seats
from serialhhd.screens.training.trainer.watched import FaultChoice, ScoreRow, TraineeRow
from serialhhd.training.classroom import english as words
from serialhhd.training.classroom.classroom import Classroom
from serialhhd.training.classroom.over_ssh import SshLink
from serialhhd.training.classroom.over_the_shoulder import OverTheShoulder
from serialhhd.training.classroom.scores import row_of, write
from serialhhd.training.classroom.trainee import Trainee
from serialhhd.training.faults import faults
from serialhhd.training.lessons.scoring import Result

ANSWERING: Final = 2.0
"""So many seconds the handhelds have, at the end, to answer what was scanned."""

PAUSED: Final = "paused"
WENT_ON: Final = "went_on"
SAID: Final = "said"


class Board:
    """A class as its trainer sees it: `serialhhd.screens.training.trainer.watched.WatchedClass`.

    Args:
        classroom: The class.
        pin: The PIN of the class.

    Attributes:
        login: How trainees log in, as a command.
        pin: The PIN of the class.
        results: What the lessons were worth, once they have ended.
    """

    def __init__(self, classroom: Classroom, pin: str) -> None:
        self.pin = pin
        self.login = ""
        self._classroom = classroom
        self._seats: Seats | None = None  # before the first handheld is opened
        self.results: Sequence[Result] = ()
        self._ending = asyncio.Lock()

    # --- the handhelds --------------------------------------------------------------------------------------------------

    def opened(self, seats: Seats, seat: Seat) -> None:
        """Know the handhelds of the server, and say on a new one what is to be done, or to wait."""
        self._seats = seats
        trainee = self._classroom.trainee(seat.operator or "")
        if trainee is None:
            return
        trainee.type_on = lambda text: seat.driver.feed(text.encode())
        seat.driver.tapped_by(trainee.keeper)
        seat.app.flow_screen.acknowledged = trainee.lesson.acknowledge
        trainee.lesson.around.connect(SshLink(seats, seat))
        if not trainee.has_begun:
            trainee.has_begun = True
            seat.app.tell(self._classroom.course.checked.scenario.goal)
        if self.is_paused:
            self._hold(seat)

    def _seat(self, name: str) -> Seat | None:
        seat = self._seats.of(name) if self._seats else None
        return None if seat is None or seat.is_closing else seat

    def _seats_of(self, name: str) -> Iterator[Seat]:
        """Yield the handheld of a trainee, or those of all."""
        for trainee in self._classroom.trainees:
            seat = self._seat(trainee.name)
            if seat and name in {"", trainee.name}:
                yield seat

    # --- what is seen ---------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What is trained."""
        return self._classroom.course.checked.scenario.title

    @property
    def is_paused(self) -> bool:
        """Whether the class stands still."""
        return self._classroom.time.is_stopped

    def trainees(self) -> Sequence[TraineeRow]:
        """Return everybody who has logged in, in the order in which they did."""
        return tuple(self._row(one) for one in self._classroom.trainees)

    def _row(self, trainee: Trainee) -> TraineeRow:
        seat, view, judged = self._seat(trainee.name), trainee.shown, trainee.judged()
        client, serials = seat.client if seat else None, view.serials
        expected = "" if serials is None or serials.expected is None else f"/{serials.expected}"
        return TraineeRow(
            name=trainee.name,
            step=view.step,
            counter=f"{serials.captured}{expected}" if serials else "",
            is_in_error=bool(seat and seat.app.flow_screen.shown.error),
            caught=sum(one.is_caught is True for one in judged),
            slipped=sum(one.is_caught is False for one in judged),
            waiting=tuple(one.came.fault for one in judged if one.is_caught is None),
            seconds=trainee.passing(),
            device=f"{client.terminal.term} {client.size[0]}x{client.size[1]}" if client else "",
        )

    def mirrored(self, name: str) -> OverTheShoulder | None:
        """Return the handheld of a trainee; None where there is none now."""
        return OverTheShoulder(lambda: self._seat(name)) if self._seat(name) else None

    # --- what is done ---------------------------------------------------------------------------------------------------

    def faults(self, name: str = "") -> Sequence[FaultChoice]:  # noqa: ARG002 - all have the same goods
        """Return what can go wrong now."""
        return tuple(FaultChoice(fault, faults()[fault].meaning) for fault in self._classroom.faults)

    async def inject(self, fault: str, name: str = "") -> int:
        """Let something go wrong, and return for how many it does."""
        whom = [one for one in self._classroom.trainees if name in {"", one.name}]
        return sum([await asyncio.to_thread(one.inject, fault) for one in whom])

    def pause(self) -> None:
        """Let every handheld say so and take nothing; time stands."""
        self._classroom.time.stop()
        for trainee in self._classroom.trainees:
            trainee.keeper.note(PAUSED)
        for seat in self._seats_of(""):
            self._hold(seat)

    def _hold(self, seat: Seat) -> None:
        with speaking(seat.app.flow_screen.shown.view.language):
            seat.app.hold(words.paused())

    def go_on(self) -> None:
        """Go on after a pause."""
        self._classroom.time.go_on()
        for trainee in self._classroom.trainees:
            trainee.keeper.note(WENT_ON)
        for seat in self._seats_of(""):
            seat.app.hold()

    def say(self, sentence: str, name: str = "") -> int:
        """Say something on handhelds, and return on how many."""
        whom = list(self._seats_of(name))
        for seat in whom:
            seat.app.tell(sentence)
            if trainee := self._classroom.trainee(seat.operator or ""):
                trainee.keeper.note(SAID, sentence=sentence)
            if self.is_paused:
                with speaking(seat.app.flow_screen.shown.view.language):
                    seat.app.hold(words.paused(), sentence)
        return len(whom)

    # --- the end --------------------------------------------------------------------------------------------------------

    async def end(self) -> Sequence[ScoreRow]:
        """End the lessons of all, once: each is told the result. Return what they were worth."""
        async with self._ending:
            if not self._classroom.is_over:
                self._classroom.is_over = True
                await self._until_answered()
                self._classroom.time.stop()
                self.results = [await self._end(one) for one in self._classroom.trainees]
            return [row_of(one) for one in self.results]

    async def _until_answered(self) -> None:
        """Let what was scanned be answered, and take no more."""
        seats = list(self._seats_of(""))
        for seat in seats:
            seat.app.take_no_more()
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWERING):
                for seat in seats:
                    await seat.until_answered()

    async def _end(self, trainee: Trainee) -> Result:
        """End a lesson, and tell the trainee what it was worth."""
        course = self._classroom.course
        await asyncio.to_thread(trainee.end)
        result = trainee.result(course.name, course.seed)
        await asyncio.to_thread(self._classroom.keeping.result, result)
        seat, row = self._seat(trainee.name), row_of(result)
        if seat and self._seats:
            with speaking(seat.app.flow_screen.shown.view.language):
                told = words.result(
                    score=row.score,
                    passed=row.has_passed,
                    caught=row.caught,
                    slipped=row.slipped,
                    wrong=row.wrong_scans,
                    seconds=round(row.seconds),
                )
            self._seats.part(seat, told)
        return result

    def write(self, file: str) -> str:
        """Write the scores into a file, as JSON where its name ends so, else as CSV, and return its path.

        Raises:
            OSError: It cannot be written.
        """
        path = Path(file).expanduser().absolute()
        is_anonymous = self._classroom.keeping.is_anonymous
        write(path, [replace(one, trainee="") for one in self.results] if is_anonymous else self.results)
        return str(path)
