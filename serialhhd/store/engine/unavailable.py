"""Driver errors as sentences: what a store that cannot be used tells the person in front of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from serialhhd.store.words.refusal import UNSURE, StoreUnavailable

SENTENCES = {
    "store_missing": "There is no store: {place}. Create one with `serialhhd store init`.",
    "store_not_ours": "{place} is not a serialhhd store. Choose another one with --store.",
    "store_empty": "{place} is empty, not a store. Remove it, then create one with `serialhhd store init`.",
    "store_damaged": "The store {place} is damaged. Restore a backup with `serialhhd store restore FILE`.",
    "store_newer": "The store {place} was made by a newer serialhhd. Update serialhhd on this machine.",
    "store_older": "The store {place} was made by an older serialhhd. {reason}",
    "store_read_only": "The store {place} cannot be written. Give this user the right to write the file and its folder.",
    "store_locked": "The store {place} is locked by another program. Close that program, then try again.",
    "store_full": "There is no room left for the store {place}. Make room on its disk, then try again.",
    "store_unreachable": "The store {place} cannot be reached ({reason}). Put that right, then try again.",
    UNSURE: "The store {place} did not answer. What you did last may have been kept: look before you go on.",
    "store_replaced": "Nothing is taken any more: tell your supervisor. The file of the store {place} {reason}.",
    "store_served": "Another server (process {reason}) has the store {place}. End it, or serve another store.",
    "store_exists": "{place} is there already. Choose a new name: a store is never overwritten.",
    "store_not_training": "The store {place} is for work, not to train on. Make one with `serialhhd train new STORE`.",
    "store_no_first_day": "The training store {place} is one that is thrown away: it has no first day to go back to.",
    "store_other_purpose": "{place} is to train on, {reason} is for work. Neither is put in the other's place.",
    "backup_exists": "{place} is there already. Choose a new name: a backup is never overwritten.",
    "backup_needs_pg_dump": "{place} is a PostgreSQL database. Use pg_dump and pg_restore for its backups.",
    "backup_failed": "The backup could not be written to {place} ({reason}). Nothing was left there.",
}
"""The sentence of each code a `StoreUnavailable` can have."""

RETRYABLE = frozenset({"40P01", "40001"})
"""SQLSTATEs of a deadlock and of a serialization failure: rolled back for certain, worth another try."""

_SQLITE_CODES = {
    3: "store_read_only",
    5: "store_locked",
    6: "store_locked",
    8: "store_read_only",
    10: "store_unreachable",
    11: "store_damaged",
    13: "store_full",
    14: "store_unreachable",
    15: "store_locked",
    26: "store_not_ours",
}
_SQLITE_EXTENDED_CODES = {
    522: "store_damaged",  # the file is shorter than it says
    3338: "store_read_only",  # the system denies access
    8458: "store_damaged",  # the file system found its own checksum wrong
}
_SQLSTATES = {
    "25006": "store_read_only",
    "42501": "store_read_only",
    "53100": "store_full",
    "55P03": "store_locked",
    "40P01": "store_locked",
    "40001": "store_locked",
    "57014": "store_locked",
    "XX001": "store_damaged",
    "XX002": "store_damaged",
}
_SQLSTATE_CLASSES = {"08": "store_unreachable", "28": "store_unreachable", "3D": "store_unreachable"}
_SQLSTATE_CLASSES |= {"53": "store_unreachable", "57": "store_unreachable", "58": "store_unreachable"}

_UNDONE_SQLITE_CODES = frozenset({5, 6, 8, 13, 19})
"""What SQLite says of a commit that it did not make: busy, locked, read-only, full, against a constraint."""
_UNSURE_SQLSTATE_CLASSES = frozenset({"08", "57", "58", "XX"})
"""What PostgreSQL says when it goes away: a commit may have been made before."""

_REASONS = {
    "password authentication": "it does not let this program in: check user and password",
    "no password": "it does not let this program in: check user and password",
    "pg_hba.conf": "it does not let this program in: check its pg_hba.conf",
    "does not exist": "there is no such database, or no such user",
    "starting up": "it is starting",
    "shutting down": "it is being shut down",
    "terminating connection": "it was shut down",
    "too many": "it takes no more connections",
    "remaining connection slots": "it takes no more connections",
    "refused": "nobody answers there",
    "no such file": "nobody answers there",
    "timeout": "it does not answer",
    "timed out": "it does not answer",
    "resolve": "its host is not known",
    "translate host name": "its host is not known",
}
"""What PostgreSQL's driver says, in words that give nothing away of where the database is, and as whom one reaches it."""


def unavailable(code: str, place: str, reason: str = "") -> StoreUnavailable:
    """The `StoreUnavailable` of a code, with its sentence about the store at `place`."""
    return StoreUnavailable(code, SENTENCES[code].format(place=place, reason=reason))


def sqlstate(error: DBAPIError) -> str | None:
    """The SQLSTATE that PostgreSQL gave, if it gave one."""
    state = getattr(error.orig, "sqlstate", None)
    return state if isinstance(state, str) else None


def understood(error: DBAPIError, place: str) -> StoreUnavailable | None:
    """What a driver error says about the store at `place`, or None when the statement itself was at fault."""
    code = _code(error)
    return None if code is None else unavailable(code, place, _reason(error))


def is_undone(error: DBAPIError) -> bool:
    """Whether an error at COMMIT says for certain that nothing was kept; where it does not, nobody knows."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF in _UNDONE_SQLITE_CODES
    state = sqlstate(error)
    return state is not None and state[:2] not in _UNSURE_SQLSTATE_CLASSES


def _code(error: DBAPIError) -> str | None:
    extended = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(extended, int):
        return _SQLITE_EXTENDED_CODES.get(extended) or _SQLITE_CODES.get(extended & 0xFF)
    state = sqlstate(error)
    if state is not None:
        return _SQLSTATES.get(state) or _SQLSTATE_CLASSES.get(state[:2])
    lost = error.connection_invalidated or type(error.orig).__name__ in {
        "OperationalError",
        "ConnectionTimeout",
    }
    return "store_unreachable" if lost else None


def _reason(error: DBAPIError) -> str:
    """The part of the sentence that a technician needs."""
    said = str(error.orig)
    if isinstance(error.orig, sqlite3.Error):
        return said.partition("\n")[0].rstrip(".")
    return next(
        (told for part, told in _REASONS.items() if part in said.casefold()), "the connection was lost"
    )


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raise what a driver says about the store at `place` as `StoreUnavailable`; let everything else through."""
    try:
        yield
    except DBAPIError as error:
        told = understood(error, place)
        if told is None:
            raise
        raise told from error
    except PoolTimeout as error:
        raise unavailable("store_locked", place) from error
