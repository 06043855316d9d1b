"""`serialhhd demo`: a sample warehouse in a throw-away store, with the handheld, or the desk, on it."""

from contextlib import suppress
from typing import Annotated

import typer

from serialhhd.cli.nouns.desk import open_desk
from serialhhd.cli.nouns.hhd import (
    AsJson,
    check_modes,
    open_handheld,
)
from serialhhd.cli.parts.arguments import DeviceLanguage, Plain, Size, check_terminal, parse_device, spoken_in
from serialhhd.cli.parts.output import say

DEVICE = "26x16"
JOINED = "This is the warehouse of the demo that runs in another terminal."
GONE = "The sample warehouse is gone. Your own: serialhhd product add --help"
STAYS = "The sample warehouse stays until the demo in the other terminal ends."

Desk = Annotated[
    bool,
    typer.Option(
        "--desk",
        help="Open the office screens instead of the handheld; on the warehouse of the demo that runs, if one does.",
    ),
]


def demo(
    ctx: typer.Context,
    *,
    size: Size = DEVICE,
    plain: Plain = False,
    as_json: AsJson = False,
    desk: Desk = False,
    language: DeviceLanguage = None,
) -> None:
    """Open the handheld, or the desk, on a sample warehouse in a throw-away store.

    A handheld and the desks beside it are in one warehouse, whichever comes first; it is gone with the last of them.
    """
    device = parse_device(size)
    check_modes(plain=plain, as_json=as_json)
    if desk and (plain or as_json):
        raise typer.BadParameter("--desk has neither --plain nor --json.")
    if not (plain or as_json):
        check_terminal("serialhhd demo --plain")
    from serialhhd.samples.demo_warehouse import enter
    from serialhhd.store.engine.store import Store
    from serialhhd.store.engine.throw_away import ending_in_order

    with ending_in_order():
        warehouse = enter(_fill, as_handheld=not desk)
        if warehouse.is_joined:
            say(JOINED)
        try:
            with warehouse, Store.open(warehouse.store) as store:
                if desk:
                    open_desk(store)
                else:
                    open_handheld(
                        ctx,
                        store,
                        "demo",
                        None,
                        device,
                        plain=plain,
                        as_json=as_json,
                        language=spoken_in(language),
                    )
        finally:
            with suppress(OSError):  # the terminal has hung up, and nobody reads it
                say(GONE if warehouse.is_gone else STAYS)


def _fill(path: str) -> None:
    from serialhhd.samples import two_warehouses as sample
    from serialhhd.store.engine.store import Store
    from serialhhd.store.words.vocabulary import StorePurpose

    # Whoever took it for the warehouse would lose what was scanned with the last terminal that leaves it.
    with Store.open(path, create=True, purpose=StorePurpose.TRAINING) as store:
        store.write(lambda conn: sample.fill(conn, store.now()))
