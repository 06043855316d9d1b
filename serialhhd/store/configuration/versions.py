"""The versions of a flows.toml: what it said, from when on, by whom and why (R66).

The one in force is the newest of its file that is no pilot. A pilot is in force for the operators and devices that it names, until
a later version ends it. All rows stay: whatever a run or an entry of the ledger was asked by can be read for ever.
"""

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting, codes
from serialhhd.value_class import value_class


@value_class
class Version:
    """What a file said.

    Attributes:
        id: Its number: those of a store rise with time.
        file: The file, as the store calls it.
        made_by: Who put it in force.
        why: What for.
        sha256: Of the bytes, in hexadecimal digits.
        text: The bytes as text: UTF-8, with its mark and its ends of line.
        program: What put it in force: `serialhhd 0.2.0`.
        pilot: The operators and devices for whom alone it is in force; None: for all.
        ends_id: The pilot that it ended.
    """

    id: int
    file: str
    at: datetime
    made_by: str
    why: str
    sha256: str
    text: str
    program: str
    pilot: tuple[str, ...] | None = None
    ends_id: int | None = None

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode()


@value_class
class New:
    """What is to be in force.

    Attributes:
        content: The bytes of the file, UTF-8.
        why: What for.
        program: What puts it in force.
        pilot: The operators and devices for whom alone; None: for all.
        ends: The pilot that it ends, by its number.
    """

    content: bytes
    why: str
    program: str
    pilot: tuple[str, ...] | None = None
    ends: int | None = None


@value_class
class FileAt:
    """A file on a host: several may share a store, each with a file of its own there.

    Attributes:
        file: The file, as the store calls it.
        host: The name of the host.
        searched: All the files that a program there looks for, as the store calls them.
    """

    file: str
    host: str
    searched: tuple[str, ...]

    @property
    def seen(self) -> str:
        """The key of the setting that says what the file said when it was read there last, by its SHA-256."""
        return f"{SEEN} {self.host} {self.file}"


SEEN: Final = "flows_seen"
TURN: Final = "flow_versions"
"""The setting whose row is locked by whoever puts a version in force."""
_v = t.flow_version.c
_VERSIONS = select(
    _v.id,
    _v.file,
    _v.at,
    _v.made_by,
    _v.why,
    _v.sha256,
    _v.text,
    _v.program,
    _v.pilot,
    _v.ends_id,
)
_ENDED = select(_v.ends_id).where(_v.ends_id.is_not(None))


def newest(conn: Connection, file: str) -> int:
    """Return the number of the newest version of a file, pilots included; 0 where it has none."""
    return int(conn.scalar(select(func.max(_v.id)).where(_v.file == file)) or 0)


def in_force(conn: Connection, file: str) -> Version | None:
    """Return the version of a file that is in force for all; None where it never was."""
    row = conn.execute(_for_all(file).limit(1)).one_or_none()
    return _version(row) if row else None


def for_all(conn: Connection, file: str) -> Iterator[Version]:
    """Iterate over the versions of a file that are or were in force for all, the newest first."""
    return map(_version, conn.execute(_for_all(file)))


def _for_all(file: str) -> t.AnySelect:
    return _VERSIONS.where(_v.file == file, _v.pilot.is_(None)).order_by(_v.id.desc())


def pilot(conn: Connection, file: str) -> Version | None:
    """Return the pilot of a file that is on; None where none is."""
    wanted = _VERSIONS.where(_v.file == file, _v.pilot.is_not(None), _v.id.not_in(_ENDED))
    row = conn.execute(wanted.order_by(_v.id.desc()).limit(1)).one_or_none()
    return _version(row) if row else None


def last_of(conn: Connection, files: Collection[str]) -> str | None:
    """Return which of some files was put in force last; None where none of them ever was."""
    wanted = select(_v.file).where(_v.file.in_(files), _v.pilot.is_(None))
    return conn.scalar(wanted.order_by(_v.id.desc()).limit(1))


def show(conn: Connection, number: int) -> Version:
    """Return a version.

    Raises:
        Refused: `unknown`.
    """
    row = conn.execute(_VERSIONS.where(_v.id == number)).one_or_none()
    if row is None:
        raise refusals.unknown(what="version", code=str(number))
    return _version(row)


