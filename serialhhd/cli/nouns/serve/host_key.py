"""`serialhhd serve host-key`: the keys by which clients know the server."""

from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.arguments import HostKeys, default_host_keys
from serialhhd.cli.parts.output import say
from serialhhd.flows.sentences import messages

if TYPE_CHECKING:
    from asyncssh import SSHKey


def host_key(
    *,
    host_keys: HostKeys = None,
    name: Annotated[
        str, typer.Option(metavar="HOST", help="The server's name, for known_hosts.")
    ] = "localhost",
    port: Annotated[int, typer.Option(envvar="SERIALHHD_PORT", min=1, max=65535, help="Its port.")] = 2222,
    prepare: Annotated[bool, typer.Option("--next", help="Make the key that will come next.")] = False,
    take_next: Annotated[bool, typer.Option("--rotate", help="Take the next key into use.")] = False,
) -> None:
    """Print the server's key, its fingerprint, and what belongs into known_hosts."""
    from serialhhd.hosting.door import host_keys as keys
    from serialhhd.hosting.system_errors import said

    folder = host_keys or default_host_keys()
    try:
        if take_next:
            keys.rotate(folder)
        elif prepare:
            keys.prepare_next(folder)
        found = keys.known_host_keys(folder)
    except OSError as problem:
        raise messages.host_key_unusable(problem=said(problem)) from None
    for use, key in zip(("now", "next"), found, strict=False):
        _print(use, key, name if port == 22 else f"[{name}]:{port}")  # noqa: PLR2004 - SSH's own port is not written
    if take_next or prepare:
        say("It counts from the next start of the server on.")


def _print(use: str, key: "SSHKey", host: str) -> None:
    print(f"{use:4}  {key.get_fingerprint()}")
    kind, text = key.export_public_key().decode("ascii").split()[:2]
    print(f"      {host} {kind} {text}")
