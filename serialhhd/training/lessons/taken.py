"""Which units do not lie there any more: captured on the line in work, posted, or set aside."""

from collections.abc import Iterable
from typing import Protocol

from serialhhd.flows.seam.view import View
from serialhhd.store.words import codes
from serialhhd.training.lessons.goods import Pile, Unit


class CapturedSerials(Protocol):
    """What tells the serials captured on the line in work, the newest first."""

    def __call__(self, *, limit: int) -> Iterable[str]:
        """Return up to so many."""
        ...


class Taken:
    """The units that were taken from what lies there.

    Args:
        pile: All that lay there.
    """

    def __init__(self, pile: Pile) -> None:
        self._pile = pile
        self._gone: set[int] = set()
        self._captured: list[int] = []

    def left(self) -> tuple[Unit, ...]:
        """Return the units that were not taken, in the order in which they come to hand."""
        taken = self._gone | {*self._captured}
        return tuple(one for one in self._pile.units if one.number not in taken)

    def set_aside(self, unit: Unit) -> None:
        """Take a unit away for good."""
        self._gone.add(unit.number)

    def see(self, before: View, view: View, serials: CapturedSerials) -> None:
        """Take the units that an answer has captured, and put back those that it has let go; what is posted is gone.

        Args:
            before: What was shown before it.
            view: The answer.
            serials: Asked where the answer does not show all that it must be known.
        """
        now, more = captured(view), captured(view) - captured(before)
        if view.posted:
            sku = codes.key(str(before.fields.get("product", "")))
            loose = (one.number for one in self.left() if not one.serial and codes.key(one.sku) == sku)
            self._gone.update(loose, self._captured)
        if view.posted or not now or more < 0:
            self._captured.clear()
        if more < 0 < now:
            self._take(serials(limit=now))
        elif more > 0 and view.serials and not view.posted:
            newest = view.serials.newest
            self._take(newest[:more] if len(newest) >= more else serials(limit=more))

    def _take(self, serials: Iterable[str]) -> None:
        """Take the first unit that lies there of each serial."""
        for serial in serials:
            unit = next((one for one in self.left() if one.serial and one.bears(serial)), None)
            if unit:
                self._captured.append(unit.number)


def captured(view: View) -> int:
    """Return how many serials are captured on the line in work."""
    return view.serials.captured if view.serials else 0


def standing(view: View) -> tuple[str, int]:
    """Return what changes when something is taken, or asked about."""
    return view.asks, captured(view)


def is_action(text: str, view: View) -> bool:
    """Return whether what was entered is one of the actions that were offered, which no PIN is."""
    return any(action.word == text.casefold() for action in view.actions)
