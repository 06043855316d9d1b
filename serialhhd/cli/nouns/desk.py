"""`serialhhd desk`: the office screens."""

from typing import TYPE_CHECKING

import typer

from serialhhd.cli.parts.arguments import check_terminal
from serialhhd.cli.parts.opened import who, writing

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store


def desk(ctx: typer.Context) -> None:
    """Open the office screens: products, pre-receipts, pick lists, stock, transactions, serials and recalls."""
    check_terminal("the commands: serialhhd --help")
    with writing(ctx) as store:
        open_desk(store)


def open_desk(store: "Store") -> None:
    """Run the desk on an open store."""
    from serialhhd.screens.desk.start import run_desk

    exit_code = run_desk(store, who())
    if exit_code:
        raise typer.Exit(exit_code)
