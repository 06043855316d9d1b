"""What a scanner sends before a code, and the sign of an action, whatever comes before them."""

import pytest

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.screens.entering.prefixes import as_meant

DOCK = DeviceProfile(action_prefix="!", strip_prefix="~")


@pytest.mark.parametrize(
    ("entered", "typed", "meant"),
    [
        ("~SN1", 0, "SN1"),
        ("~~SN1", 0, "~SN1"),  # once
        ("SN~1", 0, "SN~1"),
        ("~", 0, "~"),
        ("12~", 2, "12~"),
        ("12~SN1", 2, "12SN1"),  # typed, then scanned
        ("~12~SN1", 3, "~12SN1"),
        ("~]C1SN1", 0, "]C1SN1"),
        ("~]C1:done", 0, ":done"),
        ("!DONE", 0, ":done"),
        ("~!remove SN1", 0, ":remove SN1"),
        ("!seal 7", 0, ":seal 7"),  # an operation's own
        ("!dune", 0, "!dune"),
        ("!", 0, "!"),
        ("!12", 0, "!12"),
        ("!!3", 0, "!!3"),
        (".done", 0, ".done"),
        (":DONE", 0, ":DONE"),
    ],
)
def test_what_is_meant(entered: str, typed: int, meant: str) -> None:
    assert as_meant(entered, typed, DOCK, (":seal",)) == meant


def test_a_device_that_nothing_is_set_of_has_a_point() -> None:
    assert as_meant(".done", 0, DeviceProfile(), ()) == ":done"
    assert as_meant("~SN1", 0, DeviceProfile(), ()) == "~SN1"
