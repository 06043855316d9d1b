"""docs/adjustments.md says what the flows of an adjustment ask, and the sentences that they answer with."""

import re
from collections.abc import Sequence

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load, parse
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.operations.adjust import english as sentences
from serialhhd.flows.seam.view import Message, Scan
from serialhhd.flows.sentences import messages
from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from tests.docs.pages import BY_NAME

PATH = BY_NAME["docs/adjustments.md"]
PAGE = PATH.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
TOLD = [
    messages.reason_is_code(code="CAM-200", known_as="product"),
    messages.refusal(messages.nothing_at_place(location="B-01-01")),
    messages.serial_in_stock(serial="SN0001", location="B-01-01"),
    messages.serial_dispatched(serial="SN0001", document="PL-1", customer="ACME"),
    messages.serial_of_other_account(serial="SN0001", account="HOTEL"),
    messages.serial_waits(serial="SN0001", document="ADJ-1"),
    messages.serial_captured_elsewhere(serial="SN0001", operator="bob", document=None),
]


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """The sample warehouse."""
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    return sqlite_store


def questions(section: str) -> list[str]:
    return re.findall(r"^\d\. \*\*(.+?)\*\*", SECTIONS[section], re.MULTILINE)


def asked(store: Store, flow: str, entries: Sequence[str]) -> list[str]:
    session = Session(store, FlowsFile(PACKAGED), "anna", flow)
    return [session.view().prompt, *(session.submit(Scan(entry)).prompt for entry in entries)]


@pytest.mark.parametrize(
    ("flow", "section", "entries"),
    [
        ("adjust_out", "Adjust Out", ("A-01-01", "CAM-200", "SN0002", ":done", "", "Lost")),
        ("adjust_in", "Adjust In", ("A-01-01", "CAM-200", "SN0777", ":done", "", "Found")),
    ],
)
def test_the_flows_ask_what_the_page_says(
    store: Store, flow: str, section: str, entries: Sequence[str]
) -> None:
    assert list(dict.fromkeys(asked(store, flow, entries))) == questions(section)


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_what_can_go_wrong_is_said_as_the_page_says(told: Message) -> None:
    assert f"| `{told.text}` |" in SECTIONS["What can go wrong"]


def test_that_it_waits_and_that_it_changed_are_said_as_the_page_says() -> None:
    waits = sentences.approval_wanted(sku="CBL-2", quantity=-6, location="A-01-01", document="ADJ-1")
    where = {"sku": "CAM-200", "location": "A-01-01", "document": "ADJ-1"}
    changed = messages.stock_line_changed(serials=("SN0001",), available=2, wanted=2, **where)
    for said in (waits, changed):
        assert f"`{said.text}`" in PAGE.replace("\n", " ")


def test_the_flows_of_the_page_are_those_that_come_with_the_program() -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    packaged = load(PACKAGED).flows
    assert dict(parse(text, PATH).flows) == {name: packaged[name] for name in ("adjust_out", "adjust_in")}
