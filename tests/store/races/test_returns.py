"""R15, R34-R37 What left comes back at two places at the same moment, or while its return ends: it is back once, or not at all."""

from collections.abc import Callable
from functools import partial
from itertools import combinations_with_replacement
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists, putting_back
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.returns import returns
from serialhhd.store.serials import traces
from serialhhd.store.stock import stock
from serialhhd.store.words.vocabulary import DocumentState, SerialState
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
    tell,
    together,
)

T = TypeVar("T")
AS_NEW = "1"
PAIRED = ROUNDS // 4
TOO_LATE = {
    *("serial_captured_elsewhere", "serial_changed", "serial_in_stock", "serial_not_returnable"),
    *("serial_not_waiting", "nothing_waiting", "return_gone"),
}
"""What is said of a serial that is back already, or coming."""


class Floor:
    """Goods that came from Maker, and leave for Hotel; lists, returns and receipts are numbered."""

    def __init__(self, desks: Desks, flows: FlowsFile) -> None:
        self.desks, self.flows, self.number = desks, flows, 0
        shelves(desks, "A-01")

    def ref(self, kind: str) -> str:
        self.number += 1
        return f"{kind}-R{self.number}"

    def do(self, work: Callable[[Connection], T]) -> T:
        return self.desks.one.write(work)

    def handheld(self, store: Store, flow: str = "returns", *entries: str) -> Runner:
        """Begin at a handheld of somebody new, where nothing is announced for unannounced returns."""
        new = Runner(store, lambda: self.flows.current().flows[flow], self.ref("somebody"))
        tell(new, *entries)
        return new

    def receiving(self, store: Store, serial: str) -> Go:
        """Announce a camera, and return what receives it."""
        ref, at = self.ref("PR"), store.now()
        self.do(lambda conn: pre_receipts.add(conn, ref, [("CAM", 1)], at=at, supplier="Maker", by="office"))
        handheld = self.handheld(store, "goods_in", ref, "CAM")
        return scanned(handheld, serial, "", "GOODS-IN")

    def picked(self, serial: str, **to: str) -> str:
        """Receive and pick a camera; return the number of its list."""
        ref, at, wanted = self.ref("PL"), self.desks.one.now(), [WantedTask("CAM", 1, "GOODS-IN")]
        assert self.receiving(self.desks.one, serial)() == DONE
        self.do(lambda conn: pick_lists.add(conn, ref, wanted, at=at, by="office", **to))  # type: ignore[arg-type]
        self.handheld(self.desks.one, "goods_out", ref, "GOODS-IN", "CAM", serial, "")
        return ref

    def dispatch(self, ref: str) -> None:
        self.do(lambda conn: pick_lists.dispatch(conn, ref, by="office", at=self.desks.one.now()))

    def announce(self, sku: str = "CAM", units: int = 1, **of: str) -> str:
        ref, at = self.ref("RT"), self.desks.one.now()
        self.do(lambda conn: returns.add(conn, ref, [(sku, units)], at=at, by="office", **of))  # type: ignore[arg-type]
        return ref

    def came_back(self, serial: str) -> int:
        """How often it came back; it is in stock."""
        trace = self.desks.ask(partial(traces.show, serial=serial))
        assert trace.state is SerialState.IN_STOCK
        return sum(one.kind.value == "return" for one in trace.history)


@pytest.fixture
def floor(desks: Desks, tmp_path: Path) -> Floor:
    packaged, unannounced = PACKAGED.read_text(), tmp_path / "flows.toml"
    (line,) = (line for line in packaged.splitlines() if '"scan_return"' in line)
    begins = packaged.index("[flows.returns]")
    ends = packaged.index("[flows.count]")
    without = packaged[begins:ends].replace(line, "").replace("flows.returns", "flows.unannounced")
    unannounced.write_text(packaged + without)
    return Floor(desks, FlowsFile(unannounced))


# --- one serial at two places -------------------------------------------------------------------------------------


def on_a_return(floor: Floor, store: Store, serial: str) -> Go:
    ref = floor.announce(customer="Hotel")
    return scanned(floor.handheld(store, "returns", ref, "CAM"), serial, "", AS_NEW, "A-01")


def unannounced(floor: Floor, store: Store, serial: str) -> Go:
    handheld = floor.handheld(store, "unannounced", "CAM")
    return scanned(handheld, serial, ":done", "", AS_NEW, "A-01")


def taken_back_at_the_desk(_: Floor, store: Store, serial: str) -> Go:
    said = {"sku": "CAM", "location": "A-01", "reason": "back", "by": "office", "at": store.now()}
    return at_the_desk(store, lambda conn: stock.take_back(conn, serial, **said))  # type: ignore[arg-type]


WAYS = {"on a return": on_a_return, "unannounced": unannounced, "at the desk": taken_back_at_the_desk}
FROM_SUPPLIER = {
    "received": Floor.receiving,
    "unannounced": unannounced,
    "at the desk": taken_back_at_the_desk,
}


