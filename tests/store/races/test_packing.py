"""R21 A container is put into another one in the moment in which it moves: all that lies in one is at one place."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import carrying, containers, content
from serialhhd.store.engine.store import Store
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import moving, runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import RunState
from tests.store.containers.floor import OTHER_PALLET, PALLET, Floor, announced
from tests.store.races.two_programs import ROUNDS, codes, together


def taken(floor: Floor, code: str) -> Run:
    """Scan a container at A-01 for a move, and return the run that has it in hand."""

    def work(conn: Connection) -> Run:
        at, product = floor.store.now(), products.show(conn, "CAM")
        (line,) = stock.page(conn, stock.EVERYTHING.named(conn, product="CAM", location="A-01"))
        run = runs.begin(conn, operator="Anna", flow="move", config="{}", position="{}", at=at)
        container = containers.show(conn, code)
        carrying.take(conn, container, run.id)
        inside = content.entries(conn, container, product, run.id, is_expected=False)
        held = moving.capture(conn, line, Capturing(run, product, 99, at), inside)
        runs.save(conn, held, held.position, at)
        return held

    return floor.store.write(work)


def moved(floor: Floor, run: Run) -> Callable[[], object]:
    def work(conn: Connection) -> None:
        (line,) = stock.page(conn, stock.EVERYTHING.named(conn, product="CAM", location="A-01"))
        to = places.location(conn, "B-01")
        moving.post(conn, line, run, units=run.captured, to=to, at=floor.store.now())
        runs.end(conn, run.id, RunState.DONE, floor.store.now())

    return partial(floor.store.write, work)


def test_what_moves_while_it_is_put_on_a_pallet_comes_off_it_or_is_not_put_there(store_url: str) -> None:
    with Store.open(store_url) as one, Store.open(store_url) as other:
        here, there = Floor(one), Floor(other, fill=False)
        here.receive("A-01", CAM=announced("SN1", "SN2"))
        here.receive("A-01", CAM=announced("SN3", sscc=OTHER_PALLET))
        here.put(OTHER_PALLET, "P-1")
        for _ in range(ROUNDS):
            run = taken(here, PALLET)
            told = codes(together(moved(here, run), lambda: there.put(PALLET, "P-1")))
            assert told in (["containers_apart", "done"], ["done", "done"])
            assert here.check() == ()
            assert here.place_of(PALLET) == "B-01"
            assert here.place_of("P-1") == "A-01"
            here.move("CAM", "B-01", "A-01", taking=[PALLET])
