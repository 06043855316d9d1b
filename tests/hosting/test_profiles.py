"""A device that logs in to a server that is really run, and is set up by flows.toml, which changes meanwhile."""

from pathlib import Path

import asyncssh
import pytest

from serialhhd.flows.config.discovery import PACKAGED
from tests.hosting.served import DEVICE, Served, prepared
from tests.hosting.server_processes import Operator
from tests.hosting.ssh_site import PIN

pytestmark = pytest.mark.slow
DOCK = """
[devices.dock]
match = ["DOCK-*"]
language = "de"
keys = { F7 = ":short" }
action_prefix = "!"
strip_prefix = "~"
fnc1 = ["{GS}"]

[devices.old]
match = ["vt100"]
language = "es"
"""


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
async def test_a_device_is_set_up_by_its_name_and_anew_when_the_file_changes(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    file, packaged = tmp_path / "flows.toml", PACKAGED.read_text(encoding="utf-8")
    file.write_text(packaged + DOCK, encoding="utf-8")
    key = asyncssh.generate_private_key("ssh-ed25519")
    store = prepared(tmp_path / "store.db", key)
    with Served(store, tmp_path, *options, SERIALHHD_FLOWS=str(file)) as server:
        dock = await Operator.logs_in(server.port, DEVICE, key)
        await dock.sees("BEDIENER?")
        for keys, until in (
            ("~anna\r", "PIN?"),
            (f"{PIN}\r", "ABLAUF?"),
            ("1\r", "AVIS"),
            ("~PR-1007\r", "ARTIKEL?"),
            ("~CAM-200\r", "SERIENNR?"),
            ("~21SN7001{GS}10L1\r", "OK SN7001"),
            ("\x1b[18~", "MENGE?"),
            ("!back\r", "SERIENNR?"),
        ):
            await dock.sends(keys, until)
        file.write_text(packaged + DOCK.replace('"de"', '"en"').replace('"!"', '"*"'), encoding="utf-8")
        server.tells("flows applied")
        await dock.sends("~SN7002\r", "OK SN7002")
        await dock.sees("SERIAL?")
        await dock.sends("*done\r", "QUANTITY?")
        await dock.goes()
        phone = await Operator.logs_in(
            server.port, "anna", key
        )  # the handheld goes on, at a device without a name
        await phone.sees("CANTIDAD")
        await phone.goes()
