"""docs/returns.md says what operators are told of goods that go back."""

import re

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load, parse
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.operations.desk_rules import PickOptions
from serialhhd.flows.operations.pick import english as picking
from serialhhd.flows.seam.view import Message, Scan
from serialhhd.flows.sentences import messages
from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.returns import returns
from serialhhd.store.words.vocabulary import DocumentState
from tests.docs.pages import BY_NAME

PATH = BY_NAME["docs/returns.md"]
PAGE = PATH.read_text(encoding="utf-8")
TOLD = [
    messages.serial_other_customer(serial="SN0003", customer="Museum", document="PL-2", wanted="Hotel"),
    messages.serial_never_here(serial="SN0009", sku="CAM-200"),
    messages.serial_not_dispatched(serial="SN0004", document="PL-3"),
    messages.condition_is_code(code="CAM-200", known_as="product"),
    messages.wrong_location_kind(location="A-01-01", kind="storage", wanted="quarantine"),
    messages.more_than_dispatched(sku="CBL-C13", document="PL-1", given=3, most=2),
    messages.more_than_dispatched(sku="CBL-C13", document=None, given=3, most=0),
    messages.serial_other_supplier(serial="SN0004", supplier="OTHER", wanted="Lens"),
    messages.serial_other_supplier(serial="SN0004", supplier=None, wanted="Lens"),
    messages.serial_returned(serial="SN0001", document="RMA-1", supplier="Lens"),
]


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.text)
def test_what_is_refused_is_said_as_the_page_says(told: Message) -> None:
    assert f"| `{told.text}` |" in PAGE


def test_what_is_on_hold_is_said_as_the_page_says() -> None:
    told = picking.task_picked_set_aside(
        sku="CAM-200",
        quantity=1,
        location="Q-01",
        document="PL-1",
        is_complete=False,
        on_hold=("SN0001",),
        expired=(),
    ).text
    assert f"`{told.removeprefix('1 CAM-200 picked from Q-01. ')}`" in PAGE


def test_the_flow_of_the_page_lets_everything_go_back() -> None:
    _, text = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    options = parse(text, PATH).flows["goods_out"].options
    assert isinstance(options, PickOptions)
    assert options.origin == "any"


def test_the_flow_of_the_page_is_the_one_that_comes_with_the_program() -> None:
    text, _ = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert parse(text, PATH).flows["returns"] == load(PACKAGED).flows["returns"]


def test_the_flow_asks_what_the_page_says(sqlite_store: Store) -> None:
    """Of a camera of the sample warehouse that left on a pick list and is announced."""
    now = sqlite_store.now()
    sqlite_store.write(lambda conn: sample.fill(conn, now))
    with sqlite_store.read() as conn:
        (gone, *_) = pick_lists.all_of(conn, DocumentState.DISPATCHED)
        task = next(one for one in pick_lists.tasks(conn, gone) if pick_lists.serials_of(conn, one))
        (serial, *_) = pick_lists.serials_of(conn, task)
    sqlite_store.write(
        lambda conn: returns.add(conn, "RT-9", [(task.product, 1)], at=now, pick_list=gone.ref, by="office")
    )
    session = Session(sqlite_store, FlowsFile(PACKAGED), "anna", "returns")
    entries = ("RT-9", task.product, serial, "", "1", "GOODS-IN")
    prompts = [session.view().prompt, *(session.submit(Scan(entry)).prompt for entry in entries)]
    section = PAGE.partition("### Returns")[2].partition("###")[0]
    assert list(dict.fromkeys(prompts)) == re.findall(r"^\d\. \*\*(.+?)\*\*", section, re.MULTILINE)
