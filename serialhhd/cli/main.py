"""The command line `serialhhd`: global options and the nouns."""

import gc
from importlib.metadata import version
from typing import Annotated

import typer

from serialhhd.cli.nouns import (
    demo,
    desk,
    device,
    flows,
    hhd,
    operator,
    pick_list,
    place,
    pre_receipt,
    product,
    run,
    serial,
    serve,
    stock,
    transaction,
)
from serialhhd.cli.nouns import store as store_commands
from serialhhd.cli.parts.exit_codes import Commands
from serialhhd.cli.parts.options import Options

app = typer.Typer(
    name="serialhhd",
    cls=Commands,
    help="A warehouse handheld that captures serial numbers at goods in and goods out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, noun in (
    ("product", product.app),
    ("pre-receipt", pre_receipt.app),
    ("pick-list", pick_list.app),
    ("stock", stock.app),
    ("transaction", transaction.app),
    ("serial", serial.app),
    ("flows", flows.app),
    ("location", place.locations),
    ("account", place.accounts),
    ("warehouse", place.warehouses),
    ("operator", operator.app),
    ("device", device.app),
    ("run", run.app),
    ("serve", serve.app),
    ("store", store_commands.app),
):
    app.add_typer(noun, name=name)
app.command(name="hhd")(hhd.hhd)
app.command(name="demo")(demo.demo)
app.command(name="desk")(desk.desk)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"serialhhd {version('serialhhd')}")
        raise typer.Exit


def default_store() -> str:
    """Return the file that holds the store where none is named: in the user's data folder."""
    from platformdirs import user_data_path

    return str(user_data_path("serialhhd", appauthor=False) / "store.db")


@app.callback()
def options(
    ctx: typer.Context,
    *,
    store: Annotated[
        str | None,
        typer.Option(
            envvar="SERIALHHD_STORE", metavar="URL_OR_PATH", help="The store: a file, or a database URL."
        ),
    ] = None,
    flows_path: Annotated[
        str | None, typer.Option("--flows", metavar="PATH", help="The configuration of the flows.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    ctx.obj = Options(store or default_store(), flows_path)


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(
        50_000, 20, 20
    )  # looking for garbage while modules load is a tenth of the start, and finds none
    app(prog_name="serialhhd")


if __name__ == "__main__":
    main()
