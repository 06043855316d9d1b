"""What a lesson is worth: the issue's numbers, one by one, and the example that it gives."""

from typing import Final

import pytest

from serialhhd.training.faults.fault import Right
from serialhhd.training.lessons.moments import (
    Acknowledged,
    Called,
    Came,
    Ended,
    Hinted,
    Moment,
    Scanned,
    SetAside,
    SignedOn,
    Undone,
)
from serialhhd.training.lessons.scoring import Result, result
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked

SCENARIO: Final = checked(shipped.find("one-too-many")).scenario
"""Six seconds a unit; passed with 80, when nothing slips."""


def right(at: float, *, mishap: int | None = None, posted: int = 0) -> Scanned:
    return Scanned(
        at=at,
        text="SN01",
        step="enter_serials",
        code="serial_captured",
        is_right=True,
        has_taken=True,
        mishap=mishap,
        posted=posted,
    )


def refused(at: float, mishap: int | None = None) -> Scanned:
    return Scanned(
        at=at, text="X", step="enter_serials", code="unknown", is_right=False, is_alarm=True, mishap=mishap
    )


def warned(at: float, mishap: int) -> Scanned:
    return Scanned(
        at=at, text="X", step="enter_serials", code="serial_already_captured", is_right=False, mishap=mishap
    )


def came(at: float, right: Right, unit: int | None = None, mishap: int = 0) -> Came:
    return Came(at=at, mishap=mishap, fault="over_delivery", right=right, unit=unit)


def scored(*moments: Moment, end: float = 18.0, differences: tuple[str, ...] = ()) -> Result:
    ended = Ended(at=end, units=3, differences=differences)
    return result(SCENARIO, (*moments, ended), name="one-too-many", seed=7, trainee="anna")


def test_the_result_has_the_keys_of_the_issue_and_its_score() -> None:
    got = scored(
        refused(2.0),
        Acknowledged(at=3.0, code="unknown", seconds=1.0),
        Undone(at=4.0),
        came(10.0, Right.SET_ASIDE, unit=3),
        SetAside(at=14.1, unit=3, what="SN04"),
        end=31.2,
    )
    assert got.as_json() == {
        "scenario": "one-too-many",
        "seed": 7,
        "trainee": "anna",
        "units": 3,
        "seconds": 31.2,
        "par": 18.0,
        "wrong_scans": 1,
        "late_alarms": 0,
        "undo": 1,
        "hints": 0,
        "mishaps": [{"fault": "over_delivery", "caught": True, "seconds": 4.1}],
        "end_state": "as_expected",
        "score": 88,
        "passed": True,
    }


def test_seconds_are_told_to_a_tenth_and_reckoned_with_as_they_are() -> None:
    moments = came(10.0, Right.SET_ASIDE, unit=3), SetAside(at=14.149, unit=3, what="SN04")
    got = scored(*moments, end=19.798)
    told = got.as_json()
    assert (told["seconds"], told["mishaps"][0]["seconds"]) == (19.8, 4.1)
    assert (got.seconds, got.score) == (19.798, 100)  # 19.8 is a tenth over par


@pytest.mark.parametrize(
    ("moments", "score"),
    [
        ((), 100),
        ((Undone(at=1.0),), 100),
        ((came(1.0, Right.CALL),), 85),
        ((refused(14.0),), 95),
        ((refused(12.0),), 92),
        ((refused(1.0), SignedOn(at=2.0)), 95),
        ((refused(14.0, mishap=0),), 100),
        ((Acknowledged(at=9.0, code="unknown", seconds=5.0),), 100),
        ((Acknowledged(at=9.0, code="unknown", seconds=5.001),), 97),
        ((Hinted(at=1.0, number=0), Hinted(at=2.0, number=1)), 96),
        (tuple(refused(1.0) for _ in range(30)), 0),
    ],
)
def test_what_each_thing_costs(moments: tuple[Moment, ...], score: int) -> None:
    assert scored(*moments).score == score


@pytest.mark.parametrize(
    ("end", "score"), [(17.9, 100), (18.0, 100), (19.7, 100), (19.8, 99), (21.6, 98), (36.0, 90), (999.0, 0)]
)
def test_each_whole_tenth_over_par_costs_one(end: float, score: int) -> None:
    assert scored(end=end).score == score


