"""R15, R21, R30 Two who take, fill, empty or put away one container at the same moment: what lies in it is at one place."""

from collections.abc import Callable, Iterator

import pytest

from serialhhd.store.containers import containers
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from tests.store.containers.floor import Floor, announced
from tests.store.races.two_programs import DONE, Go, Told, at_the_desk, codes, runner, scanned, tell, together

Both = tuple[Floor, Floor]
Takes = Callable[[Floor, int, str], Go]
ROUNDS = 2


@pytest.fixture
def both(store_url: str) -> Iterator[Both]:
    """One warehouse, in which two programs work."""
    with Store.open(store_url) as one, Store.open(store_url) as other:
        floors = Floor(one), Floor(other, fill=False)
        floors[1].came = 1_000  # its deliveries have other numbers
        yield floors
        assert floors[0].check() == ()


def sscc(number: int) -> str:
    """Return an SSCC with its check digit."""
    digits = f"34012345{number:09}"
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighed % 10}"


def emptied(floor: Floor, *those: str) -> None:
    for code in those:
        floor.store.write(lambda conn, code=code: containers.empty(conn, code, by="x"))  # type: ignore[misc]


# --- one is scanned while one of its units goes -------------------------------------------------------------------


def container_moves(floor: Floor, number: int, _: str) -> Go:
    handheld = runner(floor.store, f"mover-{number}-{floor.came}", "move")
    tell(handheld, "A-01", "CAM")
    return scanned(handheld, sscc(number), ":done", "", "B-01")


def serial_moves(floor: Floor, number: int, serial: str) -> Go:
    handheld = runner(floor.store, f"other-{number}", "move")
    tell(handheld, "A-01", "CAM")
    return scanned(handheld, serial, ":done", "", "B-01")


def serial_is_picked(floor: Floor, number: int, serial: str) -> Go:
    floor.add_list(f"PL-{number}", ("CAM", 1))
    handheld = runner(floor.store, f"picker-{number}", "goods_out")
    tell(handheld, f"PL-{number}", "A-01", "CAM")
    return scanned(handheld, serial, "")


def serial_moves_at_the_desk(floor: Floor, _: int, serial: str) -> Go:
    line, store, named = floor.line("CAM", "A-01").id, floor.store, Named([serial])
    return at_the_desk(
        store, lambda conn: stock_work.move(conn, line, to="B-01", named=named, by="office", at=store.now())
    )


def all_of_it_moves(floor: Floor, number: int, _: str) -> Go:
    handheld = runner(floor.store, f"all-{number}", "move")
    tell(handheld, "A-01", "CAM")
    return scanned(handheld, ":all", "B-01")


