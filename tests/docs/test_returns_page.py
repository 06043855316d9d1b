"""docs/returns.md says what operators are told of goods that go back."""

import re

import pytest

from serialhhd.flows.config.loader import parse
from serialhhd.flows.operations.pick import english as picking
from serialhhd.flows.operations.pick.options import PickOptions
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from tests.docs.pages import BY_NAME

PATH = BY_NAME["docs/returns.md"]
PAGE = PATH.read_text(encoding="utf-8")
TOLD = [
    messages.serial_other_supplier(serial="SN0004", supplier="OTHER", wanted="Lens"),
    messages.serial_other_supplier(serial="SN0004", supplier=None, wanted="Lens"),
    messages.serial_returned(serial="SN0001", document="RMA-1", supplier="Lens"),
]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.text)
def test_what_is_refused_is_said_as_the_page_says(told: Message) -> None:
    assert f"| `{told.text}` |" in PAGE


def test_what_is_on_hold_is_said_as_the_page_says() -> None:
    told = picking.task_picked_set_aside(
        sku="CAM-200", quantity=1, location="Q-01", on_hold=("SN0001",), expired=()
    ).text
    assert f"`{told.removeprefix('1 CAM-200 picked from Q-01. ')}`" in PAGE


def test_the_flow_of_the_page_lets_everything_go_back() -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    options = parse(text, PATH).flows["goods_out"].options
    assert isinstance(options, PickOptions)
    assert options.origin == "any"
