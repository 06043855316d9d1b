"""R30, R15 Two who put what they picked into one tote at the same moment, at handhelds or at a desk: it is one list's, the other is told whose."""

from collections.abc import Callable

import pytest

from serialhhd.store.batches import batches
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import picking_work
from serialhhd.store.outbound.picking import PickRules
from tests.store.containers.floor import Floor
from tests.store.races.test_containers import Both, both, emptied
from tests.store.races.two_programs import DONE, Go, Told, at_the_desk, runner, scanned, tell, together

__all__ = ["both"]
ROUNDS = 4


def at_a_handheld(floor: Floor, ref: str, serial: str) -> Go:
    """The unit is in hand; the tote is scanned at the moment."""
    handheld = runner(floor.store, f"picker of {ref}", "tote_pick")
    at = floor.store.now()
    floor.store.write(lambda conn: batches.add(conn, f"B-{ref}", [ref], at=at, by="office"))
    tell(handheld, f"B-{ref}", "A-01", "CAM", serial, "")
    return scanned(handheld, "T-1")


def at_a_desk(floor: Floor, ref: str, serial: str) -> Go:
    at, named, rules = floor.store.now(), Named([serial]), PickRules()
    return at_the_desk(
        floor.store,
        lambda conn: picking_work.pick(
            conn, ref, "CAM", location="A-01", named=named, tote="T-1", rules=rules, by="office", at=at
        ),
    )


@pytest.mark.parametrize("theirs", [at_a_handheld, at_a_desk])
def test_of_two_lists_that_are_picked_into_one_tote_one_has_it(
    both: Both, theirs: Callable[[Floor, str, str], Go]
) -> None:
    one, other = both
    names = [f"SN{number}" for number in range(2 * ROUNDS)]
    one.receive("A-01", CAM=dict.fromkeys(names, ""))
    for number in range(ROUNDS):
        picked = {f"PL-{number}": names[2 * number], f"QL-{number}": names[2 * number + 1]}
        for ref in picked:
            one.add_list(ref, ("CAM", 1))
        mine, yours = picked.items()
        answers = together(at_a_handheld(one, *mine), theirs(other, *yours))
        assert answers.count(DONE) == 1, answers
        won, lost = (mine, yours) if answers[0] == DONE else (yours, mine)
        (told,) = (answer for answer in answers if answer != DONE)
        assert isinstance(told, Told)
        assert (told.code, won[0] in told.text) == ("tote_of_other_list", True), told
        assert (one.trace(won[1]).container, one.trace(lost[1]).container) == ("T-1", None)
        assert one.check() == ()
        emptied(one, "T-1")


def test_a_tote_that_is_emptied_at_a_desk_while_a_list_takes_it_is_the_lists_or_nobodys(both: Both) -> None:
    one, other = both
    names = [f"SN{number}" for number in range(ROUNDS)]
    one.receive("A-01", CAM=dict.fromkeys(names, ""))
    for number, serial in enumerate(names):
        one.add_list(f"PL-{number}", ("CAM", 1))
        answers = together(at_a_handheld(one, f"PL-{number}", serial), lambda: emptied(other, "T-1"))
        assert answers[0] == DONE, answers
        assert one.trace(serial).state == "picked"
        assert one.trace(serial).container in {"T-1", None}
        assert one.check() == ()
        emptied(one, "T-1")
