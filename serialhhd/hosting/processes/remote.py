"""The store as a worker sees it: in another process, which may be started anew at any moment.

A handheld outlives that: it is opened again where it stood, and a scan that was under way is sent once more with its id,
which is answered as accepted if it had been taken (R15).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Self, TypeVar

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.flows.sentences import messages
from serialhhd.hosting.handhelds.backend import HostedHandheld
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.processes import wire
from serialhhd.hosting.processes.frames import BadFrame
from serialhhd.store.engine.unavailable import unavailable
from serialhhd.store.people import credentials
from serialhhd.store.people.logins import Principal
from serialhhd.store.words.refusal import UNSURE, Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import LoginEvent, LoginMethod

T = TypeVar("T")
A = TypeVar("A")

PATIENCE = 35.0
"""So many seconds an answer may take: a little more than the store waits for another program that holds it."""
HELLO = 5.0
"""So many seconds the store's process has to say that it is ready; it may have to be started anew."""
PAUSE = 1.0
"""So many seconds after a vain attempt the next one is made; whoever asks meanwhile is answered at once."""
PLACE = "of this server"
"""How the store is called in a sentence: a worker does not know where it is."""


class LinkLost(StoreUnavailable):
    """The store's process has gone.

    Attributes:
        was_asked: Whether it was asked before; then it may have done it.
    """

    def __init__(self, reason: str, *, was_asked: bool) -> None:
        told = unavailable("store_unreachable", PLACE, reason)
        super().__init__(told.code, str(told))
        self.was_asked = was_asked


class StoreFault(Exception):  # noqa: N818 - it is a fault of the program over there, logged there
    """The store's process had a fault with what it was asked."""


class Link:
    """One connection to the store's process, with many questions on their way."""

    def __init__(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.is_lost = False
        self._stream = stream
        self._writer = writer
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[wire.Answer]] = {}
        self._listener: asyncio.Task[None] | None = None

    @classmethod
    async def opened(cls, path: Path) -> Self:
        """Connect, and return when the store is open over there.

        Raises:
            StoreUnavailable: Nobody is there, or nobody answers.
        """
        try:
            stream, writer = await asyncio.open_unix_connection(path)
        except OSError as problem:
            raise unavailable("store_unreachable", PLACE, problem.strerror or "nobody listens") from None
        link = cls(stream, writer)
        try:
            async with asyncio.timeout(HELLO):
                hello = await wire.next_answer(stream)
        except (TimeoutError, BadFrame):
            hello = None
        if hello is None:
            writer.close()
            raise unavailable("store_unreachable", PLACE, "its process does not answer")
        link._listener = asyncio.create_task(link._listen(), name="answers of the store")
        return link

    async def ask(self, question: wire.Question) -> wire.Answer:
        """Return the answer to a question.

        Raises:
            LinkLost: The answer will not come any more.
        """
        if self.is_lost:
            raise LinkLost("its process has gone", was_asked=False)
        number = next(self._numbers)
        answer: asyncio.Future[wire.Answer] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            self._writer.write(wire.asking(number, question))
            return await answer
        finally:
            del self._waiting[number]

    def tell(self, question: wire.Question) -> None:
        """Send what needs no answer."""
        if not self.is_lost:
            self._writer.write(wire.asking(next(self._numbers), question))

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        if self._listener:
            await asyncio.wait({self._listener})

    async def _listen(self) -> None:
        try:
            while answered := await wire.next_answer(self._stream):
                waiting = self._waiting.get(answered.number)
                if waiting and not waiting.done():
                    waiting.set_result(answered.answer)
        except BadFrame as bad:
            logs.warn("the store was not understood", reason=str(bad))
        finally:
            self._lose()

    def _lose(self) -> None:
        self.is_lost = True
        self._writer.close()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(LinkLost("its process has gone", was_asked=True))


def _expected(kind: type[A], answer: wire.Answer) -> A:
    """Return the answer if it is of this kind; raise what it says otherwise."""
    if isinstance(answer, kind):
        return answer
    if isinstance(answer, wire.Denied):
        raise Refused(answer.code, answer.facts)
    if isinstance(answer, wire.Unavailable):
        raise StoreUnavailable(answer.code, answer.sentence)
    raise StoreFault(answer.error if isinstance(answer, wire.Failed) else f"answered with {answer.kind}")


