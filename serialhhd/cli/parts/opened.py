"""The store that a command works on, and whose name the office's work carries."""

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from serialhhd.cli.parts.loading import loading
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import mark

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store


def reading(ctx: typer.Context) -> "Store":
    """Open the store for a command that only reads.

    Raises:
        StoreUnavailable: It is missing, or cannot be used.
    """
    return _open(ctx, create=False)


def existing(ctx: typer.Context) -> "Store | None":
    """Open the store for a command that looks at it only where there is one.

    Raises:
        StoreUnavailable: It is there, and cannot be used.
    """
    named = ctx.ensure_object(Options).store
    if "://" not in named and not Path(named).expanduser().exists():
        return None
    return _open(ctx, create=False)


def writing(ctx: typer.Context) -> "Store":
    """Open the store for a command that writes; a missing file is created.

    Raises:
        StoreUnavailable: It cannot be used.
    """
    return _open(ctx, create=True)


def serving(ctx: typer.Context) -> "Store":
    """Open the store for a server, which never makes one: the one that it had may be gone.

    Raises:
        StoreUnavailable: It is missing, or cannot be used.
    """
    return _open(ctx, create=False)


def _open(ctx: typer.Context, *, create: bool) -> "Store":
    with loading():
        from serialhhd.store.engine.store import Store

    store = Store.open(ctx.ensure_object(Options).store, create=create)
    mark(store)
    return store


def who() -> str:
    """Return who works at the desk: SERIALHHD_OPERATOR, or the name of the user of this computer."""
    from serialhhd.store.words.encoding import as_text

    named = as_text(os.environ.get("SERIALHHD_OPERATOR", "")).strip()
    if named:
        from serialhhd.store.words import codes

        return codes.clean(named, "operator")
    try:
        return as_text(getpass.getuser())
    except (KeyError, OSError):
        return "office"
