"""What a scanner or a keyboard sends to a conversation, as a client's bytes go: decoded, cut into scans, and submitted, one by one."""

from collections.abc import Iterable
from dataclasses import replace

from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import View
from serialhhd.hosting.terminal.keys import KeyDecoder, Text
from serialhhd.screens.widgets.prefixes import as_meant
from serialhhd.screens.widgets.scan_lexer import ScanLexer
from serialhhd.training.scanner import Sent

BETWEEN = 1.0
"""Seconds that pass between two times that something is sent: nobody is quicker, and a hand has let go of the keys."""


class Wire:
    """A link to a handheld that nobody looks at: its answers come back as views.

    Args:
        handheld: The conversation, somebody's session.
    """

    def __init__(self, handheld: Session) -> None:
        self._handheld = handheld
        self._decoder = KeyDecoder()
        self._lexer = ScanLexer()
        self._now = 0.0

    @property
    def unfinished(self) -> str:
        """What stands on the line, and no terminator has come for."""
        return self._lexer.text

    def send(self, sent: Iterable[Sent]) -> tuple[View, ...]:
        """Send bytes, and return what is shown after each scan that they complete.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self._now += BETWEEN
        views: list[View] = []
        for pause, data in sent:
            self._now += pause
            for entered in self._decoder.feed(data):
                text = entered.text if isinstance(entered, Text) else ""
                for scan in self._lexer.feed(text, self._now):
                    own = (action.word for action in self._handheld.view().actions)
                    meant = as_meant(scan.text, scan.typed, self._handheld.profile, own)
                    views.append(self._handheld.submit(replace(scan, text=meant)))
        return tuple(views)
