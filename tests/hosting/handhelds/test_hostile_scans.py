"""Hostile bytes at every step of every flow: nothing comes of them, and the right scan goes on as if they had never come.

They take the way of a scanner's bytes: the decoder, the lexer, the screen's queue, the flow, the store.
"""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.hosting.handhelds.latency import Latency
from serialhhd.hosting.handhelds.seat import Seat
from serialhhd.store.engine.store import Store
from serialhhd.store.schema import tables as t
from serialhhd.store.schema.check import check
from tests.dumps import Dump, dump
from tests.every_flow import CONVERSATIONS, SOME, filled
from tests.hosting.conftest import ANNA, Terminal

pytestmark = pytest.mark.slow

FLOWS = FlowsFile(PACKAGED).current().flows
PIECES = (
    *(b"\x01", b"A\x02B", b"\x07\x0b\x0e", b"SN\x05\x1a1", b"\x1c\x1e\x1f", b"\x1dSN\x1d", b"\x85", b"\xc2\x85"),
    *(b"]C1", b"]d2", b"]Q3", b"]C1]C1", b"]d20109521234543237", b"]C10109521234543237\x1d21"),
    *(b"(01)", b"(01)09521234543237", b"(01)09521234543237(21)A", b"\x1d", b"0109521234543237\x1d21A"),
    *(b"]d2010952123454323721B\x1d10LOT", b"[)>\x1e06\x1d", b"{A}..{B}", b"https://x.example/01/0"),
    *(b"\xff\xfe", b"\xe4", b"\xc3", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"SN\xff1", b"\xc0\xae", b"\xf4\x90\x80\x80"),
    *("ä€日".encode(), "\u202e\u200b\u0301\U0001f4e6".encode(), "\ufeff".encode()),
    b"1" * 80,
    *(b"A" * 5_000, b"9" * 5_000, "é".encode() * 5_000, b"]C1" * 1_700, b"\x1d" * 5_000, b"SN1,SN2;SN3|" * 400),
    *(b":", b":nonsense", b":remove \xff", b"%", b"'; DROP TABLE serial; --"),
)  # fmt: skip
"""None of them is an answer to any question of any flow, but for those that any words answer."""
IN_WORDS = frozenset({"choose_reason", "choose_condition"})
"""The steps that any words answer: keys alone are sent there."""
KEYS = (
    *(b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1bOA", b"\x1b[H", b"\x1b[F", b"\x1b[2~", b"\x1b[5~", b"\x1b[6~"),
    *(b"\x1bOP", b"\x1b[11~", b"\x1b[15~", b"\x1b[20~", b"\x1b[23~", b"\x1b[24~", b"\x1b[1;5A", b"\x1b[Z", b"\x1b[25~"),
    *(b"\x1b[<0;1;1M", b"\x1b[M   ", b"\x1b[?1;2c", b"\x1b[24;80R"),
    *(b"\x00", b"\x03", b"\x08", b"\x0c", b"\x11", b"\x13", b"\x15", b"\x7f", b"\x1b[200~", b"\x1b[201~"),
)  # fmt: skip
"""Those of the keyboard that end nothing and answer nothing."""
BEGUN = (b"\x1b", b"\x1b[", b"\x1bO", b"\x1b]0;", b"\x1bP")
"""What begins like one: what follows it may be its end, or somebody's code."""
ENDS = (b"\r", b"\n", b"\r\n", b"\t")
POSITION = [column.name for column in t.run.columns if column.name != "updated_at"].index("position")
SIZES = ((20, 8), (20, 16), (80, 24))
ROUNDS = 3
"""So often something hostile is sent at each step, in bursts."""


def scan(random: Random) -> bytes:
    """Return a piece, and how a scanner ends it."""
    return random.choice(PIECES) + random.choice(ENDS)


def burst(random: Random) -> bytes:
    """Return what is sent at once: several scans, keys among them, the last one without its end at times."""
    scans = [random.choice((b"", random.choice(KEYS))) + scan(random) for _ in range(random.randint(1, 6))]
    return b"".join(scans) + random.choice((b"", random.choice(PIECES)))


def pasted(random: Random) -> bytes:
    """Return a paste of several lines; its end is not told at times."""
    lines = b"".join(scan(random) for _ in range(random.randint(1, 4)))
    return b"\x1b[200~" + lines + random.choice((b"\x1b[201~", b""))


def keys(random: Random) -> bytes:
    """Return keys alone."""
    return b"".join(random.choices(KEYS + BEGUN, k=random.randint(1, 6)))


@pytest.fixture
def floor(sqlite_store: Store) -> Store:
    """A store in which every flow can be played at once."""
    return filled(sqlite_store)


@asynccontextmanager
async def handheld(store: Store, flow: str, size: tuple[int, int]) -> AsyncIterator[tuple[Seat, Terminal]]:
    """Open a flow on a terminal."""
    terminal = Terminal(ANNA, size, "vt220")
    session = Session(store, FlowsFile(PACKAGED), ANNA.name, flow)
    seat = Seat(session, terminal.client, Latency(), lambda _: None, lambda _: None)
    seat.driver.clock = seat.app.flow_screen.clock = lambda: terminal.now
    await seat.until_started()
    await terminal.settles()
    yield seat, terminal
    seat.close()
    await seat.until_ended()
    assert seat.app.fault is None


def now(seat: Seat) -> tuple[object, ...]:
    """Where the flow stands."""
    view = seat.app.flow_screen.shown.view
    return standing(view)


def standing(view: View) -> tuple[object, ...]:
    return view.step, view.fields, view.serials, view.proposed, view.document


async def looks_up(seat: Seat, terminal: Terminal) -> None:
    """Leave the line empty, the error acknowledged and every panel closed, as somebody who goes on."""
    await terminal.sends("\x15")
    while seat.app.flow_screen.shown.error or seat.app.flow_screen.shown.panel:
        await terminal.sends(".\r")


@pytest.fixture
def undisturbed(tmp_path: Path, sqlite_template: Path) -> Iterator[Store]:
    """The same warehouse, in which nobody sends anything hostile."""
    path = tmp_path / "undisturbed.db"
    path.write_bytes(sqlite_template.read_bytes())
    with Store.open(str(path)) as opened:
        yield filled(opened)


def kept(store: Store) -> Dump:
    """Return what the store holds; of a run without which scans were its last ones, and how often it has gone on."""
    with store.read() as conn:
        held = dump(conn)
    for at, row in enumerate(held["run"]):
        position = json.loads(str(row[POSITION]))
        for one in ("recent", "moves"):
            position.pop(one, None)
        held["run"][at] = (*row[:POSITION], position, *row[POSITION + 1 :])
    return held


def is_whole(store: Store) -> bool:
    with store.read() as conn:
        return check(conn) == ()


def changed(before: Dump, after: Dump) -> Dump:
    """Return the rows that are other ones now, by table, as they were and as they are."""
    return {
        name: [one for one in (*rows, *after[name]) if one not in rows or one not in after[name]]
        for name, rows in before.items()
        if rows != after[name]
    }


@pytest.mark.parametrize("flow", SOME)
async def test_nothing_comes_of_it_and_the_right_scan_goes_on(
    floor: Store, undisturbed: Store, flow: str
) -> None:
    entries = CONVERSATIONS[flow]
    random = Random(flow)
    right, steps = Runner(undisturbed, lambda: FLOWS[flow], ANNA.name), set()
    async with handheld(floor, flow, random.choice(SIZES)) as (seat, terminal):
        for entry in entries:
            steps.add(seat.app.flow_screen.shown.view.step)
            before, stood = kept(floor), now(seat)
            in_words = stood[0] in IN_WORDS
            for _ in range(ROUNDS):
                hostile = (keys if in_words else random.choice((burst, burst, pasted, keys)))(random)
                await terminal.sends(hostile)
                assert not seat.is_closing, hostile
                await looks_up(seat, terminal)
                assert now(seat) == stood, hostile
                assert changed(before, kept(floor)) == {}, hostile
            assert is_whole(floor)
            await terminal.sends(f"{entry}\r")
            assert seat.app.flow_screen.shown.error is None, entry
            assert now(seat) == standing(right.submit(Scan(entry))), entry
    skipped = {step.name for step in FLOWS[flow].steps if getattr(step, "default", "")}
    assert steps >= {step.name for step in FLOWS[flow].steps} - skipped


def test_every_flow_has_its_conversation() -> None:
    assert CONVERSATIONS.keys() == FLOWS.keys()
