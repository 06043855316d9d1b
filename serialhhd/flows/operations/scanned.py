"""What becomes of serials that are scanned, until they are posted: an operation captures them, or notes them."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.store.serials import captures
from serialhhd.store.serials.serials import SerialEntry


class Scanned(ABC):
    """The serials that the run of a work has scanned and not posted."""

    @abstractmethod
    def newest(self, work: Work, limit: int, before: int = 0) -> tuple[str, ...]:
        """Return them newest first, at most `limit`, after skipping the `before` newest."""

    @abstractmethod
    def undo(self, work: Work) -> str:
        """Take back the last one, and return it.

        Raises:
            Refused: `nothing_captured`.
        """

    @abstractmethod
    def remove(self, work: Work, serial: str) -> str:
        """Take back one, and return it.

        Raises:
            Refused: `not_captured`.
        """

    @abstractmethod
    def told(self, entries: Sequence[SerialEntry], captured: int, there_are_to_be: int | None) -> Message:
        """Return what is said of one scan."""


class _Captured(Scanned):
    """They are held against every other run (R15)."""

    def newest(self, work: Work, limit: int, before: int = 0) -> tuple[str, ...]:
        return captures.newest(work.conn, work.run.id, limit, before) if work.run else ()

    def undo(self, work: Work) -> str:
        return captures.undo(work.conn, work.open_run().id)

    def remove(self, work: Work, serial: str) -> str:
        return captures.remove(work.conn, work.open_run().id, serial)

    def told(self, entries: Sequence[SerialEntry], captured: int, there_are_to_be: int | None) -> Message:
        """Return what was taken; more than expected is counted, and is to be looked at."""
        first, last, count = entries[0].serial, entries[-1].serial, len(entries)
        if there_are_to_be is not None and captured > there_are_to_be:
            if count == 1:
                return messages.serial_captured_beyond(
                    serial=first, captured=captured, expected=there_are_to_be
                )
            return messages.serials_captured_beyond(
                first=first, last=last, count=count, captured=captured, expected=there_are_to_be
            )
        if count == 1:
            return messages.serial_captured(serial=first, captured=captured, expected=there_are_to_be)
        return messages.serials_captured(first=first, last=last, count=count, captured=captured)


CAPTURED: Final[Scanned] = _Captured()
