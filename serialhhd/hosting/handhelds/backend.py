"""What a host needs of the store: who may log in, what is noted of it, and the other side of a handheld's seam.

`LocalBackend` is the store of this process. A worker has a `RemoteBackend` (`remote.py`) to the one process that writes.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.source import FlowsSource
from serialhhd.flows.seam.handheld import Handheld
from serialhhd.hosting.monitoring.pulse import Pulse
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, logins
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.vocabulary import Language, LoginEvent, LoginMethod

T = TypeVar("T")


class HostedHandheld(Handheld, Protocol):
    """A handheld's side of the seam that also says who is signed on, and is told which device it is on."""

    @property
    def profile(self) -> DeviceProfile:
        """How its device is set up: all that flows.toml says."""
        ...

    def use_on(self, names: tuple[str | None, ...]) -> None:
        """Be on the device of these names from now on: its own, where it has one, and its TERM."""
        ...

    @property
    def operator(self) -> str | None:
        """Who is signed on now; on a shared device nobody, until badge and PIN were right."""
        ...


class Backend(Protocol):
    """The store, as a host sees it. Every call may wait for the disk; none blocks the event loop."""

    async def principal(self, name: str) -> Principal | None:
        """Return who may log in by that name."""
        ...

    async def check_attempts(self, name: str, address: str) -> None:
        """Raise `Refused` (`login_too_often`) after too many wrong tries."""
        ...

    async def is_password(self, principal: Principal | None, password: str) -> bool:
        """Return whether that is the principal's password; as slow for an unknown principal."""
        ...

    async def note(
        self,
        kind: LoginEvent,
        name: str,
        address: str,
        *,
        device: str | None = None,
        method: LoginMethod | None = None,
        reason: str | None = None,
    ) -> None:
        """Keep what happened at the door."""
        ...

    async def open_handheld(self, principal: Principal, names: tuple[str | None, ...] = ()) -> HostedHandheld:
        """Return a handheld for an operator, or for a device that asks who signs on; on a device of these names."""
        ...

    def close_handheld(self, handheld: HostedHandheld) -> None:
        """Let go of a handheld that is not used any more; does not wait."""
        ...

    async def store_problem(self) -> str | None:
        """Return what keeps the store from being written, in a sentence; None where it can be."""
        ...


class LocalBackend:
    """The store of this process; its work is done in threads.

    Args:
        store: The store, opened.
        flows: Where the flows come from.
        language: That of the devices for which flows.toml names none.
    """

    def __init__(self, store: Store, flows: FlowsSource, language: Language = Language.ENGLISH) -> None:
        self._language = language
        self._store = store
        self._flows = flows
        self._pulse = Pulse(store)

    async def principal(self, name: str) -> Principal | None:
        """Return who may log in by that name."""
        return await self._reading(lambda conn: logins.principal(conn, name))

    async def check_attempts(self, name: str, address: str) -> None:
        """Raise `Refused` (`login_too_often`) after too many wrong tries."""
        await self._reading(lambda conn: logins.check_attempts(conn, name, address, self._now()))

    async def is_password(self, principal: Principal | None, password: str) -> bool:
        """Return whether that is the principal's password; as slow for an unknown principal."""
        known = principal.password_hash if principal else None
        return await asyncio.to_thread(credentials.is_secret, known, password)

    async def note(
        self,
        kind: LoginEvent,
        name: str,
        address: str,
        *,
        device: str | None = None,
        method: LoginMethod | None = None,
        reason: str | None = None,
    ) -> None:
        """Keep what happened at the door."""
        noting = partial(
            logins.note,
            at=self._now(),
            kind=kind,
            name=name,
            address=address,
            device=device,
            method=method,
            reason=reason,
        )
        await self._store.write_async(noting)

    async def open_handheld(self, principal: Principal, names: tuple[str | None, ...] = ()) -> HostedHandheld:
        """Return a handheld for an operator, or for a device that asks who signs on; on a device of these names."""
        return await asyncio.to_thread(self._session, principal, names)

    def close_handheld(self, handheld: HostedHandheld) -> None:
        """Nothing: it goes with the last who knows it."""

    async def store_problem(self) -> str | None:
        """Return what keeps the store from being written, in a sentence; None where a write has just gone through."""
        return await self._pulse.problem()

    def _session(self, principal: Principal, names: tuple[str | None, ...]) -> Session:
        return Session(
            self._store,
            self._flows,
            None if principal.is_device else principal.name,
            device=principal.name if principal.is_device else None,
            names=names,
            usual_language=self._language,
        )

    async def _reading(self, look: Callable[[Any], T]) -> T:
        def read() -> T:
            with self._store.read() as conn:
                return look(conn)

        return await asyncio.to_thread(read)

    def _now(self) -> datetime:
        return self._store.now()
