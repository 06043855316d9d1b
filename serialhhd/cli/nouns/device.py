"""`serialhhd device`: terminals that several operators share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts import keys
from serialhhd.cli.parts.exporting import AsIs, Csv, short_list
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

app = typer.Typer(
    no_args_is_help=True,
    help="Terminals that operators share: they log in with a key, and ask for badge and PIN.",
)
FirstKey = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The .pub file of its key; - reads stdin.", allow_dash=True),
]


@app.command()
def add(ctx: typer.Context, name: str, *, key_file: FirstKey = None) -> None:
    """Add a shared device; with --key it can log in at once."""
    from serialhhd.store.people import credentials, devices

    key = credentials.read_key(keys.content(key_file)) if key_file else None
    with writing(ctx) as store:

        def write(conn: "Connection") -> str:
            added = devices.add(conn, name, store.now(), by=who())
            if key:
                credentials.add_key(conn, added, key, store.now(), by=who())
            return added

        added = store.write(write)
        if key:
            keys.say_who_else(store, added, key.fingerprint)
    say(f"Added device {added}" + (f", which can log in with {key.fingerprint}." if key else "."))


@app.command("list")
def list_(
    ctx: typer.Context, *, csv_file: Csv = None, csv_as_is: AsIs = False, as_json: Json = False
) -> None:
    """List the shared devices."""
    from serialhhd.store.people import devices

    with reading(ctx) as store, store.read() as conn:
        rows = [
            {"device": one.name, "state": "disabled" if one.is_disabled else "enabled", "keys": one.keys}
            for one in devices.all_devices(conn)
        ]
    short_list(rows, ("device", "state", "keys"), csv_file=csv_file, as_is=csv_as_is, as_json=as_json)


@app.command()
def disable(ctx: typer.Context, name: str) -> None:
    """Let a device log in no more: it is lost, or stolen."""
    from serialhhd.store.people import devices

    with writing(ctx) as store:
        store.write(lambda conn: devices.disable(conn, name, store.now(), by=who()))
    say(f"Device {name} may not log in any more.")


@app.command()
def enable(ctx: typer.Context, name: str) -> None:
    """Let a device log in again."""
    from serialhhd.store.people import devices

    with writing(ctx) as store:
        store.write(lambda conn: devices.enable(conn, name, by=who()))
    say(f"Device {name} may log in again.")


@app.command()
def key(
    ctx: typer.Context,
    name: str,
    *,
    add_file: keys.AddFile = None,
    label: keys.Label = "",
    remove: keys.Remove = None,
    as_json: Json = False,
) -> None:
    """List, add or remove the public keys that a device can log in with."""
    keys.change(ctx, name, add_file, label, remove, as_json=as_json)
