"""How flows.toml sets up the device that a handheld is on: by its names, what its scanner sends, and its language."""

from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.source import OnDevice
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import Language
from tests.flows.conversation.session.playing import scan

DEVICES = """
[devices.old]
match = ["vt100"]
fnc1 = ["^]", "{GS}"]

[devices.dock]
match = ["DOCK-?", "vt*"]
language = "de"

[devices.GATE]
language = "es"

[flows.goods_in]
operation = "pre_receipt_receive"
separator = "#"
steps = ["scan_pre_receipt", "scan_product", "enter_serials", "scan_location"]
"""


@pytest.fixture
def set_up(tmp_path: Path) -> Path:
    path = tmp_path / "flows.toml"
    path.write_text(DEVICES, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("names", "language"),
    [
        (("dock-1", "xterm"), Language.GERMAN),
        (("DOCK-12", "xterm"), Language.ENGLISH),
        ((None, "vt220"), Language.GERMAN),
        ((None, "vt100"), Language.ENGLISH),  # the first profile counts
        (("DOCK-1", "vt100"), Language.ENGLISH),
        (("gate", "dumb"), Language.SPANISH),  # a profile that names no device is for the one of its name
        ((None, None), Language.ENGLISH),
        (("", ""), Language.ENGLISH),
    ],
)
def test_the_first_profile_counts_that_is_for_a_name_of_the_device(
    store: Store, set_up: Path, names: tuple[str | None, ...], language: Language
) -> None:
    session = Session(store, FlowsFile(set_up), "anna", names=names)
    assert session.view().language is language


def test_a_device_with_a_name_is_known_by_it_without_being_told(store: Store, set_up: Path) -> None:
    flows = FlowsFile(set_up)
    assert Session(store, OnDevice(flows, "GATE"), "anna").view().language is Language.SPANISH
    assert Session(store, flows, device="DOCK-1").view().language is Language.GERMAN


def test_a_handheld_that_is_taken_to_another_device_is_set_up_as_that_is(store: Store, set_up: Path) -> None:
    session = Session(store, FlowsFile(set_up), "anna", names=("DOCK-1", "xterm"))
    before = session.profile
    assert session.profile is before
    session.use_on(("GATE", "xterm"))
    assert session.profile is not before
    assert session.view().language is Language.SPANISH


@pytest.mark.parametrize(
    ("term", "sent", "serial"),
    [
        ("xterm", "21SN7#10L1", "SN7"),
        ("vt100", "21SN7{GS}10L1", "SN7"),
        ("vt100", "21SN8^]10L1", "SN8"),
        ("vt100", "21SN9\x1d10L1", "SN9"),
        ("vt100", "21SN7#10L1", "21SN7#10L1"),
    ],
)
def test_what_is_said_of_the_scanner_wins_over_the_separator_of_the_flow(
    store: Store, set_up: Path, term: str, sent: str, serial: str
) -> None:
    session = Session(store, FlowsFile(set_up), "anna", "goods_in", names=(None, term))
    for text in ("PR-1", "CAM-1"):
        scan(session, text)
    serials = scan(session, sent).serials
    assert serials
    assert serials.last == serial
