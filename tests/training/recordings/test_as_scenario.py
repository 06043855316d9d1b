"""A lesson that was played once is a scenario: it is right as one, and the perfect operator plays it to the end that it had."""

from collections.abc import Callable
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.training.playing.player import play
from serialhhd.training.recordings.as_scenario import as_toml, known_of, scenario_of
from serialhhd.training.scenarios.loader import CheckedScenario, check_flow, checked
from tests.training.recordings.playing import Hand, recorded

CAMERA = b"9521234543213\r"
FLOWS = load(PACKAGED)


def written(folder: Path, scenario: str, plays: Callable[[Hand], None]) -> CheckedScenario:
    """Play a scenario that is shipped, and return what it is written as."""
    with recorded(folder / "own.cast", scenario) as hand:
        plays(hand)
        hand.lesson.end()
        made = scenario_of(known_of(hand.lesson), "Played once")
    file = folder / "own.toml"
    file.write_text(as_toml(made), encoding="utf-8")
    one = checked(file)
    check_flow(one, FLOWS)
    return one


def three(hand: Hand) -> None:
    hand.types(b"PR-1\r")
    hand.types(CAMERA)
    for unit in hand.lesson.lying()[:3]:
        hand.scans(unit.label)


def confirmed(hand: Hand) -> None:
    for data in (b":done\r", b"\r", b"GOODS-IN\r"):
        hand.types(data)


def nothing_wrong(hand: Hand) -> None:
    three(hand)
    confirmed(hand)


def one_set_aside(hand: Hand) -> None:
    three(hand)
    hand.lesson.set_aside(hand.lesson.lying()[0])
    confirmed(hand)


def twice_the_same(hand: Hand) -> None:
    three(hand)
    hand.types(b"SN02\r")
    hand.lesson.acknowledge()
    confirmed(hand)


def bad_label_of_a_box(hand: Hand) -> None:
    hand.types(b"PR-1\r")
    hand.types(b"9521234543214\r")
    hand.lesson.acknowledge()
    hand.types(CAMERA)
    for unit in hand.lesson.lying()[:3]:
        hand.scans(unit.label)
    confirmed(hand)


def one_too_few(hand: Hand) -> None:
    hand.types(b"PR-1\r")
    hand.types(CAMERA)
    for unit in hand.lesson.lying()[:2]:
        hand.scans(unit.label)
    hand.lesson.call()
    for data in (b":short\r", b"\r", b":yes\r", b"GOODS-IN\r"):
        hand.types(data)


@pytest.mark.parametrize(
    ("plays", "events", "goods"),
    [
        (nothing_wrong, [], "SN01,SN02,SN03"),
        (one_set_aside, [("over_delivery", "set_aside", 3)], "SN01,SN02,SN03,SN04"),
        (twice_the_same, [("duplicate_serial", "refuse_only", 3)], "SN01,SN02,SN03,SN02"),
        (bad_label_of_a_box, [("wrong_check_digit", "rescan", 0)], "SN01,SN02,SN03"),
        (one_too_few, [("short_delivery", "call", 2)], "SN01,SN02"),
    ],
)
def test_a_lesson_is_a_scenario_with_goods_events_and_end(
    plays: Callable[[Hand], None], events: list[tuple[str, str, int]], goods: str, tmp_path: Path
) -> None:
    one = written(tmp_path, "one-too-many" if plays is one_set_aside else "first-receipt", plays)
    made = one.scenario
    assert [(event.fault, event.right, event.when and event.when.captured) for event in made.events] == events
    assert [(one.sku, one.serials, one.symbol) for one in made.goods] == [("CAM-1", goods, "gs1-datamatrix")]
    assert made.title == "Played once"
    assert sum(stock.quantity for stock in made.end.stock) == (2 if plays is one_too_few else 3)
    assert play("own", one, FLOWS, 0).differences == ()


def test_what_leaves_is_written_from_where_it_was_taken(tmp_path: Path) -> None:
    def plays(hand: Hand) -> None:
        hand.types(b"PL-1\r")
        hand.types(b"A-01-01\r")
        hand.types(CAMERA)
        for unit in hand.lesson.lying():
            hand.scans(unit.label)
        hand.types(b":done\r")
        hand.types(b"\r")

    one = written(tmp_path, "first-pick", plays)
    assert [goods.location for goods in one.scenario.goods] == ["A-01-01"]
    assert play("own", one, FLOWS, 0).differences == ()
