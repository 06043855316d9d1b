"""`serialhhd demo`: a sample warehouse in a throw-away store, and the handheld on it."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from serialhhd.cli.desk import open_desk
from serialhhd.cli.hhd import AsJson, Plain, Size, check_modes, check_terminal, open_handheld, parse_device
from serialhhd.cli.output import say

DEVICE = "26x16"


Desk = Annotated[bool, typer.Option("--desk", help="Open the office screens instead of the handheld.")]


def demo(
    ctx: typer.Context,
    *,
    size: Size = DEVICE,
    plain: Plain = False,
    as_json: AsJson = False,
    desk: Desk = False,
) -> None:
    """Open the handheld, or the desk, on a sample warehouse in a throw-away store."""
    device = parse_device(size)
    check_modes(plain=plain, as_json=as_json)
    if desk and (plain or as_json):
        raise typer.BadParameter("--desk has neither --plain nor --json.")
    if not (plain or as_json):
        check_terminal("serialhhd demo --plain")
    from serialhhd.store import sample
    from serialhhd.store.store import Store

    with tempfile.TemporaryDirectory(prefix="serialhhd-demo-") as folder:
        with Store.open(str(Path(folder) / "demo.db"), create=True) as store:
            store.write(lambda conn: sample.fill(conn, store.now()))
            if desk:
                open_desk(store)
            else:
                open_handheld(ctx, store, "demo", None, device, plain=plain, as_json=as_json)
        say("The sample warehouse is gone. Your own: serialhhd product add --help")