OTHERS: dict[str, Takes] = {
    "the container, too": container_moves,
    "a unit moves": serial_moves,
    "a unit is picked": serial_is_picked,
    "a unit moves at the desk": serial_moves_at_the_desk,
    "all that lies there": all_of_it_moves,
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_container_that_moves_while_one_of_its_units_goes_is_whole_or_stays(both: Both, name: str) -> None:
    """All of it is taken, or none, and the one in the way is named (R21)."""
    for number in range(ROUNDS):
        names = [f"SN{number}-{one}" for one in range(3)]
        both[0].receive("A-01", CAM=announced(*names, sscc=sscc(number)))
        answers = together(
            container_moves(both[0], number, names[1]), OTHERS[name](both[1], number, names[1])
        )
        assert DONE in answers, answers
        if answers.count(DONE) == 1:
            (told,) = (answer for answer in answers if answer != DONE)
            assert isinstance(told, Told)
            assert told.code in {
                *("serial_captured_elsewhere", "serial_changed", "container_not_here", "container_without"),
                *("serial_in_stock", "serial_picked", "not_enough_stock"),
            }, told
        assert both[0].check() == ()
        if answers == [DONE, DONE]:
            assert {both[0].trace(one).location for one in names} <= {"B-01", None}
        emptied(both[0], sscc(number))
        for one in names:
            if both[0].trace(one).location == "A-01":
                both[0].move("CAM", "A-01", "B-01", one)


# --- one in the other ---------------------------------------------------------------------------------------------


def puts(floor: Floor, code: str, into: str) -> Callable[[], object]:
    return lambda: floor.put(code, into)


def test_of_two_that_put_each_into_the_other_one_is_told(both: Both) -> None:
    for _ in range(ROUNDS):
        answers = together(puts(both[0], "T-1", "T-2"), puts(both[1], "T-2", "T-1"))
        assert codes(answers) == ["container_in_itself", "done"]
        emptied(both[0], "T-1", "T-2")


def test_no_five_are_in_each_other_though_two_put_two_together(both: Both) -> None:
    both[0].put("T-2", "T-1")
    for _ in range(ROUNDS):
        both[0].put("T-4", "T-3")
        answers = together(puts(both[0], "T-3", "T-2"), puts(both[1], "T-1", "P-1"))
        assert codes(answers) == ["container_too_deep", "done"]
        emptied(both[0], "T-2", "T-3", "P-1")
        both[0].put("T-2", "T-1")


@pytest.mark.parametrize("moved", ["the pallet", "what is put onto it"])
def test_what_is_put_onto_a_pallet_while_one_of_them_moves_is_where_the_pallet_is(
    both: Both, moved: str
) -> None:
    one, other = both
    for number in range(ROUNDS):
        mine, theirs = sscc(2 * number), sscc(2 * number + 1)
        for code, serial in ((mine, f"A{number}"), (theirs, f"B{number}")):
            one.receive("A-01", CAM={serial: code})
        one.put(theirs, "P-1")
        code = "P-1" if moved == "the pallet" else mine
        answers = together(
            lambda code=code: one.move("CAM", "A-01", "B-01", taking=[code]),  # type: ignore[misc]
            puts(other, mine, "P-1"),
        )
        assert "done" in codes(answers)
        assert one.check() == ()
        emptied(one, "P-1", mine, theirs)
        for serial in (f"A{number}", f"B{number}"):
            if one.trace(serial).location == "A-01":
                one.move("CAM", "A-01", "B-01", serial)


def test_what_was_announced_under_one_sscc_and_is_received_at_two_places_lies_in_it_at_one(
    both: Both,
) -> None:
    for number in range(ROUNDS):
        code = sscc(number)
        answers = together(
            lambda n=number, code=code: both[0].receive("A-01", CAM={f"A{n}": code}),  # type: ignore[misc]
            lambda n=number, code=code: both[1].receive("B-01", LENS={f"B{n}": code}),  # type: ignore[misc]
        )
        assert codes(answers) == ["done", "done"]
        assert both[0].check() == ()


# --- totes --------------------------------------------------------------------------------------------------------


def test_a_tote_that_is_emptied_while_something_is_picked_into_it_holds_it_or_nothing(both: Both) -> None:
    one, other = both
    names = [f"SN{number}" for number in range(2 * ROUNDS)]
    one.receive("A-01", CAM=dict.fromkeys(names, ""))
    for number in range(ROUNDS):
        ref = f"PL-{number}"
        one.add_list(ref, ("CAM", 2))
        one.pick(ref, "CAM", "A-01", "T-1", names[2 * number])
        answers = together(
            lambda n=number, ref=ref: one.pick(ref, "CAM", "A-01", "T-1", names[2 * n + 1]),  # type: ignore[misc]
            lambda: other.store.write(lambda conn: containers.empty(conn, "T-1", by="x")),
        )
        assert codes(answers) in (["done", "done"], ["done", "tote_not_empty"])
        emptied(one, "T-1")


def test_a_tote_that_is_put_into_while_a_list_takes_it_is_the_list_s_or_is_not_empty(both: Both) -> None:
    one, other = both
    names = [f"SN{number}" for number in range(ROUNDS)]
    one.receive("A-01", CAM=dict.fromkeys(names, ""))
    for number, serial in enumerate(names):
        one.add_list(f"PL-{number}", ("CAM", 1))
        answers = together(
            lambda n=number, s=serial: one.pick(f"PL-{n}", "CAM", "A-01", "T-1", s),  # type: ignore[misc]
            puts(other, "T-2", "T-1"),
        )
        assert codes(answers) in (["done", "tote_of_a_list"], ["done", "tote_not_empty"])
        emptied(one, "T-1")
