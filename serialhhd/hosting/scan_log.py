"""Logs what was scanned, where a site allows that; a PIN never is, and nothing at sign-on, where one may be typed too early."""

from typing import TYPE_CHECKING

from serialhhd.flows.view import Label, Scan, View
from serialhhd.hosting import logs
from serialhhd.store.refusal import StoreUnavailable

if TYPE_CHECKING:
    from serialhhd.hosting.backend import HostedHandheld


SIGN_ON = "sign_on"
"""The step that asks for a badge."""


class LoggedHandheld:
    """A handheld whose scans are logged with who scanned, at which step, and how it was answered.

    Stands at the seam: it sees a scan exactly where its meaning is decided, and at a step that asks for a secret it logs
    the answer only. Calls come one after the other, in a thread beside the event loop.
    """

    def __init__(self, handheld: "HostedHandheld") -> None:
        self._handheld = handheld
        self._before: View | None = None

    @property
    def operator(self) -> str | None:
        """Who is signed on now."""
        return self._handheld.operator

    def view(self) -> View:
        """Return where the operator is now."""
        self._before = self._handheld.view()
        return self._before

    def submit(self, scan: Scan) -> View:
        """Take one scan, and log it with its answer."""
        try:
            after = self._handheld.submit(scan)
        except StoreUnavailable as problem:
            self._log(scan, problem.code)
            raise
        self._log(scan, after.message.code if after.message else None)
        self._before = after
        return after

    def _log(self, scan: Scan, answer: str | None) -> None:
        before = self._before
        is_secret = before is None or before.is_secret or before.step == SIGN_ON
        logs.tell(
            "scan",
            operator=self.operator,
            step=before.step if before else None,
            scan=None if is_secret else scan.text,
            answer=answer,
        )

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Return captured serials, newest first."""
        return self._handheld.captured(before, limit)

    def labels(self) -> tuple[Label, ...]:
        """Return the labels that lie there now."""
        return self._handheld.labels()