class RemoteBackend:
    """The store in another process of this server.

    Args:
        path: The unix socket of that process. It exists as long as the server does.

    Attributes:
        numbers: One for each opening of a handheld. None comes twice: an old one must never be somebody else's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._link: Link | None = None
        self._opening: asyncio.Task[Link] | None = None
        self._failed_at: float | None = None
        self.numbers = count(1)

    async def principal(self, name: str) -> Principal | None:
        """Return who may log in by that name."""
        return (await self._ask(wire.Found, wire.FindPrincipal(name))).principal

    async def check_attempts(self, name: str, address: str) -> None:
        """Raise `Refused` (`login_too_often`) after too many wrong tries."""
        await self._ask(wire.Done, wire.CheckAttempts(name, address))

    async def is_password(self, principal: Principal | None, password: str) -> bool:
        """Return whether that is the principal's password; found out here, so that it costs the writer nothing."""
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
        """Keep what happened at the door; where the store's process died meanwhile it may be kept twice."""
        await self._ask(wire.Done, wire.Note(kind, name, address, device, method, reason))

    async def open_handheld(self, principal: Principal, names: tuple[str | None, ...] = ()) -> HostedHandheld:
        """Return a handheld for an operator, or for a device that asks who signs on; on a device of these names."""
        handheld = RemoteHandheld(self, principal, names)
        await handheld.open()
        return handheld

    def close_handheld(self, handheld: HostedHandheld) -> None:
        """Forget a handheld over there too; does not wait."""
        if isinstance(handheld, RemoteHandheld):
            handheld.close()

    async def store_problem(self) -> str | None:
        """None: the store's process knows, and says it to those who ask."""
        return None

    async def link(self) -> Link:
        """Return the connection to the store's process, a new one where it was lost.

        Raises:
            StoreUnavailable: There is none.
        """
        if self._link and not self._link.is_lost:
            return self._link
        if self._opening is None:
            if self._failed_at is not None and asyncio.get_running_loop().time() - self._failed_at < PAUSE:
                raise unavailable("store_unreachable", PLACE, "its process does not answer")
            self._opening = asyncio.create_task(Link.opened(self._path), name="way to the store")
            self._opening.add_done_callback(self._opened)
        return await asyncio.shield(self._opening)

    def _opened(self, opening: asyncio.Task[Link]) -> None:
        self._opening = None
        if opening.cancelled() or opening.exception():
            self._failed_at = opening.get_loop().time()
        else:
            self._link, self._failed_at = opening.result(), None

    async def close(self) -> None:
        """Hang up."""
        if self._link:
            await self._link.close()

    async def _ask(self, kind: type[A], question: wire.Question) -> A:
        """Ask; once more when the process over there died meanwhile."""
        async with _patience():
            try:
                answer = await (await self.link()).ask(question)
            except LinkLost:
                answer = await (await self.link()).ask(question)
        return _expected(kind, answer)


