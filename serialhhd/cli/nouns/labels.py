"""`serialhhd labels`: barcode labels to be printed, or scanned from the screen."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.arguments import LanguageName, Yes, spoken_in
from serialhhd.cli.parts.label_output import check_output, drawn, write
from serialhhd.cli.parts.opened import reading
from serialhhd.cli.parts.output import counted, say
from serialhhd.training.labels.formats import LabelFormat, named_by
from serialhhd.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from serialhhd.training.labels.label import PrintedLabel
    from serialhhd.training.labels.paper import Sheet


class SymbolName(StrEnum):
    """A kind of symbol."""

    GS1_DATA_MATRIX = "gs1-datamatrix"
    GS1_128 = "gs1-128"
    QR = "qr"
    CODE_128 = "code128"


More = Annotated[list[str] | None, typer.Argument(help="More of what the option before names.")]
Products = Annotated[
    list[str] | None,
    typer.Option(metavar="SKU...", help="The labels of products; with --serials, whose serials they are."),
]
Serials = Annotated[
    str | None,
    typer.Option(metavar="A..B", help="The labels of units: SN01..SN20, SN01+20, or serials between commas."),
]
Locations = Annotated[list[str] | None, typer.Option(metavar="CODE...", help="The labels of places.")]
Documents = Annotated[
    list[str] | None, typer.Option(metavar="REF...", help="The labels of pre-receipts and pick lists.")
]
Commands = Annotated[
    bool, typer.Option("--commands", help="Cards of what can be done at a handheld, such as :done.")
]
Badges = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME...", help="Badges of operators: their names, never a PIN."),
]
Scenarios = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SCENARIO", help="What lies there in a scenario of training, and a key for the trainer."
    ),
]
Symbol = Annotated[
    SymbolName, typer.Option(help="The symbol. What is no GS1 data stands in the same bars without FNC1.")
]
FileFormat = Annotated[
    LabelFormat | None,
    typer.Option("--format", help="What is written; left out: as the name of FILE ends, or else pdf."),
]
SheetOf = Annotated[
    str, typer.Option(metavar="COLUMNSxROWS", help="Labels on a sheet of A4; of zpl the size of a label.")
]
Out = Annotated[str, typer.Option(metavar="FILE|-", help="Where to; - is stdout.")]
CardLanguage = Annotated[
    LanguageName,
    typer.Option("--language", envvar="SERIALHHD_LANGUAGE", help="In which cards and captions are written."),
]


def labels(
    ctx: typer.Context,
    more: More = None,
    *,
    product: Products = None,
    serials: Serials = None,
    location: Locations = None,
    document: Documents = None,
    commands: Commands = False,
    badge: Badges = None,
    scenario: Scenarios = None,
    symbol: Symbol = SymbolName.GS1_DATA_MATRIX,
    file_format: FileFormat = None,
    sheet: SheetOf = "3x8",
    out: Out = "-",
    language: CardLanguage = LanguageName.ENGLISH,
    yes: Yes = False,
) -> None:
    """Print barcode labels: of products, units, places and papers, cards of the actions, badges, and scenarios.

    On a terminal, --format text draws symbols that a scanner reads from the screen.
    """
    kinds = {
        "product": product,
        "location": location,
        "document": document,
        "badge": badge,
        "scenario": scenario,
    }
    wanted = _wanted(kinds, more or [], serials=serials, has_commands=commands)
    form = file_format or named_by(out)
    paper = _sheet(sheet)
    check_output(form, out)
    from serialhhd.flows.sentences.language import speaking
    from serialhhd.store.words.vocabulary import Language

    with speaking(spoken_in(language) or Language.ENGLISH):
        made = _made(ctx, wanted, serials, symbol, sure=yes)
        write(drawn(made.labels, form, paper, out, made.key), out)
    if made.key and form is LabelFormat.ZPL:
        say("The key for the trainer is not among labels of ZPL: --format text has it.")
    if out != "-":
        say(f"Wrote {counted(len(made.labels), 'label')} into {out}.")


# --- what is asked for --------------------------------------------------------------------------------------------

Wanted = tuple[str, list[str]]
"""A kind of labels, and which of it."""


def _wanted(
    kinds: dict[str, list[str] | None], more: list[str], *, serials: str | None, has_commands: bool
) -> Wanted:
    """Return what is asked for: one kind of labels at a time."""
    given = [(kind, [*values, *more]) for kind, values in kinds.items() if values]
    if has_commands:
        given.append(("commands", more))
    if serials is not None:
        given = [("serials", values) if kind == "product" else (kind, values) for kind, values in given]
    if len(given) != 1:
        raise typer.BadParameter(
            "say what the labels are of: one of --product, --serials with --product, --location, --document, --commands, --badge, --scenario."
        )
    (kind, values) = given[0]
    if serials is not None and (kind != "serials" or len(values) != 1):
        raise typer.BadParameter("--serials needs one --product.", param_hint="--serials")
    if kind == "commands" and values:
        raise typer.BadParameter(f"--commands takes no value: {values[0]}.")
    return kind, values


def _sheet(text: str) -> "Sheet":
    from serialhhd.training.labels.paper import parse_sheet

    try:
        return parse_sheet(text)
    except ValueError as problem:
        raise typer.BadParameter(str(problem), param_hint="--sheet") from None


# --- making them --------------------------------------------------------------------------------------------------


@value_class
class _Made:
    """Labels, and what is said behind them: the key of a scenario."""

    labels: "list[PrintedLabel]"
    key: tuple[str, ...] = ()


def _made(
    ctx: typer.Context, wanted: Wanted, serials: str | None, symbol: SymbolName, *, sure: bool
) -> _Made:
    from serialhhd.store.symbols.symbology import Symbology
    from serialhhd.training.labels import making

    kind, values = wanted
    symbology = Symbology(symbol.value)
    if kind == "commands":
        return _Made(list(making.of_commands(symbology)))
    if kind == "scenario":
        return _on_paper(values)
    with reading(ctx) as store, store.read() as conn:
        if kind == "serials":
            texts = _serials(serials or "")
            return _Made(list(making.of_serials(conn, values[0], texts, symbology, sure=sure)))
        makers: dict[str, Callable[[Connection, Sequence[str], Symbology], Iterator[PrintedLabel]]] = {
            "product": making.of_products,
            "location": making.of_locations,
            "document": making.of_documents,
            "badge": making.of_badges,
        }
        return _Made(list(makers[kind](conn, values, symbology)))


def _on_paper(named: list[str]) -> _Made:
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.training.labels.label import for_training
    from serialhhd.training.lessons.sheet import on_paper
    from serialhhd.training.scenarios import shipped
    from serialhhd.training.scenarios.loader import checked

    if len(named) > 1:
        raise typer.BadParameter("--scenario takes one.", param_hint="--scenario")
    with ending_in_order():
        paper = on_paper(checked(shipped.find(named[0])))
    return _Made([for_training(label) for label in paper.labels], paper.key)


def _serials(text: str) -> tuple[str, ...]:
    from serialhhd.typed.serial_texts import parse_serials

    texts = parse_serials(text).serials
    if not texts:
        raise typer.BadParameter(f"{text!r} holds no serial.", param_hint="--serials")
    return texts
