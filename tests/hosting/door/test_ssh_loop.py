"""The one event loop never waits for the store or for a password: whoever does would stop every operator."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from threading import Event
from typing import Any

import asyncssh
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Connection, event

from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.engine.store import Store
from tests.hosting.door.test_ssh_drops import GOODS_IN, GOODS_OUT, is_sound
from tests.hosting.ssh_site import DEVICE, PASSWORD, PIN, Site

FAR_TOO_FEW = 100


@dataclass
class Work:
    """What was done, by whom: `here` on the event loop's thread, the rest in others."""

    here: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    _loop: int = field(default_factory=threading.get_ident)

    def note(self, what: str) -> None:
        is_here = threading.get_ident() == self._loop
        (self.here if is_here else self.elsewhere).append(what)


@contextmanager
def watched(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Note each statement of the store, and each secret that is checked; both are done as ever."""
    work, verify = Work(), PasswordHasher.verify

    def note_statement(_: Connection, __: Any, statement: str, *___: Any) -> None:
        work.note(statement)

    @wraps(verify)
    def note_secret(*args: Any) -> bool:
        work.note("secret")
        return bool(verify(*args))

    def noted(run: Callable[..., Any]) -> Callable[..., Any]:
        def note_and_run(one: Prepared, *given: Any) -> Any:
            work.note(str(one.statement))
            return run(one, *given)

        return note_and_run

    for run in (Prepared.rows, Prepared.row, Prepared.changed):  # they go past Core, and its events
        monkeypatch.setattr(Prepared, run.__name__, noted(run))
    monkeypatch.setattr(PasswordHasher, "verify", note_secret)
    event.listen(store.engine, "before_cursor_execute", note_statement)
    yield work
    event.remove(store.engine, "before_cursor_execute", note_statement)


async def test_nothing_is_done_on_the_event_loop_that_may_wait_for_the_disk(
    staffed: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watched(staffed.store, monkeypatch) as work:
        for wrong in (PASSWORD + "7", ""):
            with pytest.raises(asyncssh.PermissionDenied):
                await staffed.connects("ben", client_keys=None, password=wrong)
        ben = await staffed.logs_in("ben", client_keys=None, password=PASSWORD)
        await ben.enters(*GOODS_OUT)
        anna = await staffed.logs_in("anna")
        await anna.enters(*GOODS_IN[:5], (":list\r", "LOCK-1"))
        device = await staffed.logs_in(DEVICE)
        await device.enters(("", "OPERATOR?"), ("anna\r", "PIN?"), ("999999\r", "ERROR"), (".\r", "PIN?"))
        await device.enters((f"{PIN}\r", "2/5"))
        device.drops()
        anna = await staffed.logs_in("anna")
        await anna.enters(("", "2/5"), ("CAM-200\r", "ERROR"), (".\r", "2/5"), *GOODS_IN[5:], (":quit\r", ""))
        await staffed.seats._close_the_disabled()
    assert work.here == []
    assert len(work.elsewhere) > FAR_TOO_FEW
    assert work.elsewhere.count("secret") >= len(["two wrong passwords", "a right one", "two PINs"])
    is_sound(staffed.store)


async def test_while_one_waits_for_the_store_the_others_are_served(site: Site) -> None:
    anna, ben = await site.logs_in("anna"), await site.logs_in("ben")
    await anna.enters(*GOODS_IN[:3])
    await ben.enters(*GOODS_OUT[:3])
    goes_on = Event()
    held = site.store.write_soon(lambda _: goes_on.wait())
    try:
        anna.sends("LOCK-1\r")
        await ben.enters((".\r", "1 "), (".\r", "PRODUCT?"), ("CAM", ">CAM"))
        ben.resizes(20, 8)
        await ben.sees(">CAM")
    finally:
        goes_on.set()
        held.result()
    await anna.sees("1/5")
