"""Scenarios played by the perfect operator: whatever goes wrong, what comes of them is what is to come of them."""

from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load, parse
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import Right
from serialhhd.training.lessons.moments import Came, Scanned
from serialhhd.training.playing.junit import as_junit
from serialhhd.training.playing.player import Played, play
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import CheckedScenario, checked
from tests.training.faults.test_faults import SITE

FLOWS = load(PACKAGED)
GOODS: Final = '[[goods]]\nsku = "CAM-1"\nserials = "{serials}"\nsymbol = "{symbol}"\n'
END: Final = """[end]
stock = [
  {{ sku = "CAM-1", location = "A-01", quantity = 2 }},
  {{ sku = "CAM-1", location = "GOODS-IN", quantity = {count}, serials = "{serials}" }},
]
"""
AT_SERIALS: Final = "when = { step = 'enter_serials', captured = 1 }"
THREE: Final = "SN0001..SN0003"
CASES: Final = [
    ("unreadable", "rescan", AT_SERIALS, THREE, THREE),
    ("unreadable", "set_aside", AT_SERIALS, THREE, "SN0001,SN0003"),
    ("partly_readable", "rescan", AT_SERIALS, THREE, THREE),
    ("wrong_check_digit", "rescan", "when = { step = 'scan_product' }", THREE, THREE),
    ("pallet_label", "rescan", AT_SERIALS, THREE, THREE),
    ("product_for_serial", "rescan", AT_SERIALS, THREE, THREE),
    ("old_document", "rescan", "at = 'start'", THREE, THREE),
    ("wrong_product", "rescan", AT_SERIALS, THREE, THREE),
    ("over_delivery", "set_aside", AT_SERIALS, "SN0001..SN0004", "SN0001,SN0003,SN0004"),
    ("short_delivery", "call", AT_SERIALS, "SN0001,SN0002", "SN0001,SN0002"),
    ("duplicate_serial", "refuse_only", AT_SERIALS, f"SN0001,{THREE}", THREE),
    ("serial_elsewhere", "set_aside", AT_SERIALS, "SN0001,SN0101,SN0002", "SN0001,SN0002"),
    ("serial_elsewhere", "refuse_only", AT_SERIALS, "SN0001,SN0101,SN0002", "SN0001,SN0002"),
    ("double_read", "refuse_only", AT_SERIALS, THREE, THREE),
    ("cut_off", "rescan", AT_SERIALS, THREE, THREE),
    ("keyboard_layout", "rescan", AT_SERIALS, THREE, THREE),
    ("caps_lock", "rescan", AT_SERIALS, THREE, THREE),
    ("no_suffix", "rescan", AT_SERIALS, THREE, THREE),
    ("scans_ahead", "refuse_only", AT_SERIALS, THREE, THREE),
    ("slow_link", "refuse_only", AT_SERIALS, THREE, THREE),
    ("dropped_link", "resume", AT_SERIALS, THREE, THREE),
    ("dead_battery", "resume", AT_SERIALS, THREE, THREE),
    ("line_taken", "refuse_only", "when = { step = 'scan_product' }", THREE, THREE),
    ("line_taken", "call", "at = 'start'", THREE, THREE),
    ("run_released", "rescan", AT_SERIALS, THREE, THREE),
    ("run_released", "call", "at = 'start'", THREE, THREE),
    ("store_away", "rescan", AT_SERIALS, THREE, THREE),
    ("store_away", "call", "at = 'start'", THREE, THREE),
    ("unreadable", "rescan", "after = '2s'", THREE, THREE),
]
"""The fault, what is right, when, the serials that lie there, and those that are received."""


def scenario(folder: Path, events: str, goods: str, end: str, symbol: str = "code128") -> CheckedScenario:
    """A delivery of three cameras and what lies there, with what goes wrong and what is to come of it."""
    count = 3 if end == THREE else end.count(",") + 1
    head = SITE.partition("[end]")[0].replace(', {{ sku = "CBL-2", quantity = 2 }}', "")
    head = head.replace(', { sku = "CBL-2", quantity = 2 }', "").partition("pick_lists")[0]
    laid = GOODS.format(serials=goods, symbol=symbol)
    file = folder / "own.toml"
    orders = 'pick_lists = [{ ref = "PL-1", lines = [{ sku = "CBL-2", quantity = 1 }] }]\n'
    file.write_text(head + orders + laid + events + END.format(serials=end, count=count), encoding="utf-8")
    return checked(file)


