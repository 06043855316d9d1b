"""A lesson done again by what was recorded of it: its bytes, and whatever else the trainee did, at the same times."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from serialhhd.flows.seam.view import Label, Scan
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.training.lessons.goods import Unit
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.moments import (
    Acknowledged,
    Aimed,
    Called,
    Ended,
    Hinted,
    Injected,
    Keyed,
    Moment,
    OnDevice,
    Scanned,
    SetAside,
    SignedOn,
)
from serialhhd.training.recordings.cast import Cast, as_bytes
from serialhhd.training.recordings.heard import Heard, entered, means
from serialhhd.training.recordings.marks import as_mark, moment_of
from serialhhd.training.wire import Elapsed

NOBODY: Final = "0"
"""Entered where a PIN was, or may have been: it is nobody's, and no PIN is kept."""

_SYMBOLOGIES: Final = frozenset(Symbology)


class Again:
    """Does a lesson again.

    Args:
        lesson: The same lesson, in which nothing has happened yet.
        elapsed: What its clock is told by.
    """

    def __init__(self, lesson: Lesson, elapsed: Elapsed) -> None:
        self._lesson = lesson
        self._elapsed = elapsed
        self._bytes = b""
        self._count = 0

    def play(self, cast: Cast) -> Iterator[str]:
        """Do what was recorded, in its order, and yield in what it is otherwise, a sentence each.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        for event in cast.events:
            mark = event.mark()
            moment = moment_of(mark)
            if event.kind == "i":
                self._bytes += as_bytes(event.data)
            elif moment:
                yield from self._again(moment, mark)
        more = self._lesson.moments[self._count :]
        yield from (f"at {one.at:.3f} s: {one.kind}, which is not recorded" for one in more[:1])

    def _again(self, recorded: Moment, mark: Mapping[str, Any]) -> Iterator[str]:
        self._elapsed.now = max(self._elapsed.now, recorded.at)
        if len(self._lesson.moments) == self._count:
            self._do(recorded, mark)
        at = f"at {recorded.at:.3f} s"
        if len(self._lesson.moments) == self._count:
            yield f"{at}: {recorded.kind} does not happen"
            return
        now = self._lesson.moments[self._count]
        self._count += 1
        yield from (f"{at}: {difference}" for difference in _differing(as_mark(recorded), as_mark(now)))

    def _do(self, recorded: Moment, mark: Mapping[str, Any]) -> None:
        lesson = self._lesson
        match recorded:
            case Aimed() if recorded.symbology in _SYMBOLOGIES:
                lesson.read(_label(recorded))
            case Keyed():
                lesson.type()
            case Scanned():
                with suppress(StoreUnavailable):  # that is kept as well, where it was so
                    lesson.submit(self._scan(recorded, mark))
            case Acknowledged():
                lesson.acknowledge()
            case SetAside():
                lesson.set_aside(_unit(lesson, recorded), recorded.what)
            case Called():
                lesson.call()
            case Hinted():
                lesson.hint()
            case SignedOn():
                lesson.sign_on()
            case Ended():
                lesson.end()
            case _:
                self._let(recorded)

    def _let(self, recorded: Moment) -> None:
        """Let come what the trainee does not do: what somebody else did, or what is due by the clock."""
        match recorded:
            case OnDevice():
                self._lesson.use_on(recorded.names)
            case Injected():
                with suppress(ValueError):  # nobody can bring that about: it does not happen
                    self._lesson.inject(recorded.fault, recorded.right)
            case _:
                self._lesson.look()

    def _scan(self, recorded: Scanned, mark: Mapping[str, Any]) -> Scan:
        """Return what the bytes enter that were recorded since the last scan."""
        data, self._bytes = self._bytes, b""
        view = self._lesson.seen
        text, typed = entered(data) or "", mark.get("typed", 0)
        typed = typed if isinstance(typed, int) else 0
        if mark.get("hidden"):
            text = NOBODY
        elif not mark.get("meant"):
            words = (action.word for action in view.actions)
            text = means(Heard(data, text, typed), self._lesson.profile, words)
        return Scan(text, position=recorded.position, typed=typed)


def _unit(lesson: Lesson, recorded: SetAside) -> Unit | None:
    """Return the unit that was set aside; None where it was none, or there is none of that number."""
    return next((unit for unit in lesson.pile.units if unit.number == recorded.unit), None)


def _label(aimed: Aimed) -> Label:
    return Label(aimed.text, "", is_good=True, why="", symbology=Symbology(aimed.symbology))


def _differing(recorded: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[str]:
    keys = dict.fromkeys((*recorded, *now))
    return (
        f"{key} of {recorded['kind']} is {now.get(key)!r}, not {recorded.get(key)!r}"
        for key in keys
        if recorded.get(key) != now.get(key)
    )
