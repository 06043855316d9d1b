"""Badge and PIN at a shared device: checked, limited and noted as every login is."""

import threading
from dataclasses import replace
from functools import partial

from serialhhd.store import refusals
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, logins
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod
from serialhhd.value_class import value_class

_TURN = threading.Lock()


APPROVED = "approved"
"""Why somebody shows badge and PIN who does not sign on."""


@value_class
class At:
    """Where badge and PIN are shown.

    Attributes:
        address: For which wrong tries are counted, with the name.
        device: The device, where it has a name.
        why: What for, beside signing on.
    """

    address: str
    device: str | None
    why: str | None = None


def at_device(name: str) -> At:
    """Return where somebody signs on."""
    return At(f"device {name}", name)


def at_handheld(operator: str, device: str | None) -> At:
    """Return where a supervisor approves (R67): at a device, or at the handheld of an operator where it has no name."""
    return replace(at_device(device) if device else At(f"operator {operator}", None), why=APPROVED)


def check(store: Store, operator: str, pin: str, at: At) -> None:
    """Make sure that the PIN is the operator's. Hashing is slow on purpose, and done outside any transaction.

    Who is unknown or disabled is refused like a wrong PIN; only who has no PIN yet is told so. One is checked after the
    other: of tries at the same time each is counted before the next.

    Raises:
        Refused: `wrong_pin`, `pin_missing`, `login_too_often`.
        StoreUnavailable: The store cannot be used; nothing was noted.
    """
    with _TURN:
        try:
            _check(store, operator, pin, at.address)
        except Refused as refused:
            _note(store, LoginEvent.REFUSED, operator, at, refused.code)
            raise
        _note(store, LoginEvent.LOGIN, operator, at, at.why)


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


def _note(store: Store, kind: LoginEvent, operator: str, at: At, reason: str | None) -> None:
    noting = partial(
        logins.note,
        at=store.now(),
        kind=kind,
        name=operator,
        address=at.address,
        device=at.device,
        method=LoginMethod.PIN,
        reason=reason,
    )
    store.write(noting)
