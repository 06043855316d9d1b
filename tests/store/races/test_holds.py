"""R42, R49, R50 What is put on hold while it leaves: before or after, never meanwhile."""

from collections.abc import Callable

from sqlalchemy import Connection

from serialhhd.flows.conversation.runner import Runner
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.schema import check
from serialhhd.store.serials import traces
from serialhhd.store.stock import holds, product_holds
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState
from tests.store.races.two_programs import (
    ROUNDS,
    Desks,
    codes,
    listing,
    runner,
    stock_cameras,
    tell,
    together,
)


def holding(store: Store, serial: str) -> Callable[[], None]:
    at = store.now()

    def work(conn: Connection) -> None:
        holds.hold(conn, serial, sku=None, reason="fire", by="office", at=at)

    return lambda: store.write(work)


def listed_camera(desks: Desks, number: int) -> Runner:
    """Make a pick list for one camera and capture it."""
    at = desks.one.now()
    desks.one.write(listing(f"PL-{number}", "CAM", 1, at))
    picker = runner(desks.one, f"picker-{number}", "goods_out")
    tell(picker, f"PL-{number}", "GOODS-IN", "CAM", f"SN{number}")
    return picker


def test_a_serial_is_put_on_hold_or_dispatched_never_both(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        tell(listed_camera(desks, number), "")
        at = desks.one.now()
        answers = together(
            holding(desks.other, f"SN{number}"),
            lambda: desks.one.write(
                lambda conn: pick_lists.dispatch(conn, f"PL-{number}", by="office", at=at)  # noqa: B023 - used at once
            ),
        )
        assert codes(answers) in (["done", "serials_on_hold"], ["done", "serial_not_holdable"])
        (told,) = (answer for answer in answers if isinstance(answer, Refused))
        assert told.facts in (
            {"serials": (f"SN{number}",)},
            {"serial": f"SN{number}", "state": "dispatched"},
        )


def test_a_serial_that_is_put_on_hold_while_it_is_confirmed_stays_in_the_house(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        picker = listed_camera(desks, number)
        held, told = together(holding(desks.other, f"SN{number}"), lambda: tell(picker, ""))  # noqa: B023 - used at once
        assert held is None
        assert told in (["serials_on_hold"], ["task_picked"])
        trace = desks.ask(lambda conn: traces.show(conn, f"SN{number}"))  # noqa: B023 - used at once
        is_picked = trace.state is SerialState.PICKED
        assert (trace.on_hold, is_picked) == ("fire", told == ["task_picked"])


def holding_product(store: Store, lot: str | None = None) -> Callable[[], None]:
    at = store.now()

    def work(conn: Connection) -> None:
        product_holds.hold(conn, "CAM", lot=lot, reason="fire", by="office", at=at)

    return lambda: store.write(work)


def release_product(desks: Desks) -> None:
    at = desks.one.now()
    desks.one.write(lambda conn: product_holds.release(conn, "CAM", lot=None, by="office", at=at))


def test_a_product_is_put_on_hold_before_or_after_a_pick_never_meanwhile(desks: Desks) -> None:
    """Which came first is proven by `store check` at the end."""
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        picker = listed_camera(desks, number)
        held, told = together(holding_product(desks.other), lambda: tell(picker, ""))  # noqa: B023 - used at once
        assert held is None
        assert told in (["product_on_hold"], ["task_picked"])
        state = desks.ask(lambda conn: traces.show(conn, f"SN{number}")).state  # noqa: B023 - used at once
        assert (state is SerialState.PICKED) == (told == ["task_picked"])
        assert desks.one.write(check.check) == ()
        release_product(desks)


def test_a_product_is_put_on_hold_before_or_after_a_dispatch_never_meanwhile(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        tell(listed_camera(desks, number), "")
        at = desks.one.now()
        answers = together(
            holding_product(desks.other),
            lambda: desks.one.write(
                lambda conn: pick_lists.dispatch(conn, f"PL-{number}", by="office", at=at)  # noqa: B023 - used at once
            ),
        )
        assert codes(answers) in (["done", "done"], ["done", "product_on_hold"])
        assert desks.one.write(check.check) == ()
        release_product(desks)


def test_of_two_that_hold_a_product_one_does_and_the_other_is_told(desks: Desks) -> None:
    for _ in range(ROUNDS):
        assert codes(together(holding_product(desks.one), holding_product(desks.other))) == [
            "done",
            "product_on_hold",
        ]
        release_product(desks)
