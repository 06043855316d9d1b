"""The command line `serialhhd`: global options and the nouns."""

from typing import Annotated, Any, Final

import typer

from serialhhd.cli.parts.exit_codes import Commands
from serialhhd.cli.parts.loading import LateCommands
from serialhhd.cli.parts.options import Options

NOUNS: Final = {
    "hhd": "serialhhd.cli.nouns.hhd:hhd",
    "demo": "serialhhd.cli.nouns.demo:demo",
    "desk": "serialhhd.cli.nouns.desk:desk",
    "product": "serialhhd.cli.nouns.goods.product:app",
    "pre-receipt": "serialhhd.cli.nouns.documents.pre_receipt:app",
    "pick-list": "serialhhd.cli.nouns.documents.pick_list:app",
    "transfer": "serialhhd.cli.nouns.documents.transfer:app",
    "batch": "serialhhd.cli.nouns.documents.batch:app",
    "return": "serialhhd.cli.nouns.documents.customer_return:app",
    "count": "serialhhd.cli.nouns.documents.count:app",
    "container": "serialhhd.cli.nouns.goods.container:app",
    "adjustment": "serialhhd.cli.nouns.documents.adjustment:app",
    "stock": "serialhhd.cli.nouns.goods.stock:app",
    "transaction": "serialhhd.cli.nouns.goods.transaction:app",
    "serial": "serialhhd.cli.nouns.goods.serial:app",
    "flows": "serialhhd.cli.nouns.flows:app",
    "location": "serialhhd.cli.nouns.goods.place:locations",
    "account": "serialhhd.cli.nouns.goods.place:accounts",
    "warehouse": "serialhhd.cli.nouns.goods.place:warehouses",
    "operator": "serialhhd.cli.nouns.operator:app",
    "device": "serialhhd.cli.nouns.device:app",
    "labels": "serialhhd.cli.nouns.labels:labels",
    "doctor": "serialhhd.cli.nouns.doctor:app",
    "run": "serialhhd.cli.nouns.run:app",
    "serve": "serialhhd.cli.nouns.serve:app",
    "store": "serialhhd.cli.nouns.store:app",
    "train": "serialhhd.cli.nouns.train:app",
}
"""Where each command is. A noun's module is imported when its command is asked for, all of them for `--help`."""


class Nouns(Commands):
    """The commands of the program."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.commands = LateCommands(NOUNS)


app = typer.Typer(
    name="serialhhd",
    cls=Nouns,
    help="A warehouse handheld that captures serial numbers at goods in and goods out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

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
