"""The one process that writes: it has the store and everybody's conversation, and answers what the workers ask.

Scans of all workers meet in the store's writer, which commits what waits as one group.
"""

import asyncio
import socket
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.in_force.source import FlowsSource
from serialhhd.flows.seam.view import View
from serialhhd.hosting.handhelds.backend import HostedHandheld, LocalBackend
from serialhhd.hosting.monitoring import logs
from serialhhd.hosting.processes import wire
from serialhhd.hosting.processes.frames import BadFrame
from serialhhd.store import refusals
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import Language

T = TypeVar("T")

THREADS = 64
"""So many may wait for the store at a time who do not scan: they sign on, or ask for a list."""
AT_ONCE = 1024
"""So many questions of one worker are worked on; the next is not read before one of them is answered."""
LAST_ANSWERS = 4.5
"""So many seconds the workers have to hang up once this process is to end: they answer what was scanned before."""


@dataclass(slots=True)
class _Handheld:
    """A conversation, what was told of its device, and what keeps its scans in order."""

    inner: HostedHandheld
    told: DeviceProfile
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def take(self, work: Callable[[], T]) -> T:
        async with self.turn:
            return await asyncio.to_thread(work)

    async def submit(self, asked: wire.Submit) -> wire.Shown:
        async with self.turn:
            self.inner.use_on(asked.names)
            return self._shown_now(await self.inner.submit_async(asked.scan))

    async def look(self, asked: wire.Look) -> wire.Shown:
        async with self.turn:
            self.inner.use_on(asked.names)
            return self._shown_now(await asyncio.to_thread(self.inner.view))

    def _shown_now(self, view: View) -> wire.Shown:
        told, self.told = self.told, self.inner.profile
        is_other = self.told is not told
        shown = replace(view, fields=dict(view.fields))
        return wire.Shown(shown, self.inner.operator, self.told if is_other else None)


class _Caller:
    """A worker that is connected. Its handhelds are forgotten with the connection; their runs are in the store."""

    def __init__(
        self, backend: LocalBackend, stream: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._backend = backend
        self._stream = stream
        self._writer = writer
        self._handhelds: dict[int, _Handheld | None] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._at_work: set[asyncio.Task[wire.Answer]] = set()

    async def attend(self) -> None:
        """Answer until the worker hangs up, or says what nobody understands."""
        self._writer.write(wire.answering(0, wire.Ready()))
        try:
            while asked := await wire.next_question(self._stream):
                await self._room.acquire()
                self._begin(asked)
        except BadFrame as bad:
            logs.warn("a worker was not understood", reason=str(bad))
        finally:
            self._writer.close()

    def _begin(self, asked: wire.Asked) -> None:
        task = asyncio.create_task(self._answer_to(asked.question))
        self._at_work.add(task)
        task.add_done_callback(partial(self._answered, asked.number))

    def _answered(self, number: int, task: asyncio.Task[wire.Answer]) -> None:
        self._at_work.discard(task)
        self._room.release()
        if not (task.cancelled() or self._writer.is_closing()):
            self._writer.write(_frame(number, _outcome(task)))

    # --- what is asked ----------------------------------------------------------------------------------------------

    def _answer_to(self, question: wire.Question) -> Coroutine[Any, Any, wire.Answer]:
        if isinstance(question, wire.FindPrincipal | wire.CheckAttempts | wire.Note):
            return self._at_the_door(question)
        if isinstance(question, wire.Open):
            return self._open(question)
        return self._of_handheld(question)

    async def _at_the_door(
        self, question: wire.FindPrincipal | wire.CheckAttempts | wire.Note
    ) -> wire.Answer:
        if isinstance(question, wire.FindPrincipal):
            return wire.Found(await self._backend.principal(question.name))
        if isinstance(question, wire.CheckAttempts):
            await self._backend.check_attempts(question.name, question.address)
        else:
            await self._backend.note(
                question.what,
                question.name,
                question.address,
                device=question.device,
                method=question.method,
                reason=question.reason,
            )
        return wire.Done()

    async def _open(self, question: wire.Open) -> wire.Answer:
        self._handhelds[question.handheld] = None
        try:
            inner = await self._opened(question)
        except BaseException:
            self._handhelds.pop(question.handheld, None)
            raise
        profile = inner.profile
        if question.handheld in self._handhelds:  # the worker still waits for it
            self._handhelds[question.handheld] = _Handheld(inner, profile)
        return wire.Opened(inner.operator, profile)

    async def _opened(self, question: wire.Open) -> HostedHandheld:
        principal = question.principal
        if question.operator is not None and principal.is_device:
            found = await self._backend.principal(question.operator)
            if found is None:
                raise refusals.unknown(what="operator", code=question.operator)
            principal = found
        return await self._backend.open_handheld(principal, question.names)

    async def _of_handheld(
        self, question: wire.Look | wire.Submit | wire.ListCaptured | wire.ListLabels | wire.Close
    ) -> wire.Answer:
        if isinstance(question, wire.Close):
            self._handhelds.pop(question.handheld, None)
            return wire.Done()
        handheld = self._handhelds[question.handheld]
        if handheld is None:
            raise KeyError(question.handheld)
        if isinstance(question, wire.Submit):
            return await handheld.submit(question)
        if isinstance(question, wire.Look):
            return await handheld.look(question)
        if isinstance(question, wire.ListLabels):
            return wire.Labels(await handheld.take(handheld.inner.labels))
        listed = partial(handheld.inner.captured, question.before, question.limit)
        return wire.Captured(await handheld.take(listed))


def _frame(number: int, answer: wire.Answer) -> bytes:
    """Return an answer's frame; one that cannot be sent is a fault too, or the worker would wait for it."""
    try:
        return wire.answering(number, answer)
    except BadFrame as bad:
        logs.fault("an answer cannot be sent", bad)
        return wire.answering(number, wire.Failed(type(bad).__name__))


def _outcome(task: asyncio.Task[wire.Answer]) -> wire.Answer:
    """Return an answer for however it went; a fault of the program is logged here, with its traceback."""
    error = task.exception()
    if error is None:
        return task.result()
    if isinstance(error, Refused):
        return wire.Denied(error.code, error.facts)
    if isinstance(error, StoreUnavailable):
        return wire.Unavailable(error.code, str(error))
    logs.fault("a question to the store failed", error)
    return wire.Failed(type(error).__name__)


class StoreServer:
    """Answers every worker that connects.

    Args:
        store: The store, opened. Whoever opened it closes it.
        flows: Where the flows come from.
        language: That of the devices.
    """

    def __init__(self, store: Store, flows: FlowsSource, language: Language = Language.ENGLISH) -> None:
        self._backend = LocalBackend(store, flows, language)
        self.store_problem = self._backend.store_problem
        self._callers: set[asyncio.Task[None]] = set()

    async def serve(self, listener: socket.socket, ended: asyncio.Event) -> None:
        """Serve until `ended` is set; then the workers that are still there may hang up first.

        Args:
            listener: A unix socket that listens.
            ended: Set when this process is to end.
        """
        # not start_unix_server: from Python 3.13 on that takes the socket's file away, which the next process needs
        server = await asyncio.start_server(self._attend, sock=listener)
        try:
            await ended.wait()
            if self._callers:
                await asyncio.wait(self._callers, timeout=LAST_ANSWERS)
        finally:
            server.close()
            for caller in self._callers:
                caller.cancel()

    def _attend(self, stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_Caller(self._backend, stream, writer).attend())
        self._callers.add(task)
        task.add_done_callback(self._callers.discard)