def event(fault: str, right: str, time: str) -> str:
    return f'[[events]]\n{time}\nfault = "{fault}"\nright = "{right}"\n'


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (1, 2, 3))])
@pytest.mark.parametrize("name", shipped.names())
def test_what_is_shipped_comes_to_its_end(name: str, seed: int) -> None:
    one = checked(shipped.find(name))
    played = play(name, one, FLOWS, seed)
    assert played.differences == ()
    assert played.result.score == 100
    assert played.result.passed
    assert [mishap.caught for mishap in played.result.mishaps] == [True] * len(one.scenario.events)
    assert played.scans >= len(one.scenario.goods)


@pytest.mark.parametrize(("fault", "right", "time", "goods", "end"), CASES)
def test_a_mishap_that_is_handled_as_is_right_leaves_the_end_as_it_is_to_be(
    fault: str, right: str, time: str, goods: str, end: str, tmp_path: Path
) -> None:
    one = scenario(tmp_path, event(fault, right, time), goods, end)
    played = play("own", one, FLOWS, 0)
    assert played.differences == ()
    assert [mishap.caught for mishap in played.result.mishaps] == [True]


def test_labels_may_be_gs1_symbols_and_go_without_fnc1(tmp_path: Path) -> None:
    one = scenario(
        tmp_path, event("no_fnc1", "rescan", AT_SERIALS), THREE, THREE, 'gs1-datamatrix"\nlot = "L1'
    )
    assert play("own", one, FLOWS, 0).differences == ()


def test_what_is_on_hold_is_left_where_it_is(tmp_path: Path) -> None:
    text = shipped.find("first-pick").read_text(encoding="utf-8")
    held = '[[start.holds]]\nsku = "CAM-1"\nserials = "SN02"\nreason = "Wet"\n'
    events = event("on_hold", "refuse_only", AT_SERIALS)
    text = text.replace('"SN01..SN02"', '"SN01..SN03"').replace('serials = "SN03" }', 'serials = "SN02" }')
    file = tmp_path / "held.toml"
    file.write_text(text.replace("[[goods]]", f"{held}\n{events}\n[[goods]]", 1), encoding="utf-8")
    played = play("held", checked(file), FLOWS, 0)
    assert played.differences == ()
    assert played.scans == play("first-pick", checked(shipped.find("first-pick")), FLOWS, 0).scans + 1


def test_what_no_document_asks_for_is_not_received(tmp_path: Path) -> None:
    other = '[[goods]]\nsku = "LCK-7"\nquantity = 1\n'
    one = scenario(tmp_path, other + event("not_announced", "set_aside", "at = 'start'"), THREE, THREE)
    assert play("own", one, FLOWS, 0).differences == ()


@pytest.mark.parametrize("right", ["set_aside", "call"])
def test_of_what_is_cancelled_nothing_is_received(right: str, tmp_path: Path) -> None:
    one = scenario(tmp_path, event("document_cancelled", right, AT_SERIALS), THREE, THREE)
    played = play("own", one, FLOWS, 0)
    assert played.differences[0] == "CAM-1 at GOODS-IN: 0 units, not 3"


def test_a_task_that_a_colleague_has_is_picked_once_it_is_free(tmp_path: Path) -> None:
    text = shipped.find("first-pick").read_text(encoding="utf-8")
    text = text.replace(', { sku = "CBL-2", quantity = 4 }', "").replace("quantity = 6 }", "quantity = 10 }")
    file = tmp_path / "taken.toml"
    file.write_text(text + event("line_taken", "call", "at = 'start'"), encoding="utf-8")
    assert play("taken", checked(file), FLOWS, 0).differences == ()


