"""A flow drawn as it is played."""

import re

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.flows.descriptions import diagram

FLOWS = load(PACKAGED).flows


@pytest.mark.parametrize(("flow", "again"), [("goods_in", "scan_product"), ("goods_out", "scan_location")])
def test_the_next_turn_begins_where_it_does_when_it_is_played(flow: str, again: str) -> None:
    (line,) = [line for line in diagram.text(FLOWS[flow]).splitlines() if line.startswith(" +--> ")]
    assert line.split()[1] == again


@pytest.mark.parametrize("flow", FLOWS)
def test_every_step_is_drawn_in_its_order_within_80_columns(flow: str) -> None:
    lines = diagram.text(FLOWS[flow]).splitlines()
    names = [found[1] for line in lines if (found := re.match(r"[ |+>-]+(\w+_\w+)  ", line))]
    assert names == [step.name for step in FLOWS[flow].steps]
    assert max(map(len, lines)) <= 80


def test_a_page_draws_it_by_mermaid() -> None:
    drawn = diagram.mermaid(FLOWS["goods_out"]).splitlines()
    assert drawn[0] == "flowchart TD"
    assert '    scan_product["scan_product<br>' in "\n".join(drawn)
    assert "    scan_location --> scan_product" in drawn
    assert '    confirm_quantity -->|"the next, while any is left"| scan_location' in drawn
