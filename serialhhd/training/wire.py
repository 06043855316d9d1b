"""What a scanner or a keyboard sends to a conversation, as a client's bytes go: decoded, cut into scans, and submitted, one by one."""

from collections.abc import Iterable
from dataclasses import replace

from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import View
from serialhhd.hosting.terminal.keys import KeyDecoder, Text
from serialhhd.screens.widgets.prefixes import as_meant
from serialhhd.screens.widgets.scan_lexer import ScanLexer
from serialhhd.training.scanner import Sent


class Wire:
    """A link to a handheld that nobody looks at: its answers come back as views.

    Args:
        handheld: The conversation, somebody's session.
        pace: Seconds from one thing that is sent to the next one, at least `PAUSE` of the lexer: a hand has let go of the keys.
    """

    def __init__(self, handheld: Session, pace: float = 1.0) -> None:
        self._handheld = handheld
        self._view = handheld.view()
        self._decoder = KeyDecoder()
        self._lexer = ScanLexer()
        self._pace = pace
        self.now = 0.0
        """Seconds that have passed on it."""

    @property
    def unfinished(self) -> str:
        """What stands on the line, and no terminator has come for."""
        return self._lexer.text

    def send(self, sent: Iterable[Sent]) -> tuple[View, ...]:
        """Send bytes, and return what is shown after each scan that they complete.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self.now += self._pace
        views: list[View] = []
        for pause, data in sent:
            self.now += pause
            for entered in self._decoder.feed(data):
                text = entered.text if isinstance(entered, Text) else ""
                for scan in self._lexer.feed(text, self.now):
                    own = (action.word for action in self._view.actions)
                    meant = as_meant(scan.text, scan.typed, self._handheld.profile, own)
                    self._view = self._handheld.submit(replace(scan, text=meant))
                    views.append(self._view)
        return tuple(views)
