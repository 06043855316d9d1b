"""Sees each scan where its meaning is decided: tells who signed on or was refused, and logs scans where a site allows that.

A PIN is never logged, and nothing else at sign-on or where a supervisor's badge is asked for: one may be typed there too early.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.hosting.monitoring import logs
from serialhhd.store.words.refusal import StoreUnavailable

if TYPE_CHECKING:
    from serialhhd.flows.config.devices.profile import DeviceProfile
    from serialhhd.hosting.handhelds.backend import HostedHandheld


PIN = "pin"
"""The step that asks for the PIN of whoever signs on."""
REFUSALS = frozenset({"wrong_pin", "pin_missing", "login_too_often", "operator_disabled"})
"""The answers to a PIN that does not sign anybody on, and is no supervisor's yes."""

Tried = Callable[[str | None, str | None], None]
"""Called with a badge, and why its PIN was refused; None where it was right. A badge of digits may be a PIN: None then."""


class LoggedHandheld:
    """A handheld that tells of sign-ons, and logs scans with who scanned, at which step, and how it was answered.

    Stands at the seam: at a step that asks for a secret it logs the answer only. Calls come one after the other.

    Args:
        handheld: The handheld.
        tried: Called, on the event loop, when badge and PIN were tried at a shared device.
        logs_scans: Whether scans are logged.
    """

    def __init__(self, handheld: "HostedHandheld", tried: Tried, *, logs_scans: bool) -> None:
        self._handheld = handheld
        self._tried = tried
        self._logs_scans = logs_scans
        self._before: View | None = None
        self._badge: str | None = None

    @property
    def operator(self) -> str | None:
        """Who is signed on now."""
        return self._handheld.operator

    @property
    def profile(self) -> "DeviceProfile":
        """How its device is set up."""
        return self._handheld.profile

    def use_on(self, names: tuple[str | None, ...]) -> None:
        """Be on the device of these names from now on."""
        self._handheld.use_on(names)

    def view(self) -> View:
        """Return where the operator is now."""
        self._before = self._handheld.view()
        return self._before

    async def submit_async(self, scan: Scan) -> View:
        """Take one scan, and tell and log it with its answer."""
        try:
            after = await self._handheld.submit_async(scan)
        except StoreUnavailable as problem:
            self._log(scan, problem.code, is_error=True)
            raise
        is_error = after.message is not None and after.message.severity == "error"
        self._log(scan, after.message.code if after.message else None, is_error=is_error)
        self._tell_of_pin(scan, after)
        if after.message and after.message.code == "serial_pattern_failed":
            logs.warn("serial pattern too slow", operator=self.operator, product=after.fields.get("product"))
        self._before = after
        return after

    def _tell_of_pin(self, scan: Scan, after: View) -> None:
        before, answer = self._before, after.message.code if after.message else None
        if before is None:
            return
        if before.is_private and not before.is_secret and after.is_secret:
            self._badge = None if scan.text.strip(" ").isdecimal() else scan.text
        elif before.is_secret and answer in REFUSALS:
            self._tried(self._badge, answer)
        elif before.step == PIN and self.operator is not None:
            self._tried(self._badge, None)

    def _log(self, scan: Scan, answer: str | None, *, is_error: bool) -> None:
        before = self._before
        is_secret = before is None or before.is_secret or before.is_private
        if not self._logs_scans:
            if is_error and before is not None and not is_secret:  # its code stays off the operator's screen
                logs.tell("not taken", operator=self.operator, step=before.step, answer=answer)
            return
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
