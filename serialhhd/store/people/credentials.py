"""What operators and devices show at the door: passwords, PINs and public keys. No secret is kept, only its hash.

Hashing takes some 20 milliseconds and 19 MiB on purpose: `hash_secret` and `is_secret` are called outside any transaction.
"""

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, select, update

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting, codes
from serialhhd.store.words.numbers import is_number
from serialhhd.value_class import value_class

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from asyncssh import SSHKey

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 128
"""Characters, as NIST SP 800-63B asks of a password that a person chooses."""
LONGEST_SECRET = 256
"""Bytes of a name or a password, as they come: a server takes no more of somebody it does not know."""
SHORTEST_PIN, LONGEST_PIN = 4, 12
"""Digits. A PIN counts only on a device that has logged in with its own key."""
LEAST_RSA_BITS = 2048
"""As NIST SP 800-131A asks."""
_PRIVATE = ("PRIVATE KEY", "PuTTY-User-Key-File", "Private-Lines")


@value_class
class KnownKey:
    """A public key that lets somebody in: `SHA256:...`, what it is called, since when."""

    fingerprint: str
    label: str
    added_at: datetime


@value_class
class ReadKey:
    """A public key as it was read: its text as OpenSSH writes it, its fingerprint, its comment."""

    text: str
    fingerprint: str
    comment: str


# --- secrets ------------------------------------------------------------------------------------------------------


def check_password(password: str) -> None:
    """Refuse what is too short or too long, and what clients cannot send, or not all in the same way (RFC 4252: SASLprep).

    Raises:
        Refused: `password_length`, `password_characters`.
    """
    from asyncssh.saslprep import SASLPrepError, saslprep

    is_sent = (
        max(len(written.encode("utf-8", "surrogatepass")) for written in _ways(password)) <= LONGEST_SECRET
    )
    if not (is_sent and SHORTEST_PASSWORD <= len(_same(password)) <= LONGEST_PASSWORD):
        raise refusals.password_length(
            shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD, size=LONGEST_SECRET
        )
    try:
        is_sent_alike = saslprep(password) == _same(password)
    except SASLPrepError:
        is_sent_alike = False
    if not is_sent_alike:
        raise refusals.password_characters()