def history(conn: Connection, limit: int = 50, after: int | None = None) -> tuple[Version, ...]:
    """Return a page of all versions, the newest first, after the number `after`."""
    wanted = _VERSIONS.order_by(_v.id.desc()).limit(limit)
    if after is not None:
        wanted = wanted.where(_v.id < after)
    return tuple(map(_version, conn.execute(wanted)))


def known(conn: Connection, place: FileAt, content: bytes) -> Version | None:
    """Return the version in force where the file says what its host saw there last: nobody has edited it since.

    It may say something else than the version: another host has put that in force.
    """
    return _last_of_all(conn, place) if _seen(conn, place) == _sha256(content) else None


def noticed(conn: Connection, place: FileAt, new: New, at: datetime, *, by: str) -> Version:
    """Put what a file says in force, by its owner, where it is not so yet.

    Raises:
        Refused: As for `put_in_force`.
    """
    _one_after_the_other(conn)
    version = _last_of_all(conn, place)
    if version is None or _sha256(new.content) not in {version.sha256, _seen(conn, place)}:
        version = put_in_force(conn, place.file, new, at, by=by)
    saw(conn, place, new.content)
    return version


def saw(conn: Connection, place: FileAt, content: bytes) -> None:
    """Write down what a file says on a host: it is edited once it says something else there."""
    row = {"key": place.seen, "value": _sha256(content)}
    conn.execute(t.insert_if_new(t.setting), row)
    conn.execute(t.setting.update().where(t.setting.c.key == place.seen).values(value=row["value"]))


def _last_of_all(conn: Connection, place: FileAt) -> Version | None:
    """Return the version in force where its file was put in force last of all that are searched."""
    return in_force(conn, place.file) if last_of(conn, place.searched) == place.file else None


def _seen(conn: Connection, place: FileAt) -> str | None:
    return conn.scalar(select(t.setting.c.value).where(t.setting.c.key == place.seen))


def put_in_force(
    conn: Connection, file: str, new: New, at: datetime, *, by: str, based_on: int | None = None
) -> Version:
    """Put a text in force from now on, as a new version; the file itself is the caller's.

    Args:
        conn: The writing connection.
        file: What the store calls the file.
        new: The text, and what for.
        at: When.
        by: Who wants it.
        based_on: The version that whoever made the text had before him; None asks nothing.

    Raises:
        Refused: `flows_changed_meanwhile` where another version is in force than it was based on, another pilot is on than it ends,
            or one came at this very moment; `no_reason`; `no_pilot` where one is to be ended and none is on;
            `code_unprintable` of the reason; `code_empty`, `code_too_long`, `code_unprintable` of a name.
    """
    acting.named(by)
    why = codes.words(new.why, "reason")
    if not why:
        raise refusals.no_reason()
    names = None if new.pilot is None else [codes.clean(name, "operator") for name in new.pilot]
    _one_after_the_other(conn)
    now = in_force(conn, file)
    if based_on is not None and (now is None or now.id != based_on):
        raise _changed(now)
    piloted = pilot(conn, file) if new.ends is not None or new.pilot is not None else None
    if new.ends is not None and piloted is None:
        raise refusals.no_pilot()
    if piloted and new.ends not in {None, piloted.id}:
        raise _changed(piloted)
    row = {
        "file": file,
        "follows": newest(conn, file),
        "at": at,
        "made_by": by,
        "why": why,
        "sha256": _sha256(new.content),
        "text": new.content.decode(),
        "program": new.program,
        "pilot": None if names is None else json.dumps(names, ensure_ascii=False),
        "ends_id": piloted.id if piloted else None,
    }
    if not conn.execute(t.insert_if_new(t.flow_version), row).rowcount:
        raise _changed(in_force(conn, file))
    return show(conn, newest(conn, file))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _one_after_the_other(conn: Connection) -> None:
    """Wait until whoever is putting a version in force is done: on PostgreSQL several may at once."""
    conn.execute(t.insert_if_new(t.setting), {"key": TURN, "value": ""})
    conn.execute(select(t.setting.c.value).where(t.setting.c.key == TURN).with_for_update())


def _changed(now: Version | None) -> Exception:
    return refusals.flows_changed_meanwhile(version=now.id if now else 0, operator=now.made_by if now else "")


def _version(row: t.AnyRow) -> Version:
    return replace(Version(*row), pilot=None if row.pilot is None else tuple(json.loads(row.pilot)))
