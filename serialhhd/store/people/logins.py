"""The door: who may log in by a name, how often somebody may try, and the audit of what happened (R58).

The limits follow from the audit, so that they hold over a restart and over several processes. Where the numbers come from:

- NIST SP 800-63B (5.2.2) asks for waits that grow with each wrong try, from 30 seconds on, and for at most 100 in a row at one
  account. `FREE_TRIES`, `FIRST_WAIT` and `LONGEST_WAIT` come to about 100 a day for a name at an address; then it goes on slowly
  instead of ending, as whoever can end it can lock others out. A PIN of 4 digits, at a device with a key of its own, stands for weeks.
- OWASP's Authentication Cheat Sheet counts for the account and not only for the address, as a guesser may have many, and NIST
  trusts the addresses where somebody has been before. `STRANGE_TRIES` in `STRANGE_TIME` are at most 2,880 a day for a name, over
  all addresses where it has never logged in: little against a password of 8 characters.
- A try that has to wait is not counted, so that no wait is for ever. A key is not guessed: a wrong one, which a device may have for
  long, makes nobody wait, and the right one opens at once. No address is ever locked, as a whole site may stand behind
  one: other names there notice nothing. Who has logged in from an address waits there only for wrong tries at that address.
"""

import math
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, exists, select, text

from serialhhd.store import refusals
from serialhhd.store.catalogue import settings
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.conditions import COUNTED
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import TOO_OFTEN, LoginEvent, LoginMethod, Role
from serialhhd.value_class import value_class

FREE_TRIES = 5
"""So many wrong tries in a row cost no wait."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
"""What the next one costs, doubled with each further one."""
STRANGE_TRIES, STRANGE_TIME = 20, timedelta(minutes=10)
"""So many wrong tries in so long, over all addresses where the name has never logged in; then those wait."""
NOTED_EVERY = timedelta(minutes=1)
"""A try that has to wait is noted at most so often for a name and an address."""
UNKNOWN_ROWS = 10
"""So many refusals of names that nobody has are kept for an address and a minute; more are counted in the last of them."""
CLEARED_AT_ONCE = 200
"""So many rows that are too old are cleared at a login."""

_a = t.login_entry.c
_login = t.login_entry.alias("login")


def _written(kind: LoginEvent) -> BindParameter[LoginEvent]:
    """A word written out in the statement, so that the partial index of such rows serves."""
    return bindparam(None, kind, type_=_a.kind.type, literal_execute=True)


_IS_COUNTED = text(COUNTED)
_IS_PAIR = (_a.name_key == bindparam("name_key")) & (_a.address == bindparam("address"))
_REFUSED_SINCE = (
    (_a.name_key == bindparam("name_key"))
    & (_a.kind == _written(LoginEvent.REFUSED))
    & _a.at.between(bindparam("begin", type_=t.UtcTime), bindparam("end", type_=t.UtcTime))
)
_IS_KNOWN_ADDRESS = (
    exists()
    .where(
        _login.c.name_key == _a.name_key,
        _login.c.address == _a.address,
        _login.c.kind == _written(LoginEvent.LOGIN),
    )
    .correlate(t.login_entry)
)
_DOUBLINGS = math.ceil(math.log2(LONGEST_WAIT / FIRST_WAIT))
_NEWEST = (
    select(_a.kind, _a.at).where(_IS_PAIR, _IS_COUNTED).order_by(_a.id.desc()).limit(FREE_TRIES + _DOUBLINGS)
)
_LOGGED_IN = select(_a.id).where(_IS_PAIR, _a.kind == _written(LoginEvent.LOGIN)).limit(1)
_STRANGE = (
    select(_a.at)
    .where(_REFUSED_SINCE, _IS_COUNTED, ~_IS_KNOWN_ADDRESS)
    .order_by(_a.at.desc())
    .limit(STRANGE_TRIES)
)
_NOTED = (
    select(_a.id).where(_REFUSED_SINCE, _a.address == bindparam("address"), _a.reason == TOO_OFTEN).limit(1)
)

_UNKNOWN = (
    select(_a.id)
    .where(
        _a.address == bindparam("address"),
        _a.times.is_not(None),
        _a.at.between(bindparam("begin", type_=t.UtcTime), bindparam("end", type_=t.UtcTime)),
    )
    .order_by(_a.at.desc(), _a.id.desc())
    .limit(UNKNOWN_ROWS)
)
_IS_KNOWN_NAME = select(
    exists().where(t.operator.c.name_key == bindparam("key"))
    | exists().where(t.device.c.name_key == bindparam("key"))
)


@value_class
class Principal:
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

    def opens_with(self, proof: str) -> bool:
        """Return whether a key or a password's hash is one of theirs."""
        return proof in {*self.keys, self.password_hash}


@value_class
class LoginEntry:
    """One row of the audit."""

    id: int
    at: datetime
    kind: LoginEvent
    name: str
    address: str
    device: str | None
    method: LoginMethod | None
    reason: str | None
    times: int | None = None


