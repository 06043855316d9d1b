"""Each kind of label, scanned at each question of each flow that the program brings: what is no answer is named, and nothing changes."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.samples import two_warehouses
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.words.vocabulary import Role
from tests.dumps import dump

Labels = Mapping[str, str]
LABELS: Final[Labels] = MappingProxyType(
    {
        "product": "BRK-1",
        "barcode": "9521234543244",
        "location": "A-02-01",
        "quarantine": "Q-01",
        "transit": "TRANSIT-EAST",
        "cart": "CART-2",
        "pre-receipt": "PR-1008",
        "pick list": "PL-502",
        "transfer": "TR-22",
        "return": "RT-61",
        "count": "CT-31",
        "batch": "BA-41",
        "tote": "TOTE-3",
        "pallet": "PALLET-1",
        "pallet label": "(00)340123456789012340",
        "serial": "SN0001",
        "GS1 label": "(01)09521234543244(21)QX1",
        "operator": "sue",
        "account": "HOTEL",
        "warehouse": "EAST",
    }
)
"""A label of each kind, of a product that is in no flow's hands below."""
CALLED: Final[Labels] = MappingProxyType(
    {"barcode": "product", "quarantine": "location", "transit": "location"}
)
"""What a label is called that is not called what it is."""
PLACES: Final = frozenset({"location", "quarantine", "transit", "cart"})
UNITS: Final = frozenset({"product", "barcode", "serial", "GS1 label"})
THINGS: Final = frozenset({"tote", "pallet", "pallet label"})
ANSWERS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "source": PLACES,
        "destination": PLACES,
        "product": frozenset({"product", "barcode", "GS1 label"}),
        "serials": frozenset({"serial", "GS1 label", *THINGS}),
        "quantity": frozenset({"GS1 label"}),
        "cart": frozenset({"cart"}),
        "unit": UNITS,
        "tote": frozenset({"tote"}),
        "container": THINGS,
        "into": THINGS,
        "whose": frozenset({"account"}),
    }
)
"""The labels that are of the kind that is asked for, by the word: what is told of them is the business of other tests."""
FLOWS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "goods_in": ("pre-receipt", "PR-1007", "CAM-200", "SN0007", ":done", "", "1"),
        "goods_out": ("pick list", "PL-501", "A-01-01", "CAM-200", "SN0002", "SN0003"),
        "move": ("", "A-01-02", "RTR-10", "R10-00001", ":done", ""),
        "put_away": ("", "LCK-7", "LCK-0005", ":done", ""),
        "transfer_out": ("transfer", "TR-22", "A-01-01", "CAM-200", "SN0002", "SN0003"),
        "transfer_in": ("transfer", "TR-21", "LCK-7", "LCK-0001", ":done", ""),
        "account_transfer": ("transfer", "TR-23", "A-01-02", "RTR-10", "R10-00001"),
        "adjust_out": ("", "A-01-01", "CAM-200", "SN0002", ":done", ""),
        "adjust_in": ("", "A-01-01", "CAM-200", "MAIN", "SN0099", ":done", ""),
        "returns": ("return, pick list", "RT-61", "CAM-200", "SN0001", "", "2"),
        "count": ("count", "CT-31", "A-01-02", "RTR-10", "R10-00001", ":done", "CBL-2"),
        "batch_walk": ("batch", "BA-41", "CART-1", "B-01-01", "CBL-2"),
        "batch_sort": ("batch", "BA-42", "LCK-0003"),
        "tote_pick": ("batch", "BA-41", "B-01-01", "CBL-2", "2"),
        "pack": ("", "TOTE-1"),
    }
)
"""Of each flow the kinds of documents that it works on, and what leads to its last question."""

