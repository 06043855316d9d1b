"""An app that asks old terminals for nothing, and one that is one of many in a process."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, cast

import textual.app
from textual.cache import LRUCache
from textual.worker import WorkerFailed

from serialhhd.screens.textual_private.shared_stylesheet import stand_ins
from serialhhd.screens.widgets.plain import PlainApp

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.message_pump import MessagePump
    from textual.screen import Screen


class QuietApp(PlainApp):
    """An app that leaves the pointer alone: old clients print the sequence."""

    def _set_pointer_shape(self, shape: str) -> None:
        pass


class EmbeddedApp(QuietApp):
    """One app among many in a process, which a host draws; a fault ends it without a word, and its end leaves nothing.

    Attributes:
        fault: What ended it, if it did not end by itself.
    """

    fault: Exception | None = None
    _parts: "tuple[MessagePump, ...]" = ()

    def draw(self, update: "RenderableType | None") -> None:
        """Draw what the compositor hands out; None where nothing changed, or is to be drawn now."""
        raise NotImplementedError

    @contextmanager
    def as_its_own(self) -> Iterator[None]:
        """Do something as if this app did it: whoever calls may be another one."""
        with self._context():
            yield

    @property
    def is_at_work(self) -> bool:
        """Whether it has begun, and has not ended."""
        return self._running

    def fall_apart(self) -> None:
        """Let go of everything, once it has ended; only `fault` is known from now on, and no more where it happened.

        Its parts hold each other: without this they would stay until a full collection, which stops all apps.
        """
        for part in (*self._parts, self._animator, self.stylesheet, *self.own_parts()):
            for cache in (one for one in vars(part).values() if isinstance(one, LRUCache)):
                unlink(cache)
            vars(part).clear()
        fault = self.fault
        vars(self).clear()
        self.fault = fault
        while fault:
            fault.__traceback__, fault = None, cast("Exception | None", fault.__context__)

    def own_parts(self) -> tuple[object, ...]:
        """Return what falls apart with it and Textual does not know."""
        return ()

    # --- in place of Textual's own ----------------------------------------------------------------------------------

    async def _shutdown(self) -> None:
        nodes = list(self._registry)
        self._parts = (*nodes, *(one for node in nodes for one in stand_ins(node)))  # Textual forgets them
        await super()._shutdown()

    def _display(self, screen: "Screen[Any]", renderable: "RenderableType | None") -> None:  # noqa: ARG002 - Textual's
        is_drawn = not self._batch_count and self._running and not self._closed
        try:
            self.draw(renderable if is_drawn else None)
        finally:
            self.post_display_hook()

    def _handle_exception(self, error: Exception) -> None:
        """Close this app only; a traceback with locals, as Textual would draw it, could show a PIN."""
        self._return_code = 1
        self.fault = self.fault or (
            cast("Exception", error.error) if isinstance(error, WorkerFailed) else error
        )
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()


def leave_output_alone() -> None:
    """Keep Textual from redirecting this process's output for the life of each app: the log is written there."""
    module = cast("Any", textual.app)
    module.redirect_stdout = module.redirect_stderr = nullcontext


def unlink(cache: "LRUCache[Any, Any]") -> None:
    """Empty a cache whose entries hold each other in a ring, and stay when Textual clears it."""
    for entry in cache._cache.values():  # noqa: SLF001 - see the package
        entry.clear()
    cache.clear()