def test_an_end_that_differs_is_worth_nothing_and_so_is_one_that_never_came() -> None:
    for got in (scored(differences=("x",)), result(SCENARIO, (right(1.0),), name="x")):
        assert (got.end_state, got.score, got.passed) == ("differs", 0, False)


@pytest.mark.parametrize(("slipped", "passed"), [(0, True), (1, False)])
def test_who_has_passed_the_scenario_says(slipped: int, passed: bool) -> None:
    got = scored(*[came(1.0, Right.CALL)] * slipped)
    assert got.score >= SCENARIO.passing.score
    assert got.passed == passed


CAUGHT: Final = [
    (came(0, Right.SET_ASIDE, unit=3), [SetAside(at=1, unit=3, what="SN04")]),
    (came(0, Right.SET_ASIDE, unit=3), [SetAside(at=1, unit=1, what="SN02")]),
    (came(0, Right.SET_ASIDE), [SetAside(at=1, unit=None, what="PR-1")]),
    (came(0, Right.CALL), [Called(at=1)]),
    (came(0, Right.RESCAN), [right(1)]),
    (
        came(0, Right.RESCAN),
        [refused(1, mishap=0), Acknowledged(at=2, code="unknown", seconds=1), right(3)],
    ),
    (came(0, Right.RESCAN), [right(1, mishap=0), Undone(at=2), right(3)]),
    (came(0, Right.RESCAN), [warned(1, mishap=0), right(2, posted=1)]),
    (
        came(0, Right.REFUSE_ONLY),
        [refused(1, mishap=0), Acknowledged(at=2, code="unknown", seconds=1)],
    ),
    (came(0, Right.REFUSE_ONLY), [right(1, mishap=0), warned(1.2, mishap=0)]),
    (came(0, Right.REFUSE_ONLY), [right(1, posted=1)]),
    (came(0, Right.RESUME), [SignedOn(at=1)]),
]
SLIPPED: Final = [
    (came(0, Right.SET_ASIDE, unit=3), [Called(at=1)]),
    (came(0, Right.SET_ASIDE, unit=3), [right(1, posted=1), SetAside(at=2, unit=3, what="SN04")]),
    (came(0, Right.CALL), [SetAside(at=1, unit=3, what="SN04"), right(2, posted=1), Called(at=3)]),
    (came(0, Right.RESCAN), [refused(1, mishap=0), right(2, posted=1)]),
    (came(0, Right.RESCAN), [right(1, mishap=0), right(2)]),
    (came(0, Right.RESCAN), []),
    (came(0, Right.REFUSE_ONLY), [right(1, mishap=0)]),
    (came(0, Right.REFUSE_ONLY), [refused(1, mishap=0)]),
    (came(0, Right.RESUME), [right(1)]),
]


@pytest.mark.parametrize(("mishap", "moments"), CAUGHT)
def test_a_mishap_is_caught_by_what_is_right(mishap: Came, moments: list[Moment]) -> None:
    (got,) = scored(mishap, *moments).mishaps
    assert got.caught
    assert 0 < got.seconds <= 3


@pytest.mark.parametrize(("mishap", "moments"), SLIPPED)
def test_a_mishap_slips_where_that_is_not_done_or_too_late(mishap: Came, moments: list[Moment]) -> None:
    (got,) = scored(mishap, *moments).mishaps
    assert not got.caught


def test_one_call_is_for_all_that_has_come_and_each_thing_set_aside_for_one() -> None:
    called = scored(came(0, Right.CALL), came(1, Right.CALL, mishap=1), Called(at=2))
    assert [one.caught for one in called.mishaps] == [True, True]
    both = came(0, Right.SET_ASIDE, unit=3), came(1, Right.SET_ASIDE, unit=4, mishap=1)
    aside = scored(*both, SetAside(at=2, unit=4, what="SN05"))
    assert [one.caught for one in aside.mishaps] == [False, True]
    aside = scored(*both, SetAside(at=2, unit=4, what="SN05"), SetAside(at=3, unit=None, what=""))
    assert [one.caught for one in aside.mishaps] == [True, True]


def test_what_came_when_a_line_was_over_has_the_next_one() -> None:
    got = scored(right(1, posted=1), came(1, Right.CALL), right(2), Called(at=3), right(4, posted=1))
    assert [one.caught for one in got.mishaps] == [True]
