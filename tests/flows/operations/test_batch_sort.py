"""What an operator sees large at the sort of a batch: which tote, or of which list, also where nothing is asked about it (R33)."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.samples import two_warehouses
from serialhhd.store.containers import totes
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists


@pytest.mark.parametrize(
    ("change", "scanned"),
    [
        (
            ("version = 1", "version = 1"),
            [("BA-42", ""), ("LCK-0003", "PL-513"), ("TOTE-1", ""), ("LCK-0004", "PL-514"), ("TOTE-2", "")],
        ),
        (('"scan_unit", "scan_tote"', '"scan_unit"'), [("BA-42", ""), ("LCK-0003", "PL-513")]),
        (
            ("verify = true ", "verify = false "),
            [("BA-42", ""), ("LCK-0003", "PL-513"), ("TOTE-1", ""), (":list", "")],
        ),
    ],
    ids=["asked", "without totes", "not verified"],
)
def test_the_list_that_a_tote_is_wanted_for_is_large(
    store: Store, tmp_path: Path, change: tuple[str, str], scanned: list[tuple[str, str]]
) -> None:
    store.write(lambda conn: two_warehouses.fill(conn, store.now()))
    session = Session(store, flows_with(tmp_path, *change), "anna", "batch_sort")
    for text, large in scanned:
        assert session.submit(Scan(text, position=session.view().position)).large == large


def test_the_tote_that_is_not_asked_for_is_large_in_the_answer_of_its_unit(
    store: Store, tmp_path: Path
) -> None:
    store.write(lambda conn: two_warehouses.fill(conn, store.now()))
    store.write(own_tote)
    session = Session(store, flows_with(tmp_path, "verify = true ", "verify = false "), "anna", "batch_sort")
    for text in ("BA-42", "LCK-0003"):
        answer = session.submit(Scan(text, position=session.view().position))
    assert (answer.step, answer.large) == ("scan_unit", "TOTE-3")
    assert answer.message
    assert answer.message.text.startswith("TOTE-3: PL-513: LCK-7.")
    assert session.view().large == ""


def test_the_list_s_own_tote_is_large_where_it_is_to_be_scanned(store: Store, tmp_path: Path) -> None:
    store.write(lambda conn: two_warehouses.fill(conn, store.now()))
    store.write(own_tote)
    session = Session(store, flows_with(tmp_path, "version = 1", "version = 1"), "anna", "batch_sort")
    for text in ("BA-42", "LCK-0003"):
        answer = session.submit(Scan(text, position=session.view().position))
    assert (answer.step, answer.large) == ("scan_tote", "TOTE-3")


def own_tote(conn: Connection) -> None:
    totes.claim(conn, totes.show(conn, "TOTE-3"), pick_lists.show(conn, "PL-513").id)


def flows_with(folder: Path, before: str, after: str) -> FlowsFile:
    """Return the flows that the program brings, with something else in place of a text."""
    path = folder / "flows.toml"
    path.write_text(PACKAGED.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    return FlowsFile(path)
