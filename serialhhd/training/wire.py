"""What a scanner or a keyboard sends to a conversation, as a client's bytes go: decoded, cut into scans, and submitted, one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from serialhhd.flows.seam.handheld import Sent
from serialhhd.flows.seam.view import Scan, View
from serialhhd.flows.sentences import messages
from serialhhd.screens.entering.entries import EnteredLine
from serialhhd.screens.entering.entry_reader import EntryReader
from serialhhd.screens.entering.prefixes import as_meant
from serialhhd.screens.line import SpokenWith
from serialhhd.store.words.refusal import StoreUnavailable


@dataclass(slots=True)
class Elapsed:
    """Seconds that have passed for whoever plays without hands, who waits for nothing: told when it is called."""

    now: float = 0.0

    def __call__(self) -> float:
        """Tell them."""
        return self.now


class Wire:
    """A link to a handheld that nobody looks at: its answers come back as views. It is a `Link`, which can be slow, and cut.

    Args:
        handheld: The conversation: somebody's session, or a lesson.
        pace: Seconds from one thing that is sent to the next one, at least `PAUSE` of the lexer: a hand has let go of the keys.
        elapsed: Goes on with what is sent.
        shown: What it shows, where somebody has seen it already.
        hear: Told of all that is sent and arrives, before it is read.
    """

    def __init__(
        self,
        handheld: SpokenWith,
        pace: float = 1.0,
        elapsed: Elapsed | None = None,
        shown: View | None = None,
        hear: Callable[[bytes], None] | None = None,
    ) -> None:
        self.elapsed = elapsed or Elapsed()
        self._hear = hear
        self.connect(handheld, shown)
        self._pace = pace
        self._delay = 0.0

    @property
    def now(self) -> float:
        """Seconds that have passed on it."""
        return self.elapsed.now

    def connect(self, handheld: SpokenWith, shown: View | None = None) -> None:
        """Be a link to this handheld from now on; nothing is left of what stood on the line.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        self._handheld = handheld
        self.view = shown or handheld.view()
        """What was shown last."""
        self._reader = EntryReader()
        self.is_cut = False
        """Whether nothing arrives that is sent."""

    def slow(self, seconds: float) -> None:
        """Let each answer come so much later from now on; 0: at once again."""
        self._delay = seconds

    def cut(self) -> None:
        """Let nothing arrive any more, until it is a link to another handheld."""
        self.is_cut = True

    @property
    def unfinished(self) -> str:
        """What stands on the line, and no terminator has come for."""
        return self._reader.text

    def send(self, sent: Iterable[Sent]) -> tuple[View, ...]:
        """Send bytes, and return what is shown after each scan that they complete; of one that the store cannot take, why."""
        self.elapsed.now += self._pace
        if self.is_cut:
            return ()
        views: list[View] = []
        for pause, data in sent:
            self.elapsed.now += pause
            if self._hear:
                self._hear(data)
            lines = [one for one in self._reader.feed(data, self.now) if isinstance(one, EnteredLine)]
            views += map(self._submit, lines)
        return tuple(views)

    def _submit(self, line: EnteredLine) -> View:
        """Return what is shown when a scan is answered; as on a screen, the question stays where the store does not answer."""
        self.elapsed.now += self._delay
        own = (action.word for action in self.view.actions)
        meant = as_meant(line.text, line.typed, self._handheld.profile, own)
        try:
            self.view = self._handheld.submit(Scan(meant, typed=line.typed))
        except StoreUnavailable as unavailable:
            return replace(self.view, message=messages.store_unavailable(unavailable))
        return self.view
