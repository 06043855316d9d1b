"""What holds, who says so, what it means and what else it may be."""

from pathlib import Path

import pytest

from serialhhd.flows.config.loader import Checked, checked_text
from serialhhd.flows.descriptions import explanation
from serialhhd.flows.descriptions.settings import settings
from serialhhd.store.words.refusal import Refused

FILE = """\
[flows.goods_in]
operation = "pre_receipt_receive"
over_receipt = "5%"
ranges = false
steps = ["scan_pre_receipt", "scan_product", "enter_serials", "scan_location"]

[flows.goods_in.enter_serials]
ranges = true
"""


@pytest.fixture
def file() -> Checked:
    return checked_text(FILE, Path("site.toml"))


def test_every_setting_is_told_with_its_line_or_as_the_default(file: Checked) -> None:
    told = {one.name: (one.written, one.line) for one in settings(file, file.flows.flows["goods_in"])}
    assert told["goods_in.title"] == ('"Pre-Receipt Receive"', None)
    assert told["goods_in.steps"][1] == 5
    assert told["goods_in.confirm_quantity.over_receipt"] == ('"5%"', 3)
    assert told["goods_in.enter_serials.ranges"] == ("true", 8)
    assert told["goods_in.enter_serials.pre_entered"] == ('"accept"', None)


def test_a_key_is_explained_whole(file: Checked) -> None:
    assert explanation.text(file, ["goods_in", "enter_serials", "pre_entered"]) == (
        'goods_in.enter_serials.pre_entered = "accept"\n'
        "  default\n"
        "  Goods in, a line with pre-entered serials (R9): whether they are scanned.\n"
        '  It must be "accept" or "verify".\n'
        '    "accept"  no serial is asked for; they are received, and the quantity must equal their number\n'
        '    "verify"  each one is scanned against the list; what is missing is told by name'
    )


def test_a_key_of_a_step_is_found_without_the_step(file: Checked) -> None:
    (found,) = explanation.explained(file, ["goods_in", "over_receipt"])
    assert (found.name, found.line) == ("goods_in.confirm_quantity.over_receipt", 3)


def test_a_flow_is_explained_in_a_line_a_setting_and_says_what_is_not_asked(file: Checked) -> None:
    told = explanation.text(file, ["goods_in"]).splitlines()
    assert told[0] == "goods_in: Pre-Receipt Receive"
    assert ["over_receipt", '"5%"', "site.toml:3"] in [line.split() for line in told]
    assert " ".join(" ".join(told).split()).count("Not asked: it is not in steps.") == 1
    assert max(map(len, told)) <= 80


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["goods_inn"], "unknown_flow"),
        (["goods_in", "nix"], "unknown_option"),
        (["goods_in", "scan_pick_list"], "unknown_option"),
        (["goods_in", "confirm_quantity", "ranges"], "unknown_option"),
    ],
)
def test_what_is_not_there_is_refused(file: Checked, names: list[str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        explanation.text(file, names)


def test_rows_are_for_programs(file: Checked) -> None:
    (row,) = explanation.rows(explanation.explained(file, ["goods_in", "enter_serials", "ranges"]))
    assert (row["option"], row["value"], row["line"], row["default"]) == (
        "goods_in.enter_serials.ranges",
        True,
        8,
        True,
    )


# --- devices --------------------------------------------------------------------------------------------------------------

DEVICES = f"""{FILE}
[device]
not_taken_beeps = 3
theme = "colourless"

[devices.dock]
match = ["DOCK-*"]
language = "de"
tones = {{ success = 1 }}
"""


def test_how_devices_are_set_up_is_told_with_its_line() -> None:
    file = checked_text(DEVICES, Path("site.toml"))
    common = {one.name: (one.written, one.line) for one in explanation.explained(file, ["device"])}
    assert common["device.tones"] == ("{ success = 0, warning = 1, error = 3 }", 11)
    assert common["device.language"] == ('""', None)
    assert "device.match" not in common
    dock = {one.name: (one.written, one.line) for one in explanation.explained(file, ["devices", "Dock"])}
    assert dock["devices.dock.tones"] == ("{ success = 1, warning = 1, error = 3 }", 17)
    assert dock["devices.dock.theme"] == ('"colourless"', 12)
    assert dock["devices.dock.match"] == ('["DOCK-*"]', 15)
    assert explanation.text(file, ["devices", "dock"]).startswith("devices.dock: DOCK-*\n\n  language ")
    assert explanation.text(file, ["device", "theme"]).startswith(
        'device.theme = "colourless"\n  site.toml:12\n'
    )


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["devices"], "unknown_profile"),
        (["devices", "gate"], "unknown_profile"),
        (["device", "x"], "unknown_option"),
        (["devices", "dock", "tones", "error"], "unknown_option"),
    ],
)
def test_what_there_is_not_of_devices(names: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        explanation.text(checked_text(DEVICES, Path("site.toml")), names)
    assert refused.value.code == code
