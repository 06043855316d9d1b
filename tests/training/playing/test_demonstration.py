"""Somebody looks on while a scenario is played without hands."""

from contextlib import nullcontext
from io import StringIO

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.training.playing.demonstration import Demonstration
from serialhhd.training.playing.player import play
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked


def test_what_is_scanned_is_shown_with_its_answer_at_its_time() -> None:
    out, pauses = StringIO(), list[float]()
    one = checked(shipped.find("one-too-many"))
    keep = lambda lesson: nullcontext(Demonstration(lesson, out, 4.0, pauses.append))  # noqa: E731
    played = play("one-too-many", one, load(PACKAGED), keep=keep)
    said = out.getvalue()
    assert said.startswith(f"## {one.scenario.title}: {one.scenario.goal}\n")
    assert said.count("\n> ") == played.scans
    wanted = ["> PR-1\n", "3/3", "* over_delivery\n* set_aside Serial SN04\n", "> GOODS-IN\n"]
    places = [said.index(one) for one in wanted]
    assert places == sorted(places)
    assert sum(pauses) == played.result.seconds / 4
