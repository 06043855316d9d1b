"""What loses the answer to a commit: the line to a PostgreSQL server, or a disk under SQLite."""

import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Self

import pytest
from sqlalchemy import make_url

from serialhhd.store.engine.sqlite import StoreDialect

COMMIT = b"COMMIT\x00"
DISK_ERROR = 10


class LosingLine:
    """Listens on loopback and passes everything on to a server, until it is told to lose something.

    Args:
        url: A store's URL at the server itself, which listens on a unix socket.

    Attributes:
        url: The same store's URL over this line.
        lost: How many answers were lost.
        losing: How many more are to be lost.
        is_cut: Whether nobody gets through any more.
    """

    def __init__(self, url: str) -> None:
        given = make_url(url)
        self._server = f"{given.query['host']}/.s.PGSQL.5432"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        there = given.set(host="127.0.0.1", port=self.port, query={"sslmode": "disable"})
        self.url = there.render_as_string(hide_password=False)
        self.lost = 0
        self.losing = 0
        self.is_cut = False
        self._passages: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        for passage in self._passages:
            passage.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                passage = threading.Thread(target=self._serve, args=(client,), daemon=True)
                self._passages.append(passage)
                passage.start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            if self.is_cut:
                return
            server.connect(self._server)
            back = threading.Thread(target=self._pass_on, args=(server, client, False), daemon=True)
            back.start()
            self._pass_on(client, server, may_lose=True)
            back.join()

    def _pass_on(self, come: socket.socket, go: socket.socket, may_lose: bool) -> None:
        with suppress(OSError):
            while data := come.recv(65536):
                if may_lose and self.losing and data.endswith(COMMIT):
                    self.losing -= 1
                    self._lose(come, go, data)
                    break
                go.sendall(data)
        with suppress(OSError):
            go.shutdown(socket.SHUT_WR)

    def _lose(self, client: socket.socket, server: socket.socket, commit: bytes) -> None:
        client.shutdown(socket.SHUT_RDWR)  # first: what the server answers reaches nobody
        server.sendall(commit)
        server.shutdown(socket.SHUT_WR)
        self.lost += 1


class LosingDisk:
    """A SQLite store that commits and says that it could not, until it is told to lose nothing more."""

    def __init__(self, url: str, patched: pytest.MonkeyPatch) -> None:
        self.url = url
        self.lost = self.losing = 0
        self.is_cut = False
        patched.setattr(StoreDialect, "do_commit", self._commit)

    def _commit(self, connection: sqlite3.Connection) -> None:
        connection.commit()
        if self.losing or self.is_cut:
            self.losing -= 1
            self.lost += 1
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = DISK_ERROR
            raise error


Losing = LosingLine | LosingDisk


@contextmanager
def losing_between(url: str, patched: pytest.MonkeyPatch) -> Iterator[Losing]:
    """Stand between whoever opens `Losing.url` and a store, on either database."""
    if url.startswith("sqlite"):
        yield LosingDisk(url, patched)
        return
    with LosingLine(url) as line:
        yield line
