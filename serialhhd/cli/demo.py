"""`serialhhd demo`: a sample warehouse in a throw-away store, and the handheld on it."""

import tempfile
from pathlib import Path

import typer

from serialhhd.cli.hhd import AsJson, Plain, Size, check_modes, check_terminal, open_handheld, parse_device
from serialhhd.cli.output import say

DEVICE = "26x16"


def demo(ctx: typer.Context, *, size: Size = DEVICE, plain: Plain = False, as_json: AsJson = False) -> None:
    """Open the handheld on a sample warehouse in a throw-away store."""
    device = parse_device(size)
    check_modes(plain=plain, as_json=as_json)
    if not (plain or as_json):
        check_terminal("serialhhd demo --plain")
    from serialhhd.store import sample
    from serialhhd.store.store import Store

    with tempfile.TemporaryDirectory(prefix="serialhhd-demo-") as folder:
        with Store.open(str(Path(folder) / "demo.db"), create=True) as store:
            store.write(lambda conn: sample.fill(conn, store.now()))
            open_handheld(ctx, store, "demo", None, device, plain=plain, as_json=as_json)
        say("The sample warehouse is gone. Your own: serialhhd product add --help")
