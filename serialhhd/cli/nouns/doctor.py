"""`serialhhd doctor`: what is wrong with a device, told by what it does."""

import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.arguments import LanguageName, spoken_in
from serialhhd.cli.parts.exit_codes import REFUSED
from serialhhd.cli.parts.label_output import check_output, drawn, write
from serialhhd.cli.parts.output import say
from serialhhd.store.words.refusal import Refused
from serialhhd.training.labels.formats import LabelFormat, named_by

if TYPE_CHECKING:
    from serialhhd.training.doctor.reading import BytesCame
    from serialhhd.training.doctor.report import Report
    from serialhhd.training.labels.label import PrintedLabel

LONGEST = 64 * 1024
"""So many bytes are judged at most."""


class CheckSymbolName(StrEnum):
    """A kind of symbol."""

    GS1_DATA_MATRIX = "gs1-datamatrix"
    GS1_128 = "gs1-128"


app = typer.Typer(help="What is wrong with a device, told by what it does.", no_args_is_help=True)


@app.callback()
def _devices() -> None:
    """What is wrong with a device, told by what it does."""


@app.command()
def scan(
    *,
    recorded: Annotated[
        str | None, typer.Option("--bytes", metavar="FILE|-", help="Judge bytes that were recorded.")
    ] = None,
    print_to: Annotated[
        str | None,
        typer.Option(
            "--print", metavar="FILE", help="Write the check symbol for paper, as labels does, and no more."
        ),
    ] = None,
    paper: Annotated[bool, typer.Option("--paper", help="Draw nothing: the symbol is on paper.")] = False,
    device: Annotated[
        str, typer.Option(metavar="NAME", help="Whose lines in flows.toml are told.")
    ] = "my-device",
    symbol: Annotated[
        CheckSymbolName, typer.Option(help="The check symbol; lasers read gs1-128.")
    ] = CheckSymbolName.GS1_DATA_MATRIX,
    wait: Annotated[int, typer.Option(min=1, max=3600, help="So many seconds a scan is waited for.")] = 30,
    language: Annotated[
        LanguageName, typer.Option("--language", envvar="SERIALHHD_LANGUAGE", help="In which it is told.")
    ] = LanguageName.ENGLISH,
) -> None:
    """Show a check symbol, and say what the scanner makes of it and what is to be set.

    Exit code 1: something is to be set at the scanner, or nothing came. What can be made good in flows.toml is told as its lines.
    """
    from serialhhd.flows.sentences.language import speaking
    from serialhhd.store.words.vocabulary import Language

    with speaking(spoken_in(language) or Language.ENGLISH):
        if print_to is not None:
            _print(symbol, print_to)
            return
        came = _recorded(recorded) if recorded is not None else _scanned(symbol, wait, has_paper=paper)
        told = _judged(came, device, wait)
        _tell(told)
    if told.cures:
        raise typer.Exit(REFUSED)


# --- the check symbol ---------------------------------------------------------------------------------------------


def _print(symbol: CheckSymbolName, out: str) -> None:
    from serialhhd.training.labels.paper import Sheet

    form = named_by(out)
    check_output(form, out)
    write(drawn([_label(symbol)], form, Sheet(1, 4), out), out)
    if out != "-":
        say(f"Wrote the check symbol into {out}.")


def _label(symbol: CheckSymbolName) -> "PrintedLabel":
    from serialhhd.store.symbols.symbology import Symbology
    from serialhhd.training.doctor.check_symbol import check_label

    return check_label(Symbology(symbol.value))


# --- what comes ---------------------------------------------------------------------------------------------------


def _recorded(file: str) -> "list[BytesCame]":
    try:
        if file == "-":
            return [(0.0, sys.stdin.buffer.read(LONGEST))]
        with Path(file).open("rb") as opened:
            return [(0.0, opened.read(LONGEST))]
    except OSError as problem:
        raise typer.BadParameter(
            f"{file} cannot be read: {problem.strerror}.", param_hint="--bytes"
        ) from None


def _scanned(symbol: CheckSymbolName, wait: int, *, has_paper: bool) -> "list[BytesCame]":
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter("this is no terminal to scan at; bytes that were recorded: --bytes FILE")
    from serialhhd.training.doctor import english as words
    from serialhhd.training.doctor.listening import listen

    if not has_paper:
        check_output(LabelFormat.TEXT, "-")
        write(_symbol(symbol), "-")
    print(words.scan_paper() if has_paper else words.scan_this(), flush=True)
    return listen(sys.stdin.fileno(), wait)


def _symbol(symbol: CheckSymbolName) -> bytes:
    from serialhhd.training.labels import english as sentences
    from serialhhd.training.labels.text import as_text

    bare = replace(_label(symbol), lines=())
    try:
        return as_text([bare], os.get_terminal_size(sys.stdout.fileno())).encode()
    except Refused as refused:
        if refused.code != "label_needs_screen":
            raise
        raise sentences.check_symbol_needs_screen(**refused.facts) from None


# --- what is told -------------------------------------------------------------------------------------------------


def _judged(came: "list[BytesCame]", device: str, wait: int) -> "Report":
    from serialhhd.training.doctor.reading import read, text_of
    from serialhhd.training.doctor.report import other, report, silent

    if not any(data for _, data in came):
        return silent(wait)
    reading = read(came)
    return report(reading, device) if reading else other(text_of(b"".join(data for _, data in came)))


def _tell(told: "Report") -> None:
    from serialhhd.training.doctor import english as words

    width = max((len(caption) for caption, _ in told.facts), default=0)
    for caption, fact in told.facts:
        print(f"{caption:{width}}  {fact}")
    if told.facts:
        print()
    for cure in told.cures:
        print(f"- {cure}")
    if told.lines:
        if told.cures:
            print()
        print(words.lines_for_flows())
        print()
        print("\n".join(f"    {line}" for line in told.lines))
    if told.is_well:
        print(words.all_is_well())
