"""Putting another flows.toml in force: for all, or as a pilot for some, and going back."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from serialhhd.flows.config import replacing
from serialhhd.flows.config.discovery import Found, is_packaged, places, signature
from serialhhd.flows.config.model import Flows
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.in_force.in_force import FlowsInForce
from serialhhd.flows.in_force.text import here, name_of, place_in_force, program, told_as, understood
from serialhhd.flows.sentences import messages
from serialhhd.store import refusals
from serialhhd.store.catalogue import settings
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import New, Version
from serialhhd.store.engine.store import Store
from serialhhd.store.people import devices, operators
from serialhhd.value_class import value_class


@value_class
class Site:
    """Where flows are put in force: in which store, in place of which file, by whom.

    Attributes:
        store: The store, opened.
        found: The place whose flows are in force.
        seen: What differs there after an edit, as it was before anything was compared with it.
        told_as: Under which name the desk is told what is wrong with the file.
        by: Who acts.
        now: The version in force; None where there is none yet.
    """

    store: Store
    found: Found
    seen: tuple[int, ...]
    told_as: str
    by: str
    now: Version | None

    @property
    def name(self) -> str:
        """What the store calls the file."""
        return name_of(self.found.path)

    @property
    def flows_now(self) -> Flows | None:
        """What is in force; None where nothing is, or this program does not understand it."""
        with suppress(FlowsInvalid):
            return understood(self.now, self.found.path) if self.now else None
        return None


def site(store: Store, explicit: str | None, by: str) -> Site:
    """Return where flows are put in force; what an editor has just saved is a version first, so that one can go back to it.

    Args:
        store: The store, opened.
        explicit: The argument of `--flows`.
        by: Who acts.
    """
    seen = {one.path: signature(one.path) for one in places(explicit)}
    with suppress(FlowsInvalid):  # it was never in force: that is why somebody applies another one
        FlowsInForce(store, explicit)
    with store.read() as conn:
        found, _ = place_in_force(
            explicit, versions.last_of(conn, [name_of(one.path) for one in places(explicit)])
        )
        now = versions.in_force(conn, name_of(found.path))
        return Site(store, found, seen[found.path], told_as(explicit), by, now)


def apply(
    at: Site, content: bytes, why: str, *, based_on: int | None = None, pilot: tuple[str, ...] = ()
) -> Version:
    """Put a text in force: in place of the file, all at once; or as a pilot for some operators and devices alone.

    Args:
        at: Where.
        content: The bytes of a flows.toml that is right.
        why: What for.
        based_on: The version that whoever made it had before him; another one in force meanwhile refuses it.
        pilot: For whom alone; nobody: for all.

    Raises:
        Refused: `flows_packaged` where no file is in force that could be replaced; `flows_in_force_already`; `no_reason`;
            `flows_changed_meanwhile`; `unknown` operator or device; `file_not_changed`, `file_changed_meanwhile`.
    """
    _check_names(at, pilot)
    new = New(content, why, program(), pilot=pilot or None)
    is_in_force = at.now is not None and at.now.content == content and _says(at.found.path, content)
    if at.now and is_in_force and not pilot and based_on in {None, at.now.id}:
        raise messages.flows_in_force_already(version=at.now.id)
    return _put(at, new, based_on)


def _check_names(at: Site, names: Sequence[str]) -> None:
    """Check that a pilot is for somebody: a name that is mistyped would be tried by nobody. Without operators any name may sign on.

    Raises:
        Refused: `unknown`.
    """
    with at.store.read() as conn:
        signed_on = {one.name.casefold() for one in operators.listed(conn)}
        logged_in = {one.name.casefold() for one in devices.all_devices(conn)}
    flows = at.flows_now
    known = signed_on | logged_in | set(flows.devices if flows else ())
    for name in names:
        if signed_on and name.casefold() not in known:
            raise refusals.unknown(what="operator or device", code=name)


def rollback(at: Site, number: int, why: str) -> Version:
    """Put the text of an older version in force again, byte for byte, as a new version.

    Raises:
        FlowsInvalid: This program does not understand it any more.
        Refused: `unknown` version; as for `apply`.
    """
    content, _ = said_by(at, number)
    return apply(at, content, why)


def said_by(at: Site, number: int) -> tuple[bytes, Flows]:
    """Return what an older version said: its bytes, and what they mean.

    Raises:
        FlowsInvalid: This program does not understand it any more.
        Refused: `unknown` version.
    """
    with at.store.read() as conn:
        old = versions.show(conn, number)
    return old.content, understood(old, at.found.path)


def promote(at: Site, why: str) -> Version:
    """Put the pilot that is on in force for all.

    Raises:
        Refused: `no_pilot`; as for `apply`.
    """
    pilot = _pilot(at)
    return _put(at, New(pilot.content, why, program(), ends=pilot.id))


def withdraw(at: Site, why: str) -> Version:
    """End the pilot that is on: what is in force for all is so for those as well.

    Raises:
        Refused: `no_pilot`; `no_reason`; `flows_changed_meanwhile`.
    """
    pilot, now = _pilot(at), at.now
    if now is None:
        raise refusals.no_pilot()
    new = New(now.content, why, program(), ends=pilot.id)

    def put(conn: Connection) -> Version:
        return versions.put_in_force(conn, at.name, new, at.store.now(), by=at.by, based_on=now.id)

    return at.store.write(put)


def _pilot(at: Site) -> Version:
    with at.store.read() as conn:
        pilot = versions.pilot(conn, at.name)
    if pilot is None:
        raise refusals.no_pilot()
    return pilot


def _put(at: Site, new: New, based_on: int | None = None) -> Version:
    """Add the version and replace the file in one transaction: where one of both cannot be, neither is."""
    path = at.found.path
    if new.pilot is not None:
        return put(at, new, _leave, based_on)
    if is_packaged(path):
        raise messages.flows_packaged()
    if not os.path.lexists(path):
        return put(at, new, lambda: _create(path, new.content), based_on)
    with replacing.held(path) as file:  # before the store: all who scan wait for whoever has that
        if signature(path) != at.seen and file.content != new.content:
            # nobody was shown what is lost by it, and no version has it
            raise messages.file_changed_meanwhile(file=str(path))
        return put(at, new, lambda: file.replace(new.content), based_on)


def put(at: Site, new: New, replace: Callable[[], None], based_on: int | None = None) -> Version:
    """Add a version, and have its file replaced, in one transaction; `replace` may be called twice, as a transaction may run twice.

    Raises:
        Refused: As for `versions.put_in_force`; as `replace` refuses.
    """

    def write(conn: Connection) -> Version:
        version = versions.put_in_force(conn, at.name, new, at.store.now(), by=at.by, based_on=based_on)
        if new.pilot is None:
            replace()
            versions.saw(conn, here(at.found, ()), new.content)
            settings.note_flows_problem(conn, at.told_as, None, at.store.now())
        return version

    return at.store.write(write)


def _leave() -> None:
    """Leave the file as it is: a pilot is for some alone."""


def _create(path: Path, content: bytes) -> None:
    if not _says(path, content):
        replacing.create(path, content)


def _says(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False
