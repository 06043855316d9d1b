"""docs/transfers.md says what the flows of a transfer ask, and the sentences that they answer with."""

import re
from collections.abc import Sequence

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.config.loader import load, parse
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Message, Scan
from serialhhd.flows.sentences import messages
from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import places
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.transfers import transfers
from tests.docs.pages import BY_NAME

PATH = BY_NAME["docs/transfers.md"]
PAGE = PATH.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
TOLD = [
    messages.serial_not_on_transfer(serial="SN0001", sku="CAM-200"),
    messages.nothing_in_transit(document="TR-1"),
    messages.transfer_of_account(document="TR-1"),
    messages.serial_captured_elsewhere(serial="SN0001", operator="bob", document="TR-1"),
]


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """The sample warehouse, another one, and a transfer of two cameras to it."""
    now = sqlite_store.now()
    sqlite_store.write(lambda conn: sample.fill(conn, now))
    sqlite_store.write(lambda conn: places.add_warehouse(conn, "WEST", by="office"))
    sqlite_store.write(lambda conn: places.add_location(conn, "W-01", "WEST", by="office"))
    wanted = [WantedLine("CAM-200", 2)]
    sqlite_store.write(
        lambda conn: transfers.add(conn, "TR-9", wanted, at=now, to_warehouse="WEST", by="office")
    )
    return sqlite_store


def questions(section: str) -> list[str]:
    return re.findall(r"^\d\. \*\*(.+?)\*\*", SECTIONS[section], re.MULTILINE)


def asked(store: Store, flow: str, entries: Sequence[str]) -> list[str]:
    session = Session(store, FlowsFile(PACKAGED), "anna", flow)
    prompts = [session.view().prompt, *(session.submit(Scan(entry)).prompt for entry in entries)]
    return list(dict.fromkeys(re.sub(r"^GO TO .+", "GO TO", prompt) for prompt in prompts))


def test_the_flows_ask_what_the_page_says(store: Store) -> None:
    out = asked(store, "transfer_out", ("TR-9", "A-01-01", "CAM-200", "SN0002", "SN0003", ""))
    assert out == questions("Transfer Out")
    into = asked(store, "transfer_in", ("TR-9", "CAM-200", "SN0002", ":done", "", "W-01"))
    assert into == questions("Transfer In")


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_what_is_refused_is_said_as_the_page_says(told: Message) -> None:
    assert f"| `{told.text}` |" in SECTIONS["When it is refused"]


def test_the_flows_of_the_page_are_those_that_come_with_the_program() -> None:
    (text,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    packaged = load(PACKAGED).flows
    names = ("transfer_out", "transfer_in", "account_transfer")
    assert dict(parse(text, PATH).flows) == {name: packaged[name] for name in names}
