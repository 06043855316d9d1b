"""Badge and PIN at a shared device: checked, limited and noted as every login is."""

import threading
from functools import partial

from serialhhd.store import refusals
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, logins
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod

_TURN = threading.Lock()


def check(store: Store, operator: str, pin: str, device: str) -> None:
    """Make sure that the PIN is the operator's. Hashing is slow on purpose, and done outside any transaction.

    Who is unknown or disabled is refused like a wrong PIN; only who has no PIN yet is told so. One is checked after the
    other: of tries at the same time each is counted before the next.

    Raises:
        Refused: `wrong_pin`, `pin_missing`, `login_too_often`.
        StoreUnavailable: The store cannot be used; nothing was noted.
    """
    with _TURN:
        try:
            _check(store, operator, pin, f"device {device}")
        except Refused as refused:
            _note(store, LoginEvent.REFUSED, operator, device, refused.code)
            raise
        _note(store, LoginEvent.LOGIN, operator, device, None)


def _check(store: Store, operator: str, pin: str, address: str) -> None:
    with store.read() as conn:
        logins.check_attempts(conn, operator, address, store.now())
        known = credentials.pin_hash_of(conn, operator)
        principal = logins.principal(conn, operator)
    if credentials.is_secret(known, pin):
        return
    if principal is not None and not principal.is_device and not principal.has_pin:
        raise refusals.pin_missing(operator=operator)
    raise refusals.wrong_pin()


def _note(store: Store, kind: LoginEvent, operator: str, device: str, reason: str | None) -> None:
    noting = partial(
        logins.note,
        at=store.now(),
        kind=kind,
        name=operator,
        address=f"device {device}",
        device=device,
        method=LoginMethod.PIN,
        reason=reason,
    )
    store.write(noting)
