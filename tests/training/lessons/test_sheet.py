"""Scenarios on paper: good labels decode to what they should, bad ones to nothing or to the fault intended, and only the key says which."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from serialhhd.store.symbols.symbology import printed_in
from serialhhd.training.faults import faults
from serialhhd.training.faults.of_labels import LabelFault
from serialhhd.training.labels.paper import Sheet
from serialhhd.training.labels.pdf import as_pdf
from serialhhd.training.labels.png import as_png
from serialhhd.training.labels.svg import as_svg
from serialhhd.training.labels.text import as_text
from serialhhd.training.lessons.sheet import OnPaper, on_paper
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked
from tests.training.labels.scanned import (
    Found,
    pages_of_pdf,
    picture_of_png,
    picture_of_screen,
    picture_of_svg,
    shown,
    symbols_in,
)

GTIN, OTHER, LOT = "09521234543213", "09521234543268", "L1"
PRINTED: Final = GTIN.removeprefix("0")
"""What stands on the box: an EAN."""
EVERY: Final = f"""
version = 1
title = "All labels are bad"
goal = "Receive nothing."
flow = "goods_in"
needs = ["scan_pre_receipt", "scan_product", "enter_serials"]
par = 6

[start]
products = [
  {{ sku = "CAM-1", name = "Camera", tracking = "full-tracking", barcode = "{GTIN}" }},
  {{ sku = "CBL-2", name = "Cable", barcode = "{OTHER}" }},
]
pre_receipts = [
  {{ ref = "PR-1", lines = [{{ sku = "CAM-1", quantity = 3 }}] }},
  {{ ref = "PR-2", lines = [{{ sku = "CAM-1", quantity = 1 }}] }},
]

[[goods]]
sku = "CAM-1"
serials = "SN01..SN04"
lot = "{LOT}"
symbol = "gs1-datamatrix"

[end]
stock = [{{ sku = "CAM-1", location = "GOODS-IN", quantity = 3 }}]
"""
UNIT: Final = f"01{GTIN}10{LOT}\x1d21SN02"
READ: Final[dict[str, list[Found]]] = {
    "unreadable": [],
    "partly_readable": [("]d1", UNIT[: len(UNIT) // 2])],
    "wrong_check_digit": [("]C0", f"{PRINTED[:-1]}4")],
    "no_fnc1": [("]d1", UNIT.replace("\x1d", ""))],
    "wrong_product": [("]C0", OTHER.removeprefix("0"))],
    "pallet_label": [("]C1", "00395212345000000019")],
    "product_for_serial": [("]C0", PRINTED)],
    "old_document": [("]C0", "PR-2")],
}
DRAWN: Final[dict[str, Callable[[OnPaper], list[Image.Image]]]] = {
    "pdf": lambda paper: pages_of_pdf(as_pdf(paper.labels, Sheet(2, 6), paper.key)),
    "png": lambda paper: [picture_of_png(as_png(paper.labels, Sheet(2, 6), paper.key))],
    "svg": lambda paper: [picture_of_svg(as_svg(paper.labels, Sheet(2, 6), paper.key))],
    "text": lambda paper: [picture_of_screen(shown(as_text([one]), 300, 40)) for one in paper.labels],
}


def event(fault: str, right: str = "rescan") -> str:
    return f'[[events]]\nwhen = {{ step = "enter_serials", captured = 1 }}\nfault = "{fault}"\nright = "{right}"\n'


def scenario(folder: Path, *events: str) -> OnPaper:
    file = folder / "own.toml"
    file.write_text("\n".join([EVERY, *events]), encoding="utf-8")
    return on_paper(checked(file))


def bad_ones(paper: OnPaper) -> list[int]:
    """Return the places of the labels that the key calls bad."""
    listed = [re.fullmatch(r"#([0-9]+) .* \([0-9]+\)", line) for line in paper.key]
    return [int(found[1]) - 1 for found in listed if found]


@pytest.mark.parametrize("form", DRAWN)
def test_bad_labels_are_read_as_nothing_or_as_the_fault_intended_and_good_ones_as_they_are(
    form: str, tmp_path: Path
) -> None:
    assert READ.keys() == {one.name for one in faults().values() if isinstance(one, LabelFault)}
    paper = scenario(tmp_path, *map(event, READ))
    assert len(bad_ones(paper)) == len(READ)
    found = [one for picture in DRAWN[form](paper) for one in symbols_in(picture)]
    good = [(printed_in(code).aim_id, code) for code in ("PR-1", "PR-2", "GOODS-IN", PRINTED)]
    units = [("]d2", f"01{GTIN}10{LOT}\x1d21SN0{number}") for number in range(1, 5)]
    assert sorted(found) == sorted([*good, *units, *(one for read in READ.values() for one in read)])


def test_of_a_unit_that_is_to_be_set_aside_only_the_bad_label_is_there(tmp_path: Path) -> None:
    paper = scenario(tmp_path, event("unreadable", "set_aside"))
    (bad,) = bad_ones(paper)
    assert paper.labels[bad].is_torn
    assert [one.lines[0] for one in paper.labels].count("SN02") == 1


def test_nothing_on_a_bad_label_says_that_it_is_bad(tmp_path: Path) -> None:
    paper = scenario(tmp_path, event("unreadable"), event("partly_readable"), event("no_fnc1"))
    told = [one.lines for one in paper.labels if one.lines[0] == "SN02"]
    assert len(told) == 4
    assert len({(*lines[:1], *lines[2:]) for lines in told}) == 1
    assert [lines[1] for lines in (one.lines for one in paper.labels)] == [
        f"#{number}" for number in range(1, len(paper.labels) + 1)
    ]


@pytest.mark.parametrize("name", shipped.names())
def test_what_is_shipped_is_on_paper_each_time_the_same_and_the_key_tells_all_of_it(name: str) -> None:
    one = checked(shipped.find(name))
    paper = on_paper(one)
    assert paper == on_paper(one)
    key = "\n".join(paper.key)
    assert all(f": {event.fault}. " in key for event in one.scenario.events)
    numbers = [line.split()[0] for line in paper.key if line.startswith("#")]
    assert numbers == [f"#{number}" for number in range(1, len(paper.labels) + 1)]
    pages = pages_of_pdf(as_pdf(paper.labels, Sheet(2, 6), paper.key))
    held = {label.data for label in paper.labels if not label.is_torn}
    assert {data for page in pages for _, data in symbols_in(page)} == held
