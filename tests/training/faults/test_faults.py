"""Each fault is real: bytes go the way of a client's, and the handheld says what it says to whoever scans on as if nothing were wrong."""

from pathlib import Path
from typing import Final

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Label
from serialhhd.store.engine.store import Store
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import InHand, Laid, Right
from serialhhd.training.scanner import Scanner
from serialhhd.training.scenarios.loader import checked
from serialhhd.training.scenarios.start import fill
from serialhhd.training.wire import Wire

CAMERA, CABLE, LOCK = "9521234543213", "9521234543268", "9521234543237"
SITE: Final = rf"""
version = 1
title = "A site"
goal = "None"
flow = "goods_in"
needs = ["scan_product", "enter_serials"]
par = 1

[start]
products = [
  {{ sku = "CAM-1", name = "Camera", tracking = "full-tracking", barcode = "{CAMERA}", serial_pattern = 'SN\d{{4}}' }},
  {{ sku = "CBL-2", name = "Cable", barcode = "{CABLE}" }},
  {{ sku = "LCK-7", name = "Lock", barcode = "{LOCK}" }},
]
stock = [{{ sku = "CAM-1", location = "A-01", quantity = 2, serials = "SN0101,SN0102" }}]
pre_receipts = [{{ ref = "PR-1", lines = [{{ sku = "CAM-1", quantity = 3 }}, {{ sku = "CBL-2", quantity = 2 }}] }}]
pick_lists = [{{ ref = "PL-1", lines = [{{ sku = "CAM-1", quantity = 2 }}] }}]
holds = [{{ sku = "CAM-1", serials = "SN0102", reason = "Wet" }}]

[end]
stock = [{{ sku = "CAM-1", location = "A-01", quantity = 2 }}]
"""
SERIALS_IN: Final = ("PR-1", CAMERA)
SERIALS_OUT: Final = ("PL-1", "A-01", CAMERA)
SERIAL, UNIT = "SN0001", f"010{CAMERA}10L1\x1d21SN0001"
CASES: Final = [
    ("unreadable", SERIALS_IN, SERIAL),
    ("partly_readable", SERIALS_IN, SERIAL),
    ("wrong_check_digit", ("PR-1",), CAMERA),
    ("no_fnc1", SERIALS_IN, UNIT),
    ("wrong_product", ("PR-1",), CAMERA),
    ("wrong_product", SERIALS_IN, SERIAL),
    ("pallet_label", ("PR-1",), CAMERA),
    ("pallet_label", SERIALS_IN, SERIAL),
    ("product_for_serial", SERIALS_IN, SERIAL),
    ("old_document", (), "PR-1"),
    ("over_delivery", (*SERIALS_IN, "SN0001", "SN0002", "SN0003"), "SN0004"),
    ("duplicate_serial", (*SERIALS_IN, SERIAL), SERIAL),
    ("serial_elsewhere", SERIALS_IN, "SN0101"),
    ("on_hold", SERIALS_OUT, "SN0102"),
    ("not_announced", ("PR-1",), LOCK),
    ("double_read", SERIALS_IN, SERIAL),
    ("cut_off", SERIALS_IN, SERIAL),
    ("keyboard_layout", SERIALS_IN, SERIAL),
    ("caps_lock", SERIALS_IN, SERIAL),
    ("no_suffix", SERIALS_IN, SERIAL),
]
"""The fault, what was scanned before, and the label in hand."""
WITHOUT_A_SCAN: Final = {"short_delivery"}
"""What nobody meets by scanning: something is not there."""


def label(text: str) -> Label:
    symbology = Symbology.GS1_DATA_MATRIX if "\x1d" in text else Symbology.CODE_128
    return Label(text, "", is_good=True, why="", symbology=symbology)


def test_every_fault_is_met() -> None:
    assert {name for name, _, _ in CASES} == faults().keys() - WITHOUT_A_SCAN


@pytest.mark.parametrize(("name", "before", "text"), CASES)
def test_the_handheld_says_what_a_fault_brings(
    name: str, before: tuple[str, ...], text: str, store: Store, tmp_path: Path
) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SITE, encoding="utf-8")
    fill(store, checked(site).scenario, tmp_path)
    flow = "goods_out" if "PL-1" in before else "goods_in"
    wire = Wire(Session(store, FlowsFile(PACKAGED), "anna", flow))
    for one in before:
        (view,) = wire.send(Scanner().read(label(one)))
        assert view.message is None or view.message.severity != "error"
    hand = InHand(label=label(text), product=CAMERA, other_product=CABLE, other_document="PL-1")
    views = wire.send(faults()[name].reads(Scanner(), hand))
    said = views[-1].message if views else None
    assert (said.code in faults()[name].codes) if said else not faults()[name].codes
    assert wire.unfinished == (SERIAL if name == "no_suffix" else "")


@pytest.mark.parametrize("name", faults())
def test_a_fault_says_what_is_right_about_it_and_what_has_happened(name: str) -> None:
    fault = faults()[name]
    assert fault.rights
    assert set(fault.rights) <= set(Right)
    assert fault.meaning.endswith(".")


def test_what_goods_cannot_bring_is_said() -> None:
    as_asked = Laid(goods={"cam-1": 2}, announced={"cam-1": 2}, products=1, documents=1)
    lacking = {name for name, fault in faults().items() if fault.lacks(as_asked)}
    of_goods = {name for name, fault in faults().items() if fault.group == "goods"}
    assert lacking == {*of_goods, "no_fnc1", "wrong_product", "old_document"}
    everything = Laid(
        goods={"cam-1": 3, "lck-7": 1},
        announced={"cam-1": 2, "cbl-2": 4},
        products=3,
        documents=2,
        has_repeated=True,
        has_known=True,
        has_held=True,
        has_lot=True,
    )
    assert not any(fault.lacks(everything) for fault in faults().values())
