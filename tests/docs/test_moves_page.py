"""docs/moves.md says what a move and put-away ask, and the sentences that they answer with."""

import re

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load, parse
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Message, Scan
from serialhhd.flows.sentences import messages
from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from tests.docs.pages import BY_NAME

PATH = BY_NAME["docs/moves.md"]
PAGE = PATH.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
TOLD = [
    messages.same_place(location="A-01"),
    messages.other_warehouse(location="E-01", warehouse="EAST", wanted="MAIN"),
    messages.refusal(messages.nothing_at_place(location="A-03")),
    messages.refusal(messages.nothing_of_it_here(sku="BAT-1", location="A-01")),
    messages.serial_in_stock(serial="SN0001", location="B-01"),
    messages.serial_captured_elsewhere(serial="SN0001", operator="bob", document=None),
    messages.not_enough_stock(location="A-01", available=5, wanted=6),
    messages.units_have_serials(sku="BAT-1", location="A-01", known=1, without=2),
]


def test_a_move_asks_what_the_page_says(sqlite_store: Store) -> None:
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    session = Session(sqlite_store, FlowsFile(PACKAGED), "anna", "move")
    entries = ("A-01-01", "CAM-200", "SN0002", ":done", "", "B-01-01")
    prompts = [session.view().prompt, *(session.submit(Scan(entry)).prompt for entry in entries)]
    listed = re.findall(r"^\d\. \*\*(.+?)\*\*", SECTIONS["Move Stock"], re.MULTILINE)
    assert list(dict.fromkeys(prompts)) == listed


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_what_can_go_wrong_is_said_as_the_page_says(told: Message) -> None:
    assert f"| `{told.text}` |" in SECTIONS["What can go wrong"]


def test_the_flows_of_the_page_are_those_that_come_with_the_program() -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    packaged = load(PACKAGED).flows
    assert dict(parse(text, PATH).flows) == {name: packaged[name] for name in ("move", "put_away")}
