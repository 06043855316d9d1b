"""All handhelds of this process: who has which, and what happens when somebody comes, comes back or goes."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from serialhhd.hosting.handhelds.backend import Backend, HostedHandheld
from serialhhd.hosting.handhelds.client import Client
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.hosting.handhelds.scan_log import LoggedHandheld
from serialhhd.hosting.handhelds.seat import Seat
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.monitoring.status import DoorCounts
from serialhhd.hosting.processes.forwarding import FarSeat, Neighbours, signed_on
from serialhhd.hosting.settings import HostSettings
from serialhhd.hosting.terminal.endings import Ending
from serialhhd.store.words.codes import key
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod

SWEEP = 5.0
"""So often, in seconds, handhelds are looked for that nobody came back to."""
ACCOUNTS = 20.0
"""So often, in seconds, operators and devices are looked for that were disabled while they had a handheld open."""
FINISHING = 2.0
"""So many seconds a handheld has to answer what was scanned before the server stops."""
SIGN_ONS = 10
"""So many handhelds of one shared device wait for a badge at the most; the oldest makes room."""
BACK_TO_BADGE = frozenset({Ending.GOODBYE, Ending.TAKEN_OVER, Ending.IDLE, Ending.DISABLED})
"""Why an operator leaves a shared device, and the device stays."""
LAST_FRAME = 0.05
"""So many seconds the answers then have to be drawn."""
CLOSING = 0.5
"""So many seconds are then spent on closing handhelds."""


Opened = Callable[["Seats", Seat], None]


class Seats:
    """Every handheld of this process, one an operator.

    Args:
        backend: The store.
        settings: How the server is set up.
        neighbours: The other processes, if this is one of several.
        opened: Called with all handhelds and each new one, before its operator can enter anything.
    """

    def __init__(
        self,
        backend: Backend,
        settings: HostSettings,
        neighbours: Neighbours | None = None,
        opened: Opened | None = None,
    ) -> None:
        self._opened = opened
        self.latency = Latency()
        self.door_counts = DoorCounts()
        self.ended = 0
        self._backend = backend
        self._settings = settings
        self._neighbours = neighbours
        self._all: dict[Seat, HostedHandheld] = {}
        self._of_operator: dict[str, Seat] = {}
        self._starts = asyncio.Semaphore(settings.starts)
        self._tasks: set[asyncio.Task[None]] = set()
        self._opening = 0
        self._is_stopping = False

    @property
    def all(self) -> frozenset[Seat]:
        """Every handheld, with and without a terminal."""
        return frozenset(self._all)

    def of(self, operator: str) -> Seat | None:
        """Return the handheld of an operator, with or without a terminal; None where there is none."""
        return self._of_operator.get(key(operator))

    def last_entry(self) -> float:
        """Return when anybody entered something last, by the loop's clock."""
        return max((seat.idle_since() for seat in self._all), default=0.0)

    # --- coming -----------------------------------------------------------------------------------------------------

    def welcome(self, client: Client) -> None:
        """Give a client its handheld, behind the screens; a fault is told, so that nobody waits before a blank screen."""
        task = asyncio.create_task(self.admit(client))
        self._tasks.add(task)
        task.add_done_callback(self._done)
        task.add_done_callback(
            lambda done: client.end(Ending.FAILED) if not done.cancelled() and done.exception() else None
        )

    async def admit(self, client: Client) -> None:
        """Give a client its handheld: the one that its operator left, or a new one."""
        client.language = self._settings.language  # until somebody is signed on who has another one
        if self._is_stopping:
            client.end(Ending.STOPPING)
            return
        if client.is_gone:
            return
        if (
            self._neighbours
            and not client.principal.is_device
            and self._neighbours.has(client.principal.name)
        ):
            await self._neighbours.forward(client, client.principal)
        else:
            await self._seat(client)

    async def _seat(self, client: Client) -> None:
        if self._take_over(client.principal.name, client):
            return
        async with self._starts:
            if client.is_gone or self._take_over(client.principal.name, client):
                return
            if client.principal.is_device:
                self._limit_sign_ons(client.principal.name)
            if not self._has_room():
                logs.warn("no room", operator=client.principal.name, sessions=len(self._all))
                client.end(Ending.FULL)
                return
            await self._open(client)

    async def _open(self, client: Client) -> None:
        self._opening += 1
        try:
            opened = await self._backend.open_handheld(client.principal, client.names)
        except (Refused, StoreUnavailable) as problem:
            logs.warn("no handheld", operator=client.principal.name, reason=problem.code)
            client.end(Ending.UNAVAILABLE)
            return
        finally:
            self._opening -= 1
        if self._is_stopping:
            client.end(Ending.STOPPING)
        if client.is_gone or self._take_over(client.principal.name, client):  # somebody was faster
            self._backend.close_handheld(opened)
            return
        handheld = LoggedHandheld(
            opened,
            partial(self._tell_of_pin, client.address, client.device),
            logs_scans=self._settings.logs_scans,
        )
        seat = Seat(handheld, client, self.latency, self._signed_on, self._ended)
        self._all[seat] = opened
        if self._opened:
            self._opened(self, seat)
        if seat.operator:
            self._of_operator[key(seat.operator)] = seat
        await seat.until_started()

    def _take_over(self, operator: str, client: Client) -> bool:
        """Attach a client to its operator's handheld, if there is one."""
        seat = None if client.principal.is_device else self._of_operator.get(key(operator))
        if seat is None or seat.is_closing:
            return False
        if seat.client and not self._settings.takes_over:
            logs.tell("name taken", operator=operator, address=client.address)
            client.end(Ending.NAME_TAKEN)
        else:
            self._attach(seat, client, operator)
        return True

    def _attach(self, seat: Seat, client: Client, operator: str) -> None:
        before = seat.attach(client)
        if before:
            self.send_away(before, Ending.TAKEN_OVER)
        self.door_counts.take_overs += 1
        logs.tell("took over", operator=operator, address=client.address, was_in_use=before is not None)
        self.soon(self._backend.note(LoginEvent.TAKE_OVER, operator, client.address, device=client.device))

    def _tell_of_pin(self, address: str, device: str | None, badge: str | None, reason: str | None) -> None:
        if reason:
            self.door_counts.refusals += 1
        else:
            self.door_counts.logins += 1
        logs.tell(
            "refused" if reason else "login",
            name=badge,
            address=address,
            device=device,
            method=LoginMethod.PIN.value,
            reason=reason,
        )

    def _limit_sign_ons(self, device: str) -> None:
        """Let no device have every handheld, with nobody signed on at any."""
        waiting = [
            seat
            for seat in self._all
            if seat.operator is None and seat.device == device and not seat.is_closing
        ]
        if len(waiting) >= SIGN_ONS:
            self._close(waiting[0], Ending.TAKEN_OVER)

    def _has_room(self) -> bool:
        """Whether one more fits; the handheld that has waited longest for its operator makes room."""
        if len(self._all) + self._opening < self._settings.sessions:
            return True
        waiting = [seat for seat in self._all if seat.client is None and not seat.is_closing]
        if waiting:
            min(waiting, key=lambda seat: seat.detached_since() or 0.0).close()
        return bool(waiting)

    def _signed_on(self, seat: Seat) -> None:
        """Somebody has signed on at a shared device: go on with the handheld that they left, if there is one."""
        operator = seat.operator
        if operator is None or seat.is_closing:
            return
        if self._neighbours and self._neighbours.has(operator):
            self._move(seat, operator, self._neighbours)
            return
        left = self._of_operator.get(key(operator))
        if left is None or left is seat or left.is_closing:
            self._of_operator[key(operator)] = seat
            return
        client = seat.client
        ahead = self._leave(seat)
        if client:
            self._attach(left, client, operator)
            client.received(ahead)

    def _move(self, seat: Seat, operator: str, neighbours: Neighbours) -> None:
        """Let whoever has signed on at a shared device go on in the process that has their handheld."""
        client = seat.client
        ahead = self._leave(seat)
        if client:
            client.received(ahead)  # it waits until the handheld is found
            self.soon(neighbours.forward(client, signed_on(operator)))

    def _leave(self, seat: Seat) -> bytes:
        """Close a handheld that its operator goes on without, and return what they have scanned ahead there."""
        ahead = seat.take_back()
        seat.give_up_client()
        seat.close()
        return ahead

    # --- going ------------------------------------------------------------------------------------------------------

    def _ended(self, seat: Seat) -> None:
        self._backend.close_handheld(self._all.pop(seat))
        self.ended += 1
        if seat.operator and self._of_operator.get(key(seat.operator)) is seat:
            del self._of_operator[key(seat.operator)]
        ahead, client = seat.take_back(), seat.give_up_client()
        if client is None:
            return
        name = seat.operator or client.principal.name
        self.soon(self._backend.note(LoginEvent.LOGOUT, name, client.address, device=seat.device))
        if seat.app.fault:
            client.end(Ending.FAILED)
        elif seat.operator and client.principal.is_device:
            client.received(ahead)  # the badge of the next one, who signs on at the same device
            self.welcome(client)
        else:
            client.end(Ending.GOODBYE)

    def send_away(self, client: Client, ending: Ending) -> None:
        """Hang up on an operator with a sentence; a shared device, which is everybody's, asks for the next badge instead."""
        if client.principal.is_device and ending in BACK_TO_BADGE:
            self.welcome(client)
        else:
            client.end(ending)

    def dropped(self, client: Client) -> None:
        """A link is gone; a handheld that nobody is signed on at goes with it."""
        seat = client.seat
        name = (seat.operator if seat else None) or client.principal.name
        client.lost()
        if not isinstance(seat, FarSeat):  # the operator's own worker notes it
            self.soon(self._backend.note(LoginEvent.DROPPED, name, client.address, device=client.device))
        if seat and seat.operator is None:
            seat.close()

    async def sweep(self) -> None:
        """Close, for ever, what has been idle or without a link for too long."""
        while True:
            await asyncio.sleep(SWEEP)
            self._look_at_all()  # on its own: a variable here would keep the last one while this sleeps

    async def watch_principals(self) -> None:
        """Close, for ever, the handhelds of operators and devices that were disabled, or whose key was taken away."""
        while True:
            await asyncio.sleep(ACCOUNTS)
            await self._close_the_disabled()

    async def _close_the_disabled(self) -> None:
        for seat in self.all:
            if not await self._may_stay(seat):
                logs.tell("disabled", operator=seat.operator, device=seat.device)
                self._close(seat, Ending.DISABLED)

    async def _may_stay(self, seat: Seat) -> bool:
        """Return whether operator and device are still known, and what they logged in with still opens."""
        client = seat.client
        try:
            for name in filter(None, (seat.operator, seat.device)):
                if await self._backend.principal(name) is None:
                    return False
            if client is None or client.proof is None:
                return True
            principal = await self._backend.principal(client.principal.name)
        except StoreUnavailable:
            return True  # nobody is sent away because the store is slow
        return principal is not None and principal.opens_with(client.proof)

    def _close(self, seat: Seat, ending: Ending) -> None:
        client = seat.give_up_client()
        seat.close()
        if client and seat.operator:
            self.send_away(client, ending)
        elif client:
            client.end(ending)

    def part(self, seat: Seat, sentence: str) -> None:
        """End a handheld, with a last sentence for whoever is at it."""
        client = seat.give_up_client()
        seat.close()
        if client:
            client.part(sentence)

    def cut(self, seat: Seat) -> None:
        """End a handheld together with its link: whoever was at it signs on anew, and goes on where the work stands."""
        client = seat.give_up_client()
        seat.close()
        if client:
            client.cut()

    def _look_at_all(self) -> None:
        now = asyncio.get_running_loop().time()
        for seat in self.all:
            self._look_at(seat, now)

    def _look_at(self, seat: Seat, now: float) -> None:
        detached = seat.detached_since()
        if detached is not None and now - detached > self._settings.grace:
            logs.tell("nobody came back", operator=seat.operator)
            seat.close()
        elif detached is None and now - seat.idle_since() > self._settings.idle:
            logs.tell("idle", operator=seat.operator, device=seat.device)
            self._close(seat, Ending.IDLE)

    async def stop(self) -> None:
        """Answer what was scanned, tell everybody, and close the handhelds; the runs stay open in the store."""
        self._is_stopping = True
        seats = self.all
        for seat in seats:
            seat.app.take_no_more()
        answering = {asyncio.create_task(seat.until_answered()) for seat in seats} | self._tasks
        if answering:
            await asyncio.wait(answering, timeout=FINISHING)
            await asyncio.sleep(LAST_FRAME)
        seats = self.all  # somebody may have been on the way in
        for seat in seats:
            client = seat.give_up_client()
            if client:
                client.end(Ending.STOPPING)
        await self._take_apart(seats)

    async def _take_apart(self, seats: Iterable[Seat]) -> None:
        """Close handhelds, as many as there is time for: hundreds take seconds, and nothing of them is needed any more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                for seat in seats:
                    seat.close()
                    await seat.until_ended()

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something behind the screens; what goes wrong is logged."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, StoreUnavailable):
            logs.warn(
                "store unavailable", reason=error.code
            )  # no fault of the program, and nobody waits for this
        elif error:
            logs.fault("work behind the screens failed", error)
