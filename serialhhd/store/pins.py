"""Badge and PIN at a shared device: checked, limited and noted as every login is."""

from functools import partial

from serialhhd.store import access, credentials
from serialhhd.store.refusal import Refused
from serialhhd.store.store import Store
from serialhhd.store.vocabulary import AccessKind, AccessMethod


def check(store: Store, operator: str, pin: str, device: str) -> None:
    """Make sure that the PIN is the operator's. Hashing is slow on purpose, and done outside any transaction.

    Who is unknown or disabled is refused like a wrong PIN: the device tells nobody who works here.

    Raises:
        Refused: `wrong_pin`, `pin_missing`, `login_too_often`.
    """
    address = f"device {device}"
    with store.read() as conn:
        access.check_attempts(conn, operator, address, store.now())
        known = credentials.pin_hash_of(conn, operator)
        account = access.account(conn, operator)
    is_right = credentials.is_secret(known, pin)
    kind, reason = (AccessKind.LOGIN, None) if is_right else (AccessKind.REFUSED, "wrong_pin")

    store.write(
        partial(
            access.note,
            at=store.now(),
            kind=kind,
            name=operator,
            address=address,
            device=device,
            method=AccessMethod.PIN,
            reason=reason,
        )
    )
    if not is_right:
        has_none = account is not None and not account.is_device and not account.has_pin
        raise Refused("pin_missing", operator=operator) if has_none else Refused("wrong_pin")
