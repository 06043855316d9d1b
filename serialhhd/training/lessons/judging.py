"""Whether a mishap was caught: by the moments alone, so that a lesson, its score and a recording say the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from serialhhd.training.faults.fault import Right
from serialhhd.training.lessons.moments import (
    Acknowledged,
    Called,
    Came,
    Ended,
    Moment,
    Scanned,
    SetAside,
    SignedOn,
    Undone,
)


@dataclass(slots=True)
class Judged:
    """A mishap that came.

    Attributes:
        came: When, what, and what is right.
        is_caught: Whether its right was done before the next line or the end; None as long as both may be.
        seconds: From when it came until it was caught or slipped; 0 as long as both may be.
        is_refused: Whether the handheld refuses what it brought, and that is not acknowledged.
        is_taken: Whether something that it brought was taken, and not taken back.
    """

    came: Came
    is_caught: bool | None = None
    seconds: float = 0.0
    is_refused: bool = False
    is_taken: bool = False

    def conclude(self, moment: Moment, *, caught: bool) -> None:
        """Have been caught by a moment, or have slipped by then, if neither was so before."""
        if self.is_caught is None:
            self.is_caught, self.seconds = caught, round(moment.at - self.came.at, 3)

    def see(self, moment: Moment) -> None:
        """Go on by a moment that came after it."""
        right = self.came.right
        match moment:
            case Scanned():
                self._see_scan(moment)
            case Acknowledged() if self.is_refused:
                self.is_refused = False
                if right == Right.REFUSE_ONLY:
                    self.conclude(moment, caught=True)
            case Undone():
                self.is_taken = False
            case Called() if right == Right.CALL:
                self.conclude(moment, caught=True)
            case SignedOn() if right == Right.RESUME:
                self.conclude(moment, caught=True)
            case Ended():
                self._be_over(moment)

    def _see_scan(self, scan: Scanned) -> None:
        right = self.came.right
        if scan.mishap == self.came.mishap:
            self.is_refused, self.is_taken = scan.is_alarm, scan.has_taken
            if right == Right.REFUSE_ONLY and not (scan.is_alarm or scan.is_right):
                self.conclude(scan, caught=True)  # it was refused, and there is nothing to acknowledge
        elif scan.is_right and right == Right.RESCAN and not (self.is_refused or self.is_taken):
            self.conclude(scan, caught=True)
        if scan.posted:
            self._be_over(scan)

    def _be_over(self, moment: Moment) -> None:
        """It is too late: caught where nothing was to be done but to refuse, and nothing of it was taken."""
        self.conclude(
            moment, caught=self.came.right == Right.REFUSE_ONLY and not (self.is_refused or self.is_taken)
        )


def judge(moments: Iterable[Moment]) -> tuple[Judged, ...]:
    """Return what became of the mishaps that came, in the order in which they came.

    What is right was done:

    - `set_aside`: its unit was set aside; or, where nobody says which unit it is, or another one was set aside, anything was, and
      no mishap that came before it is waiting for that.
    - `call`: the supervisor was called; one call is for all that has come.
    - `rescan`: what the handheld said was acknowledged, what it took was taken back, and then something of one's own was scanned right.
    - `refuse_only`: what the handheld said was acknowledged; or the line is over, and it took nothing of it.
    - `resume`: the trainee signed on again.

    It is too late when the next line or task is posted, and at the end.
    """
    found: list[Judged] = []
    for moment in moments:
        if isinstance(moment, SetAside):
            meant = _meant(found, moment)
            if meant:
                meant.conclude(moment, caught=True)
        for one in found:
            one.see(moment)
        if isinstance(moment, Came):
            found.append(Judged(moment))
    return tuple(found)


def _meant(found: list[Judged], moment: SetAside) -> Judged | None:
    """Return the mishap for which something is set aside: that of the unit, or else the oldest that waits for it."""
    waiting = [one for one in found if one.is_caught is None and one.came.right == Right.SET_ASIDE]
    of_unit = (one for one in waiting if moment.unit is not None and one.came.unit == moment.unit)
    return next(of_unit, next(iter(waiting), None))
