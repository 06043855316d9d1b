"""R15, R23-R26 Two who work on one transfer at the same moment: one wins, the other is told, and either order leaves a whole store."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.serials import serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import holds, proposing, runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.transfers import arriving, giving_up, shipping, transfers
from serialhhd.store.words.vocabulary import SerialState
from tests.store.races.two_programs import (
    DONE,
    Desks,
    Go,
    at_the_desk,
    codes,
    runner,
    scanned,
    tell,
    together,
)

ROUNDS = 5
Work = Callable[[], object]


@pytest.fixture
def floor(desks: Desks) -> Desks:
    """Twenty batteries and the cameras SN-01 to SN-10 at GOODS-IN; another warehouse, EAST."""
    names = Named([f"SN-{number:02}" for number in range(1, 11)])
    at = desks.one.now()

    def fill(conn: Connection) -> None:
        places.add_warehouse(conn, "EAST", by="office")
        for code, warehouse in (("E-01", "EAST"), ("A-01", "MAIN")):
            places.add_location(conn, code, warehouse, by="office")
        for sku, units, named in (("BAT", 20, Named()), ("CAM", 10, names)):
            stock_work.bring_in(
                conn, sku, location="GOODS-IN", quantity=units, reason="found", named=named, by="x", at=at
            )

    desks.one.write(fill)
    return desks


def transfer(desks: Desks, ref: str, sku: str, units: int) -> None:
    lines, at = [WantedLine(sku, units)], desks.one.now()
    desks.one.write(lambda conn: transfers.add(conn, ref, lines, at=at, to_warehouse="EAST", by="office"))


def shipping_(store: Store, run: Run, ref: str, units: int, *names: str) -> Work:
    def work(conn: Connection) -> object:
        of, at = transfers.show(conn, ref), store.now()
        line = shipping.claim_next(conn, of, run)
        if line is None:
            return None
        there, now = proposing.propose(conn, line, of.account_id), run
        if names:
            assert there is not None
            standing = transfers.standing(conn, of.id, line.id, lock=True)
            capturing = Capturing(run, products.show(conn, line.product), 99, at)
            now = shipping.capture(conn, standing, there, capturing, [serials.entry(one) for one in names])
            runs.save(conn, now, now.position, at)
        return shipping.post(conn, line, there, now, Taking(units), at=at)

    return lambda: store.write(work)


def receiving_(store: Store, run: Run, ref: str, sku: str, units: int) -> Work:
    def work(conn: Connection) -> object:
        of = transfers.show(conn, ref)
        line = arriving.lines_on_the_road(conn, of, products.show(conn, sku))[0]
        there = arriving.loads(conn, line.id)
        if not there:  # it has come between the two looks, on an engine that shows it
            raise refusals.not_in_transit(sku=sku, document=ref, given=units, most=0)
        to = places.location(conn, "E-01")
        return arriving.post(conn, line, there[0], run, units=units, to=to, at=store.now())

    return lambda: store.write(work)


def proposed(conn: Connection, ref: str) -> StockLine | None:
    of = transfers.show(conn, ref)
    return proposing.propose(conn, transfers.lines(conn, of)[0], of.account_id)


def giving_up_(store: Store, ref: str) -> Work:
    return lambda: store.write(
        lambda conn: giving_up.give_up(conn, ref, reason="stolen", by="office", at=store.now())
    )


def test_of_two_that_receive_the_last_units_one_does(floor: Desks) -> None:
    for number in range(ROUNDS):
        ref = f"TR-{number}"
        transfer(floor, ref, "BAT", 2)
        shipping_(floor.one, floor.run("out"), ref, 2)()
        answers = together(
            receiving_(floor.one, floor.run("in"), ref, "BAT", 2),
            receiving_(floor.other, floor.run("in"), ref, "BAT", 2),
        )
        one, other = codes(answers)
        assert (one, other) in {("done", "not_in_transit"), ("done", "line_changed")}


def test_what_is_received_is_not_given_up_at_the_same_moment(floor: Desks) -> None:
    for number in range(ROUNDS):
        ref = f"TR-{number}"
        transfer(floor, ref, "BAT", 2)
        shipping_(floor.one, floor.run("out"), ref, 2)()
        answers = together(
            receiving_(floor.one, floor.run("in"), ref, "BAT", 2), giving_up_(floor.other, ref)
        )
        one, other = codes(answers)
        assert one == "done"
        assert other in {"not_in_transit", "nothing_in_transit", "line_changed"}


def test_a_transfer_is_cancelled_or_shipped(floor: Desks) -> None:
    for number in range(ROUNDS):
        ref = f"TR-{number}"
        transfer(floor, ref, "BAT", 2)
        answers = together(
            shipping_(floor.one, floor.run("out"), ref, 2),
            lambda ref=ref: floor.other.write(  # type: ignore[misc]
                lambda conn: transfers.cancel(conn, ref, floor.other.now(), by="office")
            ),
        )
        told = set(codes(answers))
        assert "done" in told
        assert told < {"done", "task_changed", "document_not_open", "transfer_has_shipments"}
        state = floor.ask(lambda conn, ref=ref: transfers.show(conn, ref).state)  # type: ignore[misc]
        assert state in {"shipped", "cancelled"}


def test_a_serial_is_shipped_or_moved_never_both(floor: Desks) -> None:
    for number in range(1, ROUNDS + 1):
        ref, serial = f"TR-{number}", f"SN-{number:02}"
        transfer(floor, ref, "CAM", 1)
        line = floor.ask(partial(proposed, ref=ref))
        assert line is not None
        answers = together(
            shipping_(floor.one, floor.run("out"), ref, 1, serial),
            lambda serial=serial, line=line: floor.other.write(  # type: ignore[misc]
                lambda conn: stock_work.move(
                    conn, line.id, to="A-01", named=Named((serial,)), by="ben", at=floor.other.now()
                )
            ),
        )
        one, other = codes(answers)
        assert one == "done"
        assert other in {"serial_in_transit", "serial_in_stock", "serial_captured_elsewhere"}


def test_a_serial_is_put_on_hold_before_or_after_it_is_shipped_never_meanwhile(floor: Desks) -> None:
    for number in range(1, ROUNDS + 1):
        ref, serial = f"TR-{number}", f"SN-{number:02}"
        transfer(floor, ref, "CAM", 1)
        answers = together(
            shipping_(floor.one, floor.run("out"), ref, 1, serial),
            lambda serial=serial: floor.other.write(  # type: ignore[misc]
                lambda conn: holds.hold(
                    conn, serial, sku="CAM", reason="dented", by="office", at=floor.other.now()
                )
            ),
        )
        one, other = codes(answers)
        assert one == "done"
        assert other in {"serial_on_hold", "serials_on_hold", "serial_not_holdable"}


def given_up(store: Store, ref: str, named: Sequence[str]) -> Go:
    return at_the_desk(
        store,
        lambda conn: giving_up.give_up(
            conn, ref, reason="stolen", serials=named, by="office", at=store.now()
        ),
    )


@pytest.mark.parametrize("names_it", [True, False], ids=["by its name", "with all that is left"])
@pytest.mark.parametrize("in_hand", [False, True], ids=["scanned", "in hand"])
def test_the_last_serial_is_received_or_given_up_and_the_transfer_is_received(
    floor: Desks, *, names_it: bool, in_hand: bool
) -> None:
    """Whoever comes too late is told: at the handheld where it is, at the desk who has it or that nothing is in transit."""
    for number in range(1, ROUNDS + 1):
        ref, serial = f"TR-{number}", f"SN-{number:02}"
        transfer(floor, ref, "CAM", 1)
        shipping_(floor.one, floor.run("out"), ref, 1, serial)()
        handheld, entries = runner(floor.one, f"eva-{number}", "transfer_in"), [serial, ":done", "", "E-01"]
        tell(handheld, ref, "CAM", *entries[: 3 if in_hand else 0])
        answers = together(
            scanned(handheld, *entries[3 if in_hand else 0 :]),
            given_up(floor.other, ref, [serial] if names_it else []),
        )
        received, _ = answers
        assert answers.count(DONE) == 1, answers
        trace = floor.ask(partial(traces.show, serial=serial))
        if received == DONE:
            assert (trace.state, trace.location) == (SerialState.IN_STOCK, "E-01")
        else:
            assert (trace.state, trace.location) == (SerialState.REMOVED, None)
        assert floor.ask(lambda conn, ref=ref: transfers.show(conn, ref).state) == "received"  # type: ignore[misc]
        assert floor.ask(check) == ()
