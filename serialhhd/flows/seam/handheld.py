"""What a handheld screen drives. `flows.conversation.session.Session` is one; a host may put another in its place."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from serialhhd.flows.seam.view import Label, Scan, View

Sent = tuple[float, bytes]
"""What is sent to a handheld: seconds after what was sent before, and bytes."""


class LabelReader(Protocol):
    """A scanner for labels that are drawn."""

    def read(self, label: Label) -> Iterable[Sent]:
        """Return what it sends of a label, in order."""
        ...


class Conversation(Protocol):
    """What whoever enters one thing after the other drives: a session, or a runner."""

    def view(self) -> View:
        """Return where the operator stands."""
        ...

    def submit(self, scan: Scan) -> View:
        """Answer a scan."""
        ...


class Profile(Protocol):
    """How a device is set up, as far as a screen must know it; what each means is said in flows.toml."""

    @property
    def action_prefix(self) -> str:
        """The sign with which an action begins."""

    @property
    def strip_prefix(self) -> str:
        """What the scanner sends before each code; may be empty."""

    @property
    def function_keys(self) -> Mapping[str, str]:
        """The function key of each action that has one, by its word."""

    @property
    def tones(self) -> Mapping[str, Any]:
        """The number of beeps by what came of an entry: `success`, `warning`, `error`."""

    @property
    def repeat_seconds(self) -> int:
        """Seconds after which an error sounds again; 0: never."""

    @property
    def theme(self) -> str:
        """What it looks like."""

    @property
    def large_letters(self) -> bool:
        """Whether what is sought, or remains, is drawn large where rows are free."""


class Handheld(Protocol):
    """One device's side of the seam. Every call may touch the store, and may raise `StoreUnavailable`.

    All but `submit_async` may block. Calls come one after the other.
    """

    @property
    def profile(self) -> Profile:
        """How the device is set up that it is on, by the flows.toml in force; it costs nothing, and is another one when it changes."""

    def view(self) -> View:
        """Return where the operator is now."""
        ...

    async def submit_async(self, scan: Scan) -> View:
        """Take one scan at any step, sign-on and menu included. Bad input is answered, never raised."""
        ...

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Return up to `limit` captured serials, newest first, leaving out the `before` newest."""
        ...

    def labels(self) -> tuple[Label, ...]:
        """Return the labels that lie on the pallet or the shelf now, for the virtual scanner."""
        ...
