"""The flows that are in force in a program: what its flows.toml says, or said when it was last right."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Final, Self

from serialhhd.flows.config.discovery import Found, first_there, places, signature
from serialhhd.flows.config.loader import load
from serialhhd.flows.config.model import Flows
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.store.catalogue import settings
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import StoreUnavailable

RESTED: Final = 1.0
"""So many seconds a changed file must have been left alone before it counts: half of one that is being saved never does."""
LOOK_EVERY: Final = 0.5
"""So many seconds lie between two looks at it."""


@dataclass(frozen=True, slots=True)
class FlowsState:
    """What is in force, and what is wrong with the file as it is now.

    Attributes:
        file: The file whose flows are in force, as they were when it was last right.
        problem: What is wrong with the file now, in a sentence with its place; None where nothing is.
    """

    file: Path
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look found: a place, and what differs there after an edit."""

    found: Found
    signature: tuple[int, ...]


def unheard(state: FlowsState) -> None:
    """Tell nobody."""


class FlowsInForce:
    """Keeps what is in force up to date, in a thread of its own while it is used as a context manager.

    A changed file counts for the runs that begin once it has rested; so does one that appears at a place which goes before
    the present one. A broken or missing file changes nothing: the desk and whoever is told hear of it.

    Args:
        store: The store, opened; it knows which file is broken, for the desk.
        explicit: The argument of `--flows`.
        told: Called with what is in force and what is wrong, in whatever thread, each time that this changes.
        rest: Seconds that a changed file must have been left alone.
    """

    def __init__(
        self,
        store: Store,
        explicit: str | None = None,
        *,
        told: Callable[[FlowsState], None] = unheard,
        rest: float = RESTED,
    ) -> None:
        """Read the file for the first time.

        Raises:
            FlowsInvalid: It is wrong, and nothing else is known to go on with.
            StoreUnavailable: The store cannot be used.
        """
        self._store = store
        self._told = told
        self._rest = rest
        self._places = places(explicit)
        self._place = first_there(self._places)
        self._seen = self._changed = _Look(self._place, signature(self._place.path))
        self._changed_at = 0.0
        self._good = load(self._place.path)
        self._state = FlowsState(self._place.path)
        self._looking = Lock()
        self._ending = Event()
        self._watcher = Thread(target=self._watch, name="serialhhd-flows", daemon=True)
        self._note(None)

    def current(self) -> Flows:
        """Return the flows for runs that begin now."""
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
            found = first_there(self._places[: self._places.index(self._place) + 1])
            now = _Look(found, signature(found.path))
            if now == self._seen:
                self._changed = now
            elif self._has_rested(now):
                self._read(found)
                self._seen = now

    def _has_rested(self, now: "_Look") -> bool:
        if self._changed != now:
            self._changed, self._changed_at = now, time.monotonic()
        return time.monotonic() - self._changed_at >= self._rest

    def _read(self, found: Found) -> None:
        try:
            flows = load(found.path)
        except FlowsInvalid as invalid:
            self._now(FlowsState(self._state.file, str(invalid.problems[0]).partition("\n")[0]))
        else:
            self._place, self._good = found, flows
            self._now(FlowsState(found.path))

    def _now(self, state: FlowsState) -> None:
        self._note(state.problem)
        self._state = state
        self._told(state)

    def _note(self, problem: str | None) -> None:
        """Let the desk know, wherever it is opened, what is wrong with the file."""
        file = str(self._places[0].path.absolute())
        with self._store.read() as conn:
            known = settings.flows_problems(conn).get(file)
        if problem != known:
            self._store.write(lambda conn: settings.note_flows_problem(conn, file, problem))

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
            except StoreUnavailable:
                continue