def one_has_it(goes: list[Go], serial: str) -> None:
    answers = together(*goes)
    assert answers.count(DONE) == 1, answers
    (told,) = (answer for answer in answers if answer != DONE)
    assert isinstance(told, Told)
    assert told.code in TOO_LATE, told
    assert serial in told.text or told.code in {"nothing_waiting", "return_gone"}, told


@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(WAYS, 2)))
def test_what_was_dispatched_comes_back_once(floor: Floor, one: str, other: str) -> None:
    for number in range(PAIRED):
        serial = f"SN{number}"
        floor.dispatch(floor.picked(serial, customer="Hotel"))
        stores = floor.desks.one, floor.desks.other
        goes = [WAYS[way](floor, store, serial) for way, store in zip((one, other), stores, strict=True)]
        one_has_it(goes, serial)
        assert floor.came_back(serial) == 1


@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(FROM_SUPPLIER, 2)))
def test_what_went_to_its_supplier_comes_back_once(floor: Floor, one: str, other: str) -> None:
    for number in range(PAIRED):
        serial = f"SN{number}"
        floor.dispatch(floor.picked(serial, supplier="Maker"))
        stores = floor.desks.one, floor.desks.other
        ways = zip((one, other), stores, strict=True)
        one_has_it([FROM_SUPPLIER[way](floor, store, serial) for way, store in ways], serial)
        assert floor.came_back(serial) <= 1


def put_back_at_the_handheld(floor: Floor, store: Store, ref: str, serial: str) -> Go:
    return scanned(floor.handheld(store, "returns", ref, "CAM"), serial, "", "A-01")


def put_back_at_the_desk(_: Floor, store: Store, ref: str, serial: str) -> Go:
    said = {"to": "A-01", "serials": [serial], "by": "office", "at": store.now()}
    return at_the_desk(store, lambda conn: putting_back.put_back(conn, ref, **said))  # type: ignore[arg-type]


PUTS_BACK = {"handheld": put_back_at_the_handheld, "desk": put_back_at_the_desk}


@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(PUTS_BACK, 2)))
def test_what_was_picked_for_a_cancelled_list_is_put_back_once(floor: Floor, one: str, other: str) -> None:
    for number in range(PAIRED):
        serial = f"SN{number}"
        ref = floor.picked(serial, customer="Hotel")
        floor.do(lambda conn, ref=ref: pick_lists.cancel(conn, ref, floor.desks.one.now(), by="office"))  # type: ignore[misc]
        stores = floor.desks.one, floor.desks.other
        ways = zip((one, other), stores, strict=True)
        one_has_it([PUTS_BACK[way](floor, store, ref, serial) for way, store in ways], serial)
        assert floor.came_back(serial) == 1


# --- a return that ends meanwhile ---------------------------------------------------------------------------------


def test_a_return_is_cancelled_before_or_after_its_serial_is_back(floor: Floor) -> None:
    for number in range(ROUNDS // 2):
        serial = f"SN{number}"
        floor.dispatch(floor.picked(serial, customer="Hotel"))
        ref = floor.announce(units=2, customer="Hotel")
        handheld = floor.handheld(floor.desks.one, "returns", ref, "CAM", serial, ":done", "", AS_NEW)
        posted, cancelled = together(
            scanned(handheld, "A-01"),
            at_the_desk(
                floor.desks.other,
                lambda conn, ref=ref: returns.cancel(conn, ref, floor.desks.other.now(), by="x"),  # type: ignore[misc]
            ),
        )
        assert cancelled == DONE
        trace = floor.desks.ask(partial(traces.show, serial=serial))
        assert (trace.state is SerialState.IN_STOCK) == (posted == DONE), posted
        of = floor.desks.ask(partial(returns.show, ref=ref))
        (line,) = floor.desks.ask(lambda conn, of=of: returns.lines(conn, of))  # type: ignore[misc]
        assert (of.state, line.done) == (DocumentState.CANCELLED, int(posted == DONE))


def test_of_two_returns_of_one_list_no_more_comes_back_than_left(floor: Floor) -> None:
    """Batteries have no serials: the list alone says how many left."""
    desks = floor.desks
    tell(runner(desks.one, "keeper"), "PR-1", "BAT", "", "GOODS-IN")
    for number in range(ROUNDS // 2):
        left, said = f"OUT-{number}", {"at": desks.one.now(), "customer": "Hotel", "by": "office"}
        floor.do(partial(pick_lists.add, ref=left, wanted=[WantedTask("BAT", 1)], **said))  # type: ignore[arg-type]
        floor.handheld(desks.one, "goods_out", left, "GOODS-IN", "BAT", "")
        floor.dispatch(left)
        handhelds = [
            floor.handheld(store, "returns", floor.announce("BAT", pick_list=left), "BAT", "", AS_NEW)
            for store in (desks.one, desks.other)
        ]
        answers = together(*(scanned(one, "A-01") for one in handhelds))
        assert answers.count(DONE) == 1, answers
        (told,) = (answer for answer in answers if answer != DONE)
        assert isinstance(told, Told)
        assert told.code == "more_than_dispatched"