ANSWERED_BY_WORDS: Final = frozenset({"close_short"})
"""What is asked in between to be answered by yes or no: whatever is scanned there, it is told so."""
NOT_ASKED: Final[Mapping[str, set[str]]] = MappingProxyType(
    {"put_away": {"scan_location"}, "batch_walk": {"enter_serials"}, "tote_pick": {"enter_serials"}}
)
"""The steps that are not asked on these ways: the place is given, and a cable has no serial."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The file of the demo's warehouse, where people sign on by name."""
    path = tmp_path_factory.mktemp("labels") / "warehouse.db"
    shutil.copy(sqlite_template, path)
    with Store.open(str(path)) as store:
        store.write(lambda conn: two_warehouses.fill(conn, store.now()))
        store.write(lambda conn: operators.add(conn, "anna", Role.OPERATOR, by="office", at=store.now()))
        store.write(lambda conn: operators.add(conn, "sue", Role.SUPERVISOR, by="office", at=store.now()))
    return path


@contextmanager
def opened(filled: Path, folder: Path) -> Iterator[Store]:
    path = folder / "store.db"
    shutil.copy(filled, path)
    with Store.open(str(path)) as store:
        yield store


def scan(session: Session, text: str) -> View:
    return session.submit(Scan(text, position=session.view().position))


def others(view: View, documents: str) -> dict[str, str]:
    """Return the labels that are no answer to what is asked."""
    fits = ANSWERS.get(view.asks, frozenset()) | set(documents.split(", "))
    if view.asks == "quantity":
        fits |= PLACES  # the label of a place may confirm the count
    return {kind: text for kind, text in LABELS.items() if kind not in fits}


def unclear(session: Session, view: View, documents: str) -> list[str]:
    """Return what is wrong with what is told of labels that are no answer."""
    found = []
    for kind, text in others(view, documents).items():
        told = scan(session, text)
        message = told.message
        said = message.text if message else ""
        where = f"{view.flow} {view.prompt} {text}: {said}"
        if message is None or message.severity != "error" or replace(told, message=None) != view:
            found.append(f"taken: {where}")
        elif CALLED.get(kind, kind) not in said and view.asks not in ANSWERED_BY_WORDS:
            found.append(f"not named: {where}")
    return found


@pytest.mark.parametrize("flow", FLOWS)
def test_a_label_that_is_no_answer_is_named_and_nothing_changes(
    flow: str, filled: Path, tmp_path: Path
) -> None:
    documents, *path = FLOWS[flow]
    asked: list[str] = []
    with opened(filled, tmp_path) as store:
        session = Session(store, FlowsFile(PACKAGED), "anna", flow)
        for entry in (None, *path):
            view = session.view() if entry is None else scan(session, entry)
            assert view.message is None or view.message.severity != "error", view.message
            before, asked = store_of(store), [*asked, view.step]
            assert unclear(session, replace(view, message=None, posted=0), documents) == []
            assert store_of(store) == before
        steps = {step.name for step in FlowsFile(PACKAGED).current(None, None).flows[flow].steps}
        assert set(asked) == steps - NOT_ASKED.get(flow, set())


def store_of(store: Store) -> object:
    with store.read() as conn:
        return dump(conn)


def test_every_flow_that_the_program_brings_is_walked() -> None:
    assert set(FLOWS) == set(FlowsFile(PACKAGED).current(None, None).flows)


@pytest.mark.parametrize("kind", LABELS)
def test_a_label_at_the_menu_is_named_and_the_operator_told_what_to_type(
    kind: str, filled: Path, tmp_path: Path
) -> None:
    with opened(filled, tmp_path) as store:
        session = Session(store, FlowsFile(PACKAGED), "anna")
        told = scan(session, LABELS[kind])
    assert told.step == "menu"
    assert told.message
    assert f" {CALLED.get(kind, kind)}. Type the number of a flow." in told.message.text


def test_a_symbol_at_the_menu_is_read_as_the_device_sends_it(filled: Path, tmp_path: Path) -> None:
    text = "010952123454324410LOT4567890123456789|21SN77"  # a lot of 20 characters, the most: read to its end there is more
    with opened(filled, tmp_path) as store:
        session = Session(store, FlowsFile(PACKAGED), "anna")
        read, unread = (session.submit(Scan(text, fnc1=fnc1)).message for fnc1 in (("|",), ()))
    assert read
    assert unread
    assert "is a GS1 label." in read.text
    assert "is a GS1 label." not in unread.text