def principal(conn: Connection, name: str) -> Principal | None:
    """Return who may log in by a name; nobody who is unknown or disabled."""
    name = name.strip(" ")
    if (
        len(name) > codes.LONGEST or not name.isprintable()
    ):  # nobody is called so, and PostgreSQL takes no NUL
        return None
    name_key = codes.key(name)
    o, d, k = t.operator.c, t.device.c, t.public_key.c
    row = conn.execute(
        select(o.id, o.name, o.role, o.password_hash, o.pin_hash).where(
            o.name_key == name_key, o.disabled_at.is_(None)
        )
    ).one_or_none()
    if row:
        keys = _keys(conn, k.operator_id == row.id)
        return Principal(row.name, False, row.role, keys, row.password_hash, row.pin_hash is not None)
    device = conn.execute(
        select(d.id, d.name).where(d.name_key == name_key, d.disabled_at.is_(None))
    ).one_or_none()
    return (
        Principal(device.name, True, None, _keys(conn, k.device_id == device.id), None, False)
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
    pair = {"name_key": _name_key(name), "address": address}
    free_at = _free_after_own(conn, pair, now)
    if free_at is None and conn.scalar(_LOGGED_IN, pair) is None:
        free_at = _free_after_strange(conn, pair["name_key"], now)
    if free_at is not None and free_at > now:
        raise refusals.login_too_often(seconds=math.ceil((free_at - now).total_seconds()))


def _free_after_own(conn: Connection, pair: dict[str, str], now: datetime) -> datetime | None:
    """Return when this name may try again from this address; None after few wrong tries."""
    newest = conn.execute(_NEWEST, pair).all()
    wrong = next((n for n, row in enumerate(newest) if row.kind == LoginEvent.LOGIN), len(newest))
    if wrong < FREE_TRIES:
        return None
    waited: timedelta = min(FIRST_WAIT * 2 ** (wrong - FREE_TRIES), LONGEST_WAIT)
    last: datetime = newest[0].at
    if last > now + waited:  # of a clock that was wrong: the audit keeps it, but nobody waits for it
        return None
    return last + waited


def _free_after_strange(conn: Connection, name_key: str, now: datetime) -> datetime | None:
    """Return when this name may try again from an address where it has never logged in; None after few wrong tries."""
    window = {"begin": now - STRANGE_TIME, "end": now + STRANGE_TIME}
    times = conn.scalars(_STRANGE, {"name_key": name_key, **window}).all()
    return times[-1] + STRANGE_TIME if len(times) == STRANGE_TRIES else None


# --- the audit ----------------------------------------------------------------------------------------------------


def note(
    conn: Connection,
    *,
    at: datetime,
    kind: LoginEvent,
    name: str,
    address: str,
    device: str | None = None,
    method: LoginMethod | None = None,
    reason: str | None = None,
) -> None:
    """Keep what happened at the door, for as long as the site wants.

    A refusal of a known operator or device is always a row of its own: the limits count them. Names that nobody has can be
    made up without end: of them few are kept for an address and a minute, and the others are counted.

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
    is_unknown = kind is LoginEvent.REFUSED and not conn.scalar(_IS_KNOWN_NAME, {"key": _name_key(name)})
    if is_unknown and _counted(conn, address, at):
        return
    if reason == TOO_OFTEN and _was_noted(conn, name, address, at):
        return
    row = {
        "at": at,
        "kind": kind,
        "name": codes.shown(name),
        "name_key": _name_key(name),
        "address": address,
        "device": device,
        "method": method,
        "reason": reason,
        "times": 1 if is_unknown else None,
    }
    conn.execute(t.login_entry.insert(), row)
    if kind is LoginEvent.LOGIN:
        _clear(conn, at)


def _counted(conn: Connection, address: str, at: datetime) -> bool:
    """Count a refusal of a name that nobody has in the last row of its address and minute, where there are many already."""
    minute = {"address": address, "begin": at.replace(second=0, microsecond=0), "end": at}
    rows = conn.scalars(_UNKNOWN, minute).all()
    if len(rows) < UNKNOWN_ROWS:
        return False
    conn.execute(t.login_entry.update().where(_a.id == rows[0]).values(times=_a.times + 1))
    return True


def _clear(conn: Connection, at: datetime) -> None:
    """Clear some of what is older than the site wants."""
    retention = settings.login_retention(conn)
    if retention is None:
        return
    oldest = select(_a.id).order_by(_a.id).limit(CLEARED_AT_ONCE)
    old = conn.scalars(select(_a.id).where(_a.id.in_(oldest), _a.at < at - retention)).all()
    if old:
        settings.let_logins_be_cleared(conn, at - retention)
        conn.execute(t.login_entry.delete().where(_a.id.in_(old)))


def _was_noted(conn: Connection, name: str, address: str, at: datetime) -> bool:
    pair = {"name_key": _name_key(name), "address": address}
    since = at - NOTED_EVERY + timedelta(microseconds=1)
    return conn.scalar(_NOTED, {**pair, "begin": since, "end": at}) is not None


def page(
    conn: Connection,
    *,
    limit: int = 50,
    after: int | None = None,
    name: str | None = None,
    kind: LoginEvent | None = None,
) -> tuple[LoginEntry, ...]:
    """Return a page of the audit, newest first.

    Args:
        conn: A connection.
        limit: The most rows.
        after: The id of the last row of the page before.
        name: Only of this operator or device.
        kind: Only what happened in this way.
    """
    wanted = select(_a.id, _a.at, _a.kind, _a.name, _a.address, _a.device, _a.method, _a.reason, _a.times)
    if after is not None:
        wanted = wanted.where(_a.id < after)
    if name is not None:
        wanted = wanted.where(_a.name_key == _name_key(name))
    if kind is not None:
        wanted = wanted.where(_a.kind == kind)
    return tuple(LoginEntry(*row) for row in conn.execute(wanted.order_by(_a.id.desc()).limit(limit)))


def _name_key(name: str) -> str:
    return codes.key(codes.shown(name.strip(" ")).strip(" "))
