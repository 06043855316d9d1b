"""Many at once, and many one after the other: everybody gets in, and whoever has left leaves nothing behind."""

import asyncio
import gc
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from asyncssh import SSHServerConnection

from serialhhd.hosting.door.ssh import HandheldServer
from serialhhd.hosting.door.terminal_session import HANGING_UP
from serialhhd.hosting.handhelds.app import HostedApp
from serialhhd.hosting.terminal import english as words
from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.words.vocabulary import LoginEvent
from tests.hosting.ssh_site import Login, Site, running_site
from tests.waiting import PATIENCE

SITE = 200
CREW = ("anna", "ben")
CYCLES = [pytest.param(40, marks=pytest.mark.slow), pytest.param(500, marks=pytest.mark.soak)]
FIRST = 10
"""So many cycles come before anything is counted: what is kept for good is made in them."""


@pytest.mark.slow
async def test_a_whole_site_logs_in_at_once_and_again_after_the_access_point_is_back(
    warehouse: Store, tmp_path: Path
) -> None:
    names = [f"op{number}" for number in range(SITE)]
    async with running_site(warehouse, tmp_path, login=3600.0) as site:
        site.adds(*names)
        logins = await all_log_in(site, names)
        assert len(site.seats.all) == SITE
        for login in logins:
            login.sends("1\r")
        await asyncio.gather(*(login.sees("PRE-RECEIPT?") for login in logins))
        seats = site.seats.all
        for login in logins:
            login.drops()
        await all_log_in(site, names, "PRE-RECEIPT?")
        assert site.seats.all == seats
        refused = site.audit(kind=LoginEvent.REFUSED)
    assert refused == []


async def all_log_in(site: Site, names: list[str], until: str = "FLOW?") -> list[Login]:
    """Let all of them log in at the same moment, and return them when each sees its question."""
    logins = await asyncio.gather(*(site.logs_in(name, login_timeout=None) for name in names))
    await asyncio.gather(*(login.sees(until) for login in logins))
    return logins


@dataclass(frozen=True, slots=True)
class Left:
    """What there is of each in this process, server and clients."""

    tasks: int
    descriptors: int
    apps: int
    connections: int

    @classmethod
    def now(cls) -> "Left":
        gc.collect()
        alive = [type(one) for one in gc.get_objects()]
        return cls(
            len(asyncio.all_tasks()),
            len(os.listdir("/dev/fd")),  # noqa: PTH208 - numbers, no files
            sum(issubclass(one, HostedApp) for one in alive),
            alive.count(HandheldServer),
        )


@pytest.mark.parametrize("cycles", CYCLES)
async def test_nothing_is_left_of_who_left(site: Site, cycles: int) -> None:
    others = Left.now()  # what tests before this one have left in the process
    for number in range(FIRST):
        await comes_and_goes(site, number)
    await all_quit(site)
    before = await has_gone(lambda left: left.apps <= others.apps and left.connections <= others.connections)
    for number in range(cycles):
        await comes_and_goes(site, number)
    await all_quit(site)
    await has_gone(lambda left: left == before)
    with site.store.read() as conn:
        assert check(conn) == ()


async def test_a_link_that_has_ended_is_gone_without_a_full_collection(site: Site) -> None:
    gc.collect()
    gc.disable()
    collecting = asyncio.create_task(collect_young())
    try:
        for number in range(6):
            await comes_and_goes(site, number)
        async with asyncio.timeout(HANGING_UP + PATIENCE):
            while any(isinstance(one, HandheldServer | SSHServerConnection) for one in gc.get_objects()):  # noqa: ASYNC110 - as below
                await asyncio.sleep(0.1)
    finally:
        collecting.cancel()
        gc.enable()


async def collect_young() -> None:
    """Collect as the server does: what is alive once is old from then on."""
    while True:
        await asyncio.sleep(0.02)
        gc.collect(1)


async def comes_and_goes(site: Site, number: int) -> None:
    """Log in, scan, and be gone in one of the ways that there are."""
    login = await site.logs_in(CREW[number % len(CREW)])
    site.logins.remove(login)
    await login.sees("?")
    login.sends(f"NO-{number}\r")
    await login.sees(f"NO-{number} is not in the list")
    await login.enters((".\r", "?"))
    if number % 3 == 0:
        login.drops()
    elif number % 3 == 1:
        await quits(login)
    await login.goes()


async def quits(login: Login) -> None:
    login.sends(":quit\r")
    await login.is_told(words.goodbye())


async def all_quit(site: Site) -> None:
    """Leave no handheld open."""
    for name in CREW:
        login = await site.logs_in(name)
        site.logins.remove(login)
        await login.sees("?")
        await quits(login)


async def has_gone(is_gone: Callable[[Left], bool]) -> Left:
    """Wait until it has; a connection is kept for `HANGING_UP` seconds after its operator has quit."""
    async with asyncio.timeout(HANGING_UP + PATIENCE):
        while not is_gone(left := Left.now()):  # noqa: ASYNC110 - nobody tells when an object is freed
            await asyncio.sleep(0.1)
    return left
