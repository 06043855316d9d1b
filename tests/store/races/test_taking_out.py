"""R21, R29 A container is taken out of another, or emptied, at a desk while its units are adjusted out: both are done, and the store is whole."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import Connection

from serialhhd.store.adjustments import deciding
from serialhhd.store.containers import containers
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.people import operators
from serialhhd.store.words.vocabulary import Role
from tests.store.containers.floor import Floor, announced
from tests.store.races.test_containers import Both, both, sscc
from tests.store.races.two_programs import DONE, Go, at_the_desk, codes, runner, scanned, tell, together

__all__ = ["both"]
ROUNDS = 3
Adjusts = Callable[[Floor, str, str], Go]


@pytest.fixture
def floors(both: Both) -> Both:
    """Ben is an operator, Sue a supervisor; they are asked about what a desk does, and so is the office."""
    at = both[0].store.now()
    roles = {"Ben": Role.OPERATOR, "Sue": Role.SUPERVISOR, "office": Role.SUPERVISOR, "x": Role.SUPERVISOR}

    def staff(conn: Connection) -> None:
        for name, role in roles.items():
            operators.add(conn, name, role, at, by="x")

    both[0].store.write(staff)
    return both


def removes(floor: Floor, code: str, serial: str) -> Go:  # noqa: ARG001 - as all of them
    at = floor.store.now()
    return at_the_desk(
        floor.store, partial(stock_work.remove, serial=serial, sku="CAM", reason="Lost", by="Sue", at=at)
    )


def approves(floor: Floor, code: str, serial: str) -> Go:  # noqa: ARG001 - as all of them
    at, line = floor.store.now(), floor.line("CAM", "A-01").id
    how = {"quantity": 1, "reason": "Lost", "named": Named([serial]), "approve_from": 0}
    waiting = floor.store.write(
        partial(stock_work.take_out, line_id=line, by="Ben", at=at, **how)  # type: ignore[arg-type]
    )
    assert waiting
    return at_the_desk(floor.store, partial(deciding.approve, ref=waiting.document.ref, by="Sue", at=at))


def adjusts_all_of_it_at_a_handheld(floor: Floor, code: str, serial: str) -> Go:  # noqa: ARG001 - as all of them
    handheld = runner(floor.store, "Sue", "adjust_out")
    tell(handheld, "A-01", "CAM", code, ":done", "")
    return scanned(handheld, "Lost")


@pytest.mark.parametrize("empties", [False, True], ids=["taken out", "emptied"])
@pytest.mark.parametrize("adjusts", [removes, approves, adjusts_all_of_it_at_a_handheld])
def test_a_container_of_which_units_are_adjusted_out_meanwhile(
    floors: Both, adjusts: Adjusts, *, empties: bool
) -> None:
    one, other = floors
    desk = containers.empty if empties else containers.take_out
    for number in range(ROUNDS):
        code, names = sscc(number), [f"SN{number}-{unit}" for unit in range(2)]
        one.receive("A-01", CAM=announced(*names, sscc=code))
        one.put(code, "P-1")
        adjusting = adjusts(one, code, names[0])
        answers = together(adjusting, at_the_desk(other.store, partial(desk, code=code, by="office")))
        assert answers == [DONE, DONE]
        assert (one.trace(names[0]).state, one.trace(names[0]).container) == ("removed", None)
        if adjusts is not adjusts_all_of_it_at_a_handheld:
            assert one.trace(names[1]).container == (None if empties else code)
        assert one.check() == ()


def packs(floor: Floor, *those: str, onto: str) -> Callable[[], object]:
    return partial(floor.store.write, lambda conn: containers.put_each(conn, those, onto, by="x"))


def takes_out(floor: Floor, *those: str, onto: str) -> Callable[[], object]:  # noqa: ARG001 - as the other
    return partial(floor.store.write, lambda conn: containers.take_out_each(conn, those, by="x"))


@pytest.mark.parametrize("does", [packs, takes_out])
def test_two_who_pack_the_same_in_opposite_order_never_stop_each_other(
    both: Both, does: Callable[..., Callable[[], object]]
) -> None:
    one, other = both
    for _ in range(ROUNDS):
        one.put("T-1", "T-4")
        one.put("T-2", "T-4")
        answers = together(does(one, "T-1", "T-2", onto="T-3"), does(other, "T-2", "T-1", onto="P-1"))
        assert codes(answers) == ["done", "done"]
        with one.store.read() as conn:
            inside = {containers.show(conn, code).inside for code in ("T-1", "T-2")}
        assert inside in ([{"T-3"}, {"P-1"}] if does is packs else [{None}])
        assert one.check() == ()
