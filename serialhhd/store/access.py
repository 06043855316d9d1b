"""The door: who may log in by a name, how often somebody may try, and the audit of what happened.

The limits follow from the audit, so that they hold over a restart and over several processes. They are chosen so that a
guesser gets some hundred tries a day (NIST SP 800-63B allows 100 in a row) while nobody can lock somebody else out: an
operator who has logged in from an address before can always try from there, and an address is never locked, because a
whole site may stand behind one.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, select

from serialhhd.store import codes
from serialhhd.store import tables as t
from serialhhd.store.refusal import Refused
from serialhhd.store.vocabulary import AccessKind, AccessMethod, Role

FREE_TRIES = 5
"""So many wrong tries in a row cost no wait."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
"""What the next one costs, doubled with each further one."""
STRANGE_TRIES, STRANGE_TIME = 20, timedelta(minutes=10)
"""So many wrong tries in so long, over all addresses where the name has never logged in; then those wait."""
TOO_OFTEN = "login_too_often"
NOTED_EVERY = timedelta(minutes=1)
"""A try that has to wait is noted at most so often for a name and an address."""
LONGEST_NAME = 64

_a = t.access.c


@dataclass(frozen=True, slots=True)
class Account:
    """Who may log in by a name: an operator, or a shared device that asks who is at it.

    Attributes:
        name: As it was added.
        is_device: Whether it is a device.
        role: What the operator may do; None for a device.
        keys: The public keys, as OpenSSH writes them.
        password_hash: argon2id, or None.
        has_pin: Whether the operator can sign on at a shared device.
    """

    name: str
    is_device: bool
    role: Role | None
    keys: tuple[str, ...]
    password_hash: str | None
    has_pin: bool


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One row of the audit."""

    id: int
    at: datetime
    kind: AccessKind
    name: str
    address: str
    device: str | None
    method: AccessMethod | None
    reason: str | None


def account(conn: Connection, name: str) -> Account | None:
    """Return who may log in by a name; nobody who is unknown or disabled."""
    name_key = codes.key(name.strip(" "))
    o, d, k = t.operator.c, t.device.c, t.public_key.c
    row = conn.execute(
        select(o.id, o.name, o.role, o.password_hash, o.pin_hash).where(
            o.name_key == name_key, o.disabled_at.is_(None)
        )
    ).one_or_none()
    if row:
        keys = _keys(conn, k.operator_id == row.id)
        return Account(row.name, False, row.role, keys, row.password_hash, row.pin_hash is not None)
    device = conn.execute(
        select(d.id, d.name).where(d.name_key == name_key, d.disabled_at.is_(None))
    ).one_or_none()
    return (
        Account(device.name, True, None, _keys(conn, k.device_id == device.id), None, False)
        if device
        else None
    )


def _keys(conn: Connection, is_of: ColumnElement[bool]) -> tuple[str, ...]:
    return tuple(conn.scalars(select(t.public_key.c.text).where(is_of).order_by(t.public_key.c.id)))


# --- how often ----------------------------------------------------------------------------------------------------


def check_attempts(conn: Connection, name: str, address: str, now: datetime) -> None:
    """Make sure that somebody may try to log in now.

    Raises:
        Refused: `login_too_often`, with the `seconds` to wait.
    """
    name_key = _name_key(name)
    free_at = _free_after_own(conn, name_key, address)
    if free_at is None and not _has_logged_in(conn, name_key, address):
        free_at = _free_after_strange(conn, name_key)
    if free_at is not None and free_at > now:
        raise Refused("login_too_often", seconds=math.ceil((free_at - now).total_seconds()))


def _free_after_own(conn: Connection, name_key: str, address: str) -> datetime | None:
    """Return when this name may try again from this address; None after few wrong tries."""
    doublings = math.ceil(math.log2(LONGEST_WAIT / FIRST_WAIT))
    newest = conn.execute(
        select(_a.kind, _a.at)
        .where(_a.name_key == name_key, _a.address == address, _counts())
        .order_by(_a.id.desc())
        .limit(FREE_TRIES + doublings)
    ).all()
    wrong = next((n for n, row in enumerate(newest) if row.kind == AccessKind.LOGIN), len(newest))
    if wrong < FREE_TRIES:
        return None
    waited: timedelta = min(FIRST_WAIT * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT)
    last: datetime = newest[0].at
    return last + waited


def _free_after_strange(conn: Connection, name_key: str) -> datetime | None:
    """Return when this name may try again from an address where it has never logged in; None after few wrong tries."""
    times = conn.scalars(
        select(_a.at)
        .where(_a.name_key == name_key, _a.kind == AccessKind.REFUSED, _counts())
        .order_by(_a.id.desc())
        .limit(STRANGE_TRIES)
    ).all()
    return times[-1] + STRANGE_TIME if len(times) == STRANGE_TRIES else None


def _has_logged_in(conn: Connection, name_key: str, address: str) -> bool:
    known = select(_a.id).where(_a.name_key == name_key, _a.address == address, _a.kind == AccessKind.LOGIN)
    return conn.scalar(known.limit(1)) is not None


def _counts() -> ColumnElement[bool]:
    """Logins and wrong tries; one that had to wait is neither, or somebody could be locked out for ever."""
    return _a.kind.in_((AccessKind.LOGIN, AccessKind.REFUSED)) & _a.reason.is_distinct_from(TOO_OFTEN)


# --- the audit ----------------------------------------------------------------------------------------------------


def note(
    conn: Connection,
    *,
    at: datetime,
    kind: AccessKind,
    name: str,
    address: str,
    device: str | None = None,
    method: AccessMethod | None = None,
    reason: str | None = None,
) -> None:
    """Keep what happened at the door, for ever.

    Args:
        conn: The writing connection.
        at: When.
        kind: What.
        name: Who, as it was given; only its first 64 characters are kept.
        address: Where from; `device NAME` for a sign-on at a shared device.
        device: The shared device.
        method: How they showed who they are.
        reason: Why it was refused: a code.
    """
    if reason == TOO_OFTEN and _was_noted(conn, name, address, at):
        return
    row = {
        "at": at,
        "kind": kind,
        "name": _shown(name),
        "name_key": _name_key(name),
        "address": address,
        "device": device,
        "method": method,
        "reason": reason,
    }
    conn.execute(t.access.insert(), row)


def _was_noted(conn: Connection, name: str, address: str, at: datetime) -> bool:
    of_pair = select(_a.at).where(
        _a.name_key == _name_key(name), _a.address == address, _a.reason == TOO_OFTEN
    )
    last = conn.scalar(of_pair.order_by(_a.id.desc()).limit(1))
    return last is not None and at - last < NOTED_EVERY


def page(
    conn: Connection,
    *,
    limit: int = 50,
    after: int | None = None,
    name: str | None = None,
    kind: AccessKind | None = None,
) -> tuple[AccessEntry, ...]:
    """Return a page of the audit, newest first.

    Args:
        conn: A connection.
        limit: The most rows.
        after: The id of the last row of the page before.
        name: Only of this operator or device.
        kind: Only what happened in this way.
    """
    wanted = select(_a.id, _a.at, _a.kind, _a.name, _a.address, _a.device, _a.method, _a.reason)
    if after is not None:
        wanted = wanted.where(_a.id < after)
    if name is not None:
        wanted = wanted.where(_a.name_key == _name_key(name))
    if kind is not None:
        wanted = wanted.where(_a.kind == kind)
    return tuple(AccessEntry(*row) for row in conn.execute(wanted.order_by(_a.id.desc()).limit(limit)))


def _shown(name: str) -> str:
    """Return a name that anybody may have sent, cut, and without what cannot be shown."""
    return "".join(character if character.isprintable() else "?" for character in name[:LONGEST_NAME])


def _name_key(name: str) -> str:
    return codes.key(_shown(name).strip(" "))
