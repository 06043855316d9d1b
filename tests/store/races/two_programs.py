"""Two programs that have one store open, and what happens in both at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from threading import Barrier
from typing import TypeVar

from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.flows.sentences import messages
from serialhhd.store.catalogue import places
from serialhhd.store.documents.document import Document
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.serials import captures
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import RunState

T = TypeVar("T")
ROUNDS = 8
"""So often each race is run in a store."""


@dataclass(frozen=True)
class Told:
    """What became of it for one of them: a code, and the sentence."""

    code: str
    text: str


DONE = Told("done", "")
Go = Callable[[], Told]


class Desks:
    """Two programs that have the same store open."""

    def __init__(self, one: Store, other: Store) -> None:
        self.one, self.other = one, other
        self.names = (f"operator-{number}" for number in count(1))

    def run(self, flow: str) -> Run:
        """Begin a run of somebody new."""
        at, name = self.one.now(), next(self.names)
        return self.one.write(
            lambda conn: runs.begin(conn, operator=name, flow=flow, config="{}", position="{}", at=at)
        )

    def ask(self, question: Callable[[Connection], T]) -> T:
        with self.one.read() as conn:
            return question(conn)


def together(*works: Callable[[], T]) -> list[T | Refused]:
    """Do several things at the same moment; a refusal is an answer."""
    barrier = Barrier(len(works))

    def go(work: Callable[[], T]) -> T | Refused:
        barrier.wait()
        try:
            return work()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(go, work) for work in works]]


def scanned(handheld: Runner, *entries: str) -> Go:
    """Enter what is left to be entered, until something is refused."""

    def go() -> Told:
        for entry in entries:
            message = handheld.submit(Scan(entry)).message
            if message and message.severity == "error":
                return Told(message.code, message.text)
        return DONE

    return go


def at_the_desk(store: Store, work: Callable[[Connection], object]) -> Go:
    def go() -> Told:
        try:
            store.write(work)
        except Refused as refused:
            sentence = messages.refusal(refused)
            return Told(sentence.code, sentence.text)
        return DONE

    return go


def codes(answers: list[T | Refused]) -> list[str]:
    return sorted(answer.code if isinstance(answer, Refused) else "done" for answer in answers)


def held_by(run: Run) -> Callable[[Connection], tuple[str, ...]]:
    return lambda conn: captures.newest(conn, run.id, 999)


def cancelling(run: Run, at: datetime) -> Callable[[Connection], None]:
    return lambda conn: runs.end(conn, run.id, RunState.CANCELLED, at)


def listing(ref: str, sku: str, quantity: int, at: datetime) -> Callable[[Connection], Document]:
    return lambda conn: pick_lists.add(conn, ref, [pick_lists.WantedTask(sku, quantity)], at=at, by="office")


def runner(store: Store, operator: str, flow: str = "goods_in") -> Runner:
    return Runner(store, lambda: FlowsFile(PACKAGED).current().flows[flow], operator)


def tell(handheld: Runner, *texts: str) -> list[str]:
    views = [handheld.submit(Scan(text)) for text in texts]
    return [view.message.code for view in views if view.message]


def stock_cameras(desks: Desks, texts: list[str]) -> None:
    keeper = runner(desks.one, "keeper")
    assert (
        tell(keeper, "PR-1", "CAM", ",".join(texts), ":done", "", ":yes", "GOODS-IN")[-1] == "line_received"
    )


def stock_batteries(desks: Desks) -> None:
    keeper = runner(desks.one, "keeper")
    assert tell(keeper, "PR-1", "BAT", "", "GOODS-IN")[-1] == "line_received"


def shelves(desks: Desks, *codes: str) -> None:
    for code in codes:
        desks.one.write(lambda conn, code=code: places.add_location(conn, code, by="office"))  # type: ignore[misc]
