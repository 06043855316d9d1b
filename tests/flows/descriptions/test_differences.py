"""What changes for operators, told from two files."""

from pathlib import Path

import pytest

from serialhhd.flows.config import editing
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.editing import Edit
from serialhhd.flows.config.loader import parse
from serialhhd.flows.descriptions.differences import differences

BEFORE = PACKAGED.read_bytes()


def told(*edits: Edit) -> list[str]:
    after = BEFORE
    for one in edits:
        after = editing.edited(after, Path("flows.toml"), one)
    return differences(*(parse(text.decode(), Path("flows.toml")) for text in (BEFORE, after)))


@pytest.mark.parametrize(
    ("edits", "sentences"),
    [
        ([], []),
        (
            [editing.exclude_step("goods_in", "enter_serials", without_serials="skip")],
            [
                (
                    "goods_in no longer asks enter_serials. Where a product needs serials, it goes through without serials, "
                    "the transaction says so, and what was received is a No Tracking stock line."
                )
            ],
        ),
        (
            [editing.exclude_step("goods_out", "scan_location")],
            ["goods_out no longer asks scan_location."],
        ),
        (
            [editing.move_step("goods_out", "scan_product", after="scan_pick_list")],
            ["goods_out asks scan_location after scan_product."],
        ),
        (
            editing.set_option("goods_in.enter_serials.pre_entered", "verify"),
            [
                (
                    'goods_in.enter_serials.pre_entered is "verify" (each one is scanned against the list; what is missing is told by '
                    'name), no longer "accept" (no serial is asked for; they are received, and the quantity must equal their '
                    "number). Goods in, a line with pre-entered serials (R9): whether they are scanned."
                )
            ],
        ),
        (
            editing.set_option("goods_in.scan_product.accept", '["barcode"]'),
            [
                (
                    'goods_in.scan_product.accept is ["barcode"], no longer ["sku", "barcode", "gs1", "list"]. How a product may be '
                    "named. What is left out is refused, and a list is not shown then."
                )
            ],
        ),
        (
            [
                *editing.set_option("goods_in.scan_location.default", "GOODS-IN"),
                editing.set_option("goods_in.scan_location.keep", "true")[0],
                *editing.set_option("goods_in.scan_location.confirm", "scan_again"),
                *editing.set_option("goods_in.confirm_quantity.skip_when", "one_answer"),
                *editing.set_option("goods_out.scan_location.default", "GOODS-IN"),  # says nothing there
            ],
            [
                (
                    'goods_in.confirm_quantity.skip_when is "one_answer" (where serials were scanned and none is missing), no longer "" '
                    "(it is always asked). When the quantity is taken without asking; the next answer says what was."
                ),
                (
                    'goods_in.scan_location.default is "GOODS-IN", no longer "". The place that Enter takes. Empty: a place must be '
                    "scanned."
                ),
                (
                    "goods_in.scan_location.keep is true, no longer false. Whether Enter takes the place that was answered last: by the "
                    "operator, in this flow, since signing on. It goes before the default."
                ),
                (
                    'goods_in.scan_location.confirm is "scan_again" (the place is scanned twice; only the second scan takes it), no '
                    'longer "" (it is taken at once). How a place is confirmed before it is taken.'
                ),
            ],
        ),
        (
            [editing.set_option("tote_pick.scan_batch.expired", '"allow"')[0]],
            [
                (
                    'tote_pick.scan_batch.expired is "allow" (it is taken), no longer "refuse" (it is refused when it is scanned, and when '
                    "what is taken is confirmed). Goods out and batch walk: whether a unit is taken whose expiry (17) is before today, the "
                    "local day. A supplier return takes it all the same."
                )
            ],
        ),
        (
            [editing.copy_flow("goods_out", "fast")],
            [
                (
                    "fast is new in the menu: Pick Tasks by Pick List. It asks scan_pick_list, scan_location, scan_product, "
                    "enter_serials, confirm_quantity."
                )
            ],
        ),
        (
            [editing.remove_flow("goods_in")],
            [
                "goods_in (Pre-Receipt Receive) is no longer in the menu. Runs that are open go on as they began.",
                "goods_out is number 1 of the menu, no longer 2.",
                "move is number 2 of the menu, no longer 3.",
                "put_away is number 3 of the menu, no longer 4.",
                "transfer_out is number 4 of the menu, no longer 5.",
                "transfer_in is number 5 of the menu, no longer 6.",
                "account_transfer is number 6 of the menu, no longer 7.",
                "adjust_out is number 7 of the menu, no longer 8.",
                "adjust_in is number 8 of the menu, no longer 9.",
                "returns is number 9 of the menu, no longer 10.",
                "count is number 10 of the menu, no longer 11.",
                "batch_walk is number 11 of the menu, no longer 12.",
                "batch_sort is number 12 of the menu, no longer 13.",
                "tote_pick is number 13 of the menu, no longer 14.",
                "pack is number 14 of the menu, no longer 15.",
            ],
        ),
        ([editing.set_option("goods_in.title", '"Pre-Receipt Receive"')[0]], []),
    ],
)
def test_each_change_in_a_sentence(edits: list[Edit], sentences: list[str]) -> None:
    assert told(*edits) == sentences


def test_what_says_nothing_is_not_told() -> None:
    without = editing.exclude_step("goods_out", "enter_serials", without_serials="refuse")
    ranges = editing.set_option("goods_out.enter_serials.ranges", "false")[0]
    assert len(told(without, ranges)) == 1


def test_devices_are_told_once_for_all_and_by_profile_where_they_differ() -> None:
    after = f'{BEFORE.decode()}\n[device]\ntaken_beeps = 1\n[devices.dock]\nmatch = ["DOCK-*"]\ntheme = "colourless"\n'
    sentences = differences(parse(BEFORE.decode(), PACKAGED), parse(after, PACKAGED))
    assert [one.split(" (")[0].split(". ")[0] for one in sentences] == [
        "device.tones is { success = 1, warning = 1, error = 2 }, no longer { success = 0, warning = 1, error = 2 }",
        "devices.dock is new: it is for DOCK-*.",
        'DOCK-*: devices.dock.theme is "colourless"',
    ]


def test_whom_a_profile_is_for_is_told_and_that_it_is_gone() -> None:
    dock, gate = (f'[devices.dock]\nmatch = ["{one}"]\nlanguage = "de"\n' for one in ("DOCK-*", "GATE-?"))
    flows = [parse(f"{BEFORE.decode()}\n{more}", PACKAGED) for more in (dock, gate, "")]
    assert differences(flows[0], flows[1]) == ["devices.dock is for GATE-?, no longer for DOCK-*."]
    assert differences(flows[0], flows[2]) == ["devices.dock is gone: it was for DOCK-*."]
