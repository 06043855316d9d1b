"""R6, R15 One serial is moved, shipped, picked, counted, adjusted at the same moment: one has it, the other is told who or where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

import pytest
from sqlalchemy import Connection

from serialhhd.flows.sentences import messages
from serialhhd.store.catalogue import places
from serialhhd.store.containers.named import Named
from serialhhd.store.counts import counting, counts, posting
from serialhhd.store.counts.counts import COUNTS
from serialhhd.store.counts.passes import Pass
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.schema import check
from serialhhd.store.serials import serials, traces
from serialhhd.store.stock import runs, stock
from serialhhd.store.transfers import transfers
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import RunState
from tests.store.races.two_programs import (
    DONE,
    ROUNDS,
    Desks,
    Go,
    Told,
    at_the_desk,
    runner,
    scanned,
    shelves,
    stock_cameras,
    tell,
    together,
)

PAIRED = ROUNDS // 4
TOLD = {
    *("serial_captured_elsewhere", "serial_changed", "serial_not_in_stock"),
    *("serial_in_stock", "serial_in_transit", "serial_picked", "serial_removed"),
}
"""What is said to whoever comes too late."""


@dataclass(frozen=True)
class Contender:
    """One way to take a serial.

    Attributes:
        begins: Makes everything ready and returns what is done at the moment; it is given the desks, a store, the round and the serial.
        hands: The words by which the other is told who has it or where it is; a `{}` is the round.
    """

    begins: Callable[[Desks, Store, int, str], Go]
    hands: tuple[str, ...]


def line_here(desks: Desks) -> int:
    """Return the id of MAIN's stock line at GOODS-IN."""
    here = stock.EVERYTHING.named
    (line,) = desks.ask(
        lambda conn: stock.page(conn, here(conn, product="CAM", location="GOODS-IN", account="MAIN"))
    )
    return line.id


def moves(desks: Desks, store: Store, number: int, serial: str) -> Go:  # noqa: ARG001 - as all of them
    handheld = runner(store, f"mover-{number}", "move")
    tell(handheld, "GOODS-IN", "CAM")
    return scanned(handheld, serial, ":done", "", "A-01")


def picks(desks: Desks, store: Store, number: int, serial: str) -> Go:
    wanted, at = [WantedTask("CAM", 1, "GOODS-IN")], store.now()
    desks.one.write(lambda conn: pick_lists.add(conn, f"PL-{number}", wanted, at=at, by="office"))
    handheld = runner(store, f"picker-{number}", "goods_out")
    tell(handheld, f"PL-{number}", "GOODS-IN", "CAM")
    return scanned(handheld, serial, "")


def _transfers(desks: Desks, store: Store, ref: str, flow: str, serial: str, **side: str) -> Go:
    wanted, at = [WantedLine("CAM", 1, "GOODS-IN")], store.now()
    desks.one.write(lambda conn: transfers.add(conn, ref, wanted, at=at, by="office", **side))  # type: ignore[arg-type]
    handheld = runner(store, f"of-{ref}", flow)
    tell(handheld, ref, "GOODS-IN", "CAM")
    return scanned(handheld, serial, "")


def ships(desks: Desks, store: Store, number: int, serial: str) -> Go:
    return _transfers(desks, store, f"TR-{number}", "transfer_out", serial, to_warehouse="EAST")


def gives(desks: Desks, store: Store, number: int, serial: str) -> Go:
    return _transfers(desks, store, f"TA-{number}", "account_transfer", serial, to_account="ACME")


def moves_at_the_desk(desks: Desks, store: Store, number: int, serial: str) -> Go:
    line, at, by = line_here(desks), store.now(), f"desk-{number}"
    return at_the_desk(
        store, lambda conn: stock_work.move(conn, line, to="B-01", named=Named([serial]), by=by, at=at)
    )


def adjusts(desks: Desks, store: Store, number: int, serial: str) -> Go:
    line, at, by = line_here(desks), store.now(), f"adjuster-{number}"
    said, named = {"quantity": 1, "reason": "lost"}, Named([serial])
    return at_the_desk(
        store,
        lambda conn: stock_work.take_out(conn, line, **said, named=named, by=by, at=at),  # type: ignore[arg-type]
    )


def counts_it_as_missing(desks: Desks, store: Store, number: int, serial: str) -> Go:
    """Two have counted all but this one; a supervisor approves."""
    ref, at = f"C-{number}", store.now()

    def counted(conn: Connection) -> None:
        counts.add(conn, ref, ["GOODS-IN"], skus=["CAM"], at=at, by="office")
        here = [one.serial for one in stock.serials_on(conn, line) if one.serial != serial]
        for by in ("cora", "carl"):
            counting.enter(conn, ref, location="GOODS-IN", sku="CAM", texts=here, sure=True, by=by, at=at)
            counting.place_done(conn, ref, location="GOODS-IN", by=by, at=at)

    line = line_here(desks)
    desks.one.write(counted)

    def go() -> Told:
        try:
            left = store.write(lambda conn: posting.approve(conn, ref, by=f"chief-{number}", at=at)).left
        except Refused as refused:
            sentence = messages.refusal(refused)
            return Told(sentence.code, sentence.text)
        return Told("left", " ".join(left)) if left else DONE

    return go


