"""docs/counts.md says what the flow of a count asks, and the sentences that it answers with."""

import re

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load, parse
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.operations.count import english as count
from serialhhd.flows.seam.view import Message, Scan
from serialhhd.flows.sentences import messages
from serialhhd.samples import warehouse as sample
from serialhhd.store.counts import counts
from serialhhd.store.engine.store import Store
from tests.docs.pages import BY_NAME

PATH = BY_NAME["docs/counts.md"]
PAGE = PATH.read_text(encoding="utf-8")
TOLD = [
    messages.serial_counted_already(serial="SN0001"),
    messages.serial_is_other_code(serial="CAM-200", known_as="product", is_like_a_serial=False),
    messages.place_not_on_count(document="C-1", location="A-03"),
    messages.place_is_counted(location="A-01"),
    messages.line_in_work(operator="bob", sku="CAM-200"),
    messages.recount_by_other(sku="CAM-200", location="A-01"),
    count.stock_moved_during_pass(sku="CAM-200", location="A-01"),
    messages.refusal(messages.line_has_captures(sku="CAM-200", captured=1)),
]


def test_the_flow_asks_what_the_page_says(sqlite_store: Store) -> None:
    store, now = sqlite_store, sqlite_store.now()
    store.write(lambda conn: sample.fill(conn, now))
    store.write(lambda conn: counts.add(conn, "C-1", ["A-01-01"], at=now, by="office"))
    session = Session(store, FlowsFile(PACKAGED), "anna", "count")
    entries = ("C-1", "A-01-01", "CAM-200", "SN0002", ":done", "CBL-2")
    prompts = [session.view().prompt, *(session.submit(Scan(entry)).prompt for entry in entries)]
    asked = list(dict.fromkeys(re.sub(r"^GO TO .+", "GO TO", prompt) for prompt in prompts))
    assert asked == re.findall(r"^\d\. \*\*(.+?)\*\*", PAGE, re.MULTILINE)


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_what_is_refused_is_said_as_the_page_says(told: Message) -> None:
    assert f"| `{told.text}` |" in PAGE


def test_what_is_said_of_a_place_is_said_as_the_page_says() -> None:
    assert f"`{count.recount_wanted(location='A-01', is_for_others=True).text}`" in PAGE


def test_the_flow_of_the_page_is_the_one_that_comes_with_the_program() -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert dict(parse(text, PATH).flows) == {"count": load(PACKAGED).flows["count"]}
