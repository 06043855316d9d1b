"""The options of `operator key` and `device key`, and what they do."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import listing, say

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store

AddFile = Annotated[
    Path | None,
    typer.Option("--add", metavar="FILE", help="The .pub file of a key; - reads stdin.", allow_dash=True),
]
Label = Annotated[str, typer.Option(help="What the key is called; its comment otherwise.")]
Remove = Annotated[
    str | None, typer.Option(metavar="FINGERPRINT", help="SHA256:... of a key to be taken away.")
]


def change(
    ctx: typer.Context, owner: str, add: Path | None, label: str, remove: str | None, *, as_json: bool
) -> None:
    """Add a key, remove one, or list them."""
    if add and remove:
        raise typer.BadParameter("--add and --remove exclude each other.")
    if add:
        add_key(ctx, owner, add, label)
    elif remove:
        _remove_key(ctx, owner, remove)
    else:
        _list_keys(ctx, owner, as_json=as_json)


def add_key(ctx: typer.Context, owner: str, file: Path, label: str) -> None:
    """Let an operator or device log in with the key of a file."""
    from serialhhd.store.people import credentials

    key = credentials.read_key(content(file))
    with writing(ctx) as store:
        store.write(lambda conn: credentials.add_key(conn, owner, key, store.now(), label, by=who()))
        say_who_else(store, owner, key.fingerprint)
    say(f"{owner} can log in with {key.fingerprint}.")


def say_who_else(store: "Store", owner: str, fingerprint: str) -> None:
    """Warn of a key that others log in with as well: it is no proof of who comes."""
    from serialhhd.flows.sentences import messages
    from serialhhd.store.people.key_owners import other_owners

    with store.read() as conn:
        others = other_owners(conn, owner, fingerprint)
    if others:
        say(messages.key_opens_for_others(owners=others).text)


def content(file: Path) -> str:
    """Return the text of a key file, or of stdin."""
    try:
        data = typer.get_binary_stream("stdin").read() if str(file) == "-" else file.read_bytes()
    except OSError as problem:
        raise typer.BadParameter(f"{file}: {problem.strerror}") from None
    return data[: 64 * 1024].decode("utf-8-sig", "replace")


def _remove_key(ctx: typer.Context, owner: str, fingerprint: str) -> None:
    from serialhhd.store.people import credentials

    with writing(ctx) as store:
        store.write(lambda conn: credentials.remove_key(conn, owner, fingerprint, by=who()))
    say(f"{owner} can no longer log in with {fingerprint}.")


def _list_keys(ctx: typer.Context, owner: str, *, as_json: bool) -> None:
    from serialhhd.store.people import credentials

    with reading(ctx) as store, store.read() as conn:
        found = credentials.keys_of(conn, owner)
    rows = [{"fingerprint": one.fingerprint, "label": one.label, "added": one.added_at} for one in found]
    listing(rows, ("fingerprint", "label", "added"), as_json=as_json)
