"""Who may come into a class, and which handheld each gets: whoever knows the PIN of the class, by any name, a lesson of their own."""

import asyncio
from typing import Any, Final

from serialhhd.flows.in_force.source import FlowsSource
from serialhhd.hosting.handhelds.backend import HostedHandheld, LocalBackend
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, devices
from serialhhd.store.people.logins import Principal
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Language, LoginEvent, Role
from serialhhd.training.classroom.classroom import Classroom

CLASS: Final = "class"
"""By which wrong PINs are counted: whoever guesses one PIN may try each time by another name."""


class ClassDoor(LocalBackend):
    """The door of `serialhhd serve` for a class: its limits are those of a sign-on, for the class as a whole.

    Args:
        audit: A store for what happens at the door, which is thrown away as well.
        flows: The flows in force.
        language: That of the devices for which flows.toml names none.
        classroom: Has the handhelds.
        pin: The PIN of the class.
    """

    def __init__(
        self, audit: Store, flows: FlowsSource, language: Language, classroom: Classroom, pin: str
    ) -> None:
        super().__init__(audit, flows, language)
        self._classroom = classroom
        self._pin_hash = credentials.hash_secret(pin)
        audit.write(lambda conn: devices.add(conn, CLASS, audit.now(), by=CLASS))

    async def principal(self, name: str) -> Principal | None:
        """Return a trainee of that name, whatever it is; nobody once the class is over."""
        try:
            named = codes.clean(name, "operator")
        except Refused:
            return None
        if self._classroom.is_over:
            return None
        return Principal(named, False, Role.OPERATOR, (), self._pin_hash, False)

    async def check_attempts(self, name: str, address: str) -> None:  # noqa: ARG002 - as of `CLASS`
        """Raise `Refused` (`login_too_often`) after too many wrong tries, by whatever names."""
        await super().check_attempts(CLASS, address)

    async def note(self, kind: LoginEvent, name: str, address: str, **facts: Any) -> None:  # noqa: ARG002 - as of `CLASS`
        """Keep what happened at the door, for as long as the class lasts."""
        await super().note(kind, CLASS, address, **facts)

    async def open_handheld(self, principal: Principal, names: tuple[str | None, ...] = ()) -> HostedHandheld:
        """Return the lesson of a trainee: the one that was left, or a new one."""
        return await asyncio.to_thread(self._classroom.admit, principal.name, names)
