"""docs/batches.md says what the flows of a batch ask, and the sentences that they answer with."""

import re

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Message, Scan
from serialhhd.flows.sentences import messages
from serialhhd.store.batches import batches
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.words.vocabulary import LocationKind, TrackingType
from tests.docs.pages import BY_NAME

PAGE = BY_NAME["docs/batches.md"].read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
TOLD = [
    messages.put_to(document="PL-2", tote="T-2"),
    messages.cart_in_use(location="CART-1", batch="B-1"),
    messages.wrong_location_kind(location="A-01", kind="storage", wanted="cart"),
    messages.cart_not_empty(location="CART-2"),
    messages.batch_on_other_cart(document="B-1", location="CART-1"),
    messages.batch_is_walked(document="B-1"),
    messages.unit_not_wanted(sku="CAM-1", serial="SN3", document="B-1", location="CART-1"),
    messages.wanted_on_cart(location="CART-1", skus=("CAM-1",)),
    messages.serial_on_hold(serial="SN1", location="CART-1", reason="Cracked"),
    messages.serial_expired(serial="SN1", expiry="2026-03-01"),
]


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """A batch of a list that wants a camera, a cart and a tote."""
    at = sqlite_store.now()

    def fill(conn: Connection) -> None:
        full = TrackingType.FULL_TRACKING
        products.add(conn, "CAM-1", at=at, name="Camera", tracking_type=full, by="office")
        places.add_location(conn, "CART-1", kind=LocationKind.CART, by="office")
        containers.add(conn, "T-1", by="office")
        named = Named(["SN1", "SN2"], sure=True)
        stock_work.bring_in(
            conn, "CAM-1", location="GOODS-IN", quantity=2, reason="found", named=named, by="office", at=at
        )
        pick_lists.add(conn, "PL-1", [WantedLine("CAM-1", 2)], at=at, by="office")
        batches.add(conn, "B-1", ["PL-1"], at=at, by="office")

    sqlite_store.write(fill)
    return sqlite_store


def questions(section: str) -> list[str]:
    return re.findall(r"^\d\. \*\*(.+?)\*\*", SECTIONS[section], re.MULTILINE)


def asked(store: Store, flow: str, *entries: str) -> list[str]:
    session = Session(store, FlowsFile(PACKAGED), "anna", flow)
    prompts = [session.view().prompt, *(session.submit(Scan(entry)).prompt for entry in entries)]
    return list(dict.fromkeys(re.sub(r"^GO TO .+", "GO TO", prompt) for prompt in prompts))


def test_the_flows_ask_what_the_page_says(store: Store) -> None:
    walk = asked(store, "batch_walk", "B-1", "CART-1", "GOODS-IN", "CAM-1", "SN1", "SN2", "")
    assert walk == questions("Batch Walk")
    assert asked(store, "batch_sort", "B-1", "SN2", "T-1") == questions("Batch Sort")


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told.code)
def test_the_page_says_what_the_handheld_says(told: Message) -> None:
    assert f"`{told.text}`" in PAGE
