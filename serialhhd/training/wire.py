"""What a scanner or a keyboard sends to a conversation, as a client's bytes go: decoded, cut into scans, and submitted, one by one."""

from collections.abc import Iterable

from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.handheld import Sent
from serialhhd.flows.seam.view import Scan, View
from serialhhd.screens.entering.entries import EnteredLine
from serialhhd.screens.entering.entry_reader import EntryReader
from serialhhd.screens.entering.prefixes import as_meant


class Wire:
    """A link to a handheld that nobody looks at: its answers come back as views.

    Args:
        handheld: The conversation, somebody's session.
        pace: Seconds from one thing that is sent to the next one, at least `PAUSE` of the lexer: a hand has let go of the keys.
    """

    def __init__(self, handheld: Session, pace: float = 1.0) -> None:
        self._handheld = handheld
        self._view = handheld.view()
        self._reader = EntryReader()
        self._pace = pace
        self.now = 0.0
        """Seconds that have passed on it."""

    @property
    def unfinished(self) -> str:
        """What stands on the line, and no terminator has come for."""
        return self._reader.text

    def send(self, sent: Iterable[Sent]) -> tuple[View, ...]:
        """Send bytes, and return what is shown after each scan that they complete.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self.now += self._pace
        views: list[View] = []
        for pause, data in sent:
            self.now += pause
            lines = [one for one in self._reader.feed(data, self.now) if isinstance(one, EnteredLine)]
            views += map(self._submit, lines)
        return tuple(views)

    def _submit(self, line: EnteredLine) -> View:
        own = (action.word for action in self._view.actions)
        meant = as_meant(line.text, line.typed, self._handheld.profile, own)
        self._view = self._handheld.submit(Scan(meant, typed=line.typed))
        return self._view
