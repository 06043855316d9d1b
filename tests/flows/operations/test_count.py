"""R38 A blind count shows nothing of what stock expects, whatever is asked, listed, refused or drawn; one that is not blind does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers.named import Named
from serialhhd.store.counts import counts
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import TrackingType

SERIALS = tuple(f"ZQ{number}" for number in range(1, 38))
UNITS = 7919
FLOW = """version = 1
[flows.count]
operation = "count"
steps = ["scan_count", "scan_location", "scan_product", "enter_serials", "confirm_quantity"]
blind = {blind}
"""
ENTRIES = (
    ":list",
    "C-1",
    ":list",
    "A-02",
    "A-01",
    ":help",
    ":list",
    "CAM",
    ":help",
    ":list",
    "ZQ1",
    "ZQ1",
    "SN9",
    ":list",
    ":undo",
    ":back",
    "BOX",
    ":done",
    "CAM",
    ":done",
    "BOX",
    ":list",
    "",
    "x",
    "5",
    "CAM",
    ":done",
    "C-1",
)
"""Everything that an operator may try, also in vain."""


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """37 cameras and 7919 boxes at A-01, to be counted."""

    def fill(conn: Connection) -> None:
        for code in ("A-01", "A-02"):
            places.add_location(conn, code, by="office")
        for sku, tracking, units, names in (
            ("CAM", TrackingType.FULL_TRACKING, len(SERIALS), SERIALS),
            ("BOX", TrackingType.NO_TRACKING, UNITS, ()),
        ):
            products.add(conn, sku, at=sqlite_store.now(), name=sku, tracking_type=tracking, by="office")
            stock_work.bring_in(
                conn,
                sku,
                location="A-01",
                quantity=units,
                reason="found",
                named=Named(names, sure=True),
                by="office",
                at=sqlite_store.now(),
            )
        counts.add(conn, "C-1", ["A-01"], at=sqlite_store.now(), by="office")

    sqlite_store.write(fill)
    return sqlite_store


def shown(store: Store, folder: Path, blind: str) -> Iterator[str]:
    """All that a handheld says while somebody counts, entry by entry, as its JSON has it."""
    path = folder / "flows.toml"
    path.write_text(FLOW.format(blind=blind), encoding="utf-8")
    session = Session(store, FlowsFile(path), "anna", "count")
    yield str(session.view().as_json())
    for entry in ENTRIES:
        yield str(session.submit(Scan(entry)).as_json())
        yield str(session.captured())


def test_a_blind_count_shows_neither_number_nor_serial_that_stock_expects(
    store: Store, tmp_path: Path
) -> None:
    said = "\n".join(shown(store, tmp_path, "true"))
    assert str(UNITS) not in said
    assert str(len(SERIALS)) not in said
    assert not [serial for serial in SERIALS[1:] if serial in said]
    assert "'quantity'" not in said
    assert "'expected': 37" not in said


def test_one_that_is_not_blind_shows_them(store: Store, tmp_path: Path) -> None:
    said = "\n".join(shown(store, tmp_path, "false"))
    assert str(UNITS) in said
    assert "'expected': 37" in said


def test_the_place_to_go_to_is_what_is_drawn_large(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "flows.toml"
    path.write_text(FLOW.format(blind="true"), encoding="utf-8")
    view = Session(store, FlowsFile(path), "anna", "count").submit(Scan("C-1"))
    assert (view.large, view.sought, view.prompt) == ("A-01", "A-01", "GO TO A-01")
