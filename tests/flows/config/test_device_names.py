"""A profile of devices may be called what no device is: it is for none then, and the file is read."""

from pathlib import Path

import pytest

from serialhhd.flows.config.loader import load


@pytest.mark.parametrize("name", ["", "\\n", "x" * 300], ids=["empty", "two lines", "long"])
def test_what_no_device_is_called_is_for_none(tmp_path: Path, name: str) -> None:
    path = tmp_path / "flows.toml"
    path.write_text(
        f'[devices."{name}"]\ntheme = "cold-store"\n[flows.a]\noperation = "pre_receipt_receive"\n'
        'steps = ["scan_pre_receipt", "scan_product", "scan_location"]\n',
        encoding="utf-8",
    )
    (profile,) = load(path).devices.values()
    assert profile.match == ()
