"""Somebody at the door."""

from datetime import UTC, datetime, timedelta
from functools import partial

from serialhhd.store.engine.store import Store
from serialhhd.store.people import logins
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LoginEvent

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
SITE, HOME = "10.20.0.7", "203.0.113.9"
WAITS = [30, 60, 120, 240, 480, 900, 900]
MINUTE = 60


class Door:
    """Somebody tries to log in, at a time that the test sets, as the SSH server lets them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = AT

    def waits(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def wait(self, name: str = "anna", address: str = SITE) -> int:
        """Return how many seconds a try has to wait; 0 where it is let through."""
        try:
            with self.store.read() as conn:
                logins.check_attempts(conn, name, address, self.now)
        except Refused as refused:
            return int(refused.facts["seconds"])
        return 0

    def fails(self, name: str = "anna", address: str = SITE, times: int = 1) -> int:
        """Show something wrong so often, and return how long the last try has to wait."""
        waited = 0
        for _ in range(times):
            waited = self.wait(name, address)
            self.notes(
                LoginEvent.REFUSED, name, address, reason="login_too_often" if waited else "wrong_credential"
            )
        return waited

    def logs_in(self, name: str = "anna", address: str = SITE) -> None:
        assert self.wait(name, address) == 0
        self.notes(LoginEvent.LOGIN, name, address)

    def notes(self, kind: LoginEvent, name: str, address: str, reason: str | None = None) -> None:
        noting = partial(logins.note, at=self.now, kind=kind, name=name, address=address, reason=reason)
        self.store.write(noting)

    def noted(self, reason: str) -> int:
        with self.store.read() as conn:
            return sum(entry.reason == reason for entry in logins.page(conn, limit=9999))
