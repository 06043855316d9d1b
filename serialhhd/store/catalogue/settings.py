"""Settings of the site."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, select

from serialhhd.store.schema import tables as t
from serialhhd.store.schema.columns import microseconds
from serialhhd.store.words import acting
from serialhhd.store.words.vocabulary import TrackingType

DEFAULT_TRACKING_TYPE = "default_tracking_type"
SIGN_OF_LIFE = "sign_of_life"
LOGIN_RETENTION = "login_retention_days"
LOGINS_KEPT_FROM = "logins_kept_from"
"""Of what is older, in microseconds since 1970, the database lets the audit of logins be cleared."""

FLOWS_PROBLEM = "flows_problem "
"""Begins the key of what is wrong with a flows.toml; then comes the file. The value begins with when that was so last."""
FLOWS_PROBLEM_COUNTS: Final = timedelta(minutes=1)
"""So long after that a problem is told of: a program that uses the file says anew that it is so, well before."""

SERIAL_LETTERS = "serial_letters"


OF_GOODS: Final = (DEFAULT_TRACKING_TYPE, SERIAL_LETTERS)
"""What is said of all goods; the rest is of people and programs."""


class SerialLetters(StrEnum):
    """Which letters a serial may have at this site (R48)."""

    ASCII = "ascii"
    ANY = "any"


def default_tracking_type(conn: Connection) -> TrackingType:
    """Return the tracking type that a new product gets when none is named (R1)."""
    value = _value(conn, DEFAULT_TRACKING_TYPE)
    return TrackingType(value) if value else TrackingType.NO_TRACKING


def set_default_tracking_type(conn: Connection, tracking_type: TrackingType, *, by: str) -> None:
    """Change the site's default; no existing product is touched (R1)."""
    acting.named(by)
    _set(conn, DEFAULT_TRACKING_TYPE, tracking_type)


def note_sign_of_life(conn: Connection, at: datetime) -> None:
    """Write down when a server last showed that it can write."""
    _set(conn, SIGN_OF_LIFE, at.isoformat(timespec="seconds"))


def login_retention(conn: Connection) -> timedelta | None:
    """Return for how long logins are kept; None: for ever."""
    days = conn.scalar(select(t.setting.c.value).where(t.setting.c.key == LOGIN_RETENTION))
    return timedelta(days=int(days)) if days else None


def set_login_retention(conn: Connection, days: int | None, *, by: str) -> None:
    """Set for how many days logins are kept, one at least; None: for ever."""
    acting.named(by)
    _set(conn, LOGIN_RETENTION, "" if days is None else str(days))


def let_logins_be_cleared(conn: Connection, until: datetime) -> None:
    """Note that what the audit of logins holds of the time before is to be cleared."""
    _set(conn, LOGINS_KEPT_FROM, str(microseconds(until)))


def serial_letters(conn: Connection) -> SerialLetters:
    """Return which letters a new serial may have (R4): those of ASCII, unless the site says that any will do."""
    return SerialLetters(_value(conn, SERIAL_LETTERS) or SerialLetters.ASCII)


def set_serial_letters(conn: Connection, letters: SerialLetters, *, by: str) -> None:
    """Change which letters a new serial may have; serials that are stored stay as they are."""
    acting.named(by)
    _set(conn, SERIAL_LETTERS, letters)


def flows_problems(conn: Connection, now: datetime) -> dict[str, str]:
    """Return what is wrong with which flows.toml, as the programs that use it now have noted it."""
    oldest = microseconds(now - FLOWS_PROBLEM_COUNTS)
    setting = t.setting.c
    noted = select(setting.key, setting.value).where(setting.key.startswith(FLOWS_PROBLEM, autoescape=True))
    found = {}
    for row in conn.execute(noted):
        at, _, problem = row.value.partition(" ")
        if int(at) >= oldest:
            found[row.key.removeprefix(FLOWS_PROBLEM)] = problem
    return found


def note_flows_problem(conn: Connection, file: str, problem: str | None, at: datetime) -> None:
    """Write down what is wrong with a flows.toml, and when; None: nothing any more."""
    if problem is None:
        conn.execute(t.setting.delete().where(t.setting.c.key == FLOWS_PROBLEM + file))
    else:
        _set(conn, FLOWS_PROBLEM + file, f"{microseconds(at)} {problem}")


def next_number(conn: Connection, key: str) -> int:
    """Count up a number that the site gives out, and return it; whoever else takes one waits until this transaction ends."""
    number = t.setting.c.value
    conn.execute(t.insert_if_new(t.setting), {"key": key, "value": "0"})
    taken = select(number).where(t.setting.c.key == key).with_for_update()
    following = int(conn.scalars(taken).one()) + 1
    conn.execute(t.setting.update().where(t.setting.c.key == key).values(value=str(following)))
    return following


def _value(conn: Connection, key: str) -> str | None:
    return conn.scalar(select(t.setting.c.value).where(t.setting.c.key == key))


def _set(conn: Connection, key: str, value: str) -> None:
    conn.execute(t.insert_if_new(t.setting), {"key": key, "value": value})
    conn.execute(t.setting.update().where(t.setting.c.key == key).values(value=value))