@asynccontextmanager
async def _patience() -> AsyncIterator[None]:
    """Wait as long as the store may take, and no longer."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except TimeoutError:
        raise unavailable("store_unreachable", PLACE, "its process does not answer") from None


class RemoteHandheld:
    """A handheld whose conversation is in the store's process.

    A scan waits for its answer on the event loop; what else is asked is asked in threads, and waits there.

    Args:
        backend: The way to the store's process.
        principal: The operator, or the device.
        names: The names of the device that it is on.
    """

    def __init__(
        self, backend: RemoteBackend, principal: Principal, names: tuple[str | None, ...] = ()
    ) -> None:
        self.operator: str | None = None
        self._names = names
        self.profile = DeviceProfile()
        self._backend = backend
        self._principal = principal
        self._loop = asyncio.get_running_loop()
        self._link: Link | None = None
        self._number = 0
        self._shown: View | None = None
        self._may_be_taken = False

    def use_on(self, names: tuple[str | None, ...]) -> None:
        """Be on the device of these names from now on; it is said with what is asked next."""
        self._names = names

    # --- called in threads ------------------------------------------------------------------------------------------

    def view(self) -> View:
        """Return where the operator is now."""
        return self._wait_for(self._view())

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Return up to `limit` captured serials, newest first, leaving out the `before` newest."""
        listed = self._list(wire.Captured, lambda number: wire.ListCaptured(number, before, limit))
        return self._wait_for(listed).serials

    def labels(self) -> tuple[Label, ...]:
        """Return the labels that lie on the pallet or the shelf now."""
        return self._wait_for(self._list(wire.Labels, wire.ListLabels)).labels

    def _wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    # --- on the event loop ------------------------------------------------------------------------------------------

    async def open(self) -> None:
        """Open it over there, with whoever is signed on.

        Raises:
            Refused: That operator may not sign on.
            StoreUnavailable: The store cannot be used.
        """
        async with _patience():
            await self._open()

    def close(self) -> None:
        """Let it be forgotten over there."""
        if self._link:
            self._link.tell(wire.Close(self._number))

    async def _open(self) -> None:
        self._link = None  # until it is open over there
        link, number = await self._backend.link(), next(self._backend.numbers)
        try:
            opened = await link.ask(wire.Open(number, self._principal, self.operator, self._names))
        except asyncio.CancelledError:
            link.tell(wire.Close(number))  # it is not waited for any more
            raise
        answer = _expected(wire.Opened, opened)
        self.operator, self.profile = answer.operator, answer.profile
        self._link, self._number = link, number

    async def _view(self) -> View:
        async with _patience():
            try:
                return self._showing(await self._stand(self._look))
            except LinkLost:
                return self._showing(await self._open_again())

    async def submit_async(self, scan: Scan) -> View:
        """Take one scan at any step."""
        self._may_be_taken = False
        try:
            async with _patience():
                return self._showing(await self._taken(scan))
        except StoreUnavailable:
            if self._may_be_taken:
                raise unavailable(UNSURE, PLACE) from None
            raise

    async def _taken(self, scan: Scan) -> View:
        try:
            return await self._sent(scan)
        except LinkLost as lost:
            view = await self._open_again()
            if self._shown is None or not _is_same_question(self._shown, view):
                problem = unavailable(UNSURE, PLACE) if self._may_be_taken else lost
                return replace(view, message=messages.store_unavailable(problem))
        return await self._sent(scan)

    async def _sent(self, scan: Scan) -> View:
        before, self._may_be_taken = self._may_be_taken, True
        try:
            return await self._stand(lambda number: wire.Submit(number, scan, self._names))
        except LinkLost as lost:
            self._may_be_taken = before or lost.was_asked
            raise
        except StoreUnavailable:
            self._may_be_taken = before
            raise

    def _showing(self, view: View) -> View:
        self._shown = view
        return view

    async def _list(self, kind: type[A], question: Callable[[int], wire.Question]) -> A:
        async with _patience():
            try:
                return await self._ask(kind, question)
            except LinkLost:
                await self._open_again()
                return await self._ask(kind, question)

    async def _open_again(self) -> View:
        """Open it where it stood; in the menu the flow is chosen that was in work without a run yet."""
        flow = self._shown.flow if self._shown else ""
        try:
            await self._open()
        except Refused as refused:  # disabled meanwhile: the server closes the handheld soon
            raise StoreUnavailable(refused.code, messages.refusal(refused).text) from None
        view = await self._stand(self._look)
        if flow and view.step == "menu":
            view = await self._stand(lambda number: wire.Submit(number, Scan(flow), self._names))
        return view

    def _look(self, number: int) -> wire.Look:
        return wire.Look(number, self._names)

    async def _stand(self, question: Callable[[int], wire.Question]) -> View:
        standing = await self._ask(wire.Shown, question)
        self.operator = standing.operator
        self.profile = standing.profile or self.profile
        return standing.view

    async def _ask(self, kind: type[A], question: Callable[[int], wire.Question]) -> A:
        if self._link is None:
            raise LinkLost("it was never reached", was_asked=False)
        return _expected(kind, await self._link.ask(question(self._number)))


def _is_same_question(before: View, after: View) -> bool:
    """Return whether a scan that was meant for one View may be given to the other.

    Within a flow the store knows which scans it took. At sign-on and in the menu it does not: a PIN must not be taken
    for a name.
    """
    return before.flow == after.flow if before.flow else before.step == after.step and not after.flow
