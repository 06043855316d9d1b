"""Reading what flows.toml says of devices."""

from pathlib import Path

import pytest

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.loader import parse
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.toml.key import FrozenTable

PATH = Path("flows.toml")
QUOTES = '",'
ROOT = Path(__file__).parents[3]
RECEIVE = 'operation = "pre_receipt_receive"\nsteps = ["scan_pre_receipt", "scan_product", "scan_location"]\n'
PICK = 'operation = "pick_by_pick_list"\nsteps = ["scan_pick_list", "scan_product", "confirm_quantity"]\n'


FLOW = f"[flows.goods_in]\n{RECEIVE}"


def test_a_device_is_set_up_as_all_are_but_for_what_differs() -> None:
    text = '[device]\nprefix = "*"\ntaken_beeps = 1\n[devices.DOCK-1]\nrepeat_seconds = 20\n' + FLOW
    flows = parse(text, PATH)
    common = DeviceProfile(action_prefix="*", tones=FrozenTable({"success": 1}))
    assert flows.profile(None) == common
    assert flows.profile("elsewhere") == flows.profile(None)
    named = {**common.model_dump(), "repeat_seconds": 20, "match": ("DOCK-1",)}
    assert flows.profile("dock-1").model_dump() == named


def test_without_a_table_devices_are_as_they_come() -> None:
    assert parse(FLOW, PATH).profile("DOCK-1") == DeviceProfile()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[device]\nprefix = "A"\n', '2:1: prefix cannot be "A": it must be one character that is no letter'),
        ('[device]\nprefix = ":"\n', "2:1: prefix cannot be"),
        ("[device]\nnot_taken_beeps = 0\n", "2:1: not_taken_beeps cannot be 0: it must be 1 or more"),
        (
            "[device]\nlarge_letter = true\n",
            '2:1: unknown key "large_letter" - did you mean "large_letters"?',
        ),
        ("[devices.D]\nrepeat_seconds = 601\n", "2:1: repeat_seconds cannot be 601: it must be 600 or less"),
        ("device = 3\n", "1:1: device cannot be 3: it must be a table of options"),
        ("devices = 3\n", "1:1: devices cannot be 3: it must be a table of devices"),
        ("[devices]\nD = 3\n", "2:1: D cannot be 3: it must be a table of options"),
        ("[devic]\n", '1:2: unknown table "devic" - did you mean "device"?'),
    ],
)
def test_a_wrong_device_is_refused_with_its_place(text: str, problem: str) -> None:
    with pytest.raises(FlowsInvalid) as invalid:
        parse(text + FLOW, PATH)
    told = str(invalid.value).removeprefix("flows.toml:")
    assert told.split(":", 2)[2].startswith(problem.split(":", 2)[2])
    assert told.split(":")[0] == problem.split(":", maxsplit=1)[0]
