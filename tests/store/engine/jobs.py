"""Jobs for the writer: accounts that are added, and a gate behind which what is queued becomes a group."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from sqlalchemy import Connection, text

from serialhhd.store.engine.store import Store

Sql = Callable[..., int]
ADD = text("INSERT INTO account (code, code_key) VALUES (:code, :code)")


def adding(code: str) -> Callable[[Connection], str]:
    """A job that adds an account and returns its code."""

    def work(connection: Connection) -> str:
        connection.execute(ADD, {"code": code})
        return code

    return work


def codes(store: Store) -> list[str]:
    """The accounts that were added, in the order they were."""
    with store.read() as connection:
        return list(connection.scalars(text("SELECT code FROM account WHERE code <> 'MAIN' ORDER BY id")))


class Gate:
    """A job that keeps the writer busy until it is let go, so that what is queued meanwhile becomes a group."""

    def __init__(self, store: Store) -> None:
        self._reached, self._open = threading.Event(), threading.Event()
        self.future = store.write_soon(self._wait)
        assert self._reached.wait(10)

    def _wait(self, _connection: Connection) -> None:
        self._reached.set()
        assert self._open.wait(10)

    def let_go(self) -> None:
        self._open.set()


def grouped(store: Store, works: Sequence[Callable[[Connection], object]]) -> list[Future[object]]:
    """Give jobs to the writer so that they stand in one group, and wait until all are answered."""
    gate = Gate(store)
    futures = [store.write_soon(work) for work in works]
    gate.let_go()
    for future in futures:
        future.exception(timeout=20)
    return futures