CONTENDERS = {
    "moves": Contender(moves, ("mover-{}", "A-01")),
    "picks": Contender(picks, ("picker-{}", "PL-{}")),
    "ships": Contender(ships, ("of-TR-{}", "TR-{}")),
    "gives": Contender(gives, ("of-TA-{}", "TA-{}", "GOODS-IN")),
    "moves at the desk": Contender(moves_at_the_desk, ("desk-{}", "B-01")),
    "adjusts": Contender(adjusts, ("adjuster-{}", "adjusted out")),
    "counts": Contender(counts_it_as_missing, ("chief-{}", "adjusted out")),
}
"""All that take a serial from its place. What a new operation does is a row."""


PAIRS = [pair for pair in combinations(CONTENDERS, 2) if pair != ("moves", "gives")]
"""Whoever moves says by the serial which of the stock lines at the place he means (R20): what has just become another's, he moves as that one's."""


@pytest.fixture
def floor(desks: Desks) -> Desks:
    """Cameras at GOODS-IN, of which one is touched by nobody; a second warehouse and account."""
    stock_cameras(desks, ["KEPT", *(f"SN{number}" for number in range(ROUNDS))])
    shelves(desks, "A-01", "B-01")
    desks.one.write(lambda conn: places.add_warehouse(conn, "EAST", by="office"))
    desks.one.write(lambda conn: places.add_account(conn, "ACME", by="office"))
    return desks


def told_by(told: Told, serial: str, names: tuple[str, ...]) -> bool:
    """Tell whether somebody is told who has a serial or where it is."""
    if told.code == "left":
        return serial in told.text
    return told.code in TOLD and any(name in told.text for name in names)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_one_has_it_and_the_other_is_told_who_or_where(floor: Desks, one: str, other: str) -> None:
    for number in range(PAIRED):
        serial, both = f"SN{number}", (CONTENDERS[one], CONTENDERS[other])
        goes = [
            by.begins(floor, store, number, serial)
            for by, store in zip(both, (floor.one, floor.other), strict=True)
        ]
        answers = together(*goes)
        assert answers.count(DONE) == 1, answers
        winner = both[answers.index(DONE)]
        (told,) = (answer for answer in answers if answer != DONE)
        assert isinstance(told, Told)
        assert told_by(told, serial, tuple(name.format(number) for name in winner.hands)), (told, one, other)


def test_of_all_at_once_one_has_it(floor: Desks) -> None:
    for number in range(PAIRED):
        serial = f"SN{number}"
        contenders = [one for name, one in CONTENDERS.items() if name != "gives"]
        stores = [floor.one, floor.other] * len(contenders)
        goes = [
            by.begins(floor, store, number, serial) for by, store in zip(contenders, stores, strict=False)
        ]
        answers = together(*goes)
        assert answers.count(DONE) == 1, answers
        trace = floor.ask(lambda conn, serial=serial: traces.show(conn, serial))  # type: ignore[misc]
        assert trace.history[-1].operator not in {"keeper", "office"}
        assert floor.one.write(check.check) == ()


@pytest.mark.parametrize("name", CONTENDERS)
def test_a_count_that_goes_on_stops_nobody_and_is_stopped_by_nobody(floor: Desks, name: str) -> None:
    """What is scanned in a pass is noted and held by nobody (R38): both have it, and the pass is void (R40)."""
    for number in range(PAIRED):
        serial, ref, at = f"SN{number}", f"CC-{number}", floor.one.now()
        go = CONTENDERS[name].begins(floor, floor.other, number, serial)

        def begin(conn: Connection, ref: str = ref, at: datetime = at) -> Pass:
            counts.add(conn, ref, ["GOODS-IN"], skus=["CAM"], at=at, by="office")
            count = COUNTS.lock(conn, ref)
            (line,) = counts.lines(conn, count)
            run = runs.begin(conn, operator="cleo", flow=ref, config="{}", position="{}", at=at)
            return counting.begin(conn, count, line, run=run, by="cleo", at=at)

        begun = floor.one.write(begin)

        def note(conn: Connection, ref: str = ref, serial: str = serial, begun: Pass = begun) -> None:
            count = COUNTS.lock(conn, ref)
            (line,) = counts.lines(conn, count)
            counting.note(conn, count, line, begun, [serials.entry(serial)])
            run = runs.find_open(conn, "cleo", ref)
            assert run
            runs.save(conn, run.holding(1), "{}", floor.one.now())

        assert together(go, at_the_desk(floor.one, note)) == [DONE, DONE]

        def end(conn: Connection, ref: str = ref, begun: Pass = begun) -> Pass:
            count = COUNTS.lock(conn, ref)
            (line,) = counts.lines(conn, count)
            ended = counting.end(conn, count, line, begun, units=None, at=floor.one.now())
            run = runs.find_open(conn, "cleo", ref)
            assert run
            runs.end(conn, run.id, RunState.DONE, floor.one.now())
            return ended

        assert floor.one.write(end).is_void