def check_pin(pin: str) -> None:
    """Refuse what is no PIN.

    Raises:
        Refused: `pin_digits`.
    """
    if not (is_number(pin) and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise refusals.pin_digits(shortest=SHORTEST_PIN, longest=LONGEST_PIN)


def hash_secret(secret: str) -> str:
    """Return the argon2id hash of a password or PIN."""
    return _hasher().hash(_as_bytes(secret))


def hash_of_known(secret: str) -> str:
    """Return a hash of what is no secret, in a store that is thrown away: it takes no time."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(_as_bytes(secret))


def is_secret(known: str | None, secret: str) -> bool:
    """Return whether a secret has that hash; where there is none it takes as long, so that nobody can tell."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        _hasher().verify(known or _nobodys_hash(), _as_bytes(secret))
    except (VerificationError, InvalidHashError):
        return False
    return known is not None


def _same(secret: str) -> str:
    """Return one text for all ways to write it: a keyboard may send an umlaut as one character or as two (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", secret)


def _ways(secret: str) -> Iterator[str]:
    """Yield the ways in which a keyboard may write a secret."""
    yield secret
    for form in ("NFC", "NFD"):
        yield unicodedata.normalize(form, secret)


def _as_bytes(secret: str) -> bytes:
    return _same(secret).encode("utf-8", "surrogatepass")  # a wrong one may be anything


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    # OWASP's Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobodys_hash() -> str:
    return hash_secret("nobody's")


def set_password(conn: Connection, name: str, password_hash: str, *, by: str) -> None:
    """Give an operator a password, by its hash.

    Raises:
        Refused: `unknown` operator.
    """
    _change_operator(conn, name, by, password_hash=password_hash)


def set_pin(conn: Connection, name: str, pin_hash: str, *, by: str) -> None:
    """Give an operator a PIN, by its hash.

    Raises:
        Refused: `unknown` operator.
    """
    _change_operator(conn, name, by, pin_hash=pin_hash)


def pin_hash_of(conn: Connection, name: str) -> str | None:
    """Return the hash of an operator's PIN; None where there is no PIN, no such operator, or one that is disabled."""
    if not name.isprintable():  # nobody is called so, and PostgreSQL takes no NUL
        return None
    known = select(t.operator.c.pin_hash).where(
        t.operator.c.name_key == codes.key(name.strip(" ")), t.operator.c.disabled_at.is_(None)
    )
    return conn.scalar(known)


def _change_operator(conn: Connection, name: str, by: str, **values: str) -> None:
    acting.named(by)
    cleaned = codes.clean(name, "operator")
    changed = update(t.operator).where(t.operator.c.name_key == codes.key(cleaned)).values(**values)
    if not conn.execute(changed).rowcount:
        raise refusals.unknown(what="operator", code=cleaned)


# --- keys ---------------------------------------------------------------------------------------------------------


def read_key(text: str) -> ReadKey:
    """Read a public key as OpenSSH or PuTTY writes it, such as the content of `id_ed25519.pub`.

    Raises:
        Refused: `key_is_private`, `key_unreadable`, `several_keys`, `key_too_weak` (DSA, or RSA below 2048 bits).
    """
    from asyncssh import KeyImportError, import_public_key

    if any(mark in text for mark in _PRIVATE):
        raise refusals.key_is_private()
    written = _without_remarks(text)
    try:
        key = import_public_key(written.encode("utf-8", "replace"))
        comment = codes.shown(key.get_comment(errors="replace") or "")
    except (KeyImportError, ValueError):
        raise refusals.key_unreadable() from None
    if _is_weak(key):
        raise refusals.key_too_weak(bits=LEAST_RSA_BITS)
    type_and_number = key.export_public_key().decode("utf-8", "replace").split()[:2]
    return ReadKey(" ".join((*type_and_number, comment)).strip(), key.get_fingerprint(), comment)


def _without_remarks(text: str) -> str:
    """Return what a key file holds beside remarks and empty lines; more than one key of a line each are refused."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) > 1 and not lines[0].startswith("----"):
        raise refusals.several_keys(keys=len(lines))
    return "\n".join(lines)


def _is_weak(key: "SSHKey") -> bool:
    algorithm = key.get_algorithm()
    if algorithm == "ssh-rsa":
        return int(getattr(key.pyca_key, "key_size", 0)) < LEAST_RSA_BITS
    return algorithm == "ssh-dss"


def add_key(conn: Connection, owner: str, key: ReadKey, at: datetime, label: str = "", *, by: str) -> None:
    """Let an operator or a device log in with a key.

    Args:
        conn: The writing connection.
        owner: The name of an operator or a device.
        key: The key.
        at: When.
        label: What the key is called, such as the device it is on; its comment if empty.
        by: Who lets them.

    Raises:
        Refused: `unknown` owner, `already_there`.
    """
    acting.named(by)
    row = {
        **_owner(conn, owner),
        "fingerprint": key.fingerprint,
        "text": key.text,
        "label": codes.shown(label) or key.comment,
        "added_at": at,
    }
    if not conn.execute(t.insert_if_new(t.public_key), row).rowcount:
        raise refusals.already_there(what="key", code=key.fingerprint)


def remove_key(conn: Connection, owner: str, fingerprint: str, *, by: str) -> None:
    """Let nobody in with that key of an operator or device any more.

    Raises:
        Refused: `unknown` owner or key.
    """
    acting.named(by)
    removed = t.public_key.delete().where(
        _is_of(_owner(conn, owner)), t.public_key.c.fingerprint == fingerprint
    )
    if not conn.execute(removed).rowcount:
        raise refusals.unknown(what="key", code=fingerprint)


def keys_of(conn: Connection, owner: str) -> tuple[KnownKey, ...]:
    """Return the keys of an operator or a device, oldest first.

    Raises:
        Refused: `unknown` owner.
    """
    k = t.public_key.c
    rows = conn.execute(
        select(k.fingerprint, k.label, k.added_at).where(_is_of(_owner(conn, owner))).order_by(k.id)
    )
    return tuple(KnownKey(*row) for row in rows)


def _is_of(owner: dict[str, int]) -> ColumnElement[bool]:
    ((column, value),) = owner.items()
    return t.public_key.c[column] == value


def _owner(conn: Connection, name: str) -> dict[str, int]:
    cleaned = codes.clean(name, "operator")
    for column, table in (("operator_id", t.operator), ("device_id", t.device)):
        found = conn.scalar(select(table.c.id).where(table.c.name_key == codes.key(cleaned)))
        if found is not None:
            return {column: found}
    raise refusals.unknown(what="operator or device", code=cleaned)
