"""`serialhhd desk`: the office screens."""

import typer

from serialhhd.cli.hhd import check_terminal
from serialhhd.cli.opened import who, writing


def desk(ctx: typer.Context) -> None:
    """Open the office screens: products, pre-receipts, pick lists, stock, transactions, serials and recalls."""
    check_terminal("the commands: serialhhd --help")
    with writing(ctx) as store:
        from serialhhd.screens.desk.start import run_desk

        raise typer.Exit(run_desk(store, who()))
