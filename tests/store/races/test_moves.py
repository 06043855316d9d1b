"""R18, R22, R28 Two who move or remove the same goods at the same moment."""

from collections.abc import Callable

from sqlalchemy import Connection

from serialhhd.store.catalogue import places
from serialhhd.store.engine.store import Store
from serialhhd.store.stock import moving, stock
from serialhhd.store.stock.runs import Run
from tests.store.races.two_programs import (
    ROUNDS,
    Desks,
    codes,
    shelves,
    stock_batteries,
    stock_cameras,
    together,
)


def moving_batteries(store: Store, run: Run, units: int, place: str, to: str) -> Callable[[], object]:
    def work(conn: Connection) -> None:
        (line,) = stock.page(conn, stock.EVERYTHING.named(conn, product="BAT", location=place))
        moving.post(conn, line, run, units=units, to=places.location(conn, to), at=store.now())

    return lambda: store.write(work)


def test_two_moves_that_cross_never_wait_for_each_other(desks: Desks) -> None:
    """Each locks both stock lines, the one with the smaller id first, whichever it leaves."""
    stock_batteries(desks)
    shelves(desks, "A-01")
    anna, ben = desks.run("move"), desks.run("move")
    moving_batteries(desks.one, anna, 5, "GOODS-IN", "A-01")()
    for _ in range(ROUNDS):
        answers = together(
            moving_batteries(desks.one, anna, 2, "GOODS-IN", "A-01"),
            moving_batteries(desks.other, ben, 2, "A-01", "GOODS-IN"),
        )
        assert codes(answers) == ["done", "done"]
    assert [line.quantity for line in desks.ask(stock.page)] == [5, 5]


def test_of_two_that_move_the_last_units_one_does(desks: Desks) -> None:
    stock_batteries(desks)
    shelves(desks, "A-01", "B-01")
    anna, ben = desks.run("move"), desks.run("move")
    answers = together(
        moving_batteries(desks.one, anna, 6, "GOODS-IN", "A-01"),
        moving_batteries(desks.other, ben, 6, "GOODS-IN", "B-01"),
    )
    assert codes(answers) == ["done", "not_enough_stock"]


def test_two_that_move_to_an_empty_place_fill_one_stock_line(desks: Desks) -> None:
    stock_batteries(desks)
    anna, ben = desks.run("move"), desks.run("move")
    for number in range(ROUNDS // 2):
        shelves(desks, f"A-{number}")
        answers = together(
            moving_batteries(desks.one, anna, 1, "GOODS-IN", f"A-{number}"),
            moving_batteries(desks.other, ben, 1, "GOODS-IN", f"A-{number}"),
        )
        assert codes(answers) == ["done", "done"]
    assert [line.quantity for line in desks.ask(stock.page)] == [10 - ROUNDS] + [2] * (ROUNDS // 2)


def test_of_two_that_remove_a_serial_one_does(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        said = {"sku": "CAM", "reason": "lost", "by": "office", "at": desks.one.now()}
        answers = together(
            *(
                lambda store=store: store.write(
                    lambda conn: stock.remove(conn, f"SN{number}", **said)  # type: ignore[arg-type] # noqa: B023
                )
                for store in (desks.one, desks.other)
            )
        )
        assert codes(answers)[0] == "done"
        assert codes(answers)[1] in {"serial_changed", "serial_not_in_stock"}
