"""The flows that are in force in a program: what its flows.toml says, or said when it was last right."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Final, Self

from serialhhd.flows.config.discovery import Found, first_there, places, signature
from serialhhd.flows.config.model import Flows
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.in_force.text import (
    FlowsText,
    edited,
    here,
    name_of,
    numbered,
    owner,
    place_in_force,
    read,
    told_as,
    understood,
)
from serialhhd.store.catalogue import settings
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import FileAt, Version
from serialhhd.store.engine.store import Store
from serialhhd.store.words.encoding import as_text
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.value_class import value_class

RESTED: Final = 1.0
"""So many seconds a changed file must have been left alone before it counts: half of one that is being saved never does."""
LOOK_EVERY: Final = 1.0
"""So many seconds lie between two looks."""
NOTED_EVERY: Final = settings.FLOWS_PROBLEM_COUNTS / 3
"""So often the desk is told anew of a file that is still wrong."""


@value_class
class FlowsState:
    """What is in force, and what is wrong with the file as it is now.

    Attributes:
        file: The file whose flows are in force, as they were when it was last right.
        version: Their version in the store (R66).
        made_by: Who put it in force.
        problem: What is wrong with the file now, in a sentence with its place; None where nothing is.
    """

    file: Path
    version: int
    made_by: str
    problem: str | None = None


@value_class
class _Look:
    """What one look found: a place, and what differs there after an edit."""

    found: Found
    signature: tuple[int, ...]


@value_class
class _Pilot:
    """What is in force for some alone."""

    names: frozenset[str]
    flows: Flows


def unheard(state: FlowsState) -> None:
    """Tell nobody."""


class FlowsInForce:
    """Keeps what is in force up to date, in a thread of its own while it is used as a context manager.

    A changed file counts for the runs that begin once it has rested; so does one that appears at a place which goes before
    the present one, and a version that another program puts in force. Each is a version in the store first (R66). A broken or
    missing file changes nothing, not even at a restart: the desk and whoever is told hear of it.

    Args:
        store: The store, opened; it knows the versions, and which file is broken.
        explicit: The argument of `--flows`.
        told: Called with what is in force and what is wrong, in whatever thread, each time that this changes, and at the
            start where the file is wrong.
        rest: Seconds that a changed file must have been left alone.
        requires_valid: Refuse to begin with a file that is broken, whatever was in force before.
    """

    def __init__(
        self,
        store: Store,
        explicit: str | None = None,
        *,
        told: Callable[[FlowsState], None] = unheard,
        rest: float = RESTED,
        requires_valid: bool = False,
    ) -> None:
        """Find what is in force.

        Raises:
            FlowsInvalid: The file is wrong, and it was never in force in this store.
            StoreUnavailable: The store cannot be used.
        """
        self._store = store
        self._told = told
        self._rest = rest
        self._told_as = told_as(explicit)
        names = [name_of(one.path) for one in places(explicit)]
        with store.read() as conn:
            found, self._places = place_in_force(explicit, versions.last_of(conn, names))
        self._looking = Lock()
        self._ending = Event()
        self._watcher = Thread(target=self._watch, name="serialhhd-flows", daemon=True)
        self._pilot: _Pilot | None = None
        self._newest = 0
        self._changed = _Look(found, signature(found.path))
        self._seen: _Look | None = self._changed
        self._changed_at = 0.0
        self._begin(found, requires_valid=requires_valid)
        self._look_at_store()

    def _begin(self, found: Found, *, requires_valid: bool) -> None:
        try:
            version, flows = self._version_of(found, read(found.path))
            problem = None
        except FlowsInvalid as invalid:
            last_good = None if requires_valid else self._last_good(found)
            if last_good is None:
                raise
            (version, flows), problem = last_good, _first_of(invalid)
        self._take(found, version, flows)
        self._state = FlowsState(found.path, version.id, version.made_by, problem)
        self._note(problem)
        if problem:
            self._told(self._state)

    def _last_good(self, found: Found) -> tuple[Version, Flows] | None:
        with self._store.read() as conn:
            for version in versions.for_all(conn, name_of(found.path)):
                with suppress(FlowsInvalid):
                    return version, understood(version, found.path)
        return None

    def current(self, operator: str | None = None, device: str | None = None) -> Flows:
        """Return the flows for the runs that an operator begins now, on a device."""
        pilot = self._pilot
        if pilot and any(name and name.casefold() in pilot.names for name in (operator, device)):
            return pilot.flows
        return self._good

    @property
    def state(self) -> FlowsState:
        """What is in force, and what is wrong with the file."""
        return self._state

    def look(self) -> None:
        """Look whether anything has changed, and take it in.

        Raises:
            StoreUnavailable: The store cannot be used; the next look is as this one.
        """
        with self._looking:
            self._look_at_store()
            self._look_at_file()
            self._note_again()

    # --- the store ----------------------------------------------------------------------------------------------

    def _look_at_store(self) -> None:
        """Take in what another program has put in force, and for whom."""
        name = name_of(self._place.path)
        with self._store.read() as conn:
            newest = versions.newest(conn, name)
            if newest == self._newest:
                return
            version, pilot = versions.in_force(conn, name), versions.pilot(conn, name)
        self._newest = newest
        with suppress(FlowsInvalid):  # by a program that knows more than this one
            self._pilot = _pilot(pilot, self._place.path) if pilot else None
        if version and version.id != self._state.version:
            with suppress(FlowsInvalid):
                self._take(self._place, version, understood(version, self._place.path))
                self._now(replace(self._state, version=version.id, made_by=version.made_by))

    def _version_of(self, found: Found, text: FlowsText) -> tuple[Version, Flows]:
        """Return the version in force and what it says, after what an editor has saved in a file is one.

        Raises:
            FlowsInvalid: Another host has put in force what this program does not understand.
        """
        place = here(found, self._places)
        with self._store.read() as conn:
            known, is_first = versions.known(conn, place, text.content), not versions.newest(conn, place.file)
        version = known or self._noticed(place, text, owner(found.path), is_first=is_first)
        is_of_file = version.content == text.content
        return version, text.flows if is_of_file else understood(version, found.path)

    def _noticed(self, place: FileAt, text: FlowsText, by: str, *, is_first: bool) -> Version:
        new, at = edited(text.content, is_first=is_first), self._store.now()
        return self._store.write(lambda conn: versions.noticed(conn, place, new, at, by=by))

    def _take(self, found: Found, version: Version, flows: Flows) -> None:
        self._good = numbered(flows, version.id)
        self._place, self._newest = found, 0

    # --- the file -----------------------------------------------------------------------------------------------

    def _look_at_file(self) -> None:
        found = first_there(self._places[: self._places.index(self._place) + 1])
        now = _Look(found, signature(found.path))
        if now == self._seen:
            self._changed = now
        elif self._has_rested(now):
            self._read(found)
            self._seen = now

    def _has_rested(self, now: _Look) -> bool:
        if self._changed != now:
            self._changed, self._changed_at = now, time.monotonic()
        return time.monotonic() - self._changed_at >= self._rest

    def _read(self, found: Found) -> None:
        try:
            version, flows = self._version_of(found, read(found.path))
        except FlowsInvalid as invalid:
            self._now(replace(self._state, problem=_first_of(invalid)))
        else:
            self._take(found, version, flows)
            self._now(FlowsState(found.path, version.id, version.made_by))

    def _now(self, state: FlowsState) -> None:
        if state != self._state:
            self._note(state.problem)
            self._state = state
            self._told(state)

    def _note(self, problem: str | None) -> None:
        """Let the desk know, wherever it is opened, what is wrong with the file."""
        now = self._store.now()
        with self._store.read() as conn:
            is_noted = self._told_as in settings.flows_problems(conn, now)
        if problem or is_noted:
            self._store.write(lambda conn: settings.note_flows_problem(conn, self._told_as, problem, now))
        self._noted_at = now

    def _note_again(self) -> None:
        """Let the desk know that it is still so: what a program has noted that ended since does not count for long."""
        problem = self._state.problem
        if problem and self._store.now() - self._noted_at >= NOTED_EVERY:
            self._note(problem)

    # --- watching -----------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._ending.wait(LOOK_EVERY):
            try:
                self.look()
            except (Refused, StoreUnavailable):  # another program came first, or has the store
                continue
            except Exception as error:  # noqa: BLE001 - a thread that ended would say nothing, and no change would count
                self._failed(error)

    def _failed(self, error: Exception) -> None:
        """Say that a look failed as nobody foresaw, until one comes to its end: the next reads the file anew."""
        problem = as_text(f"{self._place.path}: {type(error).__name__}: {error}".partition("\n")[0])
        with (
            self._looking,
            suppress(Exception),
        ):  # of whoever is told, and of the store: the next look is as this one
            self._seen = None
            self._now(replace(self._state, problem=problem))
            self._note_again()


def _pilot(version: Version, path: Path) -> _Pilot:
    return _Pilot(
        frozenset(map(str.casefold, version.pilot or ())), numbered(understood(version, path), version.id)
    )


def _first_of(invalid: FlowsInvalid) -> str:
    return as_text(str(invalid.problems[0]).partition("\n")[0])
