"""What a handheld screen drives. `flows.conversation.session.Session` is one; a host may put another in its place."""

from typing import Protocol

from serialhhd.flows.seam.view import Label, Scan, View


class Conversation(Protocol):
    """What whoever enters one thing after the other drives: a session, or a runner."""

    def view(self) -> View:
        """Return where the operator stands."""
        ...

    def submit(self, scan: Scan) -> View:
        """Answer a scan."""
        ...


class Handheld(Protocol):
    """One device's side of the seam. Every call may touch the store, and may raise `StoreUnavailable`.

    All but `submit_async` may block. Calls come one after the other.
    """

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
