"""R15, R29 Two who decide about one adjustment, or take what it asks for, at the same moment: it is posted once, and the store is whole."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import Connection

from serialhhd.store.adjustments import adjustments, asking, deciding
from serialhhd.store.catalogue import products
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.schema.check import check
from serialhhd.store.serials import serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import holds, moving, runs, stock
from serialhhd.store.words.vocabulary import Role, SerialState
from tests.store.races.two_programs import ROUNDS, Desks, codes, together


@pytest.fixture
def floor(desks: Desks) -> Desks:
    """The cameras SN-1 to SN-5 and twenty batteries at GOODS-IN; Ben is an operator, Sue and Sam are supervisors."""
    at = desks.one.now()
    roles = {"Ben": Role.OPERATOR, "Sue": Role.SUPERVISOR, "Sam": Role.SUPERVISOR}

    def fill(conn: Connection) -> None:
        names = Named([f"SN-{number}" for number in range(1, ROUNDS + 1)])
        for sku, units, named in (("CAM", ROUNDS, names), ("BAT", 20, Named())):
            stock_work.bring_in(
                conn, sku, location="GOODS-IN", quantity=units, reason="found", named=named, by="x", at=at
            )
        for name, role in roles.items():
            operators.add(conn, name, role, at, by="x")

    desks.one.write(fill)
    return desks


def line_of(conn: Connection, sku: str) -> int:
    (line,) = stock.page(conn, stock.EVERYTHING.named(conn, product=sku, location="", account=""))
    return line.id


def asked(store: Store, sku: str, units: int, *named: str) -> str:
    waiting = store.write(
        lambda conn: stock_work.take_out(
            conn,
            line_of(conn, sku),
            quantity=units,
            reason="Lost",
            named=Named(named),
            approve_from=0,
            by="Ben",
            at=store.now(),
        )
    )
    assert waiting
    return waiting.document.ref


def decides(store: Store, decide: Callable[..., object], ref: str, by: str) -> Callable[[], object]:
    return lambda: store.write(lambda conn: decide(conn, ref, by=by, at=store.now()))


def test_r29_approving_twice_posts_once(floor: Desks) -> None:
    for round_ in range(1, ROUNDS + 1):
        ref = asked(floor.one, "BAT", 2)
        told = together(
            decides(floor.one, deciding.approve, ref, "Sue"),
            decides(floor.other, deciding.approve, ref, "Sam"),
        )
        assert codes(told) == ["done", "nothing_to_decide"]
        assert floor.ask(lambda conn: stock.show(conn, line_of(conn, "BAT"))).quantity == 20 - 2 * round_


def test_r29_it_is_either_approved_or_rejected(floor: Desks) -> None:
    reject = partial(deciding.reject, reason="not so")
    for number in range(1, ROUNDS + 1):
        ref = asked(floor.one, "CAM", 1, f"SN-{number}")
        told = together(
            decides(floor.one, deciding.approve, ref, "Sue"), decides(floor.other, reject, ref, "Sam")
        )
        assert codes(told) == ["done", "nothing_to_decide"]
        state = floor.ask(partial(adjustments.show, ref=ref)).document.state
        trace = floor.ask(partial(traces.show, serial=f"SN-{number}"))
        assert trace.state is (SerialState.REMOVED if state == "posted" else SerialState.IN_STOCK)
        assert trace.on_hold is None


def test_r29_one_serial_is_asked_for_once_and_somebody_who_captures_it_is_told(floor: Desks) -> None:
    for number in range(1, ROUNDS + 1):
        name, run = f"SN-{number}", floor.run("move")

        def captures(conn: Connection, name: str = name, run: runs.Run = run) -> object:
            at = floor.other.now()
            line = stock.show(conn, line_of(conn, "CAM"))
            capturing = Capturing(run, products.show(conn, "CAM"), 99, at)
            held = moving.capture(conn, line, capturing, [serials.entry(name)])
            runs.save(conn, held, held.position, at)
            return held

        together(partial(asked, floor.one, "CAM", 1, name), partial(floor.other.write, captures))
        floor.one.write(partial(runs.release, run_id=run.id, at=floor.one.now(), by="x"))


def test_r29_two_ask_for_the_same_serial_and_one_has_it(floor: Desks) -> None:
    for number in range(1, ROUNDS + 1):
        name = f"SN-{number}"
        told = together(
            partial(asked, floor.one, "CAM", 1, name), partial(asked, floor.other, "CAM", 1, name)
        )
        assert codes(told) == ["done", "serial_waits"]


def test_r29_what_waits_is_not_removed_at_once_beside_it(floor: Desks) -> None:
    at = floor.other.now()
    for number in range(1, ROUNDS):
        name = f"SN-{number}"

        def removes(conn: Connection, name: str = name) -> object:
            return stock.remove(conn, name, sku="CAM", reason="x", by="Sue", at=at)

        together(partial(asked, floor.one, "CAM", 1, name), partial(floor.other.write, removes))
        trace = floor.ask(partial(traces.show, serial=name))
        assert (trace.on_hold is None) is (trace.state is SerialState.REMOVED)
        assert floor.ask(check) == ()


def test_r29_a_hold_is_released_before_it_is_asked_for_or_not_at_all(floor: Desks) -> None:
    at = floor.one.now()
    for number in range(1, ROUNDS + 1):
        name = f"SN-{number}"
        floor.one.write(partial(holds.hold, serial=name, sku="CAM", reason="x", by="x", at=at))

        def releases(conn: Connection, name: str = name) -> object:
            return holds.release_all(conn, [traces.show(conn, name).id], by="x", at=at)

        together(partial(asked, floor.one, "CAM", 1, name), partial(floor.other.write, releases))
        trace = floor.ask(partial(traces.show, serial=name))
        assert trace.on_hold is not None


def test_r29_what_is_approved_and_taken_at_once_is_gone_once(floor: Desks) -> None:
    ref = asked(floor.one, "BAT", 15)

    def takes(conn: Connection) -> object:
        run = runs.begin(conn, operator="Zoe", flow="x", config="{}", position="{}", at=floor.other.now())
        line = stock.show(conn, line_of(conn, "BAT"))
        return asking.take_out(conn, line, run, units=15, reason="x", at=floor.other.now())

    told = together(decides(floor.one, deciding.approve, ref, "Sue"), lambda: floor.other.write(takes))
    won, lost = codes(told)
    assert (won, lost in {"stock_line_changed", "not_enough_stock"}) == ("done", True)