def test_the_same_seed_is_the_same_lesson_and_an_end_that_differs_is_told(tmp_path: Path) -> None:
    one = scenario(tmp_path, "", THREE, "SN0001,SN0002")
    first, again = (play("own", one, FLOWS, 4) for _ in range(2))
    assert first == again
    assert first.differences == (
        "CAM-1 at GOODS-IN: 3 units, not 2",
        "CAM-1 at GOODS-IN: with sn0003",
    )


def test_what_really_happens_may_come_together(tmp_path: Path) -> None:
    happens = {
        "store_away": "rescan",
        "dropped_link": "resume",
        "line_taken": "call",
        "run_released": "rescan",
    }
    events = "".join(event(fault, right, "at = 'start'") for fault, right in happens.items())
    played = play("own", scenario(tmp_path, events, THREE, THREE), FLOWS, 0)
    assert played.differences == ()
    assert [mishap.caught for mishap in played.result.mishaps] == [True] * len(happens)


def test_a_flow_that_refuses_and_a_mishap_that_never_comes_are_told(tmp_path: Path) -> None:
    one = scenario(tmp_path, event("unreadable", "rescan", "after = '900s'"), THREE, THREE)
    text = PACKAGED.read_text(encoding="utf-8").replace(
        "[flows.goods_in.enter_serials]", '[flows.goods_in.enter_serials]\naccept = ["gs1"]'
    )
    differences = play("own", one, parse(text, PACKAGED), 0).differences
    assert differences[0].startswith("stopped at enter_serials: form_not_accepted")
    assert differences[1].startswith("unreadable never happened: its time comes after 900s")


def test_a_build_server_reads_what_came_of_each(tmp_path: Path) -> None:
    played = play("a", scenario(tmp_path, "", THREE, THREE), FLOWS)
    differing = replace(played, result=replace(played.result, scenario="b<"), differences=("x & y", "z"))
    suite = ET.fromstring(as_junit([played, differing]))  # noqa: S314 - it is ours
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.get("name") for case in suite] == ["a", "b<"]
    assert [failure.text for failure in suite.iter("failure")] == ["x & y\nz"]


# --- the same again, and somebody who is careless -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("everything-goes-wrong", 0),
        ("everything-goes-wrong", 5),
        ("weak-link", 11),
        ("not-alone", 3),
        ("worn-scanner", 7),
    ],
)
def test_the_same_seed_is_the_same_session_moment_by_moment(name: str, seed: int) -> None:
    one = checked(shipped.find(name))
    first, again = (play("x", one, FLOWS, seed) for _ in range(2))
    assert first.moments == again.moments
    assert first.moments != play("x", one, FLOWS, seed + 1).moments


SHIPPED: Final = [checked(shipped.find(name)) for name in shipped.names()]


def faults_of(one: CheckedScenario) -> list[str]:
    return [event.fault for event in one.scenario.events]


def careless(fault: str) -> tuple[Came, Played]:
    """A shipped scenario in which the fault is, called for or signed on again after, and nobody does: how it came, and what came of it."""
    right = Right.CALL if Right.CALL in faults()[fault].rights else Right.RESUME
    one = min((one for one in SHIPPED if fault in faults_of(one)), key=lambda one: len(faults_of(one)))
    events = tuple(
        event.model_copy(update={"right": right}) if event.fault == fault else event
        for event in one.scenario.events
    )
    lesson = replace(one, scenario=one.scenario.model_copy(update={"events": events}))
    played = play("x", lesson, FLOWS, careless_about={fault})
    came = next(one for one in played.moments if isinstance(one, Came) and one.fault == fault)
    return came, played


@pytest.mark.parametrize("fault", faults())
def test_by_who_scans_on_as_if_nothing_were_wrong_it_slips_and_is_said(fault: str) -> None:
    came, played = careless(fault)
    assert [one.caught for one in played.result.mishaps if one.fault == fault][:1] == [False]
    assert not played.result.passed
    said = {one.code for one in played.moments if isinstance(one, Scanned) and one.at >= came.at}
    codes = {*faults()[fault].codes}
    assert not codes or codes & said or came.right == Right.RESUME  # over a link that is cut nothing is said
