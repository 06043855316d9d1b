"""The upper rows: of what does not fit, the least important gives way."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from serialhhd.flows.seam.view import Progress, Serials, View
from serialhhd.screens.hhd.drawing.head_rows import (
    counter,
    counter_width,
    facts_rows,
    in_large_letters,
    progress_row,
    question_parts,
    sought,
    title_row,
)
from serialhhd.screens.hhd.drawing.screen_state import ScreenState
from serialhhd.screens.hhd.panels.panels import Panel

GOODS_IN: dict[str, str | int] = {
    "pre_receipt": "PR-1007",
    "product": "CAM-200",
    "name": "Camera 4K outdoor",
    "tracking_type": "full_tracking",
    "quantity": 300,
}
GOODS_OUT: dict[str, str | int] = {
    "pick_list": "PL-501",
    "product": "CAM-200",
    "name": "Camera 4K outdoor",
    "tracking_type": "full_tracking",
    "location": "A-01-01",
    "quantity": 2,
}
PANEL = Panel("text", "HELP")
WORDS = st.text(st.characters(codec="ascii", categories=["L", "N", "Zs"]), max_size=40)


def a_view(fields: dict[str, str | int], step: str = "enter_serials", prompt: str = "SERIAL?") -> View:
    title = "Pick Tasks by Pick List" if "pick_list" in fields else "Pre-Receipt Receive"
    number = str(fields.get("pick_list") or fields.get("pre_receipt") or "")
    return View("flow", step, title, prompt, document=number, fields=MappingProxyType(fields))


def going(fields: dict[str, str | int] = GOODS_OUT) -> ScreenState:
    location = str(fields["location"])
    view = a_view(fields, "scan_location", f"GO TO {location}")
    return ScreenState(replace(view, sought=location, large=location))


# --- the title --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "width", "expected"),
    [
        (GOODS_IN, 40, "Pre-Receipt Receive              PR-1007"),
        (GOODS_IN, 20, "Pre-Receipt… PR-1007"),
        (GOODS_OUT, 20, "Pick Tasks by PL-501"),
        ({}, 20, "Pre-Receipt Receive "),
        ({"pre_receipt": "PR-2026-0000012345"}, 20, "PR-2026-0000012345  "),
    ],
)
def test_the_number_of_the_document_stays_whole(
    fields: dict[str, str | int], width: int, expected: str
) -> None:
    assert title_row(a_view(fields), width, has_product=False) == expected


@pytest.mark.parametrize(
    ("fields", "width", "expected"),
    [
        (GOODS_OUT, 40, "Pick Tasks by Pick List PL-501   CAM-200"),
        (GOODS_OUT, 20, "Pick… PL-501 CAM-200"),
        (GOODS_OUT, 16, "PL-501   CAM-200"),
        ({"pick_list": "PL-501"}, 20, "Pick Tasks by PL-501"),
    ],
)
def test_on_flat_screens_the_product_stands_in_the_title(
    fields: dict[str, str | int], width: int, expected: str
) -> None:
    assert title_row(a_view(fields), width, has_product=True) == expected


@pytest.mark.parametrize(
    ("fields", "width", "has_product", "expected"),
    [
        (GOODS_IN, 40, False, "TRAINING Pre-Receipt Receive     PR-1007"),
        (GOODS_IN, 16, False, "TRAINING PR-1007"),
        ({"pre_receipt": "PR-2026-0000012345"}, 16, False, "TRAINING PR…2345"),
        ({}, 16, False, "TRAINING Pre-Re…"),
        (GOODS_OUT, 40, True, "TRAINING Pick Tasks by… PL-501   CAM-200"),
        (GOODS_OUT, 24, True, "TRAINING PL-501  CAM-200"),
        (GOODS_OUT, 16, True, "TRAINING CAM-200"),
        ({**GOODS_IN, "product": "100045321-BLK-XL"}, 20, True, "TRAINING 100…-BLK-XL"),
    ],
)
def test_r68_of_a_training_store_that_stands_first_and_then_what_is_needed_most(
    fields: dict[str, str | int], width: int, expected: str, *, has_product: bool
) -> None:
    view = replace(a_view(fields), is_training=True)
    assert title_row(view, width, has_product=has_product) == expected


# --- the facts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "width", "rows", "expected"),
    [
        (GOODS_IN, 20, 3, ["CAM-200      Qty 300", "Camera 4K outdoor   ", "Full Tracking       "]),
        (GOODS_OUT, 20, 3, ["CAM-200        Qty 2", "Camera 4K outdoor   ", "Full Tracki… A-01-01"]),
        (GOODS_OUT, 26, 2, ["CAM-200 Camera 4K o… Qty 2", "Full Tracking      A-01-01"]),
        (GOODS_IN, 40, 1, ["Camera 4K outdoor  Full Tracking Qty 300"]),
        ({**GOODS_IN, "name": "Camera 4K Weatherproof"}, 40, 1, ["Camera 4K Weather… Full Tracking Qty 300"]),
        (GOODS_OUT, 40, 1, ["Camera 4K outdoor          Qty 2 A-01-01"]),
        (GOODS_OUT, 20, 1, ["Qty 2        A-01-01"]),
        ({}, 20, 3, [" " * 20] * 3),
    ],
)
def test_the_place_and_the_quantity_stay_whole(
    fields: dict[str, str | int], width: int, rows: int, expected: list[str]
) -> None:
    assert facts_rows(ScreenState(a_view(fields)), width, rows) == expected


def test_on_the_way_the_name_counts_more_than_the_place_that_the_question_says() -> None:
    assert facts_rows(going(), 20, 1) == ["Camera 4K out… Qty 2"]


def test_a_long_product_leaves_the_quantity_to_the_row_of_its_name() -> None:
    fields = {**GOODS_IN, "product": "100045321-BLK-XL"}
    assert facts_rows(ScreenState(a_view(fields)), 20, 3)[:2] == [
        "100045321-BLK-XL    ",
        "Camera 4K o… Qty 300",
    ]


def test_on_wide_screens_facts_are_named() -> None:
    product, tracking, quantity = facts_rows(ScreenState(a_view(GOODS_OUT)), 80, 3)
    assert product.startswith("Product   CAM-200  Camera 4K outdoor ")
    assert tracking.startswith("Tracking  Full Tracking       Location  A-01-01 ")
    assert quantity.startswith("Quantity  2 ")


@given(WORDS, WORDS, WORDS, st.integers(0, 9999), st.integers(16, 100), st.integers(1, 3))
def test_every_row_has_exactly_the_width(
    product: str, name: str, location: str, quantity: int, width: int, rows: int
) -> None:
    fields: dict[str, str | int] = {
        "pick_list": "PL-1",
        "product": product,
        "name": name,
        "location": location,
        "quantity": quantity,
    }
    drawn = facts_rows(ScreenState(a_view(fields)), width, rows)
    assert [cell_len(row) for row in drawn] == [width] * rows
    assert cell_len(title_row(a_view(fields), width, has_product=rows == 1)) == width


# --- the question -----------------------------------------------------------------------------------------------


def test_what_is_to_be_found_stands_out_and_what_the_view_says_is_large() -> None:
    assert (sought(going()), in_large_letters(going())) == ("A-01-01", "A-01-01")
    assert (sought(ScreenState(a_view(GOODS_OUT))), in_large_letters(ScreenState(a_view(GOODS_OUT)))) == (
        "",
        "",
    )


def test_while_a_panel_is_open_nothing_is_wanted() -> None:
    shown = ScreenState(going().view, panel=PANEL)
    assert (sought(shown), in_large_letters(shown)) == ("", "")
    assert question_parts(shown, 20) == ("HELP", "")


@pytest.mark.parametrize(
    ("place", "width", "expected"),
    [
        ("A-01-01", 20, ("GO TO ", "A-01-01")),
        ("NORTH-AISLE-12-B-04", 20, ("GO TO ", "NORT…E-12-B-04")),
        ("A-01-01", 4, ("GO …", "")),
    ],
)
def test_of_a_long_place_both_ends_are_read(place: str, width: int, expected: tuple[str, str]) -> None:
    assert question_parts(going({**GOODS_OUT, "location": place}), width) == expected


@pytest.mark.parametrize(
    ("serials", "said", "reached"),
    [
        (None, "", False),
        (Serials(7, None, "SN7"), "7", False),
        (Serials(7, 12, "SN7"), "7/12", False),
        (Serials(12, 12, "SN7"), "12/12", True),
        (Serials(13, 12, "SN7"), "13/12", True),
        (Serials(0, 0, None), "0/0", False),
    ],
)
def test_the_counter(serials: Serials | None, said: str, reached: bool) -> None:
    assert (counter(serials), bool(serials and serials.are_all_there)) == (said, reached)


def test_the_counter_keeps_its_width_until_all_are_scanned() -> None:
    def width(captured: int, panel: Panel | None = None) -> int:
        view = replace(a_view(GOODS_IN), serials=Serials(captured, 300, None))
        return counter_width(ScreenState(view, panel=panel))

    assert {width(captured) for captured in (0, 9, 10, 300)} == {len("300/300")}
    assert width(1000) == len("1000/300")
    assert width(9, PANEL) == len("9/300")


@pytest.mark.parametrize(
    ("progress", "width", "told"),
    [
        (Progress(3, 7, 12, 47), 30, "line 3 of 7, 12 of 47 units"),
        (Progress(3, 7, 12, 47), 20, "line 3 of 7    12/47"),
        (Progress(12, 120, 1200, 4700), 20, "12/120     1200/4700"),
        (Progress(None, 7, 12, 47), 30, "7 lines, 12 of 47 units"),
        (Progress(None, 1, 0, 3), 20, "1 line, 0 of 3 units"),
        (None, 20, ""),
    ],
)
def test_how_far_a_document_is(progress: Progress | None, width: int, told: str) -> None:
    assert progress_row(progress, width) == told
