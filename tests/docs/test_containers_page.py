"""docs/containers.md says what the flows ask, and the sentences that they answer with."""

import re

import pytest

from serialhhd.flows.config.loader import parse
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from tests.docs.pages import BY_NAME

PATH = BY_NAME["docs/containers.md"]
PAGE = PATH.read_text(encoding="utf-8")
TOLD = [
    messages.container_not_here(container="P-1", serial="SN0002", location="B-01"),
    messages.container_mixed(container="P-1", sku="CAM-200", other="LENS-1"),
    messages.container_without(container="T-1", sku="CAM-200"),
    messages.tote_of_other_list(tote="T-2", pick_list="PL-2", own="T-1"),
    messages.tote_not_empty(tote="T-3", own=None),
    messages.tote_of_a_list(tote="T-1", pick_list="PL-1"),
    messages.tote_in_tote(tote="T-3", into="T-1"),
    messages.container_in_itself(container="P-1", into="T-1"),
    messages.container_too_deep(container="T-1", into="P-2", most=4),
    messages.containers_apart(container="T-1", location="A-01", into="P-1", other="B-01"),
]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_what_is_refused_is_said_as_the_page_says(told: Message) -> None:
    assert f"| `{told.text}` |" in PAGE


def test_the_questions_are_those_of_the_page() -> None:
    for asked in (prompts.tote(), prompts.container(), prompts.into(), prompts.serial()):
        assert f"**{asked}**" in PAGE


def test_the_flows_of_the_page_are_right() -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    flows = parse(text, PATH).flows
    assert {name: flow.operation for name, flow in flows.items()} == {
        "tote_pick": "pick_by_pick_list",
        "pack": "pack",
    }
